// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <filesystem>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::panels {

/// A factory in its hall, 496 x 320, in the finest quality; takes a second.
/// @throws OutputError when there is no display to draw with
[[nodiscard]] QImage hallPicture(const factory::Factory& factory, bool is_dark);
/// What has a picture in the library: the kind of each card, and "other" for types of extensions.
[[nodiscard]] std::vector<std::string> picturedKinds();
/// The bodies of those, 96 x 96, on a transparent ground.
/// @throws OutputError when there is no display to draw with
[[nodiscard]] std::vector<QImage> cardPictures(bool is_dark);

/// Draws the pictures of all examples and of all cards of the library anew, in both themes, where models look for them.
/// @param resources  the folder with the examples
/// @throws InputError, OutputError
void drawShippedPictures(const std::filesystem::path& resources);

}  // namespace mw::panels
