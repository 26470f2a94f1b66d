// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/status_line.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPainter>
#include <QStyle>
#include <QThread>
#include <chrono>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/theme/theme.h"
#include "ui/panels/viewport/snap_grid.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr std::chrono::seconds kMessageTime{8};

void setLook(QWidget* widget, const char* look) {
  if (widget->property("look").toString() == QLatin1String(look)) return;
  widget->setProperty("look", look);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

QString inOneLine(QString text) {
  return text.replace(QLatin1Char('\n'), QLatin1Char(' '));
}

/// Says in one line what finds room, and the rest in its tip: a long message never widens the window.
class MessageLabel : public QLabel {
 public:
  using QLabel::QLabel;
  [[nodiscard]] QSize minimumSizeHint() const override { return {0, QLabel::minimumSizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override {
    if (width() >= sizeHint().width()) return QLabel::paintEvent(event);
    QPainter painter(this);
    drawFrame(&painter);
    const QRect area = contentsRect().adjusted(margin(), 0, -margin(), 0);
    style()->drawItemText(&painter, area, Qt::AlignLeft | Qt::AlignVCenter, palette(), isEnabled(),
                          fontMetrics().elidedText(text(), Qt::ElideRight, area.width()), foregroundRole());
  }
};

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
    auto* label = place == Place::Message ? new MessageLabel(this) : new QLabel(this);
    label->setObjectName(QLatin1String("status.") + QLatin1String(name));
    label->setProperty("look", "muted");
    label->hide();
    labels_[place] = label;
    row->addWidget(label);
  };
  addLabel(Place::Elements, "elements");
  addLabel(Place::Selected, "selected");
  addLabel(Place::Events, "events");
  addLabel(Place::EventRate, "rate");
  addLabel(Place::DataAge, "age");
  addLabel(Place::Message, "message");
  row->addStretch(1);
  buildSnap();
  row->addWidget(snap_);
  addLabel(Place::Units, "units");
  addLabel(Place::Cores, "cores");

  message_end_.setSingleShot(true);
  connect(&message_end_, &QTimer::timeout, this, [this] { labels_[Place::Message]->hide(); });
  connect(&services_.status, &StatusBoard::changed, this, &StatusLine::show);
  connect(&services_.document, &models::Document::changed, this, &StatusLine::countElements);
  connect(&services_.document, &models::Document::saveFailed, this,
          [this](const QString& message) { show(Place::Message, message, StatusBoard::Tone::Alarm); });
  connect(&services_.selection, &models::Selection::changed, this, &StatusLine::countSelection);
  connect(&services_.viewport, &Viewport::hintChanged, this, [this](const QString& hint) {
    // What was said since then stays; a hint stays as long as it can be done.
    const bool is_older = labels_[Place::Message]->text() == inOneLine(hint_);
    hint_ = hint;
    if (!hint.isEmpty() || is_older) show(Place::Message, hint, StatusBoard::Tone::Plain);
    if (!hint.isEmpty()) message_end_.stop();
  });
  countElements();
  countSelection();
  show(Place::Problems, tr("Problems %1").arg(0), StatusBoard::Tone::Plain);
  show(Place::Units, tr("SI · m, s"), StatusBoard::Tone::Plain);
  show(Place::Cores, tr("cores %1").arg(QThread::idealThreadCount()), StatusBoard::Tone::Plain);
}

void StatusLine::buildSnap() {
  snap_ = new QToolButton(this);
  snap_->setObjectName(QStringLiteral("status.snap"));
  snap_->setAccessibleName(tr("Choose the grid"));
  snap_->setToolTip(tr("Grid that placing and moving keep to; Ctrl turns it round while dragging"));
  snap_->setProperty("look", "status");
  snap_->setPopupMode(QToolButton::InstantPopup);
  snap_->setFocusPolicy(Qt::TabFocus);
  auto* menu = new QMenu(snap_);
  for (const double spacing_m : SnapGrid::kSpacings_m) {
    const QString text = spacing_m > 0 ? tr("%1 m").arg(spacing_m) : tr("Off");
    menu->addAction(text, this, [this, spacing_m] { services_.viewport.snap().setSpacing(spacing_m); });
  }
  snap_->setMenu(menu);
  connect(&services_.viewport.snap(), &SnapGrid::changed, this, &StatusLine::showSnap);
  showSnap();
}

void StatusLine::showSnap() {
  const double spacing_m = services_.viewport.snap().spacing_m();
  show(StatusBoard::Place::Snap, spacing_m > 0 ? tr("snap %1 m").arg(spacing_m) : tr("snap off"),
       StatusBoard::Tone::Plain);
}

void StatusLine::countSelection() {
  const std::size_t count = services_.selection.ids().size();
  show(StatusBoard::Place::Selected, count == 0 ? QString() : tr("%1 selected").arg(count), StatusBoard::Tone::Plain);
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
  if (place == StatusBoard::Place::Snap) return snap_->setText(text);
  QLabel* label = labels_.at(place);
  constexpr int kGround = 6;  // around a text that has a ground of its own
  setLook(label, look);
  label->setMargin(tone == StatusBoard::Tone::Plain ? 0 : kGround);
  const bool is_message = place == StatusBoard::Place::Message;
  label->setText(is_message ? inOneLine(text) : text);
  label->setToolTip(is_message ? text : QString());
  label->setVisible(!text.isEmpty());
  if (is_message) message_end_.start(kMessageTime);
}

void StatusLine::countElements() {
  const auto count = static_cast<int>(services_.document.factory().elements().size());
  show(StatusBoard::Place::Elements, count == 1 ? tr("1 element") : tr("%1 elements").arg(count),
       StatusBoard::Tone::Plain);
}

}  // namespace mw::panels
