// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::factory {

enum class TransferKind { Turntable, Lift, Pusher };

/// Of an element type; none where it is no transfer device.
[[nodiscard]] std::optional<TransferKind> transferKind(std::string_view type);

/// Drive of a transfer device: speeds up, runs, slows down, from rest to rest.
struct TransferDrive {
  double speed = 0;         ///< rad/s of a turntable, else m/s
  double acceleration = 0;  ///< rad/s2 or m/s2

  /// Time of a way, a trapezoid or a triangle of speed:
  ///
  ///   t = way / v + v / a   where way >= v^2 / a,   else 2 sqrt(way / a)
  [[nodiscard]] double time_s(double way) const;
  /// How far it has come after this time, from 0 to way.
  [[nodiscard]] double wayAt(double time_s, double way) const;
};

/// Where a flow meets a transfer device.
struct TransferPort {
  std::size_t flow = 0;       ///< index in the factory
  std::size_t neighbour = 0;  ///< the other element
  bool is_in = false;
  /// A conveyor ends or starts at the device's edge, level where the device can be and pointing the right way. Else
  /// parts are put down in the device's middle, or taken away from there.
  bool rides = false;
  std::string why_not;   ///< of a conveyor's: what keeps parts from riding over
  double stand = 0;      ///< where the device is for it: rad (heading), m (height above its foot's level), 0 (blade)
  bool is_push = false;  ///< the blade pushes the part over
  double way = 1;        ///< of a lift: -1 where its belt runs back
  double side = 0;       ///< pushed to the left 1, to the right -1
  double belt_mps = 0;   ///< of the conveyor
  double friction = 0;   ///< of the conveyor with parts
};

/// A turntable, lift or pusher: its own measures, and how its neighbours meet it.
///
/// Frame: origin at its pose, x along its yaw. A part stands on the belt's middle. All belts are 0.8 m above the foot.
struct TransferDevice {
  std::size_t element = 0;  ///< index in the factory
  TransferKind kind = TransferKind::Turntable;
  double half_length_m = 0;  ///< from the middle to the edge where parts ride over
  double width_m = 0;        ///< of its belt
  double belt_mps = 0;
  double friction = 0;              ///< of its belt with parts
  double ramp_mps2 = 0;             ///< at which its belt slows down and speeds up with a part on it
  TransferDrive drive;              ///< of the plate, the platform, the blade with the part
  TransferDrive back;               ///< of the blade on its way back; the others': as drive
  std::vector<TransferPort> ports;  ///< in the order of the factory's flows

  [[nodiscard]] const TransferPort* portOf(std::size_t flow) const;
  /// Where it waits: as it stands for the first flow into it that rides.
  [[nodiscard]] double home() const;
  /// From one stand to another; a plate turns the shorter way, to the left where both are the same.
  [[nodiscard]] double wayBetween(double from, double to) const;
  [[nodiscard]] double timeBetween_s(double from, double to) const;
  /// Across a pusher's belt.
  [[nodiscard]] double stroke_m() const { return width_m; }
  /// Way in which its belt brings a part to rest.
  [[nodiscard]] double braking_m() const { return belt_mps * belt_mps / (2 * ramp_mps2); }
  /// Whether a part comes to rest on it before it is known where it goes: only a pusher may let it run through.
  [[nodiscard]] bool stopsAll() const { return kind != TransferKind::Pusher; }

  /// From the conveyor to the middle of the device, once that stands for it: the part starts from rest with its front
  /// before the edge, slips until it is as fast as the conveyor, rides over, and comes to rest:
  ///
  ///   t = hold / v_c + v_c / (2 mu g) + half_length / v + v / (2 a)
  ///
  /// On a pusher until where its belt would begin to slow down. 0 where the part is put down in the middle.
  /// @param hold_m  how far before the edge its middle waits: half its length, holdBefore_m() where a belt stops
  [[nodiscard]] double carryIn_s(const TransferPort& port, double hold_m) const;
  /// From the middle until the part's middle is over the edge, once the device stands for it, from rest:
  ///
  ///   t = half_length / v + v / (2 a)
  ///
  /// Of the blade: its stroke. 0 where the part is taken away from the middle.
  [[nodiscard]] double carryOut_s(const TransferPort& port) const;
  /// The same on a pusher from where its belt would begin to slow down: it runs on, or stops.
  [[nodiscard]] double runOn_s(const TransferPort& port) const;
  /// From then until the part's rear is over the edge, and the device may leave.
  /// @param half_length_m  of the part
  [[nodiscard]] double clear_s(const TransferPort& port, double half_length_m) const;
};

/// How far before a device's edge a part is seen with its middle, to be taken in or to stop its conveyor.
/// @param half_part_m  half the longest diagonal of any part
[[nodiscard]] double holdBefore_m(double half_part_m);

/// @throws LogicError where the element is no transfer device
[[nodiscard]] TransferDevice transferDevice(const Factory& factory, std::size_t element);
/// All of a factory, by rising element.
[[nodiscard]] std::vector<TransferDevice> transferDevices(const Factory& factory);

}  // namespace mw::factory
