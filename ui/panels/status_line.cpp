// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/status_line.h"

#include <QHBoxLayout>
#include <QStyle>
#include <QThread>
#include <chrono>

#include "ui/models/document.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr std::chrono::seconds kMessageTime{8};

void setLook(QWidget* widget, const char* look) {
  if (widget->property("look").toString() == QLatin1String(look)) return;
  widget->setProperty("look", look);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace

StatusLine::StatusLine(const PanelServices& services, QWidget* parent) : QFrame(parent), services_(services) {
  setObjectName(QStringLiteral("statusLine"));
  setProperty("look", "bar-bottom");
  setFixedHeight(29);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(4, 0, kPanelPadding, 0);
  row->setSpacing(18);
  problems_ = new QToolButton(this);
  problems_->setObjectName(QStringLiteral("status.problems"));
  problems_->setAccessibleName(tr("Show the problems"));
  problems_->setProperty("look", "status");
  problems_->setFocusPolicy(Qt::TabFocus);
  connect(problems_, &QToolButton::clicked, this, &StatusLine::problemsClicked);
  row->addWidget(problems_);

  using Place = StatusBoard::Place;
  const auto addLabel = [this, row](Place place, const char* name) {
    auto* label = new QLabel(this);
    label->setObjectName(QLatin1String("status.") + QLatin1String(name));
    label->setProperty("look", "muted");
    label->hide();
    labels_[place] = label;
    row->addWidget(label);
  };
  addLabel(Place::Elements, "elements");
  addLabel(Place::Events, "events");
  addLabel(Place::EventRate, "rate");
  addLabel(Place::DataAge, "age");
  addLabel(Place::Message, "message");
  row->addStretch(1);
  addLabel(Place::Snap, "snap");
  addLabel(Place::Units, "units");
  addLabel(Place::Cores, "cores");

  message_end_.setSingleShot(true);
  connect(&message_end_, &QTimer::timeout, this, [this] { labels_[Place::Message]->hide(); });
  connect(&services_.status, &StatusBoard::changed, this, &StatusLine::show);
  connect(&services_.document, &models::Document::changed, this, &StatusLine::countElements);
  connect(&services_.document, &models::Document::saveFailed, this,
          [this](const QString& message) { show(Place::Message, message, StatusBoard::Tone::Alarm); });
  countElements();
  show(Place::Problems, tr("Problems %1").arg(0), StatusBoard::Tone::Plain);
  show(Place::Snap, tr("snap 0.5 m"), StatusBoard::Tone::Plain);
  show(Place::Units, tr("SI · m, s"), StatusBoard::Tone::Plain);
  show(Place::Cores, tr("%n core(s)", nullptr, QThread::idealThreadCount()), StatusBoard::Tone::Plain);
}

void StatusLine::show(StatusBoard::Place place, const QString& text, StatusBoard::Tone tone) {
  const char* look = tone == StatusBoard::Tone::Alarm     ? "alarm"
                     : tone == StatusBoard::Tone::Warning ? "warning"
                                                          : "muted";
  if (place == StatusBoard::Place::Problems) {
    problems_->setText(text);
    setLook(problems_, tone == StatusBoard::Tone::Plain ? "status" : look);
    return;
  }
  QLabel* label = labels_.at(place);
  label->setText(text);
  label->setVisible(!text.isEmpty());
  setLook(label, look);
  if (place == StatusBoard::Place::Message) message_end_.start(kMessageTime);
}

void StatusLine::countElements() {
  const auto count = static_cast<int>(services_.document.factory().elements().size());
  show(StatusBoard::Place::Elements, tr("%n element(s)", nullptr, count), StatusBoard::Tone::Plain);
}

}  // namespace mw::panels
