// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/floor/coming_events.h"

#include <algorithm>

#include "ui/models/figure_format.h"
#include "ui/models/floor/element_now.h"

namespace mw::models {
namespace {

constexpr auto kNowhere = events::PartMove::kNowhere;

/// "0:12:34.567": events of one second are told apart.
QString instantText(SimTime at) {
  const auto thousandths = at.ticks() % SimTime::kTicksPerSecond / 1'000'000;
  return clockText(at.seconds(), true) + QStringLiteral(".%1").arg(thousandths, 3, 10, QLatin1Char('0'));
}

template <class Change>
std::size_t firstAfter(std::span<const Change> changes, SimTime now) {
  return static_cast<std::size_t>(std::ranges::upper_bound(changes, now, {}, &Change::at) - changes.begin());
}

}  // namespace

ComingEvents::ComingEvents(Playback& playback, QObject* parent) : QAbstractTableModel(parent), playback_(playback) {
  connect(&playback_, &Playback::timeChanged, this, &ComingEvents::follow);
}

void ComingEvents::setRun(std::shared_ptr<const factory::Factory> factory,
                          std::shared_ptr<const events::Recording> recording) {
  factory_ = std::move(factory);
  recording_ = factory_ ? std::move(recording) : nullptr;
  startAt(SimTime::fromSeconds(playback_.time_s()));
}

void ComingEvents::setFollowing(bool is_following) {
  is_following_ = is_following;
  follow();
}

void ComingEvents::follow() {
  if (!is_following_ || !recording_) return;
  const SimTime now = SimTime::fromSeconds(playback_.time_s());
  if (now == from_) return;
  const bool is_within = now > from_ && !rows_.empty() && rows_.back().at > now;
  is_within ? passUntil(now) : startAt(now);
}

void ComingEvents::startAt(SimTime now) {
  beginResetModel();
  rows_.clear();
  from_ = now;
  if (recording_) {
    next_state_ = firstAfter(recording_->states(), now);
    next_move_ = firstAfter(recording_->moves(), now);
    for (const Row& row : nextRows()) rows_.push_back(row);
  }
  endResetModel();
}

void ComingEvents::passUntil(SimTime now) {
  from_ = now;
  const auto first = std::ranges::upper_bound(rows_, now, {}, &Row::at);
  if (first != rows_.begin()) {
    beginRemoveRows({}, 0, static_cast<int>(first - rows_.begin()) - 1);
    rows_.erase(rows_.begin(), first);
    endRemoveRows();
  }
  if (rowCount() < kBlock / 2 && canFetchMore({})) fetchMore({});
}

std::vector<ComingEvents::Row> ComingEvents::nextRows() {
  const auto states = recording_->states();
  const auto moves = recording_->moves();
  std::vector<Row> rows;
  while (rows.size() < kBlock && (next_state_ < states.size() || next_move_ < moves.size())) {
    const SimTime state = next_state_ < states.size() ? states[next_state_].at : SimTime::never();
    const SimTime move = next_move_ < moves.size() ? moves[next_move_].at : SimTime::never();
    const bool is_move = next_state_ == states.size() || (next_move_ < moves.size() && move < state);
    rows.push_back({std::min(state, move), is_move, is_move ? next_move_++ : next_state_++});
  }
  return rows;
}

bool ComingEvents::canFetchMore(const QModelIndex& parent) const {
  return !parent.isValid() && recording_ &&
         (next_state_ < recording_->states().size() || next_move_ < recording_->moves().size());
}

void ComingEvents::fetchMore(const QModelIndex& parent) {
  if (!canFetchMore(parent)) return;
  const std::vector<Row> more = nextRows();
  beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(more.size()) - 1);
  rows_.insert(rows_.end(), more.begin(), more.end());
  endInsertRows();
}

std::size_t ComingEvents::elementIndexOf(const Row& row) const {
  if (!row.is_move) return recording_->states()[row.index].element;
  const events::PartMove& move = recording_->moves()[row.index];
  return static_cast<std::size_t>(move.to != kNowhere ? move.to : move.from);
}

std::string ComingEvents::elementOf(int row) const {
  return factory_->elements()[elementIndexOf(rows_[static_cast<std::size_t>(row)])].id;
}

double ComingEvents::timeOf_s(int row) const {
  return rows_[static_cast<std::size_t>(row)].at.seconds();
}

QString ComingEvents::whatOf(const Row& row) const {
  if (!row.is_move) {
    const events::StateChange& change = recording_->states()[row.index];
    const std::string_view name = factory::nameOf(change.state);
    const QString state = QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    return change.place == 0 ? tr("becomes %1").arg(state) : tr("place %1 becomes %2").arg(change.place + 1).arg(state);
  }
  const events::PartMove& move = recording_->moves()[row.index];
  if (move.is_packing) return tr("packed or unpacked");
  if (move.to == kNowhere) return tr("part leaves the factory");
  if (move.from == kNowhere) return tr("new part");
  return tr("part from %1").arg(QString::fromStdString(factory_->elements()[static_cast<std::size_t>(move.from)].name));
}

int ComingEvents::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_.size());
}

int ComingEvents::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : kColumnCount;
}

QVariant ComingEvents::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  if (role == Qt::TextAlignmentRole && index.column() == Time) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  switch (index.column()) {
    case Time:
      return instantText(row.at);
    case What:
      return whatOf(row);
    case Element:
      return QString::fromStdString(factory_->elements()[elementIndexOf(row)].name);
    case Part: {
      if (!row.is_move) return {};
      const events::PartMove& move = recording_->moves()[row.index];
      return partText(*factory_, move.part_type, move.part);
    }
    default:
      return {};
  }
}

QVariant ComingEvents::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole && section == Time) return int(Qt::AlignRight | Qt::AlignVCenter);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case Time:
      return tr("Time");
    case What:
      return tr("What happens");
    case Element:
      return tr("Element");
    case Part:
      return tr("Part");
    default:
      return {};
  }
}

}  // namespace mw::models
