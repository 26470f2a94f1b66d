// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "core/factory/factory_path.h"

namespace mw::factory {

/// What leads from one factory to another, as a JSON Patch (RFC 6902): operations in order, each with a JSON pointer.
/// Entries of lists that have ids are matched by them, and the id is tested before anything in an entry is touched, so
/// that a patch for another factory is refused rather than applied to the wrong machine. The result of applying it has
/// the same bytes as `to`, order of keys included. Empty where nothing differs.
[[nodiscard]] Json patchBetween(const Factory& from, const Factory& to);

/// @param patch  operations as RFC 6902 defines them: add, remove, replace, move, copy, test
/// @throws InputError with the place in the patch of the operation that does not fit ("/3"), or with what is not
///         well-formed in the result; the factory is untouched
[[nodiscard]] Factory patched(const Factory& factory, const JsonDocument& patch);

/// One value under its address.
struct ValueEdit {
  FactoryPath path;
  Json value;
};

/// The same as values to set one after another, which people read more easily than a patch.
/// @returns nothing where that cannot say it all (something was added, removed or moved), or not in a dozen
[[nodiscard]] std::optional<std::vector<ValueEdit>> valueEditsBetween(const Factory& from, const Factory& to);

}  // namespace mw::factory
