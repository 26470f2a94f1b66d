// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mw::test {

/// One room of the house: which other rooms its files may include. What those may include is allowed too.
struct FolderRule {
  std::string folder;                 ///< path from the root; the longest row that matches a file is its row
  std::vector<std::string> may_use;   ///< rows or their parents ("core" is all of core)
  std::vector<std::string> licences;  ///< SPDX identifiers accepted here
};

/// One library of others: the headers that betray it and the only places they may be included.
struct LibraryRule {
  std::string library;
  std::vector<std::string> header_prefixes;
  std::vector<std::string> places;  ///< folders, or files named without their ending
};

/// Header name (QWidget) to module (QtWidgets), of the Qt that is installed.
using QtHeaders = std::map<std::string, std::string, std::less<>>;

[[nodiscard]] const std::vector<FolderRule>& folderRules();
[[nodiscard]] const std::vector<LibraryRule>& libraryRules();

/// Everything that is wrong with one source file, one sentence each; empty when it keeps the rules.
///
/// @param path  from the root of the tree, with slashes
/// @param text  the file's content
/// @note A folder without a row is a finding: a new room is entered in the table first.
[[nodiscard]] std::vector<std::string> layeringFindings(std::string_view path, std::string_view text,
                                                        const QtHeaders& qt_headers);

/// Whether the file names a licence in its first two lines (scripts have their interpreter in the first).
[[nodiscard]] bool namesLicence(std::string_view text, const std::vector<std::string>& licences);

}  // namespace mw::test
