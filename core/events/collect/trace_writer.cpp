// SPDX-License-Identifier: Apache-2.0
#include "core/events/collect/trace_writer.h"

#include <iterator>

#include "core/base/error.h"
#include "core/factory/road_network.h"

namespace mw::events {
namespace {

constexpr std::size_t kFlushBytes = 1U << 18U;

void addTime(fmt::memory_buffer& rows, SimTime at) {
  fmt::format_to(std::back_inserter(rows), "{}.{:09}", at.ticks() / SimTime::kTicksPerSecond,
                 at.ticks() % SimTime::kTicksPerSecond);
}

}  // namespace

TraceWriter::TraceWriter(std::filesystem::path file, const factory::Factory& factory)
    : file_(std::move(file)), part_file_(file_.string() + ".part") {
  for (const factory::Element& element : factory.elements()) elements_.push_back(element.id);
  for (const factory::Part& part : factory.parts()) part_types_.push_back(part.id);
  if (part_types_.empty()) part_types_.emplace_back();
  for (const Json& fleet : factory.json().value("vehicles", Json::array())) {
    Fleet& added = fleets_.emplace_back();
    added.id = fleet.at("id").get<std::string>();
    for (const factory::RoadNode& node : factory::roadNetworkOf(factory, fleets_.size() - 1).nodes) {
      added.nodes.push_back(node.id);
    }
  }
  std::error_code ignored;
  if (std::filesystem::is_directory(file_, ignored))
    throw OutputError(file_.string(), "is a folder", "name a file in it");
  stream_.open(part_file_, std::ios::binary | std::ios::trunc);
  if (!stream_.good()) {
    throw OutputError(file_.string(), "cannot be written", "check the folder, its permissions and the free space");
  }
  fmt::format_to(std::back_inserter(rows_), "t_s,kind,element,place,state,part,part_type,from,to\n");
}

TraceWriter::~TraceWriter() {
  if (is_finished_) return;
  stream_.close();
  std::error_code ignored;
  std::filesystem::remove(part_file_, ignored);
}

const std::string& TraceWriter::nameAt(std::int32_t element) const {
  static const std::string nowhere;
  return element == PartMove::kNowhere ? nowhere : elements_[static_cast<std::size_t>(element)];
}

void TraceWriter::add(const StateChange& change) {
  addTime(rows_, change.at);
  fmt::format_to(std::back_inserter(rows_), ",state,{},{},{},,,,\n", elements_[change.element], change.place,
                 factory::nameOf(change.state));
  if (rows_.size() >= kFlushBytes) flush();
}

void TraceWriter::add(const PartMove& move) {
  addTime(rows_, move.at);
  fmt::format_to(std::back_inserter(rows_), ",move,,,,{},{},{},{}\n", move.part, part_types_[move.part_type],
                 nameAt(move.from), nameAt(move.to));
  if (rows_.size() >= kFlushBytes) flush();
}

void TraceWriter::addVehicle(const VehicleMove& move) {
  const Fleet& fleet = fleets_[move.fleet];
  const auto out = std::back_inserter(rows_);
  addTime(rows_, move.at);
  fmt::format_to(out, ",vehicle,{},{},{},", fleet.id, move.vehicle, nameOf(move.activity));
  if (move.part == VehicleMove::kNone) {
    fmt::format_to(out, ",");
  } else {
    fmt::format_to(out, "{},{}", move.part, part_types_[move.part_type]);
  }
  fmt::format_to(out, ",{},{}\n", fleet.nodes[move.from], fleet.nodes[move.to]);
  if (rows_.size() >= kFlushBytes) flush();
}

void TraceWriter::flush() {
  stream_.write(rows_.data(), static_cast<std::streamsize>(rows_.size()));
  rows_.clear();
  stream_.flush();
  if (!stream_.good()) throw OutputError(file_.string(), "cannot be written", "check the free space");
}

void TraceWriter::finish() {
  flush();
  stream_.close();
  if (stream_.fail()) throw OutputError(file_.string(), "cannot be written", "check the free space");
  std::error_code error;
  std::filesystem::rename(part_file_, file_, error);
  if (error) throw OutputError(file_.string(), "cannot be written: " + error.message(), "check the folder");
  is_finished_ = true;
}

}  // namespace mw::events
