// SPDX-License-Identifier: Apache-2.0
#include <chrono>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <unistd.h>

#include "app/cli/verb.h"
#include "core/base/text.h"

namespace mw::cli {
namespace {

using Clock = std::chrono::steady_clock;

std::string durationText(double seconds) {
  if (seconds < 90) return fmt::format("{:.0f} s", seconds);
  if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
  return fmt::format("{:.1f} h", seconds / 3600);
}

/// Where not even that can be written, the work goes on.
void printToStderr(const std::string& text) {
  (void)std::fputs(text.c_str(), stderr);
}

class ProgressPrinter {
 public:
  void operator()(const Progress& progress) {
    const auto now = Clock::now();
    const bool is_last = progress.total > 0 && progress.done >= progress.total;
    if (!is_last && now - printed_ < interval_) return;
    printed_ = now;
    const double elapsed_s = std::chrono::duration<double>(now - started_).count();
    const double rate = elapsed_s > 0 ? progress.done / elapsed_s : 0;
    std::string line = fmt::format("{:.0f}/{:.0f} {}, {:.3g}/s", progress.done, progress.total, progress.what, rate);
    if (!is_last && rate > 0 && progress.total > 0) {
      line += ", " + durationText((progress.total - progress.done) / rate) + " left";
    }
    if (!is_terminal_) {
      printToStderr(line + "\n");
      return;
    }
    constexpr int kWidth = 30;
    const double share = progress.total > 0 ? progress.done / progress.total : 0;
    const auto filled = static_cast<std::size_t>(share * kWidth);
    printToStderr(fmt::format("\r[{}{}] {}\x1b[K{}", std::string(filled, '#'), std::string(kWidth - filled, '.'), line,
                              is_last ? "\n" : ""));
    std::fflush(stderr);
  }

 private:
  bool is_terminal_ = isatty(STDERR_FILENO) != 0;
  Clock::duration interval_ = is_terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(3000);
  Clock::time_point started_ = Clock::now();
  Clock::time_point printed_ = started_;
};

OutputError stdoutFailed() {
  return {"stdout", "cannot be written", "check the disk or the pipe it goes to"};
}

}  // namespace

void Console::printJson(const Json& json) const {
  write(json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
  flush();
}

void Console::write(std::string_view text) const {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) throw stdoutFailed();
}

void Console::flush() const {
  if (std::fflush(stdout) != 0) throw stdoutFailed();
}

void Console::print(const std::string& line) const {
  if (!is_json) fmt::print("{}\n", line);
}

void Console::warn(const std::string& line) const {
  printToStderr(line + "\n");
}

void Console::warn(const Findings& findings) const {
  for (const Finding& finding : findings) warn(finding.text());
}

ProgressSink Console::progress() const {
  if (is_quiet) return {};
  return [printer = std::make_shared<ProgressPrinter>()](const Progress& progress) { (*printer)(progress); };
}

CLI::App* addVerb(CLI::App& program, const std::string& name, const VerbHelp& help) {
  CLI::App* verb = program.add_subcommand(name, help.what);
  verb->footer(fmt::format("Example: millwright-cli {} {}", name, help.example));
  verb->add_flag("--json")->description("Print one JSON object on stdout");
  verb->add_flag("--quiet")->description("No progress on stderr");
  return verb;
}

double durationOption(const std::string& option, const std::string& text) {
  const auto seconds = parseDuration(text);
  if (!seconds || *seconds < 0) {
    throw UsageError(fmt::format("{} {}: not a duration; write 90, 15m, 8h, 30d or 2w", option, text));
  }
  return *seconds;
}

}  // namespace mw::cli
