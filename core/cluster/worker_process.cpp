// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/worker_process.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/cluster/run_server.h"

namespace mw::cluster {
namespace {

OutputError cannotStart(const std::string& program, int code) {
  return OutputError(program, fmt::format("no worker process can be started ({})", std::strerror(code)),
                     "check how many processes and open files this user may have");
}

/// Starts a program whose socket is kWorkerSocket.
int spawn(const std::vector<std::string>& command, int socket, pid_t& process) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, socket, kWorkerSocket);
  posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO);  // results are on ours
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  const int code = posix_spawn(&process, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return code;
}

}  // namespace

WorkerProcess::WorkerProcess(const std::vector<std::string>& command) {
  MW_REQUIRE(!command.empty());
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) throw cannotStart(command[0], errno);
  // A socket that has the number already would keep its close-on-exec mark through dup2.
  if (pair[1] == kWorkerSocket) {
    pair[1] = fcntl(pair[1], F_DUPFD_CLOEXEC, kWorkerSocket + 1);
    close(kWorkerSocket);
  }
  const int code = spawn(command, pair[1], process_);
  close(pair[1]);
  if (code != 0) {
    close(pair[0]);
    throw cannotStart(command[0], code);
  }
  socket_ = pair[0];
  // One that stands still in the middle of a message is as good as gone.
  const timeval longest{.tv_sec = 2, .tv_usec = 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &longest, sizeof longest);
  setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &longest, sizeof longest);
}

WorkerProcess::~WorkerProcess() {
  close(socket_);
  if (process_ < 0) return;
  kill(process_, SIGKILL);
  waitpid(process_, nullptr, 0);
}

std::string WorkerProcess::waitForEnd() {
  int status = 0;
  kill(process_, SIGKILL);  // one that only said nonsense; how another has ended stays as it is
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
  }
  process_ = -1;
  if (WIFEXITED(status)) return fmt::format("ended with code {}", WEXITSTATUS(status));
  const int signal = WTERMSIG(status);
  return fmt::format("ended by signal {} ({})", signal, strsignal(signal));
}

}  // namespace mw::cluster
