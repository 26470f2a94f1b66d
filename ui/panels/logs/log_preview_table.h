// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>

#include "ui/models/log_import_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// The first rows of a file as they will be read: each column in the colour of its kind, cells that cannot be read
/// marked with the reason, rows by their lines of the file.
class LogPreviewTable : public QAbstractTableModel {
  Q_OBJECT
 public:
  LogPreviewTable(const models::LogImportModel& model, const ThemeService& themes, QObject* parent);

  [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
  [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
  [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  [[nodiscard]] QString shown(const std::string& text) const;
  [[nodiscard]] QVariant colour(const twin::LogPreview::Cell& cell, bool is_row_kept, int role) const;

  const models::LogImportModel& model_;
  const ThemeService& themes_;
};

}  // namespace mw::panels
