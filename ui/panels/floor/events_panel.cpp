// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/events_panel.h"

#include <QHeaderView>
#include <QPainter>
#include <QShortcut>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {
namespace {

constexpr int kLeastWidth = 420;
constexpr int kRowHeight = 36;  // two lines
constexpr int kTimeWidth = 92;
constexpr int kPartWidth = 96;

/// Rows of selected elements stand on the ground of the selection, with its edge at the left.
class EventDelegate : public QStyledItemDelegate {
 public:
  EventDelegate(const ThemeService& themes, const models::Selection& selection, const models::ComingEvents& events,
                QObject* parent)
      : QStyledItemDelegate(parent), themes_(themes), selection_(selection), events_(events) {}

  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    const bool is_marked = !selection_.ids().empty() && selection_.contains(events_.elementOf(index.row()));
    if (is_marked) painter->fillRect(option.rect, themes_.color(Token::AccentSoft));
    QStyledItemDelegate::paint(painter, option, index);
    if (is_marked && index.column() == 0) {
      painter->fillRect(QRect(option.rect.topLeft(), QSize(2, option.rect.height())), themes_.color(Token::Accent));
    }
  }

 private:
  const ThemeService& themes_;
  const models::Selection& selection_;
  const models::ComingEvents& events_;
};

}  // namespace

EventsPanel::EventsPanel(models::SimulationModel& simulation, const models::MotionModel& motion,
                         const PanelServices& services, QWidget* parent)
    : Panel(parent),
      simulation_(simulation),
      motion_(motion),
      playback_(services.playback),
      selection_(services.selection),
      events_(services.playback),
      table_(new QTableView(this)),
      source_(new QLabel(this)) {
  setObjectName(QStringLiteral("events"));
  setMinimumWidth(kLeastWidth);
  buildTable(services.themes);
  source_->setObjectName(QStringLiteral("events.source"));
  source_->setProperty("look", "muted");
  source_->setWordWrap(true);
  source_->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 8);
  column->setSpacing(8);
  column->addWidget(table_, 1);
  column->addWidget(source_);

  connect(table_, &QTableView::clicked, this,
          [this](const QModelIndex& index) { selection_.select(events_.elementOf(index.row())); });
  connect(table_, &QTableView::doubleClicked, this, [this](const QModelIndex& index) { runTo(index.row()); });
  for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Enter}) {
    auto* enter = new QShortcut(QKeySequence(key), table_);
    enter->setContext(Qt::WidgetShortcut);
    connect(enter, &QShortcut::activated, this, [this] {
      if (table_->currentIndex().isValid()) runTo(table_->currentIndex().row());
    });
  }
  connect(&selection_, &models::Selection::changed, table_->viewport(), qOverload<>(&QWidget::update));
  connect(&simulation_, &models::SimulationModel::runChanged, this, &EventsPanel::takeRun);
  connect(&simulation_, &models::SimulationModel::stateChanged, this, [this] { source_->setText(source()); });
  connect(&motion_, &models::MotionModel::activeChanged, this, &EventsPanel::takeRun);
  const auto tell_next = [this] {
    const QModelIndex next = events_.index(0, models::ComingEvents::Time);
    setNote(next.isValid() ? tr("next %1").arg(next.data().toString()) : QString());
  };
  connect(&events_, &QAbstractItemModel::modelReset, this, tell_next);
  connect(&events_, &QAbstractItemModel::rowsRemoved, this, tell_next);
  bool is_factory_time = playback_.isFactoryTime();
  connect(&playback_, &models::Playback::timeChanged, this, [this, is_factory_time]() mutable {
    if (std::exchange(is_factory_time, playback_.isFactoryTime()) != is_factory_time) takeRun();
  });
  events_.setFollowing(false);
  takeRun();
}

void EventsPanel::buildTable(const ThemeService& themes) {
  table_->setObjectName(QStringLiteral("events.list"));
  table_->setAccessibleName(tr("Coming events; Enter runs on to one"));
  table_->setModel(&events_);
  table_->setItemDelegate(new EventDelegate(themes, selection_, events_, table_));
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
  table_->setProperty("look", "dense");
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setFont(Theme::labelFont());
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->setWordWrap(true);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  QHeaderView* header = table_->horizontalHeader();
  header->setFont(Theme::labelFont());
  header->setHighlightSections(false);
  header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  header->setMinimumSectionSize(40);
  header->setSectionResizeMode(QHeaderView::Fixed);
  table_->setColumnWidth(models::ComingEvents::Time, kTimeWidth);
  table_->setColumnWidth(models::ComingEvents::Part, kPartWidth);
  for (const int column : {models::ComingEvents::What, models::ComingEvents::Element}) {
    header->setSectionResizeMode(column, QHeaderView::Stretch);
  }
}

void EventsPanel::takeRun() {
  const auto run = playback_.isFactoryTime() && !motion_.isActive() ? simulation_.run() : nullptr;
  run ? events_.setRun(run->factory, run->recording) : events_.setRun({}, {});
  source_->setText(source());
}

/// The cursor goes there at once; what lies between has happened then.
void EventsPanel::runTo(int row) {
  playback_.pause();
  playback_.seek(events_.timeOf_s(row));
}

QString EventsPanel::source() const {
  if (!playback_.isFactoryTime()) return tr("A log is replayed; the run's events are listed in the Run workspace.");
  if (motion_.isActive())
    return tr("The physics goes on as it likes: nothing is known ahead. Choose events to see them.");
  const auto run = simulation_.run();
  if (!run) return tr("No run yet.");
  if (simulation_.isStale()) return tr("Of the run before the last change; the new one is on its way.");
  const QString until = models::clockText(run->recording->end().seconds());
  return run->recording->isComplete()
             ? tr("Recorded until %1: what is listed comes exactly so. Press . for the next, double-click to run to "
                  "one.")
                   .arg(until)
             : tr("Recorded until %1, where the recording was full; more would come.").arg(until);
}

void EventsPanel::showEvent(QShowEvent* event) {
  events_.setFollowing(true);
  Panel::showEvent(event);
}

void EventsPanel::hideEvent(QHideEvent* event) {
  events_.setFollowing(false);
  Panel::hideEvent(event);
}

}  // namespace mw::panels
