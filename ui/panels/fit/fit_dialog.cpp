// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/fit/fit_dialog.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMimeData>
#include <QSplitter>
#include <QStyle>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/factory/factory_path.h"
#include "ui/commands/edits.h"
#include "ui/models/figure_format.h"
#include "ui/panels/fit/fit_targets.h"

namespace mw::panels {
namespace {

using numerics::FitStatus;
using numerics::FittedDistribution;

enum Column { Name, Aic, KsP, AdP, Verdict, kColumnCount };

QLabel* label(const QString& name, const char* look, QWidget* parent) {
  auto* made = new QLabel(parent);
  made->setObjectName(QStringLiteral("fit.") + name);
  made->setProperty("look", look);
  return made;
}

QString cell(double value, int digits) {
  return std::isfinite(value) ? QString::number(value, 'f', digits) : QStringLiteral("–");
}

QString testWords(const FittedDistribution& candidate) {
  const auto probability = [](double p) { return std::isfinite(p) ? QString::number(p, 'f', 3) : QStringLiteral("–"); };
  const QString figures = FitDialog::tr("Anderson–Darling p = %1, Kolmogorov–Smirnov p = %2.")
                              .arg(probability(candidate.ad_probability), probability(candidate.ks_probability));
  switch (candidate.status) {
    case FitStatus::Fits:
      return FitDialog::tr("Such values would be nothing unusual under it. %1").arg(figures);
    case FitStatus::Rejected:
      return FitDialog::tr("Such values would be unlikely under it. %1").arg(figures);
    case FitStatus::NotApplicable:
      return FitDialog::tr("It cannot be fitted: %1.").arg(QString::fromStdString(candidate.reason));
  }
  return {};
}

}  // namespace

FitDialog::FitDialog(models::Document& document, jobs::JobService& jobs, const ThemeService& themes, QWidget* parent)
    : QDialog(parent), document_(document), fit_(jobs) {
  setObjectName(QStringLiteral("fit"));
  setWindowTitle(tr("Fit a distribution to a log"));
  setAcceptDrops(true);
  resize(940, 560);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(kPanelPadding);
  column->addWidget(buildHead());
  pages_ = new QStackedLayout;
  note_ = label(QStringLiteral("note"), "muted", this);
  note_->setAlignment(Qt::AlignCenter);
  note_->setWordWrap(true);
  pages_->addWidget(note_);
  pages_->addWidget(buildFit(themes));
  column->addLayout(pages_, 1);
  column->addWidget(buildFoot());
  using Model = models::FitModel;
  connect(&fit_, &Model::columnsChanged, this, &FitDialog::showColumns);
  connect(&fit_, &Model::stateChanged, this, &FitDialog::showState);
  connect(&fit_, &Model::progressed, this, [this](double done, double total) {
    progress_->setRange(0, static_cast<int>(total));
    progress_->setValue(static_cast<int>(done));
  });
  connect(&document_, &models::Document::changed, this, &FitDialog::fillTargets);
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  fillTargets();
  showColumns();
  showState();
}

/// The base would hide it once the model is gone, and views that lose the focus then still ask for their rows.
FitDialog::~FitDialog() {
  hide();
}

QWidget* FitDialog::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  auto* open = new QPushButton(tr("Open a log ..."), head);
  open->setObjectName(QStringLiteral("fit.open"));
  open->setToolTip(tr("A CSV file with a header; it can also be dropped here"));
  connect(open, &QPushButton::clicked, this, &FitDialog::chooseFile);
  file_ = label(QStringLiteral("file"), "quiet", head);
  column_ = new QComboBox(head);
  column_->setObjectName(QStringLiteral("fit.column"));
  column_->setAccessibleName(tr("Column with times in seconds"));
  column_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  connect(column_, &QComboBox::textActivated, &fit_, &models::FitModel::setColumn);
  summary_ = label(QStringLiteral("summary"), "muted", head);
  row->addWidget(open);
  row->addWidget(file_);
  row->addWidget(column_);
  row->addStretch(1);
  row->addWidget(summary_);
  return head;
}

QWidget* FitDialog::buildFit(const ThemeService& themes) {
  auto* splitter = new QSplitter(this);
  splitter->setObjectName(QStringLiteral("fit.splitter"));
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  table_ = new QTableWidget(0, kColumnCount, splitter);
  table_->setObjectName(QStringLiteral("fit.candidates"));
  table_->setAccessibleName(tr("Candidates, the best by AIC first"));
  table_->setHorizontalHeaderLabels({tr("Candidate"), tr("AIC"), tr("KS p"), tr("AD p"), {}});
  table_->horizontalHeaderItem(Aic)->setToolTip(tr("Akaike's information criterion: the smaller, the better"));
  table_->horizontalHeaderItem(KsP)->setToolTip(tr("How usual such values would be, by Kolmogorov and Smirnov"));
  table_->horizontalHeaderItem(AdP)->setToolTip(tr("The same by Anderson and Darling; rejected below 0.05"));
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(28);
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  table_->setTabKeyNavigation(false);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setStretchLastSection(true);
  connect(table_, &QTableWidget::currentCellChanged, this, &FitDialog::showCandidate);
  auto* page = new QWidget(splitter);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, 0, 0, 0);
  column->setSpacing(4);
  plot_ = new FitPlot(themes, page);
  plot_->setObjectName(QStringLiteral("fit.plot"));
  plot_->setAccessibleName(tr("Histogram of the times and the chosen candidate"));
  column->addWidget(plot_, 1);
  parameters_ = label(QStringLiteral("parameters"), "strong", page);
  verdict_ = label(QStringLiteral("verdict"), "muted", page);
  parameters_->setAccessibleName(tr("What was fitted"));
  verdict_->setAccessibleName(tr("What the tests say"));
  for (QLabel* text : {parameters_, verdict_}) {
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(text);
  }
  splitter->addWidget(table_);
  splitter->addWidget(page);
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({400, 520});
  return splitter;
}

QWidget* FitDialog::buildFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  progress_ = new QProgressBar(foot);
  progress_->setObjectName(QStringLiteral("fit.progress"));
  progress_->setAccessibleName(tr("Candidates tested"));
  progress_->setTextVisible(false);
  column->addWidget(progress_);
  message_ = label(QStringLiteral("message"), "muted", foot);
  message_->setWordWrap(true);
  column->addWidget(message_);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  auto* into = label(QStringLiteral("into"), "muted", foot);
  into->setText(tr("for"));
  target_ = new QComboBox(foot);
  target_->setObjectName(QStringLiteral("fit.target"));
  target_->setAccessibleName(tr("Property that takes the distribution"));
  target_->setMinimumContentsLength(34);
  cancel_ = new QPushButton(tr("Cancel"), foot);
  cancel_->setObjectName(QStringLiteral("fit.cancel"));
  connect(cancel_, &QPushButton::clicked, &fit_, &models::FitModel::cancel);
  copy_ = new QPushButton(tr("Copy JSON"), foot);
  copy_->setObjectName(QStringLiteral("fit.copy"));
  copy_->setToolTip(tr("The distribution as a factory file takes it"));
  connect(copy_, &QPushButton::clicked, this, &FitDialog::copyJson);
  apply_ = new QPushButton(tr("Apply"), foot);
  apply_->setObjectName(QStringLiteral("fit.apply"));
  apply_->setProperty("look", "primary");
  connect(apply_, &QPushButton::clicked, this, &FitDialog::apply);
  row->addWidget(into);
  row->addWidget(target_);
  row->addStretch(1);
  row->addWidget(cancel_);
  row->addWidget(copy_);
  row->addWidget(apply_);
  column->addLayout(row);
  return foot;
}

void FitDialog::openFor(const std::string& path, const std::string& element) {
  int at = target_->findData(QString::fromStdString(path));
  const QString prefix = QStringLiteral("elements/") + QString::fromStdString(element) + '/';
  for (int i = 0; at < 0 && !element.empty() && i < target_->count(); ++i) {
    if (target_->itemData(i).toString().startsWith(prefix)) at = i;
  }
  if (at >= 0) target_->setCurrentIndex(at);
  message_->clear();
  show();
  raise();
  activateWindow();
}

void FitDialog::fillTargets() {
  const QVariant kept = target_->currentData();
  target_->clear();
  for (const FitTarget& target : fitTargets(document_.factory())) {
    target_->addItem(target.label, QString::fromStdString(target.path));
  }
  target_->setCurrentIndex(std::max(0, target_->findData(kept)));
  showState();
}

void FitDialog::chooseFile() {
  auto* dialog = new QFileDialog(this, tr("Open a log"), {}, tr("Tables (*.csv *.txt);;All files (*)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, &fit_, &models::FitModel::open);
  dialog->open();
}

void FitDialog::showColumns() {
  column_->clear();
  column_->addItems(fit_.columns());
  column_->setVisible(!fit_.columns().isEmpty());
  file_->setText(fit_.file().isEmpty() ? tr("no log yet") : QFileInfo(fit_.file()).fileName());
  file_->setToolTip(fit_.file());
}

void FitDialog::showState() {
  using State = models::FitModel::State;
  const State state = fit_.state();
  column_->setCurrentText(fit_.column());
  progress_->setVisible(state == State::Fitting);
  cancel_->setVisible(state == State::Fitting);
  if (state == State::Fitting) progress_->setRange(0, 0);
  pages_->setCurrentIndex(state == State::Ready ? 1 : 0);
  note_->setProperty("look", state == State::Failed ? "error" : "muted");
  note_->style()->polish(note_);
  if (state == State::Empty) {
    note_->setText(
        tr("Open a CSV log, or drop one here: each row one time, such as a repair or a cycle, in seconds.\n"
           "The distributions that can produce such times are ranked, and the best goes to the property."));
  }
  if (state == State::Fitting) note_->setText(tr("Fitting and testing all candidates ..."));
  if (state == State::Failed) note_->setText(fit_.problem());
  state == State::Ready ? showFit() : showCandidate();
}

void FitDialog::showFit() {
  const models::ColumnFit& fit = *fit_.fit();
  summary_->setText(tr("%1 values · mean %2 · from %3 to %4")
                        .arg(fit.sample.size())
                        .arg(models::durationText(fit.sample.mean()), models::durationText(fit.sample.min()),
                             models::durationText(fit.sample.max())));
  table_->setRowCount(0);
  for (const FittedDistribution& each : fit.fitted.candidates) {
    const int row = table_->rowCount();
    table_->insertRow(row);
    const bool applies = each.status != FitStatus::NotApplicable;
    const QStringList texts = {QString::fromStdString(each.name), applies ? cell(each.aic, 1) : QString(),
                               applies ? cell(each.ks_probability, 3) : QString(),
                               applies ? cell(each.ad_probability, 3) : QString(),
                               applies ? models::verdictText(each) : tr("does not apply")};
    for (int i = 0; i < kColumnCount; ++i) {
      auto* item = new QTableWidgetItem(texts[i]);
      if (i != Name && i != Verdict) item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
      if (!applies) item->setFlags(item->flags() & ~Qt::ItemIsEnabled);
      item->setToolTip(models::verdictText(each));
      table_->setItem(row, i, item);
    }
  }
  table_->resizeColumnsToContents();
  table_->selectRow(static_cast<int>(fit.fitted.chosen.value_or(0)));
  message_->setText(fit.fitted.chosen ? QString()
                                      : tr("No candidate fits. Give the values themselves instead: "
                                           "{\"dist\": \"empirical\"} with the file beside the factory."));
  showCandidate();
}

const FittedDistribution* FitDialog::candidate() const {
  const auto fit = fit_.fit();
  const int row = table_->currentRow();
  if (!fit || row < 0 || row >= static_cast<int>(fit->fitted.candidates.size())) return nullptr;
  const FittedDistribution& found = fit->fitted.candidates[static_cast<std::size_t>(row)];
  return found.status == FitStatus::NotApplicable ? nullptr : &found;
}

void FitDialog::showCandidate() {
  const FittedDistribution* shown = candidate();
  copy_->setEnabled(shown != nullptr);
  apply_->setEnabled(shown != nullptr && target_->count() > 0);
  apply_->setToolTip(target_->count() == 0 ? tr("This factory has no property that takes a distribution") : QString());
  if (!fit_.fit()) summary_->clear();
  if (fit_.fit()) plot_->show(*fit_.fit(), shown, fit_.column());
  parameters_->setText(shown == nullptr ? QString()
                                        : QStringLiteral("%1: %2").arg(QString::fromStdString(shown->name),
                                                                       models::parametersText(*shown)));
  verdict_->setText(shown == nullptr ? QString() : testWords(*shown));
}

void FitDialog::copyJson() {
  if (const FittedDistribution* shown = candidate()) {
    QGuiApplication::clipboard()->setText(QString::fromStdString(models::distributionOf(*shown).dump()));
    message_->setText(tr("Copied."));
  }
}

void FitDialog::apply() {
  const FittedDistribution* shown = candidate();
  if (shown == nullptr) return;
  const QString name = QString::fromStdString(shown->name);
  const QString where = target_->currentText();
  try {
    commands::setValue(document_, factory::FactoryPath(target_->currentData().toString().toStdString()),
                       models::distributionOf(*shown), {}, tr("Fit %1 to %2").arg(where, fit_.column()));
    message_->setText(tr("%1 is %2 now; Undo takes it back.").arg(where, name));
  } catch (const Error& error) {
    message_->setText(QString::fromUtf8(error.what()));
  }
}

void FitDialog::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void FitDialog::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls()) {
    if (!url.isLocalFile()) continue;
    event->acceptProposedAction();
    return fit_.open(url.toLocalFile());
  }
}

}  // namespace mw::panels
