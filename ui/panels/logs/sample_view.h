// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QTableView>

namespace mw::panels {

/// A heading within a wizard.
[[nodiscard]] QLabel* makeHeading(const QString& text, QWidget* parent);

/// A table of what is in a file. @param what  for screen readers
[[nodiscard]] QTableView* makeSampleView(const char* name, const QString& what, QWidget* parent);

/// Makes it show the rows of a file: columns with two lines as their heads, lines of the file at the left, grounds of
/// cells that can't be read.
void showRowsOfFile(QTableView& view);

}  // namespace mw::panels
