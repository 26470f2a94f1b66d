// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractItemModel>
#include <QPointer>
#include <set>

#include "ui/models/factor_proposals.h"
#include "ui/models/study_model.h"

namespace mw::models {

/// All that a study could vary, by element, pool, fleet, flow and rule; what is checked is a factor of the study.
/// Follows the factory in the background. GUI thread.
class FactorTree : public QAbstractItemModel {
  Q_OBJECT
 public:
  enum Column { What, Today, ColumnCount };
  /// What a search looks in: the thing, its value and its kind in one line.
  static constexpr int kSearchRole = Qt::UserRole;

  FactorTree(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent = nullptr);
  ~FactorTree() override;

  /// Whether the factory has been looked through.
  [[nodiscard]] bool isFilled() const { return is_filled_; }

  [[nodiscard]] QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  [[nodiscard]] QModelIndex parent(const QModelIndex& index) const override;
  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  [[nodiscard]] Qt::ItemFlags flags(const QModelIndex& index) const override;

 signals:
  void filled();
  /// Why something was not made a factor; empty when it was.
  void refused(const QString& reason);

 private:
  void fill();
  void showChosen();
  [[nodiscard]] const ProposalGroup* groupOf(const QModelIndex& index) const;
  [[nodiscard]] const FactorProposal* proposalOf(const QModelIndex& index) const;

  Document& document_;
  StudyModel& study_;
  jobs::JobService& jobs_;
  QPointer<jobs::Job> job_;
  std::vector<ProposalGroup> groups_;
  std::set<std::string> chosen_;  ///< paths
  bool is_filled_ = false;
};

}  // namespace mw::models
