// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_sample.h"

#include <array>
#include <fstream>

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"

namespace mw::twin {
namespace {

bool beginsWithMark(const std::filesystem::path& file) {
  std::array<char, 3> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return stream.gcount() == 3 && std::string_view(start.data(), 3) == "\xEF\xBB\xBF";
}

}  // namespace

LogSample LogSample::read(const std::filesystem::path& file, std::size_t most_records) {
  CsvRecords records(file);
  LogSample sample;
  sample.file = file.string();
  sample.has_byte_order_mark = beginsWithMark(file);
  CsvRecord record;
  std::size_t bytes = 0;
  while (sample.records.size() < most_records && bytes < kMostBytes) {
    if (!records.next(record)) {
      sample.is_whole = true;
      break;
    }
    if (record.is_too_long || record.has_open_quote || trimmed(record.text).empty()) continue;
    bytes += record.text.size();
    sample.is_utf8 = sample.is_utf8 && isUtf8(record.text);
    sample.records.push_back({std::string(record.text), record.line, record.has_line_end});
  }
  return sample;
}

}  // namespace mw::twin
