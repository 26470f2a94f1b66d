// SPDX-License-Identifier: Apache-2.0
#include "core/base/error.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw {
namespace {

std::string joined(const Findings& findings) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!text.empty()) text += '\n';
    text += finding.text();
  }
  return text;
}

}  // namespace

std::string Place::text() const {
  std::string text = file;
  if (line > 0) text += fmt::format("{}{}:{}", text.empty() ? "line " : ":", line, column);
  if (!pointer.empty()) text += (text.empty() ? "" : ": ") + pointer;
  return text;
}

std::string Finding::text() const {
  std::string text = place.text();
  if (!text.empty()) text += ": ";
  if (severity == Severity::Warning) text += "warning: ";
  text += cause;
  if (!cure.empty()) text += "; " + cure;
  return text;
}

bool hasErrors(const Findings& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding& finding) { return finding.severity == Severity::Error; });
}

InputError::InputError(Findings findings) : Error(joined(findings)), findings_(std::move(findings)) {}

InputError::InputError(Place place, std::string cause, std::string cure)
    : InputError(Findings{{Severity::Error, std::move(place), std::move(cause), std::move(cure)}}) {}

OutputError::OutputError(const std::string& file, const std::string& cause, const std::string& cure)
    : Error(fmt::format("{}: {}; {}", file, cause, cure)) {}

PluginError::PluginError(std::string plugin, const std::string& cause)
    : Error(fmt::format("plugin {}: {}", plugin, cause)), plugin_(std::move(plugin)) {}

Cancelled::Cancelled(const std::string& what_was_kept) : Error(what_was_kept) {}

LogicError::LogicError(const char* condition, const char* file, int line)
    : Error(fmt::format("internal error: {} does not hold ({}:{}); please report it", condition, file, line)) {}

}  // namespace mw
