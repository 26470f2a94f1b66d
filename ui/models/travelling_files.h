// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "ui/models/attachment_store.h"

namespace mw::models {

/// More than this does not go through a clipboard.
inline constexpr std::size_t kTravellingBytes = 64U << 20U;

/// The meshes that the elements of a clip (core/layout/clip.h) name, as {name: content in base64}.
/// @throws InputError for a file that is not kept any more, or when together they are over kTravellingBytes
[[nodiscard]] Json filesOf(const Json& clip, AttachmentStore& from);

/// Keeps such files where the clip arrives.
/// @returns the clip, its elements naming the files as they are called here
/// @throws InputError for a content that is no base64, OutputError
[[nodiscard]] Json withFilesKept(Json clip, const Json& files, AttachmentStore& to);

}  // namespace mw::models
