// SPDX-License-Identifier: Apache-2.0
#include "core/estimation/detect/detection.h"

#include "core/base/error.h"

namespace mw::estimation {

std::vector<RowRange> abnormalRuns(const std::vector<bool>& is_abnormal, std::size_t persistence) {
  MW_REQUIRE(persistence >= 1);
  std::vector<RowRange> runs;
  std::size_t length = 0;
  for (std::size_t row = 0; row < is_abnormal.size(); ++row) {
    length = is_abnormal[row] ? length + 1 : 0;
    if (length == persistence) runs.push_back({row, row});
    if (length > persistence) runs.back().last = row;
  }
  return runs;
}

}  // namespace mw::estimation
