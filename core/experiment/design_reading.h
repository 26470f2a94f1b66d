// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/experiment/study.h"
#include "core/factory/parameter_check.h"

namespace mw::experiment {

/// The object "design" of a study file, for reader, schema and help.
[[nodiscard]] api::ParameterDeclaration designDeclaration();

/// Reports what is wrong with it, as far as no factory is needed for that.
/// @param factors  of the study, checked
void checkDesign(const Json& design, const Json& factors, factory::ParameterCheck& check);

/// @param json  checked
[[nodiscard]] Design designOf(const Json& json, std::size_t factor_count);

}  // namespace mw::experiment
