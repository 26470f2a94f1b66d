// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/events/compile/compiler.h"

namespace mw::events {
namespace {

constexpr double kRounding = 1e-9;

struct Fit {
  double needed_m = 0;
  double has_m = 0;
  const char* what = "";
  const char* cure = "";
};

/// What such a part needs of the device, where that has not enough of it.
Fit misfit(const factory::TransferDevice& device, const factory::Part& part) {
  if (device.kind == factory::TransferKind::Turntable) {
    return {std::hypot(part.size_m[0], part.size_m[1]), 2 * device.half_length_m, "long from corner to corner",
            "make diameter_m larger"};
  }
  if (part.size_m[0] > 2 * device.half_length_m) {
    return {part.size_m[0], 2 * device.half_length_m, "long", "make length_m larger"};
  }
  return {part.size_m[1], device.width_m, "wide", "give it a wider size_m"};
}

}  // namespace

void Compiler::compileTransfer(Index index, WorkstationModel& station) {
  TransferModel transfer;
  transfer.device = factory::transferDevice(factory_, index);
  const std::vector<factory::Part> unnamed(1);
  const std::span<const factory::Part> parts = factory_.parts().empty() ? unnamed : factory_.parts();
  for (const factory::Part& part : parts) {
    transfer.half_part_m = std::max(transfer.half_part_m, std::hypot(part.size_m[0], part.size_m[1]) / 2);
    transfer.half_length_m.push_back(part.size_m[0] / 2);
  }
  station.transfer = static_cast<Index>(model_.transfers.size());
  model_.transfers.push_back(std::move(transfer));
}

/// Parts that come and are too heavy, too long or too wide for it.
void Compiler::checkTransfer(Index index) {
  const factory::Element& given = factory_.elements()[index];
  if (!factory::transferKind(given.type)) return;
  const factory::TransferDevice& device =
      model_.transfers[model_.workstations[model_.elements[index].detail].transfer].device;
  for (std::size_t part = 0; part < factory_.parts().size(); ++part) {
    const factory::Part& type = factory_.parts()[part];
    if (!reach_[index][part]) continue;
    const Json payload_kg = given.value("payload_kg");
    if (!payload_kg.is_null() && type.mass_kg > payload_kg.get<double>()) {
      report(pointerOf(index, "payload_kg"),
             fmt::format("\"{}\" of {:.6g} kg is too heavy for {} \"{}\", which carries {:.6g} kg", type.id,
                         type.mass_kg, given.type, given.id, payload_kg.get<double>()),
             "raise payload_kg or send this part another way");
    }
    const Fit fit = misfit(device, type);
    if (fit.needed_m <= fit.has_m * (1 + kRounding)) continue;
    report(pointerOf(index),
           fmt::format("\"{}\" is {:.3g} m {}: too large for {} \"{}\" of {:.3g} m", type.id, fit.needed_m, fit.what,
                       given.type, given.id, fit.has_m),
           fmt::format("{} or send this part another way", fit.cure));
  }
}

}  // namespace mw::events
