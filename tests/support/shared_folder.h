// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>

namespace mw::test {

/// The folder with real logs and acceptance cases beside the checkout; tests that need it skip where it is absent.
inline std::optional<std::filesystem::path> sharedFolder() {
  const std::filesystem::path folder = std::filesystem::path(MW_SOURCE_DIR).parent_path() / "shared";
  if (std::filesystem::is_directory(folder)) return folder;
  return std::nullopt;
}

}  // namespace mw::test
