// SPDX-License-Identifier: Apache-2.0
#include "core/factory/empirical_files.h"

#include <fmt/format.h>
#include <map>

#include "core/base/csv_column.h"

namespace mw::factory {
namespace {

bool isFromFile(const Json& value) {
  const auto text = [&](const char* key) { return value.contains(key) && value[key].is_string(); };
  return value.is_object() && text("dist") && value["dist"] == "empirical" && text("file");
}

/// Calls visit for every empirical distribution from a file, wherever it stands.
template <class Value, class Visit>
void forEachFromFile(Value& value, const std::string& pointer, const Visit& visit) {
  if (isFromFile(value)) {
    visit(value, pointer);
  } else if (value.is_object()) {
    for (auto it = value.begin(); it != value.end(); ++it) {
      forEachFromFile(it.value(), pointer + "/" + pointerToken(it.key()), visit);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) forEachFromFile(value[i], fmt::format("{}/{}", pointer, i), visit);
  }
}

class ValueReader {
 public:
  ValueReader(const std::filesystem::path& folder, Findings& findings) : folder_(folder), findings_(findings) {}

  void takeIn(Json& value, const std::string& pointer) {
    const bool has_weight = value.contains("weight");  // a component of a mixture
    if (value.size() != (has_weight ? 4 : 3) || !value.contains("column") || !value["column"].is_string()) return;
    const Json* values = valuesOf(value["file"].get<std::string>(), value["column"].get<std::string>(), pointer);
    if (values == nullptr) return;
    value.erase("file");
    value.erase("column");
    value["values_s"] = *values;
  }

 private:
  const Json* valuesOf(const std::string& name, const std::string& column, const std::string& pointer) {
    const auto [at, is_new] = read_.try_emplace({name, column});
    if (is_new) at->second = read(name, column, pointer);
    return at->second.is_null() ? nullptr : &at->second;
  }

  Json read(const std::string& name, const std::string& column, const std::string& pointer) {
    const std::filesystem::path file = folder_ / name;
    std::error_code error;
    if (!std::filesystem::exists(file, error)) {
      findings_.push_back({Severity::Error, Place{"", pointer + "/file", 0, 0},
                           fmt::format("no file \"{}\"", file.string()),
                           "check the name; it is looked for beside the factory file"});
      return nullptr;
    }
    try {
      return readCsvColumn(file, column,
                           {.min = 0,
                            .max_values = kMaxEmpiricalValues,
                            .too_long_cure = "give a part of it, or the distribution that millwright-cli "
                                             "fit-distribution finds for it"})
          .values;
    } catch (const InputError& problem) {
      findings_.insert(findings_.end(), problem.findings().begin(), problem.findings().end());
      return nullptr;
    }
  }

  std::filesystem::path folder_;
  Findings& findings_;
  std::map<std::pair<std::string, std::string>, Json> read_;  ///< null where something is wrong
};

}  // namespace

Json withEmpiricalValues(Json root, const std::filesystem::path& folder, Findings& findings) {
  ValueReader reader(folder, findings);
  forEachFromFile(root, "", [&](Json& value, const std::string& pointer) { reader.takeIn(value, pointer); });
  return root;
}

Findings unreadEmpiricalFiles(const Json& root) {
  Findings findings;
  forEachFromFile(root, "", [&](const Json& value, const std::string& pointer) {
    findings.push_back({Severity::Error, Place{"", pointer + "/file", 0, 0},
                        fmt::format("the values of \"{}\" have not been read in", value["file"].get<std::string>()),
                        kUnreadFileCure});
  });
  return findings;
}

}  // namespace mw::factory
