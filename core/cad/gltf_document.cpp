// SPDX-License-Identifier: Apache-2.0
#include "core/cad/gltf_document.h"

#include <algorithm>
#include <cstring>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/cad/relative_name.h"

namespace mw::cad {
namespace {

constexpr std::size_t kMaxJsonBytes = std::size_t{64} << 20U;
constexpr std::size_t kMaxJsonValues = 1'000'000;
constexpr int kMaxJsonDepth = 64;
constexpr std::uint32_t kJsonChunk = 0x4E4F534A;
constexpr std::uint32_t kBinaryChunk = 0x004E4942;
constexpr std::uint64_t kFloat = 5126;

/// What this reader may pass over without showing something wrong.
constexpr std::array<std::string_view, 4> kPassedOver = {"KHR_materials_", "KHR_texture_", "KHR_lights_",
                                                         "EXT_texture_"};

[[noreturn]] void refuse(const std::string& name, std::string cause, std::string cure) {
  throw InputError(Place{name, "", 0, 0}, std::move(cause), std::move(cure));
}

std::uint32_t wordAt(std::string_view content, std::size_t at) {
  std::uint32_t word = 0;
  std::memcpy(&word, content.data() + at, sizeof word);
  return word;
}

struct Chunks {
  std::string_view json;
  std::string_view binary;
};

Chunks chunksOf(std::string_view content, const std::string& name) {
  constexpr auto kCure = "choose a file that a CAD program exported as GLB";
  if (content.size() < 20 || !content.starts_with("glTF")) refuse(name, "is no GLB mesh", kCure);
  if (wordAt(content, 4) != 2)
    refuse(name, fmt::format("is glTF {}, 2 is read", wordAt(content, 4)), "export glTF 2.0");
  if (wordAt(content, 8) != content.size()) {
    refuse(name, fmt::format("says it has {} bytes, it has {}", wordAt(content, 8), content.size()),
           "it is cut off: get the whole file");
  }
  Chunks chunks;
  for (std::size_t at = 12; at + 8 <= content.size();) {
    const std::size_t length = wordAt(content, at);
    if (length > content.size() - at - 8) refuse(name, "a part of it is cut off", "get the whole file");
    const std::string_view part = content.substr(at + 8, length);
    if (wordAt(content, at + 4) == kJsonChunk && chunks.json.empty()) chunks.json = part;
    if (wordAt(content, at + 4) == kBinaryChunk && chunks.binary.empty()) chunks.binary = part;
    at += 8 + length;
  }
  if (chunks.json.empty()) refuse(name, "is no GLB mesh: it has no description", kCure);
  return chunks;
}

}  // namespace

Json parseModestJson(std::string_view text, const std::string& name) {
  if (text.size() > kMaxJsonBytes) {
    refuse(name, fmt::format("its text has {} MB, at most {} MB are read", text.size() >> 20U, kMaxJsonBytes >> 20U),
           "export it as GLB, which holds its points as they are");
  }
  int depth = 0;
  std::size_t values = 1;
  bool is_in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"') is_in_text = !is_in_text;
    if (is_in_text) {
      if (c == '\\') ++i;
      continue;
    }
    if (c == '{' || c == '[') ++depth, ++values;
    if (c == '}' || c == ']') --depth;
    if (c == ',') ++values;
    if (depth > kMaxJsonDepth) refuse(name, fmt::format("is nested deeper than {}", kMaxJsonDepth), "export it again");
    if (values > kMaxJsonValues) {
      refuse(name, fmt::format("describes more than {} things", kMaxJsonValues), "join its parts into fewer meshes");
    }
  }
  Json root = Json::parse(text, nullptr, false);
  if (!root.is_object()) refuse(name, "is no glTF mesh: it is not JSON", "choose a file exported as glTF 2.0");
  return root;
}

std::uint64_t wholeNumber(const Json& object, const char* key, std::uint64_t otherwise, const std::string& name) {
  const auto found = object.find(key);
  if (found == object.end()) return otherwise;
  if (!found->is_number_unsigned())
    refuse(name, fmt::format("\"{}\" is no count", key), "it is damaged: export it again");
  return found->get<std::uint64_t>();
}

GltfDocument GltfDocument::read(std::string_view content, bool is_binary, const std::string& name,
                                const BesideReader& beside) {
  const Chunks chunks = is_binary ? chunksOf(content, name) : Chunks{content, {}};
  GltfDocument document;
  document.name_ = name;
  document.root_ = parseModestJson(chunks.json, name);
  const Json& root = document.root_;
  if (!root.contains("asset") || !root["asset"].is_object() || !root["asset"].contains("version")) {
    refuse(name, "is no glTF mesh: it has no \"asset\"", "choose a file exported as glTF 2.0");
  }
  if (root["asset"]["version"] != "2.0" && root["asset"]["version"] != "2.1") {
    document.fail("/asset/version", fmt::format("is glTF {}, 2.0 is read", root["asset"]["version"].dump()),
                  "export it as glTF 2.0");
  }
  if (root.contains("extensionsRequired") && root["extensionsRequired"].is_array()) {
    for (const Json& extension : root["extensionsRequired"]) {
      const std::string wanted = extension.is_string() ? extension.get<std::string>() : extension.dump();
      const bool is_harmless = std::any_of(kPassedOver.begin(), kPassedOver.end(),
                                           [&wanted](std::string_view known) { return wanted.starts_with(known); });
      if (!is_harmless) document.fail("/extensionsRequired", "needs " + wanted, "export it without compression");
    }
  }
  document.takeBuffers(chunks.binary, beside);
  return document;
}

void GltfDocument::fail(const std::string& pointer, std::string cause, std::string cure) const {
  throw InputError(Place{name_, pointer, 0, 0}, std::move(cause), std::move(cure));
}

const Json& GltfDocument::entry(const char* list, std::uint64_t index) const {
  const auto found = root_.find(list);
  const std::string pointer = fmt::format("/{}/{}", list, index);
  if (found == root_.end() || !found->is_array() || index >= found->size()) fail(pointer, "is not there");
  const Json& item = (*found)[index];
  if (!item.is_object()) fail(pointer, "is not a description");
  return item;
}

void GltfDocument::takeBuffers(std::string_view binary, const BesideReader& beside) {
  if (!root_.contains("buffers") || !root_["buffers"].is_array()) return;
  std::uintmax_t total = 0;
  const std::size_t count = root_["buffers"].size();
  own_.reserve(count);  // views point into them
  for (std::size_t i = 0; i < count; ++i) {
    const Json& buffer = entry("buffers", i);
    const std::uint64_t length = wholeNumber(buffer, "byteLength", 0, name_);
    std::string_view bytes = binary;
    if (i != 0 || buffer.contains("uri")) {
      own_.push_back(bufferOf(buffer, i, beside));
      bytes = own_.back();
      total += bytes.size();
    }
    const std::string pointer = fmt::format("/buffers/{}", i);
    if (total > kMaxMeshBytes)
      fail(pointer, fmt::format("more than {} MB in all", kMaxMeshBytes >> 20U), "simplify it");
    if (bytes.size() < length) fail(pointer, fmt::format("has {} bytes of {}", bytes.size(), length));
    buffers_.push_back(bytes);
  }
}

std::string GltfDocument::bufferOf(const Json& buffer, std::size_t index, const BesideReader& beside) const {
  const std::string pointer = fmt::format("/buffers/{}/uri", index);
  if (!buffer.contains("uri") || !buffer["uri"].is_string()) fail(pointer, "is missing");
  const auto uri = buffer["uri"].get<std::string>();
  if (isDataUri(uri)) return dataOf(uri, name_);
  const std::string name = unescapedName(uri);
  if (const auto why = whyNotInside(name)) {
    fail(pointer, fmt::format("\"{}\" {}: it is not opened", name.substr(0, 80), *why),
         "export it as GLB, which holds everything in one file");
  }
  if (!beside) {
    fail(pointer, fmt::format("needs \"{}\", which is not inside it", name.substr(0, 80)),
         "export it as GLB, which holds everything in one file");
  }
  return beside(name);
}

GltfDocument::Values GltfDocument::values(std::uint64_t accessor, std::uint64_t size_of_one) const {
  const Json& described = entry("accessors", accessor);
  const std::string pointer = fmt::format("/accessors/{}", accessor);
  if (described.contains("sparse")) fail(pointer, "is sparse, which is not read", "export it as plain triangles");
  const Json& view = entry("bufferViews", wholeNumber(described, "bufferView", ~std::uint64_t{0}, name_));
  const std::uint64_t buffer = wholeNumber(view, "buffer", 0, name_);
  if (buffer >= buffers_.size()) fail(pointer, "lies in no buffer");
  const std::string_view bytes = buffers_[buffer];
  const std::uint64_t begin = wholeNumber(view, "byteOffset", 0, name_);
  const std::uint64_t length = wholeNumber(view, "byteLength", 0, name_);
  if (begin > bytes.size() || length > bytes.size() - begin) fail(pointer, "reaches beyond its buffer");
  Values values;
  values.count = wholeNumber(described, "count", 0, name_);
  values.stride = wholeNumber(view, "byteStride", size_of_one, name_);
  values.component_type = wholeNumber(described, "componentType", 0, name_);
  const std::uint64_t offset = wholeNumber(described, "byteOffset", 0, name_);
  if (values.stride < size_of_one || values.stride > 255) fail(pointer, "its entries overlap");
  const bool fits =
      offset <= length && (values.count == 0 || (size_of_one <= length - offset &&
                                                 (length - offset - size_of_one) / values.stride >= values.count - 1));
  if (!fits) fail(pointer, fmt::format("has fewer than {} entries", values.count));
  values.bytes = bytes.substr(begin + offset, length - offset);
  return values;
}

GltfDocument::Values GltfDocument::positions(std::uint64_t accessor) const {
  const Values found = values(accessor, 3 * sizeof(float));
  const std::string pointer = fmt::format("/accessors/{}", accessor);
  if (found.component_type != kFloat || entry("accessors", accessor).value("type", Json()) != "VEC3") {
    fail(pointer, "its points are not three floats each", "export it without compression");
  }
  return found;
}

GltfDocument::Values GltfDocument::indices(std::uint64_t accessor) const {
  const std::uint64_t type = wholeNumber(entry("accessors", accessor), "componentType", 0, name_);
  const std::uint64_t size = type == 5121 ? 1 : type == 5123 ? 2 : type == 5125 ? 4 : 0;
  if (size == 0) fail(fmt::format("/accessors/{}/componentType", accessor), "is not an unsigned integer");
  return values(accessor, size);
}

}  // namespace mw::cad
