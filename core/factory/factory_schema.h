// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factory/element_type_registry.h"

namespace mw::factory {

/// JSON Schema (2020-12) of the factory format, derived from the declarations.
[[nodiscard]] Json factorySchema(const ElementTypeRegistry& types);

}  // namespace mw::factory
