// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>

#include "core/factory/factory.h"

namespace mw::factory {

/// Sees one reference: the id, which it may change, and the collection it is from ("parts", "elements", ...). Gives
/// false to have the reference taken away. Keys of maps (parts of a mix) are shown as well, but cannot be changed.
using ReferenceVisitor = std::function<bool(Json& id, std::string_view collection)>;

/// Walks over all references in an element's JSON, as its type declares them.
void visitReferences(Json& element, const api::ElementType& type, const ReferenceVisitor& visit);
/// Walks over all references to elements outside the elements themselves: flows, control, networks, layout.
void visitElementReferences(Json& root, const ReferenceVisitor& visit);

/// The same factory with another id for one element, wherever it is meant.
/// @throws InputError when there is no such element or the new id is in use or no id
[[nodiscard]] Factory withRenamed(const Factory& factory, std::string_view id, const std::string& new_id);

}  // namespace mw::factory
