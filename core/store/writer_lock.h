// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

namespace mw::store {

/// Says that this process writes a project: an advisory lock on NAME.mill-lock, which names the process. The system
/// releases it when the process ends, however it ends; a file left behind locks nothing.
class WriterLock {
 public:
  /// @throws OutputError when another (or this) process holds it, "open in process 4711 on host since ...", and when
  ///         the folder cannot be written to
  explicit WriterLock(const std::filesystem::path& project);
  ~WriterLock();
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

  /// The lock file was there already: a process that held it was killed.
  [[nodiscard]] bool wasLeftBehind() const { return was_left_behind_; }

  /// Whether somebody holds the lock of a project; changes nothing.
  [[nodiscard]] static bool isHeld(const std::filesystem::path& project);

 private:
  std::filesystem::path file_;
  int descriptor_ = -1;
  bool was_left_behind_ = false;
};

}  // namespace mw::store
