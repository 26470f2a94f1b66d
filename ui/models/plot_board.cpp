// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/plot_board.h"

#include <algorithm>

#include "ui/models/derived_signal.h"

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
    for (const std::string& companion : companionsOf(key)) {
      const bool is_there = std::ranges::find(plots_[plot], companion) != plots_[plot].end();
      if (const SignalEntry* entry = is_there ? nullptr : find(companion)) list.push_back(*entry);
    }
  }
  return list;
}

void PlotBoard::setSignals(std::vector<SignalEntry> entries) {
  entries_ = std::move(entries);
  addDerived();
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
    if (entry.kind == Kind::Nis) plots_.push_back({entry.key});
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
  if (std::ranges::any_of(plots_[plot], [](const std::string& drawn) { return pairOf(drawn).has_value(); }))
    return tr("This plot shows one signal over another: put %1 between two plots.")
        .arg(QString::fromStdString(added->name));
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

void PlotBoard::addDerived() {
  std::erase_if(entries_, [](const SignalEntry& entry) {
    return entry.kind == SignalEntry::Kind::Derived || entry.kind == SignalEntry::Kind::Pair;
  });
  for (const std::string& key : derived_) {
    if (const auto derivation = derivationOf(key)) {
      if (const SignalEntry* source = find(derivation->source)) entries_.push_back(entryOf(*derivation, *source));
    } else if (const auto pair = pairOf(key)) {
      const SignalEntry* x = find(pair->first);
      const SignalEntry* y = find(pair->second);
      if (x && y) entries_.push_back({key, y->name + " over " + x->name, y->unit, SignalEntry::Kind::Pair, true});
    }
  }
}

QString PlotBoard::derive(const std::string& key) {
  const auto derivation = derivationOf(key);
  if (!derivation || !find(derivation->source)) return tr("This log has no such signal.");
  if (std::ranges::find(derived_, key) == derived_.end()) derived_.push_back(key);
  addDerived();
  keep();
  return {};
}

QString PlotBoard::insertPair(std::size_t plot, const std::string& x, const std::string& y) {
  if (!find(x) || !find(y)) return tr("This log has no such signal.");
  if (x == y) return tr("Choose two different signals.");
  const std::string key = pairKey(x, y);
  if (std::ranges::find(derived_, key) == derived_.end()) derived_.push_back(key);
  addDerived();
  insert(plot, key);
  return {};
}

void PlotBoard::split(std::size_t plot) {
  if (plot >= plots_.size() || plots_[plot].size() < 2) return;
  const Plot whole = plots_[plot];
  plots_.erase(plots_.begin() + static_cast<std::ptrdiff_t>(plot));
  for (std::size_t i = 0; i < whole.size(); ++i)
    plots_.insert(plots_.begin() + static_cast<std::ptrdiff_t>(plot + i), Plot{whole[i]});
  keep();
}

void PlotBoard::forget(const std::string& key) {
  const auto uses = [&key](const std::string& other) {
    const auto derivation = derivationOf(other);
    const auto pair = pairOf(other);
    return other == key || (derivation && derivation->source == key) ||
           (pair && (pair->first == key || pair->second == key));
  };
  std::erase_if(derived_, uses);
  for (Plot& plot : plots_) std::erase_if(plot, uses);
  std::erase_if(plots_, [](const Plot& plot) { return plot.empty(); });
  addDerived();
  keep();
}

void PlotBoard::setBetween(Between between) {
  if (between == between_) return;
  between_ = between;
  keep();
}

void PlotBoard::setGap(double gap_s) {
  gap_s = gap_s > 0 ? gap_s : 0;
  if (gap_s == gap_s_) return;
  gap_s_ = gap_s;
  emit gapChanged();  // before anything is drawn again
  keep();
}

Json PlotBoard::toJson() const {
  Json json{{"plots", wanted_}};
  if (!derived_.empty()) json["derived"] = derived_;
  if (between_ != Between::Line) json["between"] = between_ == Between::Hold ? "hold" : "nothing";
  if (gap_s_ > 0) json["gap_s"] = gap_s_;
  return json;
}

void PlotBoard::fromJson(const Json& json) {
  const double gap_before_s = gap_s_;
  try {
    auto wanted = json.at("plots").get<std::vector<Plot>>();
    auto derived = json.value("derived", std::vector<std::string>());
    const auto between = json.value("between", std::string());
    gap_s_ = std::max(0.0, json.value("gap_s", 0.0));
    between_ = between == "hold" ? Between::Hold : between == "nothing" ? Between::Nothing : Between::Line;
    wanted_ = std::move(wanted);
    derived_ = std::move(derived);
  } catch (const nlohmann::json::exception&) {
    return;  // written by another version
  }
  if (gap_s_ != gap_before_s) emit gapChanged();
  setSignals(entries_);
}

}  // namespace mw::models
