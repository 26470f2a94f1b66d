// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::layout {

/// What people note about the hall, in the factory's member "layout". All functions are edits of values.

/// Which list of elements: those that are not moved by hand, or not shown.
enum class Mark { Locked, Hidden };
[[nodiscard]] std::vector<std::string> markedElements(const factory::Factory& factory, Mark mark);
[[nodiscard]] factory::Factory withMarks(const factory::Factory& factory, Mark mark, std::span<const std::string> ids,
                                         bool is_marked);

struct Group {
  std::string id;
  std::string name;
  std::vector<std::string> members;
};
[[nodiscard]] std::vector<Group> groupsOf(const factory::Factory& factory);
/// The members of the last group that has this element; the element alone where there is none.
[[nodiscard]] std::vector<std::string> withItsGroup(const factory::Factory& factory, const std::string& id);
/// The same for many: each followed by the members of its group that are not there yet.
[[nodiscard]] std::vector<std::string> withTheirGroups(const factory::Factory& factory,
                                                       std::span<const std::string> ids);
/// @throws InputError for fewer than two elements
[[nodiscard]] factory::Factory withGroup(const factory::Factory& factory, std::span<const std::string> ids);
/// Groups that have one of these members are no more.
[[nodiscard]] factory::Factory withoutGroups(const factory::Factory& factory, std::span<const std::string> ids);
/// Takes elements out of every group and into one; an empty group id: into none. A group without members is no more.
/// @throws InputError for a group that is not there
[[nodiscard]] factory::Factory withMembers(const factory::Factory& factory, const std::string& group,
                                           std::span<const std::string> ids);
/// An empty name: the group is called by its id.
/// @throws InputError for a group that is not there
[[nodiscard]] factory::Factory withGroupName(const factory::Factory& factory, const std::string& group,
                                             const std::string& name);

/// A place in the hall, or on an element and moving along with it.
struct Anchor {
  double x_m = 0;
  double y_m = 0;
  double z_m = 0;
  std::string element;  ///< x, y, z are from its origin then
};
/// In hall coordinates.
[[nodiscard]] factory::Pose placeOf(const factory::Factory& factory, const Anchor& anchor);

struct Note {
  std::string id;
  std::string text;
  Anchor at;
};
struct Dimension {
  std::string id;
  Anchor from;
  Anchor to;
};
[[nodiscard]] std::vector<Note> notesOf(const factory::Factory& factory);
[[nodiscard]] std::vector<Dimension> dimensionsOf(const factory::Factory& factory);
/// Adds a note, or changes the one with its id; an empty text removes it. An empty id gets one.
[[nodiscard]] factory::Factory withNote(const factory::Factory& factory, Note note);
[[nodiscard]] factory::Factory withDimension(const factory::Factory& factory, Dimension dimension);
/// The same factory where there is no dimension with this id.
[[nodiscard]] factory::Factory withoutDimension(const factory::Factory& factory, const std::string& id);
[[nodiscard]] factory::Factory withoutDimensions(const factory::Factory& factory);

}  // namespace mw::layout
