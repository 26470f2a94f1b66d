// SPDX-License-Identifier: Apache-2.0
#include "core/cad/xml_document.h"

#include <algorithm>
#include <fmt/format.h>

namespace mw::cad {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kCdata = "<![CDATA[";
constexpr std::string_view kCdataEnd = "]]>";
constexpr std::size_t kLongestName = 40;

class Parser {
 public:
  Parser(std::string_view text, const XmlDocument::Refusal& refuse, std::deque<std::string>& joined_texts)
      : text_(text), refuse_(refuse), joined_texts_(joined_texts) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  std::vector<XmlElement> parse() {
    std::size_t at = text_.find('<');
    if (at == std::string_view::npos || text_.find_first_not_of(kBlank) != at) fail("this is no XML");
    while (at != std::string_view::npos) {
      countLinesTo(at);
      at = text_.find('<', tagAt(at));
    }
    countLinesTo(text_.size());
    if (!open_.empty()) fail(fmt::format("the file ends within <{}>", shortened(elements_[open_.back()].name)));
    if (elements_.empty()) fail("this is no XML");
    return std::move(elements_);
  }

 private:
  void fail(std::string cause) const { refuse_(std::move(cause), line_); }
  static std::string_view shortened(std::string_view name) { return name.substr(0, kLongestName); }

  void countLinesTo(std::size_t at) {
    line_ += static_cast<int>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(counted_),
                                         text_.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
    counted_ = at;
  }

  [[nodiscard]] std::size_t behind(std::string_view end, std::size_t from) const {
    const std::size_t at = text_.find(end, from);
    if (at == std::string_view::npos) fail(fmt::format("the file ends before \"{}\"", end));
    return at + end.size();
  }

  /// @returns where to go on
  std::size_t tagAt(std::size_t at) {
    const std::string_view rest = text_.substr(at);
    if (rest.starts_with("<!--")) return behind("-->", at + 4);
    if (rest.starts_with(kCdata)) return behind(kCdataEnd, at + kCdata.size());
    if (rest.starts_with("<!")) fail("it declares a document type, which is not read");
    if (rest.starts_with("<?")) return behind("?>", at);
    const std::size_t end = endOfTag(at);
    std::string_view tag = text_.substr(at + 1, end - at - 1);
    if (tag.starts_with('/')) {
      close(tag.substr(1));
      return end + 1;
    }
    const bool is_whole = tag.ends_with('/');
    if (is_whole) tag.remove_suffix(1);
    open(tag);
    if (is_whole) {
      open_.pop_back();
    } else {
      elements_.back().text = textFrom(end + 1);
    }
    return end + 1;
  }

  /// A > in quotes ends no tag.
  [[nodiscard]] std::size_t endOfTag(std::size_t at) const {
    std::size_t end = text_.find_first_of(">\"'", at);
    while (end != std::string_view::npos && text_[end] != '>') {
      const std::size_t closing = text_.find(text_[end], end + 1);
      end = closing == std::string_view::npos ? closing : text_.find_first_of(">\"'", closing + 1);
    }
    if (end == std::string_view::npos) fail("the file ends within a tag");
    return end;
  }

  /// The text from there to the next tag. What is no text within it is left out; XML does not let it part words.
  std::string_view textFrom(std::size_t from) {
    std::size_t end = text_.find('<', from);
    if (end == std::string_view::npos || !isNoTag(end)) return text_.substr(from, end - from);
    std::string& joined = joined_texts_.emplace_back(text_.substr(from, end - from));
    while (end != std::string_view::npos && isNoTag(end)) {
      const bool is_text = text_.substr(end).starts_with(kCdata);
      const std::size_t next = tagAt(end);
      if (is_text) joined += text_.substr(end + kCdata.size(), next - end - kCdata.size() - kCdataEnd.size());
      end = text_.find('<', next);
      joined += text_.substr(next, end - next);
    }
    return joined;
  }

  [[nodiscard]] bool isNoTag(std::size_t at) const {
    const std::string_view rest = text_.substr(at);
    return rest.starts_with("<!") || rest.starts_with("<?");
  }

  static std::string_view nameOf(std::string_view tag) {
    const std::string_view name = tag.substr(0, tag.find_first_of(kBlank));
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }

  void open(std::string_view tag) {
    XmlElement element;
    element.name = nameOf(tag);
    if (element.name.empty()) fail("this is no XML: a tag without a name");
    if (elements_.size() >= XmlDocument::kMostElements) fail("it has too many elements");
    if (open_.empty() && !elements_.empty()) fail("this is no XML: it has two roots");
    element.attributes = tag.substr(std::min(tag.size(), tag.find_first_of(kBlank)));
    element.line = line_;
    const auto index = static_cast<std::uint32_t>(elements_.size());
    if (!open_.empty()) {
      XmlElement& parent = elements_[open_.back()];
      (parent.first_child == XmlElement::kNone ? parent.first_child : elements_[last_child_[open_.back()]].next) =
          index;
      last_child_[open_.back()] = index;
    }
    elements_.push_back(element);
    last_child_.push_back(XmlElement::kNone);
    open_.push_back(index);
  }

  void close(std::string_view tag) {
    const std::string_view name = nameOf(tag);
    if (!open_.empty() && elements_[open_.back()].name == name) return open_.pop_back();
    fail(fmt::format("this is no XML: </{}> closes nothing", shortened(name)));
  }

  std::string_view text_;
  const XmlDocument::Refusal& refuse_;
  std::deque<std::string>& joined_texts_;
  std::vector<XmlElement> elements_;
  std::vector<std::uint32_t> last_child_;  ///< by elements_
  std::vector<std::uint32_t> open_;
  std::size_t counted_ = 0;
  int line_ = 1;
};

}  // namespace

XmlDocument::XmlDocument(std::string_view text, const Refusal& refuse) {
  elements_ = Parser(text, refuse, joined_texts_).parse();
}

std::optional<std::string_view> XmlDocument::attribute(const XmlElement& element, std::string_view name) {
  std::string_view rest = element.attributes;
  while (true) {
    const std::size_t begin = rest.find_first_not_of(kBlank);
    const std::size_t equals = rest.find('=');
    if (begin == std::string_view::npos || equals == std::string_view::npos) return std::nullopt;
    std::string_view key = rest.substr(begin, std::max(equals, begin) - begin);
    key = key.substr(0, key.find_first_of(kBlank));
    const std::size_t quote = rest.find_first_of("\"'", equals);
    if (quote == std::string_view::npos) return std::nullopt;
    const std::size_t end = rest.find(rest[quote], quote + 1);
    if (end == std::string_view::npos) return std::nullopt;
    if (key == name) return rest.substr(quote + 1, end - quote - 1);
    rest.remove_prefix(end + 1);
  }
}

}  // namespace mw::cad
