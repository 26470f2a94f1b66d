// SPDX-License-Identifier: Apache-2.0
#include "app/cli/typesetter.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <memory>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/report/packed_report.h"

namespace mw::cli {
namespace {

constexpr auto kProgram = "millwright";
constexpr auto kCure = "write the page, --out R.html, and print it from a browser";
constexpr int kLookAgain_ms = 50;  // whether somebody wants to stop

OutputError failed(const std::filesystem::path& program, const std::string& what) {
  return {program.string(), what, kCure};
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

/// What the other program reads: a file without a name, since a pipe that nobody reads ends the one who writes.
std::unique_ptr<std::FILE, CloseFile> inputOf(const std::string& bytes, const std::filesystem::path& program) {
  std::unique_ptr<std::FILE, CloseFile> file(std::tmpfile());
  if (!file || std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size() || std::fflush(file.get()) != 0) {
    throw failed(program, fmt::format("the report can't be handed on ({})", std::strerror(errno)));
  }
  std::rewind(file.get());
  return file;
}

/// A pipe's end that is read; the other end belongs to the process that was started.
class Pipe {
 public:
  Pipe() {
    if (pipe2(ends_.data(), O_CLOEXEC) != 0) ends_ = {-1, -1};
  }
  ~Pipe() {
    closeWriting();
    if (ends_[0] >= 0) close(ends_[0]);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  [[nodiscard]] bool isOpen() const { return ends_[0] >= 0; }
  [[nodiscard]] int reading() const { return ends_[0]; }
  [[nodiscard]] int writing() const { return ends_[1]; }
  void closeWriting() {
    if (ends_[1] >= 0) close(ends_[1]);
    ends_[1] = -1;
  }
  /// @returns false at its end
  bool readInto(std::string& text) const {
    std::array<char, 65536> block{};
    const ssize_t count = read(ends_[0], block.data(), block.size());
    if (count > 0) text.append(block.data(), static_cast<std::size_t>(count));
    return count > 0 || (count < 0 && errno == EINTR);
  }

 private:
  std::array<int, 2> ends_{-1, -1};
};

/// The other program while it runs; killed when nobody waits for it any more.
class Typesetting {
 public:
  Typesetting(const std::filesystem::path& program, std::FILE* input) : program_(program) {
    if (!out_.isOpen() || !messages_.isOpen()) throw failed(program, "no pipe can be opened");
    const std::string path = program.string();
    std::array<char*, 3> words{const_cast<char*>(path.c_str()), const_cast<char*>("--typeset-report"), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out_.writing(), STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, messages_.writing(), STDERR_FILENO);
    const int code = posix_spawn(&process_, path.c_str(), &actions, nullptr, words.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    out_.closeWriting();
    messages_.closeWriting();
    if (code == 0) return;
    process_ = -1;
    throw failed(program, fmt::format("can't be started ({})", std::strerror(code)));
  }
  ~Typesetting() {
    if (process_ < 0) return;
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
  Typesetting(const Typesetting&) = delete;
  Typesetting& operator=(const Typesetting&) = delete;

  /// Reads until it has closed both its ends.
  std::string pdf(const Console& console) {
    const ProgressSink progress = console.progress();
    std::string pdf;
    std::array<pollfd, 2> ends{pollfd{out_.reading(), POLLIN, 0}, pollfd{messages_.reading(), POLLIN, 0}};
    while (ends[0].fd >= 0 || ends[1].fd >= 0) {
      if (console.stop().stop_requested()) throw Cancelled();
      (void)poll(ends.data(), ends.size(), kLookAgain_ms);
      if (ends[0].revents != 0 && !out_.readInto(pdf)) ends[0].fd = -1;
      if (ends[1].revents == 0) continue;
      if (!messages_.readInto(unread_)) ends[1].fd = -1;
      takeMessages(progress);
    }
    requireSuccess(console);
    return pdf;
  }

 private:
  void takeMessages(const ProgressSink& progress) {
    for (std::size_t end = unread_.find('\n'); end != std::string::npos; end = unread_.find('\n')) {
      const std::string line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      Progress at{0, 0, "pages"};
      if (std::sscanf(line.c_str(), "page %lf of %lf", &at.done, &at.total) == 2) {
        if (progress) progress(at);
      } else {
        said_ += line + "\n";
      }
    }
  }

  void requireSuccess(const Console& console) {
    int status = 0;
    while (waitpid(process_, &status, 0) < 0 && errno == EINTR) {
    }
    process_ = -1;
    said_ += unread_;
    const std::string said(trimmedText(said_));
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
      if (!said.empty()) console.warn(said);
      return;
    }
    if (console.stop().stop_requested() || (WIFSIGNALED(status) && WTERMSIG(status) == SIGINT)) throw Cancelled();
    const std::string how = WIFEXITED(status) ? fmt::format("ended with code {}", WEXITSTATUS(status))
                                              : fmt::format("ended by signal {}", strsignal(WTERMSIG(status)));
    throw failed(program_, said.empty() ? how : how + ": " + said);
  }

  static std::string_view trimmedText(std::string_view text) {
    while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
    return text;
  }

  std::filesystem::path program_;
  Pipe out_;
  Pipe messages_;
  pid_t process_ = -1;
  std::string unread_;
  std::string said_;
};

}  // namespace

std::filesystem::path requireTypesetter(const std::filesystem::path& out) {
  std::error_code problem;
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe", problem);
  const std::filesystem::path program = self.parent_path() / kProgram;
  if (!problem && access(program.c_str(), X_OK) == 0) return program;
  throw OutputError(out.string(),
                    fmt::format("a PDF is typeset by the window program, and there is none at {}", program.string()),
                    fmt::format("{}; or install the window beside millwright-cli", kCure));
}

std::string typesetPdf(const std::filesystem::path& typesetter, const report::Report& report, const Console& console) {
  const auto input = inputOf(report::packed(report), typesetter);
  return Typesetting(typesetter, input.get()).pdf(console);
}

}  // namespace mw::cli
