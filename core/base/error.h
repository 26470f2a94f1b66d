// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace mw {

/// Where in the user's material something is: any field may be empty or zero when it does not apply.
struct Place {
  std::string file;
  std::string pointer;  ///< JSON pointer, e.g. /elements/3/process/mean_s
  int line = 0;         ///< 1-based, 0 = unknown
  int column = 0;       ///< 1-based, 0 = unknown

  /// "file:line:column: /pointer", leaving out what is not known.
  [[nodiscard]] std::string text() const;
  bool operator==(const Place&) const = default;
};

enum class Severity { Error, Warning };

/// One thing that is wrong (or odd) in the user's material: what, where, and what to do about it.
struct Finding {
  Severity severity = Severity::Error;
  Place place;
  std::string cause;
  std::string cure;

  /// "place: cause; cure"
  [[nodiscard]] std::string text() const;
  bool operator==(const Finding&) const = default;
};

using Findings = std::vector<Finding>;

[[nodiscard]] bool hasErrors(const Findings& findings);

/// Root of everything Millwright throws. The message is complete as it stands: what, where, what to do.
class Error : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A file, factory, study or argument is wrong. Carries all findings at once.
class InputError : public Error {
 public:
  explicit InputError(Findings findings);
  InputError(Place place, std::string cause, std::string cure);
  [[nodiscard]] const Findings& findings() const { return findings_; }

 private:
  Findings findings_;
};

/// The command line was used wrongly.
class UsageError : public Error {
 public:
  using Error::Error;
};

/// Disk full, project locked, no permission: the result could not be written. What was there before is untouched.
class OutputError : public Error {
 public:
  OutputError(const std::string& file, const std::string& cause, const std::string& cure);
};

/// A factorisation or integration broke down and there is no result to give.
class NumericalError : public Error {
 public:
  using Error::Error;
};

/// An extension failed; carries its name.
class PluginError : public Error {
 public:
  PluginError(std::string plugin, const std::string& cause);
  [[nodiscard]] const std::string& plugin() const { return plugin_; }

 private:
  std::string plugin_;
};

/// The user stopped it. Not a failure: finished work is kept.
class Cancelled : public Error {
 public:
  explicit Cancelled(const std::string& what_was_kept = "stopped");
};

/// Our own bug. Thrown by MW_REQUIRE, never reachable from user input.
class LogicError : public Error {
 public:
  LogicError(const char* condition, const char* file, int line);
};

}  // namespace mw

/// Checks an invariant of our own code, in every build.
#define MW_REQUIRE(condition)                                                 \
  do {                                                                        \
    if (!(condition)) throw ::mw::LogicError(#condition, __FILE__, __LINE__); \
  } while (false)
