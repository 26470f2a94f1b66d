// SPDX-License-Identifier: Apache-2.0
#include "core/cad/collada_document.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

#include "core/cad/text_scanner.h"

namespace mw::cad {
namespace {

constexpr std::size_t kShown = 40;  // characters of a wrong word
constexpr std::uint64_t kBetweenChecks = std::uint64_t{1} << 20U;

bool isBlank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

ColladaDocument::ColladaDocument(std::string_view content, const MeshBuilder& builder)
    : builder_(builder), xml_(content, [this](std::string cause, int line) { fail(std::move(cause), line); }) {
  if (xml_.root().name != "COLLADA") fail("is no COLLADA file", xml_.root().line);
  for (std::size_t i = 0; i < xml_.elements().size(); ++i) {
    if (const auto id = XmlDocument::attribute(xml_.elements()[i], "id"))
      by_id_.emplace(*id, static_cast<std::uint32_t>(i));
  }
}

void ColladaDocument::fail(std::string cause, int line) const {
  builder_.fail(std::move(cause), "export it again, or as .glb, .obj or .stl", line);
}

void ColladaDocument::lookAt(std::size_t bytes, int line) {
  looked_at_ += bytes;
  if (looked_at_ < next_check_) return;
  next_check_ = looked_at_ + kBetweenChecks;
  builder_.throwIfStopped();
  if (looked_at_ > kMostLookedAt) fail("it repeats itself too often", line);
}

std::vector<const XmlElement*> ColladaDocument::childrenOf(const XmlElement& element) {
  std::vector<const XmlElement*> children;
  for (const XmlElement* each = xml_.firstChild(element); each != nullptr; each = xml_.next(*each)) {
    lookAt(sizeof(XmlElement), element.line);
    children.push_back(each);
  }
  return children;
}

const XmlElement* ColladaDocument::child(const XmlElement& element, std::string_view name) {
  for (const XmlElement* each = xml_.firstChild(element); each != nullptr; each = xml_.next(*each)) {
    lookAt(sizeof(XmlElement), element.line);
    if (each->name == name) return each;
  }
  return nullptr;
}

const XmlElement* ColladaDocument::descendant(const XmlElement& element,
                                              std::initializer_list<std::string_view> names) {
  const XmlElement* found = &element;
  for (const std::string_view name : names) {
    found = child(*found, name);
    if (found == nullptr) return nullptr;
  }
  return found;
}

std::optional<std::string_view> ColladaDocument::attributeOf(const XmlElement& element, std::string_view name) {
  lookAt(element.attributes.size(), element.line);
  return XmlDocument::attribute(element, name);
}

std::string_view ColladaDocument::textOf(const XmlElement& element) const {
  if (xml_.firstChild(element) != nullptr) fail(fmt::format("<{}> holds other elements", element.name), element.line);
  return element.text;
}

std::string_view ColladaDocument::takeWordOf(std::string_view& text, const XmlElement& element) {
  std::size_t begin = 0;
  while (begin < text.size() && isBlank(text[begin])) ++begin;
  std::size_t end = begin;
  while (end < text.size() && !isBlank(text[end])) ++end;
  lookAt(end, element.line);
  const std::string_view word = text.substr(begin, end - begin);
  text.remove_prefix(end);
  return word;
}

Eigen::Affine3d ColladaDocument::toHall() {
  double unit_m = 1;
  if (const XmlElement* unit = descendant(xml_.root(), {"asset", "unit"})) {
    if (const auto meter = attributeOf(*unit, "meter")) {
      unit_m = numberOf(*meter).value_or(0);
      if (unit_m <= 0) fail(fmt::format("\"{}\" is no length of a unit", meter->substr(0, kShown)), unit->line);
    }
  }
  std::string_view up = "Y_UP";
  const XmlElement* axis = descendant(xml_.root(), {"asset", "up_axis"});
  if (axis != nullptr) {
    std::string_view text = textOf(*axis);
    up = takeWordOf(text, *axis);
  }
  Eigen::Matrix3d turn = Eigen::Matrix3d::Identity();
  if (up == "Y_UP") {
    turn << 1, 0, 0, 0, 0, -1, 0, 1, 0;
  } else if (up == "X_UP") {
    turn << 0, -1, 0, 0, 0, -1, 1, 0, 0;
  } else if (up != "Z_UP") {
    fail(fmt::format("\"{}\" is no axis that points up", up.substr(0, kShown)), axis->line);
  }
  return Eigen::Affine3d(unit_m * turn);
}

const XmlElement& ColladaDocument::referred(const XmlElement& element, std::string_view attribute) {
  const std::string_view name = attributeOf(element, attribute).value_or("");
  if (!name.starts_with('#')) {
    builder_.fail(fmt::format("<{}> refers to \"{}\", which is not in this file: it is not opened", element.name,
                              name.substr(0, 2 * kShown)),
                  "export everything into one file", element.line);
  }
  const auto found = by_id_.find(name.substr(1));
  if (found == by_id_.end())
    fail(fmt::format("<{}> refers to \"{}\", which is not there", element.name, name.substr(0, 2 * kShown)),
         element.line);
  return xml_.elements()[found->second];
}

std::vector<double> ColladaDocument::numbers(const XmlElement& element, std::size_t count) {
  std::vector<double> numbers;
  std::string_view text = textOf(element);
  for (std::string_view word = takeWordOf(text, element); !word.empty(); word = takeWordOf(text, element)) {
    const auto number = numberOf(word);
    if (!number) fail(fmt::format("\"{}\" in <{}> is no number", word.substr(0, kShown), element.name), element.line);
    numbers.push_back(*number);
  }
  if (count > 0 && numbers.size() != count)
    fail(fmt::format("<{}> has {} numbers, not {}", element.name, numbers.size(), count), element.line);
  return numbers;
}

std::vector<std::uint32_t> ColladaDocument::indices(const XmlElement& element) {
  std::vector<std::uint32_t> indices;
  std::string_view text = textOf(element);
  for (std::string_view word = takeWordOf(text, element); !word.empty(); word = takeWordOf(text, element)) {
    const auto index = integerOf(word);
    if (!index || *index < 0 || *index > XmlElement::kNone - 1)
      fail(fmt::format("\"{}\" in <{}> is no index", word.substr(0, kShown), element.name), element.line);
    indices.push_back(static_cast<std::uint32_t>(*index));
  }
  return indices;
}

std::size_t ColladaDocument::count(const XmlElement& element, std::string_view attribute) {
  const std::string_view text = attributeOf(element, attribute).value_or("");
  const auto count = integerOf(text);
  if (!count || *count < 0)
    fail(fmt::format("\"{}\" is no {} of <{}>", text.substr(0, kShown), attribute, element.name), element.line);
  return static_cast<std::size_t>(*count);
}

ColladaPoints ColladaDocument::pointsOf(const XmlElement& source) {
  const XmlElement* accessor = descendant(source, {"technique_common", "accessor"});
  if (accessor == nullptr) fail("points have no <accessor>", source.line);
  const XmlElement& array = referred(*accessor, "source");
  const std::vector<double> values = numbers(array);
  if (values.size() != count(array, "count"))
    fail(fmt::format("<{}> has {} of its numbers: it is cut off or damaged", array.name, values.size()), array.line);
  const std::size_t n = count(*accessor, "count");
  const auto optional = [&](std::string_view name, std::size_t otherwise) {
    return attributeOf(*accessor, name) ? count(*accessor, name) : otherwise;
  };
  const std::size_t stride = optional("stride", 1);
  const std::size_t offset = optional("offset", 0);
  // Divided, not multiplied: large counts must not wrap around.
  if (stride < 3 || offset > values.size() || n > (values.size() - offset) / stride)
    fail(fmt::format("{} points are not in an array of {} numbers", n, values.size()), accessor->line);
  ColladaPoints made;
  made.line = array.line;
  made.points.reserve(n);
  for (std::size_t i = 0; i < n; ++i) {
    const double* at = values.data() + offset + i * stride;
    made.points.emplace_back(at[0], at[1], at[2]);
  }
  return made;
}

std::optional<TriangleMesh::Color> ColladaDocument::colorOf(const XmlElement& material) {
  const XmlElement* instance = child(material, "instance_effect");
  if (instance == nullptr) return std::nullopt;
  const XmlElement* technique = descendant(referred(*instance, "url"), {"profile_COMMON", "technique"});
  if (technique == nullptr) return std::nullopt;
  for (const std::string_view shading : {"phong", "lambert", "blinn"}) {
    const XmlElement* color = descendant(*technique, {shading, "diffuse", "color"});
    if (color == nullptr) continue;
    const std::vector<double> levels = numbers(*color);
    if (levels.size() < 3) fail("a colour has fewer than three numbers", color->line);
    TriangleMesh::Color rgb{};
    for (std::size_t k = 0; k < 3; ++k)
      rgb[k] = static_cast<std::uint8_t>(std::lround(255 * std::clamp(levels[k], 0.0, 1.0)));
    return rgb;
  }
  return std::nullopt;
}

}  // namespace mw::cad
