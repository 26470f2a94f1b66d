// SPDX-License-Identifier: Apache-2.0
#include "core/surrogate/gp/hyperparameters.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "core/base/text.h"

namespace mw::surrogate {
namespace {

const std::array<std::string, 3> kKeys{"signal_variance", "length_scales", "noise_variance"};

class Reader {
 public:
  Reader(const Json& json, std::string pointer) : json_(json), pointer_(std::move(pointer)) {}

  GpHyperparameters read(Eigen::Index n_inputs) {
    if (!json_.is_object()) {
      report("", "hyperparameters must be an object",
             "write {\"signal_variance\", \"length_scales\", \"noise_variance\"}");
      throw InputError(findings_);
    }
    refuseUnknownKeys();
    GpHyperparameters hyperparameters;
    if (const Json* value = find("signal_variance"))
      hyperparameters.signal_variance = number(*value, "/signal_variance");
    if (const Json* value = find("noise_variance")) {
      hyperparameters.noise_variance = number(*value, "/noise_variance", true);
    }
    if (const Json* value = find("length_scales")) hyperparameters.length_scales = scales(*value, n_inputs);
    if (!findings_.empty()) throw InputError(findings_);
    return hyperparameters;
  }

 private:
  void report(const std::string& pointer, std::string cause, std::string cure) {
    findings_.push_back({Severity::Error, {{}, pointer_ + pointer}, std::move(cause), std::move(cure)});
  }

  void refuseUnknownKeys() {
    for (const auto& [key, value] : json_.items()) {
      if (std::find(kKeys.begin(), kKeys.end(), key) != kKeys.end()) continue;
      const auto nearest = nearestWord(key, kKeys);
      report(fmt::format("/{}", pointerToken(key)), fmt::format("unknown key \"{}\"", key),
             nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "remove it");
    }
  }

  const Json* find(const std::string& key) {
    if (const auto found = json_.find(key); found != json_.end()) return &*found;
    report("", fmt::format("\"{}\" is missing", key), "add it, as fit --json prints it");
    return nullptr;
  }

  double number(const Json& value, const std::string& pointer, bool zero_allowed = false) {
    const double got = value.is_number() ? value.get<double>() : std::numeric_limits<double>::quiet_NaN();
    if (std::isfinite(got) && (got > 0 || (zero_allowed && got == 0))) return got;
    report(pointer, fmt::format("{} is not a {} number", value.dump(), zero_allowed ? "positive or zero" : "positive"),
           "variances and length scales are of the standardised data and positive");
    return 1;
  }

  Eigen::VectorXd scales(const Json& value, Eigen::Index n_inputs) {
    if (!value.is_array() || static_cast<Eigen::Index>(value.size()) != n_inputs) {
      report("/length_scales",
             value.is_array() ? fmt::format("{} length scales, but inputs number {}", value.size(), n_inputs)
                              : std::string("length_scales is not an array"),
             fmt::format("give {}, in the order of the inputs", n_inputs));
      return {};
    }
    Eigen::VectorXd scales(n_inputs);
    for (Eigen::Index j = 0; j < n_inputs; ++j) {
      const Json& entry = value[static_cast<std::size_t>(j)];
      scales(j) = entry.is_null() ? std::numeric_limits<double>::quiet_NaN()
                                  : number(entry, fmt::format("/length_scales/{}", j));
    }
    return scales;
  }

  const Json& json_;
  std::string pointer_;
  Findings findings_;
};

}  // namespace

Json toJson(const GpHyperparameters& hyperparameters) {
  Json scales = Json::array();
  for (const double scale : hyperparameters.length_scales) {
    scales.push_back(std::isnan(scale) ? Json(nullptr) : Json(scale));
  }
  return {{"signal_variance", hyperparameters.signal_variance},
          {"length_scales", std::move(scales)},
          {"noise_variance", hyperparameters.noise_variance}};
}

GpHyperparameters hyperparametersFromJson(const Json& json, const std::string& pointer, Eigen::Index n_inputs) {
  return Reader(json, pointer).read(n_inputs);
}

GpHyperparameters readHyperparameters(const std::filesystem::path& file, Eigen::Index n_inputs) {
  const JsonDocument document = JsonDocument::read(file);
  try {
    return hyperparametersFromJson(document.root(), "", n_inputs);
  } catch (const InputError& error) {
    Findings findings = error.findings();
    document.locate(findings);
    throw InputError(std::move(findings));
  }
}

}  // namespace mw::surrogate
