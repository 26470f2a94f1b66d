// SPDX-License-Identifier: Apache-2.0
#include "app/cli/twin_options.h"

namespace mw::cli {

TwinOptions::Read TwinOptions::read(const api::ProcessModelRegistry& models) const {
  JsonDocument document = JsonDocument::read(file);
  twin::TwinDefinition twin = twin::readTwin(document, models);  // its own faults, where they stand
  if (!variant.changesNothing()) {
    document = JsonDocument::parse(twin::variantOf(document.root(), variant).dump(), file);
    twin = twin::readTwin(document, models);
  }
  twin::requireRunnable(twin);
  return {std::move(document), std::move(twin)};
}

}  // namespace mw::cli
