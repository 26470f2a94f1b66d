// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_panel.h"

#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/icons.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kElementRole = Qt::UserRole + 1;
constexpr int kPlaceRole = Qt::UserRole + 2;

/// Where in an element a pointer leads: "process/mean_s" of /elements/3/process/mean_s.
QString placeOf(const std::string& pointer) {
  const QString text = QString::fromStdString(pointer);
  return text.startsWith(QLatin1String("/elements/")) ? text.section('/', 3) : QString();
}

}  // namespace

ProblemsPanel::ProblemsPanel(const PanelServices& services, QWidget* parent)
    : Panel(parent), services_(services), problems_(services.document, services.jobs) {
  setObjectName(QStringLiteral("problems"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 4, 0, 4);
  list_ = new QListWidget(this);
  list_->setObjectName(QStringLiteral("problems.list"));
  list_->setAccessibleName(tr("Problems"));
  list_->setItemDelegate(new RowDelegate(services_.themes, list_));
  list_->setMouseTracking(true);
  column->addWidget(list_);
  connect(list_, &QListWidget::itemClicked, this, [this](const QListWidgetItem* item) {
    const std::string id = item->data(kElementRole).toString().toStdString();
    if (id.empty()) return;
    services_.selection.pointAt(id, item->data(kPlaceRole).toString().toStdString());
    services_.viewport.frameSelection();
  });
  connect(list_, &QListWidget::currentRowChanged, this, &ProblemsPanel::showMarks);
  connect(&problems_, &models::ProblemList::changed, this, &ProblemsPanel::show);
}

void ProblemsPanel::addRow(const models::Problem& problem) {
  const Finding& finding = problem.finding;
  const bool is_error = finding.severity == Severity::Error;
  const QString culprit = QString::fromStdString(problem.element);
  QString text = QString::fromStdString(finding.cause);
  if (!culprit.isEmpty() && !text.contains(culprit)) text.prepend(culprit + QStringLiteral(": "));
  auto* item = new QListWidgetItem(text, list_);
  item->setIcon(lineIcon(is_error ? QStringLiteral("data-error") : QStringLiteral("data-warning"), services_.themes,
                         is_error ? Token::Error : Token::Warning));
  item->setData(RowDelegate::kNoteRole, QString::fromStdString(finding.cure));
  item->setData(RowDelegate::kToneRole, static_cast<int>(is_error ? Token::Error : Token::Text));
  item->setData(kPlaceRole, placeOf(finding.place.pointer));
  item->setData(kElementRole, culprit);
  item->setToolTip(QString::fromStdString(finding.text()));
}

void ProblemsPanel::showMarks() {
  std::vector<ProblemMark> marks;
  for (std::size_t i = 0; i < problems_.problems().size(); ++i) {
    const models::Problem& problem = problems_.problems()[i];
    if (!problem.at_m) continue;
    marks.push_back({{(*problem.at_m)[0], (*problem.at_m)[1], (*problem.at_m)[2]},
                     problem.finding.severity == Severity::Error,
                     static_cast<int>(i) == list_->currentRow(),
                     QString::fromStdString(problem.finding.cause),
                     problem.elements});
  }
  services_.viewport.setProblemMarks(std::move(marks));
}

void ProblemsPanel::show() {
  const std::vector<models::Problem>& problems = problems_.problems();
  const QSignalBlocker quiet(list_);
  const QString current = list_->currentItem() == nullptr ? QString() : list_->currentItem()->text();
  list_->clear();
  for (const models::Problem& problem : problems) {
    addRow(problem);
    QListWidgetItem* row = list_->item(list_->count() - 1);
    if (!current.isEmpty() && row->text() == current) list_->setCurrentItem(row);
  }
  showMarks();
  const bool has_errors = std::any_of(problems.begin(), problems.end(), [](const models::Problem& problem) {
    return problem.finding.severity == Severity::Error;
  });
  if (problems.empty() && !services_.document.fileName().isEmpty()) {
    auto* item = new QListWidgetItem(tr("No problems: this factory can run"), list_);
    item->setData(RowDelegate::kToneRole, static_cast<int>(Token::Muted));
    item->setFlags(Qt::ItemIsEnabled);
  }
  setNote(problems.empty() ? QString() : QString::number(problems.size()));
  services_.status.set(StatusBoard::Place::Problems, tr("Problems %1").arg(problems.size()),
                       has_errors         ? StatusBoard::Tone::Alarm
                       : problems.empty() ? StatusBoard::Tone::Plain
                                          : StatusBoard::Tone::Warning);
}

}  // namespace mw::panels
