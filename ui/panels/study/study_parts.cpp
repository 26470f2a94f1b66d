// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_parts.h"

#include <QHeaderView>

namespace mw::panels {

QLabel* mutedLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "muted");
  return label;
}

QLabel* headingLabel(const QString& text, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", "heading");
  return label;
}

void quiet(QTableView* view) {
  view->verticalHeader()->hide();
  view->verticalHeader()->setDefaultSectionSize(26);
  view->setProperty("look", "dense");
  view->setWordWrap(false);
  view->setShowGrid(false);
  view->setAlternatingRowColors(false);
  view->setSelectionBehavior(QAbstractItemView::SelectRows);
  view->horizontalHeader()->setHighlightSections(false);
  view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view->setFrameShape(QFrame::NoFrame);
  view->setTabKeyNavigation(false);
}

void refill(QComboBox* box, const std::vector<std::string>& names, QString (*title)(const std::string&)) {
  bool is_same = box->count() == static_cast<int>(names.size());
  for (int i = 0; is_same && i < box->count(); ++i)
    is_same = box->itemData(i).toString().toStdString() == names[static_cast<std::size_t>(i)];
  if (is_same) return;
  const QString before = box->currentData().toString();
  box->clear();
  for (const std::string& name : names) {
    const QString text = QString::fromStdString(name);
    box->addItem(title != nullptr ? title(name) : text, text);
  }
  box->setCurrentIndex(std::max(names.empty() ? -1 : 0, box->findData(before)));
}

}  // namespace mw::panels
