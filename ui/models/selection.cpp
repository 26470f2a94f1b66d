// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/selection.h"

#include <algorithm>

namespace mw::models {

bool Selection::contains(const std::string& id) const {
  return members_.contains(id);
}

void Selection::set(std::vector<std::string> ids) {
  if (ids == ids_) return;
  ids_ = std::move(ids);
  members_ = {ids_.begin(), ids_.end()};
  emit changed();
}

void Selection::pointAt(const std::string& id, const std::string& place) {
  select(id);
  if (!place.empty()) emit valueWanted(place);
}

void Selection::toggle(const std::string& id) {
  std::vector<std::string> ids = ids_;
  if (std::erase(ids, id) == 0) ids.push_back(id);
  set(std::move(ids));
}

}  // namespace mw::models
