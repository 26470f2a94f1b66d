// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <deque>
#include <memory>

#include "core/events/collect/recording.h"
#include "core/factory/factory.h"
#include "ui/models/playback.h"

namespace mw::models {

/// The events of the recorded run that lie ahead of the time cursor, the next one first: changes of state and moves of
/// parts, those at which "on to the next event" stands. The run was made before it is played, so what is listed will
/// come. Rows are made as a view asks for more of them; the cursor takes away those it passes. GUI thread.
class ComingEvents : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Time, What, Element, Part, kColumnCount };
  /// Rows that are made at once.
  static constexpr int kBlock = 128;

  explicit ComingEvents(Playback& playback, QObject* parent = nullptr);

  /// Both may be null: nothing is ahead then.
  void setRun(std::shared_ptr<const factory::Factory> factory, std::shared_ptr<const events::Recording> recording);
  /// False while nobody looks; then the cursor is not followed.
  void setFollowing(bool is_following);

  /// Id of the element in which it happens.
  [[nodiscard]] std::string elementOf(int row) const;
  [[nodiscard]] double timeOf_s(int row) const;

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
  void fetchMore(const QModelIndex& parent) override;

 private:
  struct Row {
    SimTime at;
    bool is_move = false;
    std::size_t index = 0;  ///< among the recording's states or moves
  };
  void follow();
  void startAt(SimTime now);
  void passUntil(SimTime now);
  /// At most kBlock of them, at the end.
  [[nodiscard]] std::vector<Row> nextRows();
  [[nodiscard]] std::size_t elementIndexOf(const Row& row) const;
  [[nodiscard]] QString whatOf(const Row& row) const;

  Playback& playback_;
  std::shared_ptr<const factory::Factory> factory_;
  std::shared_ptr<const events::Recording> recording_;
  std::deque<Row> rows_;
  std::size_t next_state_ = 0;  ///< the first that has no row yet
  std::size_t next_move_ = 0;
  SimTime from_;  ///< rows are of later times
  bool is_following_ = true;
};

}  // namespace mw::models
