// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/report_options.h"
#include "app/cli/verbs.h"
#include "core/report/study_section.h"
#include "core/report/table_export.h"
#include "core/report/xlsx_tables.h"

namespace mw::cli {
namespace {

struct ExportRequest {
  ReportOptions options;
  std::string csv;
  std::string xlsx;
};

/// The tables of the report, those of studies with all their points.
std::vector<report::Table> tablesOf(const report::ReportInput& input, const Console& console) {
  std::vector<report::Table> tables = report::tablesOf(report::projectReport(input, console.stop()));
  if (!input.project) return tables;
  for (const store::StoredStudy& study : store::studies(*input.project)) {
    if (study.points.size() <= report::kMostStudyRows) continue;
    report::Table whole = report::studyTable(study, store::runs(*input.project, study.name), study.points.size());
    for (report::Table& table : tables) {
      if (table.id == whole.id) table = whole;
    }
  }
  return tables;
}

int exportTables(const ExportRequest& request, const Console& console) {
  if (request.csv.empty() && request.xlsx.empty()) throw UsageError("say where to: --csv FOLDER or --xlsx FILE");
  const std::string again = "export" + (request.csv.empty() ? "" : " --csv " + request.csv) +
                            (request.xlsx.empty() ? "" : " --xlsx " + request.xlsx);
  const report::ReportInput input = reportInput(request.options, again, console);
  std::vector<report::Table> tables = tablesOf(input, console);
  std::vector<report::ExportedFile> files;
  if (!request.csv.empty()) files = report::exportCsv(request.csv, input.project.get(), tables, console.stop());
  if (!request.xlsx.empty()) {
    if (input.project) {
      for (report::Table& raw : report::promisedTables(*input.project, console.stop()))
        tables.push_back(std::move(raw));
    }
    report::writeXlsx(request.xlsx, tables);
    std::size_t rows = 0;
    for (const report::Table& table : tables) rows += table.rows.size();
    files.push_back({request.xlsx, rows});
  }
  Json list = Json::array();
  for (const report::ExportedFile& each : files) {
    list.push_back({{"file", each.file.string()}, {"rows", each.rows}});
    console.print(fmt::format("{}: {} rows", each.file.string(), each.rows));
  }
  if (console.is_json) console.printJson({{"files", std::move(list)}, {"factory_digest", input.factory->digest()}});
  return kDone;
}

}  // namespace

void addExport(CLI::App& program, Action& action) {
  auto request = std::make_shared<ExportRequest>();
  CLI::App* verb = addVerb(
      program, "export",
      {"Writes the tables of a project for other programs: runs, studies, logs, estimates.", "line.mill --csv tables"});
  addReportOptions(*verb, request->options);
  verb->add_option("--csv", request->csv, "A folder: one CSV a table");
  verb->add_option("--xlsx", request->xlsx, "A workbook: one sheet a table");
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return exportTables(*request, console); }; });
}

}  // namespace mw::cli
