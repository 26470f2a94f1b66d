// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <bit>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sstream>

#include "core/base/csv_cells.h"
#include "core/base/text.h"
#include "core/experiment/fractional_design.h"

namespace mw::experiment {
namespace {

constexpr std::string_view kLetters = "ABCDEFGHJKLMNOPQRSTUVWXYZ";  // no I, the identity
constexpr std::size_t kMostFactors = 25;
constexpr std::size_t kMostBasics = 19;  // 2^19 points, below a million
constexpr std::size_t kMostGenerators = 16;

void report(Findings& findings, std::string pointer, std::string cause, std::string cure) {
  findings.push_back({Severity::Error, {"", std::move(pointer), 0, 0}, std::move(cause), std::move(cure)});
}

/// Reads "E=-AB" and "load=cycle*buffer".
class GeneratorReader {
 public:
  GeneratorReader(const std::vector<std::string>& names, Findings& findings) : names_(names), findings_(findings) {}

  std::optional<TwoLevelFraction::Generator> read(const std::string& text, const std::string& pointer) {
    const auto equals = text.find('=');
    if (equals == std::string::npos) {
      report(findings_, pointer, fmt::format("\"{}\" is no generator", text), "write it as D=ABC");
      return std::nullopt;
    }
    const auto generated = factor(std::string(trimmed(std::string_view(text).substr(0, equals))), pointer);
    std::string right(trimmed(std::string_view(text).substr(equals + 1)));
    TwoLevelFraction::Generator generator;
    if (right.starts_with('-')) {
      generator.product.sign = -1;
      right.erase(0, 1);
    }
    const std::size_t before = findings_.size();
    for (const std::string& word : words(right)) {
      if (const auto index = factor(word, pointer)) generator.product.factors ^= std::uint32_t{1} << *index;
    }
    if (!generated || findings_.size() > before) return std::nullopt;
    generator.factor = *generated;
    return generator;
  }

 private:
  /// Names divided by *, or letters as they stand.
  [[nodiscard]] std::vector<std::string> words(const std::string& right) const {
    std::vector<std::string> list;
    if (right.find('*') == std::string::npos && std::ranges::find(names_, right) == names_.end()) {
      for (const char letter : right) list.emplace_back(1, letter);
      return list;
    }
    std::istringstream stream(right);
    for (std::string word; std::getline(stream, word, '*');) list.emplace_back(trimmed(word));
    return list;
  }

  std::optional<std::size_t> factor(const std::string& word, const std::string& pointer) {
    if (const auto name = std::ranges::find(names_, word); name != names_.end()) {
      return static_cast<std::size_t>(name - names_.begin());
    }
    const auto letter = word.size() == 1 ? kLetters.find(word[0]) : std::string_view::npos;
    if (letter < names_.size()) return letter;
    const auto nearest = nearestWord(word, names_);
    report(findings_, pointer, fmt::format("no factor is \"{}\"", word),
           nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                   : fmt::format("the factors are A to {}, in the order of the study, or their names",
                                 kLetters[names_.size() - 1]));
    return std::nullopt;
  }

  const std::vector<std::string>& names_;
  Findings& findings_;
};

using Generators = std::vector<TwoLevelFraction::Generator>;

void checkGenerators(const Generators& generators, const std::vector<std::string>& names, Findings& findings) {
  std::uint32_t generated = 0;
  for (const auto& each : generators) {
    const std::uint32_t bit = std::uint32_t{1} << each.factor;
    if ((generated & bit) != 0) {
      report(findings, "/design/generators", fmt::format("factor \"{}\" is generated twice", names[each.factor]),
             "remove one of the two");
    }
    generated |= bit;
  }
  for (const auto& each : generators) {
    if ((each.product.factors & generated) == 0) continue;
    report(findings, "/design/generators",
           fmt::format("factor \"{}\" is generated from one that is generated itself", names[each.factor]),
           "write it as a product of the others");
  }
}

Generators generatorsOf(const std::vector<std::string>& texts, const std::vector<std::string>& names,
                        Findings& findings) {
  Generators generators;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto generator = GeneratorReader(names, findings).read(texts[i], fmt::format("/design/generators/{}", i));
    if (generator) generators.push_back(*generator);
  }
  if (findings.empty()) checkGenerators(generators, names, findings);
  return generators;
}

std::optional<TwoLevelFraction> published(const PublishedFraction& row, const std::vector<std::string>& names) {
  std::vector<std::string> letters;
  for (std::size_t i = 0; i < names.size(); ++i) letters.emplace_back(1, kLetters[i]);
  std::vector<std::string> texts;
  std::istringstream stream(row.letters);
  for (std::string text; stream >> text;) texts.push_back(text);
  Findings none;
  return TwoLevelFraction(names.size(), generatorsOf(texts, letters, none));
}

std::string romanOf(int resolution) {
  constexpr std::array kRoman = {"III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI"};
  const auto at = static_cast<std::size_t>(std::max(resolution - 3, 0));
  return at < kRoman.size() ? kRoman[at] : std::to_string(resolution);
}

/// What to ask for instead.
std::string otherFractions(const std::vector<std::string>& names) {
  const std::size_t k = names.size();
  std::vector<std::string> there;
  for (const PublishedFraction& row : publishedFractions()) {
    if (row.factors != k) continue;
    const auto fraction = published(row, names);
    there.push_back(fmt::format("{} points (resolution {})", fraction->runs(), romanOf(*fraction->resolution())));
  }
  const std::string own =
      fmt::format("give its \"generators\", one for each factor that is to follow others, such as \"{}={}\"",
                  kLetters[k - 1], kLetters.substr(0, std::min<std::size_t>(4, k - 1)));
  if (there.empty()) return own + ", or screen the factors first";
  return fmt::format("published are {}; for another {}", fmt::join(there, ", "), own);
}

/// The smallest published one that is good enough, else all combinations where they are few.
std::optional<TwoLevelFraction> chosen(const Design& design, const std::vector<std::string>& names,
                                       Findings& findings) {
  const std::size_t k = names.size();
  std::optional<TwoLevelFraction> best;
  for (const PublishedFraction& row : publishedFractions()) {
    if (row.factors != k) continue;
    auto candidate = published(row, names);
    const bool fits = design.runs > 0 ? candidate->runs() == design.runs
                                      : *candidate->resolution() >= static_cast<int>(design.resolution);
    if (fits && (!best || candidate->runs() < best->runs())) best = std::move(candidate);
  }
  constexpr std::size_t kFewFactors = 7;
  const bool is_full = design.runs > 0 ? k < 20 && design.runs == std::size_t{1} << k : k <= kFewFactors;
  if (!best && is_full) best = TwoLevelFraction(k, {});
  if (!best) {
    report(findings, "/design",
           design.runs > 0 ? fmt::format("no published fraction of {} factors has {} points", k, design.runs)
                           : fmt::format("no published fraction of {} factors has resolution {}", k,
                                         romanOf(static_cast<int>(design.resolution))),
           otherFractions(names));
  }
  return best;
}

}  // namespace

std::optional<TwoLevelFraction> fractionOf(const Design& design, const std::vector<std::string>& names,
                                           Findings& findings) {
  if (names.size() > kMostFactors) {
    report(findings, "/factors", fmt::format("a fraction has at most {} factors", kMostFactors),
           "screen them by another design first");
    return std::nullopt;
  }
  if (design.generators.empty()) return chosen(design, names, findings);
  const Generators generators = generatorsOf(design.generators, names, findings);
  if (!findings.empty()) return std::nullopt;
  if (names.size() - generators.size() > kMostBasics || generators.size() > kMostGenerators) {
    report(findings, "/design/generators",
           fmt::format("{} factors by {} generators are too many points or words", names.size(), generators.size()),
           fmt::format("leave at most {} factors that are not generated, with at most {} generators", kMostBasics,
                       kMostGenerators));
    return std::nullopt;
  }
  TwoLevelFraction fraction(names.size(), generators);
  if (*fraction.resolution() >= 3) return fraction;
  for (const EffectWord& word : fraction.definingWords()) {
    if (std::popcount(word.factors) >= 3) continue;
    std::vector<std::string> same;
    for (std::size_t i = 0; i < names.size(); ++i)
      if ((word.factors >> i & 1U) != 0) same.push_back(names[i]);
    report(findings, "/design/generators",
           same.size() < 2 ? fmt::format("factor \"{}\" would never change", fmt::join(same, ""))
                           : fmt::format("{} would always change together", fmt::join(same, " and ")),
           "choose generators of at least two letters, no two alike");
    break;
  }
  return std::nullopt;
}

}  // namespace mw::experiment
