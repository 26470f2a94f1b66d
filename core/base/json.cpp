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

/// Walks a text that is not valid JSON up to where it breaks, so that the value there can be named.
class JsonFaultFinder : public nlohmann::json_sax<Json> {
 public:
  JsonFaultFinder(std::string file, std::string_view text) : file_(std::move(file)), text_(text) {}

  Finding find(const Json::exception& error) {
    Json::sax_parse(text_, this);
    std::string cause = error.what();
    if (const auto colon = cause.find(": "); colon != std::string::npos) cause = cause.substr(colon + 2);
    cause = "not valid JSON: " + cause;
    std::string cure = "the text breaks off or is malformed at this place";
    std::size_t offset = end_ == 0 ? 0 : end_ - 1;
    const std::string_view around = " \n\t\r,:[]{}";
    const std::size_t before = text_.substr(0, offset).find_last_of(around);
    const std::size_t start = before == std::string_view::npos ? 0 : before + 1;
    const std::string word(text_.substr(start, text_.find_first_of(around, start) - start));
    if (is_out_of_range_ || isNotFinite(word)) {
      offset = start;
      cause = fmt::format("not valid JSON: {} is {}", word, is_out_of_range_ ? "beyond all numbers" : "no number");
      cure = "give a finite number";
    }
    const LineColumn at = lineColumnAt(text_, offset);
    return {Severity::Error, Place{file_, pointer(), at.line, at.column}, std::move(cause), std::move(cure)};
  }

  bool null() override { return next(); }
  bool boolean(bool) override { return next(); }
  bool number_integer(number_integer_t) override { return next(); }
  bool number_unsigned(number_unsigned_t) override { return next(); }
  bool number_float(number_float_t, const string_t&) override { return next(); }
  bool string(string_t&) override { return next(); }
  bool binary(binary_t&) override { return next(); }
  bool start_object(std::size_t) override { return open(false); }
  bool key(string_t& key) override {
    steps_.back().token = pointerToken(key);
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(true); }
  bool end_array() override { return close(); }
  bool parse_error(std::size_t position, const std::string& token, const nlohmann::detail::exception& error) override {
    end_ = position;
    token_ = token;
    is_out_of_range_ = dynamic_cast<const Json::out_of_range*>(&error) != nullptr;
    return false;
  }

 private:
  struct Step {
    bool is_array = false;
    std::size_t index = 0;
    std::string token;
  };

  static bool isNotFinite(std::string_view word) {
    if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
    std::string lower;
    for (const char c : word) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return lower == "nan" || lower == "inf" || lower == "infinity";
  }
  bool next() {
    if (!steps_.empty()) ++steps_.back().index;
    return true;
  }
  bool open(bool is_array) {
    steps_.push_back({is_array, 0, {}});
    return true;
  }
  bool close() {
    steps_.pop_back();
    return next();
  }
  [[nodiscard]] std::string pointer() const {
    std::string pointer;
    for (const Step& step : steps_) {
      const std::string token = step.is_array ? std::to_string(step.index) : step.token;
      if (!token.empty()) pointer += "/" + token;
    }
    return pointer;
  }

  std::string file_;
  std::string_view text_;
  std::vector<Step> steps_;
  std::size_t end_ = 0;  ///< of what was read
  std::string token_;
  bool is_out_of_range_ = false;
};

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
  } catch (const Json::exception& error) {
    throw InputError({JsonFaultFinder(document.file_name_, text).find(error)});
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
