// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "app/cli/verb.h"
#include "core/twin/twin_definition.h"
#include "core/twin/twin_variant.h"

namespace mw::cli {

/// A twin from a file, with another filter or other values where wanted.
struct TwinOptions {
  std::string file;
  twin::TwinVariant variant;

  struct Read {
    JsonDocument document;  ///< with the changes
    twin::TwinDefinition twin;
  };
  /// @throws InputError also for a twin that can't be run
  [[nodiscard]] Read read(const api::ProcessModelRegistry& models) const;
};

}  // namespace mw::cli
