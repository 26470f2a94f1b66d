// SPDX-License-Identifier: Apache-2.0
#include "app/cli/twin_options.h"

namespace mw::cli {

TwinOptions::Read TwinOptions::read() const {
  const JsonDocument document = JsonDocument::read(file);
  Read read{document.root(), {}};
  if (variant.changesNothing()) {
    read.twin = twin::readTwin(document);
  } else {
    (void)twin::readTwin(document);  // its own faults, where they stand
    read.definition = twin::variantOf(document.root(), variant);
    read.twin = twin::readTwin(JsonDocument::parse(read.definition.dump(), file));
  }
  twin::requireRunnable(read.twin);
  return read;
}

}  // namespace mw::cli
