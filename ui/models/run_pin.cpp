// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_pin.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/kpi/machine.h"
#include "ui/models/response_text.h"

namespace mw::models {
namespace {

using Kind = CourseQuantity::Kind;

constexpr auto kContent = "content_mean";

QString tr(const char* text) {
  return QCoreApplication::translate("runPin", text);
}

std::optional<std::uint32_t> indexOf(const factory::Factory& factory, const std::string& id) {
  const factory::Element* element = factory.findElement(id);
  if (element == nullptr) return std::nullopt;
  return static_cast<std::uint32_t>(element - factory.elements().data());
}

bool isSink(const factory::Element& element) {
  return element.type == "sink";
}

std::optional<factory::ElementState> stateOf(const std::string& figure) {
  const auto found = std::ranges::find(factory::kElementStateNames, figure);
  if (found == factory::kElementStateNames.end()) return std::nullopt;
  return static_cast<factory::ElementState>(found - factory::kElementStateNames.begin());
}

/// A part that a vehicle has taken counts as gone, though the recording has it there until it is unloaded.
bool isFetchedFrom(const factory::Factory& factory, std::uint32_t element) {
  return std::ranges::any_of(factory.flows(), [element](const factory::Flow& flow) {
    return flow.from == element && flow.fields.value("by", std::string()) == "vehicle";
  });
}

template <class List>
std::optional<PinnedKpi> find(const std::string& name, const std::vector<kpi::KpiDeclaration>& declarations,
                              const std::vector<numerics::Estimate>& values, const List& reasons) {
  const auto found = std::ranges::find(declarations, name, &kpi::KpiDeclaration::name);
  if (found == declarations.end()) return std::nullopt;
  const auto at = static_cast<std::size_t>(found - declarations.begin());
  return PinnedKpi{*found, values[at], at < reasons.size() ? QString::fromStdString(reasons[at]) : QString()};
}

/// Parts of the measured time as parts per hour.
PinnedKpi perHour(const PinnedKpi& parts, double measured_s) {
  const double per_h = 3600 / measured_s;
  const numerics::Estimate& count = parts.value;
  return {{kElementThroughput, "1/h", "Parts that it makes over the measured hours.", kpi::Better::Higher},
          {count.mean * per_h, count.sd * per_h, count.half_width * per_h, count.n},
          parts.why_undefined};
}

}  // namespace

QByteArray pinToMime(const RunPin& pin) {
  return QByteArray::fromStdString(pinsToJson({pin}).dump());
}

std::optional<RunPin> pinFromMime(const QByteArray& data) {
  const auto pins = pinsFromJson(Json::parse(data.toStdString(), nullptr, false));
  return pins.size() == 1 ? std::optional(pins.front()) : std::nullopt;
}

Json pinsToJson(const std::vector<RunPin>& pins) {
  Json list = Json::array();
  for (const RunPin& pin : pins) {
    Json entry = {{"figure", pin.figure}};
    if (!pin.element.empty()) entry["element"] = pin.element;
    list.push_back(std::move(entry));
  }
  return list;
}

std::vector<RunPin> pinsFromJson(const Json& json) {
  std::vector<RunPin> pins;
  if (!json.is_array()) return pins;
  for (const Json& entry : json) {
    if (!entry.is_object() || !entry.contains("figure") || !entry["figure"].is_string()) continue;
    RunPin pin{{}, entry["figure"].get<std::string>()};
    if (entry.contains("element") && entry["element"].is_string()) pin.element = entry["element"].get<std::string>();
    if (!pin.figure.empty() && std::ranges::find(pins, pin) == pins.end()) pins.push_back(std::move(pin));
  }
  return pins;
}

QString figureTitle(const RunPin& pin) {
  if (pin.element.empty()) return responseTitle(pin.figure);
  if (pin.figure == kElementThroughput) return tr("Throughput");
  if (pin.figure == kContent) return tr("Parts inside");
  if (pin.figure == "busy") return tr("Utilisation");
  if (pin.figure == "idle") return tr("Waiting for parts");
  if (pin.figure == "waiting") return tr("Waiting for people");
  if (pin.figure == "blocked") return tr("Blocked");
  if (pin.figure == "setup") return tr("Set-up");
  if (pin.figure == "down") return tr("Down");
  return responseTitle(pin.figure);
}

QString pinTitle(const RunPin& pin, const factory::Factory& factory) {
  if (pin.element.empty()) return figureTitle(pin);
  const factory::Element* element = factory.findElement(pin.element);
  const std::string& name = element == nullptr ? pin.element : element->name;
  return QStringLiteral("%1 · %2").arg(QString::fromStdString(name), figureTitle(pin));
}

std::optional<CourseQuantity> courseQuantity(const RunPin& pin, const factory::Factory& factory) {
  if (pin.element.empty()) {
    if (pin.figure == "throughput_per_h") return CourseQuantity{Kind::Good, 0, {}};
    if (pin.figure == "wip_mean") return CourseQuantity{Kind::Wip, 0, {}};
    return std::nullopt;
  }
  const auto element = indexOf(factory, pin.element);
  if (!element) return std::nullopt;
  const bool is_flow = pin.figure == kElementThroughput || pin.figure == kContent;
  if (is_flow && isFetchedFrom(factory, *element)) return std::nullopt;
  if (pin.figure == kElementThroughput) {
    return CourseQuantity{isSink(factory.elements()[*element]) ? Kind::In : Kind::Out, *element, {}};
  }
  if (pin.figure == kContent) return CourseQuantity{Kind::Content, *element, {}};
  if (const auto state = stateOf(pin.figure)) return CourseQuantity{Kind::State, *element, *state};
  return std::nullopt;
}

std::optional<PinnedKpi> kpiOf(const RunPin& pin, const experiment::RunResult& result,
                               const factory::Factory& factory) {
  if (pin.element.empty()) return find(pin.figure, result.kpis, result.overall, result.reasons.overall);
  const auto element = indexOf(factory, pin.element);
  if (!element || *element >= result.elements.size()) return std::nullopt;
  const auto& values = result.elements[*element];
  const auto& reasons = result.reasons.elements[*element];
  if (pin.figure != kElementThroughput) return find(pin.figure, result.metrics, values, reasons);
  const bool is_sink = isSink(factory.elements()[*element]);
  const auto parts = find(is_sink ? "parts_in" : "parts_out", result.metrics, values, reasons);
  if (!parts) return std::nullopt;
  return perHour(*parts, result.plan.horizon_s - result.plan.warmup_s);
}

std::vector<RunPin> figuresOf(const factory::Element& element) {
  std::vector<RunPin> pins{{element.id, kElementThroughput}};
  if (kpi::isMachine(element)) {
    for (const std::string_view state : {"busy", "blocked", "idle", "waiting", "setup", "down"}) {
      pins.push_back({element.id, std::string(state)});
    }
  }
  if (!isSink(element)) pins.push_back({element.id, kContent});
  return pins;
}

}  // namespace mw::models
