// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace mw::models {

/// Pictures that come with the program, one for each theme: the window shows them and never draws them itself, so that
/// nobody waits for them. `tools/draw-pictures` makes them anew; tests tell when that is due.

/// The picture of an example, 496 x 320, beside it. Carries the digest of the factory that it shows as PNG text.
[[nodiscard]] std::filesystem::path examplePictureFile(const std::filesystem::path& example, bool is_dark);
inline constexpr auto kPictureDigest = "Factory digest";

/// The picture of a card of the library ("station", "station/lathe"), 96 x 96, on a transparent ground.
/// @param resources  where the program keeps what it comes with
[[nodiscard]] std::filesystem::path libraryPictureFile(const std::filesystem::path& resources, const std::string& kind,
                                                       bool is_dark);

}  // namespace mw::models
