// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "ui/scene/element_state.h"

namespace mw::scene {

/// A colour as it stands on screen (sRGB), each channel 0..1.
struct Rgb {
  double r = 0;
  double g = 0;
  double b = 0;
  bool operator==(const Rgb&) const = default;
};

/// 0xRRGGBB to channels.
[[nodiscard]] constexpr Rgb rgb(std::uint32_t hex) {
  return {((hex >> 16) & 255U) / 255.0, ((hex >> 8) & 255U) / 255.0, (hex & 255U) / 255.0};
}

/// a at t = 0, b at t = 1.
[[nodiscard]] constexpr Rgb mix(const Rgb& a, const Rgb& b, double t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}

/// The colours of the states a place can be in, safe for the colour-blind (Okabe and Ito 2008).
struct StateColors {
  Rgb busy, idle, blocked, setup, down, waiting, off;
};

/// Every colour and light level of the hall that depends on the theme. The window hands one in; the scene names none.
struct SceneTheme {
  Rgb background_top;
  Rgb background_bottom;
  Rgb floor;
  Rgb grid;
  Rgb major_grid;
  Rgb aisle;       ///< ground of the painted walkway
  Rgb aisle_line;  ///< its two edges
  Rgb flow;        ///< quiet arrows from element to element
  Rgb accent;      ///< selection
  Rgb hover;       ///< what a click would select
  Rgb panel;       ///< ground of library thumbnails
  StateColors states;
  double environment_level = 1;  ///< brightness of the image-based light
  double key_level = 1;          ///< intensity of the one directional light
  double shadow_opacity = 0.3;   ///< of the soft shadow painted under each body
};

[[nodiscard]] SceneTheme lightSceneTheme();
[[nodiscard]] SceneTheme darkSceneTheme();

[[nodiscard]] Rgb stateColor(const SceneTheme& theme, ElementState state);

}  // namespace mw::scene
