// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mw::cad {

/// An element of an XML text: views into that text and its document, which must outlive it.
struct XmlElement {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;

  std::string_view name;        ///< without a namespace's prefix
  std::string_view attributes;  ///< as written
  std::string_view text;        ///< from its tag to the next one, without comments
  int line = 0;
  std::uint32_t first_child = kNone;
  std::uint32_t next = kNone;  ///< of the same parent
};

/// The elements of an XML text in their order, read without recursion: however deep they nest, the stack stays as it
/// is. Comments and processing instructions are left out; entities and character references stay as written.
class XmlDocument {
 public:
  /// Tells what is wrong with the text; does not return.
  using Refusal = std::function<void(std::string cause, int line)>;

  static constexpr std::size_t kMostElements = 200'000;

  /// Refuses what is no XML, is cut off, declares entities or has more elements than kMostElements.
  XmlDocument(std::string_view text, const Refusal& refuse);
  XmlDocument(const XmlDocument&) = delete;
  XmlDocument& operator=(const XmlDocument&) = delete;

  [[nodiscard]] const std::vector<XmlElement>& elements() const { return elements_; }
  [[nodiscard]] const XmlElement& root() const { return elements_.front(); }
  [[nodiscard]] const XmlElement* firstChild(const XmlElement& element) const { return at(element.first_child); }
  [[nodiscard]] const XmlElement* next(const XmlElement& element) const { return at(element.next); }
  [[nodiscard]] static std::optional<std::string_view> attribute(const XmlElement& element, std::string_view name);

 private:
  [[nodiscard]] const XmlElement* at(std::uint32_t index) const {
    return index == XmlElement::kNone ? nullptr : &elements_[index];
  }

  std::vector<XmlElement> elements_;
  std::deque<std::string> joined_texts_;  ///< of elements whose text is written with comments in it
};

}  // namespace mw::cad
