// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMimeData>
#include <QStandardItemModel>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "core/factory/factory.h"

namespace mw::panels {

/// The factory as a tree: its name, its groups, its lines (what is connected by flows), their elements in the order of
/// flow. Elements are dragged into groups and out of them; the model only tells, whoever listens changes the factory.
class OutlineModel : public QStandardItemModel {
  Q_OBJECT
 public:
  static constexpr int kIdRole = Qt::UserRole + 1;  ///< QString: element id; empty for groups, lines and the root
  static constexpr int kHiddenRole = Qt::UserRole + 2;
  static constexpr int kLockedRole = Qt::UserRole + 3;
  static constexpr int kGroupRole = Qt::UserRole + 4;    ///< QString: group id; empty for all else
  static constexpr int kMembersRole = Qt::UserRole + 5;  ///< QStringList: the elements below a group's row

  using QStandardItemModel::QStandardItemModel;
  void setFactory(const factory::Factory& factory);
  /// In factory order; an empty list takes the dots away.
  void setStates(std::span<const factory::ElementState> states);
  [[nodiscard]] QModelIndex indexOf(const std::string& id) const;

  [[nodiscard]] QStringList mimeTypes() const override;
  [[nodiscard]] QMimeData* mimeData(const QModelIndexList& indexes) const override;
  [[nodiscard]] bool canDropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                     const QModelIndex& parent) const override;
  bool dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                    const QModelIndex& parent) override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;

 signals:
  /// @param group  empty: out of their groups
  void moveWanted(const QStringList& ids, const QString& group);
  void renameWanted(const QString& group, const QString& name);

 private:
  void appendGroups(const factory::Factory& factory, QStandardItem& root);
  void appendLines(const factory::Factory& factory, QStandardItem& root);
  void appendElement(const factory::Factory& factory, std::size_t i_element, QStandardItem& parent);

  std::map<std::string, QStandardItem*> items_;
  std::vector<QStandardItem*> in_factory_order_;
  std::vector<std::vector<std::size_t>> lines_;
  std::set<std::string> hidden_;
  std::set<std::string> locked_;
};

/// Elements grouped into lines, each in the order of flow (indices in the factory): sources first, cycles by file
/// order.
[[nodiscard]] std::vector<std::vector<std::size_t>> linesOf(const factory::Factory& factory);

}  // namespace mw::panels
