// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "tests/ui/scene/some_elements.h"
#include "ui/scene/factory_scene.h"
#include "ui/scene/part_slot.h"

namespace mw::test {

/// A small factory with most kinds of bodies, for pictures and pixel checks.
struct DemoLine {
  std::vector<scene::SceneElement> elements;
  std::vector<scene::SceneFlow> flows;
  std::vector<scene::ElementStateChange> states;
  std::vector<scene::ScenePartType> part_types;
  std::vector<scene::PartPose> parts;
};

inline void putParts(DemoLine& line, const std::string& id, int held, int places, std::uint32_t type) {
  for (const scene::SceneElement& e : line.elements) {
    if (e.id != id) continue;
    for (int i = 0; i < held; ++i) {
      line.parts.push_back(scene::standingIn(scene::partSlot(e, i, places), type, line.part_types[type].size_m));
    }
  }
}

inline DemoLine demoLine() {
  using enum scene::BodyType;
  using scene::ElementState;
  DemoLine line;
  scene::SceneElement oven = body("oven", Station, 9.7, 0);
  oven.variant = scene::BodyVariant::Oven;
  line.elements = {body("src", Source, -9.8, 0),
                   belt("c1", -7.1, 0, 3.0),
                   body("mill-1", Station, -4.5, 0),
                   body("buf", Buffer, -2.2, 0),
                   body("mill-2", Station, 0.1, 0),
                   body("mill-3", Station, -4.5, 4.2),
                   body("mill-4", Station, 0.1, 4.2),
                   body("rob", Robot, 2.6, 2.0),
                   belt("c2", 4.6, 0, 3.0),
                   body("insp", Inspection, 7.0, 0),
                   oven,
                   belt("c3", 12.8, 0, 3.0),
                   body("asm", Assembly, 5.4, 4.0),
                   body("pal", Batch, 9.2, 4.0),
                   body("rack", Storage, 13.0, 4.3),
                   body("out", Sink, 15.5, 0),
                   body("agv", Vehicle, -1.9, 2.1)};
  line.flows = {{"src", "c1"},    {"c1", "mill-1"},  {"mill-1", "buf"}, {"buf", "mill-2"}, {"mill-3", "mill-4"},
                {"mill-2", "c2"}, {"mill-4", "asm"}, {"c2", "insp"},    {"insp", "oven"},  {"oven", "c3"},
                {"c3", "out"},    {"asm", "pal"},    {"pal", "rack"}};
  line.states = {{"src", ElementState::Busy},    {"c1", ElementState::Busy},        {"mill-1", ElementState::Busy},
                 {"buf", ElementState::Busy},    {"mill-2", ElementState::Blocked}, {"mill-3", ElementState::Down},
                 {"mill-4", ElementState::Idle}, {"rob", ElementState::Busy},       {"c2", ElementState::Busy},
                 {"insp", ElementState::Setup},  {"oven", ElementState::Busy},      {"c3", ElementState::Busy},
                 {"asm", ElementState::Waiting}, {"pal", ElementState::Busy},       {"rack", ElementState::Idle},
                 {"out", ElementState::Busy},    {"agv", ElementState::Off}};
  line.part_types = {{"housing", {0.42, 0.32, 0.26}, 0x3E6FA8},
                     {"cover", {0.40, 0.34, 0.28}, 0xC49B66},
                     {"gear", {0.34, 0.30, 0.22}, 0xD9A23B}};
  putParts(line, "c1", 3, 4, 0);
  putParts(line, "mill-1", 1, 1, 0);
  putParts(line, "mill-3", 1, 1, 0);
  putParts(line, "buf", 5, 8, 0);
  putParts(line, "mill-2", 1, 1, 0);
  putParts(line, "c2", 2, 4, 0);
  putParts(line, "insp", 1, 1, 0);
  putParts(line, "c3", 3, 4, 2);
  putParts(line, "asm", 2, 2, 2);
  putParts(line, "pal", 5, 8, 2);
  putParts(line, "rack", 15, 18, 1);
  putParts(line, "agv", 1, 1, 1);
  putParts(line, "out", 2, 3, 2);
  return line;
}

inline void show(scene::FactoryScene& scene, const DemoLine& line) {
  scene.setLayout(line.elements, line.flows);
  scene.setStates(line.states);
  scene.setPartTypes(line.part_types);
  scene.setParts(line.parts);
}

}  // namespace mw::test
