// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/theme.h"

#include "core/factory/state_signs.h"

namespace mw::scene {
namespace {

Rgb stateColor(factory::ElementState state) {
  return rgb(factory::kStateColors[static_cast<std::size_t>(state)]);
}

StateColors stateColors(Rgb idle) {
  using factory::ElementState;
  return {.busy = stateColor(ElementState::Busy),
          .idle = idle,
          .blocked = stateColor(ElementState::Blocked),
          .setup = stateColor(ElementState::Setup),
          .down = stateColor(ElementState::Down),
          .waiting = stateColor(ElementState::Waiting),
          .off = stateColor(ElementState::Off)};
}

}  // namespace

SceneTheme lightSceneTheme() {
  SceneTheme t;
  t.background_top = rgb(0xC9D2DE);
  t.background_bottom = rgb(0xE9EDF2);
  t.floor = rgb(0xDCE1E6);
  t.grid = rgb(0xB4BDC7);
  t.major_grid = rgb(0x93A0AD);
  t.aisle = rgb(0xD0D7DE);
  t.aisle_line = rgb(0xE3B94A);
  t.flow = rgb(0x5B6672);
  t.accent = rgb(0x1F6FB2);
  t.hover = rgb(0x6FA8D6);
  t.panel = rgb(0xFFFFFF);
  t.states = stateColors(stateColor(factory::ElementState::Idle));
  t.environment_level = 0.64;
  t.key_level = 0.78;
  t.shadow_opacity = 0.62;
  return t;
}

SceneTheme darkSceneTheme() {
  SceneTheme t;
  t.background_top = rgb(0x15181D);
  t.background_bottom = rgb(0x22262E);
  t.floor = rgb(0x2B3037);
  t.grid = rgb(0x363C45);
  t.major_grid = rgb(0x47505B);
  t.aisle = rgb(0x30363E);
  t.aisle_line = rgb(0x8A7434);
  t.flow = rgb(0x98A3AF);
  t.accent = rgb(0x58A6E0);
  t.hover = rgb(0x3E78A6);
  t.panel = rgb(0x1D2127);
  t.states = stateColors(rgb(0x5F6B78));
  t.environment_level = 0.46;
  t.key_level = 0.56;
  t.shadow_opacity = 0.72;
  return t;
}

Rgb stateColor(const SceneTheme& theme, ElementState state) {
  switch (state) {
    case ElementState::Busy:
      return theme.states.busy;
    case ElementState::Idle:
      return theme.states.idle;
    case ElementState::Blocked:
      return theme.states.blocked;
    case ElementState::Setup:
      return theme.states.setup;
    case ElementState::Down:
      return theme.states.down;
    case ElementState::Waiting:
      return theme.states.waiting;
    case ElementState::Off:
      return theme.states.off;
  }
  return theme.states.off;
}

}  // namespace mw::scene
