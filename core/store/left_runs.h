// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace mw::store {

class Connection;

/// The journals (run_journal.h) that a killed program has left beside a project.
[[nodiscard]] std::vector<std::filesystem::path> leftJournals(const std::filesystem::path& project);

/// Brings the runs of the journals that were left beside a project into its database: those of studies that it has and
/// that it lacks. What is not whole is passed over; a journal of a study that the project lacks stays for the project
/// that has it. One transaction a journal.
/// @param connection  to the project, or to a copy of it
/// @param study       only journals of the study of this name; empty = all
/// @returns the journals that are of no use any more, to be removed where the connection is to the project
/// @throws DiskFull when the database has no room for them
std::vector<std::filesystem::path> takeLeftRuns(Connection& connection, const std::filesystem::path& project,
                                                const std::string& study = {});

/// Whether takeLeftRuns() would bring in any run. @param connection  may be read-only
[[nodiscard]] bool hasLeftRuns(Connection& connection, const std::filesystem::path& project);

}  // namespace mw::store
