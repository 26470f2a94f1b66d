// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <filesystem>
#include <vector>

#include "core/base/json.h"

namespace mw::script {

/// One step of a UI script: what to do, and the rest of its object. Known steps:
///
///   {"do": "click", "target": "play"}                              also double-click, press, move, release
///   {"do": "drag", "target": "viewport", "at": "element(\"m1\")", "to": "world(10,5,0)", "steps": 10}
///   {"do": "wheel", "target": "viewport", "at": [200, 100], "clicks": 3}
///   {"do": "key", "key": "Ctrl+Z"}          {"do": "type", "target": "name", "text": "1.5 min"}
///   {"do": "drop", "target": "viewport", "at": "world(1,2,0)", "mime": "application/...", "data": "station"}
///   {"do": "drop", "target": "viewport", "files": ["log.csv"]}
///   {"do": "action", "target": "view.top"}  triggers a QAction by its objectName
///   {"do": "set", "target": "speed", "property": "value", "value": 10}
///   {"do": "wait", "ms": 300}               {"do": "wait-for", "target": "x", "property": "text", "contains": "done"}
///   {"do": "wait-for", "file": "go"}        until somebody makes this file
///   {"do": "expect", "target": "x", "property": "enabled", "equals": true}
///   {"do": "resize", "width": 1600, "height": 1000}
///   {"do": "shot", "file": "run-light.png"} {"do": "tree", "file": "tree.json"}
///   a shot with a target is of the window that it is in (a dialog); with "at" and "size": [60, 40], of so much there
///   {"do": "expect-responsive", "max_ms": 250}  no event handler since the
///                                             first step took more CPU time of the GUI thread, but those that
///                                             were excused (EventWatch::excuse)
///
/// target: objectName of a visible widget, which may take 5 s to come; at: [x, y] within it, world(x,y,z) or
/// element("id"); its centre where absent.
struct Step {
  std::string what;
  Json fields;
  Place place;
};

/// @throws InputError for anything that is not {"steps": [{"do": known, ...}]}, located
[[nodiscard]] std::vector<Step> readScript(const std::filesystem::path& file);

}  // namespace mw::script
