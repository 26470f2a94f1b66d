// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_factory.h"

#include <array>
#include <fstream>
#include <string_view>

namespace mw::cli {
namespace {

bool isProject(const std::filesystem::path& file) {
  static constexpr std::string_view kMagic = "SQLite format 3";
  std::array<char, kMagic.size()> head{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(head.data(), head.size());
  return stream.gcount() == static_cast<std::streamsize>(head.size()) &&
         std::string_view(head.data(), head.size()) == kMagic;
}

}  // namespace

LoadedFactory loadFactory(const std::filesystem::path& file) {
  if (isProject(file)) {
    throw InputError({file.string(), "", 0, 0}, "is a project, not a factory file", "give the factory's JSON file");
  }
  JsonDocument document = JsonDocument::read(file);
  factory::Factory factory = factory::Factory::fromDocument(document);
  return {std::move(factory), std::move(document)};
}

}  // namespace mw::cli
