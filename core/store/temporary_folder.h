// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace mw::store {

/// A folder of our own in the system's folder for temporary files, removed with everything in it at the end.
class TemporaryFolder {
 public:
  /// @throws OutputError
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace mw::store
