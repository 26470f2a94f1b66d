// SPDX-License-Identifier: Apache-2.0
#include "core/report/study_assumptions.h"

#include <fmt/format.h>

#include "core/report/csv_table.h"
#include "core/report/shell_word.h"
#include "core/report/ticks.h"

namespace mw::report {
namespace {

std::string designText(const Json& definition) {
  const Json design = definition.value("design", Json::object());
  const std::string type = design.value("type", std::string());
  if (type == "grid") return "a full factorial: every combination of the levels";
  if (type == "lhs") {
    return "a Latin hypercube, the maximin one of several (McKay, Beckman, Conover 1979; Johnson, Moore, Ylvisaker "
           "1990): each factor is covered evenly, combinations are a sample";
  }
  if (type == "sobol") return "a scrambled Sobol sequence (Sobol 1967; Owen 1995): combinations are a sample";
  if (type == "table") return "a table of points that were chosen by hand";
  return fmt::format("of the type \"{}\"", type);
}

std::string randomText(const Json& definition) {
  const auto seed = definition.value("seed", Json(1)).dump();
  if (definition.value("common_random_numbers", true)) {
    return fmt::format(
        "Common random numbers: replication r of every point meets the same random numbers, made from "
        "seed {}, so that differences between points are not those of their luck.",
        seed);
  }
  return fmt::format("Every point has random numbers of its own, made from seed {} and its number.", seed);
}

}  // namespace

std::vector<std::string> studyAssumptions(const store::StoredStudy& study) {
  const Json& definition = study.definition;
  const double warmup_s = definition.value("warmup_s", 0.0);
  std::vector<std::string> text;
  text.push_back(fmt::format("Study \"{}\": the design is {}{}.", study.name, designText(definition),
                             definition.contains("added_points") ? ", with points added by hand" : ""));
  text.push_back(fmt::format("Each of its {} points runs {} times over {}; {}. {}", study.points.size(),
                             study.replications, durationText(definition.value("horizon_s", 0.0)),
                             warmup_s > 0
                                 ? "the first " + durationText(warmup_s) + " of each run are deleted as warm-up"
                                 : std::string("nothing is deleted as warm-up, so the empty hall at the start counts"),
                             randomText(definition)));
  text.push_back(
      study.replications < 2
          ? std::string("With one replication a point has no interval: no figure of this study says how sure it is.")
          : std::string("Intervals are Student's t at 95 % over the replications of a point, each for itself. Nothing "
                        "is said of values of the factors between or outside the points."));
  return text;
}

std::string sweepCommand(const store::StoredStudy& study, const std::string& file) {
  const std::string name = plainFileName(study.name) + ".study.json";
  std::string lines;
  const Json design = study.definition.value("design", Json::object());
  if (design.value("type", std::string()) == "table" && !study.points.empty()) {
    std::string rows;
    for (const auto& [factor, value] : study.points.front().items())
      rows += (rows.empty() ? "" : ",") + csvText(factor);
    const std::size_t added = study.definition.value("added_points", Json::array()).size();
    for (std::size_t p = 0; p + added < study.points.size(); ++p) {
      std::string row;
      for (const auto& [factor, value] : study.points[p].items()) {
        row += (row.empty() ? "" : ",") + (value.is_string() ? csvText(value.get<std::string>()) : value.dump());
      }
      rows += "\n" + row;
    }
    lines +=
        fmt::format("cat > {} <<'END'\n{}\nEND\n", shellWord(design.value("file", std::string("table.csv"))), rows);
  }
  return lines + fmt::format("cat > {0} <<'END'\n{1}\nEND\nmillwright-cli sweep {2} --study {0}", shellWord(name),
                             study.definition.dump(), shellWord(file));
}

}  // namespace mw::report
