// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
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

factory::Factory chosenFactory(const NewOptions& options) {
  if (!options.factory.empty()) return factory::Factory::read(options.factory);
  if (!options.example.empty()) return factory::Factory::read(exampleFile(options.example));
  return factory::Factory();
}

int makeNew(const NewOptions& options, Console& console) {
  const factory::Factory factory = chosenFactory(options);
  const auto project = store::ProjectFile::create(options.project, factory);
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
              {"Makes a project around a factory, an example or an empty hall.", "line.mill --example gearbox-line"});
  verb->add_option("project", options->project, "The project file to make, P.mill")->required();
  CLI::Option* factory = verb->add_option("--factory", options->factory, "Factory file to begin with");
  verb->add_option("--example", options->example, "Example to begin with, e.g. gearbox-line")->excludes(factory);
  verb->footer(verb->get_footer() + "\nElement types and their fields: millwright-cli schema --elements");
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return makeNew(*options, console); }; });
}

}  // namespace mw::cli
