// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/problems/problems_panel.h"

#include <QVBoxLayout>
#include <algorithm>

#include "core/events/simulation.h"
#include "core/layout/layout_check.h"
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

/// The element a pointer leads into: /elements/3/process is elements()[3]; of a flow, where it starts.
std::string culpritOf(const factory::Factory& factory, const std::string& pointer) {
  const QStringList steps = QString::fromStdString(pointer).split('/');
  if (steps.size() < 3) return {};
  const auto index = static_cast<std::size_t>(steps[2].toUInt());
  if (steps[1] == QLatin1String("elements") && index < factory.elements().size()) return factory.elements()[index].id;
  if (steps[1] == QLatin1String("flows") && index < factory.flows().size()) {
    return factory.elements()[factory.flows()[index].from].id;
  }
  return {};
}

}  // namespace

ProblemsPanel::ProblemsPanel(const PanelServices& services, QWidget* parent) : Panel(parent), services_(services) {
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
  // Edits that come in a burst (a drag) are checked once.
  soon_.setObjectName(QStringLiteral("problems.check"));
  soon_.setSingleShot(true);
  soon_.setInterval(60);
  connect(&soon_, &QTimer::timeout, this, &ProblemsPanel::check);
  connect(&services_.document, &models::Document::changed, this, [this] { soon_.start(); });
  soon_.start();
}

void ProblemsPanel::addRow(const Finding& finding) {
  const bool is_error = finding.severity == Severity::Error;
  const std::string culprit = culpritOf(services_.document.factory(), finding.place.pointer);
  QString text = QString::fromStdString(finding.cause);
  if (!culprit.empty() && !text.contains(QString::fromStdString(culprit))) {
    text.prepend(QString::fromStdString(culprit) + QStringLiteral(": "));
  }
  auto* item = new QListWidgetItem(text, list_);
  item->setIcon(lineIcon(is_error ? QStringLiteral("data-error") : QStringLiteral("data-warning"), services_.themes,
                         is_error ? Token::Error : Token::Warning));
  item->setData(RowDelegate::kNoteRole, QString::fromStdString(finding.cure));
  item->setData(RowDelegate::kToneRole, static_cast<int>(is_error ? Token::Error : Token::Text));
  item->setData(kPlaceRole, placeOf(finding.place.pointer));
  item->setData(kElementRole, QString::fromStdString(culprit));
  item->setToolTip(QString::fromStdString(finding.text()));
}

void ProblemsPanel::check() {
  if (services_.document.fileName().isEmpty()) {
    list_->clear();
    setNote({});
    services_.status.set(StatusBoard::Place::Problems, tr("Problems %1").arg(0), StatusBoard::Tone::Plain);
    return;
  }
  Findings findings = events::checkRun(services_.document.factory());
  const Findings of_layout = layout::checkLayout(services_.document.factory());
  findings.insert(findings.end(), of_layout.begin(), of_layout.end());
  list_->clear();
  for (const Finding& finding : findings) addRow(finding);
  if (findings.empty()) {
    auto* item = new QListWidgetItem(tr("No problems: this factory can run"), list_);
    item->setData(RowDelegate::kToneRole, static_cast<int>(Token::Muted));
    item->setFlags(Qt::ItemIsEnabled);
  }
  setNote(findings.empty() ? QString() : QString::number(findings.size()));
  services_.status.set(StatusBoard::Place::Problems, tr("Problems %1").arg(findings.size()),
                       hasErrors(findings) ? StatusBoard::Tone::Alarm
                       : findings.empty()  ? StatusBoard::Tone::Plain
                                           : StatusBoard::Tone::Warning);
}

}  // namespace mw::panels
