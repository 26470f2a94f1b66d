// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/base/random_stream.h"
#include "core/factory/factory.h"

namespace mw::motion {

/// Which elements a part may go to from one element, best first.
class Route {
 public:
  /// @throws InputError for a routing or a way of transport that motion can't do, naming the element
  Route(const factory::Factory& factory, std::size_t element, std::uint64_t seed);

  /// Elements to try in this order for a part of this type. Drawn routes stay as drawn until moved() is called.
  [[nodiscard]] std::vector<std::size_t> targets(std::string_view part_type);
  /// A part went this way: the next one is decided afresh.
  void moved(std::size_t target);

 private:
  struct Way {
    std::size_t to;
    std::string part;  ///< only this type, all where empty
    double probability;
  };

  std::vector<Way> ways_;
  std::string rule_;
  std::size_t first_ = 0;  ///< of round-robin
  double draw_ = -1;       ///< of probability, negative: not drawn yet
  RandomStream stream_;
};

}  // namespace mw::motion
