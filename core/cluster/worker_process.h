// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace mw::cluster {

/// A process that serves runs, with the socket to it. Killed with the object.
class WorkerProcess {
 public:
  /// @throws OutputError where it cannot be started
  explicit WorkerProcess(const std::vector<std::string>& command);
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  [[nodiscard]] int socket() const { return socket_; }
  /// Waits for its end, which is near. @returns how it ended, in words: "ended by signal 11 (Segmentation fault)"
  std::string waitForEnd();

  /// Points whose model it has are known by a number; 0 = none.
  unsigned long point = 0;

 private:
  pid_t process_ = -1;
  int socket_ = -1;
};

}  // namespace mw::cluster
