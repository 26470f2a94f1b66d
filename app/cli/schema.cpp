// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verbs.h"
#include "core/factory/factory_schema.h"

namespace mw::cli {

void addSchema(CLI::App& program, Action& action) {
  CLI::App* verb =
      addVerb(program, "schema", {"Prints the JSON Schema of the factory format.", "> factory.schema.json"});
  verb->final_callback([&action] {
    action = [](Console& console) {
      const Json schema = factory::factorySchema(*factory::builtInElementTypes());
      console.is_json ? console.printJson(schema) : console.print(schema.dump(2));
      return kDone;
    };
  });
}

}  // namespace mw::cli
