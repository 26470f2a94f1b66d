// SPDX-License-Identifier: Apache-2.0
#include "core/twin/detect/normal_model_json.h"

#include <array>
#include <fmt/format.h>
#include <limits>
#include <optional>

#include "core/twin/json_matrix.h"
#include "core/twin/json_walk.h"

namespace mw::twin {
namespace {

using estimation::NormalModel;
using estimation::ScaledChiSquare;

constexpr const char* kFormat = "millwright-normal-model/1";
constexpr std::array kComponentRules = {"explained-variance", "parallel-analysis"};
constexpr std::array kLimitRules = {"empirical", "box", "theory"};
constexpr double kMost = std::numeric_limits<double>::max();
constexpr double kLeast = std::numeric_limits<double>::min();

Json arrayOf(const Eigen::VectorXd& values) {
  return Json(std::vector<double>(values.begin(), values.end()));
}

Json rowsOf(const Eigen::MatrixXd& matrix) {
  Json rows = Json::array();
  for (Eigen::Index i = 0; i < matrix.rows(); ++i) rows.push_back(arrayOf(matrix.row(i)));
  return rows;
}

Json healthJson(const ScaledChiSquare& health) {
  return {{"g", health.g}, {"h", health.h}};
}

/// Reads what the model holds; what is missing has become a finding.
class ModelReader {
 public:
  ModelReader(const JsonDocument& document, Findings& findings)
      : findings_(findings),
        walk_(document.root(), "",
              {"format", "signals", "smoothing", "lags", "confidence", "margin", "component_rule", "explained",
               "limit_rule", "centre", "scale", "loadings", "eigenvalues", "retained", "t2_limit", "q_limit",
               "t2_health", "q_health", "healthy_rows"},
              findings) {}

  NormalModel read() {
    NormalModel model;
    if (walk_.text("format", true) != std::optional<std::string>(kFormat)) {
      walk_.error("/format", "not a normal-operation model", fmt::format("it should be \"{}\"", kFormat));
    }
    readSignals(model);
    readOptions(model.options);
    const auto n = model.names.size();
    const std::size_t m = n * static_cast<std::size_t>(model.options.lags + 1);
    model.centre = vector("centre", n, -kMost, "one per signal");
    model.scale = vector("scale", n, kLeast, "one per signal");
    model.eigenvalues = vector("eigenvalues", m, 0.0, "one per signal and lag");
    model.loadings = readMatrix(walk_, "loadings", {m, m, "a row per signal and lag, a column per component"}, true)
                         .value_or(Eigen::MatrixXd::Identity(Eigen::Index(m), Eigen::Index(m)));
    model.retained = static_cast<int>(number("retained", 1, static_cast<double>(std::max<std::size_t>(m, 1))));
    model.t2_limit = number("t2_limit", kLeast, kMost);
    model.q_limit = number("q_limit", 0, kMost);
    model.t2_health = health("t2_health");
    model.q_health = health("q_health");
    model.healthy_rows = static_cast<std::size_t>(number("healthy_rows", 0, 1e12));
    return model;
  }

 private:
  double number(const std::string& key, double low, double high) {
    return walk_.number(key, true, low, high).value_or(0.0);
  }

  void readSignals(NormalModel& model) {
    const Json* names = walk_.array("signals", true);
    if (!names) return;
    for (const Json& name : *names) {
      if (name.is_string()) model.names.push_back(name.get<std::string>());
    }
    if (model.names.empty() || model.names.size() != names->size()) {
      walk_.error("/signals", "not a list of names", "name one signal or more");
    }
  }

  void readOptions(estimation::NormalModelOptions& options) {
    options.smoothing = number("smoothing", 1e-9, 1.0);
    options.lags = static_cast<int>(number("lags", 0, 1000));
    options.confidence = number("confidence", 1e-9, 1.0);
    options.margin = number("margin", 1e-9, kMost);
    options.explained = number("explained", 0, 1.0);
    options.component_rule = static_cast<estimation::ComponentRule>(oneOf("component_rule", kComponentRules));
    options.limit_rule = static_cast<estimation::LimitRule>(oneOf("limit_rule", kLimitRules));
  }

  template <std::size_t N>
  std::size_t oneOf(const std::string& key, const std::array<const char*, N>& words) {
    const auto word = walk_.text(key, true);
    for (std::size_t i = 0; word && i < N; ++i) {
      if (*word == words[i]) return i;
    }
    if (word) walk_.error("/" + key, fmt::format("\"{}\" is unknown", *word), fmt::format("\"{}\"", words[0]));
    return 0;
  }

  Eigen::VectorXd vector(const std::string& key, std::size_t size, double low, const std::string& meaning) {
    const auto size_read = static_cast<Eigen::Index>(size);
    const auto values = readVector(walk_, key, size, meaning);
    if (!values) return Eigen::VectorXd::Ones(size_read);
    if (values->size() > 0 && values->minCoeff() < low) {
      walk_.error("/" + key, fmt::format("holds {}", values->minCoeff()), fmt::format("at least {}", low));
    }
    return *values;
  }

  ScaledChiSquare health(const std::string& key) {
    const Json* member = walk_.member(key, true);
    if (!member) return {};
    JsonWalk walk(*member, "/" + key, {"g", "h"}, findings_);
    return {walk.number("g", true, kLeast, kMost).value_or(1.0), walk.number("h", true, kLeast, kMost).value_or(1.0)};
  }

  Findings& findings_;
  JsonWalk walk_;
};

}  // namespace

Json toJson(const NormalModel& model) {
  return {{"format", kFormat},
          {"signals", model.names},
          {"smoothing", model.options.smoothing},
          {"lags", model.options.lags},
          {"confidence", model.options.confidence},
          {"margin", model.options.margin},
          {"component_rule", kComponentRules[static_cast<std::size_t>(model.options.component_rule)]},
          {"explained", model.options.explained},
          {"limit_rule", kLimitRules[static_cast<std::size_t>(model.options.limit_rule)]},
          {"centre", arrayOf(model.centre)},
          {"scale", arrayOf(model.scale)},
          {"loadings", rowsOf(model.loadings)},
          {"eigenvalues", arrayOf(model.eigenvalues)},
          {"retained", model.retained},
          {"t2_limit", model.t2_limit},
          {"q_limit", model.q_limit},
          {"t2_health", healthJson(model.t2_health)},
          {"q_health", healthJson(model.q_health)},
          {"healthy_rows", model.healthy_rows}};
}

NormalModel readNormalModel(const JsonDocument& document) {
  Findings findings;
  NormalModel model = ModelReader(document, findings).read();
  document.locate(findings);
  if (hasErrors(findings)) throw InputError(std::move(findings));
  return model;
}

}  // namespace mw::twin
