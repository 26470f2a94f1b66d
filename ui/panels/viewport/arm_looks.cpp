// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/arm_looks.h"

#include <fmt/format.h>
#include <utility>

#include "core/cad/attached_files.h"
#include "core/cad/relative_name.h"
#include "ui/models/teach/arm_meshes.h"
#include "ui/models/teach/robot_arm.h"
#include "ui/scene/bodies/arm_skin.h"

namespace mw::panels {
namespace {

bool hasArm(const factory::Element& element) {
  return element.type == "robot" && element.has("arm");
}

/// All that look and rest of an arm depend on.
std::string keyOf(const factory::Factory& factory, const std::filesystem::path& folder, std::size_t robot) {
  const auto fields = [&factory](std::size_t i) { return factory.elements()[i].fields.dump() + '\n'; };
  std::string key = folder.string() + '\n' + fields(robot);
  if (!factory.parts().empty()) key += factory.json()["parts"][0].dump() + '\n';
  for (const factory::Flow& flow : factory.flows()) {
    if (flow.to == robot) key += '>' + fields(flow.from);
    if (flow.from == robot) key += '<' + fields(flow.to);
  }
  return key;
}

/// Whether files may say how it looks.
bool hasMeshes(const Json& arm) {
  return arm.is_object() && (arm.contains("visuals") || arm.contains("urdf"));
}

std::vector<std::size_t> robotsOf(const factory::Factory& factory) {
  std::vector<std::size_t> robots;
  for (std::size_t i = 0; i < factory.elements().size(); ++i)
    if (hasArm(factory.elements()[i])) robots.push_back(i);
  return robots;
}

}  // namespace

bool ArmLooks::forgetMeshes() {
  const std::lock_guard lock(alone_);
  asked_.clear();
  skins_.clear();
  const auto has_skin = [](const Entries::value_type& entry) { return entry.second.look && entry.second.look->skin; };
  return std::erase_if(shown_, has_skin) + std::erase_if(ready_, has_skin) > 0;
}

void ArmLooks::dress(const factory::Factory& factory, const Files& files, std::vector<scene::SceneElement>& elements) {
  const std::vector<std::size_t> robots = robotsOf(factory);
  if (!maker_) (void)make(factory, files, robots, elements);
  std::vector<std::size_t> missing;
  std::unordered_map<std::string, Look> newest;
  {
    const std::lock_guard lock(alone_);
    // What is ready and not of this factory may be of the one that comes next.
    auto known = std::exchange(shown_, {});
    for (const std::size_t i : robots) {
      const std::string key = keyOf(factory, files.folder, i);
      if (auto made = ready_.extract(key)) known.insert_or_assign(key, std::move(made.mapped()));
      const auto found = known.find(key);
      const auto old = before_.find(elements[i].id);
      if (found != known.end()) {
        elements[i].arm = found->second.look;
        shown_.emplace(key, found->second);
      } else if (old != before_.end()) {
        elements[i].arm = old->second;
      }
      const bool is_whole = found != known.end() && found->second.is_whole;
      if (!is_whole && asked_.insert(key).second) missing.push_back(i);
      newest[elements[i].id] = elements[i].arm;
    }
    before_ = std::move(newest);
  }
  if (!missing.empty() && maker_) maker_(std::move(missing));
}

Findings ArmLooks::make(const factory::Factory& factory, const Files& files, std::span<const std::size_t> robots,
                        std::vector<scene::SceneElement>& elements) {
  Findings findings;
  for (const std::size_t i : robots) {
    const std::string key = keyOf(factory, files.folder, i);
    const auto known = [&](const Entries& entries) {
      const auto found = entries.find(key);
      const bool is_whole = found != entries.end() && found->second.is_whole;
      if (is_whole) elements[i].arm = found->second.look;
      return is_whole;
    };
    {
      const std::lock_guard lock(alone_);
      if (known(shown_) || known(ready_)) continue;
    }
    Entry entry = entryOf(factory, i, files, findings);
    elements[i].arm = entry.look;
    const std::lock_guard lock(alone_);
    ready_.insert_or_assign(key, std::move(entry));
    asked_.erase(key);
  }
  return findings;
}

void ArmLooks::makeAll(const factory::Factory& factory, const std::filesystem::path& folder,
                       std::vector<scene::SceneElement>& elements) {
  {
    const std::lock_guard lock(alone_);
    ready_.clear();
  }
  (void)make(factory, {folder, {}}, robotsOf(factory), elements);
}

ArmLooks::Entry ArmLooks::entryOf(const factory::Factory& factory, std::size_t robot, const Files& files,
                                  Findings& findings) {
  const Json& given = factory.elements()[robot].fields["arm"];
  Entry entry{nullptr, files.kept || !hasMeshes(given)};
  try {
    models::RobotArm arm = models::robotArm(factory, robot, files.folder);
    auto look =
        std::make_shared<scene::SceneArm>(scene::SceneArm{std::move(arm.bare), arm.gripper.length_m, arm.rest_rad});
    entry.look = look;
    if (files.kept && hasMeshes(given)) look->skin = skinOf(given, fmt::format("/elements/{}/arm", robot), files);
  } catch (const InputError& error) {
    // Without a look it is the arm itself, which the problems tell.
    if (entry.look) findings.insert(findings.end(), error.findings().begin(), error.findings().end());
  }
  return entry;
}

/// Robots of one kind share theirs.
ArmLooks::Skin ArmLooks::skinOf(const Json& arm, const std::string& pointer, const Files& files) {
  const std::string key = files.folder.string() + '\n' + arm.dump();
  {
    const std::lock_guard lock(alone_);
    if (Skin known = skins_[key].lock()) return known;
  }
  const std::vector<motion::ArmVisual> visuals = motion::armVisuals(arm, pointer, files.folder);
  if (visuals.empty()) return nullptr;
  const auto read = [&](const std::string& name) {
    if (arm.contains("urdf")) return cad::readAttached(files.folder, name);
    if (const auto why = cad::whyNotInside(name))
      throw InputError(Place{name, "", 0, 0}, *why + ": it is not opened", "import the arm again");
    return files.kept(name);
  };
  auto skin = std::make_shared<scene::ArmSkin>();
  for (const models::ArmMesh& mesh : models::readArmMeshes(visuals, read))
    scene::addToSkin(*skin, mesh.body, mesh.mesh, mesh.color);
  const std::lock_guard lock(alone_);
  std::erase_if(skins_, [](const auto& known) { return known.second.expired(); });
  skins_[key] = skin;
  return skin;
}

}  // namespace mw::panels
