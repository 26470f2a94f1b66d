// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Core>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mw::surrogate {

/// A table of numbers with a header, as `--data` and `--points` take it.
///
/// Comma or semicolon separated (told from the header), decimal point, UTF-8, LF or CRLF. An empty cell, NA or NaN is
/// a missing number and becomes NaN; any other text is an error.
class DataTable {
 public:
  using Levels = std::map<std::string, std::vector<std::string>>;  ///< by column

  /// @param file_name  how messages call it
  /// @throws InputError with up to 20 findings at file:line:column
  /// @param levels     columns that hold texts instead: a cell becomes the index of its text, or of one past the last
  [[nodiscard]] static DataTable parse(std::string_view text, std::string file_name, const Levels& levels = {});
  [[nodiscard]] static DataTable read(const std::filesystem::path& file, const Levels& levels = {});

  [[nodiscard]] const std::string& fileName() const { return file_name_; }
  [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
  [[nodiscard]] const Eigen::MatrixXd& values() const { return values_; }  ///< rows x columns

  /// The named columns, in the order asked for.
  /// @throws InputError for each unknown name, with the nearest known one
  [[nodiscard]] Eigen::MatrixXd select(const std::vector<std::string>& names) const;

  /// The named columns, none of which may have a missing number.
  /// @throws InputError with the line of the first missing number in each column
  [[nodiscard]] Eigen::MatrixXd selectComplete(const std::vector<std::string>& names) const;

 private:
  friend class DataTableParser;
  std::string file_name_;
  std::vector<std::string> columns_;
  std::vector<int> lines_;  ///< where each row stood in the file
  Eigen::MatrixXd values_;
};

}  // namespace mw::surrogate
