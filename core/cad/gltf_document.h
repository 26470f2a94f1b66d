// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/json.h"
#include "core/cad/mesh_reader.h"

namespace mw::cad {

/// The JSON of a glTF with its buffers, all bounds checked: whoever asks for an accessor gets bytes that are there.
class GltfDocument {
 public:
  /// @param name  how messages call it
  /// @throws InputError
  static GltfDocument read(std::string_view content, bool is_binary, const std::string& name,
                           const BesideReader& beside);

  [[nodiscard]] const Json& root() const { return root_; }

  /// `count` elements, `stride` bytes apart, of which each has at least the size of its type.
  struct Values {
    std::string_view bytes;
    std::uint64_t count = 0;
    std::uint64_t stride = 0;
    std::uint64_t component_type = 0;

    [[nodiscard]] const char* at(std::uint64_t i) const { return bytes.data() + i * stride; }
  };
  /// Corner positions: three floats each.
  [[nodiscard]] Values positions(std::uint64_t accessor) const;
  /// Indices of 1, 2 or 4 bytes.
  [[nodiscard]] Values indices(std::uint64_t accessor) const;

  /// An entry of one of the top-level lists. @throws InputError when it is not there
  [[nodiscard]] const Json& entry(const char* list, std::uint64_t index) const;
  [[noreturn]] void fail(const std::string& pointer, std::string cause,
                         std::string cure = "it is damaged: export it again") const;

 private:
  void takeBuffers(std::string_view binary, const BesideReader& beside);
  [[nodiscard]] std::string bufferOf(const Json& buffer, std::size_t index, const BesideReader& beside) const;
  [[nodiscard]] Values values(std::uint64_t accessor, std::uint64_t size_of_one) const;

  std::string name_;
  Json root_;
  std::vector<std::string> own_;           ///< buffers from elsewhere
  std::vector<std::string_view> buffers_;  ///< into own_ or into the file
};

/// Parses JSON of a size that a scene description can have.
/// @throws InputError for more than 64 MB, a million values or nesting deeper than 64: before anything is built
[[nodiscard]] Json parseModestJson(std::string_view text, const std::string& name);

/// A non-negative integer of a JSON object. @throws InputError when it is something else
[[nodiscard]] std::uint64_t wholeNumber(const Json& object, const char* key, std::uint64_t otherwise,
                                        const std::string& name);

/// What a "data:...;base64,..." holds; nothing for another address.
[[nodiscard]] bool isDataUri(std::string_view uri);
/// @throws InputError for damaged base64
[[nodiscard]] std::string dataOf(std::string_view uri, const std::string& name);
[[nodiscard]] std::string dataUri(std::string_view bytes);
/// "press%20a.bin" as a name of a file.
[[nodiscard]] std::string unescapedName(std::string_view uri);

}  // namespace mw::cad
