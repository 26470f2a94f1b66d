// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace mw::store {

/// There is no room for what was to be written; it may work later. What was there before is untouched.
class DiskFull : public OutputError {
 public:
  /// @param code  the system's: ENOSPC (full), EDQUOT (quota used up) or EFBIG (files may not grow further)
  DiskFull(const std::filesystem::path& file, int code);
  /// The same, with what else there is to say.
  /// @param cause  from cause()
  DiskFull(const std::filesystem::path& file, const std::string& cause, const std::string& cure);

  /// In words, without file and cure: "the disk is full".
  [[nodiscard]] const std::string& cause() const { return cause_; }

 private:
  std::string cause_;
};

/// Whether the system's code says that room is lacking.
[[nodiscard]] bool isNoRoom(int code);

}  // namespace mw::store
