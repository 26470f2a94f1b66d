// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/wall_clock.h"

namespace mw::discovery {

std::string_view withoutOffset(std::string_view stamp) {
  const std::size_t time = stamp.find_first_of("Tt ");
  if (time == std::string_view::npos) return stamp;
  return stamp.substr(0, stamp.find_first_of("+-Zz", time));
}

std::optional<std::int64_t> wallClockNs(std::string_view text, twin::TimeKind kind, char decimal) {
  const auto as_written = twin::parseStampNs(text, kind, decimal);
  if (!as_written || kind != twin::TimeKind::Iso8601) return as_written;
  return twin::parseStampNs(withoutOffset(text), kind, decimal);
}

}  // namespace mw::discovery
