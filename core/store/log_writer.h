// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/store/stored_chunks.h"
#include "core/twin/log.h"

namespace mw::store {

/// The stamps of a log, then the values of each signal.
[[nodiscard]] std::vector<std::span<const double>> columnsOf(const twin::Log& log);

/// Writes the blocks of a log as they come, and of a file that is cut into segments those of each under a name of its
/// own: NAME, NAME#2, ...
class LogWriter {
 public:
  /// @param project     for messages
  /// @param connection  within a transaction; must outlive the writer
  LogWriter(const std::filesystem::path& project, Connection& connection, std::string name);

  /// A block of another name than the one before begins the next segment.
  /// @throws InputError when a log of the segment's name is there already
  void add(const twin::Log& block);
  /// @param head  signals, epoch (of a log without any block) and digest of the source
  void finish(const twin::Log& head);
  /// Of all segments.
  [[nodiscard]] std::size_t rowCount() const { return row_count_; }

 private:
  struct Segment {
    std::int64_t id = 0;
    std::string block_name;
    std::optional<double> epoch_s;
    std::size_t row_count = 0;
  };

  void begin(const std::string& block_name);
  void closeChunks();

  const std::filesystem::path& project_;
  Connection& connection_;
  std::string name_;
  std::vector<Segment> segments_;
  std::optional<ChunkWriter> chunks_;  ///< of the last
  std::size_t row_count_ = 0;
};

}  // namespace mw::store
