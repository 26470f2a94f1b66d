// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/twin/detect/detect_log.h"

namespace mw::twin {

/// What was asked of a search, so that it can be kept beside its detections and told apart from another:
/// {"methods":[...],"from_s","healthy":{"rows"|"duration_s"},"signals":[...],"ignore":[...],"keep_wandering",
///  "persistence","reminder_s","normal":{...},"level":{...},"cusum":{...},"change_point":{...},"model"?}. Of the
/// options those of the wanted methods alone; "model" is the digest of a model that was learned before.
[[nodiscard]] Json settingsJson(const DetectRequest& request);

/// Fingerprint of settings: 32 hexadecimal digits, the same for the same settings.
[[nodiscard]] std::string settingsDigest(const Json& settings);

/// "normal, CUSUM; healthy: the first 400 rows": what a person tells two searches apart by.
[[nodiscard]] std::string settingsInWords(const Json& settings);

}  // namespace mw::twin
