// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/top_bar.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QResizeEvent>
#include <QUndoStack>
#include <array>
#include <cmath>

#include "ui/models/document.h"
#include "ui/models/playback.h"
#include "ui/panels/action_table.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kBarHeight = 48;
constexpr int kRoomy = 1440;
constexpr std::array<double, 9> kSpeeds = {1, 5, 10, 30, 60, 120, 600, 3600, 36000};

QString speedText(double times) {
  return times >= 100 || times == std::floor(times) ? QStringLiteral("%1×").arg(std::round(times), 0, 'f', 0)
                                                    : QStringLiteral("%1×").arg(times, 0, 'f', 1);
}

QFrame* chip(const QString& name, QWidget* parent) {
  auto* frame = new QFrame(parent);
  frame->setObjectName(name);
  frame->setProperty("look", "chip");
  frame->setFixedHeight(30);
  auto* row = new QHBoxLayout(frame);
  row->setContentsMargins(11, 0, 11, 0);
  row->setSpacing(4);
  return frame;
}

FigureLabel* figure(const QString& name, QWidget* parent, const char* look = "") {
  auto* label = new FigureLabel(parent);
  label->setObjectName(name);
  if (*look != '\0') label->setProperty("look", look);
  return label;
}

}  // namespace

QString durationText(double duration_s) {
  const auto [size_s, unit] = duration_s >= 86400  ? std::pair{86400.0, "d"}
                              : duration_s >= 3600 ? std::pair{3600.0, "h"}
                              : duration_s >= 120  ? std::pair{60.0, "min"}
                                                   : std::pair{1.0, "s"};
  return TopBar::tr("of %1 %2").arg(QLocale::c().toString(duration_s / size_s, 'g', 3)).arg(QLatin1String(unit));
}

TopBar::TopBar(const PanelServices& services, QWidget* parent) : QFrame(parent), services_(services) {
  setObjectName(QStringLiteral("topBar"));
  setProperty("look", "bar-top");
  setFixedHeight(kBarHeight);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 0, kPanelPadding, 0);
  row->setSpacing(kPanelPadding);
  row->addWidget(buildIdentity());
  row->addSpacing(8);
  row->addWidget(buildWorkspaces());
  row->addStretch(1);
  row->addWidget(buildTransport());
  row->addStretch(1);
  row->addWidget(buildFinder());

  connect(&services_.document, &models::Document::changed, this, &TopBar::showFile);
  connect(&services_.document, &models::Document::changed, this, &TopBar::readClock);
  connect(&services_.document, &models::Document::saved, this, &TopBar::showFile);
  connect(&services_.document, &models::Document::savedChanged, this, &TopBar::showFile);
  connect(&services_.document, &models::Document::saveFailed, this, &TopBar::showFile);
  connect(&services_.playback, &models::Playback::timeChanged, this, &TopBar::showTime);
  connect(&services_.playback, &models::Playback::durationChanged, this, &TopBar::showTime);
  connect(&services_.playback, &models::Playback::speedChanged, this, &TopBar::showSpeed);
  connect(&services_.playback, &models::Playback::playingChanged, this, &TopBar::showPlaying);
  showFile();
  readClock();
  showSpeed(services_.playback.wantedSpeed(), services_.playback.reachedSpeed());
  showPlaying(services_.playback.isPlaying());
}

/// Transport and clock come first: where the window is narrow, the finder shows its icon alone and all moves together,
/// and when the project was saved is told by the file's tooltip.
void TopBar::resizeEvent(QResizeEvent* event) {
  const bool is_narrow = event->size().width() < kRoomy;
  layout()->setSpacing(is_narrow ? kPanelPadding / 2 : kPanelPadding);
  find_->setToolButtonStyle(is_narrow ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
  QFrame::resizeEvent(event);
  fitSaved();
}

void TopBar::fitSaved() {
  constexpr int kReachedGrows = 28;  // "– reached" to "4.9× reached"
  saved_->setVisible(!saved_->text().isEmpty());
  if (layout()->sizeHint().width() + kReachedGrows > width()) saved_->hide();
}

QWidget* TopBar::buildIdentity() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kPanelPadding);
  auto* name = new QToolButton(box);
  name->setObjectName(QStringLiteral("mainMenu"));
  name->setAccessibleName(tr("Main menu"));
  name->setToolTip(tr("Everything by menu"));
  name->setText(QStringLiteral("Millwright"));
  name->setProperty("look", "name");
  name->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(name);
  menu->setObjectName(QStringLiteral("mainMenu.menu"));
  connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillMenu(menu); });
  name->setMenu(menu);
  file_ = new QLabel(box);
  file_->setObjectName(QStringLiteral("fileName"));
  file_->setProperty("look", "quiet");
  saved_ = figure(QStringLiteral("savedAt"), box, "muted");
  row->addWidget(name);
  row->addWidget(file_);
  row->addWidget(saved_);
  return box;
}

QWidget* TopBar::buildWorkspaces() {
  return buildSegments(QStringLiteral("workspaces"), tr("Workspace"),
                       {"workspace.build", "workspace.run", "workspace.experiment", "workspace.replay"});
}

QWidget* TopBar::buildSegments(const QString& name, const QString& what, const std::vector<const char*>& actions) {
  auto* segments = new QFrame(this);
  segments->setObjectName(name);
  segments->setProperty("look", "segments");
  segments->setFixedHeight(34);
  auto* row = new QHBoxLayout(segments);
  row->setContentsMargins(2, 2, 2, 2);
  row->setSpacing(0);
  for (const char* id : actions) {
    auto* segment = new QToolButton(segments);
    segment->setObjectName(QLatin1String(id) + QStringLiteral(".button"));
    segment->setDefaultAction(services_.actions.action(QLatin1String(id)));
    segment->setAccessibleName(what + QLatin1Char(' ') + segment->text());
    segment->setFocusPolicy(Qt::TabFocus);
    // The checked one is semibold: room for it from the start, so that nothing moves.
    segment->setFixedWidth(QFontMetrics(Theme::font(13, QFont::DemiBold)).horizontalAdvance(segment->text()) + 30);
    row->addWidget(segment);
  }
  return segments;
}

QToolButton* TopBar::button(const QString& action, const char* look) {
  auto* made = new QToolButton(this);
  made->setDefaultAction(services_.actions.action(action));
  made->setObjectName(action + QStringLiteral(".button"));
  made->setAccessibleName(made->text());
  made->setProperty("look", look);
  made->setFixedSize(30, 30);
  made->setIconSize({kIconSize, kIconSize});
  made->setFocusPolicy(Qt::TabFocus);
  return made;
}

QWidget* TopBar::buildTransport() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(6);
  row->addWidget(buildSegments(QStringLiteral("fidelity"), tr("Play"), {"run.events", "run.motion"}));
  row->addWidget(button(QStringLiteral("run.to-start"), "framed"));
  row->addWidget(button(QStringLiteral("run.step-back"), "framed"));
  play_ = button(QStringLiteral("run.play"), "primary");
  row->addWidget(play_);
  row->addWidget(button(QStringLiteral("run.step"), "framed"));
  row->addWidget(button(QStringLiteral("run.to-end"), "framed"));

  QFrame* speed = chip(QStringLiteral("speed"), box);
  wanted_ = figure(QStringLiteral("speed.wanted"), speed);
  reached_ = figure(QStringLiteral("speed.reached"), speed);
  auto* choose = new QToolButton(speed);
  choose->setObjectName(QStringLiteral("speed.choose"));
  choose->setAccessibleName(tr("Choose the speed"));
  choose->setToolTip(tr("Simulated seconds per second: wanted, and reached by this computer"));
  choose->setIcon(lineIcon(QStringLiteral("arrow-down"), services_.themes, Token::Muted));
  choose->setIconSize({12, 12});
  choose->setPopupMode(QToolButton::InstantPopup);
  choose->setFixedSize(22, 22);
  choose->setProperty("look", "small");
  choose->setFocusPolicy(Qt::TabFocus);
  auto* speeds = new QMenu(choose);
  for (const double times : kSpeeds) {
    speeds->addAction(speedText(times), this, [this, times] { services_.playback.setWantedSpeed(times); });
  }
  choose->setMenu(speeds);
  speed->layout()->addWidget(wanted_);
  speed->layout()->addWidget(reached_);
  speed->layout()->addWidget(choose);
  speed->layout()->setContentsMargins(11, 0, 3, 0);
  row->addWidget(speed);

  QFrame* clock = chip(QStringLiteral("clock"), box);
  clock_ = figure(QStringLiteral("clock.time"), clock, "strong");
  clock_total_ = figure(QStringLiteral("clock.total"), clock, "quiet");
  shift_ = new QLabel(clock);
  shift_->setObjectName(QStringLiteral("clock.shift"));
  shift_->setProperty("look", "muted");
  clock->layout()->addWidget(clock_);
  clock->layout()->addWidget(clock_total_);
  clock->layout()->addWidget(shift_);
  row->addWidget(clock);
  return box;
}

QWidget* TopBar::buildFinder() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(kPanelPadding);
  auto* find = find_ = new QToolButton(box);
  find->setObjectName(QStringLiteral("help.find.button"));
  find->setDefaultAction(services_.actions.action(QStringLiteral("help.find")));
  find->setAccessibleName(find->text());
  find->setText(tr("Find anything  Ctrl K"));
  find->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  find->setIconSize({kIconSize, kIconSize});
  find->setProperty("look", "framed");
  find->setFixedHeight(30);
  find->setFocusPolicy(Qt::TabFocus);
  row->addWidget(find);
  QToolButton* help = button(QStringLiteral("help.shortcuts"), "framed");
  help->setIcon({});
  help->setText(QStringLiteral("?"));
  help->setToolButtonStyle(Qt::ToolButtonTextOnly);
  row->addWidget(help);
  return box;
}

void TopBar::fillMenu(QMenu* menu) const {
  menu->clear();
  QMap<QString, QMenu*> groups;
  for (const ActionEntry& entry : services_.actions.entries()) {
    const QString group = ActionTable::groupOf(entry.id);
    if (!groups.contains(group)) groups[group] = menu->addMenu(ActionTable::groupTitle(group));
    groups[group]->addAction(services_.actions.action(entry.id));
  }
}

void TopBar::showFile() {
  const models::Document& document = services_.document;
  const QString name =
      document.fileName().isEmpty() ? tr("not saved to a project") : document.fileName().section('/', -1);
  file_->setText(document.isSaved() ? name : name + QLatin1Char('*'));
  saved_->setText(document.savedAt().isValid()
                      ? tr("saved %1").arg(document.savedAt().toLocalTime().toString(QStringLiteral("hh:mm:ss")))
                      : QString());
  saved_->updateGeometry();
  QString tip = document.isSaved() ? document.fileName() : tr("%1: the last edits are not on disk").arg(name);
  if (document.isSaved() && !saved_->text().isEmpty()) tip += QLatin1Char('\n') + saved_->text();
  file_->setToolTip(tip);
  fitSaved();
}

void TopBar::readClock() {
  clock_of_factory_ = models::RunClock(services_.document.factory());
  showTime();
}

void TopBar::showTime() {
  const double time_s = services_.playback.time_s();
  const bool is_factory_time = services_.playback.isFactoryTime();
  clock_->setText(is_factory_time ? clock_of_factory_.text(time_s) : models::RunClock().text(time_s));
  const QString shift = is_factory_time ? clock_of_factory_.shift(time_s) : QString();
  shift_->setText(shift);
  shift_->setVisible(!shift.isEmpty());
  shift_->parentWidget()->setToolTip(is_factory_time ? clock_of_factory_.shifts(time_s) : QString());
  clock_total_->setText(durationText(services_.playback.duration_s()));
}

void TopBar::showSpeed(double wanted, double reached) {
  wanted_->setText(tr("%1 wanted").arg(speedText(wanted)));
  reached_->setText(services_.playback.isPlaying() && reached > 0 ? tr("  %1 reached").arg(speedText(reached))
                                                                  : tr("  %1 reached").arg(QStringLiteral("–")));
}

void TopBar::showPlaying(bool is_playing) {
  play_->defaultAction()->setIcon(lineIcon(
      is_playing ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start"), services_.themes));
  play_->setIcon(lineIcon(is_playing ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start"),
                          services_.themes, Token::OnAccent));
}

}  // namespace mw::panels
