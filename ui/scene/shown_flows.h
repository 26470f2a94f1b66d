// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "ui/scene/flow_representation.h"

namespace mw::scene {

/// Which flows of a layout are drawn; draws again only those that changed.
class ShownFlows {
 public:
  /// An element of the layout; null where there is none.
  using Lookup = std::function<const SceneElement*(const std::string& id)>;

  explicit ShownFlows(vtkRenderer& renderer, Lookup element) : arrows_(renderer), element_(std::move(element)) {}

  /// Shows exactly these, but for those to or from nowhere and those told twice. @param moved  elements that stand
  /// elsewhere, or are others, than before
  /// @returns how many were touched
  int show(const std::vector<SceneFlow>& flows, const std::vector<std::string>& moved);
  /// Follows elements that were moved. @param slid_m  how far, of those that were not turned
  void follow(const std::vector<std::string>& moved, const std::unordered_map<std::string_view, Vec3>& slid_m);
  void setTheme(const SceneTheme& theme) { arrows_.setTheme(theme); }
  void setVisible(bool is_visible) { arrows_.setVisible(is_visible); }

 private:
  void draw(const SceneFlow& flow) { arrows_.set(*element_(flow.from), *element_(flow.to)); }

  FlowRepresentation arrows_;
  Lookup element_;
  std::vector<SceneFlow> shown_;
  std::unordered_map<std::string, std::vector<std::size_t>> of_;  ///< indices of shown flows, by element
};

}  // namespace mw::scene
