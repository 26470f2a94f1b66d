// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/floor/part_panel.h"

#include <QFontMetrics>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/models/floor/element_now.h"
#include "ui/models/playback.h"
#include "ui/models/selection.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kMostListed = 50;
constexpr int kCellPadding = 22;

}  // namespace

PartPanel::PartPanel(models::SimulationModel& simulation, models::PartTraceModel& part, models::Playback& playback,
                     models::Selection& selection, QWidget* parent)
    : Panel(parent), simulation_(simulation), part_(part), playback_(playback), selection_(selection) {
  setObjectName(QStringLiteral("part"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, kPanelPadding, 0, 0);
  column->setSpacing(8);
  auto* row = new QHBoxLayout;
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  auto* title = new QLabel(tr("Part number"), this);
  title->setProperty("look", "muted");
  number_ = new QComboBox(this);
  number_->setObjectName(QStringLiteral("part.number"));
  number_->setAccessibleName(tr("Number of the part; the list holds those in the selected element"));
  number_->setToolTip(number_->accessibleName());
  number_->setEditable(true);
  number_->setInsertPolicy(QComboBox::NoInsert);
  number_->lineEdit()->setObjectName(QStringLiteral("part.number.text"));
  number_->lineEdit()->setAccessibleName(number_->accessibleName());
  number_->lineEdit()->setPlaceholderText(tr("type it, or click a part"));
  title->setBuddy(number_);
  row->addWidget(title);
  row->addWidget(number_, 1);
  column->addLayout(row);
  summary_ = new QLabel(this);
  summary_->setObjectName(QStringLiteral("part.summary"));
  summary_->setWordWrap(true);
  summary_->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  column->addWidget(summary_);
  stays_ = new QTableView(this);
  stays_->setObjectName(QStringLiteral("part.stays"));
  stays_->setAccessibleName(tr("Stays of the part"));
  stays_->setModel(&part_);
  stays_->verticalHeader()->hide();
  stays_->setProperty("look", "dense");
  // A long name takes a second line rather than dots.
  stays_->setWordWrap(true);
  stays_->verticalHeader()->setMinimumSectionSize(26);
  stays_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  stays_->setShowGrid(false);
  stays_->setFont(Theme::labelFont());
  stays_->horizontalHeader()->setFont(Theme::labelFont());
  stays_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  stays_->horizontalHeader()->setMinimumSectionSize(40);
  stays_->setFrameShape(QFrame::NoFrame);
  stays_->setSelectionBehavior(QAbstractItemView::SelectRows);
  stays_->setTabKeyNavigation(false);
  stays_->horizontalHeader()->setHighlightSections(false);
  stays_->horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  const int time_width = QFontMetrics(Theme::labelFont()).horizontalAdvance(QStringLiteral("00:00:00")) + kCellPadding;
  stays_->setColumnWidth(models::PartTraceModel::From, time_width);
  for (const int section : {models::PartTraceModel::Worked, models::PartTraceModel::Waited}) {
    const QString heading = part_.headerData(section, Qt::Horizontal, Qt::DisplayRole).toString();
    stays_->setColumnWidth(section, QFontMetrics(Theme::headingFont()).horizontalAdvance(heading) + kCellPadding);
  }
  stays_->horizontalHeader()->setSectionResizeMode(models::PartTraceModel::Element, QHeaderView::Stretch);
  connect(stays_->horizontalHeader(), &QHeaderView::sectionResized, stays_, &QTableView::resizeRowsToContents);
  column->addWidget(stays_, 1);

  connect(number_, &QComboBox::textActivated, this, &PartPanel::take);
  connect(number_->lineEdit(), &QLineEdit::returnPressed, this, [this] { take(number_->currentText()); });
  connect(stays_, &QTableView::clicked, this, [this](const QModelIndex& index) {
    playback_.pause();
    playback_.seek(part_.startOf(index.row()));
    const auto run = simulation_.run();
    const auto element = part_.trace()->stays[static_cast<std::size_t>(index.row())].element;
    if (run && element < run->factory->elements().size()) selection_.select(run->factory->elements()[element].id);
  });
  connect(&part_, &models::PartTraceModel::traceChanged, this, &PartPanel::show);
  connect(&selection_, &models::Selection::changed, this, &PartPanel::fillContents);
  connect(&playback_, &models::Playback::playingChanged, this, &PartPanel::fillContents);
  fillContents();
  show();
}

/// What the selected element holds at the time that is shown; while it plays the list would be old at once.
void PartPanel::fillContents() {
  const QString typed = number_->currentText();
  number_->clear();
  const auto run = simulation_.run();
  const factory::Element* element = run ? run->factory->findElement(selection_.current()) : nullptr;
  if (element != nullptr && !playback_.isPlaying()) {
    const auto index = static_cast<std::size_t>(element - run->factory->elements().data());
    const events::Moment moment = simulation_.momentAt(playback_.time_s());
    for (const events::PartInside& part : moment.elements[index].parts) {
      if (number_->count() == kMostListed) break;
      number_->addItem(models::partText(*run->factory, part.part_type, part.part));
    }
  }
  number_->setCurrentText(typed);
}

/// "17", or "gear 17" out of the list.
void PartPanel::take(const QString& text) {
  bool is_number = false;
  const std::uint32_t part = text.trimmed().section(QLatin1Char(' '), -1).toUInt(&is_number);
  if (text.trimmed().isEmpty()) return part_.clear();
  if (is_number && part_.setPart(part)) return;
  part_.clear();
  summary_->setText(is_number ? tr("No part %1 in this run.").arg(part) : tr("Type the number of a part."));
}

void PartPanel::show() {
  const auto& trace = part_.trace();
  summary_->setText(trace ? part_.summary() : tr("Click a part in the hall to see its way."));
  if (trace) number_->setEditText(QString::number(trace->part));
}

}  // namespace mw::panels
