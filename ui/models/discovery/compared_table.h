// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "core/discovery/judge.h"

namespace mw::models {

/// A figure of the log's later part beside that of the simulated periods, for people.
struct ComparedFigure {
  enum class Group { LeadTime, Rate, Utilisation };
  Group group = Group::LeadTime;
  QString name;
  QString unit;
  double log = 0;
  numerics::Estimate simulated;
  double low = 0;        ///< 95 % of single periods lie from low, 0 at least,
  double high = 0;       ///< to high
  bool is_known = true;  ///< the log shows it, and the simulated periods do
  bool is_within = true;
  double scale = 1;  ///< the largest that its chart has room for
  QString verdict;   ///< "within", "simulated 37 % longer"
};

/// Lead times in the unit that suits them, rates a week, utilisations in per cent.
[[nodiscard]] std::vector<ComparedFigure> comparedFigures(const discovery::Judgement& judgement);

/// What that comes to in two sentences: how many of the figures are within, which are not, and what that means.
[[nodiscard]] QString verdictOf(const std::vector<ComparedFigure>& figures);

/// The figures as rows. The chart column has no text: who paints it takes the figure.
class ComparedTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { Name, Log, Simulated, Range, Chart, Verdict, kColumnCount };

  using QAbstractTableModel::QAbstractTableModel;
  void setFigures(std::vector<ComparedFigure> figures);
  [[nodiscard]] const ComparedFigure& figure(int row) const { return figures_[static_cast<std::size_t>(row)]; }

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<ComparedFigure> figures_;
};

}  // namespace mw::models
