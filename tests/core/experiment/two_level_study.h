// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/support/small_study.h"

namespace mw::test {

/// A study of so many factors of two levels, f0, f1, ...
inline Json twoLevelStudy(std::size_t factors, const Json& design) {
  Json study = test::smallStudy();
  study["factors"] = Json::array();
  for (std::size_t i = 0; i < factors; ++i) {
    const std::string name = "f" + std::to_string(i);
    study["factors"].push_back({{"name", name}, {"path", "elements/" + name + "/capacity"}, {"min", 2}, {"max", 5}});
  }
  study["design"] = design;
  return study;
}

}  // namespace mw::test
