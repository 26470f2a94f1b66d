// SPDX-License-Identifier: Apache-2.0
#include "core/store/temporary_folder.h"

#include <cstdlib>
#include <string>

#include "core/base/error.h"
#include "core/store/file_probe.h"

namespace mw::store {

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  std::string name = (std::filesystem::temp_directory_path(error) / "millwright-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    throw OutputError(name, "no temporary folder can be made", "set TMPDIR to a folder that can be written to");
  }
  path_ = std::filesystem::canonical(name, error);
  if (error) path_ = name;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

}  // namespace mw::store
