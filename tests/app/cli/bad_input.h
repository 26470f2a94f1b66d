// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mw::test {

/// A small sound line, and what its user wrote wrongly in it.
struct BadInput {
  std::string name;
  std::vector<std::pair<std::string, std::string>>
      edits;                ///< first occurrence of a text, and what stands there instead
  std::string pointer;      ///< where it should be found
  std::string cause;        ///< words that say what is wrong
  bool is_warning = false;  ///< odd, but it can run
};

/// Source "src" of parts "a" and "b", buffer "b1" of ten, station "m" of 30 s, sink "out".
extern const char* const kSoundLine;

[[nodiscard]] std::vector<BadInput> badInputs();

}  // namespace mw::test
