// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/layout/arrange.h"
#include "core/layout/copies.h"
#include "core/layout/marks.h"
#include "core/layout/paths.h"
#include "ui/models/document.h"

/// Edits of the hall's layout, each one undoable step; see edits.h. All throw InputError, with cause and cure, when the
/// edit is not possible; the document is then untouched.
namespace mw::commands {

/// Where an element goes, with its height.
struct Posed {
  std::string id;
  factory::Pose pose;
};
/// A flow that a move brings about, where two ends clicked together.
struct NewFlow {
  std::string from;
  std::string to;
};
/// Moves elements; with the flow in one step. Refuses locked elements.
void move(models::Document& document, const std::vector<Posed>& elements, const std::optional<NewFlow>& flow = {});
/// Adds an element, and a flow from or to it; an empty end of the flow is the new element.
/// @returns the id it got
std::string addConnected(models::Document& document, Json element, const std::optional<NewFlow>& flow);

/// Adds copies of a clip (core/layout/clip.h). @returns the new ids
std::vector<std::string> paste(models::Document& document, const Json& clip, std::span<const layout::CopyPlace> places);
/// Copies of elements at each place. @returns the new ids
std::vector<std::string> duplicate(models::Document& document, std::span<const std::string> ids,
                                   std::span<const layout::CopyPlace> places);
/// Takes elements away after they were copied to the clipboard.
void cut(models::Document& document, const std::vector<std::string>& ids);

/// The last one stays.
void align(models::Document& document, std::span<const std::string> ids, layout::Alignment alignment);
void distribute(models::Document& document, std::span<const std::string> ids, layout::Axis axis);

void group(models::Document& document, std::span<const std::string> ids);
void ungroup(models::Document& document, std::span<const std::string> ids);
/// Into a group, out of all others; an empty group id: out of all.
void moveToGroup(models::Document& document, std::span<const std::string> ids, const std::string& group);
void renameGroup(models::Document& document, const std::string& group, const std::string& name);
void setMark(models::Document& document, layout::Mark mark, std::span<const std::string> ids, bool is_marked);
/// Shows these elements alone; shows all again where these already are alone.
void isolate(models::Document& document, std::span<const std::string> ids);

/// Adds, changes or (with an empty text) removes a note.
void setNote(models::Document& document, const layout::Note& note);
void addDimension(models::Document& document, const layout::Dimension& dimension);
/// Nothing where there is no dimension with this id.
void removeDimension(models::Document& document, const std::string& id);
void clearDimensions(models::Document& document);

/// Bends a conveyor along points of the hall.
void setPath(models::Document& document, const std::string& id, std::span<const layout::Point> points);
void addRoad(models::Document& document, std::span<const layout::Point> points);
void moveRoadNode(models::Document& document, const layout::RoadNodeName& name, layout::Point at);
void removeRoadNode(models::Document& document, const layout::RoadNodeName& name);
void splitRoad(models::Document& document, const layout::RoadEdgeName& name, layout::Point at);

}  // namespace mw::commands
