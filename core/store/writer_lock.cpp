// SPDX-License-Identifier: Apache-2.0
#include "core/store/writer_lock.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/store/utc_text.h"

namespace mw::store {
namespace {

std::filesystem::path lockFileOf(const std::filesystem::path& project) {
  return project.string() + "-lock";
}

std::string hostName() {
  std::array<char, 256> name{};
  if (gethostname(name.data(), name.size() - 1) != 0) return "this machine";
  return name.data();
}

std::string holderOf(int descriptor) {
  std::array<char, 400> text{};
  const auto size = pread(descriptor, text.data(), text.size() - 1, 0);
  if (size <= 0) return "another program";
  return std::string(text.data(), static_cast<std::size_t>(size));
}

/// The name still leads to the file that was opened: its last holder may have removed it in between.
bool isStillNamed(const std::filesystem::path& file, int descriptor) {
  struct stat named {};
  struct stat opened {};
  return stat(file.c_str(), &named) == 0 && fstat(descriptor, &opened) == 0 && named.st_ino == opened.st_ino &&
         named.st_dev == opened.st_dev;
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& project) : file_(lockFileOf(project)) {
  for (;;) {
    descriptor_ = open(file_.c_str(), O_CREAT | O_RDWR | O_CLOEXEC | O_NOFOLLOW, 0644);
    if (descriptor_ < 0) {
      throw OutputError(project.string(), fmt::format("cannot be written beside it ({})", std::strerror(errno)),
                        "open it read-only, or save a copy elsewhere");
    }
    if (flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
      const std::string holder = holderOf(descriptor_);
      close(descriptor_);
      throw OutputError(project.string(), "open in " + holder, "close it there, or open it read-only");
    }
    if (isStillNamed(file_, descriptor_)) break;
    close(descriptor_);
  }
  struct stat left {};
  was_left_behind_ = fstat(descriptor_, &left) == 0 && left.st_size > 0;
  const std::string text = fmt::format("process {} on {} since {}", getpid(), hostName(), utcNow());
  // Who holds it is a courtesy: on a full disk the lock holds all the same.
  if (ftruncate(descriptor_, 0) == 0) (void)!pwrite(descriptor_, text.data(), text.size(), 0);
}

WriterLock::~WriterLock() {
  unlink(file_.c_str());
  close(descriptor_);
}

bool WriterLock::isHeld(const std::filesystem::path& project) {
  const int descriptor = open(lockFileOf(project).c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor < 0) return false;
  const bool is_held = flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  close(descriptor);
  return is_held;
}

}  // namespace mw::store
