// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <optional>
#include <string>

#include "core/twin/json_walk.h"

namespace mw::twin {

/// Reads a matrix given as an array of rows. Findings point at the row or entry that is wrong.
/// @param rows, columns  wanted shape, with what each row and column stands for in the message
struct MatrixShape {
  std::size_t rows = 0;
  std::size_t columns = 0;
  std::string meaning;  ///< e.g. "a row and a column per state"
};
[[nodiscard]] std::optional<Eigen::MatrixXd> readMatrix(JsonWalk& walk, const std::string& key,
                                                        const MatrixShape& shape, bool is_required);

/// Reads a vector given as an array of numbers.
[[nodiscard]] std::optional<Eigen::VectorXd> readVector(JsonWalk& walk, const std::string& key, std::size_t length,
                                                        const std::string& meaning);

}  // namespace mw::twin
