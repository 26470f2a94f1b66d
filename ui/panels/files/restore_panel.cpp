// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/restore_panel.h"

#include "ui/commands/edits.h"

namespace mw::panels {
namespace {

QString localText(const std::string& utc) {
  const QDateTime at = QDateTime::fromString(QString::fromStdString(utc), Qt::ISODate);
  return at.toLocalTime().toString(QStringLiteral("yyyy-MM-dd hh:mm"));
}

}  // namespace

void restoreFrom(models::ProjectSession& session, models::Document& document, const QString& name) {
  session.fetchRestorePoint(name, [&session, &document, name](const factory::Factory& factory) {
    try {
      commands::restore(document, factory, name.toStdString());
    } catch (const Error& error) {
      emit session.failed(QString::fromUtf8(error.what()));
    }
  });
}

QString timeName() {
  return QDateTime::currentDateTime().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss"));
}

RestorePanel::RestorePanel(models::ProjectSession& session, models::Document& document, const ThemeService& themes,
                           QWidget* parent)
    : NamedList(
          {QStringLiteral("restore"), tr("Restore points"), tr("Name of a restore point"), tr("Keep"),
           tr("Go back to it"), tr("Going back is an edit: undo takes it back."), tr("None yet. Ctrl+S keeps one.")},
          themes, parent),
      session_(session),
      document_(document) {
  connect(this, &NamedList::keepWanted, this,
          [this](const QString& name) { session_.keepRestorePoint(name.isEmpty() ? timeName() : name); });
  connect(this, &NamedList::useWanted, this, &RestorePanel::restore);
  connect(this, &NamedList::removeWanted, &session_, &models::ProjectSession::removeRestorePoint);
  connect(&session_, &models::ProjectSession::restorePointsChanged, this, &RestorePanel::fill);
  connect(&session_, &models::ProjectSession::standingChanged, this, &RestorePanel::fill);
  fill();
}

void RestorePanel::fill() {
  std::vector<Row> rows;
  for (const store::RestorePoint& point : session_.restorePoints()) {
    const QString name = QString::fromStdString(point.name);
    const QString when = localText(point.created);
    rows.push_back({name, name.startsWith(when) ? QString() : when});
  }
  setNote(rows.empty() ? QString() : QString::number(rows.size()));
  setRows(rows);
  setKeepEnabled(session_.standing().is_project && !session_.standing().is_read_only);
}

void RestorePanel::restore(const QString& name) {
  if (!name.isEmpty()) restoreFrom(session_, document_, name);
}

}  // namespace mw::panels
