// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>

#include "core/store/project_file.h"
#include "ui/models/attachment_store.h"
#include "ui/models/replay_model.h"
#include "ui/models/study_services.h"

namespace mw::models {

/// Studies that lie in a project: each run is in the file soon after it is done, and stays whatever happens.
[[nodiscard]] StudyServices projectStudies(std::shared_ptr<store::ProjectFile> project);

/// Writes a new project around a factory, with the files that it names. Any thread. @throws InputError, OutputError
void writeProject(const std::filesystem::path& file, const factory::Factory& factory, AttachmentStore& attachments);

/// Logs, twins and replays that lie in a project.
[[nodiscard]] ReplayServices projectReplays(std::shared_ptr<store::ProjectFile> project);

}  // namespace mw::models
