// SPDX-License-Identifier: Apache-2.0
#include "core/store/run_journal.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "core/base/digest.h"
#include "core/store/disk_full.h"
#include "core/store/file_probe.h"

namespace mw::store {
namespace {

constexpr int kMostJournals = 1000;

[[noreturn]] void fail(const std::filesystem::path& project, int code) {
  if (isNoRoom(code)) throw DiskFull(project, code);
  throw OutputError(project.string(), fmt::format("cannot be written beside it ({})", std::strerror(code)),
                    "check the folder and its permissions");
}

std::string headOf(const JournalStudy& study) {
  return Json{{"format", kJournalFormat}, {"study", study.name},    {"identity", study.identity},
              {"values", study.values},   {"points", study.points}, {"points_digest", study.points_digest}}
             .dump() +
         "\n";
}

template <class Number>
void put(std::string& bytes, Number number) {
  char raw[sizeof number];
  std::memcpy(raw, &number, sizeof number);
  bytes.append(raw, sizeof number);
}

std::string recordOf(const SealedRun& sealed) {
  const experiment::StudyRun& run = sealed.run();
  std::string bytes;
  bytes.reserve(recordBytes(run.values.size()));
  put(bytes, run.key.point);
  put(bytes, run.key.replication);
  put(bytes, run.events);
  bytes.append(reinterpret_cast<const char*>(run.values.data()), run.values.size() * sizeof(double));
  bytes += sealed.digest();
  return bytes;
}

}  // namespace

std::filesystem::path journalFile(const std::filesystem::path& project, int number) {
  return project.string() + "-runs" + std::to_string(number);
}

std::string pointsDigest(const std::vector<Json>& points, std::size_t count) {
  Digest digest;
  for (std::size_t i = 0; i < count; ++i) digest.addText(points[i].dump());
  return digest.hex();
}

RunJournal::RunJournal(const std::filesystem::path& project, const JournalStudy& study)
    : project_(resolvedPath(project)) {
  for (int number = 1; descriptor_ < 0; ++number) {
    file_ = journalFile(project_, number);
    descriptor_ = open(file_.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0 && (errno != EEXIST || number == kMostJournals)) fail(project_, errno);
  }
  try {
    writeWhole(headOf(study));
  } catch (...) {
    remove();
    close(descriptor_);
    throw;
  }
}

RunJournal::~RunJournal() {
  close(descriptor_);
}

void RunJournal::append(const SealedRun& run) {
  writeWhole(recordOf(run));
}

void RunJournal::remove() {
  unlink(file_.c_str());
}

void RunJournal::writeWhole(const std::string& bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    const auto offset = static_cast<off_t>(bytes_ + done);
    const ssize_t written = pwrite(descriptor_, bytes.data() + done, bytes.size() - done, offset);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const int code = written == 0 ? ENOSPC : errno;
      (void)!ftruncate(descriptor_, static_cast<off_t>(bytes_));  // what stays is overwritten, or told by its digest
      fail(project_, code);
    }
    done += static_cast<std::size_t>(written);
  }
  bytes_ += bytes.size();
}

}  // namespace mw::store
