// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/cad/attached_files.h"
#include "core/store/attachments.h"
#include "core/store/companions.h"
#include "core/store/project_file.h"

namespace mw::cli {
namespace {

struct NewOptions {
  std::string project;
  std::string factory;
  std::string example;
};

/// Where the examples lie: beside an installed program, else in the source tree it was built from.
std::filesystem::path exampleFolder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto installed = program.parent_path().parent_path() / "share/millwright/examples";
  return std::filesystem::is_directory(installed, error) ? installed : std::filesystem::path(MW_EXAMPLES);
}

/// The examples that are factories; studies, maps and twins lie beside them as NAME.study.json and so on.
std::vector<std::string> exampleNames(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::filesystem::path name = entry.path().filename();
    if (name.extension() == ".json" && name.stem().extension().empty()) names.push_back(name.stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::filesystem::path exampleFile(const std::string& name) {
  const std::filesystem::path folder = exampleFolder();
  const std::vector<std::string> names = exampleNames(folder);
  if (std::find(names.begin(), names.end(), name) != names.end()) return folder / (name + ".json");
  const auto nearest = nearestWord(name, names);
  throw UsageError(fmt::format(
      "--example {}: {}", name,
      nearest ? fmt::format("did you mean {}?", *nearest) : fmt::format("there are {}", fmt::join(names, ", "))));
}

/// The factory file to begin with; empty for an empty hall.
std::filesystem::path chosenFile(const NewOptions& options) {
  if (!options.factory.empty()) return options.factory;
  return options.example.empty() ? std::filesystem::path() : exampleFile(options.example);
}

/// Errors in the files that a factory names, with line and column in the factory.
void requireSoundAttached(const factory::Factory& factory, const std::filesystem::path& file, Console& console) {
  if (cad::attachedNames(factory).empty()) return;
  Findings findings = cad::checkAttached(
      factory, [&](const std::string& name) { return cad::readAttached(file.parent_path(), name); }, console.stop());
  JsonDocument::read(file).locate(findings);
  if (hasErrors(findings)) throw InputError(std::move(findings));
  console.warn(findings);
}

int makeNew(const NewOptions& options, Console& console) {
  const std::filesystem::path file = chosenFile(options);
  const factory::Factory factory = file.empty() ? factory::Factory() : factory::Factory::read(file);
  requireSoundAttached(factory, file, console);
  const auto project = store::ProjectFile::create(options.project, factory);
  if (!cad::attachedNames(factory).empty()) {
    project->saveFactory(store::keepAttached(*project, factory, file.parent_path()));
  }
  if (!options.example.empty()) store::addCompanions(project, file, console.stop());
  if (console.is_json) {
    console.printJson({{"file", options.project}, {"name", factory.name()}, {"elements", factory.elements().size()}});
  }
  console.print(fmt::format("{}: {}, {} elements", options.project, factory.name(), factory.elements().size()));
  return kDone;
}

}  // namespace

void addNew(CLI::App& program, Action& action) {
  auto options = std::make_shared<NewOptions>();
  CLI::App* verb =
      addVerb(program, "new",
              {"Makes a project around a factory, an example (with its log, twin and study) or an empty hall.",
               "line.mill --example gearbox-line"});
  verb->add_option("project", options->project, "The project file to make, P.mill")->required();
  CLI::Option* factory = verb->add_option("--factory", options->factory, "Factory file to begin with");
  verb->add_option("--example", options->example, "Example to begin with, e.g. gearbox-line")->excludes(factory);
  verb->footer(verb->get_footer() + "\nElement types and their fields: millwright-cli schema --elements");
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return makeNew(*options, console); }; });
}

}  // namespace mw::cli
