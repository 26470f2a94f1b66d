// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/cad/text_scanner.h"

namespace mw::cad {

/// A DXF is a list of these: a code that says what the value beside it is.
struct DxfPair {
  int code = 0;
  std::string_view value;
  int line = 0;  ///< of the value

  [[nodiscard]] bool is(int wanted_code, std::string_view wanted) const {
    return code == wanted_code && value == wanted;
  }
};

/// Reads pair by pair. @throws InputError for what is no pair
class DxfPairs {
 public:
  DxfPairs(std::string_view content, std::string name) : text_(content), name_(std::move(name)) {}

  /// The pair at hand; nothing at the end of the file.
  [[nodiscard]] const std::optional<DxfPair>& current() const { return current_; }
  void next();
  [[noreturn]] void fail(int line, std::string cause, std::string cure) const;

 private:
  TextScanner text_;
  std::string name_;
  std::optional<DxfPair> current_;
};

/// One entity (or table entry, or block head) with its values.
class DxfRecord {
 public:
  /// Takes what belongs to the record at hand: up to the next pair of code 0.
  static DxfRecord take(DxfPairs& pairs);

  [[nodiscard]] std::string_view kind() const { return kind_; }
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] const std::vector<DxfPair>& pairs() const { return pairs_; }
  [[nodiscard]] std::string_view text(int code) const;
  /// @throws InputError when it is not a finite number within 1e9
  [[nodiscard]] double number(int code, double otherwise, const DxfPairs& from) const;
  [[nodiscard]] long long integer(int code, long long otherwise, const DxfPairs& from) const;

 private:
  std::string_view kind_;
  int line_ = 0;
  std::vector<DxfPair> pairs_;
};

/// @throws InputError when it is not a finite number within 1e9
[[nodiscard]] double dxfNumber(const DxfPair& pair, const DxfPairs& from);

}  // namespace mw::cad
