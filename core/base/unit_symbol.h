// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mw {

/// A unit as people write it, for windows and reports; files keep their own spelling. Units made of others are taken
/// part by part; what is not known stays as it is.
///
///   degC -> °C     m/s^2 -> m/s²     um -> µm     N*m -> N·m     kOhm -> kΩ     deg -> °     1/h -> 1/h
[[nodiscard]] std::string unitSymbol(std::string_view unit);

}  // namespace mw
