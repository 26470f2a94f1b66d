// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSortFilterProxyModel>
#include <QTreeView>

#include "ui/models/factor_tree.h"
#include "ui/models/guide_factors.h"
#include "ui/panels/study/guide_page.h"

class QPushButton;
class QTableView;

namespace mw::panels {

/// Keeps what has every word of a search in it, and what it belongs to.
class FactorSearch : public QSortFilterProxyModel {
  Q_OBJECT
 public:
  explicit FactorSearch(QObject* parent = nullptr);
  void setWords(const QString& text);

 protected:
  [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

 private:
  QStringList words_;
};

/// What is varied: everything that can be, searched and checked, and the chosen factors with their ranges.
class FactorsPage : public GuidePage {
  Q_OBJECT
 public:
  FactorsPage(models::GuidedStudy& guide, jobs::JobService& jobs, QWidget* parent);
  [[nodiscard]] QWidget* firstField() const override { return search_; }

 private:
  QWidget* buildTree();
  QWidget* buildTable();
  void search(const QString& text);
  void showState();

  models::FactorTree tree_;
  models::GuideFactors factors_;
  FactorSearch found_;
  QLineEdit* search_;
  QTreeView* tree_view_;
  QTableView* table_view_;
  QPushButton* remove_;
  QLabel* empty_;
  QLabel* refusal_;
};

}  // namespace mw::panels
