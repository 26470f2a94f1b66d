// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/factory/factory.h"

namespace mw::models {

/// Unit of a response as on screen: "1/h", "s", "parts"; empty for pure numbers and unknown names.
[[nodiscard]] QString responseUnit(const factory::Factory& factory, const std::string& response);

/// A response as on screen: "throughput_per_h" is "Throughput per h".
[[nodiscard]] QString responseTitle(const std::string& response);

/// Broken at the blank nearest to the middle, of two as near at the later, for the heading of a narrow column; one word
/// stays whole.
[[nodiscard]] QString inTwoLines(const QString& text);

}  // namespace mw::models
