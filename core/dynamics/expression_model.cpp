// SPDX-License-Identifier: Apache-2.0
#include "core/dynamics/expression_model.h"

#include <Eigen/Eigenvalues>
#include <limits>

#include "core/numerics/dual.h"
#include "core/numerics/expression_evaluator.h"

namespace mw::dynamics {
namespace {

using api::ProcessStep;
using Eigen::Index;
using numerics::Dual;
using numerics::ExpressionEvaluator;
using numerics::ExpressionSet;
using numerics::OdeSolver;

constexpr std::size_t kWidth = 4;  // directions differentiated in one pass
using Slope = Dual<double, kWidth>;
using Curve = Dual<Slope, 1>;

/// The formulas of one function, ready for numbers of type T. Symbols in order: states, inputs, t, dt, noises.
template <class T>
struct Machine {
  Machine() = default;
  Machine(const ExpressionSet& set, std::size_t n, const numerics::OdeOptions& options)
      : evaluator(set), solver(n, options), results(set.outputCount()), state(n) {}

  ExpressionEvaluator<T> evaluator;
  OdeSolver<T> solver;
  std::vector<T> results;
  std::vector<T> state;
  std::vector<T> noise;
};

struct Shape {
  std::size_t n = 0;
  std::size_t m = 0;
  std::size_t w = 0;
  std::size_t v = 0;
  bool is_continuous = false;
  bool is_linear = false;
  bool depends_on_interval = false;
  numerics::OdeOptions integrator;
};

template <class T>
void setSymbols(std::span<T> symbols, std::span<const T> x, std::span<const T> noise, const ProcessStep& step) {
  std::size_t next = 0;
  for (const T& value : x) symbols[next++] = value;
  for (const double value : step.u) symbols[next++] = T(value);
  symbols[next++] = T(step.t_s);
  symbols[next++] = T(step.dt_s);
  for (const T& value : noise) symbols[next++] = value;
}

class ExpressionModel final : public api::ProcessModel {
 public:
  ExpressionModel(const Shape& shape, const ExpressionSet& change, const ExpressionSet& measurement)
      : shape_(shape), change_(change), measurement_(measurement) {
    bind(change_numbers_, change_, shape_.w);
    bind(measure_numbers_, measurement_, shape_.v);
    bind(change_slopes_, change_, shape_.w);
    bind(measure_slopes_, measurement_, shape_.v);
    if (!shape_.is_linear) bind(change_curves_, change_, shape_.w);
  }

  [[nodiscard]] std::unique_ptr<ProcessModel> clone() const override {
    return std::make_unique<ExpressionModel>(*this);
  }
  [[nodiscard]] std::size_t stateCount() const override { return shape_.n; }
  [[nodiscard]] std::size_t signalCount() const override { return measurement_.outputCount(); }
  [[nodiscard]] std::size_t processNoiseCount() const override { return shape_.w; }
  [[nodiscard]] std::size_t measurementNoiseCount() const override { return shape_.v; }
  [[nodiscard]] bool isLinear() const override { return shape_.is_linear; }
  [[nodiscard]] bool dependsOnInterval() const override { return shape_.depends_on_interval; }

  void advance(std::span<const double> x, std::span<const double> w, const ProcessStep& step,
               std::span<double> x_next) override {
    std::copy(x.begin(), x.end(), x_next.begin());
    move<double>(change_numbers_, x_next, w, step);
  }

  void measure(std::span<const double> x, std::span<const double> v, const ProcessStep& step,
               std::span<double> y) override {
    setSymbols<double>(measure_numbers_.evaluator.symbols(), x, v, step);
    measure_numbers_.evaluator.run(y);
  }

  void advanceJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> x_next,
                       Eigen::Ref<Eigen::MatrixXd> F, Eigen::Ref<Eigen::MatrixXd> G) override {
    differentiate(change_slopes_, x, F, G, [&](Machine<Slope>& machine) -> const std::vector<Slope>& {
      move<Slope>(machine, machine.state, machine.noise, step);
      for (std::size_t i = 0; i < shape_.n; ++i) x_next[i] = machine.state[i].value;
      return machine.state;
    });
  }

  void measureJacobian(std::span<const double> x, const ProcessStep& step, std::span<double> y,
                       Eigen::Ref<Eigen::MatrixXd> H, Eigen::Ref<Eigen::MatrixXd> M) override {
    differentiate(measure_slopes_, x, H, M, [&](Machine<Slope>& machine) -> const std::vector<Slope>& {
      setSymbols<Slope>(machine.evaluator.symbols(), machine.state, machine.noise, step);
      machine.evaluator.run(machine.results);
      for (std::size_t i = 0; i < machine.results.size(); ++i) y[i] = machine.results[i].value;
      return machine.results;
    });
  }

  [[nodiscard]] double advanceCurvature(std::span<const double> x, const ProcessStep& step) override {
    if (shape_.is_linear) return 0;
    const auto n = static_cast<Index>(shape_.n);
    std::vector<Eigen::MatrixXd> hessians(shape_.n, Eigen::MatrixXd(n, n));
    for (std::size_t row = 0; row < shape_.n; ++row) {
      for (std::size_t first = 0; first < shape_.n; first += kWidth) curveAlong(x, step, row, first, hessians);
    }
    double sum = 0;
    for (const Eigen::MatrixXd& hessian : hessians) {
      if (!hessian.allFinite()) return std::numeric_limits<double>::quiet_NaN();
      const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(hessian, Eigen::EigenvaluesOnly);
      sum += std::pow(eigen.eigenvalues().cwiseAbs().maxCoeff(), 2);
    }
    return std::sqrt(sum);
  }

 private:
  template <class T>
  void bind(Machine<T>& machine, const ExpressionSet& set, std::size_t noises) {
    machine = Machine<T>(set, shape_.n, shape_.integrator);
    machine.noise.assign(noises, T(0.0));
  }

  /// x becomes the next state.
  template <class T>
  void move(Machine<T>& machine, std::span<T> x, std::span<const T> w, const ProcessStep& step) {
    const std::span<T> symbols = machine.evaluator.symbols();
    setSymbols<T>(symbols, x, w, step);
    if (!shape_.is_continuous) {
      machine.evaluator.run(x);
      return;
    }
    const std::size_t clock = shape_.n + shape_.m;
    const auto rate = [&](double t, std::span<const T> state, std::span<T> slope) {
      std::copy(state.begin(), state.end(), symbols.begin());
      symbols[clock] = T(t);
      machine.evaluator.run(slope);
    };
    if (machine.solver.integrate(rate, step.t_s - step.dt_s, step.dt_s, x)) return;
    std::fill(x.begin(), x.end(), T(std::numeric_limits<double>::quiet_NaN()));
  }

  /// Fills both Jacobians, kWidth directions at a time: states first, then noises.
  template <class Run>
  void differentiate(Machine<Slope>& machine, std::span<const double> x, Eigen::Ref<Eigen::MatrixXd> J_state,
                     Eigen::Ref<Eigen::MatrixXd> J_noise, Run&& run) {
    const std::size_t directions = shape_.n + machine.noise.size();
    for (std::size_t first = 0; first < directions; first += kWidth) {
      for (std::size_t i = 0; i < shape_.n; ++i) machine.state[i] = seeded(x[i], i, first);
      for (std::size_t i = 0; i < machine.noise.size(); ++i) machine.noise[i] = seeded(0.0, shape_.n + i, first);
      const std::vector<Slope>& results = run(machine);
      for (std::size_t k = first; k < std::min(first + kWidth, directions); ++k) {
        const bool is_state = k < shape_.n;
        Eigen::Ref<Eigen::MatrixXd>& J = is_state ? J_state : J_noise;
        const auto column = static_cast<Index>(is_state ? k : k - shape_.n);
        for (std::size_t row = 0; row < results.size(); ++row) {
          J(static_cast<Index>(row), column) = results[row].slope[k - first];
        }
      }
    }
  }

  static Slope seeded(double value, std::size_t index, std::size_t first) {
    Slope slope(value);
    if (index >= first && index < first + kWidth) slope.slope[index - first] = 1.0;
    return slope;
  }

  /// Entries (row, first ... first + kWidth) of every Hessian.
  void curveAlong(std::span<const double> x, const ProcessStep& step, std::size_t row, std::size_t first,
                  std::vector<Eigen::MatrixXd>& hessians) {
    Machine<Curve>& machine = change_curves_;
    for (std::size_t i = 0; i < shape_.n; ++i) {
      machine.state[i] = Curve(0.0);
      machine.state[i].value = seeded(x[i], i, first);
      machine.state[i].slope[0] = Slope(i == row ? 1.0 : 0.0);
    }
    move<Curve>(machine, machine.state, machine.noise, step);
    for (std::size_t i = 0; i < shape_.n; ++i) {
      for (std::size_t k = first; k < std::min(first + kWidth, shape_.n); ++k) {
        hessians[i](static_cast<Index>(row), static_cast<Index>(k)) = machine.state[i].slope[0].slope[k - first];
      }
    }
  }

  Shape shape_;
  ExpressionSet change_;
  ExpressionSet measurement_;
  Machine<double> change_numbers_;
  Machine<double> measure_numbers_;
  Machine<Slope> change_slopes_;
  Machine<Slope> measure_slopes_;
  Machine<Curve> change_curves_;
};

std::vector<std::string> symbolsOf(const ExpressionModelText& text, const std::vector<std::string>& noises) {
  std::vector<std::string> symbols = text.states;
  symbols.insert(symbols.end(), text.inputs.begin(), text.inputs.end());
  symbols.insert(symbols.end(), {"t", "dt"});
  symbols.insert(symbols.end(), noises.begin(), noises.end());
  return symbols;
}

bool compile(const std::vector<std::string>& formulas, const std::string& pointer, ExpressionSet& set,
             Findings& findings) {
  bool is_fine = true;
  for (std::size_t i = 0; i < formulas.size(); ++i) {
    is_fine = set.add(formulas[i], pointer + "/" + std::to_string(i), findings) && is_fine;
  }
  return is_fine;
}

}  // namespace

std::unique_ptr<api::ProcessModel> makeExpressionModel(const ExpressionModelText& text, Findings& findings) {
  ExpressionSet change(symbolsOf(text, text.process_noises), text.parameters);
  ExpressionSet measurement(symbolsOf(text, text.measurement_noises), text.parameters);
  const bool is_change_fine = compile(text.change, text.change_pointer, change, findings);
  const bool is_measurement_fine = compile(text.measurement, text.measurement_pointer, measurement, findings);
  if (!is_change_fine || !is_measurement_fine) return nullptr;
  Shape shape;
  shape.n = text.states.size();
  shape.m = text.inputs.size();
  shape.w = text.process_noises.size();
  shape.v = text.measurement_noises.size();
  shape.is_continuous = text.is_continuous;
  shape.is_linear = text.is_linear;
  shape.depends_on_interval = text.is_continuous || change.uses("dt");
  shape.integrator = text.integrator;
  return std::make_unique<ExpressionModel>(shape, change, measurement);
}

}  // namespace mw::dynamics
