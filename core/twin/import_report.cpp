// SPDX-License-Identifier: Apache-2.0
#include "core/twin/import_report.h"

#include <fmt/format.h>
#include <numeric>

#include "core/base/text.h"

namespace mw::twin {

Defect defectOf(CellDefect defect) {
  switch (defect) {
    case CellDefect::OtherDecimalSign:
      return Defect::OtherDecimalSign;
    case CellDefect::GroupedDigits:
      return Defect::GroupedDigits;
    case CellDefect::OutOfRange:
      return Defect::OutOfRange;
    case CellDefect::Infinite:
      return Defect::Infinite;
    case CellDefect::NulByte:
      return Defect::NulByte;
    case CellDefect::Text:
      break;
  }
  return Defect::Text;
}

bool stopsStrictImport(Defect defect) {
  return defect <= Defect::OpenQuote;
}

const std::string& defectName(Defect defect) {
  static const std::array<std::string, kDefectCount> kNames{
      "text in a number column", "other decimal sign", "grouped digits",
      "number out of range",     "infinite number",    "zero byte",
      "bad time stamp",          "missing column",     "extra column",
      "line too long",           "open quote",         "clock backwards",
      "duplicate stamp",         "repeated header",    "cut line"};
  return kNames[static_cast<std::size_t>(defect)];
}

std::size_t ImportReport::defectTotal() const {
  return std::accumulate(counts.begin(), counts.end(), std::size_t{0});
}

Json toJson(const ImportReport& report) {
  Json signals = Json::array();
  for (std::size_t i = 0; i < report.log.series.size(); ++i) {
    const Signal& signal = report.log.series[i];
    signals.push_back({{"name", signal.name}, {"unit", signal.unit}, {"readings", report.readings[i]}});
  }
  Json defects = Json::object();
  for (std::size_t i = 0; i < kDefectCount; ++i) {
    if (report.counts[i] > 0) defects[defectName(static_cast<Defect>(i))] = report.counts[i];
  }
  Json places = Json::array();
  for (const Finding& finding : report.places) places.push_back(finding.text());
  Json json{{"name", report.log.name}, {"rows", report.rows_kept}, {"rows_read", report.rows_read}};
  json["start_epoch_s"] = report.log.epoch_s ? Json(*report.log.epoch_s) : Json(nullptr);
  json["duration_s"] = report.duration_s;
  json["signals"] = std::move(signals);
  json["missing_values"] = report.missing_values;
  json["defects"] = std::move(defects);
  json["places"] = std::move(places);
  if (report.late.window_s > 0) json["late_rows"] = toJson(report.late);
  if (report.back_rows.count() > 0) json["back_rows"] = toJson(report.back_rows);
  if (!report.segments.empty()) json["segments"] = toJson(report.segments, report.log.name);
  return json;
}

std::vector<std::string> inWords(const ImportReport& report) {
  std::vector<std::string> said{fmt::format("{} rows of {} signals over {} s", report.rows_kept,
                                            report.log.series.size(), numberText(report.duration_s))};
  if (report.missing_values > 0) said.push_back(fmt::format("{} values are missing", report.missing_values));
  for (std::size_t i = 0; i < kDefectCount; ++i) {
    if (report.counts[i] > 0) {
      said.push_back(fmt::format("{}: {}", defectName(static_cast<Defect>(i)), report.counts[i]));
    }
  }
  for (std::string& sentence : inWords(report.late)) said.push_back(std::move(sentence));
  if (const std::size_t logs = report.segments.size(); logs > 1) {
    said.push_back(fmt::format("{} logs, for the clock goes back {}", logs,
                               logs == 2 ? "once" : fmt::format("{} times", logs - 1)));
  }
  return said;
}

}  // namespace mw::twin
