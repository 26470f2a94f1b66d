// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/access.h"

#include <algorithm>
#include <map>
#include <set>

#include "ui/panels/theme/theme.h"

namespace mw::test {
namespace {

/// Of text below 24 pixels, WCAG 2.1 level AA.
constexpr double kLeastContrast = 4.5;

bool saysSomething(const Json& widget) {
  const auto kind = widget["class"].get<std::string>();
  return widget["text"] != "" && (kind == "QLabel" || kind.ends_with("Button"));
}

QRect rectOf(const Json& widget) {
  const Json& rect = widget["rect"];
  return {rect[0].get<int>(), rect[1].get<int>(), rect[2].get<int>(), rect[3].get<int>()};
}

std::string line(const char* what, const Json& widget) {
  return std::string(what) + ": " + widget["name"].get<std::string>() + " \"" + widget["text"].get<std::string>() +
         "\" " + widget["rect"].dump() + "\n";
}

}  // namespace

double textContrast(const QImage& picture, const QRect& rect) {
  std::map<QRgb, int> counts;
  const QRect inside = rect & picture.rect();
  for (int y = inside.top(); y <= inside.bottom(); ++y) {
    for (int x = inside.left(); x <= inside.right(); ++x) ++counts[picture.pixel(x, y)];
  }
  if (counts.empty()) return 1;
  const auto most =
      std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  double contrast = 1;
  for (const auto& [color, count] : counts) {
    contrast = std::max(contrast, panels::contrastRatio(QColor(color), QColor(most->first)));
  }
  return contrast;
}

std::string faintTexts(const Json& tree, const QImage& picture, double scale) {
  std::string wrong;
  QPoint origin;
  for (const Json& widget : tree["widgets"]) {
    if (widget["name"] == "mainWindow") origin = rectOf(widget).topLeft();
  }
  for (const Json& widget : tree["widgets"]) {
    const bool counts = saysSomething(widget) && widget["enabled"].get<bool>() && widget["shown"].get<bool>();
    if (!counts || widget["window"] != "mainWindow") continue;
    const QRect logical = rectOf(widget).translated(-origin);
    const QRect rect(logical.topLeft() * scale, logical.size() * scale);
    const double contrast = textContrast(picture, rect);
    if (contrast < kLeastContrast) wrong += std::to_string(contrast) + " " + line("faint", widget);
  }
  return wrong;
}

std::string clippedTexts(const Json& tree) {
  std::string wrong;
  for (const Json& widget : tree["widgets"]) {
    if (widget["clipped"].get<bool>()) wrong += line("cut off", widget);
  }
  return wrong;
}

std::string lostCells(const Json& tree) {
  std::string wrong;
  for (const Json& cell : tree["cut_cells"]) {
    const bool can_be_read = cell["tip"].get<std::string>().find(cell["text"].get<std::string>()) != std::string::npos;
    if (!can_be_read) wrong += "elided, and pointing at it does not tell it: " + cell.dump() + "\n";
  }
  return wrong;
}

std::string poorActions(const Json& tree) {
  std::string wrong;
  std::map<std::string, std::string> of_key;
  for (const Json& action : tree["actions"]) {
    const auto name = action["name"].get<std::string>();
    if (name.empty() || action["text"] == "") wrong += "action without a name: " + action.dump() + "\n";
    for (const Json& key : action["keys"]) {
      const auto [taken, is_new] = of_key.emplace(key.get<std::string>(), name);
      if (!is_new && taken->second != name) wrong += key.dump() + " is of " + name + " and of " + taken->second + "\n";
    }
  }
  return wrong;
}

bool isData(const Json& widget) {
  static const std::set<std::string> names = {"fileName", "properties.title", "properties.note", "outline.note",
                                              "whatif.reason"};  // a sentence of the core, which speaks English
  return names.contains(widget["name"].get<std::string>());
}

}  // namespace mw::test
