// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>

#include "core/factory/factory.h"

namespace mw::models {

/// A project that the user has given no place yet: it lies in the user's own folder, so that not even its first edit is
/// lost, until it is saved elsewhere or thrown away.
class Drafts {
 public:
  /// @param folder  of the program in the user's data; made when needed
  explicit Drafts(std::filesystem::path folder) : folder_(std::move(folder)) {}

  /// Makes a project around a factory, named after it. @throws OutputError
  [[nodiscard]] QString make(const factory::Factory& factory) const;
  [[nodiscard]] bool isDraft(const QString& file) const;
  /// Removes a draft that has become a project elsewhere; does nothing to other files.
  void discard(const QString& file) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace mw::models
