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
}

void FactoryEditCommand::compare(const Json& before, const Json& after) {
  std::vector<std::string> members;
  for (const Json* root : {&before, &after}) {
    for (const auto& item : root->items()) {
      if (std::find(members.begin(), members.end(), item.key()) == members.end()) members.push_back(item.key());
    }
  }
  for (const std::string& member : members) {
    const auto old_value = memberOf(before, member);
    const auto new_value = memberOf(after, member);
    if (old_value == new_value) continue;
    if (member == "elements" && old_value && new_value && haveSameIds(*old_value, *new_value)) {
      for (std::size_t i = 0; i < old_value->size(); ++i) {
        if ((*old_value)[i] != (*new_value)[i]) sections_.push_back({member, i, (*old_value)[i], (*new_value)[i]});
      }
    } else {
      sections_.push_back({member, std::nullopt, old_value, new_value});
    }
  }
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
  document_.apply(factory::Factory::fromJson(std::move(root), document_.factory().types()),
                  forward ? change_ : reversed(change_));
}

void FactoryEditCommand::undo() {
  apply(false);
}
void FactoryEditCommand::redo() {
  apply(true);
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
  refreshObsolete();
  return true;
}

void FactoryEditCommand::refreshObsolete() {
  std::erase_if(sections_, [](const Section& section) { return section.before == section.after; });
  setObsolete(sections_.empty());
}

}  // namespace mw::commands
