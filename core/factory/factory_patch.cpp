// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_patch.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace mw::factory {
namespace {

/// Beyond this many, people don't read them.
constexpr std::size_t kMostValueEdits = 12;

/// Byte for byte: 1 and 1.0 differ here, as they do in a fingerprint.
bool isSame(const Json& a, const Json& b) {
  return a.dump() == b.dump();
}

std::vector<std::string> keysOf(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& item : object.items()) keys.push_back(item.key());
  return keys;
}

/// The ids of a list's entries; nothing when one has none or two share one.
std::optional<std::vector<std::string>> idsOf(const Json& list) {
  std::vector<std::string> ids;
  std::set<std::string> seen;
  for (const Json& item : list) {
    if (!item.is_object() || !item.contains("id") || !item["id"].is_string()) return std::nullopt;
    ids.push_back(item["id"].get<std::string>());
    if (!seen.insert(ids.back()).second) return std::nullopt;
  }
  return ids;
}

/// Those of `ids` that are in `kept`, in their order.
std::vector<std::string> onlyThese(const std::vector<std::string>& ids, const std::vector<std::string>& kept) {
  const std::set<std::string> wanted(kept.begin(), kept.end());
  std::vector<std::string> found;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(found), [&](const auto& id) { return wanted.contains(id); });
  return found;
}

class Comparison {
 public:
  [[nodiscard]] Json take() { return std::move(operations_); }

  void compare(const Json& from, const Json& to, const std::string& pointer) {
    if (isSame(from, to)) return;
    if (from.is_object() && to.is_object() && compareObjects(from, to, pointer)) return;
    if (from.is_array() && to.is_array() && compareLists(from, to, pointer)) return;
    push("replace", pointer, &to);
  }

 private:
  void push(const char* operation, const std::string& pointer, const Json* value) {
    Json entry = {{"op", operation}, {"path", pointer}};
    if (value != nullptr) entry["value"] = *value;
    operations_.push_back(std::move(entry));
  }

  /// False where added keys would not come to lie where `to` has them.
  bool compareObjects(const Json& from, const Json& to, const std::string& pointer) {
    std::vector<std::string> reached;
    for (const std::string& key : keysOf(from)) {
      if (to.contains(key)) reached.push_back(key);
    }
    for (const std::string& key : keysOf(to)) {
      if (!from.contains(key)) reached.push_back(key);
    }
    if (reached != keysOf(to)) return false;
    for (const std::string& key : keysOf(from)) {
      if (!to.contains(key)) push("remove", pointer + "/" + pointerToken(key), nullptr);
    }
    for (const std::string& key : reached) {
      const std::string at = pointer + "/" + pointerToken(key);
      from.contains(key) ? compare(from[key], to[key], at) : push("add", at, &to[key]);
    }
    return true;
  }

  bool compareLists(const Json& from, const Json& to, const std::string& pointer) {
    const auto from_ids = idsOf(from);
    const auto to_ids = idsOf(to);
    if (!from_ids || !to_ids || from.empty() || to.empty()) return comparePlain(from, to, pointer);
    if (onlyThese(*from_ids, *to_ids) != onlyThese(*to_ids, *from_ids)) return false;
    compareById(from, *from_ids, to, *to_ids, pointer);
    return true;
  }

  void testId(const std::string& pointer, const std::string& id) {
    const Json value = id;
    push("test", pointer + "/id", &value);
  }

  void compareById(const Json& from, const std::vector<std::string>& from_ids, const Json& to,
                   const std::vector<std::string>& to_ids, const std::string& pointer) {
    const std::set<std::string> kept(to_ids.begin(), to_ids.end());
    for (std::size_t i = from_ids.size(); i-- > 0;) {
      if (kept.contains(from_ids[i])) continue;
      const std::string at = fmt::format("{}/{}", pointer, i);
      testId(at, from_ids[i]);
      push("remove", at, nullptr);
    }
    const std::vector<std::string> left = onlyThese(from_ids, to_ids);
    std::size_t next = 0;
    for (std::size_t i = 0; i < to_ids.size(); ++i) {
      const std::string at = fmt::format("{}/{}", pointer, i);
      if (next == left.size() || left[next] != to_ids[i]) {
        push("add", at, &to[i]);
        continue;
      }
      const auto source = std::find(from_ids.begin(), from_ids.end(), left[next++]) - from_ids.begin();
      const Json& before = from[static_cast<std::size_t>(source)];
      if (isSame(before, to[i])) continue;
      testId(at, to_ids[i]);
      compare(before, to[i], at);
    }
  }

  /// What lies between the equal beginning and the equal end is compared in pairs.
  bool comparePlain(const Json& from, const Json& to, const std::string& pointer) {
    const std::size_t shorter = std::min(from.size(), to.size());
    std::size_t begin = 0;
    while (begin < shorter && isSame(from[begin], to[begin])) ++begin;
    std::size_t end = 0;
    while (end < shorter - begin && isSame(from[from.size() - 1 - end], to[to.size() - 1 - end])) ++end;
    for (std::size_t i = begin; i < shorter - end; ++i) compare(from[i], to[i], fmt::format("{}/{}", pointer, i));
    for (std::size_t i = from.size() - end; i-- > shorter - end;) {
      push("remove", fmt::format("{}/{}", pointer, i), nullptr);
    }
    for (std::size_t i = shorter - end; i < to.size() - end; ++i) push("add", fmt::format("{}/{}", pointer, i), &to[i]);
    return true;
  }

  Json operations_ = Json::array();
};

/// elements/mill/capacity for /elements/3/capacity.
FactoryPath pathOf(const Json& root, Json::json_pointer pointer) {
  std::vector<std::string> tokens;
  for (; !pointer.empty(); pointer.pop_back()) tokens.insert(tokens.begin(), pointer.back());
  std::string path;
  const Json* at = &root;
  for (const std::string& token : tokens) {
    const Json::json_pointer step = Json::json_pointer() / token;
    const bool is_entry = at != nullptr && at->is_array();
    at = at != nullptr && at->contains(step) ? &at->at(step) : nullptr;
    const bool has_id = is_entry && at != nullptr && at->is_object() && at->contains("id");
    path += (path.empty() ? "" : "/") + (has_id ? (*at)["id"].get<std::string>() : token);
  }
  return FactoryPath(path);
}

}  // namespace

Json patchBetween(const Factory& from, const Factory& to) {
  Comparison comparison;
  comparison.compare(from.json(), to.json(), "");
  return comparison.take();
}

Factory patched(const Factory& factory, const JsonDocument& patch) {
  if (!patch.root().is_array()) {
    throw InputError(
        patch.placeOf(""), "a patch is a list of operations",
        R"(write [{"op": "replace", "path": "/elements/0/capacity", "value": 2}], as RFC 6902 defines it)");
  }
  Json root = factory.json();
  for (std::size_t i = 0; i < patch.root().size(); ++i) {
    try {
      root.patch_inplace(Json::array({patch.root()[i]}));
    } catch (const Json::exception& error) {
      throw InputError(patch.placeOf(fmt::format("/{}", i)),
                       fmt::format("operation {} does not fit this factory: {}", i, error.what()),
                       "apply the patch to the factory that it was made for");
    }
  }
  return Factory::fromJson(std::move(root), factory.types());
}

std::optional<std::vector<ValueEdit>> valueEditsBetween(const Factory& from, const Factory& to) {
  std::vector<ValueEdit> edits;
  Factory reached = from;
  try {
    for (const Json& operation : patchBetween(from, to)) {
      if (operation["op"] == "test") continue;
      const bool sets = operation["op"] == "replace" || operation["op"] == "add";
      if (!sets || operation["value"].is_structured() || edits.size() == kMostValueEdits) return std::nullopt;
      edits.push_back(
          {pathOf(from.json(), Json::json_pointer(operation["path"].get<std::string>())), operation["value"]});
      reached = withValue(reached, edits.back().path, edits.back().value);
    }
  } catch (const InputError&) {
    return std::nullopt;  // an address that only a patch can say
  }
  if (!isSame(reached.json(), to.json())) return std::nullopt;
  return edits;
}

}  // namespace mw::factory
