// SPDX-License-Identifier: Apache-2.0
#include "core/twin/json_matrix.h"

#include <cmath>
#include <fmt/format.h>

namespace mw::twin {
namespace {

/// Checks one list of numbers; false when an entry is no finite number or the length is wrong.
bool checkNumbers(JsonWalk& walk, const Json& list, const std::string& pointer, std::size_t length,
                  const std::string& meaning) {
  if (!list.is_array()) {
    walk.error(pointer, fmt::format("wants a list of numbers, is {}", jsonKind(list)), "write it as [1, 0, ...]");
    return false;
  }
  if (list.size() != length) {
    walk.error(pointer, fmt::format("has {} entries, wants {}", list.size(), length), meaning);
    return false;
  }
  bool is_fine = true;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].is_number() && std::isfinite(list[i].get<double>())) continue;
    walk.error(fmt::format("{}/{}", pointer, i), fmt::format("wants a number, is {}", jsonKind(list[i])),
               "write a number without quotes");
    is_fine = false;
  }
  return is_fine;
}

}  // namespace

std::optional<Eigen::MatrixXd> readMatrix(JsonWalk& walk, const std::string& key, const MatrixShape& shape,
                                          bool is_required) {
  const Json* rows = walk.array(key, is_required);
  if (rows == nullptr) return std::nullopt;
  const std::string pointer = walk.pointerTo(key);
  if (rows->size() != shape.rows) {
    walk.error(pointer, fmt::format("{} has {} rows, wants {}", key, rows->size(), shape.rows), shape.meaning);
    return std::nullopt;
  }
  bool is_fine = true;
  for (std::size_t i = 0; i < rows->size(); ++i) {
    is_fine = checkNumbers(walk, (*rows)[i], fmt::format("{}/{}", pointer, i), shape.columns, shape.meaning) && is_fine;
  }
  if (!is_fine) return std::nullopt;
  Eigen::MatrixXd matrix(shape.rows, shape.columns);
  for (std::size_t i = 0; i < shape.rows; ++i) {
    for (std::size_t j = 0; j < shape.columns; ++j) {
      matrix(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = (*rows)[i][j].get<double>();
    }
  }
  return matrix;
}

std::optional<Eigen::VectorXd> readVector(JsonWalk& walk, const std::string& key, std::size_t length,
                                          const std::string& meaning) {
  const Json* list = walk.array(key, true);
  if (list == nullptr || !checkNumbers(walk, *list, walk.pointerTo(key), length, meaning)) return std::nullopt;
  Eigen::VectorXd vector(length);
  for (std::size_t i = 0; i < length; ++i) vector(static_cast<Eigen::Index>(i)) = (*list)[i].get<double>();
  return vector;
}

}  // namespace mw::twin
