// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/start_page.h"

#include <QButtonGroup>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QRadioButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/models/habits/shipped_pictures.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kSideWidth = 264;
constexpr int kMargin = 40;
constexpr std::size_t kShownRecent = 8;

QLabel* label(const QString& text, const char* look, QWidget* parent) {
  auto* made = new QLabel(text, parent);
  made->setProperty("look", look);
  return made;
}

/// "just now", "12 minutes ago", "today 14:02", "2026-03-01".
QString whenText(const QDateTime& opened) {
  const QDateTime local = opened.toLocalTime();
  const qint64 minutes = opened.secsTo(QDateTime::currentDateTimeUtc()) / 60;
  if (minutes < 1) return StartPage::tr("just now");
  if (minutes < 60) return StartPage::tr("%1 min ago").arg(minutes);
  if (local.date() == QDate::currentDate())
    return StartPage::tr("today %1").arg(local.toString(QStringLiteral("hh:mm")));
  return local.toString(QStringLiteral("yyyy-MM-dd"));
}

QString homeShort(const QString& folder) {
  const QString home = QDir::homePath();
  return folder.startsWith(home + QLatin1Char('/')) ? QLatin1Char('~') + folder.mid(home.size()) : folder;
}

}  // namespace

StartPage::StartPage(Context context, QWidget* parent) : QFrame(parent), context_(std::move(context)) {
  setObjectName(QStringLiteral("start"));
  setAccessibleName(tr("Start page"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(buildSide());
  row->addWidget(buildCards(), 1);
  connect(&context_.recent, &models::RecentFiles::changed, this, &StartPage::showRecent);
  connect(&context_.themes, &ThemeService::changed, this, &StartPage::showExamplePictures);
}

QWidget* StartPage::buildSide() {
  auto* area = new QScrollArea(this);  // the window may be lower than the side
  area->setObjectName(QStringLiteral("start.side"));
  area->setWidgetResizable(true);
  area->setFocusPolicy(Qt::NoFocus);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFixedWidth(kSideWidth + kMargin);
  auto* side = new QFrame(area);
  side->setProperty("look", "panel");
  auto* column = new QVBoxLayout(side);
  column->setContentsMargins(kMargin - 8, kMargin, 16, kMargin);
  column->setSpacing(4);
  column->addWidget(label(tr("Millwright"), "display", side));
  auto* motto = label(tr("Lay out a factory, run it, ask it."), "quiet", side);
  column->addWidget(motto);
  column->addSpacing(20);
  for (const char* id : {"file.open", "file.import-log", "file.discover", "file.new", "help.tour", "help.shortcuts"}) {
    QAction* action = context_.actions.action(QLatin1String(id));
    auto* button = new QPushButton(action->icon(), action->text(), side);
    button->setObjectName(QStringLiteral("start.") + QLatin1String(id));
    button->setAccessibleName(action->text());
    button->setToolTip(action->toolTip());
    button->setProperty("look", "row");
    button->setIconSize({kIconSize, kIconSize});
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    column->addWidget(button);
  }
  column->addSpacing(28);
  column->addWidget(buildChoice(tr("Theme"), "look.theme"));
  column->addSpacing(24);
  column->addWidget(buildChoice(tr("Mouse"), "navigation.preset"));
  column->addStretch(1);
  area->setWidget(side);
  return area;
}

QWidget* StartPage::buildChoice(const QString& title, const std::string& setting) {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(8, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(label(title, "section", box));
  column->addSpacing(6);
  auto* group = new QButtonGroup(box);
  const auto& table = models::settingTable();
  const auto declaration = std::find_if(table.begin(), table.end(), [&](const auto& d) { return d.key == setting; });
  for (const models::SettingChoice& choice : declaration->choices) {
    auto* radio = new QRadioButton(choice.title, box);
    radio->setObjectName(
        QStringLiteral("start.%1.%2").arg(QString::fromStdString(setting), QString::fromStdString(choice.value)));
    radio->setAccessibleName(title + QLatin1Char(' ') + choice.title);
    radio->setToolTip(declaration->help);
    group->addButton(radio);
    column->addWidget(radio);
    const auto show = [this, radio, setting, value = choice.value] {
      radio->setChecked(context_.settings.value(setting) == value);
    };
    show();
    connect(&context_.settings, &models::Settings::changed, radio, show);
    connect(radio, &QRadioButton::clicked, this,
            [this, setting, value = choice.value] { context_.settings.set(setting, value); });
  }
  return box;
}

QWidget* StartPage::buildCards() {
  auto* area = new QScrollArea(this);
  area->setObjectName(QStringLiteral("start.cards"));
  area->setWidgetResizable(true);
  area->setFocusPolicy(Qt::NoFocus);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QWidget(area);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kMargin, kMargin, kMargin, kMargin);
  column->setSpacing(12);
  recent_title_ = label(tr("Recent"), "section", page);
  column->addWidget(recent_title_);
  recent_empty_ = label(tr("What you open will be found here."), "quiet", page);
  column->addWidget(recent_empty_);
  recent_cards_ = new CardGrid(page);
  column->addWidget(recent_cards_);
  column->addSpacing(20);
  column->addWidget(label(tr("Examples"), "section", page));
  auto* examples = new CardGrid(page);
  for (const models::Example& example : context_.examples) {
    auto* card = new PictureCard(context_.themes, example.title, example.line, examples);
    card->setObjectName(QStringLiteral("start.example.") + QString::fromStdString(example.file.stem().string()));
    card->setToolTip(example.line);
    connect(card, &PictureCard::clicked, this,
            [this, file = QString::fromStdString(example.file.string())] { emit exampleWanted(file); });
    examples->add(card);
    example_cards_.push_back(card);
  }
  column->addWidget(examples);
  column->addStretch(1);
  area->setWidget(page);
  return area;
}

void StartPage::showRecent() {
  if (!isVisible()) return;
  recent_cards_->clear();
  const auto files = context_.recent.files();
  recent_empty_->setVisible(files.empty());
  for (std::size_t i = 0; i < std::min(files.size(), kShownRecent); ++i) {
    const models::RecentFile& entry = files[i];
    const QFileInfo info(entry.file);
    const QString line =
        entry.is_there
            ? tr("%1 · %2").arg(whenText(entry.opened), homeShort(info.absolutePath()))
            : tr("Not there any more: click to take it off the list. %1").arg(homeShort(info.absolutePath()));
    auto* card = new PictureCard(context_.themes, info.fileName(), line, recent_cards_);
    card->setObjectName(QStringLiteral("start.recent.%1").arg(i));
    card->setToolTip(entry.file);
    card->setPicture(context_.recent.picture(entry.file));
    connect(card, &PictureCard::clicked, this, [this, file = entry.file, is_there = entry.is_there] {
      if (is_there) {
        emit fileWanted(file);
      } else {
        context_.recent.forget(file);
      }
    });
    recent_cards_->add(card);
  }
}

void StartPage::showEvent(QShowEvent* event) {
  QFrame::showEvent(event);
  showRecent();  // files come and go, and so does "just now"
  showExamplePictures();
}

void StartPage::hideEvent(QHideEvent* event) {
  QFrame::hideEvent(event);
  // Pictures that nobody sees are some 15 MB.
  recent_cards_->clear();
  for (PictureCard* card : example_cards_) card->setPicture({});
}

void StartPage::showExamplePictures() {
  if (!isVisible()) return;
  const bool is_dark = context_.themes.theme().isDark();
  for (std::size_t i = 0; i < example_cards_.size(); ++i) {
    const auto file = models::examplePictureFile(context_.examples[i].file, is_dark);
    example_cards_[i]->setPicture(QImage(QString::fromStdString(file.string())));
  }
}

}  // namespace mw::panels
