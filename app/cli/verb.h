// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/base/progress.h"

namespace mw::cli {

/// Exit codes of millwright-cli.
enum ExitCode {
  kDone = 0,
  kNegativeFinding = 1,
  kWrongUsage = 2,
  kBadInput = 3,
  kOutputFailed = 4,
  kInterrupted = 130
};

/// What a verb talks to: results on stdout, all else on stderr.
class Console {
 public:
  explicit Console(std::stop_token stop) : stop_(std::move(stop)) {}

  bool is_json = false;   ///< --json
  bool is_quiet = false;  ///< --quiet

  /// One JSON object on stdout, and nothing else there.
  void printJson(const Json& json) const;
  /// A piece of what goes to stdout, as it is. @throws OutputError
  void write(std::string_view text) const;
  /// What was written is out. @throws OutputError
  void flush() const;
  /// A line for people on stdout; silent with --json.
  void print(const std::string& line) const;
  /// A line on stderr, always.
  void warn(const std::string& line) const;
  void warn(const Findings& findings) const;
  /// A bar with rate and remaining time on a terminal, a line every few seconds otherwise; empty with --quiet.
  [[nodiscard]] ProgressSink progress() const;
  /// Set by Ctrl-C.
  [[nodiscard]] const std::stop_token& stop() const { return stop_; }

 private:
  std::stop_token stop_;
};

/// The work of a verb, once its options are parsed; returns the exit code.
using Action = std::function<int(Console&)>;

/// Adds one subcommand to the program. Its callback sets the action:
///
///   void addCheck(CLI::App& program, Action& action) {
///     auto file = std::make_shared<std::string>();
///     CLI::App* verb = addVerb(program, "check", {"Validates a file.", "line.mill"});
///     verb->add_option("file", *file)->required();
///     verb->final_callback([file, &action] { action = [file](Console& console) { return check(*file, console); }; });
///   }
using AddVerb = void (*)(CLI::App& program, Action& action);

/// The verb table: one line a verb (verbs.cpp).
[[nodiscard]] std::span<const AddVerb> verbs();

/// What --help says of a verb.
struct VerbHelp {
  std::string what;     ///< one sentence
  std::string example;  ///< the rest of a command line, after "millwright-cli NAME "
};

/// A subcommand that takes --json and --quiet as every verb does.
[[nodiscard]] CLI::App* addVerb(CLI::App& program, const std::string& name, const VerbHelp& help);

/// An option value as a duration in seconds ("30d", "90"). @throws UsageError naming the option
[[nodiscard]] double durationOption(const std::string& option, const std::string& text);

}  // namespace mw::cli
