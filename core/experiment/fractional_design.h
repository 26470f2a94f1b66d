// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/experiment/study.h"

namespace mw::experiment {

/// A product of factors, bit i for factor i, with the sign it has.
struct EffectWord {
  std::uint32_t factors = 0;
  int sign = 1;
  bool operator==(const EffectWord&) const = default;
};

/// A regular two-level fraction 2^(k-p): p of the k factors are set as products of the k - p others, the basic ones.
/// Factors have the letters A to H, J to P (no I, which is the identity) and so on, in the order of the study.
class TwoLevelFraction {
 public:
  struct Generator {
    std::size_t factor = 0;
    EffectWord product;  ///< of basic factors
  };

  TwoLevelFraction(std::size_t factor_count, std::vector<Generator> generators);

  [[nodiscard]] std::size_t factorCount() const { return factor_count_; }
  [[nodiscard]] const std::vector<Generator>& generators() const { return generators_; }
  [[nodiscard]] std::size_t runs() const { return std::size_t{1} << basics_.size(); }
  /// -1 or +1. Basic factors run in standard (Yates) order, the first changes fastest.
  [[nodiscard]] int sign(std::size_t run, std::size_t factor) const;

  /// The defining relation: all 2^p - 1 products of generators, each of which is +1 in all runs.
  [[nodiscard]] const std::vector<EffectWord>& definingWords() const { return words_; }
  /// Letters of the shortest defining word; nothing for a full factorial.
  [[nodiscard]] std::optional<int> resolution() const;
  /// Main effects and interactions of two that cannot be told apart, in groups of at least two. A sign of -1 says that
  /// the effect counts the other way round.
  [[nodiscard]] std::vector<std::vector<EffectWord>> confounded() const;

 private:
  [[nodiscard]] EffectWord inBasics(std::uint32_t factors) const;

  std::size_t factor_count_;
  std::vector<Generator> generators_;
  std::vector<std::size_t> basics_;
  std::vector<EffectWord> words_;
};

/// The fraction that a design asks for: by its own generators ("D=ABC", "E=-AB", or with the names of factors
/// "load=cycle*buffer"), or the published one of minimum aberration of this resolution (the fewest runs) or of so many
/// runs. Where a full factorial is as small, that.
/// Source: Box, Hunter, Hunter (2005), Statistics for Experimenters, table 6.22; Montgomery (2013), Design and Analysis
/// of Experiments, appendix X; from 12 factors on Chen, Sun, Wu (1993), Int. Statistical Review 61
/// @param names     of the factors
/// @param findings  receives what is wrong, at /design; the result is nothing then
[[nodiscard]] std::optional<TwoLevelFraction> fractionOf(const Design& design, const std::vector<std::string>& names,
                                                         Findings& findings);

/// What a fraction can tell and what not, in words: "2^(7-3), 16 points, resolution IV: ...; b*c = d*e".
[[nodiscard]] std::string fractionText(const TwoLevelFraction& fraction, const std::vector<std::string>& names);

/// {"points", "resolution", "generators", "defining_relation", "confounded": [["a*b", "-c*d"], ...]}
[[nodiscard]] Json toJson(const TwoLevelFraction& fraction, const std::vector<std::string>& names);

/// A published table of generators: 2^(factors - generators) in letters.
struct PublishedFraction {
  std::size_t factors;
  std::size_t generators;
  const char* letters;  ///< "E=ABC F=BCD"
};
[[nodiscard]] const std::vector<PublishedFraction>& publishedFractions();

}  // namespace mw::experiment
