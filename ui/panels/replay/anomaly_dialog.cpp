// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/anomaly_dialog.h"

#include <QClipboard>
#include <QFormLayout>
#include <QGridLayout>
#include <QGroupBox>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>

#include "core/twin/detect/detect_settings.h"
#include "ui/models/figure_format.h"
#include "ui/models/typed_time.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using twin::DetectMethod;

struct TestText {
  DetectMethod method;
  const char* name;
  const char* tip;
};
constexpr std::array<TestText, 5> kTests = {{
    {DetectMethod::Normal, QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "All signals together (T² and Q)"),
     QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog",
                       "How the signals move with each other, learned in the healthy window")},
    {DetectMethod::Level, QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Level of each signal"),
     QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog",
                       "Against its usual level, which it may change slowly, and its season")},
    {DetectMethod::Cusum, QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Small lasting shifts (CUSUM)"),
     QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Adds up small departures until they cannot be chance")},
    {DetectMethod::Bias, QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Drifting sensors (windowed bias)"),
     QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "The mean over a window of readings")},
    {DetectMethod::ChangePoint, QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Change points"),
     QT_TRANSLATE_NOOP("mw::panels::AnomalyDialog", "Where the mean changed, looking back over the whole log")},
}};

QLabel* addLabel(QWidget* parent, const char* name, const char* look) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  label->setWordWrap(true);
  return label;
}

QLabel* headingOf(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "heading");
  return label;
}

void setWrong(QLineEdit* field, bool is_wrong) {
  field->setProperty("state", is_wrong ? "error" : "");
  field->style()->unpolish(field);
  field->style()->polish(field);
}

}  // namespace

AnomalyDialog::AnomalyDialog(models::ReplayModel& replay, std::function<QString()> command, QWidget* parent)
    : QDialog(parent), replay_(replay), command_(std::move(command)) {
  setObjectName(QStringLiteral("anomalyDialog"));
  setWindowTitle(tr("Find anomalies"));
  auto* column = new QVBoxLayout(this);
  column->setSpacing(10);
  column->addWidget(buildWindow());
  auto* middle = new QHBoxLayout;
  middle->setSpacing(24);
  middle->addWidget(buildTests(), 1);
  middle->addWidget(buildSignals(), 1);
  column->addLayout(middle);
  column->addWidget(buildKept());
  outcome_ = addLabel(this, "anomaly.outcome", "muted");
  outcome_->setMinimumHeight(34);
  column->addWidget(outcome_);
  column->addWidget(buildFoot());
  models::AnomalySearch& search = replay_.search();
  connect(&search, &models::AnomalySearch::healthyChanged, this, &AnomalyDialog::showWindow);
  connect(&search, &models::AnomalySearch::changed, this, &AnomalyDialog::showState);
  connect(&search, &models::AnomalySearch::setsChanged, this, [this] {
    showLog();
    showKept();
  });
  search.setPicking(true);
  showLog();
  showWindow();
  showKept();
  showState();
  // Enter ends a field, it starts nothing.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
}

QWidget* AnomalyDialog::buildWindow() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(headingOf(tr("Healthy window"), box));
  auto* row = new QHBoxLayout;
  const auto field = [&](const char* name, const QString& what) {
    auto* edit = new QLineEdit(box);
    edit->setObjectName(QLatin1String(name));
    edit->setAccessibleName(what);
    edit->setFixedWidth(120);
    connect(edit, &QLineEdit::editingFinished, this, &AnomalyDialog::takeWindow);
    return edit;
  };
  from_ = field("anomaly.from", tr("Healthy from"));
  to_ = field("anomaly.to", tr("Healthy until"));
  row->addWidget(new QLabel(tr("From"), box));
  row->addWidget(from_);
  row->addWidget(new QLabel(tr("until"), box));
  row->addWidget(to_);
  auto* hint = new QLabel(tr("or drag over it on a plot"), box);
  hint->setProperty("look", "muted");
  row->addWidget(hint);
  row->addStretch(1);
  column->addLayout(row);
  auto* note = new QLabel(tr("What is usual is learned there; rows before it are not looked at."), box);
  note->setProperty("look", "muted");
  column->addWidget(note);
  return box;
}

QDoubleSpinBox* AnomalyDialog::addOption(QGridLayout& grid, const char* name, const QString& what, const QString& tip,
                                         double low, double high, int decimals) {
  auto* label = new QLabel(what, this);
  label->setProperty("look", "muted");
  auto* field = new QDoubleSpinBox(this);
  field->setObjectName(QLatin1String("anomaly.") + QLatin1String(name));
  field->setAccessibleName(what);
  field->setToolTip(tip);
  label->setToolTip(tip);
  field->setLocale(QLocale::c());
  field->setRange(low, high);
  field->setDecimals(decimals);
  field->setFixedWidth(84);
  connect(field, &QDoubleSpinBox::valueChanged, this, &AnomalyDialog::takeWishes);
  const int row = grid.rowCount();
  grid.addWidget(label, row, 0);
  grid.addWidget(field, row, 1);
  return field;
}

QWidget* AnomalyDialog::buildTests() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(headingOf(tr("Tests"), box));
  for (std::size_t i = 0; i < kTests.size(); ++i) {
    tests_[i] = new QCheckBox(tr(kTests[i].name), box);
    tests_[i]->setObjectName(
        QStringLiteral("anomaly.test.%1").arg(QString::fromStdString(twin::detectMethodName(kTests[i].method))));
    tests_[i]->setAccessibleName(tr(kTests[i].name));
    tests_[i]->setToolTip(tr(kTests[i].tip));
    connect(tests_[i], &QCheckBox::toggled, this, &AnomalyDialog::takeWishes);
    column->addWidget(tests_[i]);
  }
  auto* grid = new QGridLayout;
  grid->setVerticalSpacing(4);
  grid->setColumnStretch(0, 1);
  margin_ =
      addOption(*grid, "margin", tr("T² and Q: limits times"), tr("Higher finds less; 1.5 is usual"), 0.1, 100, 2);
  sigma_ =
      addOption(*grid, "sigma", tr("Level: usual spreads"), tr("That count as abnormal; 3.5 is usual"), 0.5, 30, 2);
  season_ =
      addOption(*grid, "season", tr("Level: season, s"), tr("Period of what repeats; 0 = nothing does"), 0, 1e9, 0);
  shift_ = addOption(*grid, "shift", tr("CUSUM: shift, sd"), tr("That is found fastest, in standard deviations"), 0.1,
                     10, 2);
  penalty_ = addOption(*grid, "penalty", tr("Change points: penalty"), tr("Times that of BIC; higher finds fewer"), 0.1,
                       1000, 2);
  persistence_ = addOption(*grid, "persistence", tr("Abnormal rows in a row"), tr("That a detection takes"), 1, 1e6, 0);
  column->addSpacing(4);
  column->addLayout(grid);
  column->addStretch(1);
  return box;
}

QWidget* AnomalyDialog::buildSignals() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(headingOf(tr("Signals"), box));
  judged_ = new QListWidget(box);
  judged_->setObjectName(QStringLiteral("anomaly.signals"));
  judged_->setAccessibleName(tr("Signals that are judged"));
  judged_->setMinimumSize(240, 150);
  connect(judged_, &QListWidget::itemChanged, this, &AnomalyDialog::takeWishes);
  column->addWidget(judged_, 1);
  wandering_ = new QCheckBox(tr("Judge also what wanders while healthy"), box);
  wandering_->setObjectName(QStringLiteral("anomaly.wandering"));
  wandering_->setAccessibleName(wandering_->text());
  wandering_->setToolTip(tr("A signal whose healthy window does not say what is usual for it is left out otherwise"));
  connect(wandering_, &QCheckBox::toggled, this, &AnomalyDialog::takeWishes);
  column->addWidget(wandering_);
  return box;
}

QWidget* AnomalyDialog::buildKept() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(headingOf(tr("Kept for this log"), box));
  auto* row = new QHBoxLayout;
  kept_ = new QListWidget(box);
  kept_->setObjectName(QStringLiteral("anomaly.kept"));
  kept_->setAccessibleName(tr("Searches whose detections are kept"));
  kept_->setFixedHeight(70);
  kept_->setTextElideMode(Qt::ElideMiddle);
  row->addWidget(kept_, 1);
  auto* buttons = new QVBoxLayout;
  remove_ = new QPushButton(tr("Remove"), box);
  remove_->setObjectName(QStringLiteral("anomaly.remove"));
  restore_ = new QPushButton(tr("Undo removal"), box);
  restore_->setObjectName(QStringLiteral("anomaly.restore"));
  connect(remove_, &QPushButton::clicked, this, [this] {
    if (const auto* item = kept_->currentItem()) {
      replay_.search().remove(item->data(Qt::UserRole).toString().toStdString());
    }
  });
  connect(restore_, &QPushButton::clicked, &replay_.search(), &models::AnomalySearch::restore);
  connect(kept_, &QListWidget::currentRowChanged, this, &AnomalyDialog::showState);
  buttons->addWidget(remove_);
  buttons->addWidget(restore_);
  row->addLayout(buttons);
  column->addLayout(row);
  return box;
}

QWidget* AnomalyDialog::buildFoot() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  copy_ = new QPushButton(tr("Copy as command line"), box);
  copy_->setObjectName(QStringLiteral("anomaly.copy"));
  connect(copy_, &QPushButton::clicked, this, [this] {
    const QString command = command_ ? command_() : QString();
    if (!command.isEmpty()) QGuiApplication::clipboard()->setText(command);
    outcome_->setText(command.isEmpty() ? tr("The log lies in no project yet: save it first.")
                                        : tr("Copied: %1").arg(command));
  });
  row->addWidget(copy_);
  progress_ = new QProgressBar(box);
  progress_->setObjectName(QStringLiteral("anomaly.progress"));
  progress_->setAccessibleName(tr("Progress of the search"));
  progress_->setRange(0, 1000);
  progress_->setTextVisible(false);
  progress_->setFixedHeight(6);
  row->addWidget(progress_, 1);
  find_ = new QPushButton(tr("Find"), box);
  find_->setObjectName(QStringLiteral("anomaly.find"));
  find_->setProperty("look", "primary");
  connect(find_, &QPushButton::clicked, this, [this] {
    models::AnomalySearch& search = replay_.search();
    search.isRunning() ? search.cancel() : search.start();
  });
  auto* close = new QPushButton(tr("Close"), box);
  close->setObjectName(QStringLiteral("anomaly.close"));
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  row->addStretch(0);
  row->addWidget(find_);
  row->addWidget(close);
  return box;
}

void AnomalyDialog::takeWindow() {
  const auto log = replay_.log();
  std::optional<double> start_epoch_s;
  if (log && log->epoch_s && !log->t_s.empty()) start_epoch_s = *log->epoch_s + log->t_s.front();
  const auto from_s = models::typedTime_s(from_->text(), start_epoch_s);
  const auto to_s = models::typedTime_s(to_->text(), start_epoch_s);
  setWrong(from_, !from_s);
  setWrong(to_, !to_s || (from_s && *to_s <= *from_s));
  if (!from_s || !to_s || *to_s <= *from_s) return;
  const models::AnomalySearch& search = replay_.search();
  const bool is_shown = from_->text() == models::clockText(search.healthyFrom_s(), true) &&
                        to_->text() == models::clockText(search.healthyTo_s(), true);
  if (!is_shown) replay_.search().setHealthy(*from_s, *to_s);
}

void AnomalyDialog::takeWishes() {
  if (is_showing_) return;
  twin::DetectRequest wishes = replay_.search().wishes();
  wishes.methods.clear();
  for (std::size_t i = 0; i < kTests.size(); ++i) {
    if (tests_[i]->isChecked()) wishes.methods.push_back(kTests[i].method);
  }
  wishes.wanted.clear();
  for (int row = 0; row < judged_->count(); ++row) {
    if (judged_->item(row)->checkState() == Qt::Checked)
      wishes.wanted.push_back(judged_->item(row)->text().toStdString());
  }
  const bool is_all = static_cast<int>(wishes.wanted.size()) == judged_->count();
  find_->setEnabled(!wishes.methods.empty() && !wishes.wanted.empty());
  if (is_all) wishes.wanted.clear();
  wishes.keeps_wandering = wandering_->isChecked();
  wishes.normal.margin = margin_->value();
  wishes.level.sigma = sigma_->value();
  wishes.level.season_s = season_->value();
  wishes.cusum_shift = shift_->value();
  wishes.change_penalty_factor = penalty_->value();
  wishes.persistence = static_cast<std::size_t>(persistence_->value());
  is_showing_ = true;
  replay_.search().setWishes(std::move(wishes));
  is_showing_ = false;
}

void AnomalyDialog::showLog() {
  if (shown_log_ == replay_.log() && shown_log_) return;
  shown_log_ = replay_.log();
  const twin::DetectRequest& wishes = replay_.search().wishes();
  is_showing_ = true;
  judged_->clear();
  for (std::size_t i = 0; shown_log_ && i < shown_log_->series.size(); ++i) {
    const std::string& name = shown_log_->series[i].name;
    auto* item = new QListWidgetItem(QString::fromStdString(name), judged_);
    const bool is_wanted = wishes.wanted.empty() || std::ranges::find(wishes.wanted, name) != wishes.wanted.end();
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(is_wanted ? Qt::Checked : Qt::Unchecked);
  }
  for (std::size_t i = 0; i < kTests.size(); ++i) {
    tests_[i]->setChecked(std::ranges::find(wishes.methods, kTests[i].method) != wishes.methods.end());
  }
  wandering_->setChecked(wishes.keeps_wandering);
  margin_->setValue(wishes.normal.margin);
  sigma_->setValue(wishes.level.sigma);
  season_->setValue(wishes.level.season_s);
  shift_->setValue(wishes.cusum_shift);
  penalty_->setValue(wishes.change_penalty_factor);
  persistence_->setValue(static_cast<double>(wishes.persistence));
  is_showing_ = false;
}

void AnomalyDialog::showWindow() {
  const models::AnomalySearch& search = replay_.search();
  from_->setText(models::clockText(search.healthyFrom_s(), true));
  to_->setText(models::clockText(search.healthyTo_s(), true));
  setWrong(from_, false);
  setWrong(to_, false);
}

void AnomalyDialog::showState() {
  const models::AnomalySearch& search = replay_.search();
  find_->setText(search.isRunning() ? tr("Stop") : tr("Find"));
  find_->setEnabled(search.isRunning() || (replay_.log() && !search.wishes().methods.empty()));
  progress_->setVisible(search.isRunning());
  progress_->setValue(static_cast<int>(1000 * search.progress()));
  const bool has_problem = !search.problem().isEmpty();
  outcome_->setProperty("look", has_problem ? "error" : "muted");
  outcome_->style()->unpolish(outcome_);
  outcome_->style()->polish(outcome_);
  outcome_->setText(has_problem ? search.problem() : search.isRunning() ? tr("Looking ...") : search.outcome());
  remove_->setEnabled(kept_->currentItem() != nullptr);
  restore_->setEnabled(search.canRestore());
}

void AnomalyDialog::showKept() {
  kept_->clear();
  for (const store::StoredDetections& set : replay_.search().sets()) {
    auto* item = new QListWidgetItem(
        tr("%1 by %2").arg(set.entries.size()).arg(QString::fromStdString(twin::settingsInWords(set.settings))), kept_);
    item->setData(Qt::UserRole, QString::fromStdString(set.settings_digest));
    item->setToolTip(item->text());
  }
  kept_->setCurrentRow(kept_->count() - 1);
  showState();
}

void AnomalyDialog::done(int result) {
  replay_.search().setPicking(false);
  QDialog::done(result);
}

}  // namespace mw::panels
