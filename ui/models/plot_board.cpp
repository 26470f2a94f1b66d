// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plot_board.h"

#include <algorithm>

namespace mw::models {
namespace {

constexpr std::size_t kMostUnits = 2;
constexpr std::size_t kFirstPlots = 3;  // of a log that no twin watches

}  // namespace

const SignalEntry* PlotBoard::find(const std::string& key) const {
  const auto found = std::ranges::find(entries_, key, &SignalEntry::key);
  return found == entries_.end() ? nullptr : &*found;
}

std::vector<SignalEntry> PlotBoard::drawn(std::size_t plot) const {
  std::vector<SignalEntry> list;
  for (const std::string& key : plots_[plot]) {
    if (const SignalEntry* entry = find(key)) list.push_back(*entry);
  }
  return list;
}

void PlotBoard::setSignals(std::vector<SignalEntry> entries) {
  entries_ = std::move(entries);
  const bool draws = std::ranges::any_of(wanted_, [this](const Plot& plot) {
    return std::ranges::any_of(plot, [this](const std::string& key) { return find(key) != nullptr; });
  });
  if (draws) {
    plots_ = wanted_;
  } else {
    layOut();
  }
  emit changed();
}

void PlotBoard::keep() {
  wanted_ = plots_;
  emit changed();
  emit edited();
}

void PlotBoard::layOut() {
  using Kind = SignalEntry::Kind;
  plots_.clear();
  for (const SignalEntry& entry : entries_) {
    if (entry.kind == Kind::Estimate && entry.is_measured) plots_.push_back({entry.key});
    if (entry.kind == Kind::Innovation) {
      if (!plots_.empty() && plots_.front().size() == 1) plots_.front().push_back("log/" + entry.name);
      plots_.push_back({entry.key});
    }
  }
  if (!plots_.empty()) return;
  for (const SignalEntry& entry : entries_) {
    if (plots_.size() < kFirstPlots && entry.kind == Kind::Reading) plots_.push_back({entry.key});
  }
}

QString PlotBoard::add(std::size_t plot, const std::string& key) {
  if (plot >= plots_.size()) {
    insert(plot, key);
    return {};
  }
  const SignalEntry* added = find(key);
  if (!added) return tr("This log has no such signal.");
  if (std::ranges::find(plots_[plot], key) != plots_[plot].end()) return {};
  std::vector<std::string> units;
  for (const SignalEntry& entry : drawn(plot)) {
    if (std::ranges::find(units, entry.unit) == units.end()) units.push_back(entry.unit);
  }
  const bool is_new = std::ranges::find(units, added->unit) == units.end();
  if (is_new && units.size() >= kMostUnits) {
    return tr("This plot has two units already: put %1 between two plots for one of its own.")
        .arg(QString::fromStdString(added->name));
  }
  plots_[plot].push_back(key);
  keep();
  return {};
}

void PlotBoard::insert(std::size_t plot, const std::string& key) {
  if (!find(key)) return;
  const auto at = static_cast<std::ptrdiff_t>(std::min(plot, plots_.size()));
  plots_.insert(plots_.begin() + at, Plot{key});
  keep();
}

void PlotBoard::remove(std::size_t plot, const std::string& key) {
  if (plot >= plots_.size()) return;
  std::erase(plots_[plot], key);
  if (drawn(plot).empty()) plots_.erase(plots_.begin() + static_cast<std::ptrdiff_t>(plot));
  keep();
}

Json PlotBoard::toJson() const {
  return {{"plots", wanted_}};
}

void PlotBoard::fromJson(const Json& json) {
  try {
    wanted_ = json.at("plots").get<std::vector<Plot>>();
  } catch (const nlohmann::json::exception&) {
    return;  // written by another version
  }
  setSignals(entries_);
}

}  // namespace mw::models
