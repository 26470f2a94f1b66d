// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/outline/outline_model.h"

#include <algorithm>
#include <numeric>
#include <set>

#include "core/layout/marks.h"
#include "ui/panels/row_delegate.h"

namespace mw::panels {
namespace {

constexpr const char* kElements = "application/x-millwright-outline";

std::size_t rootOf(std::vector<std::size_t>& parents, std::size_t i) {
  while (parents[i] != i) i = parents[i] = parents[parents[i]];
  return i;
}

/// A way that parts take, by indices of elements.
struct Way {
  std::size_t from = 0;
  std::size_t to = 0;
};

/// The flows, and the ways of what is reworked or scrapped, which stand in the elements themselves.
std::vector<Way> waysOf(const factory::Factory& factory) {
  std::vector<Way> ways;
  for (const factory::Flow& flow : factory.flows()) ways.push_back({flow.from, flow.to});
  const auto elements = factory.elements();
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto yield = elements[i].fields.find("yield");
    if (yield == elements[i].fields.end() || !yield->is_object()) continue;
    for (const char* key : {"rework_to", "scrap_to"}) {
      if (!yield->contains(key) || !(*yield)[key].is_string()) continue;
      const factory::Element* target = factory.findElement((*yield)[key].get<std::string>());
      if (target != nullptr) ways.push_back({i, static_cast<std::size_t>(target - elements.data())});
    }
  }
  return ways;
}

/// Kahn's order; where a cycle leaves nothing free, the next in file order goes. Ways back to what a flow reaches too
/// do not count: they would make it a cycle.
std::vector<std::size_t> flowOrder(const factory::Factory& factory, std::vector<Way> ways) {
  const std::size_t count = factory.elements().size();
  std::vector<bool> has_flow_in(count, false);
  for (const factory::Flow& flow : factory.flows()) has_flow_in[flow.to] = true;
  ways.erase(std::remove_if(ways.begin() + static_cast<std::ptrdiff_t>(factory.flows().size()), ways.end(),
                            [&](const Way& way) { return has_flow_in[way.to]; }),
             ways.end());
  std::vector<std::size_t> waiting_for(count, 0);
  for (const Way& way : ways) ++waiting_for[way.to];
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
    for (const Way& way : ways) {
      if (way.from == next && waiting_for[way.to] > 0) --waiting_for[way.to];
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
  item->setDragEnabled(false);
  item->setDropEnabled(false);
  item->setData(id, OutlineModel::kIdRole);
  return item;
}

}  // namespace

std::vector<std::vector<std::size_t>> linesOf(const factory::Factory& factory) {
  std::vector<std::size_t> parents(factory.elements().size());
  std::iota(parents.begin(), parents.end(), std::size_t{0});
  const std::vector<Way> ways = waysOf(factory);
  for (const Way& way : ways) parents[rootOf(parents, way.from)] = rootOf(parents, way.to);
  std::map<std::size_t, std::vector<std::size_t>> by_root;
  std::vector<std::size_t> roots;
  for (const std::size_t i : flowOrder(factory, ways)) {
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
  lines_ = linesOf(factory);
  hidden_ = marked(factory, layout::Mark::Hidden);
  locked_ = marked(factory, layout::Mark::Locked);
  QStandardItem* root = row(QString::fromStdString(factory.name()), {});
  root->setDropEnabled(true);
  appendRow(root);
  appendGroups(factory, *root);
  appendLines(factory, *root);
}

void OutlineModel::appendGroups(const factory::Factory& factory, QStandardItem& root) {
  const std::vector<layout::Group> groups = layout::groupsOf(factory);
  std::map<std::string, std::size_t> group_of;  // the last group that has an element has it
  for (std::size_t i_group = 0; i_group < groups.size(); ++i_group) {
    for (const std::string& id : groups[i_group].members) group_of[id] = i_group;
  }
  std::vector<std::vector<std::size_t>> members(groups.size());
  for (const auto& line : lines_) {
    for (const std::size_t i : line) {
      if (const auto found = group_of.find(factory.elements()[i].id); found != group_of.end()) {
        members[found->second].push_back(i);
      }
    }
  }
  for (std::size_t i_group = 0; i_group < groups.size(); ++i_group) {
    if (members[i_group].empty()) continue;
    QStandardItem* item = row(QString::fromStdString(groups[i_group].name), {});
    QStringList ids;
    const auto all = [&](const std::set<std::string>& marks) {
      return std::all_of(members[i_group].begin(), members[i_group].end(),
                         [&](std::size_t i) { return marks.contains(factory.elements()[i].id); });
    };
    for (const std::size_t i : members[i_group]) ids += QString::fromStdString(factory.elements()[i].id);
    item->setData(QString::fromStdString(groups[i_group].id), kGroupRole);
    item->setData(ids, kMembersRole);
    item->setData(all(hidden_), kHiddenRole);
    item->setData(all(locked_), kLockedRole);
    item->setToolTip(tr("Group of %n element(s)", nullptr, static_cast<int>(ids.size())));
    item->setEditable(true);
    item->setDropEnabled(true);
    root.appendRow(item);
    for (const std::size_t i : members[i_group]) appendElement(factory, i, *item);
  }
}

void OutlineModel::appendLines(const factory::Factory& factory, QStandardItem& root) {
  for (std::size_t i_line = 0; i_line < lines_.size(); ++i_line) {
    QStandardItem* parent = lines_.size() > 1 ? nullptr : &root;
    for (const std::size_t i : lines_[i_line]) {
      if (in_factory_order_[i] != nullptr) continue;  // in a group
      if (parent == nullptr) {
        parent = row(lines_[i_line].size() == 1 ? tr("Not connected") : tr("Line %1").arg(i_line + 1), {});
        root.appendRow(parent);
      }
      appendElement(factory, i, *parent);
    }
  }
}

void OutlineModel::appendElement(const factory::Factory& factory, std::size_t i_element, QStandardItem& parent) {
  const factory::Element& element = factory.elements()[i_element];
  QStandardItem* item = row(QString::fromStdString(element.name), QString::fromStdString(element.id));
  item->setToolTip(QString::fromStdString(element.declaration->title + " " + element.id));
  item->setData(hidden_.contains(element.id), kHiddenRole);
  item->setData(locked_.contains(element.id), kLockedRole);
  item->setDragEnabled(true);
  if (hidden_.contains(element.id)) item->setData(static_cast<int>(Token::Faint), RowDelegate::kToneRole);
  parent.appendRow(item);
  items_[element.id] = item;
  in_factory_order_[i_element] = item;
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

QStringList OutlineModel::mimeTypes() const {
  return {QLatin1String(kElements)};
}

QMimeData* OutlineModel::mimeData(const QModelIndexList& indexes) const {
  QStringList ids;
  for (const QModelIndex& index : indexes) {
    const QString id = index.data(kIdRole).toString();
    if (!id.isEmpty()) ids += id;
  }
  if (ids.isEmpty()) return nullptr;
  auto* data = new QMimeData;
  data->setData(QLatin1String(kElements), ids.join(QLatin1Char('\n')).toUtf8());
  return data;
}

bool OutlineModel::canDropMimeData(const QMimeData* data, Qt::DropAction, int, int, const QModelIndex& parent) const {
  const bool is_home = parent.isValid() && !parent.parent().isValid();
  return data->hasFormat(QLatin1String(kElements)) && (is_home || !parent.data(kGroupRole).toString().isEmpty());
}

bool OutlineModel::dropMimeData(const QMimeData* data, Qt::DropAction action, int row, int column,
                                const QModelIndex& parent) {
  if (!canDropMimeData(data, action, row, column, parent)) return false;
  const QString ids = QString::fromUtf8(data->data(QLatin1String(kElements)));
  emit moveWanted(ids.split(QLatin1Char('\n')), parent.data(kGroupRole).toString());
  return false;  // nothing to take away: the factory changes, and the tree with it
}

bool OutlineModel::setData(const QModelIndex& index, const QVariant& value, int role) {
  const QString group = index.data(kGroupRole).toString();
  if (role != Qt::EditRole || group.isEmpty()) return QStandardItemModel::setData(index, value, role);
  emit renameWanted(group, value.toString().trimmed());
  return true;
}

}  // namespace mw::panels
