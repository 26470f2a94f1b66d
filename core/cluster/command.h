// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace mw::cluster {

/// How a program of the system ended.
struct CommandResult {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// Runs a program of the search path to its end. No shell reads the arguments.
/// @param command  the program's name and its arguments
/// @throws InputError when there is no such program, naming it
[[nodiscard]] CommandResult runCommand(const std::vector<std::string>& command);

}  // namespace mw::cluster
