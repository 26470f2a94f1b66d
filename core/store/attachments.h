// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/store/project_file.h"

namespace mw::store {

/// A file kept in the project, so that it never needs the one it came from.
struct Attachment {
  std::string name;
  std::string digest;  ///< of the content
  std::uint64_t bytes = 0;
};

/// By name.
[[nodiscard]] std::vector<Attachment> attachments(ProjectFile& project);

/// @throws InputError when there is none of this name, or it is damaged
[[nodiscard]] std::string attachment(ProjectFile& project, const std::string& name);
[[nodiscard]] bool hasAttachment(ProjectFile& project, const std::string& name);

/// Keeps a content, once however many names it has. A name that has another content already stays with that: the new
/// one gets "press-2.stl", so that what older factories show never changes.
/// @param content  1 byte to 256 MiB
/// @returns the name under which it is kept
std::string keepAttachment(ProjectFile& project, const std::string& name, std::string_view content);

/// Takes in what the factory names, from beside the file it was read from, and renames it where it must.
/// @returns the factory with the names under which the files are kept
/// @throws InputError for one that is missing, leads out of the folder or is not what its name says
[[nodiscard]] factory::Factory keepAttached(ProjectFile& project, const factory::Factory& factory,
                                            const std::filesystem::path& folder);

/// Names that nothing in the project names any more: neither the factory, nor a restore point, nor a study's factory.
/// One that merely looks named somewhere counts as named.
[[nodiscard]] std::vector<std::string> unusedAttachments(ProjectFile& project);

/// Takes names away, and contents that have no other name, and gives back their room.
void removeAttachments(ProjectFile& project, const std::vector<std::string>& names);

/// Names of the same stem that are tried after one that is taken: "press.stl", "press-2.stl", ...
[[nodiscard]] std::string numberedName(const std::string& name, int number);

/// Fingerprint of a content, piece by piece.
[[nodiscard]] std::string contentDigest(std::string_view content);

}  // namespace mw::store
