// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_panel.h"

#include <QVBoxLayout>
#include <algorithm>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/outline/outline_delegate.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {

namespace {

/// Tells rows apart while the tree is made anew.
QString keyOf(const QModelIndex& index) {
  const QString group = index.data(OutlineModel::kGroupRole).toString();
  return group.isEmpty() ? index.data().toString() : QStringLiteral("group ") + group;
}

std::vector<std::string> strings(const QStringList& list) {
  std::vector<std::string> texts;
  for (const QString& text : list) texts.push_back(text.toStdString());
  return texts;
}

}  // namespace

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
  tree_ = new OutlineTree(this);
  tree_->setObjectName(QStringLiteral("outline.tree"));
  tree_->setAccessibleName(tr("Outline"));
  tree_->setModel(&filter_);
  tree_->setHeaderHidden(true);
  tree_->setIndentation(16);
  tree_->setUniformRowHeights(true);
  tree_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->setDragDropMode(QAbstractItemView::DragDrop);
  tree_->setDefaultDropAction(Qt::MoveAction);
  tree_->setEditTriggers(QAbstractItemView::EditKeyPressed);
  auto* delegate = new OutlineDelegate(services_.themes, tree_);
  tree_->setItemDelegate(delegate);
  tree_->setMouseTracking(true);
  connect(delegate, &OutlineDelegate::hideClicked, this,
          [this](const QStringList& ids, bool hides) { setMark(layout::Mark::Hidden, ids, hides); });
  connect(delegate, &OutlineDelegate::lockClicked, this,
          [this](const QStringList& ids, bool locks) { setMark(layout::Mark::Locked, ids, locks); });
  // Queued: the view is done with its rows before the factory, and with it the tree, is another.
  const auto regroup = [this](const QStringList& ids, const QString& group) {
    attempt(services_.status, [&] { commands::moveToGroup(services_.document, strings(ids), group.toStdString()); });
  };
  const auto rename = [this](const QString& group, const QString& name) {
    attempt(services_.status,
            [&] { commands::renameGroup(services_.document, group.toStdString(), name.toStdString()); });
  };
  connect(&model_, &OutlineModel::moveWanted, this, regroup, Qt::QueuedConnection);
  connect(&model_, &OutlineModel::renameWanted, this, rename, Qt::QueuedConnection);
  connect(tree_, &QTreeView::collapsed, this, [this](const QModelIndex& index) { closed_.insert(keyOf(index)); });
  connect(tree_, &QTreeView::expanded, this, [this](const QModelIndex& index) { closed_.remove(keyOf(index)); });
  column->addWidget(tree_, 1);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    filter_.setFilterFixedString(text);
    tree_->expandAll();
  });
  connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &OutlinePanel::takeSelection);
  connect(tree_, &QTreeView::doubleClicked, &services_.viewport, &Viewport::frameSelection);
  connect(&services_.document, &models::Document::changed, this, &OutlinePanel::showFactory);
  connect(&services_.selection, &models::Selection::changed, this, [this] { showSelection(true); });
  connect(&services_.viewport, &Viewport::elementStatesChanged, this,
          [this] { model_.setStates(services_.viewport.elementStates()); });
  showFactory();
}

void OutlinePanel::showFactory() {
  is_following_ = true;
  model_.setFactory(services_.document.factory());
  model_.setStates(services_.viewport.elementStates());
  openRows();
  is_following_ = false;
  setNote(QString::number(services_.document.factory().elements().size()));
  showSelection(false);
}

void OutlinePanel::openRows() {
  const QSet<QString> closed = closed_;  // opening all of them empties the list
  tree_->expandAll();
  const QModelIndex root = filter_.index(0, 0);
  for (int i = 0; i < filter_.rowCount(root); ++i) {
    const QModelIndex row = filter_.index(i, 0, root);
    if (closed.contains(keyOf(row))) tree_->collapse(row);
  }
}

void OutlinePanel::setMark(layout::Mark mark, const QStringList& elements, bool is_marked) {
  // One of several selected stands for all of them.
  const std::vector<std::string>& selected = services_.selection.ids();
  const bool is_one_of_many = elements.size() == 1 && services_.selection.contains(elements[0].toStdString());
  const std::vector<std::string> ids = is_one_of_many ? selected : strings(elements);
  attempt(services_.status, [&] { commands::setMark(services_.document, mark, ids, is_marked); });
}

void OutlinePanel::showSelection(bool follows) {
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
    if (follows) tree_->scrollTo(current);
  }
  is_following_ = false;
}

void OutlinePanel::takeSelection() {
  if (is_following_) return;
  is_following_ = true;
  std::vector<std::string> ids;
  for (const QModelIndex& index : tree_->selectionModel()->selectedIndexes()) {
    const QString id = index.data(OutlineModel::kIdRole).toString();
    QStringList stood_for = index.data(OutlineModel::kMembersRole).toStringList();
    if (!id.isEmpty()) stood_for += id;
    for (std::string& each : strings(stood_for)) {
      if (std::find(ids.begin(), ids.end(), each) == ids.end()) ids.push_back(std::move(each));
    }
  }
  services_.selection.set(std::move(ids));
  is_following_ = false;
}

}  // namespace mw::panels
