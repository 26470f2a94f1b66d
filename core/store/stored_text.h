// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/base/json.h"

namespace mw::store {

/// Fingerprint of texts that are stored beside it.
[[nodiscard]] std::string digestOf(std::initializer_list<std::string_view> texts);

/// @param what  what is damaged, in words: "the factory", "run 3 of point 7"
/// @throws InputError when what was read does not have the digest stored beside it
void requireDigest(const std::filesystem::path& file, const std::string& what, const std::string& stored,
                   const std::string& found);

/// A JSON text read from the project, parsed; messages call it FILE (what).
[[nodiscard]] JsonDocument storedJson(const std::filesystem::path& file, const std::string& what,
                                      const std::string& text);

/// "no log "motr" in the project; did you mean "motor"?"
[[nodiscard]] InputError nothingOfThisName(const std::filesystem::path& file, const std::string& kind,
                                           const std::string& name, std::span<const std::string> known);

/// @throws InputError when it is empty or longer than 200 letters
void requireName(const std::filesystem::path& file, const std::string& kind, const std::string& name);

}  // namespace mw::store
