// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/motion_card.h"

#include <QEvent>
#include <QStringList>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kWidth = 420;
constexpr int kMargin = 12;
constexpr int kMostRows = 3;  // in sight; the others by scrolling
constexpr int kElementRole = Qt::UserRole;

QString countText(std::size_t n, const QString& one, const QString& several) {
  return n == 1 ? one : several.arg(static_cast<qulonglong>(n));
}

}  // namespace

MotionCard::MotionCard(const PanelServices& services, const models::MotionModel& motion, QWidget* hall)
    : QFrame(hall), services_(services), motion_(motion), counts_(new QLabel(this)), list_(new QListWidget(this)) {
  setObjectName(QStringLiteral("motion.card"));
  setAccessibleName(tr("What happened in motion"));
  setProperty("look", "chip");
  counts_->setObjectName(QStringLiteral("motion.counts"));
  counts_->setAccessibleName(tr("Parts delivered, and what went wrong"));
  list_->setObjectName(QStringLiteral("motion.events"));
  list_->setAccessibleName(tr("What went wrong, the newest first; Enter shows where"));
  list_->setItemDelegate(new RowDelegate(services_.themes, list_));
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setUniformItemSizes(true);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 7, 0, 7);
  column->setSpacing(5);
  counts_->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  column->addWidget(counts_);
  column->addWidget(list_);
  connect(list_, &QListWidget::itemClicked, this, [this](QListWidgetItem* row) { lookAt(*row); });
  connect(list_, &QListWidget::itemActivated, this, [this](QListWidgetItem* row) { lookAt(*row); });
  const auto appear = [this] { setVisible(motion_.isActive() && motion_.problem().isEmpty()); };
  connect(&motion_, &models::MotionModel::activeChanged, this, appear);
  connect(&motion_, &models::MotionModel::problemChanged, this, appear);
  connect(&motion_, &models::MotionModel::speedChanged, this, &MotionCard::tellCounts);
  connect(&motion_, &models::MotionModel::eventsChanged, this, &MotionCard::listEvents);
  hall->installEventFilter(this);
  listEvents();
  appear();
}

void MotionCard::tellCounts() {
  const auto& [mishaps, near_misses, standstills] = motion_.eventCounts();
  QStringList words;
  if (mishaps > 0) words << countText(mishaps, tr("1 mishap"), tr("%1 mishaps"));
  if (near_misses > 0) words << countText(near_misses, tr("1 near miss"), tr("%1 near misses"));
  if (standstills > 0) words << countText(standstills, tr("1 standstill"), tr("%1 standstills"));
  if (words.empty()) words << tr("nothing went wrong so far");
  words.prepend(
      countText(static_cast<std::size_t>(motion_.delivered()), tr("1 part delivered"), tr("%1 parts delivered")));
  counts_->setText(words.join(QStringLiteral(" · ")));
}

void MotionCard::listEvents() {
  const QSignalBlocker quiet(list_);
  list_->clear();
  const std::vector<models::MotionEvent>& events = motion_.events();
  for (auto event = events.rbegin(); event != events.rend(); ++event) {
    auto* row = new QListWidgetItem(event->text, list_);
    row->setToolTip(event->text);
    row->setData(kElementRole, QString::fromStdString(event->element));
  }
  const int rows = std::min(list_->count(), kMostRows);
  list_->setVisible(rows > 0);
  list_->setFixedHeight(rows * RowDelegate::kRowHeight);
  tellCounts();
  place();
}

void MotionCard::lookAt(const QListWidgetItem& row) {
  const std::string element = row.data(kElementRole).toString().toStdString();
  if (element.empty()) return;
  services_.selection.set({element});
  services_.actions.action(QStringLiteral("view.fit-selection"))->trigger();
}

void MotionCard::place() {
  const QSize room = parentWidget()->size();
  const int width = std::min(kWidth, room.width() - 2 * kMargin);
  layout()->activate();
  const int height = sizeHint().height();
  // The other corner is the legend's.
  setGeometry(room.width() - width - kMargin, room.height() - height - kMargin, width, height);
}

bool MotionCard::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize) place();
  return QFrame::eventFilter(watched, event);
}

}  // namespace mw::panels
