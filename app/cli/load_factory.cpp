// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_factory.h"

#include "core/events/simulation.h"
#include "core/store/file_probe.h"
#include "core/store/project_file.h"

namespace mw::cli {

Findings LoadedFactory::notes() const {
  Findings findings = events::checkRun(factory);
  if (document) document->locate(findings);
  if (!hasErrors(findings)) return findings;
  std::erase_if(findings, [](const Finding& finding) { return finding.severity != Severity::Error; });
  throw InputError(std::move(findings));
}

LoadedFactory loadFactory(const std::filesystem::path& file) {
  if (store::looksLikeDatabase(file)) {
    return {store::ProjectFile::open(file, store::Access::ReadOnly)->factory(), std::nullopt};
  }
  JsonDocument document = JsonDocument::read(file);
  factory::Factory factory = factory::Factory::fromFile(document);
  return {std::move(factory), std::move(document)};
}

}  // namespace mw::cli
