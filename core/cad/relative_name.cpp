// SPDX-License-Identifier: Apache-2.0
#include "core/cad/relative_name.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/base/json.h"

namespace mw::cad {
namespace {

constexpr std::size_t kLongestName = 200;

[[noreturn]] void refuse(const std::string& name, std::string cause, std::string cure) {
  throw InputError(Place{name, "", 0, 0}, std::move(cause), std::move(cure));
}

bool isBelow(const std::filesystem::path& file, const std::filesystem::path& folder) {
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return end == folder.end() && rest != file.end();
}

}  // namespace

std::optional<std::string> whyNotInside(std::string_view name) {
  if (name.empty() || name.size() > kLongestName) return "is not a file's name";
  if (std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
    return "has control characters in its name";
  }
  if (name.find("://") != std::string_view::npos) return "is an address, not a file";
  if (name.find('\\') != std::string_view::npos || name.find(':') != std::string_view::npos) {
    return "is not a relative name with / between folders";
  }
  if (name.starts_with('/') || name.starts_with('~')) return "is an absolute path";
  const std::filesystem::path path(name);
  if (std::find(path.begin(), path.end(), "..") != path.end()) return "leads out of the folder";
  return std::nullopt;
}

void requireSize(const std::filesystem::path& file, std::uintmax_t max_bytes) {
  std::error_code error;
  const auto kind = std::filesystem::status(file, error).type();
  if (kind == std::filesystem::file_type::not_found) {
    refuse(file.string(), "no such file", "check the name; it is looked for beside the file that names it");
  }
  if (kind != std::filesystem::file_type::regular) refuse(file.string(), "is not a regular file", "choose a file");
  const std::uintmax_t bytes = std::filesystem::file_size(file, error);
  if (error) refuse(file.string(), "cannot be read", "check its permissions");
  if (bytes <= max_bytes) return;
  refuse(file.string(), fmt::format("has {} MB, at most {} MB are read", bytes / 1'000'000, max_bytes / 1'000'000),
         "simplify it in the program that made it");
}

std::string readInside(const std::filesystem::path& folder, const std::string& name, std::uintmax_t max_bytes) {
  constexpr auto kCure = "put the file beside the one that names it, and name it relative to that";
  if (const auto why = whyNotInside(name)) refuse(name, *why + ": it is not opened", kCure);
  std::error_code error;
  const auto own = std::filesystem::absolute(folder.empty() ? std::filesystem::path(".") : folder, error);
  const auto root = std::filesystem::weakly_canonical(own, error);
  const auto real = std::filesystem::weakly_canonical(own / name, error);
  if (error || !isBelow(real, root)) refuse(name, "is a link that leads out of the folder: it is not opened", kCure);
  requireSize(real, max_bytes);
  return readTextFile(real, max_bytes);
}

}  // namespace mw::cad
