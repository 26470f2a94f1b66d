// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace mw::numerics {

/// What one instruction of a compiled expression does with its one or two operands.
enum class Operation : std::uint8_t {
  Add,
  Subtract,
  Multiply,
  Divide,
  Power,
  PowerConstant,  ///< second operand is a constant
  Negate,
  Exp,
  Log,
  Log10,
  Sqrt,
  Sin,
  Cos,
  Tan,
  Asin,
  Acos,
  Atan,
  Sinh,
  Cosh,
  Tanh,
  Abs,
  Sign,
  Min,
  Max,
  Atan2,
  Less,  ///< 1 where a < b, else 0
  Pick   ///< second operand where the first is positive, else the third
};

/// One instruction: registers in, the next register out.
struct Instruction {
  Operation operation = Operation::Add;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

/// Formulas as users write them, compiled together into one straight program: what they have in common is computed
/// once, what is constant is computed when compiling.
///
///   q/V*(Caf-Ca) - k0*exp(-EoR/T)*Ca
///
/// Numbers, names, + - * / ^ (or **), parentheses, `pi`, and exp, log (or ln), log10, sqrt, sin, cos, tan, asin, acos,
/// atan, atan2(y, x), sinh, cosh, tanh, abs, sign, min(a, b), max(a, b), pow(a, b), less(a, b), if(x, a, b): a where
/// x > 0, else b. The power binds tighter than a sign before it and groups to the right: -x^2 = -(x^2). Numbers have a
/// decimal point in every locale.
class ExpressionSet {
 public:
  /// @param symbols    names of the values given at each evaluation, in their order
  /// @param constants  names with fixed values; a symbol of the same name goes first
  explicit ExpressionSet(std::vector<std::string> symbols, std::map<std::string, double> constants = {});

  /// Compiles one more formula; it becomes the next output.
  /// @param pointer  where it stands, for the findings: what is wrong, at which character, and what would be right
  /// @returns false where a finding was added
  bool add(std::string_view text, const std::string& pointer, Findings& findings);

  [[nodiscard]] std::size_t outputCount() const { return outputs_.size(); }
  [[nodiscard]] std::size_t symbolCount() const { return symbols_.size(); }
  /// Whether a formula depends on this symbol.
  [[nodiscard]] bool uses(const std::string& symbol) const;

  /// The machine below, for ExpressionEvaluator: registers hold symbols, then constants, then one result each.
  [[nodiscard]] const std::vector<Instruction>& program() const { return program_; }
  [[nodiscard]] const std::vector<double>& constantValues() const { return constant_values_; }
  [[nodiscard]] std::size_t registerOf(std::uint32_t operand) const;
  [[nodiscard]] const std::vector<std::uint32_t>& outputs() const { return outputs_; }

 private:
  friend class ExpressionParser;

  std::vector<std::string> symbols_;
  std::map<std::string, double> constants_;
  std::vector<double> constant_values_;
  std::vector<Instruction> program_;
  std::vector<std::uint32_t> outputs_;
};

}  // namespace mw::numerics
