// SPDX-License-Identifier: Apache-2.0
#include "core/cosimulation/moved_transfers.h"

namespace mw::cosimulation {

using motion::TransferLine;

void MovedTransfers::begin(events::Index device, const events::MovedWork& work, SimTime) {
  has_asked_[device] = false;
  const bool has_choice = work.only_flow == events::kNone;
  line_.begin(device, {work.part.number, work.part.part_type}, work.came_by,
              has_choice ? std::nullopt : std::optional<std::size_t>(work.only_flow));
}

void MovedTransfers::place(events::Index device, events::Index flow, SimTime) {
  line_.send(device, flow);
}

void MovedTransfers::setRunning(events::Index device, bool is_running, SimTime) {
  line_.setRunning(device, is_running);
}

void MovedTransfers::tell(events::CoSimulation& run, double time_s) {
  for (const std::uint32_t device : line_.elements()) tellDevice(device, run, time_s);
}

/// The run may give the device its next part at once.
void MovedTransfers::tellDevice(std::uint32_t device, events::CoSimulation& run, double time_s) {
  if (line_.hasLost(device)) {
    line_.setFree(device);
    run.dropWork(device);
    return;
  }
  switch (line_.stage(device)) {
    case TransferLine::Stage::Wanted:
      if (!has_asked_[device]) has_asked_[device] = run.workDone(device);
      return;
    case TransferLine::Stage::Over: {
      handing_ = device;
      const bool is_taken = run.putDown(device);
      handing_.reset();
      is_taken ? line_.release(device, time_s) : line_.hold(device);
      return;
    }
    case TransferLine::Stage::Cleared:
      if (run.workOver(device) && line_.stage(device) == TransferLine::Stage::Cleared) line_.setFree(device);
      return;
    default:
      return;
  }
}

std::optional<motion::BodyId> MovedTransfers::overEdge(std::uint32_t part) const {
  return handing_ ? line_.bodyOver(*handing_, part) : std::nullopt;
}

}  // namespace mw::cosimulation
