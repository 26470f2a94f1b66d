// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/replay_dialog.h"

#include <QAbstractItemView>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QStyle>
#include <QVBoxLayout>
#include <cmath>

#include "ui/models/figure_format.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kRowHeight = 26;
constexpr int kWordsHeight = 150;

QLabel* headingOf(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "heading");
  return label;
}

QLabel* wordsLabel(const char* name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", "muted");
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

ReplayDialog::ReplayDialog(models::ReplayModel& replay, QWidget* parent) : QDialog(parent), replay_(replay) {
  setObjectName(QStringLiteral("replayDialog"));
  setWindowTitle(tr("Filter, smoothing, comparison"));
  setMinimumWidth(620);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(12);
  column->addWidget(buildSetup());
  column->addWidget(buildComparison(), 1);
  auto* foot = new QHBoxLayout;
  foot->addStretch(1);
  auto* close = new QPushButton(tr("Close"), this);
  close->setObjectName(QStringLiteral("replay.setup.close"));
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  foot->addWidget(close);
  column->addLayout(foot);
  using Model = models::ReplayModel;
  connect(&replay_, &Model::changed, this, &ReplayDialog::showSetup);
  connect(&replay_, &Model::resultChanged, this, &ReplayDialog::showSetup);
  connect(&replay_, &Model::namesChanged, this, &ReplayDialog::showNames);
  connect(&replay_.rival(), &models::ReplayRival::changed, this, &ReplayDialog::showComparison);
  showNames();
  showSetup();
  showComparison();
  // Enter ends a field, it starts nothing.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
}

QWidget* ReplayDialog::buildSetup() {
  auto* box = new QWidget(this);
  auto* form = new QFormLayout(box);
  form->setContentsMargins(0, 0, 0, 0);
  form->addRow(headingOf(tr("This replay"), box));
  filter_ = new QComboBox(box);
  filter_->setObjectName(QStringLiteral("replay.filter"));
  filter_->setAccessibleName(tr("Filter"));
  filter_->addItem(tr("as the twin says"), QString());
  for (const char* name : {"kalman", "extended", "unscented", "particle"}) {
    filter_->addItem(QLatin1String(name), QLatin1String(name));
  }
  connect(filter_, &QComboBox::activated, this, &ReplayDialog::takeSetup);
  form->addRow(tr("Filter"), filter_);
  sets_ = new QLineEdit(box);
  sets_->setObjectName(QStringLiteral("replay.sets"));
  sets_->setAccessibleName(tr("Other values of the twin"));
  sets_->setPlaceholderText(tr("model/R/0/0=0.04; anomaly/sigma=4"));
  sets_->setToolTip(tr("Values by their place in the twin's definition, with semicolons between them"));
  connect(sets_, &QLineEdit::editingFinished, this, &ReplayDialog::takeSetup);
  form->addRow(tr("Other values"), sets_);
  smooth_ = new QCheckBox(tr("Smooth too: each row given the whole log"), box);
  smooth_->setObjectName(QStringLiteral("replay.smooth"));
  smooth_->setAccessibleName(smooth_->text());
  connect(smooth_, &QCheckBox::clicked, this, &ReplayDialog::takeSetup);
  form->addRow(QString(), smooth_);
  auto* row = new QHBoxLayout;
  name_ = new QLineEdit(box);
  name_->setObjectName(QStringLiteral("replay.keepName"));
  name_->setAccessibleName(tr("Name to keep this replay under"));
  name_->setPlaceholderText(tr("a name for the twin as it is now"));
  keep_ = new QPushButton(tr("Keep"), box);
  keep_->setObjectName(QStringLiteral("replay.keepReplay"));
  keep_->setToolTip(tr("Keeps the twin with this filter and these values, and its replay, beside the others"));
  keep_->setEnabled(false);
  connect(name_, &QLineEdit::textChanged, this,
          [this](const QString& text) { keep_->setEnabled(!text.trimmed().isEmpty() && replay_.result()); });
  connect(keep_, &QPushButton::clicked, this, [this] {
    replay_.keepTriedAs(name_->text());
    name_->clear();
  });
  row->addWidget(name_, 1);
  row->addWidget(keep_);
  form->addRow(tr("Keep as"), row);
  state_ = wordsLabel("replay.setupState", box);
  state_->setAccessibleName(tr("What is replayed"));
  form->addRow(state_);
  return box;
}

QWidget* ReplayDialog::buildComparison() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  auto* row = new QHBoxLayout;
  row->addWidget(headingOf(tr("Compare with"), box));
  rival_ = new QComboBox(box);
  rival_->setObjectName(QStringLiteral("replay.rival"));
  rival_->setAccessibleName(tr("Replay to compare with"));
  rival_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  connect(rival_, &QComboBox::activated, this,
          [this](int index) { replay_.compareWith(index > 0 ? rival_->itemText(index) : QString()); });
  row->addWidget(rival_);
  row->addStretch(1);
  column->addLayout(row);
  figures_ = new QTableWidget(0, 3, box);
  figures_->setObjectName(QStringLiteral("replay.figures"));
  figures_->setAccessibleName(tr("Figures of both replays"));
  figures_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  figures_->setSelectionMode(QAbstractItemView::NoSelection);
  figures_->setFocusPolicy(Qt::NoFocus);
  figures_->setShowGrid(false);
  figures_->verticalHeader()->hide();
  figures_->verticalHeader()->setDefaultSectionSize(kRowHeight);
  figures_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  figures_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  figures_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(figures_);
  words_ = wordsLabel("replay.comparison", box);
  words_->setAccessibleName(tr("What may be said of the two replays"));
  words_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  words_->setMinimumHeight(kWordsHeight);
  column->addWidget(words_, 1);
  return box;
}

void ReplayDialog::takeSetup() {
  models::ReplayModel::Setup setup;
  setup.variant.filter = filter_->currentData().toString().toStdString();
  for (const QString& change : sets_->text().split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
    setup.variant.sets.push_back(change.trimmed().toStdString());
  }
  setup.is_smoothed = smooth_->isChecked();
  replay_.setSetup(std::move(setup));
}

void ReplayDialog::showSetup() {
  const models::ReplayModel::Setup& setup = replay_.setup();
  // Not below the hand of who is choosing.
  const bool is_choosing = filter_->view()->isVisible();
  if (!is_choosing)
    filter_->setCurrentIndex(std::max(0, filter_->findData(QString::fromStdString(setup.variant.filter))));
  if (!sets_->hasFocus()) {
    QStringList sets;
    for (const std::string& change : setup.variant.sets) sets << QString::fromStdString(change);
    sets_->setText(sets.join(QStringLiteral("; ")));
  }
  smooth_->setChecked(setup.is_smoothed);
  const bool has_problem = !replay_.problem().isEmpty() || !replay_.smoothingProblem().isEmpty();
  state_->setProperty("look", has_problem ? "error" : "muted");
  state_->style()->unpolish(state_);
  state_->style()->polish(state_);
  if (has_problem) {
    state_->setText(replay_.problem().isEmpty() ? replay_.smoothingProblem() : replay_.problem());
  } else if (!replay_.twin()) {
    state_->setText(tr("Open a log and a twin first."));
  } else if (replay_.isBusy()) {
    state_->setText(tr("Replaying ..."));
  } else {
    state_->setText(
        tr("%1 with the filter %2").arg(replay_.twinName(), QString::fromStdString(replay_.twin()->filter)));
  }
  keep_->setEnabled(!name_->text().trimmed().isEmpty() && replay_.result());
}

void ReplayDialog::showNames() {
  const QString current = replay_.rival().name();
  rival_->clear();
  rival_->addItem(tr("nothing"));
  rival_->addItems(replay_.twinNames());
  rival_->setCurrentIndex(current.isEmpty() ? 0 : std::max(0, rival_->findText(current)));
}

void ReplayDialog::addFigures(const QString& what, double a, double b, const QString& tip) {
  const int row = figures_->rowCount();
  figures_->insertRow(row);
  int column = 0;
  const auto text_of = [](double number) {
    const bool is_count = number == std::floor(number) && std::abs(number) < 1e9;
    return is_count ? QString::number(number, 'f', 0) : models::figure(number);
  };
  for (const QString& text : {what, text_of(a), text_of(b)}) {
    auto* item = new QTableWidgetItem(text);
    item->setToolTip(tip);
    figures_->setItem(row, column++, item);
  }
}

void ReplayDialog::showComparison() {
  const models::ReplayRival& rival = replay_.rival();
  figures_->setRowCount(0);
  figures_->setHorizontalHeaderLabels({QString(), tr("%1, shown").arg(replay_.twinName()), rival.name()});
  figures_->setVisible(rival.comparison().has_value());
  if (rival.name().isEmpty()) {
    words_->setText(
        tr("Choose another twin, or keep this one under a name and change its filter or its values: both "
           "estimates then stand in the plots."));
    return;
  }
  if (!rival.comparison()) {
    words_->setText(rival.problem().isEmpty() ? tr("Replaying ...") : rival.problem());
    return;
  }
  const twin::ReplayFigures& a = rival.comparison()->a;
  const twin::ReplayFigures& b = rival.comparison()->b;
  addFigures(tr("Log-likelihood"), a.log_likelihood, b.log_likelihood, tr("Of the readings; higher is likelier"));
  addFigures(tr("NIS per signal"), a.nis_mean, b.nis_mean, tr("1 where the twin's noise is the log's"));
  addFigures(tr("NIS inside 95 %, %"), 100 * a.nis_inside, 100 * b.nis_inside, tr("95 is expected"));
  for (const twin::SignalDifference& each : rival.comparison()->differences) {
    addFigures(tr("RMSE of %1").arg(QString::fromStdString(each.signal)), each.rmse_a, each.rmse_b,
               tr("Of the innovations, in the rows that both read"));
  }
  addFigures(tr("Alerts"), static_cast<double>(a.alerts), static_cast<double>(b.alerts), tr("Raised over the log"));
  addFigures(tr("Anomalies"), static_cast<double>(a.anomalies), static_cast<double>(b.anomalies),
             tr("Rows that do not fit the model"));
  figures_->setFixedHeight(figures_->horizontalHeader()->sizeHint().height() + kRowHeight * figures_->rowCount() + 4);
  words_->setText(rival.words().join(QLatin1Char('\n')).replace(QLatin1String(" +- "), QStringLiteral(" ± ")));
}

}  // namespace mw::panels
