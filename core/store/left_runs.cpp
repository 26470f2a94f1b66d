// SPDX-License-Identifier: Apache-2.0
#include "core/store/left_runs.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <map>
#include <optional>
#include <set>

#include "core/base/json.h"
#include "core/store/connection.h"
#include "core/store/file_probe.h"
#include "core/store/run_journal.h"
#include "core/store/study_rows.h"

namespace mw::store {
namespace {

template <class Number>
Number take(const char*& at) {
  Number number;
  std::memcpy(&number, at, sizeof number);
  at += sizeof number;
  return number;
}

constexpr std::uint64_t kMostEvents = std::numeric_limits<std::int64_t>::max();  // SQLite's integers

/// Nothing where the bytes are not those of one whole run.
std::optional<SealedRun> runOf(const char* at, std::size_t values) {
  experiment::StudyRun run;
  run.key.point = take<std::uint32_t>(at);
  run.key.replication = take<std::uint32_t>(at);
  run.events = take<std::uint64_t>(at);
  for (std::size_t i = 0; i < values; ++i) run.values.push_back(take<double>(at));
  SealedRun sealed(std::move(run));
  if (sealed.run().events > kMostEvents || sealed.digest() != std::string_view(at, kDigestLetters)) return std::nullopt;
  return sealed;
}

constexpr std::size_t kMostJournalBytes = 256U << 20U;
constexpr std::size_t kMostHeadBytes = 64U << 10U;

/// How the text of a head begins, by which a torn one is known.
std::string headStart() {
  return std::string(R"({"format":")") + kJournalFormat;
}

struct LeftRuns {
  JournalStudy study;
  std::vector<SealedRun> runs;
};

/// Nothing where it is not one of ours.
std::optional<JournalStudy> studyOf(std::string_view head) {
  try {
    const Json json = Json::parse(head);
    if (json.at("format") != kJournalFormat) return std::nullopt;
    return JournalStudy{json.at("study").get<std::string>(), json.at("identity").get<std::string>(),
                        json.at("values").get<std::size_t>(), json.at("points").get<std::size_t>(),
                        json.at("points_digest").get<std::string>()};
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

/// Nothing where it can't be read: it may be another user's, or have gone meanwhile. The project is sound without it.
std::optional<std::string> bytesOf(const std::filesystem::path& file) {
  try {
    return readTextFile(file, kMostJournalBytes);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

/// Nothing where the file is not a journal. Its end may be torn.
std::optional<LeftRuns> readJournal(const std::filesystem::path& file) {
  const std::optional<std::string> text = bytesOf(file);
  if (!text) return std::nullopt;
  const std::string& bytes = *text;
  const std::size_t head_end = bytes.find('\n');
  if (head_end == std::string::npos) {  // killed before the first run
    return headStart().starts_with(bytes.substr(0, headStart().size())) ? std::optional(LeftRuns{}) : std::nullopt;
  }
  if (head_end > kMostHeadBytes) return std::nullopt;
  const std::optional<JournalStudy> study = studyOf(std::string_view(bytes).substr(0, head_end));
  if (!study || study->values > kMostJournalBytes / sizeof(double)) return std::nullopt;
  LeftRuns left{*study, {}};
  const std::size_t size = recordBytes(study->values);
  for (std::size_t at = head_end + 1; at + size <= bytes.size(); at += size) {
    auto run = runOf(bytes.data() + at, study->values);
    if (!run) break;
    left.runs.push_back(std::move(*run));
  }
  return left;
}

bool isOf(const StoredStudy& study, const JournalStudy& journal) {
  return study.name == journal.name && study.identity == journal.identity && study.kpis.size() == journal.values &&
         study.points.size() >= journal.points && pointsDigest(study.points, journal.points) == journal.points_digest;
}

std::set<experiment::RunKey> keysThere(Connection& connection, std::int64_t study_id) {
  std::set<experiment::RunKey> keys;
  SQLite::Statement query(connection.database(),
                          "SELECT point, replication FROM run WHERE study_id = ? ORDER BY point, replication");
  query.bind(1, study_id);
  while (query.executeStep()) keys.insert(keys.end(), {query.getColumn(0).getUInt(), query.getColumn(1).getUInt()});
  return keys;
}

/// Takes out what the study has, or can't have.
void keepMissing(Connection& connection, const StudyRow& row, LeftRuns& left) {
  std::set<experiment::RunKey> there = keysThere(connection, row.id);
  std::erase_if(left.runs, [&](const SealedRun& sealed) {
    const experiment::StudyRun& run = sealed.run();
    return run.key.point >= left.study.points || run.key.replication >= row.study.replications ||
           std::ranges::any_of(run.values, [](double value) { return std::isinf(value); }) ||
           !there.insert(run.key).second;
  });
}

void insertMissing(Connection& connection, const StudyRow& row, LeftRuns left) {
  keepMissing(connection, row, left);
  SQLite::Transaction transaction(connection.database(), SQLite::TransactionBehavior::IMMEDIATE);
  insertRuns(connection, row.id, left.runs);
  transaction.commit();
}

const StudyRow* rowOf(const std::vector<StudyRow>& rows, const LeftRuns& left) {
  const auto row = std::ranges::find_if(rows, [&](const StudyRow& each) { return isOf(each.study, left.study); });
  return row == rows.end() ? nullptr : &*row;
}

/// The number of a journal's name; nothing for other files beside the project.
std::optional<int> numberOf(const std::string& name, const std::string& start) {
  if (!name.starts_with(start) || name.size() == start.size()) return std::nullopt;
  int number = 0;
  const auto [end, error] = std::from_chars(name.data() + start.size(), name.data() + name.size(), number);
  return error == std::errc() && end == name.data() + name.size() && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::vector<std::filesystem::path> leftJournals(const std::filesystem::path& project) {
  const std::filesystem::path whole = resolvedPath(project);
  const std::string start = whole.filename().string() + "-runs";
  std::map<int, std::filesystem::path> found;
  std::error_code error;
  std::filesystem::directory_iterator entry(whole.parent_path(), error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const auto number = numberOf(entry->path().filename().string(), start);
    std::error_code gone;
    if (number && entry->symlink_status(gone).type() == std::filesystem::file_type::regular) {
      found.emplace(*number, entry->path());
    }
  }
  std::vector<std::filesystem::path> files;
  for (auto& [number, file] : found) files.push_back(std::move(file));
  return files;
}

std::vector<std::filesystem::path> takeLeftRuns(Connection& connection, const std::filesystem::path& project,
                                                const std::string& study) {
  std::vector<std::filesystem::path> taken;
  const std::vector<std::filesystem::path> journals = leftJournals(project);
  if (journals.empty()) return taken;
  const std::vector<StudyRow> rows = studyRows(connection, project);
  for (const std::filesystem::path& file : journals) {
    std::optional<LeftRuns> left = readJournal(file);
    if (!left || (!study.empty() && left->study.name != study)) continue;
    const bool is_empty = left->runs.empty();
    const StudyRow* row = rowOf(rows, *left);
    if (!row && !is_empty) continue;
    if (!is_empty) connection.withRoom(project, [&] { insertMissing(connection, *row, std::move(*left)); });
    taken.push_back(file);
  }
  return taken;
}

bool hasLeftRuns(Connection& connection, const std::filesystem::path& project) {
  const std::vector<std::filesystem::path> journals = leftJournals(project);
  if (journals.empty()) return false;
  const std::vector<StudyRow> rows = studyRows(connection, project);
  return std::ranges::any_of(journals, [&](const std::filesystem::path& file) {
    std::optional<LeftRuns> left = readJournal(file);
    const StudyRow* row = left ? rowOf(rows, *left) : nullptr;
    if (row) keepMissing(connection, *row, *left);
    return row && !left->runs.empty();
  });
}

}  // namespace mw::store
