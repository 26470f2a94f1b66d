// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/deadlock_finding.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace mw::experiment {
namespace {

const char* reason(const DeadlockFinding& finding) {
  if (finding.is_by_parts) {
    return finding.is_by_cards ? "wait for parts, room or cards of each other" : "wait for parts or room of each other";
  }
  return finding.is_by_cards ? "wait for room or cards of each other" : "are all full and wait for each other";
}

const char* cure(const DeadlockFinding& finding) {
  if (!finding.is_by_parts) return "give the loop room, or limit the parts in it (conwip)";
  return finding.is_by_cards ? "give more cards than part loads and assemblies can hold, or the loads a timeout_s"
                             : "give each part type room of its own before the assembly, or the loads a timeout_s";
}

}  // namespace

std::vector<DeadlockFinding> findDeadlocks(const factory::Factory& factory, std::span<const events::RunStatistics> runs,
                                           std::uint32_t first_replication) {
  std::vector<DeadlockFinding> findings;
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (!runs[i].deadlock) continue;
    const events::Deadlock& deadlock = *runs[i].deadlock;
    DeadlockFinding& finding = findings.emplace_back();
    finding.replication = first_replication + static_cast<std::uint32_t>(i) + 1;
    finding.since_s = deadlock.since.seconds();
    finding.is_by_cards = deadlock.is_by_cards;
    finding.is_by_parts = deadlock.is_by_parts;
    finding.parts = deadlock.parts;
    for (const std::uint32_t element : deadlock.elements) finding.elements.push_back(factory.elements()[element].id);
  }
  return findings;
}

std::vector<std::string> deadlockWarnings(std::span<const DeadlockFinding> findings) {
  std::vector<std::string> warnings;
  for (auto first = findings.begin(); first != findings.end(); ++first) {
    const auto is_same = [&](const DeadlockFinding& other) { return other.elements == first->elements; };
    if (std::any_of(findings.begin(), first, is_same)) continue;
    const auto others = std::count_if(first + 1, findings.end(), is_same);
    warnings.push_back(fmt::format(
        "deadlock: {} -> {} {} since t = {:.6g} s (replication {}{}): {} parts never move "
        "again; {}",
        fmt::join(first->elements, " -> "), first->elements.front(), reason(*first), first->since_s, first->replication,
        others > 0 ? fmt::format(" and {} more", others) : "", first->parts, cure(*first)));
  }
  return warnings;
}

Json toJson(std::span<const DeadlockFinding> findings) {
  Json list = Json::array();
  for (const DeadlockFinding& each : findings) {
    list.push_back(
        {{"replication", each.replication}, {"t_s", each.since_s}, {"elements", each.elements}, {"parts", each.parts}});
  }
  return list;
}

}  // namespace mw::experiment
