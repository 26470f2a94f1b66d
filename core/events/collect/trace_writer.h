// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <string>
#include <vector>

#include "core/events/collect/recorder.h"
#include "core/factory/factory.h"

namespace mw::events {

/// Writes every state change, part move and vehicle move of one run to a CSV file while the run goes on: memory does
/// not grow.
///
/// The header is `t_s,kind,element,place,state,part,part_type,from,to`; rows are in order of time, and within an
/// instant in the order in which things happened. Cells that do not apply are empty.
///
///   t_s        simulated seconds with nine decimals: the tick count, exactly
///   kind       state | move | vehicle
///   element    of a state: id; `place` counts from 0 within it; `state` is busy, idle, blocked, setup, down, waiting
///              or off. Every place is idle until its first row
///              of a vehicle: id of its fleet, in which `place` counts; `state` is what it does from now until its next
///              row: loaded, empty, waiting, idle or charging; `part` and `part_type` tell what is on it
///   part       of a move: running number of the part, from 0; `part_type` is the id of its type
///   from, to   of a move: ids of elements; no `from` when the part is created, no `to` when it has left
///              of a vehicle: ids of the nodes of its network that it drives between; the same where it stands
///
/// The rows go to a neighbour file ending in .part, which gets its name at the end: a run that fails leaves no trace.
class TraceWriter final : public Recorder {
 public:
  /// @throws OutputError when the file cannot be opened
  TraceWriter(std::filesystem::path file, const factory::Factory& factory);
  TraceWriter(const TraceWriter&) = delete;
  TraceWriter& operator=(const TraceWriter&) = delete;
  /// Takes an unfinished file away.
  ~TraceWriter() override;

  /// @throws OutputError when the disk is full: the run ends there
  void add(const StateChange& change) override;
  void add(const PartMove& move) override;
  void addVehicle(const VehicleMove& move) override;
  /// Writes what is left and gives the file its name. @throws OutputError, the file of that name being untouched
  void finish();

 private:
  struct Fleet {
    std::string id;
    std::vector<std::string> nodes;
  };
  void flush();
  [[nodiscard]] const std::string& nameAt(std::int32_t element) const;

  std::filesystem::path file_;
  std::filesystem::path part_file_;
  std::vector<std::string> elements_;
  std::vector<std::string> part_types_;
  std::vector<Fleet> fleets_;
  fmt::memory_buffer rows_;
  std::ofstream stream_;
  bool is_finished_ = false;
};

}  // namespace mw::events
