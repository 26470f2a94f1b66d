// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <span>
#include <vector>

#include "core/numerics/dual.h"
#include "core/numerics/expression.h"

namespace mw::numerics {

/// Evaluates compiled formulas in numbers of type T: double, or a Dual for exact derivatives. Keeps its registers, so
/// an evaluation allocates nothing. One thread at a time.
template <class T>
class ExpressionEvaluator {
 public:
  ExpressionEvaluator() = default;
  /// Copies what it needs: the set may go.
  explicit ExpressionEvaluator(const ExpressionSet& set)
      : symbol_count_(set.symbolCount()), constants_(set.constantValues()), outputs_(set.outputs()) {
    const std::size_t first = symbol_count_ + constants_.size();
    registers_.resize(first + set.program().size());
    for (std::size_t i = 0; i < constants_.size(); ++i) registers_[symbol_count_ + i] = T(constants_[i]);
    program_ = set.program();
    for (Instruction& step : program_) {
      step.a = static_cast<std::uint32_t>(set.registerOf(step.a));
      step.b = static_cast<std::uint32_t>(set.registerOf(step.b));
      step.c = static_cast<std::uint32_t>(set.registerOf(step.c));
    }
    for (std::uint32_t& output : outputs_) output = static_cast<std::uint32_t>(set.registerOf(output));
  }

  /// Where the values of the symbols go before run().
  [[nodiscard]] std::span<T> symbols() { return {registers_.data(), symbol_count_}; }

  /// @param results  as many as the set has formulas; may lie over what symbols() were copied from
  void run(std::span<T> results) {
    T* next = registers_.data() + symbol_count_ + constants_.size();
    for (const Instruction& step : program_) *next++ = perform(step);
    for (std::size_t i = 0; i < outputs_.size(); ++i) results[i] = registers_[outputs_[i]];
  }

 private:
  [[nodiscard]] T perform(const Instruction& step) const {
    const T& a = registers_[step.a];
    const T& b = registers_[step.b];
    switch (step.operation) {
      case Operation::Add:
        return a + b;
      case Operation::Subtract:
        return a - b;
      case Operation::Multiply:
        return a * b;
      case Operation::Divide:
        return a / b;
      case Operation::Negate:
        return -a;
      case Operation::PowerConstant:
        return powConstant(a, valueOf(b));
      case Operation::Min:
        return valueOf(b) < valueOf(a) ? b : a;
      case Operation::Max:
        return valueOf(b) > valueOf(a) ? b : a;
      case Operation::Less:
        return T(valueOf(a) < valueOf(b) ? 1.0 : 0.0);
      case Operation::Pick:
        return valueOf(a) > 0 ? b : registers_[step.c];
      default:
        return applyFunction(step.operation, a, b);
    }
  }

  [[nodiscard]] static T applyFunction(Operation operation, const T& a, const T& b) {
    using std::abs, std::acos, std::asin, std::atan, std::atan2, std::cos, std::cosh, std::exp, std::log, std::pow,
        std::sin, std::sinh, std::sqrt, std::tan, std::tanh;
    constexpr double kLn10 = 2.302585092994045684;
    switch (operation) {
      case Operation::Power:
        return pow(a, b);
      case Operation::Exp:
        return exp(a);
      case Operation::Log:
        return log(a);
      case Operation::Log10:
        return log(a) / T(kLn10);
      case Operation::Sqrt:
        return sqrt(a);
      case Operation::Sin:
        return sin(a);
      case Operation::Cos:
        return cos(a);
      case Operation::Tan:
        return tan(a);
      case Operation::Asin:
        return asin(a);
      case Operation::Acos:
        return acos(a);
      case Operation::Atan:
        return atan(a);
      case Operation::Sinh:
        return sinh(a);
      case Operation::Cosh:
        return cosh(a);
      case Operation::Tanh:
        return tanh(a);
      case Operation::Abs:
        return abs(a);
      case Operation::Sign:
        return T(valueOf(a) > 0 ? 1.0 : (valueOf(a) < 0 ? -1.0 : 0.0));
      case Operation::Atan2:
        return atan2(a, b);
      default:
        return T(std::nan(""));
    }
  }

  std::size_t symbol_count_ = 0;
  std::vector<double> constants_;
  std::vector<Instruction> program_;
  std::vector<std::uint32_t> outputs_;
  std::vector<T> registers_;
};

}  // namespace mw::numerics
