// SPDX-License-Identifier: Apache-2.0
#include "core/twin/calibration.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlopt.hpp>

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

/// One number of the twin's model that the search moves.
struct Knob {
  std::string name;
  Json::json_pointer at;
  double before = 0;
  bool is_variance = false;

  [[nodiscard]] double valueAt(double z) const { return before == 0 ? z : before * std::exp(z); }
  /// d value / d z
  [[nodiscard]] double scaleAt(double z) const { return before == 0 ? 1.0 : std::abs(valueAt(z)); }
};

class Calibration {
 public:
  Calibration(const JsonDocument& twin, const Log& log, const CalibrationOptions& options)
      : options_(options),
        json_(twin.root()),
        file_(twin.fileName()),
        log_(windowOf(log, options.from_s, options.until_s)) {
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
    // Defaults become part of the file, so that they can be moved.
    Json& model = json_["model"];
    for (const auto& [name, value] : definition.modes[0].model.parameters) model["parameters"][name] = value;
    for (const std::string& name : options.parameters) addKnobs(name, definition.modes[0].model, twin);
  }

  CalibrationResult run() {
    CalibrationResult result;
    result.rows = log_.rowCount();
    VectorXd z = VectorXd::Zero(static_cast<Index>(knobs_.size()));
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
    result.twin = jsonAt(z);
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
    const TwinDefinition definition = definitionAt(VectorXd::Zero(static_cast<Index>(knobs_.size())));
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
    if (em.fits_Q) writeMatrix("Q", fit.Q);
    if (em.fits_R) writeMatrix("R", fit.R);
    std::vector<double> before;
    for (Knob& knob : knobs_) {
      before.push_back(knob.before);
      const auto i = static_cast<Index>(std::stoul(knob.name.substr(2)));
      knob.before = (knob.name[0] == 'Q' ? fit.Q : fit.R)(i, i);
    }
    const VectorXd z = VectorXd::Zero(static_cast<Index>(knobs_.size()));
    result.has_converged = fit.has_converged;
    result.log_likelihood_path = fit.log_likelihood;
    result.log_likelihood_after = likelihoodAt(z);
    describe(z, result);
    for (std::size_t i = 0; i < before.size(); ++i) result.values[i].before = before[i];
  }

  void addKnobs(const std::string& name, const TwinModel& model, const JsonDocument& twin) {
    const std::size_t n = model.states.size();
    if (name == "Q" || name == "R") {
      const MatrixXd& M = name == "Q" ? model.noisy.Q : model.noisy.R;
      writeMatrix(name, M);
      for (Index i = 0; i < M.rows(); ++i) {
        if (M(i, i) > 0) knobs_.push_back({fmt::format("{}/{}/{}", name, i, i), pointer(name, i), M(i, i), true});
      }
      return;
    }
    if (name == "x0") {
      for (std::size_t i = 0; i < n; ++i) {
        const double value = model.initial.mean(static_cast<Index>(i));
        json_["model"]["x0"][i] = value;
        knobs_.push_back({fmt::format("x0/{}", i), Json::json_pointer(fmt::format("/model/x0/{}", i)), value});
      }
      return;
    }
    const auto parameter = model.parameters.find(name);
    if (parameter != model.parameters.end()) {
      knobs_.push_back({name, Json::json_pointer("/model/parameters/" + pointerToken(name)), parameter->second});
      return;
    }
    std::vector<std::string> known{"Q", "R", "x0"};
    for (const auto& [other, unused] : model.parameters) known.push_back(other);
    throw InputError(twin.placeOf("/model/parameters"),
                     fmt::format("the model has no parameter \"{}\"{}", name, suggestion(name, known)),
                     "name one of \"parameters\", or Q, R, x0");
  }

  static Json::json_pointer pointer(const std::string& name, Index i) {
    return Json::json_pointer(fmt::format("/model/{}/{}/{}", name, i, i));
  }

  void writeMatrix(const std::string& name, const MatrixXd& M) {
    Json rows = Json::array();
    for (Index i = 0; i < M.rows(); ++i) {
      Json row = Json::array();
      for (Index j = 0; j < M.cols(); ++j) row.push_back(M(i, j));
      rows.push_back(std::move(row));
    }
    json_["model"][name] = std::move(rows);
  }

  /// Variances by their factor, covariances by the roots of both factors.
  static void scaleVariance(Json& json, const Knob& knob, double factor) {
    const std::string name = knob.name.substr(0, 1);
    const auto k = static_cast<std::size_t>(std::stoul(knob.name.substr(2)));
    Json& M = json["model"][name];
    const double root = std::sqrt(factor);
    for (std::size_t i = 0; i < M.size(); ++i) {
      M[k][i] = M[k][i].get<double>() * root;
      M[i][k] = M[i][k].get<double>() * root;
    }
  }

  [[nodiscard]] Json jsonAt(const VectorXd& z) const {
    Json json = json_;
    for (std::size_t i = 0; i < knobs_.size(); ++i) {
      const double at = z(static_cast<Index>(i));
      if (knobs_[i].is_variance) {
        scaleVariance(json, knobs_[i], std::exp(at));
      } else {
        json[knobs_[i].at] = knobs_[i].valueAt(at);
      }
    }
    return json;
  }

  [[nodiscard]] TwinDefinition definitionAt(const VectorXd& z) const {
    return readTwin(JsonDocument::parse(jsonAt(z).dump(), file_), *options_.models);
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
    if (knobs_.empty()) return true;
    nlopt::opt search(nlopt::LN_SBPLX, static_cast<unsigned>(knobs_.size()));
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
    std::vector<bool> is_open(knobs_.size(), false);
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
      const Knob& knob = knobs_[static_cast<std::size_t>(i)];
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
  Json json_;
  std::string file_;
  Log log_;
  std::vector<Knob> knobs_;
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

void addValues(const std::vector<CalibratedValue>& values, const Eigen::MatrixXd& correlation, Json& json) {
  const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  json["parameters"] = Json::array();
  for (const CalibratedValue& value : values) {
    json["parameters"].push_back({{"name", value.name},
                                  {"before", value.before},
                                  {"value", value.value},
                                  {"sd", number(value.sd)},
                                  {"identified", value.is_identified}});
  }
  json["correlation"] = Json::array();
  for (Index i = 0; i < correlation.rows(); ++i) {
    Json row = Json::array();
    for (Index j = 0; j < correlation.cols(); ++j) row.push_back(number(correlation(i, j)));
    json["correlation"].push_back(std::move(row));
  }
}

Json toJson(const CalibrationResult& result) {
  const auto number = [](double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); };
  Json json;
  addValues(result.values, result.correlation, json);
  json["log_likelihood"] = {{"before", number(result.log_likelihood_before)},
                            {"after", number(result.log_likelihood_after)}};
  json["rows"] = result.rows;
  json["replays"] = result.replays;
  json["converged"] = result.has_converged;
  json["method"] = result.method == CalibrationMethod::ExpectationMaximisation ? "em" : "ml";
  if (!result.log_likelihood_path.empty()) json["iterations"] = result.log_likelihood_path.size() - 1;
  return json;
}

}  // namespace mw::twin
