// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/study_responses.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <set>

#include "core/base/text.h"
#include "core/experiment/event_engine.h"

namespace mw::experiment {
namespace {

constexpr std::string_view kEach = "*";

std::vector<std::string_view> segmentsOf(std::string_view text) {
  std::vector<std::string_view> segments;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find('/', start), text.size());
    segments.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return segments;
}

bool fits(std::string_view name, const std::vector<std::string_view>& pattern) {
  const std::vector<std::string_view> segments = segmentsOf(name);
  return std::equal(
      segments.begin(), segments.end(), pattern.begin(), pattern.end(),
      [](std::string_view segment, std::string_view wanted) { return wanted == kEach || segment == wanted; });
}

/// What one response stands for; none where it is not known.
std::vector<std::string> meaningOf(const std::string& response, const std::vector<std::string>& known) {
  std::vector<std::string> names;
  const std::vector<std::string_view> pattern = segmentsOf(response);
  for (const std::string& name : known) {
    if (fits(name, pattern)) names.push_back(name);
  }
  return names;
}

Finding unknown(const std::string& pointer, const std::string& response, const std::vector<std::string>& overall,
                const std::vector<std::string>& known) {
  const auto nearest = nearestWord(response, known);
  return {Severity::Error,
          {"", pointer, 0, 0},
          fmt::format("no KPI \"{}\"", response),
          nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                  : fmt::format("known are {}, and elements/ID/METRIC", fmt::join(overall, ", "))};
}

}  // namespace

std::vector<std::string> chosenKpis(const Study& study, const factory::Factory& factory) {
  const std::vector<std::string> overall = eventKpis(factory);
  if (study.responses.empty()) return overall;
  std::vector<std::string> known = overall;
  std::ranges::move(eventElementKpis(factory), std::back_inserter(known));
  Findings findings;
  std::vector<std::string> chosen;
  std::set<std::string> there;
  for (std::size_t i = 0; i < study.responses.size(); ++i) {
    const std::string& response = study.responses[i];
    const std::string pointer = fmt::format("/responses/{}", i);
    const std::vector<std::string> names = meaningOf(response, known);
    if (names.empty()) findings.push_back(unknown(pointer, response, overall, known));
    if (std::find(study.responses.begin(), study.responses.begin() + static_cast<std::ptrdiff_t>(i), response) !=
        study.responses.begin() + static_cast<std::ptrdiff_t>(i)) {
      findings.push_back({Severity::Error,
                          {"", pointer, 0, 0},
                          fmt::format("\"{}\" is there twice", response),
                          "remove one of the two"});
    }
    for (const std::string& name : names) {
      if (there.insert(name).second) chosen.push_back(name);
    }
  }
  if (!findings.empty()) study.refuse(std::move(findings));
  return chosen;
}

}  // namespace mw::experiment
