// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QStringList>
#include <string>

#include "core/base/json.h"

namespace mw::test {

/// What a program left behind.
struct Answer {
  int exit_code = -1;  ///< -1: it did not end by itself, or crashed
  std::string out;
  std::string err;

  /// What it printed, as JSON.
  [[nodiscard]] Json json() const { return Json::parse(out); }
  /// Whether its messages have this text.
  [[nodiscard]] bool says(const std::string& text) const { return err.find(text) != std::string::npos; }
  /// Whether its results have this text.
  [[nodiscard]] bool shows(const std::string& text) const { return out.find(text) != std::string::npos; }
};

/// Runs a program to its end, two minutes at most. @param arguments  paths in them are relative to folder
inline Answer runProgram(const QString& program, const QStringList& arguments, const QString& folder = {},
                         const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment()) {
  constexpr int kLongest_ms = 120'000;
  QProcess process;
  if (!folder.isEmpty()) process.setWorkingDirectory(folder);
  process.setProcessEnvironment(environment);
  process.start(program, arguments);
  const bool has_ended = process.waitForFinished(kLongest_ms);
  const bool is_normal = has_ended && process.exitStatus() == QProcess::NormalExit;
  Answer answer{is_normal ? process.exitCode() : -1, process.readAllStandardOutput().toStdString(),
                process.readAllStandardError().toStdString()};
  if (!has_ended) answer.err += "(still running after two minutes)";
  if (has_ended && !is_normal) answer.err += "(ended by signal " + std::to_string(process.exitCode()) + ")";
  return answer;
}

}  // namespace mw::test
