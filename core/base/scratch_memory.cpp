// SPDX-License-Identifier: Apache-2.0
#include "core/base/scratch_memory.h"

#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <string>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace mw {
namespace {

/// Room left to others on the disk.
constexpr std::uint64_t kLeftFree = std::uint64_t{1} << 30U;

/// Stands in a page of its own before each block.
struct Header {
  std::size_t mapped_bytes;
  bool is_file;
};

std::size_t pageBytes() {
  static const auto bytes = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  return bytes;
}

const Header& headerOf(const void* memory) {
  return *reinterpret_cast<const Header*>(static_cast<const char*>(memory) - pageBytes());
}

/// A file that is gone with its last user; below 0 where there can be none.
int openUnnamed(const std::string& folder) {
  const int file = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file >= 0) return file;
  std::string name = folder + "/millwright-XXXXXX";  // not every file system has files without a name
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) ::unlink(name.c_str());
  return named;
}

bool hasRoom(int file, std::size_t bytes) {
  struct statvfs disk {};
  if (::fstatvfs(file, &disk) != 0) return false;
  return std::uint64_t{disk.f_bavail} * disk.f_frsize >= kLeftFree + bytes;
}

/// MAP_FAILED where there is no folder or no room for it.
void* mapFile(std::size_t bytes) {
  const char* const chosen = std::getenv("TMPDIR");
  const int file = openUnnamed(chosen != nullptr && *chosen != 0 ? chosen : "/var/tmp");
  if (file < 0) return MAP_FAILED;
  void* mapped = MAP_FAILED;
  // Reserved beforehand: a page that finds no room when it is written to would end the program.
  if (hasRoom(file, bytes) && ::posix_fallocate(file, 0, static_cast<off_t>(bytes)) == 0) {
    mapped = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  }
  ::close(file);
  return mapped;
}

}  // namespace

void* allocateScratch(std::size_t bytes) {
  if (bytes > static_cast<std::size_t>(-1) / 2) throw std::bad_array_new_length();
  const std::size_t mapped_bytes = bytes + pageBytes();
  void* mapped = mapFile(mapped_bytes);
  const bool is_file = mapped != MAP_FAILED;
  if (!is_file) mapped = ::mmap(nullptr, mapped_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  new (mapped) Header{mapped_bytes, is_file};
  return static_cast<char*>(mapped) + pageBytes();
}

void freeScratch(void* memory, std::size_t /*bytes*/) noexcept {
  const Header& header = headerOf(memory);
  ::munmap(static_cast<char*>(memory) - pageBytes(), header.mapped_bytes);
}

void letGoOfScratch(const void* memory, std::size_t first, std::size_t last) noexcept {
  if (!headerOf(memory).is_file) return;  // plain memory would lose what it holds
  const std::size_t page = pageBytes();
  const std::size_t from = (first + page - 1) / page * page;
  const std::size_t to = last / page * page;
  if (from >= to) return;
  ::madvise(const_cast<char*>(static_cast<const char*>(memory)) + from, to - from, MADV_DONTNEED);
}

}  // namespace mw
