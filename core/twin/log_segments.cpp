// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_segments.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace mw::twin {

std::string segmentName(const std::string& name, std::size_t index) {
  return index == 0 ? name : fmt::format("{}#{}", name, index + 1);
}

Json toJson(const std::vector<LogSegment>& segments, const std::string& name) {
  Json list = Json::array();
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const LogSegment& segment = segments[i];
    list.push_back(
        {{"log", segmentName(name, i)}, {"line", segment.line}, {"stamp", segment.stamp}, {"rows", segment.rows}});
  }
  return list;
}

std::vector<std::string> inWords(const std::vector<LogSegment>& segments, const std::string& name) {
  constexpr std::size_t kMostSaid = 20;
  std::vector<std::string> said;
  for (std::size_t i = 0; i < std::min(kMostSaid, segments.size()); ++i) {
    const LogSegment& segment = segments[i];
    said.push_back(fmt::format("log {}: {} {} from line {}, stamped {}", segmentName(name, i), segment.rows,
                               segment.rows == 1 ? "row" : "rows", segment.line, segment.stamp));
  }
  if (segments.size() > kMostSaid) said.push_back(fmt::format("and {} logs more", segments.size() - kMostSaid));
  return said;
}

void BackRows::add(std::int64_t stamp_ns, int line) {
  if (!newest_ns_) newest_ns_ = newest_of_segment_ns_ = stamp_ns;
  if (stamp_ns >= *newest_ns_) {
    newest_ns_ = newest_of_segment_ns_ = stamp_ns;
    return;
  }
  if (count_++ == 0) first_line_ = line;
  constexpr double kNsPerS = 1e9;
  furthest_s_ = std::max(furthest_s_, static_cast<double>(*newest_ns_ - stamp_ns) / kNsPerS);
  if (stamp_ns < newest_of_segment_ns_) ++cuts_;
  newest_of_segment_ns_ = stamp_ns;
}

Json toJson(const BackRows& rows) {
  return {{"rows", rows.count()},
          {"cuts", rows.cuts()},
          {"furthest_s", rows.furthest_s()},
          {"first_line", rows.firstLine()}};
}

SegmentedBlocks::SegmentedBlocks(Log head, bool has_epoch, double late_window_s, const LogBlockSink& sink)
    : head_(std::move(head)), has_epoch_(has_epoch), sink_(sink), readings_(head_.series.size(), 0) {
  late_.window_s = late_window_s;
}

void SegmentedBlocks::begin(int line, std::string_view stamp) {
  close();
  Log head = head_;
  head.name = segmentName(head_.name, segments_.size());
  head.epoch_s.reset();
  segments_.push_back({line, std::string(stamp), 0});
  blocks_.emplace(std::move(head), has_epoch_, late_.window_s, sink_);
}

void SegmentedBlocks::finish() {
  close();
}

void SegmentedBlocks::close() {
  if (!blocks_) return;
  blocks_->finish();
  if (segments_.size() == 1) head_.epoch_s = blocks_->head().epoch_s;
  segments_.back().rows = blocks_->rowCount();
  row_count_ += blocks_->rowCount();
  duration_s_ += blocks_->duration_s();
  for (std::size_t i = 0; i < readings_.size(); ++i) readings_[i] += blocks_->readings()[i];
  late_.ordered += blocks_->late().ordered;
  late_.merged += blocks_->late().merged;
  late_.repeated += blocks_->late().repeated;
  was_in_order_ = was_in_order_ && blocks_->wasInOrder();
  blocks_.reset();
}

}  // namespace mw::twin
