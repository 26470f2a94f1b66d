// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/attachment_store.h"

#include "core/cad/attached_files.h"
#include "core/cad/mesh.h"
#include "core/cad/relative_name.h"
#include "core/store/attachments.h"

namespace mw::models {
namespace {

class MemoryAttachments : public AttachmentStore {
 public:
  std::string read(const std::string& name) override {
    const std::scoped_lock lock(alone_);
    const auto found = kept_.find(name);
    if (found != kept_.end()) return found->second;
    throw InputError(Place{name, "", 0, 0}, "no such file is kept here", "import it again");
  }

  std::string keep(const std::string& name, const std::string& content) override {
    const std::scoped_lock lock(alone_);
    for (int number = 1;; ++number) {
      const auto [at, is_new] = kept_.try_emplace(store::numberedName(name, number), content);
      if (is_new || at->second == content) return at->first;
    }
  }

 private:
  std::mutex alone_;
  std::map<std::string, std::string> kept_;
};

class ProjectAttachments : public AttachmentStore {
 public:
  explicit ProjectAttachments(std::shared_ptr<store::ProjectFile> project) : project_(std::move(project)) {}
  std::string read(const std::string& name) override { return store::attachment(*project_, name); }
  std::string keep(const std::string& name, const std::string& content) override {
    return store::keepAttachment(*project_, name, content);
  }

 private:
  std::shared_ptr<store::ProjectFile> project_;
};

class FolderAttachments : public AttachmentStore {
 public:
  explicit FolderAttachments(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::string read(const std::string& name) override { return cad::readAttached(folder_, name); }

  std::string keep(const std::string& name, const std::string& content) override {
    for (int number = 1;; ++number) {
      const std::string candidate = store::numberedName(name, number);
      std::error_code error;
      if (!std::filesystem::exists(std::filesystem::symlink_status(folder_ / candidate, error))) {
        writeTextFile(folder_ / candidate, content);
        return candidate;
      }
      if (isSame(candidate, content)) return candidate;
    }
  }

 private:
  [[nodiscard]] bool isSame(const std::string& name, const std::string& content) const {
    try {
      return cad::readAttached(folder_, name) == content;
    } catch (const InputError&) {
      return false;
    }
  }

  std::filesystem::path folder_;
};

}  // namespace

std::shared_ptr<AttachmentStore> memoryAttachments() {
  return std::make_shared<MemoryAttachments>();
}

std::shared_ptr<AttachmentStore> projectAttachments(std::shared_ptr<store::ProjectFile> project) {
  return std::make_shared<ProjectAttachments>(std::move(project));
}

std::shared_ptr<AttachmentStore> folderAttachments(std::filesystem::path folder) {
  return std::make_shared<FolderAttachments>(std::move(folder));
}

}  // namespace mw::models
