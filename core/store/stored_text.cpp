// SPDX-License-Identifier: Apache-2.0
#include "core/store/stored_text.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/digest.h"
#include "core/base/text.h"

namespace mw::store {

std::string digestOf(std::initializer_list<std::string_view> texts) {
  Digest digest;
  for (const std::string_view text : texts) digest.addText(text);
  return digest.hex();
}

void requireDigest(const std::filesystem::path& file, const std::string& what, const std::string& stored,
                   const std::string& found) {
  if (stored == found) return;
  throw InputError(Place{file.string(), "", 0, 0},
                   fmt::format("{} is damaged: it was changed after it was saved", what), "go back to a copy of it");
}

JsonDocument storedJson(const std::filesystem::path& file, const std::string& what, const std::string& text) {
  return JsonDocument::parse(text, fmt::format("{} ({})", file.string(), what));
}

InputError nothingOfThisName(const std::filesystem::path& file, const std::string& kind, const std::string& name,
                             std::span<const std::string> known) {
  const auto nearest = nearestWord(name, known);
  std::string cure = "it has none yet";
  if (nearest) {
    cure = fmt::format("did you mean \"{}\"?", *nearest);
  } else if (!known.empty()) {
    cure = fmt::format("it has {}", fmt::join(known, ", "));
  }
  return InputError(Place{file.string(), "", 0, 0}, fmt::format("no {} \"{}\" in the project", kind, name), cure);
}

void requireName(const std::filesystem::path& file, const std::string& kind, const std::string& name) {
  constexpr std::size_t kLongest = 200;
  const bool is_printable =
      std::all_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
  if (!name.empty() && name.size() <= kLongest && is_printable) return;
  throw InputError(Place{file.string(), "", 0, 0}, fmt::format("\"{}\" cannot name a {}", name.substr(0, 40), kind),
                   "give a name of 1 to 200 letters");
}

}  // namespace mw::store
