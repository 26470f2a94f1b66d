// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

#include "core/store/disk_full.h"
#include "core/store/stored_study.h"

namespace mw::store {

/// The wait of a StudyWriter for room on its disk: whether it is on, since when, and what is told of it.
class DiskWait {
 public:
  /// @param values      of a run
  /// @param is_at_most  the study is one to precision, so that what is left is an upper bound
  DiskWait(std::filesystem::path project, StudyWriterOptions options, std::size_t values, bool is_at_most);

  [[nodiscard]] bool isOn() const { return full_.has_value(); }
  [[nodiscard]] const std::stop_token& stop() const { return options_.stop; }
  /// Begins, unless it is on.
  void begin(const DiskFull& full);
  /// No longer than this: the time is up, or a stop was asked for.
  [[nodiscard]] bool isGivenUp() const;
  /// Once for each wait: what to tell at its begin. Nothing later, nor where nothing will be waited for.
  [[nodiscard]] std::optional<DiskPause> news(std::size_t runs_left);
  /// There is room again. @returns what to tell, where its begin was told
  [[nodiscard]] std::optional<DiskPause> end(std::size_t runs_left);
  void tell(const DiskPause& pause) const;

  /// What to throw in the end.
  [[nodiscard]] DiskFull error(std::size_t runs_left, std::size_t waiting) const;

 private:
  [[nodiscard]] DiskPause pause(std::size_t runs_left) const;

  std::filesystem::path project_;
  StudyWriterOptions options_;
  std::size_t values_;
  bool is_at_most_;
  std::optional<DiskFull> full_;
  std::chrono::steady_clock::time_point began_;
  bool is_told_ = false;
};

}  // namespace mw::store
