// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

#include "core/base/json.h"
#include "core/factory/factory.h"

namespace mw::cli {

/// A factory and the text it came from, for messages with line and column.
struct LoadedFactory {
  factory::Factory factory;
  std::optional<JsonDocument> document;  ///< none where it came from a project

  /// Runs something on the factory; the findings of an InputError get their file, line and column.
  template <class Action>
  auto located(Action action) const {
    try {
      return action();
    } catch (const InputError& error) {
      if (!document) throw;
      Findings findings = error.findings();
      document->locate(findings);
      throw InputError(std::move(findings));
    }
  }

  /// What can be told before a run, with file, line and column. @throws InputError with what forbids one
  [[nodiscard]] Findings notes() const;
};

/// Reads a factory file, or the factory of a project. @throws InputError when it is missing or not well-formed
[[nodiscard]] LoadedFactory loadFactory(const std::filesystem::path& file);

}  // namespace mw::cli
