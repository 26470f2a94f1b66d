// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mw::cad {

/// Largest picture that is shown on the floor: 64 million pixels.
inline constexpr std::uint64_t kMaxPixels = 64'000'000;

enum class UnderlayFormat { Dxf, Png, Svg };

/// By the end of the name, whatever its case. @throws InputError naming the kinds that are known
[[nodiscard]] UnderlayFormat underlayFormatOf(const std::string& name);

struct PixelSize {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
};

/// What a PNG says of its size, before anything is unpacked.
/// @throws InputError when it is no PNG, or larger than kMaxPixels
[[nodiscard]] PixelSize pngSize(std::string_view content, const std::string& name);

/// Refuses an SVG that would make its renderer open files or addresses, or draw without end: references other than to
/// its own parts or to pictures inside it, entities, uses of uses, nesting deeper than 128, more than 500,000 parts.
/// @throws InputError with the line
void requireHarmlessSvg(std::string_view content, const std::string& name);

}  // namespace mw::cad
