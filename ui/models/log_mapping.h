// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/twin/backwards_policy.h"
#include "core/twin/log_guess.h"
#include "core/twin/log_preview.h"

namespace mw::models {

/// How a file will be read as a log: what its first lines let guess, and what somebody overruled. A plain value.
class LogMapping {
 public:
  /// What becomes of a column of the file.
  struct Column {
    std::string column;
    twin::LogPreview::Kind kind = twin::LogPreview::Kind::Empty;
    bool is_used = false;
    std::string signal;
    std::string unit;
  };

  /// @param needed  names of signals that must be numbers, see guessLogMap
  void setSample(twin::LogSample sample, std::vector<std::string> needed);
  [[nodiscard]] const twin::LogSample& sample() const { return sample_; }

  [[nodiscard]] const twin::MapWishes& wishes() const { return wishes_; }
  /// Guesses again around them, unless the text must be read otherwise first: then a new sample does.
  void setWishes(const twin::MapWishes& wishes);
  /// What would be read without any wish, but for problems.
  [[nodiscard]] const twin::LogMap& unaided() const { return unaided_; }
  [[nodiscard]] const twin::GuessedMap& guess() const { return guess_; }
  [[nodiscard]] const twin::LogMap& map() const { return map_; }
  [[nodiscard]] const twin::LogPreview& preview() const { return preview_; }

  /// All but those of the time.
  [[nodiscard]] std::vector<Column> columns() const;
  void setUsed(const std::string& column, bool is_used);
  void setSignal(const std::string& column, const std::string& name);
  void setUnit(const std::string& column, const std::string& unit);

  [[nodiscard]] const twin::BackwardsChoice& backwards() const { return backwards_; }
  void setBackwards(const twin::BackwardsChoice& choice) { backwards_ = choice; }

  /// {"header","map","backwards"}, for the next file of these columns.
  [[nodiscard]] Json memory() const;
  /// @returns false, and changes nothing, where it is of other columns or cannot be read
  [[nodiscard]] bool recall(const std::string& name, const Json& memory);

 private:
  struct Edit {
    std::optional<bool> is_used;
    std::optional<std::string> signal;
    std::optional<std::string> unit;
  };

  void guessAgain();
  void mapAgain();

  twin::LogSample sample_;
  std::vector<std::string> needed_;
  twin::MapWishes wishes_;
  std::map<std::string, Edit> edits_;  ///< by column
  twin::BackwardsChoice backwards_;
  twin::LogMap unaided_;
  twin::GuessedMap guess_;
  twin::LogMap map_;
  twin::LogPreview preview_;
};

}  // namespace mw::models
