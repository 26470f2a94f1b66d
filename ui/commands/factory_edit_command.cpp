// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/factory_edit_command.h"

#include <algorithm>

namespace mw::commands {
namespace {

using models::FactoryChange;

constexpr int kCommandId = 1;

std::optional<Json> memberOf(const Json& root, const std::string& member) {
  const auto found = root.find(member);
  return found == root.end() ? std::nullopt : std::optional<Json>(*found);
}

/// Equal to the byte: 1 and 1.0 are two values, since both are written back as their author wrote them.
bool isSame(const Json& a, const Json& b) {
  const bool are_integers = a.is_number_integer() && b.is_number_integer();
  if ((a.type() != b.type() && !are_integers) || a.size() != b.size()) return false;
  if (a.is_object()) {
    return std::equal(a.items().begin(), a.items().end(), b.items().begin(), [](const auto& one, const auto& other) {
      return one.key() == other.key() && isSame(one.value(), other.value());
    });
  }
  return a.is_array() ? std::equal(a.begin(), a.end(), b.begin(), isSame) : a == b;
}

std::vector<std::string> keysOf(const Json& root) {
  std::vector<std::string> keys;
  for (const auto& item : root.items()) keys.push_back(item.key());
  return keys;
}

bool haveSameIds(const Json& before, const Json& after) {
  return before.size() == after.size() && std::equal(before.begin(), before.end(), after.begin(),
                                                     [](const Json& a, const Json& b) { return a["id"] == b["id"]; });
}

FactoryChange reversed(FactoryChange change) {
  using Kind = FactoryChange::Kind;
  if (change.kind == Kind::ElementsAdded) {
    change.kind = Kind::ElementsRemoved;
  } else if (change.kind == Kind::ElementsRemoved) {
    change.kind = Kind::ElementsAdded;
  }
  return change;
}

}  // namespace

FactoryEditCommand::FactoryEditCommand(models::Document& document, const QString& text, const factory::Factory& after,
                                       FactoryChange change, std::string merge_key)
    : QUndoCommand(text), document_(document), change_(std::move(change)), merge_key_(std::move(merge_key)) {
  compare(document.factory().json(), after.json());
  if (!sections_.empty()) ready_ = after;
}

void FactoryEditCommand::compare(const Json& before, const Json& after) {
  std::vector<std::string> members;
  for (const Json* root : {&before, &after}) {
    for (const auto& item : root->items()) {
      if (std::find(members.begin(), members.end(), item.key()) == members.end()) members.push_back(item.key());
    }
  }
  if (keysOf(before) != keysOf(after)) {
    order_before_ = keysOf(before);
    order_after_ = keysOf(after);
  }
  for (const std::string& member : members) {
    const auto old_value = memberOf(before, member);
    const auto new_value = memberOf(after, member);
    if (old_value && new_value && isSame(*old_value, *new_value)) continue;
    if (member == "elements" && old_value && new_value && haveSameIds(*old_value, *new_value)) {
      for (std::size_t i = 0; i < old_value->size(); ++i) {
        if (!isSame((*old_value)[i], (*new_value)[i]))
          sections_.push_back({member, i, (*old_value)[i], (*new_value)[i]});
      }
    } else {
      sections_.push_back({member, std::nullopt, old_value, new_value});
    }
  }
}

void FactoryEditCommand::putInOrder(Json& root, bool forward) const {
  if (order_before_.empty()) return;
  Json ordered = Json::object();
  for (const std::string& key : forward ? order_after_ : order_before_) {
    if (root.contains(key)) ordered[key] = std::move(root[key]);
  }
  root = std::move(ordered);
}

void FactoryEditCommand::apply(bool forward) {
  Json root = document_.factory().json();
  for (const Section& section : sections_) {
    const std::optional<Json>& value = forward ? section.after : section.before;
    if (section.element) {
      root[section.member][*section.element] = *value;
    } else if (value) {
      root[section.member] = *value;
    } else {
      root.erase(section.member);
    }
  }
  putInOrder(root, forward);
  document_.apply(factory::Factory::fromJson(std::move(root), document_.factory().types()),
                  forward ? change_ : reversed(change_));
}

void FactoryEditCommand::undo() {
  apply(false);
}
void FactoryEditCommand::redo() {
  if (!ready_) return apply(true);
  factory::Factory after = std::move(*ready_);
  ready_.reset();
  document_.apply(std::move(after), change_);
}

int FactoryEditCommand::id() const {
  return merge_key_.empty() ? -1 : kCommandId;
}

bool FactoryEditCommand::mergeWith(const QUndoCommand* other) {
  const auto* next = dynamic_cast<const FactoryEditCommand*>(other);
  if (next == nullptr || next->merge_key_ != merge_key_) return false;
  for (const Section& section : next->sections_) {
    const auto mine = std::find_if(sections_.begin(), sections_.end(), [&](const Section& each) {
      return each.member == section.member && each.element == section.element;
    });
    if (mine == sections_.end()) {
      sections_.push_back(section);
    } else {
      mine->after = section.after;
    }
  }
  if (!next->order_after_.empty()) {
    if (order_before_.empty()) order_before_ = next->order_before_;
    order_after_ = next->order_after_;
  }
  refreshObsolete();
  return true;
}

void FactoryEditCommand::refreshObsolete() {
  std::erase_if(sections_, [](const Section& section) {
    return section.before && section.after && isSame(*section.before, *section.after);
  });
  setObsolete(sections_.empty());
}

}  // namespace mw::commands
