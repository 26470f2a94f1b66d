// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/command.h"

#include <boost/asio/io_context.hpp>
#include <boost/process.hpp>
#include <fmt/format.h>
#include <future>

#include "core/base/error.h"

namespace mw::cluster {

CommandResult runCommand(const std::vector<std::string>& command) {
  namespace process = boost::process;
  MW_REQUIRE(!command.empty());
  const auto program = process::search_path(command.front());
  if (program.empty()) {
    throw InputError(Place{command.front(), "", 0, 0}, "no such program is installed here",
                     "install it, or add its folder to PATH");
  }
  boost::asio::io_context service;
  std::future<std::string> out;
  std::future<std::string> err;
  process::child child(program, process::args(std::vector<std::string>(command.begin() + 1, command.end())),
                       process::std_in<process::null, process::std_out> out, process::std_err > err, service);
  service.run();
  child.wait();
  return {child.exit_code(), out.get(), err.get()};
}

}  // namespace mw::cluster
