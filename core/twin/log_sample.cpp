// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_sample.h"

#include "core/base/csv_cells.h"
#include "core/base/csv_records.h"

namespace mw::twin {
LogSample LogSample::read(const std::filesystem::path& file, std::optional<TextEncoding> encoding,
                          std::size_t most_records) {
  CsvRecords records(file, encoding);
  LogSample sample;
  sample.file = file.string();
  sample.guess = records.guess();
  sample.encoding = encoding;
  CsvRecord record;
  std::size_t bytes = 0;
  while (sample.records.size() < most_records && bytes < kMostBytes) {
    if (!records.next(record)) {
      sample.is_whole = true;
      break;
    }
    if (record.is_too_long || record.has_open_quote || trimmed(record.text).empty()) continue;
    bytes += record.text.size();
    sample.records.push_back({std::string(record.text), record.line, record.has_line_end});
  }
  return sample;
}

}  // namespace mw::twin
