// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <Qt>
#include <optional>
#include <vector>

#include "core/base/json.h"

namespace mw::models {

/// What a drag of the mouse does to the view.
enum class CameraMove { Orbit, Pan, Zoom };
inline constexpr int kCameraMoveCount = 3;
[[nodiscard]] QString titleOf(CameraMove move);

/// A drag with this button and exactly these modifiers does this move. The left button with fewer than two modifiers
/// does so on the empty floor alone: on an element or a handle it edits that.
struct NavigationRow {
  CameraMove move = CameraMove::Orbit;
  Qt::MouseButton button = Qt::MiddleButton;
  Qt::KeyboardModifiers modifiers;

  bool operator==(const NavigationRow&) const = default;
};

/// What two fingers on a touchpad, or a wheel that scrolls by pixels, do without Ctrl; with it they zoom.
enum class FingerScroll { Zoom, Pan };

/// How the view is moved: move x button x modifiers, a value that the user may edit. A wheel with clicks zooms towards
/// the pointer in every table, and so does a pinch.
struct NavigationTable {
  std::vector<NavigationRow> rows;
  FingerScroll scroll = FingerScroll::Zoom;

  bool operator==(const NavigationTable&) const = default;

  /// @param is_on_element  whether the press was on an element or a handle
  [[nodiscard]] std::optional<CameraMove> moveFor(Qt::MouseButton button, Qt::KeyboardModifiers modifiers,
                                                  bool is_on_element) const;
  /// What cannot be right, in words: a gesture twice, a move without any. Empty when it can be used.
  [[nodiscard]] QString problem() const;

  /// {"rows": [{"move": "orbit", "button": "middle", "modifiers": ["shift"]}], "scroll": "zoom"}
  [[nodiscard]] Json json() const;
  /// Nothing when it is not of that form, or has a problem.
  [[nodiscard]] static std::optional<NavigationTable> fromJson(const Json& json);
};

/// A table that many hands know already.
struct NavigationPreset {
  std::string name;  ///< in settings files
  QString title;
  NavigationTable table;
};
[[nodiscard]] const std::vector<NavigationPreset>& navigationPresets();
/// The first one for a name that is not there.
[[nodiscard]] const NavigationPreset& navigationPreset(const std::string& name);

/// "Shift+Middle drag"
[[nodiscard]] QString gestureText(const NavigationRow& row);

}  // namespace mw::models
