// SPDX-License-Identifier: Apache-2.0
#include "core/report/xlsx_tables.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <set>
#include <string>
#include <xlsxwriter.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace mw::report {
namespace {

constexpr std::size_t kLongestSheetName = 31;
constexpr std::size_t kLongestText = 32767;
constexpr std::size_t kMostRows = 1048576;

/// A name that a workbook takes, and that it does not have yet whatever the case.
std::string sheetName(const std::string& id, std::set<std::string>& taken) {
  for (int number = 1;; ++number) {
    const std::string ending = number == 1 ? "" : fmt::format("-{}", number);
    std::string name = id.substr(0, kLongestSheetName - ending.size()) + ending;
    std::string key = name;
    std::ranges::transform(key, key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (taken.insert(key).second) return name;
  }
}

/// At most this many bytes of UTF-8, no letter cut in two. A NUL, which would end it, becomes a replacement character.
std::string cellText(std::string text) {
  for (std::size_t nul = text.find('\0'); nul != std::string::npos; nul = text.find('\0', nul)) {
    text.replace(nul, 1, "\uFFFD");
  }
  if (text.size() <= kLongestText) return text;
  std::size_t end = kLongestText;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return text.substr(0, end);
}

class Workbook {
 public:
  explicit Workbook(const std::filesystem::path& file) : file_(file), book_(workbook_new(file.c_str())) {
    if (book_ == nullptr) throw OutputError(file.string(), "cannot be written", "check folder and free space");
    bold_ = workbook_add_format(book_);
    format_set_bold(bold_);
  }
  ~Workbook() {
    if (book_ != nullptr) workbook_close(book_);
  }
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void add(const Table& table) {
    if (table.rows.size() >= kMostRows) {
      throw OutputError(file_.string(), fmt::format("table {} has {} rows", table.id, table.rows.size()),
                        "a sheet holds 1048575: export CSV");
    }
    sheet_ = workbook_add_worksheet(book_, sheetName(table.id, taken_).c_str());
    if (sheet_ == nullptr) throw OutputError(file_.string(), "a sheet cannot be made", "export CSV");
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
      check(worksheet_write_string(sheet_, 0, col(c), cellText(table.columns[c].heading()).c_str(), bold_));
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      for (std::size_t c = 0; c < table.rows[r].size(); ++c) write(r + 1, c, table.rows[r][c]);
    }
    worksheet_freeze_panes(sheet_, 1, 0);
  }

  void close() {
    const lxw_error error = workbook_close(book_);
    book_ = nullptr;
    check(error);
  }

 private:
  static lxw_col_t col(std::size_t index) { return static_cast<lxw_col_t>(index); }

  void write(std::size_t r, std::size_t c, const Cell& cell) {
    if (cell.text.empty()) return;
    const auto row = static_cast<lxw_row_t>(r);
    const auto value = cell.is_number ? parseNumber(cell.text) : std::nullopt;
    check(value ? worksheet_write_number(sheet_, row, col(c), *value, nullptr)
                : worksheet_write_string(sheet_, row, col(c), cellText(cell.text).c_str(), nullptr));
  }

  void check(lxw_error error) const {
    if (error == LXW_NO_ERROR) return;
    throw OutputError(file_.string(), lxw_strerror(error), "check the folder and the free space");
  }

  std::filesystem::path file_;
  lxw_workbook* book_;
  lxw_worksheet* sheet_ = nullptr;
  lxw_format* bold_ = nullptr;
  std::set<std::string> taken_;
};

}  // namespace

void writeXlsx(const std::filesystem::path& file, std::span<const Table> tables) {
  Workbook book(file);
  for (const Table& table : tables) book.add(table);
  book.close();
}

}  // namespace mw::report
