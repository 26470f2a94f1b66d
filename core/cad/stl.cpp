// SPDX-License-Identifier: Apache-2.0
#include <cstring>
#include <fmt/format.h>

#include "core/cad/mesh_builder.h"
#include "core/cad/text_scanner.h"

namespace mw::cad {
namespace {

constexpr std::size_t kHeaderBytes = 80;
constexpr std::size_t kFacetBytes = 50;  ///< normal, three corners, two bytes that nobody defined

std::uint32_t countAt(std::string_view content) {
  std::uint32_t count = 0;
  std::memcpy(&count, content.data() + kHeaderBytes, sizeof count);
  return count;
}

void readBinary(std::string_view content, MeshBuilder& builder) {
  const std::uint32_t count = countAt(content);
  builder.requireRoomFor(count);
  builder.reserve(3 * std::size_t{count}, count);
  for (std::uint32_t i = 0; i < count; ++i) {
    std::array<float, 9> corners{};
    const std::size_t at = kHeaderBytes + 4 + std::size_t{i} * kFacetBytes + 12;
    std::memcpy(corners.data(), content.data() + at, sizeof corners);
    const std::uint32_t a = builder.addPoint(corners[0], corners[1], corners[2]);
    (void)builder.addPoint(corners[3], corners[4], corners[5]);
    (void)builder.addPoint(corners[6], corners[7], corners[8]);
    builder.addTriangle(a, a + 1, a + 2);
  }
}

double coordinate(std::string_view& line, MeshBuilder& builder, int number) {
  const std::string_view word = takeWord(line);
  const auto value = numberOf(word);
  if (!value) {
    builder.fail(fmt::format("\"{}\" is no coordinate", word.substr(0, 40)), "export the mesh again, as binary STL",
                 number);
  }
  return *value;
}

void readText(std::string_view content, MeshBuilder& builder) {
  TextScanner text(content);
  std::uint32_t first = 0;
  std::uint32_t corners = 0;
  while (auto line = text.nextLine()) {
    const std::string_view word = takeWord(*line);
    if (word == "vertex") {
      const double x = coordinate(*line, builder, text.line());
      const double y = coordinate(*line, builder, text.line());
      const double z = coordinate(*line, builder, text.line());
      const std::uint32_t point = builder.addPoint(x, y, z, text.line());
      if (corners++ == 0) first = point;
    } else if (word == "endloop") {
      if (corners != 3) {
        builder.fail(fmt::format("a facet has {} corners", corners), "export the mesh as triangles", text.line());
      }
      builder.addTriangle(first, first + 1, first + 2);
      corners = 0;
    }
  }
  if (corners != 0) builder.fail("ends within a facet", "it is cut off: get the whole file", text.line());
}

}  // namespace

void readStl(std::string_view content, MeshBuilder& builder) {
  const bool has_header = content.size() >= kHeaderBytes + 4;
  const std::uint64_t wanted = has_header ? kHeaderBytes + 4 + std::uint64_t{countAt(content)} * kFacetBytes : 0;
  if (has_header && wanted == content.size()) return readBinary(content, builder);
  const std::string_view head = content.substr(0, 1024);
  if (head.starts_with("solid") && head.find('\0') == std::string_view::npos) return readText(content, builder);
  if (has_header && wanted > content.size() && wanted < content.size() + (std::uint64_t{1} << 30U)) {
    builder.fail(fmt::format("is no whole STL: its {} triangles take {} bytes, it has {}", countAt(content), wanted,
                             content.size()),
                 "it is cut off, or no mesh: get the whole file");
  }
  builder.fail("is no STL mesh, neither text nor binary", "choose a file that a CAD program exported as STL");
}

}  // namespace mw::cad
