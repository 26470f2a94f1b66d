// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/navigation.h"

#include <QCoreApplication>
#include <QStringList>
#include <algorithm>
#include <array>
#include <bit>

namespace mw::models {
namespace {

template <class T>
struct Word {
  T value;
  const char* name;   // in files
  const char* title;  // on screen
};
constexpr std::array<Word<CameraMove>, kCameraMoveCount> kMoves = {
    {{CameraMove::Orbit, "orbit", "Orbit"}, {CameraMove::Pan, "pan", "Pan"}, {CameraMove::Zoom, "zoom", "Zoom"}}};
constexpr std::array<Word<Qt::MouseButton>, 3> kButtons = {
    {{Qt::LeftButton, "left", "Left"}, {Qt::MiddleButton, "middle", "Middle"}, {Qt::RightButton, "right", "Right"}}};
constexpr std::array<Word<Qt::KeyboardModifier>, 3> kModifiers = {
    {{Qt::ControlModifier, "ctrl", "Ctrl"}, {Qt::ShiftModifier, "shift", "Shift"}, {Qt::AltModifier, "alt", "Alt"}}};
constexpr Qt::KeyboardModifiers kCounted = Qt::ControlModifier | Qt::ShiftModifier | Qt::AltModifier;

QString tr(const char* text) {
  return QCoreApplication::translate("navigation", text);
}

template <class Words, class T>
const auto& wordOf(const Words& words, T value) {
  return *std::find_if(words.begin(), words.end(), [value](const auto& word) { return word.value == value; });
}

template <class T, std::size_t N>
std::optional<T> named(const std::array<Word<T>, N>& words, const Json& name) {
  for (const Word<T>& word : words) {
    if (name == word.name) return word.value;
  }
  return std::nullopt;
}

std::optional<NavigationRow> rowFrom(const Json& json) {
  if (!json.is_object() || !json.contains("move") || !json.contains("button")) return std::nullopt;
  const auto move = named(kMoves, json["move"]);
  const auto button = named(kButtons, json["button"]);
  if (!move || !button) return std::nullopt;
  NavigationRow row{*move, *button, {}};
  const Json modifiers = json.contains("modifiers") ? json["modifiers"] : Json::array();
  if (!modifiers.is_array()) return std::nullopt;
  for (const Json& name : modifiers) {
    const auto modifier = named(kModifiers, name);
    if (!modifier) return std::nullopt;
    row.modifiers |= *modifier;
  }
  return row;
}

/// Alone, each of them edits an element otherwise; two together do not.
bool isForElements(Qt::KeyboardModifiers held) {
  return std::has_single_bit(static_cast<unsigned>(held.toInt())) || !held;
}

std::vector<NavigationPreset> makePresets() {
  using enum CameraMove;
  constexpr auto kNone = Qt::NoModifier;
  constexpr auto kShift = Qt::ShiftModifier;
  constexpr auto kCtrl = Qt::ControlModifier;
  return {
      {"millwright",
       tr("Millwright"),
       {{{Orbit, Qt::MiddleButton, kNone},
         {Orbit, Qt::LeftButton, Qt::AltModifier},
         {Pan, Qt::RightButton, kNone},
         {Pan, Qt::MiddleButton, kShift},
         {Pan, Qt::LeftButton, kShift},
         {Zoom, Qt::MiddleButton, kCtrl}},
        FingerScroll::Zoom}},
      {"blender",
       tr("Blender"),
       {{{Orbit, Qt::MiddleButton, kNone}, {Pan, Qt::MiddleButton, kShift}, {Zoom, Qt::MiddleButton, kCtrl}},
        FingerScroll::Zoom}},
      {"solidworks",
       tr("SolidWorks"),
       {{{Orbit, Qt::MiddleButton, kNone}, {Pan, Qt::MiddleButton, kCtrl}, {Zoom, Qt::MiddleButton, kShift}},
        FingerScroll::Zoom}},
      {"freecad-cad",
       tr("FreeCAD CAD"),
       {{{Orbit, Qt::RightButton, kShift},
         {Pan, Qt::MiddleButton, kNone},
         {Pan, Qt::RightButton, kCtrl},
         {Zoom, Qt::RightButton, kCtrl | kShift}},
        FingerScroll::Zoom}},
      {"touchpad",
       tr("Touchpad"),
       {{{Orbit, Qt::LeftButton, kCtrl | kShift},
         {Pan, Qt::LeftButton, kShift},
         {Zoom, Qt::LeftButton, kCtrl | Qt::AltModifier}},
        FingerScroll::Pan}},
  };
}

}  // namespace

QString titleOf(CameraMove move) {
  return tr(wordOf(kMoves, move).title);
}

std::optional<CameraMove> NavigationTable::moveFor(Qt::MouseButton button, Qt::KeyboardModifiers modifiers,
                                                   bool is_on_element) const {
  const Qt::KeyboardModifiers held = modifiers & kCounted;
  for (const NavigationRow& row : rows) {
    if (row.button != button || row.modifiers != held) continue;
    if (button == Qt::LeftButton && is_on_element && isForElements(held)) return std::nullopt;
    return row.move;
  }
  return std::nullopt;
}

QString NavigationTable::problem() const {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (rows[i].button != rows[j].button || rows[i].modifiers != rows[j].modifiers) continue;
      return tr("%1 is there twice: give one row another button or modifier").arg(gestureText(rows[i]));
    }
  }
  for (const auto& move : kMoves) {
    const bool is_there =
        std::any_of(rows.begin(), rows.end(), [&](const NavigationRow& row) { return row.move == move.value; });
    if (!is_there && move.value != CameraMove::Zoom) return tr("No gesture for %1: add a row").arg(tr(move.title));
  }
  return {};
}

Json NavigationTable::json() const {
  Json list = Json::array();
  for (const NavigationRow& row : rows) {
    Json modifiers = Json::array();
    for (const auto& modifier : kModifiers) {
      if (row.modifiers.testFlag(modifier.value)) modifiers.push_back(modifier.name);
    }
    list.push_back({{"move", wordOf(kMoves, row.move).name},
                    {"button", wordOf(kButtons, row.button).name},
                    {"modifiers", modifiers}});
  }
  return {{"rows", list}, {"scroll", scroll == FingerScroll::Pan ? "pan" : "zoom"}};
}

std::optional<NavigationTable> NavigationTable::fromJson(const Json& json) {
  if (!json.is_object() || !json.contains("rows") || !json["rows"].is_array()) return std::nullopt;
  constexpr std::size_t kMostRows = 50;
  if (json["rows"].size() > kMostRows) return std::nullopt;
  NavigationTable table;
  for (const Json& entry : json["rows"]) {
    const auto row = rowFrom(entry);
    if (!row) return std::nullopt;
    table.rows.push_back(*row);
  }
  table.scroll = json.contains("scroll") && json["scroll"] == "pan" ? FingerScroll::Pan : FingerScroll::Zoom;
  if (!table.problem().isEmpty()) return std::nullopt;
  return table;
}

const std::vector<NavigationPreset>& navigationPresets() {
  static const std::vector<NavigationPreset> presets = makePresets();
  return presets;
}

const NavigationPreset& navigationPreset(const std::string& name) {
  const auto& presets = navigationPresets();
  const auto found = std::find_if(presets.begin(), presets.end(),
                                  [&name](const NavigationPreset& preset) { return preset.name == name; });
  return found == presets.end() ? presets.front() : *found;
}

QString gestureText(const NavigationRow& row) {
  QStringList words;
  for (const auto& modifier : kModifiers) {
    if (row.modifiers.testFlag(modifier.value)) words << tr(modifier.title);
  }
  words << tr(wordOf(kButtons, row.button).title);
  return tr("%1 drag").arg(words.join(QLatin1Char('+')));
}

}  // namespace mw::models
