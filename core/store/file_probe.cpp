// SPDX-License-Identifier: Apache-2.0
#include "core/store/file_probe.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <string_view>
#include <sys/stat.h>

#include "core/base/error.h"

namespace mw::store {
namespace {

using namespace std::literals;

constexpr std::size_t kHeaderBytes = 100;
constexpr std::string_view kDatabaseMagic = "SQLite format 3\0"sv;
constexpr std::string_view kJournalMagic = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7"sv;
constexpr const char* kNameAProject = "name a project made by `millwright-cli new`";

using Header = std::array<unsigned char, kHeaderBytes>;

[[noreturn]] void refuse(const std::filesystem::path& file, std::string cause, std::string cure) {
  throw InputError(Place{file.string(), "", 0, 0}, std::move(cause), std::move(cure));
}

std::uint32_t bigEndian(const Header& header, std::size_t offset) {
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i) number = number << 8U | header[offset + i];
  return number;
}

bool isDatabase(const Header& header) {
  return std::memcmp(header.data(), kDatabaseMagic.data(), kDatabaseMagic.size()) == 0;
}

std::uint64_t regularSize(const std::filesystem::path& file) {
  struct stat status {};
  if (lstat(file.c_str(), &status) != 0) {
    refuse(file, fmt::format("cannot be opened ({})", std::strerror(errno)), "check the name and the folder");
  }
  if (S_ISLNK(status.st_mode)) refuse(file, "is a symbolic link", "open the file it points to");
  if (S_ISDIR(status.st_mode)) refuse(file, "is a folder, not a Millwright project", kNameAProject);
  if (!S_ISREG(status.st_mode)) refuse(file, "is no regular file, so not a Millwright project", kNameAProject);
  return static_cast<std::uint64_t>(status.st_size);
}

void checkHeader(const std::filesystem::path& file, const Header& header, std::uint64_t bytes) {
  constexpr std::uint32_t kUtf8 = 1;
  if (!isDatabase(header)) refuse(file, "not a Millwright project (no database)", kNameAProject);
  if (header[18] != 1 || header[19] != 1) {
    refuse(file, "not a Millwright project (a database with a write-ahead log)", kNameAProject);
  }
  if (bigEndian(header, 56) != kUtf8) refuse(file, "not a Millwright project (not in UTF-8)", kNameAProject);
  const std::uint64_t raw_page_bytes = std::uint64_t{header[16]} << 8U | header[17];
  const std::uint64_t page_bytes = raw_page_bytes == 1 ? 65536 : raw_page_bytes;
  const bool has_page_count = bigEndian(header, 24) == bigEndian(header, 92);
  const std::uint64_t whole_bytes = page_bytes * bigEndian(header, 28);
  if (has_page_count && bytes < whole_bytes && !hasHotJournal(file)) {
    refuse(file, fmt::format("is cut off at {} of {} bytes", bytes, whole_bytes), "go back to a complete copy of it");
  }
}

}  // namespace

std::filesystem::path resolvedPath(const std::filesystem::path& file) {
  std::error_code error;
  const auto absolute = std::filesystem::absolute(file, error);
  const auto folder = std::filesystem::canonical(absolute.parent_path(), error);
  return error ? file : folder / absolute.filename();
}

bool looksLikeDatabase(const std::filesystem::path& file) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(file, error)) return false;
  std::array<char, kDatabaseMagic.size()> start{};
  std::ifstream stream(file, std::ios::binary);
  stream.read(start.data(), start.size());
  return stream.good() && std::string_view(start.data(), start.size()) == kDatabaseMagic;
}

void probeProject(const std::filesystem::path& file, std::uintmax_t max_bytes) {
  const std::uint64_t bytes = regularSize(file);
  if (bytes == 0) refuse(file, "is empty, not a Millwright project", kNameAProject);
  if (bytes > max_bytes) {
    refuse(file, fmt::format("{} MiB is more than the {} MiB allowed here", bytes >> 20U, max_bytes >> 20U),
           "open it where more is allowed");
  }
  Header header{};
  std::ifstream stream(file, std::ios::binary);
  if (!stream) refuse(file, "cannot be read", "check its permissions");
  stream.read(reinterpret_cast<char*>(header.data()), kHeaderBytes);
  if (bytes < kHeaderBytes && !isDatabase(header)) refuse(file, "not a Millwright project", kNameAProject);
  if (!stream) refuse(file, "is cut off within its header", "go back to a complete copy of it");
  checkHeader(file, header, bytes);
}

bool hasHotJournal(const std::filesystem::path& file) {
  const std::filesystem::path journal = file.string() + "-journal";
  std::error_code error;
  if (!std::filesystem::is_regular_file(std::filesystem::symlink_status(journal, error))) return false;
  const auto bytes = std::filesystem::file_size(journal, error);
  if (error || bytes == 0) return false;
  std::array<char, kJournalMagic.size()> end{};
  std::ifstream stream(journal, std::ios::binary);
  if (bytes > kJournalMagic.size()) {
    stream.seekg(-static_cast<std::streamoff>(end.size()), std::ios::end);
    stream.read(end.data(), end.size());
    if (stream && std::string_view(end.data(), end.size()) == kJournalMagic) {
      refuse(journal, "belongs to several databases, as no project's journal does", "remove it, or go back to a copy");
    }
  }
  return true;
}

}  // namespace mw::store
