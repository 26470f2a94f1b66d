// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

namespace mw::discovery {

/// Ids as the factory format wants them, each once: "Machine 7- Laser Marking" is machine-7-laser-marking.
class Ids {
 public:
  std::string of(const std::string& name);

 private:
  std::set<std::string> taken_;
};

/// What a station of that name looks like, as the format's "body"; empty: as it has it anyway.
[[nodiscard]] std::string bodyFor(const std::string& name);

}  // namespace mw::discovery
