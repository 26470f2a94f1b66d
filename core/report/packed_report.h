// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "core/report/report.h"

namespace mw::report {

/// A report as bytes (CBOR, RFC 8949), for the program that makes pages of it. Texts and pictures stay what they are,
/// byte for byte.
[[nodiscard]] std::string packed(const Report& report);

/// @throws InputError for bytes that are no report
[[nodiscard]] Report unpacked(std::string_view bytes);

}  // namespace mw::report
