// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <memory>

#include "app/cli/project_model.h"
#include "app/cli/table_model.h"
#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/experiment/replications.h"
#include "core/numerics/statistics.h"
#include "core/surrogate/answers.h"
#include "core/surrogate/data_table.h"

namespace mw::cli {
namespace {

struct WhatIfVerb {
  TableModelOptions table;
  std::string project;
  std::string model;                  ///< --model, of the project
  bool verifies = false;              ///< --verify
  std::string points;                 ///< --points X.csv
  std::vector<std::string> settings;  ///< --set a=1,b=2
  std::string goal;                   ///< --goal, empty: none
  surrogate::WhatIfOptions answer;
};

/// What a question has to name.
struct Inputs {
  std::vector<std::string> names;
  std::vector<std::vector<std::string>> levels;  ///< empty when all are numbers

  [[nodiscard]] const std::vector<std::string>& levelsOf(std::size_t input) const {
    static const std::vector<std::string> kNone;
    return levels.empty() ? kNone : levels[input];
  }
};

/// A number, or the index of a level; of a level that was not tried, the first that none has.
std::optional<double> inputFrom(const std::string& text, const std::vector<std::string>& levels) {
  if (levels.empty()) return parseNumber(text);
  return static_cast<double>(std::find(levels.begin(), levels.end(), text) - levels.begin());
}

/// One point from "a=1" "b=2": every input once, nothing else.
Eigen::RowVectorXd pointFrom(const std::vector<std::string>& settings, const Inputs& inputs) {
  const auto& names = inputs.names;
  Eigen::RowVectorXd point = Eigen::RowVectorXd::Constant(static_cast<Eigen::Index>(names.size()), std::nan("not set"));
  for (const std::string& setting : settings) {
    const auto equals = setting.find('=');
    const std::string name = setting.substr(0, equals);
    const auto found = std::find(names.begin(), names.end(), name);
    const auto index = static_cast<std::size_t>(found - names.begin());
    const bool is_known = equals != std::string::npos && found != names.end();
    const auto value = equals == std::string::npos ? std::nullopt
                       : is_known                  ? inputFrom(setting.substr(equals + 1), inputs.levelsOf(index))
                                                   : parseNumber(setting.substr(equals + 1));
    if (!value) throw UsageError(fmt::format("--set {}: not a setting; write name=number", setting));
    if (!is_known) {
      const auto nearest = nearestWord(name, names);
      throw UsageError(fmt::format("--set {}: no such input{}", setting,
                                   nearest ? fmt::format(" (did you mean \"{}\"?)", *nearest) : ""));
    }
    point(static_cast<Eigen::Index>(index)) = *value;
  }
  for (std::size_t j = 0; j < names.size(); ++j) {
    if (std::isfinite(point(static_cast<Eigen::Index>(j)))) continue;
    throw UsageError(fmt::format("--set: \"{}\" has no value; a question needs a number for every input", names[j]));
  }
  return point;
}

void describe(const surrogate::GaussianProcess& model, const surrogate::WhatIf& answers, const Console& console) {
  const bool has_goal = answers.expected_improvement.size() > 0;
  const bool has_runs = answers.run_sd.size() > 0;
  if (has_runs)
    console.print("interval: 95 % for the mean of many runs; +- one run: 95 % for the next run of this length");
  console.print(fmt::format("{:>12} {:>12} {:>12} {:>12}{}  {:<6}{}", model.trainingSet().output_name, "sd", "low 95 %",
                            "high 95 %", has_runs ? fmt::format(" {:>12}", "+- one run") : "", "domain",
                            has_goal ? "  expected improvement" : ""));
  for (Eigen::Index i = 0; i < answers.mean.size(); ++i) {
    const auto& verdict = answers.domain[static_cast<std::size_t>(i)];
    const std::string reason = model.domain().reason(verdict, model.trainingSet().input_names);
    const std::string run =
        has_runs ? fmt::format(" {:12.4g}", numerics::normalQuantile(0.975) * answers.run_sd(i)) : "";
    console.print(fmt::format("{:12.6g} {:12.4g} {:12.6g} {:12.6g}{}  {:<6}{}{}", answers.mean(i), answers.sd(i),
                              answers.low(i), answers.high(i), run, surrogate::domainText(verdict.domain),
                              has_goal ? fmt::format("  {:20.6g}", answers.expected_improvement(i)) : "",
                              reason.empty() ? "" : "  " + reason));
  }
}

Eigen::MatrixXd pointsOf(const WhatIfVerb& verb, const Inputs& inputs) {
  if (verb.points.empty()) return pointFrom(verb.settings, inputs);
  surrogate::DataTable::Levels levels;
  for (std::size_t j = 0; j < inputs.levels.size(); ++j)
    if (!inputs.levels[j].empty()) levels[inputs.names[j]] = inputs.levels[j];
  return surrogate::DataTable::read(verb.points, levels).selectComplete(inputs.names);
}

void print(const surrogate::GaussianProcess& model, const surrogate::WhatIf& answers, Json json, Console& console) {
  if (console.is_json) {
    console.printJson(json);
  } else {
    describe(model, answers, console);
  }
}

int askTable(const WhatIfVerb& verb, Console& console) {
  requireTable(verb.table);
  const Eigen::MatrixXd points = pointsOf(verb, {verb.table.inputs, {}});
  const auto model = trainOnTable(verb.table, console);
  const surrogate::WhatIf answers = surrogate::whatIf(model, points, verb.answer);
  print(model, answers, surrogate::whatIfAnswer(answers), console);
  return kDone;
}

int askProject(const WhatIfVerb& verb, Console& console) {
  if (verb.model.empty()) throw UsageError("whatif P needs --model NAME");
  const auto project = store::ProjectFile::open(verb.project, store::Access::ReadOnly, {.stop = console.stop()});
  const KeptModel kept = loadModel(*project, verb.model, console);
  const Eigen::MatrixXd points =
      pointsOf(verb, {kept.model.trainingSet().input_names, kept.model.trainingSet().levels});
  const surrogate::WhatIf answers = surrogate::whatIf(kept.model, points, verb.answer);
  Json json = surrogate::whatIfAnswer(answers);
  std::vector<std::string> verified;
  for (Eigen::Index i = 0; verb.verifies && i < points.rows(); ++i) {
    const numerics::Estimate simulated = simulatePoint(*project, kept, points.row(i), console);
    json["simulated"].push_back(experiment::toJson(simulated));
    verified.push_back(
        fmt::format("simulated: {:.6g} +- {:.3g} ({} runs)", simulated.mean, simulated.half_width, simulated.n));
  }
  print(kept.model, answers, std::move(json), console);
  for (const std::string& line : verified) console.print(line);
  return kDone;
}

int whatIf(WhatIfVerb verb, Console& console) {
  if (!verb.goal.empty()) {
    verb.answer.goal = verb.goal == "max" ? surrogate::Goal::Maximise : surrogate::Goal::Minimise;
  }
  if (!std::isfinite(verb.answer.xi)) throw UsageError("--xi: must be a finite number");
  return verb.project.empty() ? askTable(verb, console) : askProject(verb, console);
}

}  // namespace

void addWhatIf(CLI::App& program, Action& action) {
  auto options = std::make_shared<WhatIfVerb>();
  CLI::App* verb = addVerb(program, "whatif",
                           {"Asks a surrogate: mean, sd, 95 % interval, in or out of its domain.",
                            "line.mill --model throughput --set mill_cycle_s=85,rack_places=12"});
  verb->add_option("project", options->project, "Project file, to ask a model that it keeps");
  verb->add_option("--model", options->model, "Name of the model");
  verb->add_flag("--verify", options->verifies, "Simulates the points too");
  addTableModelOptions(*verb, options->table);
  CLI::Option_group* question = verb->add_option_group("question", "What to ask");
  question->add_option("--points", options->points, "CSV table with a column for every input");
  question->add_option("--set", options->settings, "One point: a=1,b=2; of a choice the name of a level")
      ->delimiter(',');
  question->require_option(1);
  verb->add_option("--goal", options->goal, "max or min: adds the expected improvement over the best row")
      ->check(CLI::IsMember({"max", "min"}));
  verb->add_option("--xi", options->answer.xi, "Improvement to look for, in the output's unit")->capture_default_str();
  verb->add_flag("--with-noise", options->answer.with_noise,
                 "sd and interval of one observation (of a study: one run), noise included");
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return whatIf(*options, console); }; });
}

}  // namespace mw::cli
