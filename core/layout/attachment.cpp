// SPDX-License-Identifier: Apache-2.0
#include "core/layout/attachment.h"

#include <unordered_map>

#include "core/layout/body.h"

namespace mw::layout {
namespace {

bool isClickedOn(const Body& from, const Body& to) {
  const std::vector<Port> inlets = inletsOf(to);
  for (const Port& outlet : outletsOf(from)) {
    for (const Port& inlet : inlets) {
      if (distance_m(outlet.at, inlet.at) < kAttached_m) return true;
    }
  }
  return false;
}

}  // namespace

std::vector<std::string> attachedTo(const factory::Factory& factory, std::span<const std::string> ids) {
  const auto elements = factory.elements();
  std::vector<std::vector<std::size_t>> neighbours(elements.size());
  for (const factory::Flow& flow : factory.flows()) {
    if (!isClickedOn(bodyOf(factory, flow.from), bodyOf(factory, flow.to))) continue;
    neighbours[flow.from].push_back(flow.to);
    neighbours[flow.to].push_back(flow.from);
  }
  std::unordered_map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < elements.size(); ++i) index[elements[i].id] = i;
  std::vector<bool> is_reached(elements.size(), false);
  std::vector<bool> is_given(elements.size(), false);
  std::vector<std::size_t> open;
  for (const std::string& id : ids) {
    if (const auto found = index.find(id); found != index.end()) {
      is_reached[found->second] = is_given[found->second] = true;
      open.push_back(found->second);
    }
  }
  while (!open.empty()) {
    const std::size_t here = open.back();
    open.pop_back();
    for (const std::size_t next : neighbours[here]) {
      if (is_reached[next]) continue;
      is_reached[next] = true;
      open.push_back(next);
    }
  }
  std::vector<std::string> attached;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (is_reached[i] && !is_given[i]) attached.push_back(elements[i].id);
  }
  return attached;
}

}  // namespace mw::layout
