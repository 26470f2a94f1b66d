// SPDX-License-Identifier: Apache-2.0
#include <filesystem>
#include <fmt/format.h>
#include <memory>

#include "app/cli/report_options.h"
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
  if (out.extension() == ".pdf") {
    throw UsageError("--out " + request.out +
                     ": a PDF is made by the window (File, Export report...), or by printing the page that --out "
                     "R.html writes");
  }
  if (out.extension() != ".html" && out.extension() != ".htm") {
    throw UsageError("--out " + request.out + ": a report is a page: name it .html");
  }
  const report::ReportInput input = reportInput(request.options, "report --out " + request.out, console);
  const report::Report made = report::projectReport(input, console.stop(), console.progress());
  writeTextFile(out, report::html(made));
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
  verb->add_option("--out", request->out, "The page to write, .html")->required();
  verb->final_callback(
      [request, &action] { action = [request](Console& console) { return makeReport(*request, console); }; });
}

}  // namespace mw::cli
