// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/kpi/pin_drop.h"

#include <QDrag>
#include <QDropEvent>
#include <QMimeData>
#include <QPainter>
#include <QTimer>

namespace mw::panels {
namespace {

constexpr int kFrame = 2;
constexpr int kPlateHeight = 32;

}  // namespace

void dragPin(QWidget& from, const models::RunPin& pin, const QPixmap& picture, const QPoint& hot) {
  auto* figure = new QMimeData;
  figure->setData(QLatin1String(models::kPinMime), models::pinToMime(pin));
  auto* drag = new QDrag(&from);
  drag->setMimeData(figure);
  drag->setPixmap(picture);
  drag->setHotSpot(hot);
  drag->exec(Qt::CopyAction | Qt::MoveAction, Qt::CopyAction);
}

/// What lies over the panel while a figure does.
class PinDrop::Veil : public QWidget {
 public:
  Veil(QWidget& panel, const ThemeService& themes) : QWidget(&panel), themes_(themes) {
    setObjectName(panel.objectName() + QStringLiteral(".dropHere"));
    setAccessibleName(PinDrop::tr("Drop to pin it as a chart"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
  }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themes_.color(Token::Accent), kFrame));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect()).adjusted(kFrame, kFrame, -kFrame, -kFrame), kCardRadius, kCardRadius);
    painter.setFont(Theme::headingFont());
    const double text_width = QFontMetricsF(painter.font()).horizontalAdvance(accessibleName());
    const QRectF plate((width() - text_width) / 2 - kPanelPadding, height() - kPlateHeight - kPanelPadding,
                       text_width + 2 * kPanelPadding, kPlateHeight);
    painter.setPen(Qt::NoPen);
    painter.setBrush(themes_.color(Token::Accent));
    painter.drawRoundedRect(plate, kFieldRadius, kFieldRadius);
    painter.setPen(themes_.color(Token::OnAccent));
    painter.drawText(plate, Qt::AlignCenter, accessibleName());
  }

 private:
  const ThemeService& themes_;
};

PinDrop::PinDrop(QWidget& panel, const ThemeService& themes)
    : QObject(&panel), panel_(panel), veil_(new Veil(panel, themes)) {
  panel_.setAcceptDrops(true);
  panel_.installEventFilter(this);
}

void PinDrop::end() {
  veil_->hide();
  emit left();
}

bool PinDrop::eventFilter(QObject* watched, QEvent* event) {
  const bool is_drag = event->type() == QEvent::DragEnter || event->type() == QEvent::DragMove;
  if (event->type() == QEvent::DragLeave) {
    end();
    return true;
  }
  if (!is_drag && event->type() != QEvent::Drop) return QObject::eventFilter(watched, event);
  auto* drop = static_cast<QDropEvent*>(event);
  const auto pin = models::pinFromMime(drop->mimeData()->data(QLatin1String(models::kPinMime)));
  if (!pin) return QObject::eventFilter(watched, event);
  drop->acceptProposedAction();
  const QPoint at = drop->position().toPoint();
  if (is_drag) {
    veil_->setGeometry(panel_.rect());
    veil_->show();
    veil_->raise();
    emit hovered(at);
    return true;
  }
  end();
  // Cards are built in answer, that which was dragged perhaps among them: not while it handles its drag.
  QTimer::singleShot(0, this, [this, pin = *pin, at] { emit dropped(pin, at); });
  return true;
}

}  // namespace mw::panels
