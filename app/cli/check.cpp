// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/factory/factory_check.h"

namespace mw::cli {
namespace {

Json jsonOf(const Finding& finding) {
  return {{"severity", finding.severity == Severity::Error ? "error" : "warning"},
          {"pointer", finding.place.pointer},
          {"line", finding.place.line},
          {"column", finding.place.column},
          {"cause", finding.cause},
          {"cure", finding.cure}};
}

/// Well-formedness and completeness of a factory, as findings.
Findings findingsOf(const JsonDocument& document) {
  try {
    Findings findings = factory::checkFactory(factory::Factory::fromDocument(document));
    document.locate(findings);
    return findings;
  } catch (const InputError& error) {
    return error.findings();
  }
}

int check(const std::string& file, Console& console) {
  const Findings findings = findingsOf(JsonDocument::read(file));
  console.warn(findings);
  if (console.is_json) {
    Json list = Json::array();
    for (const Finding& finding : findings) list.push_back(jsonOf(finding));
    console.printJson({{"file", file}, {"valid", !hasErrors(findings)}, {"findings", std::move(list)}});
  }
  if (hasErrors(findings)) return kNegativeFinding;
  console.print(fmt::format("{}: valid", file));
  return kDone;
}

}  // namespace

void addCheck(CLI::App& program, Action& action) {
  auto file = std::make_shared<std::string>();
  CLI::App* verb = addVerb(program, "check", "Validates a factory, study, twin or project file.");
  verb->add_option("file", *file, "The file")->required();
  verb->final_callback([file, &action] { action = [file](Console& console) { return check(*file, console); }; });
}

}  // namespace mw::cli
