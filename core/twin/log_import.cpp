// SPDX-License-Identifier: Apache-2.0
#include "core/twin/log_import.h"

#include "core/twin/log_guess.h"

namespace mw::twin {
LogImport chooseMap(const std::filesystem::path& file, const std::optional<std::filesystem::path>& map_file,
                    std::span<const std::string> needed, const ImportOptions& options) {
  LogImport import;
  if (map_file) {
    import.map = readLogMap(JsonDocument::read(*map_file));
  } else {
    MapWishes wishes;
    wishes.encoding = options.encoding;
    GuessedMap guess = guessLogMap(file, needed, wishes);
    import.map = std::move(guess.map);
    import.said = std::move(guess.said);
  }
  if (options.encoding) import.map.encoding = options.encoding;
  return import;
}

LogImport importLog(const std::filesystem::path& file, const std::optional<std::filesystem::path>& map_file,
                    std::span<const std::string> needed, const ImportOptions& options) {
  LogImport import = chooseMap(file, map_file, needed, options);
  import.report = readLog(file, import.map, options);
  return import;
}

LogImport streamImport(const std::filesystem::path& file, const std::optional<std::filesystem::path>& map_file,
                       std::span<const std::string> needed, const ImportOptions& options, const LogBlockSink& sink) {
  LogImport import = chooseMap(file, map_file, needed, options);
  import.report = streamLog(file, import.map, options, sink);
  return import;
}

}  // namespace mw::twin
