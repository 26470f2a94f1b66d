// SPDX-License-Identifier: Apache-2.0
#include "core/twin/calibration.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlopt.hpp>

#include "core/twin/calibration_knobs.h"
#include "core/twin/noise_training.h"
#include "core/twin/replay.h"

namespace mw::twin {
namespace {

using Eigen::Index;
using Eigen::MatrixXd;
using Eigen::VectorXd;

constexpr double kHopeless = -1e300;        // likelihood of parameters that can't be replayed
constexpr double kFirstStep = 0.2;          // in logarithms: 20 %
constexpr double kWorthARestart = 1e-3;     // gain of log-likelihood
constexpr double kHessianStep = 1e-3;       // likewise
constexpr double kLeastInformation = 1e-2;  // of a direction that counts as identified
constexpr double kTakesPart = 0.3;          // share of a flat direction that names a parameter

class Calibration {
 public:
  Calibration(const JsonDocument& twin, const Log& log, const CalibrationOptions& options)
      : options_(options), knobs_(twin), log_(windowOf(log, options.from_s, options.until_s)) {
    const TwinDefinition definition = readTwin(twin, *options.models);
    requireRunnable(definition);
    if (definition.modes.size() > 1) {
      throw InputError(definition.model_type_place, "a switching model can't be calibrated",
                       "calibrate its modes apart");
    }
    if (log_.rowCount() == 0) {
      throw InputError(Place{log.name, "", 0, 0}, "the training window has no rows", "choose one within the log");
    }
    if (options.method == CalibrationMethod::ExpectationMaximisation) requireNoisesOnly(definition);
    knobs_.spellOut(definition.modes[0].model.parameters);
    for (const std::string& name : options.parameters) knobs_.add(name, definition.modes[0].model);
  }

  CalibrationResult run() {
    CalibrationResult result;
    result.rows = log_.rowCount();
    VectorXd z = VectorXd::Zero(knobs_.count());
    result.log_likelihood_before = replay(definitionAt(z), log_, {.stop = options_.stop}).log_likelihood;
    result.method = options_.method;
    if (options_.method == CalibrationMethod::ExpectationMaximisation) {
      expect(result);
    } else {
      result.has_converged = climb(z, result);
      result.log_likelihood_after = likelihoodAt(z);
      describe(z, result);
    }
    result.replays = replays_;
    result.twin = knobs_.jsonAt(z);
    return result;
  }

 private:
  void requireNoisesOnly(const TwinDefinition& definition) const {
    requireLinearSteps(definition);
    for (const std::string& name : options_.parameters) {
      if (name == "Q" || name == "R") continue;
      throw InputError(Place{}, fmt::format("expectation-maximisation can't fit \"{}\"", name),
                       "fit Q and R with it, and other parameters with the method ml");
    }
  }

  /// Expectation-maximisation; the posterior is then described around its result.
  void expect(CalibrationResult& result) {
    const TwinDefinition definition = definitionAt(VectorXd::Zero(knobs_.count()));
    estimation::NoiseEmOptions em{.most_iterations = options_.most_replays};
    const auto isAsked = [this](const char* name) {
      return std::find(options_.parameters.begin(), options_.parameters.end(), name) != options_.parameters.end();
    };
    em.fits_Q = isAsked("Q");
    em.fits_R = isAsked("R");
    em.watch = [this](int iteration, double) {
      if (options_.stop.stop_requested()) throw Cancelled("calibration stopped, nothing was kept");
      if (options_.progress) {
        options_.progress({static_cast<double>(iteration), static_cast<double>(options_.most_replays), "iterations"});
      }
    };
    const estimation::NoiseEmResult fit =
        estimation::fitNoise(definition.linear, definition.initial, trainingRows(definition, log_), em);
    if (em.fits_Q) knobs_.writeMatrix("Q", fit.Q);
    if (em.fits_R) knobs_.writeMatrix("R", fit.R);
    std::vector<double> before;
    for (CalibrationKnob& knob : knobs_.list()) {
      before.push_back(knob.before);
      const auto i = static_cast<Index>(std::stoul(knob.name.substr(2)));
      knob.before = (knob.name[0] == 'Q' ? fit.Q : fit.R)(i, i);
    }
    const VectorXd z = VectorXd::Zero(knobs_.count());
    result.has_converged = fit.has_converged;
    result.log_likelihood_path = fit.log_likelihood;
    result.log_likelihood_after = likelihoodAt(z);
    describe(z, result);
    for (std::size_t i = 0; i < before.size(); ++i) result.values[i].before = before[i];
  }

  [[nodiscard]] TwinDefinition definitionAt(const VectorXd& z) const {
    return readTwin(knobs_.documentAt(z), *options_.models);
  }

  double likelihoodAt(const VectorXd& z) {
    if (options_.stop.stop_requested()) throw Cancelled("calibration stopped, nothing was kept");
    ++replays_;
    if (options_.progress) {
      options_.progress({static_cast<double>(replays_), static_cast<double>(options_.most_replays), "replays"});
    }
    try {
      const double value = replay(definitionAt(z), log_, {.stop = options_.stop}).log_likelihood;
      return std::isfinite(value) ? value : kHopeless;
    } catch (const NumericalError&) {
      return kHopeless;
    } catch (const InputError&) {
      return kHopeless;
    }
  }

  bool climb(VectorXd& z, CalibrationResult& result) {
    if (knobs_.count() == 0) return true;
    nlopt::opt search(nlopt::LN_SBPLX, static_cast<unsigned>(knobs_.count()));
    const std::function<double(const std::vector<double>&)> likelihood = [this](const std::vector<double>& at) {
      return likelihoodAt(Eigen::Map<const VectorXd>(at.data(), static_cast<Index>(at.size())));
    };
    search.set_max_objective(
        [](const std::vector<double>& at, std::vector<double>&, void* function) {
          return (*static_cast<const std::function<double(const std::vector<double>&)>*>(function))(at);
        },
        const_cast<void*>(static_cast<const void*>(&likelihood)));
    search.set_initial_step(kFirstStep);
    search.set_lower_bounds(-20.0);
    search.set_upper_bounds(20.0);
    search.set_ftol_abs(1e-6);
    search.set_xtol_abs(1e-7);
    std::vector<double> at(z.data(), z.data() + z.size());
    double best = result.log_likelihood_before;
    bool has_converged = false;
    // Subplex can stall in a bent valley: it begins again with large steps until that gains nothing.
    for (double before = -HUGE_VAL; replays_ < options_.most_replays && best - before > kWorthARestart;) {
      before = best;
      search.set_maxeval(options_.most_replays - replays_);
      has_converged = climbOnce(search, at, best);
    }
    z = Eigen::Map<const VectorXd>(at.data(), z.size());
    return has_converged;
  }

  bool climbOnce(nlopt::opt& search, std::vector<double>& at, double& best) const {
    try {
      const nlopt::result end = search.optimize(at, best);
      return end == nlopt::FTOL_REACHED || end == nlopt::XTOL_REACHED || end == nlopt::SUCCESS;
    } catch (const nlopt::roundoff_limited&) {
      return true;
    } catch (const std::exception&) {
      if (options_.stop.stop_requested()) throw Cancelled("calibration stopped, nothing was kept");
      throw;
    }
  }

  /// - d2 L / dz2 by central differences.
  [[nodiscard]] MatrixXd informationAt(const VectorXd& z) {
    const Index count = z.size();
    MatrixXd information(count, count);
    const auto at = [&](Index i, double a, Index j, double b) {
      VectorXd moved = z;
      moved(i) += a;
      moved(j) += b;
      return likelihoodAt(moved);
    };
    const double h = kHessianStep;
    const double top = likelihoodAt(z);
    for (Index i = 0; i < count; ++i) {
      information(i, i) = -(at(i, h, i, 0) - 2 * top + at(i, -h, i, 0)) / (h * h);
      for (Index j = 0; j < i; ++j) {
        const double mixed = at(i, h, j, h) - at(i, h, j, -h) - at(i, -h, j, h) + at(i, -h, j, -h);
        information(i, j) = information(j, i) = -mixed / (4 * h * h);
      }
    }
    return information;
  }

  void describe(const VectorXd& z, CalibrationResult& result) {
    const Index count = z.size();
    const Eigen::SelfAdjointEigenSolver<MatrixXd> eigen(informationAt(z));
    std::vector<bool> is_open(knobs_.list().size(), false);
    MatrixXd covariance = MatrixXd::Zero(count, count);
    for (Index k = 0; k < count; ++k) {
      const VectorXd direction = eigen.eigenvectors().col(k);
      const double information = eigen.eigenvalues()(k);
      if (information > kLeastInformation) {
        covariance += direction * direction.transpose() / information;
        continue;
      }
      for (Index i = 0; i < count; ++i) {
        if (std::abs(direction(i)) > kTakesPart) is_open[static_cast<std::size_t>(i)] = true;
      }
    }
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    result.correlation = MatrixXd::Constant(count, count, nothing);
    for (Index i = 0; i < count; ++i) {
      const CalibrationKnob& knob = knobs_.list()[static_cast<std::size_t>(i)];
      const bool is_identified = !is_open[static_cast<std::size_t>(i)];
      const double sd = std::sqrt(covariance(i, i));
      result.values.push_back({knob.name, knob.before, knob.valueAt(z(i)),
                               is_identified ? sd * knob.scaleAt(z(i)) : std::numeric_limits<double>::infinity(),
                               is_identified});
      for (Index j = 0; j < count; ++j) {
        if (!is_identified || is_open[static_cast<std::size_t>(j)]) continue;
        result.correlation(i, j) = covariance(i, j) / (sd * std::sqrt(covariance(j, j)));
      }
    }
  }

  const CalibrationOptions& options_;
  CalibrationKnobs knobs_;
  Log log_;
  int replays_ = 0;
};

}  // namespace

CalibrationResult calibrate(const JsonDocument& twin, const Log& log, const CalibrationOptions& options) {
  return Calibration(twin, log, options).run();
}

Log windowOf(const Log& log, double from_s, double until_s) {
  Log window = log;
  window.t_s.clear();
  for (Signal& signal : window.series) signal.values.clear();
  for (std::size_t row = 0; row < log.rowCount(); ++row) {
    if (log.t_s[row] < from_s || log.t_s[row] > until_s) continue;
    window.t_s.push_back(log.t_s[row]);
    for (std::size_t i = 0; i < log.series.size(); ++i) window.series[i].values.push_back(log.series[i].values[row]);
  }
  return window;
}

}  // namespace mw::twin
