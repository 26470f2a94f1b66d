// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

/// The one address of anything in a factory: elements/mill/process/mean_s. Entries of lists go by their id, else by
/// index (flows/0/probability). Study factors, messages, undo commands and property panels all use it.
class FactoryPath {
 public:
  FactoryPath() = default;
  /// @throws InputError for an empty path or segment
  explicit FactoryPath(std::string text);

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::vector<std::string>& segments() const { return segments_; }
  bool operator==(const FactoryPath&) const = default;

 private:
  std::string text_;
  std::vector<std::string> segments_;
};

/// What a path leads to in one factory.
struct PathTarget {
  std::string pointer;                           ///< JSON pointer
  const api::ParameterDeclaration* declaration;  ///< unit, range, help; null for a distribution's "dist"
  bool is_given = false;                         ///< written in the file, else the default holds
  Json value;                                    ///< as written, or the default, or null
};

/// @throws InputError when the path leads nowhere, naming the segment and the nearest known one
[[nodiscard]] PathTarget resolve(const Factory& factory, const FactoryPath& path);

/// The factory with one value changed. A bare number of seconds is opened into a constant distribution on the way. A
/// value may be a whole entry (elements/mill): without "id" it keeps that of the entry which it replaces.
/// @throws InputError when the path leads nowhere or the result is not well-formed; the argument is untouched
[[nodiscard]] Factory withValue(const Factory& factory, const FactoryPath& path, const Json& value);

/// The factory with a key removed, so that its default holds; the same factory when it was not given.
/// @throws InputError when the path leads nowhere or the key is required
[[nodiscard]] Factory withoutValue(const Factory& factory, const FactoryPath& path);

/// A value and where it goes.
struct Assignment {
  FactoryPath path;
  Json value;
};

/// Several values in one step: what lies between, one of them set and another not yet, need not be well-formed. A path
/// into what an earlier one set is resolved there.
/// @throws InputError as withValue()
[[nodiscard]] Factory withAssignments(const Factory& factory, std::span<const Assignment> assignments);

/// The same value at several places, and the same keys removed, in one step.
[[nodiscard]] Factory withValues(const Factory& factory, std::span<const FactoryPath> paths, const Json& value);
[[nodiscard]] Factory withoutValues(const Factory& factory, std::span<const FactoryPath> paths);

}  // namespace mw::factory
