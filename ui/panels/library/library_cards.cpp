// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/library/library_cards.h"

#include "ui/panels/library/library_panel.h"
#include "ui/panels/library/new_element.h"

namespace mw::panels {
namespace {

/// The looks that have a card of their own, in the order of the cards.
struct Look {
  const char* kind;
  QString title;
};

std::vector<Look> looks() {
  return {
      {"station/lathe", LibraryPanel::tr("Lathe")},         {"station/press", LibraryPanel::tr("Press")},
      {"station/oven", LibraryPanel::tr("Oven")},           {"station/paint-booth", LibraryPanel::tr("Paint booth")},
      {"station/washer", LibraryPanel::tr("Washer")},       {"station/filler", LibraryPanel::tr("Filler")},
      {"station/capper", LibraryPanel::tr("Capper")},       {"station/labeller", LibraryPanel::tr("Labeller")},
      {"station/measuring", LibraryPanel::tr("Measuring")}, {"station/manual", LibraryPanel::tr("By hand")},
      {"assembly/manual", LibraryPanel::tr("Fitting")},     {"buffer/flow-rack", LibraryPanel::tr("Flow rack")},
      {"buffer/floor", LibraryPanel::tr("Floor area")}};
}

}  // namespace

std::vector<LibraryCard> libraryCards(const factory::ElementTypeRegistry& types) {
  std::vector<LibraryCard> cards;
  for (const api::ElementType& type : types.types()) {
    cards.push_back({type.type, QString::fromStdString(type.title), type.help});
  }
  for (const Look& look : looks()) {
    const api::ElementType* type = types.find(ElementKind::fromText(look.kind).type);
    if (type != nullptr) cards.push_back({look.kind, look.title, type->title + ": " + type->help});
  }
  return cards;
}

}  // namespace mw::panels
