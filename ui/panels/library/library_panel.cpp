// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/library/library_panel.h"

#include <QVBoxLayout>

#include "ui/models/document.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/habits/shipped_pictures.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/library/card_list.h"
#include "ui/panels/library/library_cards.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

/// Types of extensions have the body of a plain machine, and its picture.
constexpr auto kUnknownKind = "other";

QImage pictureOf(const std::string& kind, bool is_dark) {
  const std::filesystem::path resources = models::exampleFolder().parent_path();
  for (const std::string& name : {kind, std::string(kUnknownKind)}) {
    const QImage picture(QString::fromStdString(models::libraryPictureFile(resources, name, is_dark).string()));
    if (!picture.isNull()) return picture;
  }
  return {};
}

}  // namespace

LibraryPanel::LibraryPanel(const PanelServices& services, QWidget* parent) : Panel(parent), services_(services) {
  setObjectName(QStringLiteral("library"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 0);
  column->setSpacing(6);
  search_ = new QLineEdit(this);
  search_->setObjectName(QStringLiteral("library.search"));
  search_->setAccessibleName(tr("Search the library"));
  search_->setClearButtonEnabled(true);
  column->addWidget(search_);
  cards_ = new CardList(services_.themes, this);
  cards_->setObjectName(QStringLiteral("library.cards"));
  cards_->setAccessibleName(tr("Library"));
  column->addWidget(cards_, 1);
  connect(search_, &QLineEdit::textChanged, this, &LibraryPanel::filter);
  connect(cards_, &QListWidget::itemActivated, this, &LibraryPanel::addAtCenter);
  showCards();
  showPictures();
  connect(&services_.themes, &ThemeService::changed, this, &LibraryPanel::showPictures);
}

void LibraryPanel::showCards() {
  for (const LibraryCard& card : libraryCards(*services_.document.factory().types())) {
    auto* item = new QListWidgetItem(card.title, cards_);
    item->setData(CardList::kTypeRole, QString::fromStdString(card.kind));
    item->setToolTip(QString::fromStdString(card.help) + QLatin1Char('\n') +
                     tr("Drag it into the hall, or double-click"));
  }
  search_->setPlaceholderText(tr("Search %1 elements").arg(cards_->count()));
}

void LibraryPanel::showPictures() {
  const bool is_dark = services_.themes.theme().isDark();
  for (int i = 0; i < cards_->count(); ++i) {
    QListWidgetItem* item = cards_->item(i);
    const std::string kind = item->data(CardList::kTypeRole).toString().toStdString();
    item->setData(CardList::kPictureRole, pictureOf(kind, is_dark));
  }
}

void LibraryPanel::filter(const QString& wanted) {
  for (int i = 0; i < cards_->count(); ++i) {
    QListWidgetItem* card = cards_->item(i);
    card->setHidden(!card->text().contains(wanted.trimmed(), Qt::CaseInsensitive) &&
                    !card->toolTip().contains(wanted.trimmed(), Qt::CaseInsensitive));
  }
}

void LibraryPanel::addAtCenter(const QListWidgetItem* item) {
  const Viewport& view = services_.viewport;
  const auto floor = view.floorAt({view.width() / 2.0, view.height() / 2.0});
  const scene::Vec3 place = services_.viewport.snap().snapped(floor.value_or(scene::Vec3{}), Qt::NoModifier);
  attempt(services_.status, [&] {
    const std::string type = item->data(CardList::kTypeRole).toString().toStdString();
    services_.selection.select(addNewElement(services_.document, type, place.x, place.y));
  });
}

}  // namespace mw::panels
