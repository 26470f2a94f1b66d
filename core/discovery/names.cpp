// SPDX-License-Identifier: Apache-2.0
#include "core/discovery/names.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace mw::discovery {

std::string Ids::of(const std::string& name) {
  constexpr std::size_t kLongest = 60;
  std::string id;
  for (const char c : name) {
    const bool is_plain = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (is_plain) id += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (!is_plain && !id.empty() && id.back() != '-') id += '-';
  }
  while (!id.empty() && id.back() == '-') id.pop_back();
  if (id.empty() || std::isalpha(static_cast<unsigned char>(id.front())) == 0) id.insert(0, "n-");
  id.resize(std::min(id.size(), kLongest));
  std::string unique = id;
  for (int i = 2; !taken_.insert(unique).second; ++i) unique = fmt::format("{}-{}", id, i);
  return unique;
}

std::string bodyFor(const std::string& name) {
  std::string word;
  for (const char c : name) word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static const std::array<std::pair<const char*, const char*>, 18> looks{{{"q.c", "measuring"},
                                                                          {"quality", "measuring"},
                                                                          {"inspect", "measuring"},
                                                                          {"measur", "measuring"},
                                                                          {"test", "measuring"},
                                                                          {"pack", "manual"},
                                                                          {"manual", "manual"},
                                                                          {"assembl", "manual"},
                                                                          {"wash", "washer"},
                                                                          {"oven", "oven"},
                                                                          {"furnace", "oven"},
                                                                          {"heat", "oven"},
                                                                          {"paint", "paint-booth"},
                                                                          {"press", "press"},
                                                                          {"lathe", "lathe"},
                                                                          {"turning", "lathe"},
                                                                          {"laser", "gantry"},
                                                                          {"label", "labeller"}}};
  for (const auto& [part, look] : looks) {
    if (word.find(part) != std::string::npos) return look;
  }
  return {};
}

}  // namespace mw::discovery
