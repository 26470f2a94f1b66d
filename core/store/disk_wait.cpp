// SPDX-License-Identifier: Apache-2.0
#include "core/store/disk_wait.h"

#include <fmt/format.h>
#include <utility>

#include "core/store/file_probe.h"

namespace mw::store {
namespace {

// Measured: rows, indices and the journals that a transaction needs, on the safe side.
constexpr std::uintmax_t kBytesPerRun = 300;
constexpr std::uintmax_t kBytesPerValue = 24;

std::string megabytes(std::uintmax_t bytes) {
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

}  // namespace

std::string DiskPause::text() const {
  if (is_over) return fmt::format("{}: there is room again, the sweep goes on", folder.string());
  return fmt::format("{}: {}; the sweep waits with {}{} runs left, which need about {} ({} are free)", folder.string(),
                     cause, is_at_most ? "at most " : "", runs_left, megabytes(needed_bytes), megabytes(free_bytes));
}

DiskWait::DiskWait(std::filesystem::path project, StudyWriterOptions options, std::size_t values, bool is_at_most)
    : project_(std::move(project)), options_(std::move(options)), values_(values), is_at_most_(is_at_most) {}

void DiskWait::begin(const DiskFull& full) {
  if (full_) return;
  full_.emplace(full);
  began_ = std::chrono::steady_clock::now();
  is_told_ = false;
}

bool DiskWait::isGivenUp() const {
  return full_ && (options_.stop.stop_requested() || std::chrono::steady_clock::now() - began_ >= options_.disk_wait);
}

std::optional<DiskPause> DiskWait::news(std::size_t runs_left) {
  if (!full_ || is_told_ || isGivenUp()) return std::nullopt;
  is_told_ = true;
  return pause(runs_left);
}

std::optional<DiskPause> DiskWait::end(std::size_t runs_left) {
  if (!full_) return std::nullopt;
  DiskPause over = pause(runs_left);
  over.is_over = true;
  full_.reset();
  return is_told_ ? std::optional(over) : std::nullopt;
}

void DiskWait::tell(const DiskPause& pause) const {
  if (options_.on_pause) options_.on_pause(pause);
}

DiskFull DiskWait::error(std::size_t runs_left, std::size_t waiting) const {
  const DiskPause now = pause(runs_left);
  std::string kept = "what is done is kept";
  if (waiting > 0)
    kept += fmt::format(" ({} runs in a file beside the project, which its next opening takes in)", waiting);
  return DiskFull(project_, now.cause,
                  fmt::format("free {}about {} in {} and go on with --resume; {}", is_at_most_ ? "at most " : "",
                              megabytes(now.needed_bytes), now.folder.string(), kept));
}

DiskPause DiskWait::pause(std::size_t runs_left) const {
  DiskPause pause;
  pause.folder = resolvedPath(project_).parent_path();
  pause.cause = full_ ? full_->cause() : "";
  pause.runs_left = runs_left;
  pause.is_at_most = is_at_most_;
  pause.needed_bytes = runs_left * (kBytesPerRun + kBytesPerValue * values_);
  std::error_code error;
  const auto space = std::filesystem::space(pause.folder, error);
  if (!error) pause.free_bytes = space.available;
  return pause;
}

}  // namespace mw::store
