// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/factory.h"

namespace mw::kpi {

/// Whether an element works on parts, so that its states are worth a row; parts only lie or travel in the others.
[[nodiscard]] bool isMachine(const factory::Element& element);

/// Whether parts that arrive here count as made.
[[nodiscard]] bool isGoodSink(const factory::Element& element);

}  // namespace mw::kpi
