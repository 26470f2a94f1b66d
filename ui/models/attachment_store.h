// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "core/store/project_file.h"

namespace mw::models {

/// Where the files are kept that a factory names: meshes and drawings. Called from jobs; any thread.
class AttachmentStore {
 public:
  virtual ~AttachmentStore() = default;
  /// @throws InputError when there is none of this name
  [[nodiscard]] virtual std::string read(const std::string& name) = 0;
  /// Keeps a content for ever. A name that stands for another content already is numbered.
  /// @returns the name to write into the factory
  /// @throws InputError, OutputError
  virtual std::string keep(const std::string& name, const std::string& content) = 0;
};

/// Of a hall that has no file yet: as long as the program runs.
[[nodiscard]] std::shared_ptr<AttachmentStore> memoryAttachments();
/// Of a project: inside it.
[[nodiscard]] std::shared_ptr<AttachmentStore> projectAttachments(std::shared_ptr<store::ProjectFile> project);
/// Of a factory file: beside it, in its own folder and never outside.
[[nodiscard]] std::shared_ptr<AttachmentStore> folderAttachments(std::filesystem::path folder);

}  // namespace mw::models
