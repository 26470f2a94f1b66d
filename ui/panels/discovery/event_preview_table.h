// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/discovery/discovery_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The first rows of an event log as they will be read: columns by what they are, cells that can't be read marked with
/// the reason, rows by their lines of the file.
class EventPreviewTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  EventPreviewTable(const models::DiscoveryModel& model, const ThemeService& themes, QObject* parent);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] const discovery::EventPreview& preview() const { return model_.mapping().preview(); }
  [[nodiscard]] QVariant colour(std::size_t row, std::size_t column, int role) const;

  const models::DiscoveryModel& model_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
