// SPDX-License-Identifier: Apache-2.0
#include "core/layout/clip.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <numbers>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "core/factory/references.h"

namespace mw::layout {
namespace {

using factory::Factory;

constexpr const char* kNeeds[] = {"parts", "pools", "calendars"};

const Json* itemOf(const Json& root, const std::string& collection, const std::string& id) {
  if (!root.contains(collection)) return nullptr;
  for (const Json& item : root[collection]) {
    if (item["id"] == id) return &item;
  }
  return nullptr;
}

Json flowsAmong(const Json& root, const std::unordered_set<std::string>& ids) {
  Json among = Json::array();
  if (!root.contains("flows")) return among;
  for (const Json& flow : root["flows"]) {
    if (ids.contains(flow["from"].get<std::string>()) && ids.contains(flow["to"].get<std::string>())) {
      among.push_back(flow);
    }
  }
  return among;
}

Json groupsAmong(const Json& root, const std::unordered_set<std::string>& ids) {
  Json among = Json::array();
  if (!root.contains("layout") || !root["layout"].contains("groups")) return among;
  for (const Json& group : root["layout"]["groups"]) {
    const Json& members = group["members"];
    const bool is_whole = std::all_of(members.begin(), members.end(),
                                      [&](const Json& id) { return ids.contains(id.get<std::string>()); });
    if (is_whole) among.push_back(group);
  }
  return among;
}

/// "mill-2" is "mill".
std::string stemOf(const std::string& id) {
  const auto dash = id.rfind('-');
  if (dash == std::string::npos || dash == 0 || dash + 1 == id.size()) return id;
  const bool is_number = id.find_first_not_of("0123456789", dash + 1) == std::string::npos;
  return is_number ? id.substr(0, dash) : id;
}

/// Grows one factory's JSON by copies of one clip.
class Paster {
 public:
  Paster(const Factory& factory, const Json& clip) : factory_(factory), clip_(clip), root_(factory.json()) {
    for (const auto& element : factory.elements()) used_.insert(element.id);
    if (root_.contains("layout") && root_["layout"].contains("groups")) {
      for (const Json& group : root_["layout"]["groups"]) used_groups_.insert(group["id"].get<std::string>());
    }
    bringNeeds();
  }

  void paste(const CopyPlace& place) {
    std::map<std::string, std::string> new_ids;
    for (const Json& element : clip_["elements"]) {
      const auto id = element["id"].get<std::string>();
      new_ids[id] = unused(id, used_, next_number_);
      ids_.push_back(new_ids[id]);
    }
    for (const Json& element : clip_["elements"]) addElement(element, place, new_ids);
    addFlows(new_ids);
    addGroups(new_ids);
  }

  Pasted finish() { return {Factory::fromJson(std::move(root_), factory_.types()), std::move(ids_)}; }

 private:
  static std::string unused(const std::string& wanted, std::unordered_set<std::string>& used,
                            std::unordered_map<std::string, int>& next) {
    if (used.insert(wanted).second) return wanted;
    const std::string stem = stemOf(wanted);
    for (int& number = next.try_emplace(stem, 2).first->second;; ++number) {
      std::string id = fmt::format("{}-{}", stem, number);
      if (used.insert(id).second) return id;
    }
  }

  void bringNeeds() {
    for (const char* collection : kNeeds) {
      if (!clip_.contains(collection)) continue;
      for (const Json& item : clip_[collection]) {
        if (itemOf(root_, collection, item.at("id").get<std::string>()) == nullptr) root_[collection].push_back(item);
      }
    }
  }

  bool knows(const std::string& collection, const Json& id) const {
    if (collection == "elements") return used_.contains(id.get<std::string>());
    return itemOf(root_, collection, id.get<std::string>()) != nullptr;
  }

  void addElement(Json element, const CopyPlace& place, const std::map<std::string, std::string>& new_ids) {
    const auto id = element["id"].get<std::string>();
    const api::ElementType* type = factory_.types()->find(element.value("type", std::string()));
    if (type == nullptr) {
      throw InputError(Place{}, fmt::format("\"{}\" is of a type that is not known here", id),
                       "install the extension that brings it");
    }
    factory::visitReferences(element, *type, [&](Json& mention, std::string_view collection) {
      if (collection == "states") return true;
      if (collection != "elements") return knows(std::string(collection), mention);
      const auto found = new_ids.find(mention.get<std::string>());
      if (found != new_ids.end()) mention = found->second;
      return found != new_ids.end() || knows("elements", mention);
    });
    element["id"] = new_ids.at(id);
    movePose(element["pose"], place);
    root_["elements"].push_back(std::move(element));
  }

  static void movePose(Json& pose, const CopyPlace& place) {
    if (!pose.is_object()) pose = Json::object();
    constexpr double kDegree = std::numbers::pi / 180;
    const factory::Pose before{pose.value("x_m", 0.0), pose.value("y_m", 0.0), pose.value("z_m", 0.0),
                               pose.value("yaw_deg", 0.0) * kDegree};
    const factory::Pose after = placed(before, place);
    pose["x_m"] = after.x_m;
    pose["y_m"] = after.y_m;
    if (after.z_m != before.z_m) pose["z_m"] = after.z_m;
    if (place.turn_rad != 0) pose["yaw_deg"] = after.yaw_rad / kDegree;
  }

  void addFlows(const std::map<std::string, std::string>& new_ids) {
    if (!clip_.contains("flows")) return;
    for (Json flow : clip_["flows"]) {
      flow["from"] = new_ids.at(flow["from"].get<std::string>());
      flow["to"] = new_ids.at(flow["to"].get<std::string>());
      if (flow.contains("vehicles") && !knows("vehicles", flow["vehicles"])) flow.erase("vehicles");
      const bool has_fleet = root_.contains("vehicles") && !root_["vehicles"].empty();
      if (!has_fleet) flow.erase("by");
      root_["flows"].push_back(std::move(flow));
    }
  }

  void addGroups(const std::map<std::string, std::string>& new_ids) {
    if (!clip_.contains("groups")) return;
    for (Json group : clip_["groups"]) {
      group["id"] = unused(group["id"].get<std::string>(), used_groups_, next_group_);
      for (Json& member : group["members"]) member = new_ids.at(member.get<std::string>());
      root_["layout"]["groups"].push_back(std::move(group));
    }
  }

  const Factory& factory_;
  const Json& clip_;
  Json root_;
  std::unordered_set<std::string> used_;
  std::unordered_map<std::string, int> next_number_;
  std::unordered_set<std::string> used_groups_;
  std::unordered_map<std::string, int> next_group_;
  std::vector<std::string> ids_;
};

}  // namespace

Json clipOf(const Factory& factory, std::span<const std::string> ids) {
  const std::unordered_set<std::string> wanted(ids.begin(), ids.end());
  const Json& root = factory.json();
  Json clip{{"format", kClipFormat}, {"elements", Json::array()}};
  std::map<std::string, std::set<std::string>> needs;
  const auto note = [&needs](Json& id, std::string_view collection) {
    return needs[std::string(collection)].insert(id.get<std::string>()), true;
  };
  for (const factory::Element& element : factory.elements()) {
    if (!wanted.contains(element.id)) continue;
    Json fields = element.fields;
    factory::visitReferences(fields, *element.declaration, note);
    clip["elements"].push_back(std::move(fields));
  }
  clip["flows"] = flowsAmong(root, wanted);
  for (const Json& flow : clip["flows"]) {
    if (flow.contains("part")) needs["parts"].insert(flow["part"].get<std::string>());
  }
  for (const std::string& pool : needs["pools"]) {
    const Json* item = itemOf(root, "pools", pool);
    if (item != nullptr && item->contains("calendar"))
      needs["calendars"].insert((*item)["calendar"].get<std::string>());
  }
  for (const char* collection : kNeeds) {
    clip[collection] = Json::array();
    for (const std::string& id : needs[collection]) {
      if (const Json* item = itemOf(root, collection, id)) clip[collection].push_back(*item);
    }
  }
  clip["groups"] = groupsAmong(root, wanted);
  return clip;
}

Pasted withClip(const Factory& factory, const Json& clip, std::span<const CopyPlace> places) {
  const bool is_clip = clip.is_object() && clip.value("format", Json()) == kClipFormat && clip.contains("elements") &&
                       clip["elements"].is_array();
  if (!is_clip) throw InputError(Place{}, "what was copied are no elements", "copy elements of a factory");
  try {
    Paster paster(factory, clip);
    for (const CopyPlace& place : places) paster.paste(place);
    return paster.finish();
  } catch (const Json::exception&) {
    throw InputError(Place{}, "what was copied is broken", "copy the elements again");
  } catch (const std::out_of_range&) {
    throw InputError(Place{}, "what was copied is broken", "copy the elements again");
  }
}

}  // namespace mw::layout
