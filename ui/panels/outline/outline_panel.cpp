// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_panel.h"

#include <QVBoxLayout>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/outline/outline_delegate.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

OutlinePanel::OutlinePanel(const PanelServices& services, QWidget* parent) : Panel(parent), services_(services) {
  setObjectName(QStringLiteral("outline"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  auto* search_row = new QHBoxLayout;
  search_row->setContentsMargins(kPanelPadding, 8, kPanelPadding, 0);
  search_ = new QLineEdit(this);
  search_->setObjectName(QStringLiteral("outline.search"));
  search_->setAccessibleName(tr("Search the outline"));
  search_->setPlaceholderText(tr("Search the outline"));
  search_->setClearButtonEnabled(true);
  search_row->addWidget(search_);
  column->addLayout(search_row);

  filter_.setSourceModel(&model_);
  filter_.setRecursiveFilteringEnabled(true);
  filter_.setFilterCaseSensitivity(Qt::CaseInsensitive);
  tree_ = new QTreeView(this);
  tree_->setObjectName(QStringLiteral("outline.tree"));
  tree_->setAccessibleName(tr("Outline"));
  tree_->setModel(&filter_);
  tree_->setHeaderHidden(true);
  tree_->setIndentation(16);
  tree_->setUniformRowHeights(true);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* delegate = new OutlineDelegate(services_.themes, tree_);
  tree_->setItemDelegate(delegate);
  tree_->setMouseTracking(true);
  connect(delegate, &OutlineDelegate::hideClicked, this,
          [this](const QString& id, bool hides) { setMark(layout::Mark::Hidden, id, hides); });
  connect(delegate, &OutlineDelegate::lockClicked, this,
          [this](const QString& id, bool locks) { setMark(layout::Mark::Locked, id, locks); });
  column->addWidget(tree_, 1);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    filter_.setFilterFixedString(text);
    tree_->expandAll();
  });
  connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::takeSelection);
  connect(tree_, &QTreeView::doubleClicked, &services_.viewport, &Viewport::frameSelection);
  connect(&services_.document, &models::Document::changed, this, &OutlinePanel::showFactory);
  connect(&services_.selection, &models::Selection::changed, this, &OutlinePanel::showSelection);
  connect(&services_.viewport, &Viewport::elementStatesChanged, this,
          [this] { model_.setStates(services_.viewport.elementStates()); });
  showFactory();
}

void OutlinePanel::showFactory() {
  is_following_ = true;
  model_.setFactory(services_.document.factory());
  model_.setStates(services_.viewport.elementStates());
  tree_->expandAll();
  is_following_ = false;
  setNote(QString::number(services_.document.factory().elements().size()));
  showSelection();
}

void OutlinePanel::setMark(layout::Mark mark, const QString& id, bool is_marked) {
  // One of several selected stands for all of them.
  const std::vector<std::string>& selected = services_.selection.ids();
  const bool is_one_of_many = services_.selection.contains(id.toStdString());
  const std::vector<std::string> ids = is_one_of_many ? selected : std::vector<std::string>{id.toStdString()};
  try {
    commands::setMark(services_.document, mark, ids, is_marked);
  } catch (const Error& error) {
    services_.status.say(QString::fromUtf8(error.what()), StatusBoard::Tone::Alarm);
  }
}

void OutlinePanel::showSelection() {
  if (is_following_) return;
  is_following_ = true;
  QItemSelection shown;
  QModelIndex current;
  for (const std::string& id : services_.selection.ids()) {
    const QModelIndex index = filter_.mapFromSource(model_.indexOf(id));
    if (!index.isValid()) continue;
    shown.select(index, index);
    current = index;
  }
  tree_->selectionModel()->select(shown, QItemSelectionModel::ClearAndSelect);
  if (current.isValid()) {
    tree_->selectionModel()->setCurrentIndex(current, QItemSelectionModel::NoUpdate);
    tree_->scrollTo(current);
  }
  is_following_ = false;
}

void OutlinePanel::takeSelection() {
  if (is_following_) return;
  is_following_ = true;
  std::vector<std::string> ids;
  for (const QModelIndex& index : tree_->selectionModel()->selectedIndexes()) {
    const QString id = index.data(OutlineModel::kIdRole).toString();
    if (!id.isEmpty()) ids.push_back(id.toStdString());
  }
  services_.selection.set(std::move(ids));
  is_following_ = false;
}

}  // namespace mw::panels
