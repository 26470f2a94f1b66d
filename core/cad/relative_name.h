// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace mw::cad {

/// Why a name of a neighbouring file must not be followed: an address in the net, an absolute path, a way out of the
/// folder, a name of odd bytes. Nothing for "meshes/press.stl".
[[nodiscard]] std::optional<std::string> whyNotInside(std::string_view name);

/// Reads a file that another one names, from that one's own folder and nowhere else: links that lead out of it are not
/// followed, and nothing but regular files is opened.
/// @throws InputError; its place is the name
[[nodiscard]] std::string readInside(const std::filesystem::path& folder, const std::string& name,
                                     std::uintmax_t max_bytes);

/// Refuses a file by its size before it is read. @throws InputError naming the limit
void requireSize(const std::filesystem::path& file, std::uintmax_t max_bytes);

}  // namespace mw::cad
