// SPDX-License-Identifier: Apache-2.0
#include "core/store/disk_full.h"

#include <cerrno>

namespace mw::store {
namespace {

const char* causeOf(int code) {
  if (code == EDQUOT) return "the disk is full (your quota is used up)";
  if (code == EFBIG) return "the disk is full (files may not grow any further here)";
  return "the disk is full";
}

}  // namespace

DiskFull::DiskFull(const std::filesystem::path& file, int code)
    : DiskFull(file, causeOf(code), "free some space and try again; what was saved before is kept") {}

DiskFull::DiskFull(const std::filesystem::path& file, const std::string& cause, const std::string& cure)
    : OutputError(file.string(), cause, cure), cause_(cause) {}

bool isNoRoom(int code) {
  return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

}  // namespace mw::store
