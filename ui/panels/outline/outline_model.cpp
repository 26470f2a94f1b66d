// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_model.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/layout/marks.h"
#include "ui/panels/row_delegate.h"

namespace mw::panels {
namespace {

std::size_t rootOf(std::vector<std::size_t>& parents, std::size_t i) {
  while (parents[i] != i) i = parents[i] = parents[parents[i]];
  return i;
}

/// Kahn's order; where a cycle leaves nothing free, the next in file order goes.
std::vector<std::size_t> flowOrder(const factory::Factory& factory) {
  const std::size_t count = factory.elements().size();
  std::vector<std::size_t> waiting_for(count, 0);
  for (const factory::Flow& flow : factory.flows()) ++waiting_for[flow.to];
  std::vector<bool> is_done(count, false);
  std::vector<std::size_t> order;
  while (order.size() < count) {
    std::size_t next = count;
    for (std::size_t i = 0; i < count; ++i) {
      if (is_done[i] || (next < count && waiting_for[i] >= waiting_for[next])) continue;
      next = i;
    }
    is_done[next] = true;
    order.push_back(next);
    for (const factory::Flow& flow : factory.flows()) {
      if (flow.from == next && waiting_for[flow.to] > 0) --waiting_for[flow.to];
    }
  }
  return order;
}

std::set<std::string> marked(const factory::Factory& factory, layout::Mark mark) {
  const std::vector<std::string> ids = layout::markedElements(factory, mark);
  return {ids.begin(), ids.end()};
}

QStandardItem* row(const QString& text, const QString& id) {
  auto* item = new QStandardItem(text);
  item->setEditable(false);
  item->setData(id, OutlineModel::kIdRole);
  return item;
}

}  // namespace

std::vector<std::vector<std::size_t>> linesOf(const factory::Factory& factory) {
  std::vector<std::size_t> parents(factory.elements().size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  for (const factory::Flow& flow : factory.flows()) {
    parents[rootOf(parents, flow.from)] = rootOf(parents, flow.to);
  }
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  std::vector<std::size_t> roots;
  for (const std::size_t i : flowOrder(factory)) {
    const std::size_t root = rootOf(parents, i);
    if (by_root[root].empty()) roots.push_back(root);
    by_root[root].push_back(i);
  }
  std::vector<std::vector<std::size_t>> lines;
  for (const std::size_t root : roots) lines.push_back(std::move(by_root[root]));
  return lines;
}

void OutlineModel::setFactory(const factory::Factory& factory) {
  clear();
  items_.clear();
  in_factory_order_.assign(factory.elements().size(), nullptr);
  QStandardItem* root = row(QString::fromStdString(factory.name()), {});
  appendRow(root);
  const auto lines = linesOf(factory);
  const std::set<std::string> hidden = marked(factory, layout::Mark::Hidden);
  const std::set<std::string> locked = marked(factory, layout::Mark::Locked);
  for (std::size_t i_line = 0; i_line < lines.size(); ++i_line) {
    QStandardItem* parent = root;
    if (lines.size() > 1) {
      parent = row(lines[i_line].size() == 1 ? tr("Not connected") : tr("Line %1").arg(i_line + 1), {});
      root->appendRow(parent);
    }
    for (const std::size_t i : lines[i_line]) {
      const factory::Element& element = factory.elements()[i];
      QStandardItem* item = row(QString::fromStdString(element.name), QString::fromStdString(element.id));
      item->setToolTip(QString::fromStdString(element.declaration->title + " " + element.id));
      item->setData(hidden.contains(element.id), kHiddenRole);
      item->setData(locked.contains(element.id), kLockedRole);
      if (hidden.contains(element.id)) item->setData(static_cast<int>(Token::Faint), RowDelegate::kToneRole);
      parent->appendRow(item);
      items_[element.id] = item;
      in_factory_order_[i] = item;
    }
  }
}

void OutlineModel::setStates(std::span<const factory::ElementState> states) {
  for (std::size_t i = 0; i < in_factory_order_.size(); ++i) {
    const QVariant state = i < states.size() ? QVariant(static_cast<int>(states[i])) : QVariant();
    if (in_factory_order_[i]->data(RowDelegate::kStateRole) != state) {
      in_factory_order_[i]->setData(state, RowDelegate::kStateRole);
    }
  }
}

QModelIndex OutlineModel::indexOf(const std::string& id) const {
  const auto found = items_.find(id);
  return found == items_.end() ? QModelIndex() : found->second->index();
}

}  // namespace mw::panels
