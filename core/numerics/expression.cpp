// SPDX-License-Identifier: Apache-2.0
#include "core/numerics/expression.h"

#include <algorithm>
#include <bit>
#include <fmt/format.h>
#include <numbers>
#include <optional>

#include "core/base/text.h"
#include "core/numerics/expression_evaluator.h"

namespace mw::numerics {
namespace {

// Operands before compilation ends: the kind in the upper bits, the index below.
constexpr std::uint32_t kConstantBit = 1U << 30U;
constexpr std::uint32_t kResultBit = 1U << 31U;
constexpr std::uint32_t kIndexMask = kConstantBit - 1;
constexpr int kDeepest = 200;

struct Function {
  Operation operation;
  int arguments;
};

const std::map<std::string, Function, std::less<>>& functions() {
  static const std::map<std::string, Function, std::less<>> kFunctions{
      {"exp", {Operation::Exp, 1}},     {"log", {Operation::Log, 1}},     {"ln", {Operation::Log, 1}},
      {"log10", {Operation::Log10, 1}}, {"sqrt", {Operation::Sqrt, 1}},   {"sin", {Operation::Sin, 1}},
      {"cos", {Operation::Cos, 1}},     {"tan", {Operation::Tan, 1}},     {"asin", {Operation::Asin, 1}},
      {"acos", {Operation::Acos, 1}},   {"atan", {Operation::Atan, 1}},   {"sinh", {Operation::Sinh, 1}},
      {"cosh", {Operation::Cosh, 1}},   {"tanh", {Operation::Tanh, 1}},   {"abs", {Operation::Abs, 1}},
      {"sign", {Operation::Sign, 1}},   {"min", {Operation::Min, 2}},     {"max", {Operation::Max, 2}},
      {"pow", {Operation::Power, 2}},   {"atan2", {Operation::Atan2, 2}}, {"less", {Operation::Less, 2}},
      {"if", {Operation::Pick, 3}}};
  return kFunctions;
}

bool isLetter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool isDigit(char c) {
  return c >= '0' && c <= '9';
}

struct SyntaxError {
  std::size_t at;
  std::string cause;
  std::string cure;
};

}  // namespace

/// Recursive descent; emits instructions as it goes.
class ExpressionParser {
 public:
  ExpressionParser(ExpressionSet& set, std::string_view text) : set_(set), text_(text) {}

  std::uint32_t parse() {
    const std::uint32_t result = sum();
    skipBlanks();
    if (at_ < text_.size()) fail(fmt::format("unexpected \"{}\"", text_[at_]), "write an operator, or remove it");
    return result;
  }

 private:
  [[noreturn]] void fail(std::string cause, std::string cure) const {
    throw SyntaxError{at_, std::move(cause), std::move(cure)};
  }

  void skipBlanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n')) ++at_;
  }
  bool take(char c) {
    skipBlanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  std::uint32_t sum() {
    if (++depth_ > kDeepest) fail("nested too deeply", "split the formula");
    std::uint32_t left = product();
    while (true) {
      if (take('+')) {
        left = emit({Operation::Add, left, product()});
      } else if (take('-')) {
        left = emit({Operation::Subtract, left, product()});
      } else {
        --depth_;
        return left;
      }
    }
  }

  std::uint32_t product() {
    std::uint32_t left = signedPower();
    while (true) {
      skipBlanks();
      if (text_.substr(at_, 2) != "**" && take('*')) {
        left = emit({Operation::Multiply, left, signedPower()});
      } else if (take('/')) {
        left = emit({Operation::Divide, left, signedPower()});
      } else {
        return left;
      }
    }
  }

  std::uint32_t signedPower() {
    if (++depth_ > kDeepest) fail("nested too deeply", "split the formula");
    std::uint32_t result = 0;
    if (take('-')) {
      result = emit({Operation::Negate, signedPower()});
    } else if (take('+')) {
      result = signedPower();
    } else {
      result = power();
    }
    --depth_;
    return result;
  }

  std::uint32_t power() {
    const std::uint32_t base = atom();
    skipBlanks();
    const bool is_power = text_.substr(at_, 2) == "**" || (at_ < text_.size() && text_[at_] == '^');
    if (!is_power) return base;
    at_ += text_[at_] == '^' ? 1 : 2;
    return emitPower(base, signedPower());
  }

  std::uint32_t atom() {
    skipBlanks();
    if (at_ >= text_.size()) fail("the formula ends too early", "write a number, a name or a parenthesis");
    if (take('(')) {
      const std::uint32_t inside = sum();
      if (!take(')')) fail("a parenthesis is not closed", "write )");
      return inside;
    }
    if (isDigit(text_[at_]) || text_[at_] == '.') return number();
    if (isLetter(text_[at_])) return name();
    fail(fmt::format("unexpected \"{}\"", text_[at_]), "write a number, a name or a parenthesis");
  }

  std::uint32_t number() {
    std::size_t end = at_;
    while (end < text_.size() && (isDigit(text_[end]) || text_[end] == '.')) ++end;
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
      if (digits < text_.size() && isDigit(text_[digits])) {
        end = digits;
        while (end < text_.size() && isDigit(text_[end])) ++end;
      }
    }
    const std::string_view word = text_.substr(at_, end - at_);
    const std::optional<double> value = parseNumber(word);
    if (!value) fail(fmt::format("\"{}\" is not a number", word), "write it as 1.5 or 2e-3");
    at_ = end;
    return constant(*value);
  }

  std::uint32_t name() {
    std::size_t end = at_;
    while (end < text_.size() && (isLetter(text_[end]) || isDigit(text_[end]) || text_[end] == '.')) ++end;
    const std::string word(text_.substr(at_, end - at_));
    const auto symbol = std::find(set_.symbols_.begin(), set_.symbols_.end(), word);
    if (symbol != set_.symbols_.end()) {
      at_ = end;
      return static_cast<std::uint32_t>(symbol - set_.symbols_.begin());
    }
    const auto constant_value = set_.constants_.find(word);
    if (constant_value != set_.constants_.end()) {
      at_ = end;
      return constant(constant_value->second);
    }
    const auto function = functions().find(word);
    if (function != functions().end()) return call(function->second, word, end);
    if (word == "pi") {
      at_ = end;
      return constant(std::numbers::pi);
    }
    failName(word);
  }

  [[noreturn]] void failName(const std::string& word) const {
    std::vector<std::string> known = set_.symbols_;
    for (const auto& [name, unused] : set_.constants_) known.push_back(name);
    for (const auto& [name, unused] : functions()) known.push_back(name);
    const auto near = nearestWord(word, known);
    fail(fmt::format("nothing is called \"{}\"{}", word, near ? fmt::format(" (did you mean \"{}\"?)", *near) : ""),
         "name a state, an input, a parameter, t or dt, or add it to \"parameters\"");
  }

  std::uint32_t call(const Function& function, const std::string& word, std::size_t end) {
    at_ = end;
    if (!take('(')) fail(fmt::format("{} wants its argument in parentheses", word), fmt::format("write {}(x)", word));
    std::uint32_t arguments[3] = {0, 0, 0};
    for (int i = 0; i < function.arguments; ++i) {
      if (i > 0 && !take(',')) {
        fail(fmt::format("{} wants {} arguments", word, function.arguments), "separate them by commas");
      }
      arguments[i] = sum();
    }
    if (!take(')')) {
      fail(fmt::format("{} takes {} argument{}", word, function.arguments, function.arguments == 1 ? "" : "s"),
           "write ) after the last");
    }
    if (function.operation == Operation::Power) return emitPower(arguments[0], arguments[1]);
    return emit({function.operation, arguments[0], arguments[1], arguments[2]});
  }

  std::uint32_t constant(double value) {
    const auto same = [value](double known) {
      return std::bit_cast<std::uint64_t>(known) == std::bit_cast<std::uint64_t>(value);
    };
    auto& values = set_.constant_values_;
    const auto found = std::find_if(values.begin(), values.end(), same);
    const auto index = static_cast<std::uint32_t>(found - values.begin());
    if (found == values.end()) values.push_back(value);
    return kConstantBit | index;
  }

  std::uint32_t emitPower(std::uint32_t base, std::uint32_t exponent) {
    const bool is_constant = (exponent & kConstantBit) != 0;
    if (is_constant && set_.constant_values_[exponent & kIndexMask] == 2.0) {
      return emit({Operation::Multiply, base, base});
    }
    return emit({is_constant ? Operation::PowerConstant : Operation::Power, base, exponent});
  }

  [[nodiscard]] static int operandCount(Operation operation) {
    for (const auto& [name, function] : functions()) {
      if (function.operation == operation) return function.arguments;
    }
    return operation == Operation::Negate ? 1 : 2;
  }

  /// The register of an instruction: an earlier one that is the same, a constant where all operands are.
  std::uint32_t emit(Instruction step) {
    const int operands = operandCount(step.operation);
    if (operands < 2) step.b = step.a;
    if (operands < 3) step.c = step.a;
    if ((step.a & step.b & step.c & kConstantBit) != 0) return constant(folded(step));
    for (std::size_t i = 0; i < set_.program_.size(); ++i) {
      const Instruction& known = set_.program_[i];
      if (known.operation == step.operation && known.a == step.a && known.b == step.b && known.c == step.c) {
        return kResultBit | static_cast<std::uint32_t>(i);
      }
    }
    set_.program_.push_back(step);
    return kResultBit | static_cast<std::uint32_t>(set_.program_.size() - 1);
  }

  [[nodiscard]] double folded(const Instruction& step) const {
    ExpressionSet alone({});
    alone.constant_values_ = set_.constant_values_;
    alone.program_ = {step};
    alone.outputs_ = {kResultBit};
    double result = 0;
    ExpressionEvaluator<double>(alone).run({&result, 1});
    return result;
  }

  ExpressionSet& set_;
  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

ExpressionSet::ExpressionSet(std::vector<std::string> symbols, std::map<std::string, double> constants)
    : symbols_(std::move(symbols)), constants_(std::move(constants)) {}

bool ExpressionSet::add(std::string_view text, const std::string& pointer, Findings& findings) {
  try {
    outputs_.push_back(ExpressionParser(*this, text).parse());
    return true;
  } catch (const SyntaxError& error) {
    findings.push_back({Severity::Error, Place{"", pointer, 0, 0},
                        fmt::format("formula \"{}\", character {}: {}", text, error.at + 1, error.cause), error.cure});
    return false;
  }
}

bool ExpressionSet::uses(const std::string& symbol) const {
  const auto found = std::find(symbols_.begin(), symbols_.end(), symbol);
  if (found == symbols_.end()) return false;
  const auto index = static_cast<std::uint32_t>(found - symbols_.begin());
  const auto reads = [index](const Instruction& step) { return step.a == index || step.b == index || step.c == index; };
  return std::any_of(program_.begin(), program_.end(), reads) ||
         std::find(outputs_.begin(), outputs_.end(), index) != outputs_.end();
}

std::size_t ExpressionSet::registerOf(std::uint32_t operand) const {
  if ((operand & kResultBit) != 0) return symbols_.size() + constant_values_.size() + (operand & kIndexMask);
  if ((operand & kConstantBit) != 0) return symbols_.size() + (operand & kIndexMask);
  return operand;
}

}  // namespace mw::numerics
