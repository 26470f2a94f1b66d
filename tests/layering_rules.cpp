// SPDX-License-Identifier: Apache-2.0
#include "tests/layering_rules.h"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

namespace mw::test {
namespace {

const std::string kApache = "Apache-2.0";
const std::string kGpl = "GPL-3.0-or-later";

bool isInside(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) &&
         (path.size() == folder.size() || path[folder.size()] == '/' || path[folder.size()] == '.');
}

bool isInsideAny(std::string_view path, const std::vector<std::string>& folders) {
  return std::ranges::any_of(folders, [&](const std::string& folder) { return isInside(path, folder); });
}

const FolderRule* ruleOf(std::string_view path) {
  const FolderRule* best = nullptr;
  for (const FolderRule& rule : folderRules())
    if (isInside(path, rule.folder) && (!best || rule.folder.size() > best->folder.size())) best = &rule;
  return best;
}

/// "core/events" of "core/events/kernel/clock.h".
std::string_view roomOf(std::string_view path) {
  const auto slash = path.find('/');
  return slash == std::string_view::npos ? path : path.substr(0, path.find('/', slash + 1));
}

void addReachable(const FolderRule& rule, std::set<std::string>& reachable) {
  for (const std::string& used : rule.may_use) {
    if (!reachable.insert(used).second) continue;
    for (const FolderRule& next : folderRules())
      if (isInside(next.folder, used)) addReachable(next, reachable);
  }
}

struct Include {
  std::string header;
  bool is_ours = false;  // "..." and not <...>
};

std::vector<Include> includesOf(std::string_view text) {
  std::vector<Include> includes;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::erase_if(line, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    constexpr std::string_view kDirective = "#include";
    if (!line.starts_with(kDirective) || line.size() < kDirective.size() + 2) continue;
    const char open = line[kDirective.size()];
    const auto end = line.find(open == '<' ? '>' : '"', kDirective.size() + 1);
    if ((open != '<' && open != '"') || end == std::string::npos) continue;
    includes.push_back({line.substr(kDirective.size() + 1, end - kDirective.size() - 1), open == '"'});
  }
  return includes;
}

std::optional<std::string> findingOfOurs(std::string_view path, const FolderRule& rule, const std::string& header) {
  if (header.ends_with(".moc")) return std::nullopt;
  static const std::vector<std::string> kRoots = {"core", "plugins", "ui", "app", "tests"};
  if (!isInsideAny(header, kRoots)) return "includes \"" + header + "\": write the full path from the root";
  if (roomOf(header) == roomOf(path)) return std::nullopt;
  std::set<std::string> reachable;
  addReachable(rule, reachable);
  if (std::ranges::any_of(reachable, [&](const std::string& used) { return isInside(header, used); }))
    return std::nullopt;
  return "includes \"" + header + "\": " + rule.folder + " may not use " + std::string(roomOf(header));
}

std::optional<std::string> findingOfTheirs(std::string_view path, const std::string& header, const QtHeaders& qt) {
  const auto module = qt.find(header);
  const std::string full = module == qt.end() ? header : module->second + "/" + header;
  for (const LibraryRule& rule : libraryRules()) {
    const bool is_its_header =
        std::ranges::any_of(rule.header_prefixes, [&](const std::string& prefix) { return full.starts_with(prefix); });
    if (is_its_header && !isInsideAny(path, rule.places))
      return "includes <" + header + ">: " + rule.library + " stays out of " + std::string(roomOf(path));
  }
  return std::nullopt;
}

}  // namespace

const std::vector<FolderRule>& folderRules() {
  static const std::vector<FolderRule> rules = {
      {"core/base", {}, {kApache}},
      {"core/numerics", {"core/base"}, {kApache}},
      {"plugins/api", {"core/base"}, {kApache}},
      {"core/factory", {"plugins/api"}, {kApache}},
      {"core/cad", {"core/factory"}, {kApache}},
      {"core/layout", {"core/factory"}, {kApache}},
      {"core/events", {"core/factory", "core/numerics"}, {kApache}},
      {"core/motion", {"core/factory", "core/numerics"}, {kApache}},
      {"core/motion/clearance", {"core/factory", "core/numerics", "core/layout"}, {kApache}},
      {"core/surrogate", {"core/numerics"}, {kApache}},
      {"core/estimation", {"core/numerics", "plugins/api"}, {kApache}},
      {"core/dynamics", {"core/numerics", "plugins/api"}, {kApache}},
      {"core/control", {"core/numerics"}, {kApache}},
      {"core/cosimulation", {"core/events", "core/motion"}, {kApache}},
      {"core/kpi", {"core/factory", "core/events"}, {kApache}},
      {"core/experiment", {"core/kpi", "core/cosimulation", "core/surrogate"}, {kApache}},
      {"core/analysis", {"core/kpi", "core/experiment"}, {kApache}},
      {"core/twin",
       {"core/experiment", "core/estimation", "core/dynamics", "core/surrogate", "core/control"},
       {kApache}},
      {"core/discovery", {"core/layout", "core/twin"}, {kApache}},
      {"core/store", {"core/analysis", "core/cad", "core/twin"}, {kApache}},
      {"core/cluster", {"core/store"}, {kApache}},
      {"core/report", {"core/analysis", "core/discovery", "core/layout", "core/twin", "core/store"}, {kApache}},
      {"core/plugins", {"core/factory", "plugins/api"}, {kApache}},
      {"plugins", {"plugins/api"}, {kApache}},  // each plugin, built like a stranger's
      {"ui/jobs", {"core"}, {kGpl}},
      {"ui/models", {"core", "ui/jobs"}, {kGpl}},
      {"ui/commands", {"ui/models"}, {kGpl}},
      {"ui/scene", {"core"}, {kGpl}},
      {"ui/script", {"core/base"}, {kGpl}},
      {"ui/panels", {"ui"}, {kGpl}},
      {"app/cli", {"core"}, {kApache}},
      {"app/window", {"core", "ui"}, {kGpl}},
      {"tests", {"core", "plugins", "tests"}, {kApache}},  // support, golden, conformance, this table
      {"tests/core", {"core", "plugins", "tests"}, {kApache}},
      {"tests/plugins", {"core", "plugins", "tests"}, {kApache}},
      {"tests/app", {"core", "plugins", "app", "ui", "tests"}, {kApache, kGpl}},
      {"tests/ui", {"core", "plugins", "ui", "app", "tests"}, {kGpl}},
      {"tests/bench", {"core", "plugins", "ui", "tests"}, {kApache, kGpl}},
  };
  return rules;
}

const std::vector<LibraryRule>& libraryRules() {
  static const std::vector<LibraryRule> rules = {
      {"Bullet", {"btBullet", "bullet/", "Bullet", "LinearMath/"}, {"core/motion/bullet"}},
      {"KDL", {"kdl/"}, {"core/motion/kdl"}},
      {"SQLite", {"sqlite3", "SQLiteCpp/"}, {"core/store", "tests/core/store"}},
      {"VTK", {"vtk"}, {"ui/scene", "ui/panels/viewport/vtk_canvas", "tests/ui", "tests/bench"}},
      {"MQTT", {"mosquitto"}, {"core/twin/feed", "tests/core/twin/feed"}},
      {"CLI11", {"CLI/"}, {"app"}},
      {"libxlsxwriter", {"xlsxwriter"}, {"core/report"}},
      {"Eigen",
       {"Eigen/", "unsupported/Eigen/"},
       {"core/numerics",  "core/factory",    "core/cad",      "core/events",  "core/motion",
        "core/surrogate", "core/estimation", "core/dynamics", "core/control", "core/cosimulation",
        "core/kpi",       "core/experiment", "core/analysis", "core/twin",    "core/store",
        "core/report",    "core/plugins",    "plugins",       "ui",           "app",
        "tests"}},
      {"QCustomPlot", {"qcustomplot"}, {"ui/panels", "tests/ui"}},
      {"Qt Core",
       {"QtCore/"},
       {"ui/models", "ui/commands", "ui/jobs", "ui/script", "ui/panels", "app/window", "tests"}},
      {"Qt Gui", {"QtGui/", "QtSvg/"}, {"ui/models", "ui/commands", "ui/script", "ui/panels", "app/window", "tests"}},
      {"Qt Widgets",
       {"QtWidgets/", "QtOpenGL", "QtPrintSupport/", "QtSvgWidgets/"},
       {"ui/script", "ui/panels", "app/window", "tests/ui", "tests/app", "tests/bench"}},
      {"Qt Test", {"QtTest/"}, {"tests"}},
      {"any other Qt module", {"QtConcurrent/", "QtDBus/", "QtNetwork/", "QtSql/", "QtXml/"}, {}},
  };
  return rules;
}

bool namesLicence(std::string_view text, const std::vector<std::string>& licences) {
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int i_line = 0; i_line < 2 && std::getline(lines, line); ++i_line) {
    const auto found = line.find("SPDX-License-Identifier: ");
    if (found == std::string::npos) continue;
    std::string named = line.substr(found + std::string_view("SPDX-License-Identifier: ").size());
    while (!named.empty() && (named.back() == '\r' || named.back() == ' ')) named.pop_back();
    return std::ranges::find(licences, named) != licences.end();
  }
  return false;
}

std::vector<std::string> layeringFindings(std::string_view path, std::string_view text, const QtHeaders& qt_headers) {
  const FolderRule* rule = ruleOf(path);
  if (!rule) return {"lies in a folder without a row in tests/layering_rules.cpp"};
  std::vector<std::string> findings;
  if (!namesLicence(text, rule->licences))
    findings.push_back("does not start with SPDX-License-Identifier: " + rule->licences.front());
  for (const Include& include : includesOf(text)) {
    const auto finding = include.is_ours ? findingOfOurs(path, *rule, include.header)
                                         : findingOfTheirs(path, include.header, qt_headers);
    if (finding) findings.push_back(*finding);
    if (include.is_ours && isInside(include.header, "ui") && !namesLicence(text, {kGpl}))
      findings.push_back("includes \"" + include.header + "\", so its licence must be " + kGpl);
  }
  return findings;
}

}  // namespace mw::test
