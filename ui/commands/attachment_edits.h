// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "ui/models/document.h"

/// Edits of what a factory shows from files. Each is one named step; all throw InputError as those of edits.h.
namespace mw::commands {

/// A mesh in place of an element's own body.
struct MeshChoice {
  std::string name;  ///< under which the file is kept
  std::string up;    ///< "x", "y" or "z"
  std::array<double, 3> size_m{};
};

/// The element takes the size of the mesh, so that footprint and clashes follow it.
void showMesh(models::Document& document, const std::string& id, const MeshChoice& mesh);
/// Back to the built-in body at its own size.
void removeMesh(models::Document& document, const std::string& id);

/// @param underlay  its JSON object; the id is changed when it is in use
/// @returns the id it got
std::string addUnderlay(models::Document& document, Json underlay);
void removeUnderlay(models::Document& document, const std::string& id);
/// Several fields at once; null takes one away.
/// @param text       of the step: "Scale hall"
/// @param merge_key  non-empty while a drag or slider moves: its steps become one
void changeUnderlay(models::Document& document, const std::string& id, const Json& fields, const QString& text,
                    const std::string& merge_key = {});

/// The object of an underlay; null when there is none of this id.
[[nodiscard]] Json underlayOf(const factory::Factory& factory, const std::string& id);

}  // namespace mw::commands
