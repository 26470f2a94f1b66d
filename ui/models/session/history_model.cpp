// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session/history_model.h"

#include <algorithm>

namespace mw::models {

HistoryModel::HistoryModel(Document& document, ProjectSession& session, QObject* parent)
    : QObject(parent), document_(document), session_(session) {
  connect(&document_.undoStack(), &QUndoStack::indexChanged, this, &HistoryModel::noteSteps);
  connect(&document_, &Document::changed, this, [this](const FactoryChange& change) {
    if (change.kind != FactoryChange::Kind::Replaced) return;
    kept_after_.clear();
    emit changed();
  });
  connect(&session_, &ProjectSession::restorePointKept, this,
          [this](const QString& name, const QDateTime&, int after_steps) { notePoint(name, after_steps); });
  connect(&session_, &ProjectSession::restorePointsChanged, this, &HistoryModel::changed);
}

void HistoryModel::noteSteps() {
  const QUndoStack& stack = document_.undoStack();
  // An edit after an undo throws away what lay ahead, and with it the places of points that were kept there.
  std::erase_if(kept_after_, [&stack](const auto& kept) {
    const Place& place = kept.second;
    if (place.index > stack.count()) return true;
    return place.index > 0 && stack.command(place.index - 1) != place.step;
  });
  emit changed();
}

void HistoryModel::notePoint(const QString& name, int after_steps) {
  const QUndoStack& stack = document_.undoStack();
  if (after_steps > stack.count()) return;
  kept_after_[name] = {after_steps, after_steps > 0 ? stack.command(after_steps - 1) : nullptr};
}

bool HistoryModel::isHere(const QString& name) const {
  const auto& points = session_.restorePoints();
  return std::any_of(points.begin(), points.end(),
                     [&name](const store::RestorePoint& point) { return point.name == name.toStdString(); });
}

std::vector<HistoryModel::Row> HistoryModel::rows() const {
  std::vector<Row> rows;
  if (!session_.standing().is_open) return rows;
  const auto& points = session_.restorePoints();
  for (auto point = points.rbegin(); point != points.rend(); ++point) {
    const QString name = QString::fromStdString(point->name);
    if (!kept_after_.contains(name)) rows.push_back({Row::Kind::Older, name});
  }
  const QUndoStack& stack = document_.undoStack();
  const auto place = [&stack](Row row) {
    row.is_present = row.index == stack.index() && row.kind != Row::Kind::Point;
    row.is_undone = row.index > stack.index();
    return row;
  };
  for (int index = 0; index <= stack.count(); ++index) {
    rows.push_back(
        place(index == 0 ? Row{Row::Kind::Opened, tr("Opened")} : Row{Row::Kind::Step, stack.text(index - 1), index}));
    for (const auto& [name, after] : kept_after_) {
      if (after.index == index && isHere(name)) rows.push_back(place({Row::Kind::Point, name, index}));
    }
  }
  return rows;
}

void HistoryModel::goTo(const Row& row) {
  if (row.kind == Row::Kind::Older) {
    emit restoreWanted(row.text);
    return;
  }
  document_.undoStack().setIndex(row.index);
}

}  // namespace mw::models
