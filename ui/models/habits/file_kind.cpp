// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/file_kind.h"

#include "core/base/json.h"
#include "core/store/file_probe.h"

namespace mw::models {
namespace {

FileKind kindOfJson(const std::filesystem::path& file) {
  try {
    const JsonDocument document = JsonDocument::read(file);
    const Json& root = document.root();
    if (!root.is_object() || !root.contains("format") || !root["format"].is_string()) return FileKind::Broken;
    const auto format = root["format"].get<std::string>();
    if (format.starts_with("millwright-study/")) return FileKind::Study;
    if (format.starts_with("millwright-twin/")) return FileKind::Twin;
    if (format.starts_with("millwright-settings/")) return FileKind::Settings;
    return format.starts_with("millwright-factory/") ? FileKind::Factory : FileKind::Broken;
  } catch (const Error&) {
    return FileKind::Broken;
  }
}

}  // namespace

FileKind fileKind(const std::filesystem::path& file) {
  const std::filesystem::path ending = file.extension();
  if (ending == ".mill" || store::looksLikeDatabase(file)) return FileKind::Project;
  if (ending == ".json") return kindOfJson(file);
  if (ending == ".csv" || ending == ".tsv" || ending == ".txt") return FileKind::Log;
  return FileKind::Unknown;
}

}  // namespace mw::models
