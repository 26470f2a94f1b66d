// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/cycle/measure_this.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/cycle/cycle_words.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/properties/property_panel.h"
#include "ui/panels/properties/property_row.h"

namespace mw::panels {
namespace {

constexpr auto kRecord = "properties.measured";

bool isCycle(const PropertyRow* row) {
  return QString::fromStdString(row->item().path).section('/', 2) == QLatin1String("cycle") &&
         row->item().twins.empty();
}

}  // namespace

MeasureThis::MeasureThis(PropertyPanel& panel, const PanelServices& services)
    : QObject(&panel), panel_(panel), services_(services) {
  connect(&panel_, &PropertyPanel::rowsBuilt, this, &MeasureThis::addButton);
  connect(&services_.document, &models::Document::changed, this, &MeasureThis::showRecord);
  addButton();
}

void MeasureThis::addButton() {
  const auto row = std::ranges::find_if(panel_.rows(), isCycle);
  if (row == panel_.rows().end()) return;
  auto* column = qobject_cast<QVBoxLayout*>((*row)->parentWidget()->layout());
  auto* record = new QLabel((*row)->parentWidget());
  record->setObjectName(QLatin1String(kRecord));
  record->setProperty("look", "muted");
  record->setWordWrap(true);
  auto* measure = new QPushButton(tr("Measure cycle times..."), (*row)->parentWidget());
  measure->setObjectName(QStringLiteral("properties.measureCycle"));
  measure->setToolTip(tr("Runs the arm by physics, some hundred times, and takes its times"));
  QAction* action = services_.actions.action(QStringLiteral("run.measure-cycle"));
  connect(measure, &QPushButton::clicked, action, &QAction::trigger);
  auto* line = new QHBoxLayout;
  line->addWidget(measure);
  line->addStretch(1);
  const int below = column->indexOf(*row) + 1;
  column->insertWidget(below, record);
  column->insertLayout(below + 1, line);
  showRecord();
}

void MeasureThis::showRecord() {
  auto* record = panel_.findChild<QLabel*>(QLatin1String(kRecord));
  const factory::Element* robot = services_.document.factory().findElement(services_.selection.current());
  if (record == nullptr || robot == nullptr) return;
  const QString text = models::recordText(services_.document.factory(), *robot);
  record->setText(text);
  record->setVisible(!text.isEmpty());
}

}  // namespace mw::panels
