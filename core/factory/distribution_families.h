// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugins/api/parameter.h"

namespace mw::factory {

/// One kind of distribution as files name it, with its parameters.
struct DistributionFamily {
  std::string name;  ///< "lognormal"
  std::string help;
  api::ParameterDeclarations parameters;
};

/// All families of the format.
[[nodiscard]] std::span<const DistributionFamily> distributionFamilies();
[[nodiscard]] const DistributionFamily* findDistributionFamily(std::string_view name);

}  // namespace mw::factory
