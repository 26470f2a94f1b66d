// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/distribution.h"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <boost/math/distributions/lognormal.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <boost/math/distributions/weibull.hpp>
#include <cmath>
#include <functional>

namespace mw::panels {
namespace {

namespace bm = boost::math;

double field(const Json& distribution, const char* key, double otherwise = 0) {
  return distribution.contains(key) && distribution[key].is_number() ? distribution[key].get<double>() : otherwise;
}

std::string familyOf(const Json& distribution) {
  if (distribution.is_number()) return "constant";
  return distribution.is_object() && distribution.contains("dist") ? distribution["dist"].get<std::string>() : "";
}

double weibullMean(double shape) {
  return std::tgamma(1 + 1 / shape);
}

double weibullCv(double shape) {
  const double mean = weibullMean(shape);
  return std::sqrt(std::max(0.0, std::tgamma(1 + 2 / shape) - mean * mean)) / mean;
}

/// The shape with a coefficient of variation, by bisection; 0.3 to 50.
double weibullShape(double cv) {
  double low = 0.3;
  double high = 50;
  for (int i = 0; i < 60; ++i) {
    const double middle = (low + high) / 2;
    (weibullCv(middle) > cv ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::optional<Moments> momentsOfList(const Json& values) {
  if (!values.is_array() || values.empty()) return std::nullopt;
  double sum = 0;
  double squares = 0;
  for (const Json& value : values) {
    sum += value.get<double>();
    squares += value.get<double>() * value.get<double>();
  }
  const auto n = static_cast<double>(values.size());
  return Moments{sum / n, std::sqrt(std::max(0.0, squares / n - sum * sum / n / n))};
}

/// For fields: at most four significant figures.
double rounded(double value) {
  if (value == 0) return 0;
  const double scale = std::pow(10, 3 - std::floor(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

using Density = std::function<double(double)>;

template <class D>
Density pdfOf(D distribution) {
  return [distribution](double x) { return bm::pdf(distribution, x); };
}

Density gammaDensity(double mean_s, double cv) {
  const double shape = 1 / (cv * cv);
  return pdfOf(bm::gamma_distribution<>(shape, mean_s / shape));
}

Density pertDensity(double low, double mode, double high) {
  const bm::beta_distribution<> unit(1 + 4 * (mode - low) / (high - low), 1 + 4 * (high - mode) / (high - low));
  return [=](double x) { return bm::pdf(unit, (x - low) / (high - low)) / (high - low); };
}

Density densityFunction(const Json& d, const std::string& family) {
  const double mean = field(d, "mean_s");
  const double low = field(d, "min_s");
  const double high = field(d, "max_s");
  if (family == "exponential") return gammaDensity(mean, 1);
  if (family == "erlang") return gammaDensity(mean, 1 / std::sqrt(field(d, "k", 1)));
  if (family == "gamma") return gammaDensity(mean, field(d, "cv", 1));
  if (family == "lognormal") {
    const double variance = std::log(1 + std::pow(field(d, "cv", 1), 2));
    return pdfOf(bm::lognormal_distribution<>(std::log(mean) - variance / 2, std::sqrt(variance)));
  }
  if (family == "weibull") return pdfOf(bm::weibull_distribution<>(field(d, "shape", 1), field(d, "scale_s", 1)));
  if (family == "normal" && field(d, "sd_s") > 0) return pdfOf(bm::normal_distribution<>(mean, field(d, "sd_s")));
  if (family == "uniform" && low < high) {
    return [=](double x) { return x < low || x > high ? 0 : 1 / (high - low); };
  }
  if (low < high && family == "triangular") return pdfOf(bm::triangular_distribution<>(low, field(d, "mode_s"), high));
  if (low < high && family == "pert") return pertDensity(low, field(d, "mode_s"), high);
  return {};
}

}  // namespace

std::optional<Moments> momentsOf(const Json& d) {
  const std::string family = familyOf(d);
  const double mean = field(d, "mean_s");
  const double low = field(d, "min_s");
  const double high = field(d, "max_s");
  const double mode = field(d, "mode_s");
  if (d.is_number()) return Moments{d.get<double>(), 0};
  if (family == "constant") return Moments{field(d, "value_s"), 0};
  if (family == "exponential") return Moments{mean, mean};
  if (family == "erlang") return Moments{mean, mean / std::sqrt(field(d, "k", 1))};
  if (family == "gamma" || family == "lognormal") return Moments{mean, mean * field(d, "cv", 1)};
  if (family == "normal") return Moments{mean, field(d, "sd_s")};
  if (family == "uniform") return Moments{(low + high) / 2, (high - low) / std::sqrt(12.0)};
  if (family == "empirical" && d.contains("values_s")) return momentsOfList(d["values_s"]);
  if (family == "weibull") {
    const double shape = field(d, "shape", 1);
    const double weibull_mean = field(d, "scale_s", 1) * weibullMean(shape);
    return Moments{weibull_mean, weibull_mean * weibullCv(shape)};
  }
  if (family == "triangular") {
    const double variance = (low * low + mode * mode + high * high - low * mode - low * high - mode * high) / 18;
    return Moments{(low + mode + high) / 3, std::sqrt(std::max(0.0, variance))};
  }
  if (family == "pert") {
    const double pert_mean = (low + 4 * mode + high) / 6;
    return Moments{pert_mean, std::sqrt(std::max(0.0, (pert_mean - low) * (high - pert_mean) / 7))};
  }
  return std::nullopt;
}

Json inFamily(const std::string& family, const Json& distribution) {
  constexpr Moments kStart{60, 12};
  Moments moments = momentsOf(distribution).value_or(kStart);
  if (moments.mean_s <= 0) moments = kStart;
  const double mean = rounded(moments.mean_s);
  const double sd = moments.sd_s > 0 ? moments.sd_s : 0.2 * mean;
  const double cv = rounded(sd / mean);
  const double low = rounded(std::max(0.0, mean - 2 * sd));
  const double high = rounded(mean + 2 * sd);
  Json made{{"dist", family}};
  if (family == "constant") made["value_s"] = mean;
  if (family == "exponential") made["mean_s"] = mean;
  if (family == "erlang") made["mean_s"] = mean, made["k"] = std::clamp(std::lround(1 / (cv * cv)), 1L, 1000L);
  if (family == "gamma" || family == "lognormal") made["mean_s"] = mean, made["cv"] = cv;
  if (family == "normal") made["mean_s"] = mean, made["sd_s"] = rounded(sd);
  if (family == "uniform") {
    made["min_s"] = rounded(std::max(0.0, mean - std::sqrt(3.0) * sd));
    made["max_s"] = rounded(mean + std::sqrt(3.0) * sd);
  }
  if (family == "triangular" || family == "pert") made["min_s"] = low, made["mode_s"] = mean, made["max_s"] = high;
  if (family == "weibull") {
    const double shape = weibullShape(sd / mean);
    made["scale_s"] = rounded(mean / weibullMean(shape));
    made["shape"] = rounded(shape);
  }
  if (family == "empirical") made["values_s"] = Json::array({low, mean, high});
  if (family == "mixture") {
    made["components"] = Json::array({Json{{"weight", 1}, {"dist", "constant"}, {"value_s", mean}}});
  }
  return made;
}

DensityCurve densityOf(const Json& distribution, std::size_t n) {
  const std::string family = familyOf(distribution);
  const auto moments = momentsOf(distribution);
  DensityCurve curve;
  if (!moments || !(moments->mean_s > 0) || !(moments->sd_s > 0) || n < 2) return curve;
  const Density density = densityFunction(distribution, family);
  if (!density) return curve;
  curve.low_s = std::max(0.0, moments->mean_s - 4 * moments->sd_s);
  curve.high_s = moments->mean_s + 4 * moments->sd_s;
  for (std::size_t i = 0; i < n; ++i) {
    // Midpoints: clear of the poles that some families have at zero.
    const double x =
        curve.low_s + (curve.high_s - curve.low_s) * (static_cast<double>(i) + 0.5) / static_cast<double>(n);
    double value = 0;
    try {
      value = density(x);
    } catch (const std::exception&) {
      value = 0;  // outside the support
    }
    curve.density.push_back(std::isfinite(value) ? value : 0);
  }
  return curve;
}

}  // namespace mw::panels
