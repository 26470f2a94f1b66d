// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/cad/attached_files.h"
#include "core/factory/factory_edit.h"
#include "core/factory/factory_patch.h"
#include "core/store/attachments.h"
#include "core/store/file_probe.h"
#include "core/store/project_file.h"

namespace mw::cli {
namespace {

using factory::Factory;
using factory::FactoryPath;

/// In the order in which they are done.
struct EditOptions {
  std::string file;
  std::string restore;               ///< restore point to begin with
  std::string patch;                 ///< JSON Patch file
  std::vector<std::string> removed;  ///< ids of elements
  std::vector<std::string> values;   ///< PATH=VALUE
  std::vector<std::string> resets;   ///< paths
  std::string kept_as;               ///< restore point to keep at the end
};

/// JSON where it is that, else text as it stands.
Json valueOf(const std::string& text) {
  Json value = Json::parse(text, nullptr, false);
  return value.is_discarded() ? Json(text) : value;
}

Factory withSet(const Factory& factory, const std::string& assignment) {
  const std::size_t equals = assignment.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw UsageError(fmt::format("--set {}: write PATH=VALUE, as in elements/mill/capacity=2", assignment));
  }
  return factory::withValue(factory, FactoryPath(assignment.substr(0, equals)), valueOf(assignment.substr(equals + 1)));
}

Factory edited(Factory factory, const EditOptions& options) {
  if (!options.patch.empty()) factory = factory::patched(factory, JsonDocument::read(options.patch));
  for (const std::string& id : options.removed) {
    if (factory.findElement(id) == nullptr) {
      throw InputError(Place{options.file, {}}, fmt::format("there is no element \"{}\"", id), "see them with info");
    }
  }
  if (!options.removed.empty()) factory = factory::withoutElements(factory, options.removed);
  for (const std::string& assignment : options.values) factory = withSet(factory, assignment);
  for (const std::string& path : options.resets) factory = factory::withoutValue(factory, FactoryPath(path));
  return factory;
}

/// Takes in the files that the factory names and the project has not yet, from beside the patch, once all are sound.
void keepNewFiles(store::ProjectFile& project, const Factory& factory, const std::filesystem::path& folder,
                  Console& console) {
  const auto read = [&](const std::string& name) {
    return store::hasAttachment(project, name) ? store::attachment(project, name) : cad::readAttached(folder, name);
  };
  Findings findings = cad::checkAttached(factory, read, console.stop());
  if (hasErrors(findings)) throw InputError(std::move(findings));
  console.warn(findings);
  for (const cad::AttachedName& attached : cad::attachedNames(factory)) {
    if (!store::hasAttachment(project, attached.name))
      store::keepAttachment(project, attached.name, read(attached.name));
  }
}

int report(const EditOptions& options, const Factory& before, const Factory& after, Console& console) {
  const Json patch = factory::patchBetween(before, after);
  std::size_t changes = 0;
  for (const Json& operation : patch) changes += operation["op"] != "test" ? 1 : 0;
  if (console.is_json) {
    console.printJson({{"file", options.file}, {"digest", after.digest()}, {"changes", changes}, {"patch", patch}});
  }
  for (const Json& operation : patch) {
    if (operation["op"] == "test") continue;
    console.print(fmt::format("{} {}", operation["op"].get<std::string>(), operation["path"].get<std::string>()));
  }
  console.print(fmt::format("{}: {} change{}", options.file, changes, changes == 1 ? "" : "s"));
  return kDone;
}

int editProject(const EditOptions& options, Console& console) {
  const auto project = store::ProjectFile::open(options.file, store::Access::ReadWrite);
  const Factory before = project->factory();
  const Factory after = edited(options.restore.empty() ? before : project->restorePoint(options.restore), options);
  keepNewFiles(*project, after, std::filesystem::path(options.patch).parent_path(), console);
  if (after.json().dump() != before.json().dump()) project->saveFactory(after);
  if (!options.kept_as.empty()) project->saveRestorePoint(options.kept_as, after);
  return report(options, before, after, console);
}

int editFile(const EditOptions& options, Console& console) {
  if (!options.restore.empty() || !options.kept_as.empty()) {
    throw UsageError("--restore and --keep need a project: a factory file has no restore points");
  }
  const Factory before = Factory::fromDocument(JsonDocument::read(options.file));
  const Factory after = edited(before, options);
  if (after.json().dump() != before.json().dump()) after.write(options.file);
  return report(options, before, after, console);
}

}  // namespace

void addEdit(CLI::App& program, Action& action) {
  auto options = std::make_shared<EditOptions>();
  CLI::App* verb = addVerb(program, "edit",
                           {"Changes the factory of a project, or a factory file, as the window does: all or nothing.",
                            "line.mill --set elements/mill/process/mean_s=48 --keep \"faster mill\""});
  verb->add_option("file", options->file, "Project or factory file")->required();
  verb->add_option("--restore", options->restore, "Restore point to go back to first");
  verb->add_option("--patch", options->patch, "JSON Patch (RFC 6902) to apply; the window copies its steps as one");
  verb->add_option("--remove", options->removed, "Element to remove with its flows; may be given again")
      ->allow_extra_args(false);
  verb->add_option("--set", options->values, "PATH=VALUE in SI units; may be given again")->allow_extra_args(false);
  verb->add_option("--reset", options->resets, "PATH whose default shall hold; may be given again")
      ->allow_extra_args(false);
  verb->add_option("--keep", options->kept_as, "Keep the result as a restore point of this name");
  verb->final_callback([options, &action] {
    action = [options](Console& console) {
      return store::looksLikeDatabase(options->file) ? editProject(*options, console) : editFile(*options, console);
    };
  });
}

}  // namespace mw::cli
