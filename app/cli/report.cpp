// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <memory>

#include "app/cli/report_options.h"
#include "app/cli/typesetter.h"
#include "app/cli/verbs.h"
#include "core/report/html_report.h"

namespace mw::cli {
namespace {

struct ReportRequest {
  ReportOptions options;
  std::string out;
};

int makeReport(const ReportRequest& request, const Console& console) {
  const std::filesystem::path out = request.out;
  const bool is_pdf = out.extension() == ".pdf";
  if (!is_pdf && out.extension() != ".html" && out.extension() != ".htm") {
    throw UsageError("--out " + request.out + ": a report is a page or a document: name it .html or .pdf");
  }
  // Before a long run, not after it.
  const std::filesystem::path typesetter = is_pdf ? requireTypesetter(out) : std::filesystem::path();
  const report::ReportInput input = reportInput(request.options, "report --out " + request.out, console);
  const report::Report made = report::projectReport(input, console.stop(), console.progress());
  writeTextFile(out, is_pdf ? typesetPdf(typesetter, made, console) : report::html(made));
  const std::string digest = input.factory->digest();
  if (console.is_json) {
    console.printJson({{"file", out.string()},
                       {"factory_digest", digest},
                       {"sections", made.sections.size()},
                       {"tables", report::tablesOf(made).size()}});
  }
  console.print(fmt::format("{}: report of {}, {} tables", out.string(), made.title, report::tablesOf(made).size()));
  return kDone;
}

}  // namespace

void addReport(CLI::App& program, Action& action) {
  auto request = std::make_shared<ReportRequest>();
  CLI::App* verb = addVerb(program, "report",
                           {"Writes one page about a project: layout, figures with intervals, studies, where all comes "
                            "from.",
                            "line.mill --out line.html --warmup auto"});
  addReportOptions(*verb, request->options);
  verb->add_option(
          "--out", request->out,
          "The page to write, .html, or the document of A4, .pdf (typeset by the window program beside this one)")
      ->required();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return makeReport(*request, console); }; });
}

}  // namespace mw::cli
