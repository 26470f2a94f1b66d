// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/shipped_pictures.h"

#include <algorithm>

namespace mw::models {
namespace {

std::string nameFor(const std::string& stem, bool is_dark) {
  return stem + (is_dark ? ".dark.png" : ".light.png");
}

}  // namespace

std::filesystem::path examplePictureFile(const std::filesystem::path& example, bool is_dark) {
  return example.parent_path() / "pictures" / nameFor(example.stem().string(), is_dark);
}

std::filesystem::path libraryPictureFile(const std::filesystem::path& resources, const std::string& kind,
                                         bool is_dark) {
  std::string stem = kind;
  std::replace(stem.begin(), stem.end(), '/', '-');
  return resources / "library" / nameFor(stem, is_dark);
}

}  // namespace mw::models
