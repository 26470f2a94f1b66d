// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <memory>

#include "app/cli/verbs.h"
#include "core/base/text.h"
#include "core/factory/element_help.h"
#include "core/factory/factory_schema.h"

namespace mw::cli {
namespace {

struct SchemaOptions {
  bool lists_elements = false;
  std::string element;
};

int listElements(const factory::ElementTypeRegistry& types, Console& console) {
  Json list = Json::array();
  for (const api::ElementType& type : types.types()) {
    list.push_back({{"type", type.type}, {"help", type.help}});
    console.print(fmt::format("{:<14}{}", type.type, type.help));
  }
  console.print("\nFields and an example of each: millwright-cli schema --element NAME");
  if (console.is_json) console.printJson({{"elements", std::move(list)}});
  return kDone;
}

int describe(const factory::ElementTypeRegistry& types, const std::string& name, Console& console) {
  const api::ElementType* type = types.find(name);
  if (type == nullptr) {
    const auto nearest = nearestWord(name, types.names());
    throw UsageError(fmt::format("--element {}: {}", name,
                                 nearest ? fmt::format("did you mean {}?", *nearest)
                                         : fmt::format("there are {}", fmt::join(types.names(), ", "))));
  }
  if (console.is_json) console.printJson(factory::elementHelpJson(*type));
  console.print(factory::elementHelp(*type));
  return kDone;
}

int schema(const SchemaOptions& options, Console& console) {
  const auto types = factory::builtInElementTypes();
  if (options.lists_elements) return listElements(*types, console);
  if (!options.element.empty()) return describe(*types, options.element, console);
  const Json schema = factory::factorySchema(*types);
  console.is_json ? console.printJson(schema) : console.print(schema.dump(2));
  return kDone;
}

}  // namespace

void addSchema(CLI::App& program, Action& action) {
  auto options = std::make_shared<SchemaOptions>();
  CLI::App* verb =
      addVerb(program, "schema",
              {"Prints the JSON Schema of the factory format, or explains its element types.", "--element station"});
  CLI::Option* all = verb->add_flag("--elements", options->lists_elements, "Lists the element types");
  verb->add_option("--element", options->element,
                   "Explains one of them: its purpose, an example, all fields with units, ranges and defaults")
      ->excludes(all);
  verb->final_callback(
      [options, &action] { action = [options](Console& console) { return schema(*options, console); }; });
}

}  // namespace mw::cli
