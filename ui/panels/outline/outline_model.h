// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStandardItemModel>
#include <map>
#include <span>
#include <string>

#include "core/factory/element_state.h"
#include "core/factory/factory.h"

namespace mw::panels {

/// The factory as a tree: its name, its lines (what is connected by flows), their elements in the order of flow.
class OutlineModel : public QStandardItemModel {
  Q_OBJECT
 public:
  static constexpr int kIdRole = Qt::UserRole + 1;  ///< QString: element id; empty for lines and the root
  static constexpr int kHiddenRole = Qt::UserRole + 2;
  static constexpr int kLockedRole = Qt::UserRole + 3;

  using QStandardItemModel::QStandardItemModel;
  void setFactory(const factory::Factory& factory);
  /// In factory order; an empty list takes the dots away.
  void setStates(std::span<const factory::ElementState> states);
  [[nodiscard]] QModelIndex indexOf(const std::string& id) const;

 private:
  std::map<std::string, QStandardItem*> items_;
  std::vector<QStandardItem*> in_factory_order_;
};

/// Elements grouped into lines, each in the order of flow (indices in the factory): sources first, cycles by file
/// order.
[[nodiscard]] std::vector<std::vector<std::size_t>> linesOf(const factory::Factory& factory);

}  // namespace mw::panels
