// SPDX-License-Identifier: Apache-2.0
#include "core/factory/transfer_room.h"

#include <algorithm>

#include "core/factory/transport_height.h"

namespace mw::factory {
namespace {

constexpr double kOverHighest_m = 0.75;  // above a lift's highest belt: a part and the head of the frame
constexpr int kStages = 3;               // of the telescope behind a blade
constexpr double kBlade_m = 0.05;
constexpr double kOverlap_m = 0.04;  // what a stage stays in the one before
constexpr double kBack_m = 0.03;

}  // namespace

double housingReach_m(double belt_width_m) {
  return kBlade_m + belt_width_m / kStages + kOverlap_m + kBack_m;
}

TransferRoom transferRoom(const Element& element, TransferKind kind) {
  TransferRoom room;
  room.size_m = element.declaration->default_size_m;
  const bool is_round = kind == TransferKind::Turntable;
  const bool is_given = element.has("size_m");
  if (is_given) room.size_m = element.fields["size_m"].get<std::array<double, 3>>();
  // The field for it goes before the length of the body.
  const char* const key = is_round ? "diameter_m" : "length_m";
  if (!is_given || element.has(key)) {
    room.size_m[0] = element.value(key).get<double>();
    if (is_round) room.size_m[1] = room.size_m[0];
  }
  if (kind == TransferKind::Pusher) room.housing_m = -housingReach_m(room.size_m[1]);
  return room;
}

TransferRoom transferRoom(const Factory& factory, std::size_t element) {
  const TransferDevice device = transferDevice(factory, element);
  TransferRoom room = transferRoom(factory.elements()[element], device.kind);
  for (const TransferPort& port : device.ports) {
    if (!port.rides) continue;
    if (device.kind == TransferKind::Lift) {
      room.size_m[2] = std::max(room.size_m[2], port.stand + kTransportHeight_m + kOverHighest_m);
    }
    if (!port.is_push) continue;
    room.has_push_port = true;
    room.housing_m = -port.side * housingReach_m(room.size_m[1]);
  }
  return room;
}

}  // namespace mw::factory
