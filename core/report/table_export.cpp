// SPDX-License-Identifier: Apache-2.0
#include "core/report/table_export.h"

#include <fmt/format.h>
#include <fstream>
#include <optional>
#include <set>

#include "core/base/error.h"
#include "core/report/csv_table.h"
#include "core/store/promised_tables.h"

namespace mw::report {
namespace {

constexpr std::size_t kRowsBetweenLooks = 4096;

Cell cellOf(const store::TableValue& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return {fmt::format("{}", *integer), true, {}};
  if (const auto* number = std::get_if<double>(&value)) return exactCell(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return textCell(*text);
  return {};
}

/// A file that is there as a whole or says why not.
class CsvFile {
 public:
  explicit CsvFile(std::filesystem::path file) : file_(std::move(file)), out_(file_, std::ios::binary) { check(); }
  void write(const std::string& text) {
    out_ << text;
    check();
  }
  void close() {
    out_.close();
    check();
  }
  [[nodiscard]] const std::filesystem::path& file() const { return file_; }

 private:
  void check() const {
    if (!out_) throw OutputError(file_.string(), "cannot be written", "check the folder and the free space");
  }
  std::filesystem::path file_;
  std::ofstream out_;
};

void lookAt(const std::stop_token& stop, std::size_t rows) {
  if (rows % kRowsBetweenLooks == 0 && stop.stop_requested()) throw Cancelled();
}

/// Made when its first row comes: a table without rows is no file.
ExportedFile exportTable(const std::filesystem::path& folder, store::ProjectFile& project,
                         const store::PromisedTable& table, const std::stop_token& stop) {
  ExportedFile written{folder / (table.name + ".csv"), 0};
  std::optional<CsvFile> out;
  store::readTable(project, table, [&](std::span<const store::TableValue> values) {
    lookAt(stop, written.rows);
    std::string line;
    if (!out) {
      out.emplace(written.file);
      for (const std::string& column : table.columns) line += (line.empty() ? "" : ",") + csvText(column);
      line += '\n';
    }
    for (std::size_t i = 0; i < values.size(); ++i) line += (i > 0 ? "," : "") + csvCell(cellOf(values[i]));
    out->write(line + '\n');
    ++written.rows;
  });
  if (out) out->close();
  return written;
}

void makeFolder(const std::filesystem::path& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) throw OutputError(folder.string(), error.message(), "name a folder that can be made and written to");
}

}  // namespace

std::vector<ExportedFile> exportCsv(const std::filesystem::path& folder, store::ProjectFile* project,
                                    std::span<const Table> tables, const std::stop_token& stop) {
  makeFolder(folder);
  std::vector<ExportedFile> files;
  std::set<std::string> taken;
  for (const store::PromisedTable& table : store::promisedTables()) {
    taken.insert(table.name);
    if (project == nullptr) continue;
    ExportedFile written = exportTable(folder, *project, table, stop);
    if (written.rows > 0) files.push_back(std::move(written));
  }
  for (const Table& table : tables) {
    std::string id = table.id;
    for (int number = 2; !taken.insert(id).second; ++number) id = fmt::format("{}-{}", table.id, number);
    CsvFile out(folder / (id + ".csv"));
    out.write(csv(table));
    out.close();
    files.push_back({out.file(), table.rows.size()});
  }
  return files;
}

std::vector<Table> promisedTables(store::ProjectFile& project, const std::stop_token& stop) {
  std::vector<Table> tables;
  for (const store::PromisedTable& promised : store::promisedTables()) {
    Table table{promised.name, promised.name, {}, {}, {}};
    for (const std::string& column : promised.columns) table.columns.push_back({column, ""});
    store::readTable(project, promised, [&](std::span<const store::TableValue> values) {
      lookAt(stop, table.rows.size());
      std::vector<Cell> row;
      for (const store::TableValue& value : values) row.push_back(cellOf(value));
      table.rows.push_back(std::move(row));
    });
    if (!table.rows.empty()) tables.push_back(std::move(table));
  }
  return tables;
}

}  // namespace mw::report
