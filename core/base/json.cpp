// SPDX-License-Identifier: Apache-2.0
#include "core/base/json.h"

#include <cstdio>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <unordered_set>

namespace mw {
namespace {

constexpr int kMaxDepth = 200;

struct LineColumn {
  int line = 1;
  int column = 1;
};

LineColumn lineColumnAt(std::string_view text, std::size_t offset) {
  LineColumn at;
  for (std::size_t i = 0; i < std::min(offset, text.size()); ++i) {
    if (text[i] == '\n') {
      ++at.line;
      at.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
      ++at.column;
    }
  }
  return at;
}

void refuseDeepNesting(std::string_view text, const std::string& file_name) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) {
        const LineColumn at = lineColumnAt(text, i);
        throw InputError(Place{file_name, "", at.line, at.column},
                         fmt::format("nested deeper than {} levels", kMaxDepth), "flatten the file");
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
}

}  // namespace

/// Walks a text that is known to be valid JSON and notes where each value starts.
class JsonPositionScanner {
 public:
  JsonPositionScanner(std::string_view text, JsonDocument& document) : text_(text), document_(document) {}

  Findings scan() {
    skipSpace();
    value("");
    return std::move(duplicates_);
  }

 private:
  void advance() {
    if (text_[at_] == '\n') {
      ++line_;
      column_ = 1;
    } else if ((static_cast<unsigned char>(text_[at_]) & 0xC0U) != 0x80U) {
      ++column_;
    }
    ++at_;
  }
  [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void skipSpace() {
    while (at_ < text_.size() && (peek() == ' ' || peek() == '\n' || peek() == '\t' || peek() == '\r')) advance();
  }
  std::string string() {
    const std::size_t start = at_;
    advance();
    while (peek() != '"') {
      if (peek() == '\\') advance();
      advance();
    }
    advance();
    return Json::parse(text_.substr(start, at_ - start)).get<std::string>();
  }
  void scalar() {
    while (at_ < text_.size() && std::string_view(",]} \n\t\r").find(peek()) == std::string_view::npos) advance();
  }
  void value(const std::string& pointer) {
    document_.positions_.try_emplace(pointer, JsonDocument::Position{line_, column_});
    if (peek() == '{') {
      object(pointer);
    } else if (peek() == '[') {
      array(pointer);
    } else if (peek() == '"') {
      string();
    } else {
      scalar();
    }
    skipSpace();
  }
  void object(const std::string& pointer) {
    std::unordered_set<std::string> keys;
    advance();
    skipSpace();
    while (peek() != '}') {
      const Place place{document_.file_name_, pointer, line_, column_};
      const JsonDocument::Position key_at{line_, column_};
      const std::string key = string();
      const std::string child = pointer + "/" + pointerToken(key);
      if (!keys.insert(key).second) {
        duplicates_.push_back({Severity::Error,
                               {place.file, child, place.line, place.column},
                               fmt::format("key \"{}\" is given twice", key),
                               "remove one of the two"});
      }
      skipSpace();
      advance();  // the colon
      skipSpace();
      document_.positions_.insert_or_assign(child, key_at);
      value(child);
      if (peek() == ',') advance();
      skipSpace();
    }
    advance();
  }
  void array(const std::string& pointer) {
    advance();
    skipSpace();
    for (std::size_t i = 0; peek() != ']'; ++i) {
      value(pointer + "/" + std::to_string(i));
      if (peek() == ',') advance();
      skipSpace();
    }
    advance();
  }

  std::string_view text_;
  JsonDocument& document_;
  std::size_t at_ = 0;
  int line_ = 1;
  int column_ = 1;
  Findings duplicates_;
};

JsonDocument JsonDocument::parse(std::string_view text, std::string file_name) {
  if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
  refuseDeepNesting(text, file_name);
  JsonDocument document;
  document.file_name_ = std::move(file_name);
  try {
    document.root_ = Json::parse(text);
  } catch (const Json::parse_error& error) {
    const LineColumn at = lineColumnAt(text, error.byte == 0 ? 0 : error.byte - 1);
    std::string cause = error.what();
    if (const auto colon = cause.find(": "); colon != std::string::npos) cause = cause.substr(colon + 2);
    throw InputError(Place{document.file_name_, "", at.line, at.column}, "not valid JSON: " + cause,
                     "the text breaks off or is malformed at this place");
  } catch (const Json::exception& error) {
    throw InputError(Place{document.file_name_, "", 0, 0}, fmt::format("not valid JSON: {}", error.what()),
                     "numbers must fit a 64-bit float");
  }
  if (Findings duplicates = JsonPositionScanner(text, document).scan(); !duplicates.empty()) {
    throw InputError(std::move(duplicates));
  }
  return document;
}

JsonDocument JsonDocument::read(const std::filesystem::path& file) {
  return parse(readTextFile(file), file.string());
}

Place JsonDocument::placeOf(const std::string& pointer) const {
  for (std::string ancestor = pointer;; ancestor.erase(ancestor.rfind('/'))) {
    if (const auto found = positions_.find(ancestor); found != positions_.end()) {
      return {file_name_, pointer, found->second.line, found->second.column};
    }
    if (ancestor.empty() || ancestor.rfind('/') == std::string::npos) return {file_name_, pointer, 0, 0};
  }
}

void JsonDocument::locate(Findings& findings) const {
  for (Finding& finding : findings) {
    if (finding.place.file.empty() && finding.place.line == 0) finding.place = placeOf(finding.place.pointer);
  }
}

std::string pointerToken(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

std::string readTextFile(const std::filesystem::path& file, std::size_t max_bytes) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (error || !std::filesystem::exists(status)) {
    throw InputError(Place{file.string(), "", 0, 0}, "no such file", "check the name and the folder");
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw InputError(Place{file.string(), "", 0, 0}, "not a regular file", "name a file");
  }
  const auto size = std::filesystem::file_size(file, error);
  if (!error && size > max_bytes) {
    throw InputError(Place{file.string(), "", 0, 0},
                     fmt::format("{} MiB is more than the {} MiB allowed here", size >> 20U, max_bytes >> 20U),
                     "split the file");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) {
    throw InputError(Place{file.string(), "", 0, 0}, "cannot be read", "check its permissions");
  }
  return text;
}

void writeTextFile(const std::filesystem::path& file, std::string_view text) {
  const std::filesystem::path part = file.string() + ".part";
  {
    std::ofstream stream(part, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.flush();
    if (!stream.good()) {
      std::error_code ignored;
      std::filesystem::remove(part, ignored);
      throw OutputError(file.string(), "cannot be written", "check the folder, its permissions and the free space");
    }
  }
  std::error_code error;
  std::filesystem::rename(part, file, error);
  if (error) throw OutputError(file.string(), "cannot be written: " + error.message(), "check the folder");
}

}  // namespace mw
