// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/events/model.h"

namespace mw::events {

/// Flows that parts of a type may take out of an element, each once: good, rework and scrap.
[[nodiscard]] std::vector<Index> flowsOutOf(const Model& model, Index element, Index part_type);

/// From where parts can come to one element, over whatever flows: assemblies make their product of what they require,
/// disassemblies what they yield; a load may hold parts of any type. Never too few places, sometimes too many.
class PartReach {
 public:
  /// O(elements x part types x flows out of one)
  explicit PartReach(const Model& model);

  /// @param part_type  as which they come there; kNone: any
  void setTarget(Index element, Index part_type);
  /// Whether a part that is in an element now, worked on or not, can come there once it has left.
  [[nodiscard]] bool from(Index element, Index part_type) const;
  /// Whether a part that comes into an element now does, or can later.
  [[nodiscard]] bool into(Index element, Index part_type) const { return is_reached_[comes(element, part_type)]; }

 private:
  [[nodiscard]] Index comes(Index element, Index part_type) const { return element * part_types_ + part_type; }
  [[nodiscard]] Index goes(Index element, Index part_type) const {
    return (elements_ + element) * part_types_ + part_type;
  }
  [[nodiscard]] std::vector<Index> made(Index element, Index part_type) const;

  const Model& model_;
  Index elements_;
  Index part_types_;
  std::vector<std::vector<Index>>
      before_;  ///< per state of a part, coming to or going from an element: those before it
  std::vector<bool> is_reached_;
};

}  // namespace mw::events
