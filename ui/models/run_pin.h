// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/experiment/replications.h"
#include "ui/models/run_course.h"

namespace mw::models {

/// A figure of the factory, or of one of its elements, that the user wants to keep in view.
struct RunPin {
  std::string element;  ///< id; empty for the factory as a whole
  std::string figure;   ///< as kpi::KpiDeclaration::name; kElementThroughput for an element

  bool operator==(const RunPin&) const = default;
};

/// Parts that an element makes per hour: the KPI parts_out over the measured hours; parts_in of a sink.
inline constexpr auto kElementThroughput = "throughput_per_h";

/// What a drag of figures carries.
inline constexpr auto kPinMime = "application/x-millwright-figure";
[[nodiscard]] QByteArray pinToMime(const RunPin& pin);
[[nodiscard]] std::optional<RunPin> pinFromMime(const QByteArray& data);

/// [{"figure", "element"}]. What is no pin is left out; a figure is pinned once.
[[nodiscard]] Json pinsToJson(const std::vector<RunPin>& pins);
[[nodiscard]] std::vector<RunPin> pinsFromJson(const Json& json);

/// "Throughput per h", "Busy".
[[nodiscard]] QString figureTitle(const RunPin& pin);
/// "Mill 1 · Busy". @param factory  names the element
[[nodiscard]] QString pinTitle(const RunPin& pin, const factory::Factory& factory);

/// How the pin's figure can be followed over a run; nothing where a recording does not tell it (an OEE, a cost), and
/// where the factory has no such element.
[[nodiscard]] std::optional<CourseQuantity> courseQuantity(const RunPin& pin, const factory::Factory& factory);

/// What replications say of a pin.
struct PinnedKpi {
  kpi::KpiDeclaration declaration;
  numerics::Estimate value;
  QString why_undefined;
};
/// Nothing where these runs have no such figure or element.
[[nodiscard]] std::optional<PinnedKpi> kpiOf(const RunPin& pin, const experiment::RunResult& result,
                                             const factory::Factory& factory);

/// The figures of an element that are worth a row beside its parameters, in the order of the rows.
[[nodiscard]] std::vector<RunPin> figuresOf(const factory::Element& element);

}  // namespace mw::models
