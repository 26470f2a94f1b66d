// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/store/sealed_run.h"

namespace mw::store {

/// Which study the runs of a journal are of.
struct JournalStudy {
  std::string name;
  std::string identity;       ///< experiment::StudyPlan::identity()
  std::size_t values = 0;     ///< of each run
  std::size_t points = 0;     ///< that the study had, those added included
  std::string points_digest;  ///< pointsDigest() of them
};

/// Fingerprint of the first points of a list.
[[nodiscard]] std::string pointsDigest(const std::vector<Json>& points, std::size_t count);

constexpr const char* kJournalFormat = "millwright-runs/1";
constexpr std::size_t kDigestLetters = 32;

/// NAME.mill-runs3
[[nodiscard]] std::filesystem::path journalFile(const std::filesystem::path& project, int number);
/// Of a run with so many values.
[[nodiscard]] constexpr std::size_t recordBytes(std::size_t values) {
  return 16 + sizeof(double) * values + kDigestLetters;
}

/// Finished runs that wait for the next transaction, in a file beside the project: NAME.mill-runs1, -runs2, ... A run
/// that append() has taken outlives the process, however that ends; a transaction for each would cost a hundred times
/// as much. (Power is another matter: only a transaction waits for the disk.)
///
///   {"format": "millwright-runs/1", "study": "buffers", "identity": "...", "values": 2,
///    "points": 6, "points_digest": "..."}
///   then, for each run: point, replication (4 bytes each), events (8), its values (8 each), its digest (32 letters)
///
/// Numbers are as this machine has them: a journal is read where it was written. Not for two threads at once.
class RunJournal {
 public:
  /// Makes an empty journal under the first number that is free.
  /// @throws DiskFull; OutputError where the folder cannot be written to
  RunJournal(const std::filesystem::path& project, const JournalStudy& study);
  /// The file stays unless it was removed.
  ~RunJournal();
  RunJournal(const RunJournal&) = delete;
  RunJournal& operator=(const RunJournal&) = delete;

  /// @throws DiskFull; OutputError. The journal then is as it was before
  void append(const SealedRun& run);
  /// Its runs are in the project: the file goes.
  void remove();

 private:
  void writeWhole(const std::string& bytes);

  std::filesystem::path project_;
  std::filesystem::path file_;
  int descriptor_ = -1;
  std::size_t bytes_ = 0;
};

}  // namespace mw::store
