// SPDX-License-Identifier: Apache-2.0
#include "core/twin/filter_choice.h"

#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/error.h"
#include "core/estimation/extended_filter.h"
#include "core/estimation/linear_filter.h"

namespace mw::twin {
namespace {

const std::vector<std::string> kFilters{"extended", "kalman", "particle", "unscented"};
constexpr double kMostParticles = 1e7;
constexpr double kLargestSeed = 9e15;  // counts below 2^53 are exact in a double

std::vector<std::string> keysOfFilter(const std::string& type) {
  if (type == "unscented") return {"type", "alpha", "beta", "kappa"};
  if (type == "particle") return {"type", "particles", "seed"};
  return {"type"};
}

double wholeNumber(JsonWalk& walk, const std::string& key, double low, double high, double otherwise) {
  const double number = walk.number(key, false, low, high).value_or(otherwise);
  if (number != std::floor(number)) {
    walk.error(walk.pointerTo(key), fmt::format("{} is no whole number", number), "give a whole number");
  }
  return number;
}

void readOptions(const Json& filter, FilterChoice& choice, Findings& findings) {
  JsonWalk walk(filter, "/filter", keysOfFilter(choice.type), findings);
  choice.sigma_points.alpha = walk.number("alpha", false, 1e-6, 1e3).value_or(choice.sigma_points.alpha);
  choice.sigma_points.beta = walk.number("beta", false, -1e6, 1e6).value_or(choice.sigma_points.beta);
  choice.sigma_points.kappa = walk.number("kappa", false, -1e6, 1e6).value_or(choice.sigma_points.kappa);
  choice.particles.particles = static_cast<std::size_t>(wholeNumber(walk, "particles", 2, kMostParticles, 1000));
  choice.particles.seed = static_cast<std::uint64_t>(wholeNumber(walk, "seed", 0, kLargestSeed, 1));
}

}  // namespace

FilterChoice readFilterChoice(const Json& filter, Findings& findings) {
  FilterChoice choice;
  const bool is_object = filter.is_object();
  const Json* name = is_object ? (filter.contains("type") ? &filter.at("type") : nullptr) : &filter;
  if (name == nullptr || !name->is_string()) {
    findings.push_back({Severity::Error, Place{"", "/filter", 0, 0},
                        "wants the name of a filter, or an object with \"type\"", "write \"filter\": \"kalman\""});
    return choice;
  }
  choice.type = name->get<std::string>();
  choice.pointer = is_object ? "/filter/type" : "/filter";
  if (std::find(kFilters.begin(), kFilters.end(), choice.type) == kFilters.end()) {
    findings.push_back({Severity::Error, Place{"", choice.pointer, 0, 0},
                        fmt::format("no filter \"{}\"{}", choice.type, suggestion(choice.type, kFilters)),
                        fmt::format("filters are {}", fmt::join(kFilters, ", "))});
  } else if (is_object) {
    readOptions(filter, choice, findings);
  }
  return choice;
}

void settleFilter(FilterChoice& choice, const TwinModel& model, Findings& findings) {
  if (!model.noisy.process) return;
  if (choice.type.empty()) choice.type = model.isLinear() ? "kalman" : "unscented";
  if (choice.type != "kalman" || model.isLinear()) {
    const auto inner = model.noisy.process_noise_variance.size() + model.noisy.measurement_noise_variance.size();
    const double room = static_cast<double>(model.noisy.stateCount()) + choice.sigma_points.kappa;
    if (choice.type != "unscented" || room > 0) return;
    findings.push_back(
        {Severity::Error, Place{"", "/filter/kappa", 0, 0},
         fmt::format("kappa {} leaves the sigma points of {} states nowhere to go", choice.sigma_points.kappa,
                     model.noisy.stateCount()),
         fmt::format("give more than -{}{}", model.noisy.stateCount(), inner > 0 ? ", the number of states" : "")});
    return;
  }
  findings.push_back({Severity::Error, Place{"", choice.pointer, 0, 0},
                      fmt::format("the filter \"kalman\" wants a linear model, \"{}\" is not", model.type),
                      "use \"extended\", \"unscented\" or \"particle\""});
}

std::unique_ptr<estimation::StateFilter> makeFilter(const FilterChoice& choice, const TwinModel& model) {
  const estimation::NoisyProcess& noisy = model.noisy;
  MW_REQUIRE(noisy.process != nullptr);
  if (choice.type == "unscented") {
    return estimation::makeUnscentedFilter(noisy, model.initial, choice.sigma_points);
  }
  if (choice.type == "particle") return estimation::makeParticleFilter(noisy, model.initial, choice.particles);
  const api::LinearSystem* system = noisy.process->linearSystem();
  if (choice.type == "kalman" && system != nullptr) {
    return estimation::makeLinearFilter({system->F, system->B, system->H, noisy.Q, noisy.R}, model.initial);
  }
  return estimation::makeExtendedFilter(noisy, model.initial);
}

}  // namespace mw::twin
