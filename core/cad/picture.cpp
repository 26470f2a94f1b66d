// SPDX-License-Identifier: Apache-2.0
#include "core/cad/picture.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fmt/format.h>
#include <set>
#include <vector>

#include "core/base/error.h"

namespace mw::cad {
namespace {

constexpr std::size_t kMaxSvgDepth = 128;
constexpr std::size_t kMaxSvgParts = 500'000;

[[noreturn]] void refuse(const std::string& name, int line, std::string cause, std::string cure) {
  throw InputError(Place{name, "", line, line > 0 ? 1 : 0}, std::move(cause), std::move(cure));
}

std::string lowered(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), [](unsigned char c) { return std::tolower(c); });
  return low;
}

std::uint32_t bigEndianAt(std::string_view content, std::size_t at) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) word = word << 8U | static_cast<unsigned char>(content[at + i]);
  return word;
}

bool isSpace(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Walks the tags of an SVG; knows of XML only what is needed to see what it refers to.
class SvgGuard {
 public:
  SvgGuard(std::string_view content, const std::string& name) : text_(content), name_(name) {}

  void check() {
    while (at_ < text_.size()) {
      const std::size_t open = text_.find('<', at_);
      checkStyle(text_.substr(at_, open == std::string_view::npos ? open : open - at_));
      if (open == std::string_view::npos) break;
      at_ = open;
      tag();
    }
    if (!has_svg_) refuse(name_, 0, "is no SVG drawing", "choose a file saved as SVG");
    for (const std::string& used : used_) {
      if (using_.contains(used)) {
        refuse(name_, 0, fmt::format("\"{}\" uses what uses others", used.substr(0, 40)), "save it as plain SVG");
      }
    }
  }

 private:
  [[nodiscard]] int line() const {
    return 1 + static_cast<int>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at_), '\n'));
  }
  [[noreturn]] void fail(std::string cause) const {
    refuse(name_, line(), std::move(cause), "save it as plain SVG, with pictures inside it");
  }

  void skipPast(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    if (found == std::string_view::npos) fail("is cut off");
    at_ = found + end.size();
  }

  void tag() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<!--")) return skipPast("-->");
    if (rest.starts_with("<![CDATA[")) {
      const std::size_t begin = at_;
      skipPast("]]>");
      checkStyle(text_.substr(begin, at_ - begin));
      return;
    }
    if (rest.starts_with("<?")) {
      if (rest.starts_with("<?xml-stylesheet")) fail("names a style sheet: it is not opened");
      return skipPast("?>");
    }
    if (rest.starts_with("<!")) {
      const std::size_t end = rest.find('>');
      if (rest.substr(0, end).find('[') != std::string_view::npos) fail("declares entities of its own");
      return skipPast(">");
    }
    if (rest.starts_with("</")) {
      if (!ids_.empty()) ids_.pop_back();
      return skipPast(">");
    }
    element();
  }

  void element() {
    if (++count_ > kMaxSvgParts) fail(fmt::format("has more than {} parts", kMaxSvgParts));
    const std::size_t begin = ++at_;
    while (at_ < text_.size() && !isSpace(text_[at_]) && text_[at_] != '>' && text_[at_] != '/') ++at_;
    std::string_view element = text_.substr(begin, at_ - begin);
    if (const std::size_t colon = element.find(':'); colon != std::string_view::npos) element.remove_prefix(colon + 1);
    if (element == "svg") has_svg_ = true;
    if (element == "script" || element == "foreignObject") fail(fmt::format("holds a \"{}\"", element));
    std::string id;
    const bool is_closed = attributes(element, id);
    if (element == "use") {
      for (const std::string& above : ids_) using_.insert(above);
      if (!id.empty()) using_.insert(id);
    }
    if (is_closed) return;
    ids_.push_back(std::move(id));
    if (ids_.size() > kMaxSvgDepth) fail(fmt::format("is nested deeper than {}", kMaxSvgDepth));
  }

  /// @returns whether the element ends at once
  bool attributes(std::string_view element, std::string& id) {
    while (at_ < text_.size() && text_[at_] != '>') {
      if (text_[at_] == '/' || isSpace(text_[at_])) {
        ++at_;
        continue;
      }
      const std::size_t begin = at_;
      while (at_ < text_.size() && text_[at_] != '=' && text_[at_] != '>' && !isSpace(text_[at_])) ++at_;
      std::string_view key = text_.substr(begin, at_ - begin);
      if (const std::size_t colon = key.find(':'); colon != std::string_view::npos) key.remove_prefix(colon + 1);
      while (at_ < text_.size() && (isSpace(text_[at_]) || text_[at_] == '=')) ++at_;
      if (at_ >= text_.size() || (text_[at_] != '"' && text_[at_] != '\'')) continue;
      const std::size_t end = text_.find(text_[at_], at_ + 1);
      if (end == std::string_view::npos) fail("is cut off");
      attribute(element, key, text_.substr(at_ + 1, end - at_ - 1), id);
      at_ = end + 1;
    }
    if (at_ >= text_.size()) fail("is cut off");
    const bool is_closed = text_[at_ - 1] == '/';
    ++at_;
    return is_closed;
  }

  void attribute(std::string_view element, std::string_view key, std::string_view value, std::string& id) {
    if (key == "id") id = value;
    checkStyle(value);
    if (key != "href") return;
    const std::string address = lowered(value.substr(value.find_first_not_of(" \t\r\n") == std::string_view::npos
                                                         ? value.size()
                                                         : value.find_first_not_of(" \t\r\n")));
    if (element == "a") return;  // a link that nothing follows
    if (address.starts_with('#')) {
      if (element == "use") used_.insert(std::string(value.substr(value.find('#') + 1)));
      return;
    }
    if (address.starts_with("data:image/png") || address.starts_with("data:image/jpeg")) return;
    fail(fmt::format("refers to \"{}\": it is not opened", value.substr(0, 80)));
  }

  void checkStyle(std::string_view text) const {
    if (text.find("@import") != std::string_view::npos) fail("imports a style sheet: it is not opened");
    for (std::size_t at = text.find("url("); at != std::string_view::npos; at = text.find("url(", at + 4)) {
      const std::size_t first = text.find_first_not_of(" \"'", at + 4);
      if (first != std::string_view::npos && text[first] == '#') continue;
      if (text.substr(at + 4, 7).find("&quot;#") != std::string_view::npos) continue;
      fail(fmt::format("refers to \"{}\": it is not opened", text.substr(at, 80)));
    }
  }

  std::string_view text_;
  const std::string& name_;
  std::size_t at_ = 0;
  std::size_t count_ = 0;
  bool has_svg_ = false;
  std::vector<std::string> ids_;  ///< of the elements that are open
  std::set<std::string> using_;   ///< ids of what contains a use
  std::set<std::string> used_;
};

}  // namespace

UnderlayFormat underlayFormatOf(const std::string& name) {
  const std::string end = lowered(std::filesystem::path(name).extension().string());
  if (end == ".dxf") return UnderlayFormat::Dxf;
  if (end == ".png") return UnderlayFormat::Png;
  if (end == ".svg") return UnderlayFormat::Svg;
  refuse(name, 0, "is no floor plan that is read here", "choose a file ending in .dxf, .svg or .png");
}

PixelSize pngSize(std::string_view content, const std::string& name) {
  constexpr std::string_view kSignature = "\x89PNG\r\n\x1a\n";
  if (content.size() < 33 || !content.starts_with(kSignature) || content.substr(12, 4) != "IHDR") {
    refuse(name, 0, "is no PNG picture", "choose a file saved as PNG");
  }
  const PixelSize size{bigEndianAt(content, 16), bigEndianAt(content, 20)};
  if (size.width == 0 || size.height == 0) refuse(name, 0, "is a picture without pixels", "choose another");
  if (std::uint64_t{size.width} * size.height > kMaxPixels) {
    refuse(
        name, 0,
        fmt::format("has {} x {} pixels, at most {} million are read", size.width, size.height, kMaxPixels / 1'000'000),
        "save it smaller");
  }
  return size;
}

void requireHarmlessSvg(std::string_view content, const std::string& name) {
  if (content.substr(0, 4096).find('\0') != std::string_view::npos) {
    refuse(name, 0, "is no SVG drawing: it is not text", "choose a file saved as plain SVG");
  }
  SvgGuard(content, name).check();
}

}  // namespace mw::cad
