// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include "core/discovery/event_guess.h"
#include "core/discovery/event_preview.h"

namespace mw::models {

/// How a file will be read as an event log: what its first lines let guess, and what somebody overruled. A plain value.
class EventMapping {
 public:
  void setSample(twin::LogSample sample);
  [[nodiscard]] const twin::LogSample& sample() const { return sample_; }

  [[nodiscard]] const discovery::EventMapWishes& wishes() const { return wishes_; }
  /// Guesses again around them. A wish for an encoding takes effect with the next sample.
  void setWishes(const discovery::EventMapWishes& wishes);
  [[nodiscard]] bool hasWishes() const { return !(wishes_ == discovery::EventMapWishes{}); }

  /// As far as it is known.
  [[nodiscard]] const discovery::EventMapProposal& proposal() const { return proposal_; }
  [[nodiscard]] const discovery::EventMap& map() const { return proposal_.map; }
  /// What would be read without any wish but that for an encoding.
  [[nodiscard]] const discovery::EventMap& unaided() const { return unaided_; }
  [[nodiscard]] const discovery::EventPreview& preview() const { return preview_; }

  /// Why the file can't be read so, and what to do; empty when it can.
  [[nodiscard]] QString obstacle() const;

 private:
  void guess();

  twin::LogSample sample_;
  discovery::EventMapWishes wishes_;
  discovery::EventMapProposal proposal_;
  discovery::EventMap unaided_;
  discovery::EventPreview preview_;
};

/// What a role of the map is called on the screen: "Case", "Good pieces".
/// @param key  as in M.json
[[nodiscard]] QString roleTitle(const std::string& key);

}  // namespace mw::models
