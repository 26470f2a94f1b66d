// SPDX-License-Identifier: Apache-2.0
#include "core/twin/twin_columns.h"

#include "core/twin/log_columns.h"

namespace mw::twin {

TwinColumns::TwinColumns(const TwinDefinition& twin, const Log& log) {
  LogColumns columns(log);
  for (const TwinSignal& signal : twin.measured) columns.add(signal.name, signal.place, reading_columns_);
  for (const TwinInput& input : twin.inputs) columns.add(input.name, input.place, input_columns_);
  columns.requireAll();
  inputs_.resize(input_columns_.size());
  readings_.resize(reading_columns_.size());
}

}  // namespace mw::twin
