// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

/// What the replay remembers in a project, by kinds of notes.
namespace mw::models {

inline constexpr const char* kPlotsNote = "plots";
inline constexpr const char* kBoard = "replay";  ///< name of the plots' note
inline constexpr const char* kSeenNote = "acknowledged";
inline constexpr const char* kLayoutNote = "plot-layout";

}  // namespace mw::models
