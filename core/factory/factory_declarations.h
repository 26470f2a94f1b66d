// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "plugins/api/parameter.h"

namespace mw::factory {

inline constexpr const char* kFactoryFormat = "millwright-factory/1";

/// The top level of a factory file. Elements are declared by their types, see ElementTypeRegistry.
[[nodiscard]] const api::ParameterDeclarations& factoryDeclarations();

}  // namespace mw::factory
