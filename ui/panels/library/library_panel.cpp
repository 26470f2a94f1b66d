// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/library/library_panel.h"

#include <QGuiApplication>
#include <QOpenGLContext>
#include <QVBoxLayout>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/library/card_list.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/thumbnail.h"

namespace mw::panels {
namespace {

constexpr int kPicture_px = 96;

/// The studio makes its own context current, and none when it goes, behind Qt's back.
void releaseContext() {
  if (QOpenGLContext* context = QOpenGLContext::currentContext()) context->doneCurrent();
}

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

bool canDrawScenes() {
  return QGuiApplication::platformName() == QLatin1String("xcb");
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
  connect(&pictures_, &QTimer::timeout, this, &LibraryPanel::takeNextPicture);
  pictures_.setObjectName(QStringLiteral("library.pictures"));
  pictures_.setInterval(0);
  showTypes();
  if (canDrawScenes()) {
    connect(&services_.viewport, &Viewport::firstFrameShown, this, &LibraryPanel::takePicturesAgain);
    connect(&services_.themes, &ThemeService::changed, this, &LibraryPanel::takePicturesAgain);
  }
}

LibraryPanel::~LibraryPanel() {
  releaseContext();
}

void LibraryPanel::showTypes() {
  const auto registry = services_.document.factory().types();
  const auto add = [this](const std::string& kind, const QString& title, const std::string& help) {
    auto* card = new QListWidgetItem(title, cards_);
    card->setData(CardList::kTypeRole, QString::fromStdString(kind));
    card->setToolTip(QString::fromStdString(help) + QLatin1Char('\n') + tr("Drag it into the hall, or double-click"));
  };
  for (const api::ElementType& type : registry->types()) add(type.type, QString::fromStdString(type.title), type.help);
  for (const Look& look : looks()) {
    const api::ElementType* type = registry->find(ElementKind::fromText(look.kind).type);
    if (type != nullptr) add(look.kind, look.title, type->title + ": " + type->help);
  }
  search_->setPlaceholderText(tr("Search %1 elements").arg(cards_->count()));
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
  try {
    const std::string type = item->data(CardList::kTypeRole).toString().toStdString();
    services_.selection.select(addNewElement(services_.document, type, place.x, place.y));
  } catch (const Error& error) {
    services_.status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

void LibraryPanel::takePicturesAgain() {
  releaseContext();
  studio_.reset();
  i_next_picture_ = 0;
  pictures_.start();
}

void LibraryPanel::takeNextPicture() {
  releaseContext();
  if (i_next_picture_ >= cards_->count()) {
    pictures_.stop();
    studio_.reset();
    return;
  }
  QListWidgetItem* card = cards_->item(i_next_picture_++);
  try {
    if (!studio_) {
      const bool is_dark = services_.themes.theme().isDark();
      studio_ = std::make_unique<scene::ThumbnailStudio>(kPicture_px,
                                                         is_dark ? scene::darkSceneTheme() : scene::lightSceneTheme());
    }
    const ElementKind kind = ElementKind::fromText(card->data(CardList::kTypeRole).toString().toStdString());
    const scene::Picture picture = studio_->take(scene::bodyTypeOf(kind.type), scene::bodyVariantOf(kind.look));
    const QImage image(picture.rgba.data(), picture.width_px, picture.height_px, picture.width_px * 4,
                       QImage::Format_RGBA8888);
    card->setData(CardList::kPictureRole, image.copy());
  } catch (const Error& error) {
    services_.status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Warning);
    pictures_.stop();
  }
}

}  // namespace mw::panels
