// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "core/cad/mesh_builder.h"
#include "core/cad/text_scanner.h"

namespace mw::cad {
namespace {

constexpr std::size_t kMostCorners = 10'000;  ///< of one face

class ObjReader {
 public:
  ObjReader(std::string_view content, MeshBuilder& builder) : text_(content), builder_(builder) {}

  void read() {
    while (auto line = text_.nextLine()) {
      const std::string_view word = takeWord(*line);
      if (word == "v") point(*line);
      if (word == "f") face(*line);
    }
  }

 private:
  [[noreturn]] void fail(std::string cause, std::string cure) const {
    builder_.fail(std::move(cause), std::move(cure), text_.line());
  }

  double coordinate(std::string_view& line) const {
    const std::string_view word = takeWord(line);
    const auto value = numberOf(word);
    if (!value) fail(fmt::format("\"{}\" is no coordinate", word.substr(0, 40)), "export the mesh again");
    return *value;
  }

  void point(std::string_view& line) {
    const double x = coordinate(line);
    const double y = coordinate(line);
    const double z = coordinate(line);
    (void)builder_.addPoint(x, y, z, text_.line());
  }

  /// "7", "7/1/2" or "-1": counted from 1, or back from the newest.
  std::uint32_t corner(std::string_view word) const {
    const auto index = integerOf(word.substr(0, word.find('/')));
    const auto count = static_cast<long long>(builder_.pointCount());
    const long long point = !index ? -1 : *index > 0 ? *index - 1 : count + *index;
    if (!index || *index == 0 || point < 0 || point >= count) {
      fail(fmt::format("face corner \"{}\" is none of the {} points above", word.substr(0, 40), count),
           "it is cut off or damaged: export the mesh again");
    }
    return static_cast<std::uint32_t>(point);
  }

  /// Convex faces, as exporters write them, become a fan.
  void face(std::string_view& line) {
    std::array<std::uint32_t, 3> fan{};
    std::size_t count = 0;
    for (std::string_view word = takeWord(line); !word.empty(); word = takeWord(line)) {
      const std::uint32_t point = corner(word);
      fan[std::min<std::size_t>(count, 2)] = point;
      if (++count > kMostCorners) fail(fmt::format("a face has more than {} corners", kMostCorners), "triangulate it");
      if (count < 3) continue;
      builder_.addTriangle(fan[0], fan[1], fan[2]);
      fan[1] = fan[2];
    }
    if (count < 3) fail(fmt::format("a face has {} corners", count), "export the surface as triangles");
  }

  TextScanner text_;
  MeshBuilder& builder_;
};

}  // namespace

void readObj(std::string_view content, MeshBuilder& builder) {
  if (content.substr(0, 4096).find('\0') != std::string_view::npos) {
    builder.fail("is no OBJ mesh: it is not text", "choose a file that a CAD program exported as OBJ");
  }
  ObjReader(content, builder).read();
}

}  // namespace mw::cad
