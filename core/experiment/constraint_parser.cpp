// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <optional>

#include "core/base/csv_cells.h"
#include "core/base/text.h"
#include "core/experiment/constraint.h"

namespace mw::experiment {
namespace {

constexpr char kHyphen = '\xFF';  // stands for the hyphen within a name, which a formula would subtract; never in UTF-8

bool isNameLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool isQuote(char c) {
  return c == '"' || c == '\'';
}

/// The same length; what stands in quotes is blanked, so that nothing is found there.
std::string withoutQuoted(std::string_view text) {
  std::string plain(text);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    if (!isQuote(plain[i])) continue;
    const std::size_t end = std::min(plain.find(plain[i], i + 1), plain.size());
    std::fill(plain.begin() + static_cast<std::ptrdiff_t>(i) + 1, plain.begin() + static_cast<std::ptrdiff_t>(end),
              '_');
    i = end;
  }
  return plain;
}

/// The parts of a text between the places where a word stands by itself, outside of quotes.
std::vector<std::string> split(const std::string& text, std::string_view word) {
  const std::string plain = withoutQuoted(text);
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = plain.find(word); at != std::string::npos; at = plain.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const auto isPart = [](char c) { return isNameLetter(c) || c == '-'; };  // pick-and-place is a name
    const bool is_alone = (at == 0 || !isPart(plain[at - 1])) && (end == plain.size() || !isPart(plain[end]));
    if (!is_alone) continue;
    parts.push_back(text.substr(start, at - start));
    start = end;
  }
  parts.push_back(text.substr(start));
  return parts;
}

std::string demangled(std::string text) {
  std::ranges::replace(text, kHyphen, '-');
  return text;
}

std::string mangled(std::string name) {
  std::ranges::replace(name, '-', kHyphen);
  return name;
}

}  // namespace

/// Compiles one constraint after the other.
class ConstraintParser {
 public:
  ConstraintParser(const std::vector<Factor>& factors, Findings& findings)
      : factors_(factors), findings_(findings), formulas_(symbolsOf(factors), {{"true", 1}, {"false", 0}}) {
    for (std::size_t i = 0; i < factors.size(); ++i) {
      names_.push_back(factors[i].name);
      if (factors[i].isNumber()) compiled_.numbers_.push_back(i);
    }
  }

  void add(const std::string& text, std::size_t index) {
    text_ = text;
    pointer_ = fmt::format("/constraints/{}", index);
    const std::size_t before = findings_.size();
    if (isComparedInParentheses(text)) {
      return report("a comparison stands in parentheses, which only formulas take",
                    "leave them out: and binds closer than or, so write (a or b) and c as a and c or b and c");
    }
    Constraints::Condition condition;
    for (const std::string& alternative : split(text, "or")) {
      Constraints::Alternative& all = condition.emplace_back();
      for (const std::string& chain : split(alternative, "and")) addChain(chain, all);
    }
    if (findings_.size() == before) compiled_.conditions_.push_back(std::move(condition));
  }

  Constraints take() {
    compiled_.evaluator_ = numerics::ExpressionEvaluator<double>(formulas_);
    compiled_.results_.resize(formulas_.outputCount());
    return std::move(compiled_);
  }

 private:
  using Relation = Constraints::Relation;
  using Side = Constraints::Side;

  struct Sign {
    std::string_view text;
    Relation relation;
  };

  static std::vector<std::string> symbolsOf(const std::vector<Factor>& factors) {
    std::vector<std::string> symbols;
    for (const Factor& factor : factors)
      if (factor.isNumber()) symbols.push_back(mangled(factor.name));
    return symbols;
  }

  static const Sign* signAt(std::string_view text) {
    static constexpr std::array<Sign, 9> kSigns = {{{"<=", Relation::LessOrEqual},
                                                    {">=", Relation::GreaterOrEqual},
                                                    {"≤", Relation::LessOrEqual},
                                                    {"≥", Relation::GreaterOrEqual},
                                                    {"==", Relation::Equal},
                                                    {"!=", Relation::Unequal},
                                                    {"<", Relation::Less},
                                                    {">", Relation::Greater},
                                                    {"=", Relation::Equal}}};
    const auto found = std::ranges::find_if(kSigns, [&](const Sign& sign) { return text.starts_with(sign.text); });
    return found == kSigns.end() ? nullptr : &*found;
  }

  static bool isComparedInParentheses(const std::string& text) {
    const std::string plain = withoutQuoted(text);
    int depth = 0;
    for (std::size_t at = 0; at < plain.size(); ++at) {
      if (plain[at] == '(') ++depth;
      if (plain[at] == ')') --depth;
      if (depth > 0 && signAt(std::string_view(plain).substr(at)) != nullptr) return true;
    }
    return false;
  }

  void report(std::string cause, std::string cure) {
    findings_.push_back(
        {Severity::Error, {"", pointer_, 0, 0}, fmt::format("constraint '{}': {}", text_, cause), std::move(cure)});
  }

  /// a < b < c: a < b and b < c.
  void addChain(const std::string& chain, Constraints::Alternative& all) {
    const std::string plain = withoutQuoted(chain);
    std::vector<Side> sides;
    std::vector<Relation> relations;
    std::size_t start = 0;
    for (std::size_t at = 0; at < plain.size();) {
      const Sign* sign = signAt(std::string_view(plain).substr(at));
      if (sign == nullptr) {
        ++at;
        continue;
      }
      sides.push_back(sideOf(chain.substr(start, at - start)));
      relations.push_back(sign->relation);
      start = at += sign->text.size();
    }
    if (relations.empty()) return report("nothing is compared", "write it as buffer_a + buffer_b <= 40");
    sides.push_back(sideOf(chain.substr(start)));
    for (std::size_t i = 0; i < relations.size(); ++i) {
      checkTexts(sides[i], relations[i], sides[i + 1]);
      all.push_back({sides[i], relations[i], sides[i + 1]});
    }
  }

  Side sideOf(const std::string& written) {
    const std::string text(trimmed(written));
    if (text.size() >= 2 && isQuote(text.front()) && text.back() == text.front()) {
      return {Side::Kind::Text, 0, text.substr(1, text.size() - 2)};
    }
    const auto factor = std::ranges::find(names_, text);
    if (factor != names_.end()) {
      const auto index = static_cast<std::size_t>(factor - names_.begin());
      if (!factors_[index].isNumber()) return {Side::Kind::Choice, index, text};
    }
    return {Side::Kind::Formula, formulaOf(text), text};
  }

  std::size_t formulaOf(const std::string& text) {
    Findings found;
    if (text.empty()) {
      report("a comparison has nothing on one side", "write it as buffer_a + buffer_b <= 40");
    } else if (const auto choice = choiceIn(text)) {
      report(
          fmt::format("\"{}\" has texts, which no formula takes", factors_[*choice].name),
          fmt::format("compare it by itself, as {} == \"{}\"", factors_[*choice].name,
                      factors_[*choice].levels.front().is_string() ? factors_[*choice].levels.front().get<std::string>()
                                                                   : factors_[*choice].levels.front().dump()));
    } else if (!formulas_.add(withMangledNames(text), pointer_, found)) {
      std::string cause = demangled(found.front().cause);
      const bool is_name = cause.find("nothing is called") != std::string::npos;
      report(std::move(cause),
             is_name ? fmt::format("the factors are {}", fmt::join(names_, ", ")) : found.front().cure);
    }
    return formulas_.outputCount() == 0 ? 0 : formulas_.outputCount() - 1;
  }

  /// Calls visit(place, end, factor) for each name of a factor in a formula; where several fit, the longest.
  template <class Visit>
  void forEachName(const std::string& text, Visit visit) const {
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (!isNameLetter(text[at]) || (at > 0 && isNameLetter(text[at - 1]))) continue;
      std::optional<std::size_t> longest;
      for (std::size_t i = 0; i < names_.size(); ++i) {
        const std::size_t end = at + names_[i].size();
        const bool fits =
            text.compare(at, names_[i].size(), names_[i]) == 0 && (end == text.size() || !isNameLetter(text[end]));
        if (fits && (!longest || names_[i].size() > names_[*longest].size())) longest = i;
      }
      if (!longest) continue;
      visit(at, *longest);
      at += names_[*longest].size() - 1;
    }
  }

  [[nodiscard]] std::optional<std::size_t> choiceIn(const std::string& text) const {
    std::optional<std::size_t> choice;
    forEachName(text, [&](std::size_t, std::size_t factor) {
      if (!factors_[factor].isNumber()) choice = factor;
    });
    return choice;
  }

  [[nodiscard]] std::string withMangledNames(std::string text) const {
    std::string formula = text;
    forEachName(text, [&](std::size_t at, std::size_t factor) {
      formula.replace(at, names_[factor].size(), mangled(names_[factor]));
    });
    return formula;
  }

  void checkTexts(const Side& left, Relation relation, const Side& right) {
    using enum Side::Kind;
    if (left.kind == Formula && right.kind == Formula) return;
    const bool is_equality = relation == Relation::Equal || relation == Relation::Unequal;
    const bool has_choice = left.kind == Choice || right.kind == Choice;
    const bool has_formula = left.kind == Formula || right.kind == Formula;
    if (!is_equality || !has_choice || has_formula) {
      report("a text is compared with what it cannot be compared with",
             "compare the name of a factor with one of its levels, by == or !=");
      return;
    }
    const Side& choice = left.kind == Choice ? left : right;
    const Side& text = left.kind == Choice ? right : left;
    if (text.kind != Text) return;
    std::vector<std::string> levels;
    for (const Json& level : factors_[choice.index].levels) levels.push_back(nameOf(level));
    if (std::ranges::find(levels, text.text) != levels.end()) return;
    const auto nearest = nearestWord(text.text, levels);
    report(fmt::format("\"{}\" is no level of \"{}\"", text.text, choice.text),
           nearest ? fmt::format("did you mean \"{}\"?", *nearest) : fmt::format("it has {}", fmt::join(levels, ", ")));
  }

  static std::string nameOf(const Json& level) { return level.is_string() ? level.get<std::string>() : level.dump(); }

  const std::vector<Factor>& factors_;
  Findings& findings_;
  numerics::ExpressionSet formulas_;
  std::vector<std::string> names_;
  Constraints compiled_;
  std::string text_;
  std::string pointer_;
};

Constraints Constraints::compile(const std::vector<std::string>& texts, const std::vector<Factor>& factors,
                                 Findings& findings) {
  ConstraintParser parser(factors, findings);
  for (std::size_t i = 0; i < texts.size(); ++i) parser.add(texts[i], i);
  return parser.take();
}

}  // namespace mw::experiment
