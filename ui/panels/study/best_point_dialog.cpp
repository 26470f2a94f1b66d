// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/best_point_dialog.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/figure_format.h"
#include "ui/models/response_text.h"
#include "ui/panels/analysis/work_row.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr QSize kFirstSize{640, 560};
constexpr int kMargin = 20;
constexpr int kDecimals = 6;
constexpr double kMostZone = 1e12;
constexpr int kMostRuns = 1'000'000;

QDoubleSpinBox* numberField(const char* name, const QString& label, const QString& tip, QWidget* parent) {
  auto* field = new QDoubleSpinBox(parent);
  field->setObjectName(QLatin1String(name));
  field->setAccessibleName(label);
  field->setToolTip(tip);
  field->setLocale(QLocale::c());
  return field;
}

QLabel* wrapped(const char* name, const char* look, QVBoxLayout& column) {
  auto* label = new QLabel(column.parentWidget());
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  column.addWidget(label);
  return label;
}

QStandardItem* cell(const QString& text) {
  auto* item = new QStandardItem(text);
  item->setEditable(false);
  item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
  return item;
}

/// Those that stayed in longest first, the better of equals before the other.
std::vector<experiment::SelectedPoint> inOrder(const models::FoundBestPoint& answer) {
  std::vector<experiment::SelectedPoint> points = answer.selection.points;
  std::ranges::stable_sort(points, [&](const auto& a, const auto& b) {
    if (a.dropped.has_value() != b.dropped.has_value()) return !a.dropped.has_value();
    if (a.replications != b.replications) return a.replications > b.replications;
    return answer.options.is_least ? a.mean < b.mean : a.mean > b.mean;
  });
  return points;
}

}  // namespace

BestPointDialog::BestPointDialog(models::BestPointSearch& search, QWidget* parent) : QDialog(parent), search_(search) {
  setObjectName(QStringLiteral("bestPointDialog"));
  setWindowTitle(tr("Select the best point"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* body = new QFrame(this);
  body->setObjectName(QStringLiteral("bestPoint.body"));
  body->setProperty("look", "page");
  auto* inside = new QVBoxLayout(body);
  inside->setContentsMargins(kMargin, kMargin - 4, kMargin, kMargin - 4);
  inside->setSpacing(12);
  inside->addWidget(buildForm());
  inside->addWidget(buildAnswer(), 1);
  column->addWidget(body, 1);
  column->addWidget(buildFoot());
  resize(kFirstSize);
  connect(&search_, &models::AnalysisJob::changed, this, [this] {
    showStudy();
    const bool has_come = waits_for_values_ && search_.isAtHand(typed().kpi);
    if (has_come) followKpi();
    showAnswer();
    showState();
  });
  // Enter ends a field, it starts nothing.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  showStudy();
  showAnswer();
  showState();
}

QWidget* BestPointDialog::buildForm() {
  form_ = new QWidget(this);
  auto* form = new QFormLayout(form_);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(6);
  kpi_ = new QComboBox(form_);
  kpi_->setObjectName(QStringLiteral("bestPoint.kpi"));
  kpi_->setAccessibleName(tr("KPI to select by"));
  kpi_->setMinimumContentsLength(24);
  direction_ = new QComboBox(form_);
  direction_->setObjectName(QStringLiteral("bestPoint.direction"));
  direction_->setAccessibleName(tr("What is best"));
  direction_->addItem(tr("the most is best"), false);
  direction_->addItem(tr("the least is best"), true);
  zone_ = numberField("bestPoint.zone", tr("Differences that do not matter"),
                      tr("Points that are closer than this to the best are as good"), form_);
  zone_->setDecimals(kDecimals);
  zone_->setRange(0, kMostZone);
  zone_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  level_ =
      numberField("bestPoint.level", tr("Probability of selecting the best"), tr("In percent; 95 is usual"), form_);
  level_->setDecimals(1);
  level_->setRange(50.1, 99.9);
  level_->setValue(95);
  level_->setSuffix(QStringLiteral(" %"));
  most_ = new QSpinBox(form_);
  most_->setObjectName(QStringLiteral("bestPoint.most"));
  most_->setAccessibleName(tr("Replications of a point at most"));
  most_->setToolTip(tr("Where that does not do, nothing is promised"));
  most_->setRange(2, kMostRuns);
  most_->setValue(1000);
  const auto add = [&](const QString& label, QWidget* field) { form->addRow(mutedLabel(label, form_), field); };
  add(tr("Select by"), kpi_);
  add(tr("Direction"), direction_);
  add(tr("Does not matter below"), zone_);
  add(tr("Probability"), level_);
  add(tr("Replications at most"), most_);
  connect(kpi_, &QComboBox::activated, this, &BestPointDialog::followKpi);
  connect(zone_, &QDoubleSpinBox::valueChanged, this, &BestPointDialog::showState);
  connect(most_, &QSpinBox::valueChanged, this, &BestPointDialog::showState);
  return form_;
}

QWidget* BestPointDialog::buildAnswer() {
  answer_ = new QWidget(this);
  auto* column = new QVBoxLayout(answer_);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  title_ = wrapped("bestPoint.title", "section", *column);
  detail_ = wrapped("bestPoint.detail", "quiet", *column);
  table_ = new QTableView(answer_);
  table_->setObjectName(QStringLiteral("bestPoint.table"));
  table_->setAccessibleName(tr("What became of the points"));
  table_->setModel(&rows_);
  quiet(table_);
  table_->setFont(Theme::labelFont());
  table_->setMinimumHeight(120);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  column->addWidget(table_, 1);
  basis_ = wrapped("bestPoint.basis", "muted", *column);
  return answer_;
}

QWidget* BestPointDialog::buildFoot() {
  auto* foot = new QFrame(this);
  foot->setProperty("look", "bar-bottom");
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  row->setSpacing(8);
  row->addWidget(new WorkRow(search_, QStringLiteral("bestPoint"), foot), 3);
  reason_ = new QLabel(foot);
  reason_->setObjectName(QStringLiteral("bestPoint.reason"));
  reason_->setProperty("look", "error");
  reason_->setWordWrap(true);
  row->addWidget(reason_, 2);
  row->addStretch(0);
  const auto add = [&](const char* name, const QString& text, auto run) {
    auto* button = new QPushButton(text, foot);
    button->setObjectName(QLatin1String(name));
    connect(button, &QPushButton::clicked, this, run);
    row->addWidget(button);
    return button;
  };
  show_ = add("bestPoint.show", tr("Choose in the table"), [this] {
    if (const auto answer = search_.answer()) emit pointWanted(answer->selection.best);
  });
  add("bestPoint.close", tr("Close"), [this] { reject(); });
  start_ = add("bestPoint.start", tr("Select"), [this] { start(); });
  start_->setProperty("look", "primary");
  return foot;
}

void BestPointDialog::done(int result) {
  search_.cancel();
  QDialog::done(result);
}

models::BestPointWishes BestPointDialog::typed() const {
  return {kpi_->currentData().toString().toStdString(), direction_->currentData().toBool(), zone_->value(),
          level_->value() / 100, static_cast<std::uint32_t>(most_->value())};
}

void BestPointDialog::showStudy() {
  const std::vector<std::string>& responses = search_.study().results().responses();
  bool is_same = kpi_->count() == static_cast<int>(responses.size());
  for (int i = 0; is_same && i < kpi_->count(); ++i) {
    is_same = kpi_->itemData(i).toString().toStdString() == responses[static_cast<std::size_t>(i)];
  }
  if (is_same) return;
  kpi_->clear();
  for (const std::string& response : responses) {
    kpi_->addItem(models::responseTitle(response), QString::fromStdString(response));
  }
  followKpi();
}

void BestPointDialog::followKpi() {
  const std::string kpi = kpi_->currentData().toString().toStdString();
  waits_for_values_ = !search_.isAtHand(kpi);
  if (waits_for_values_) search_.fetch(kpi);
  const models::BestPointWishes proposed = search_.proposed(kpi);
  direction_->setCurrentIndex(proposed.is_least ? 1 : 0);
  const QString unit = search_.study().factory() ? models::responseUnit(*search_.study().factory(), kpi) : QString();
  zone_->setSuffix(unit.isEmpty() ? QString() : QLatin1Char(' ') + unit);
  zone_->setValue(proposed.indifference);
  showState();
}

void BestPointDialog::start() {
  if (search_.refusal(typed()).isEmpty()) search_.start(typed());
}

void BestPointDialog::showState() {
  const bool is_running = search_.isRunning();
  const QString refusal = is_running ? QString() : search_.refusal(typed());
  form_->setEnabled(!is_running);
  reason_->setText(refusal);
  reason_->setVisible(!refusal.isEmpty());
  start_->setVisible(!is_running);
  start_->setEnabled(refusal.isEmpty());
  start_->setToolTip(refusal);
  show_->setVisible(!is_running && search_.answer() != nullptr);
}

void BestPointDialog::showAnswer() {
  const auto answer = search_.answer();
  answer_->setVisible(answer != nullptr);
  if (!answer) return;
  const QString detail = models::bestPointDetail(*answer);
  title_->setText(models::bestPointTitle(*answer));
  detail_->setText(search_.isOfOlderStudy() ? tr("The study has other runs since. %1").arg(detail) : detail);
  basis_->setText(models::bestPointBasis(*answer));
  if (answer == shown_) return;
  shown_ = answer;
  showRows(*answer);
}

void BestPointDialog::showRows(const models::FoundBestPoint& answer) {
  rows_.clear();
  rows_.setHorizontalHeaderLabels({tr("Point"), answer.unit.isEmpty() ? tr("Mean") : tr("Mean, %1").arg(answer.unit),
                                   tr("Replications"), tr("Dropped after")});
  const double zone = answer.options.goal.indifference;
  for (const experiment::SelectedPoint& point : inOrder(answer)) {
    rows_.appendRow({cell(QString::number(point.point)), cell(models::figure(point.mean, zone)),
                     cell(QString::number(point.replications)),
                     cell(point.dropped ? QString::number(*point.dropped) : QStringLiteral("–"))});
  }
  table_->selectRow(0);
}

}  // namespace mw::panels
