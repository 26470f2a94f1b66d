// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <string>
#include <vector>

namespace mw::panels {

/// What the parts of the study panel share in looks.
[[nodiscard]] QLabel* mutedLabel(const QString& text, QWidget* parent);
[[nodiscard]] QLabel* headingLabel(const QString& text, QWidget* parent);
/// No grid, no row numbers, whole rows.
void quiet(QTableView* view);
/// Offers these names, and keeps the choice where they are the same.
/// @param titles  on screen, by name; empty = the names
void refill(QComboBox* box, const std::vector<std::string>& names, QString (*title)(const std::string&) = nullptr);

}  // namespace mw::panels
