// SPDX-License-Identifier: Apache-2.0
#include "core/experiment/fractional_design.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>

namespace mw::experiment {
namespace {

EffectWord product(const EffectWord& a, const EffectWord& b) {
  return {a.factors ^ b.factors, a.sign * b.sign};
}

std::uint32_t bitOf(std::size_t factor) {
  return std::uint32_t{1} << factor;
}

std::string wordText(const EffectWord& word, const std::vector<std::string>& names) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < names.size(); ++i)
    if ((word.factors & bitOf(i)) != 0) parts.push_back(names[i]);
  return fmt::format("{}{}", word.sign < 0 ? "-" : "", fmt::join(parts, "*"));
}

std::string roman(int number) {
  static constexpr const char* kOnes[] = {"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"};
  return std::string(static_cast<std::size_t>(number / 10), 'X') + kOnes[number % 10];
}

std::vector<std::string> groupTexts(const std::vector<EffectWord>& group, const std::vector<std::string>& names) {
  std::vector<std::string> texts;
  for (const EffectWord& word : group) texts.push_back(wordText(word, names));
  return texts;
}

const char* meaning(int resolution) {
  if (resolution == 3) return "main effects are clear of each other, not of interactions of two factors";
  if (resolution == 4) return "main effects are clear of interactions of two factors, these not of each other";
  return "main effects and interactions of two factors are clear of each other";
}

}  // namespace

TwoLevelFraction::TwoLevelFraction(std::size_t factor_count, std::vector<Generator> generators)
    : factor_count_(factor_count), generators_(std::move(generators)) {
  for (std::size_t i = 0; i < factor_count_; ++i) {
    if (std::ranges::none_of(generators_, [i](const Generator& each) { return each.factor == i; }))
      basics_.push_back(i);
  }
  words_.push_back({});
  for (const Generator& each : generators_) {
    const EffectWord word{each.product.factors | bitOf(each.factor), each.product.sign};
    const std::size_t known = words_.size();
    for (std::size_t i = 0; i < known; ++i) words_.push_back(product(words_[i], word));
  }
  words_.erase(words_.begin());
}

int TwoLevelFraction::sign(std::size_t run, std::size_t factor) const {
  const EffectWord word = inBasics(bitOf(factor));
  int value = word.sign;
  for (std::size_t i = 0; i < basics_.size(); ++i) {
    const bool is_low = (run >> i & 1U) == 0;
    if ((word.factors & bitOf(basics_[i])) != 0 && is_low) value = -value;
  }
  return value;
}

std::optional<int> TwoLevelFraction::resolution() const {
  if (words_.empty()) return std::nullopt;
  int shortest = 32;
  for (const EffectWord& word : words_) shortest = std::min(shortest, std::popcount(word.factors));
  return shortest;
}

EffectWord TwoLevelFraction::inBasics(std::uint32_t factors) const {
  EffectWord word{factors, 1};
  for (const Generator& each : generators_) {
    if ((factors & bitOf(each.factor)) == 0) continue;
    word.factors ^= bitOf(each.factor);
    word = product(word, each.product);
  }
  return word;
}

std::vector<std::vector<EffectWord>> TwoLevelFraction::confounded() const {
  std::map<std::uint32_t, std::vector<EffectWord>> groups;
  std::vector<std::uint32_t> in_order;
  const auto add = [&](std::uint32_t effect) {
    const EffectWord word = inBasics(effect);
    auto& group = groups[word.factors];
    if (group.empty()) in_order.push_back(word.factors);
    group.push_back({effect, word.sign});
  };
  for (std::size_t i = 0; i < factor_count_; ++i) add(bitOf(i));
  for (std::size_t i = 0; i < factor_count_; ++i)
    for (std::size_t j = i + 1; j < factor_count_; ++j) add(bitOf(i) | bitOf(j));
  std::vector<std::vector<EffectWord>> list;
  for (const std::uint32_t key : in_order) {
    std::vector<EffectWord>& group = groups[key];
    if (group.size() < 2) continue;
    const int first_sign = group.front().sign;
    for (EffectWord& word : group) word.sign *= first_sign;
    list.push_back(std::move(group));
  }
  return list;
}

std::string fractionText(const TwoLevelFraction& fraction, const std::vector<std::string>& names) {
  const auto resolution = fraction.resolution();
  if (!resolution) return fmt::format("all {} combinations: every effect can be told", fraction.runs());
  constexpr std::size_t kMostGroups = 12;
  std::vector<std::string> groups;
  for (const auto& group : fraction.confounded()) {
    groups.push_back(fmt::format("{}", fmt::join(groupTexts(group, names), " = ")));
  }
  const std::size_t more = groups.size() > kMostGroups ? groups.size() - kMostGroups : 0;
  groups.resize(groups.size() - more);
  return fmt::format("2^({}-{}), {} points, resolution {}: {}{}{}{}", fraction.factorCount(),
                     fraction.generators().size(), fraction.runs(), roman(*resolution), meaning(*resolution),
                     groups.empty() ? "" : "; not told apart: ", fmt::join(groups, ", "),
                     more > 0 ? fmt::format(" and {} more", more) : "");
}

Json toJson(const TwoLevelFraction& fraction, const std::vector<std::string>& names) {
  Json json = {{"points", fraction.runs()},
               {"resolution", fraction.resolution() ? Json(roman(*fraction.resolution())) : Json(nullptr)},
               {"generators", Json::array()},
               {"defining_relation", Json::array()},
               {"confounded", Json::array()}};
  for (const auto& each : fraction.generators()) {
    json["generators"].push_back(names[each.factor] + "=" + wordText(each.product, names));
  }
  for (const EffectWord& word : fraction.definingWords()) json["defining_relation"].push_back(wordText(word, names));
  for (const auto& group : fraction.confounded()) json["confounded"].push_back(groupTexts(group, names));
  return json;
}

}  // namespace mw::experiment
