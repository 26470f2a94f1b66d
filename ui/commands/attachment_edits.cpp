// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/commands/attachment_edits.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/commands/push_edit.h"

namespace mw::commands {
namespace {

using models::FactoryChange;
using Kind = FactoryChange::Kind;

QString tr(const char* text) {
  return QCoreApplication::translate("commands", text);
}

void push(models::Document& document, const QString& text, Json root, FactoryChange change,
          const std::string& merge_key = {}) {
  pushEdit(document, text, factory::Factory::fromJson(std::move(root), document.factory().types()), std::move(change),
           merge_key);
}

/// The element's object in a copy of the factory; null when there is none.
Json* elementIn(Json& root, const std::string& id) {
  const auto found = std::find_if(root["elements"].begin(), root["elements"].end(),
                                  [&id](const Json& each) { return each["id"] == id; });
  return found == root["elements"].end() ? nullptr : &*found;
}

std::string unusedId(const Json& underlays, const std::string& stem) {
  for (int number = 1;; ++number) {
    std::string id = number == 1 ? stem : stem + "-" + std::to_string(number);
    const bool is_used =
        std::any_of(underlays.begin(), underlays.end(), [&id](const Json& each) { return each["id"] == id; });
    if (!is_used) return id;
  }
}

}  // namespace

void showMesh(models::Document& document, const std::string& id, const MeshChoice& mesh) {
  Json root = document.factory().json();
  Json* element = elementIn(root, id);
  if (element == nullptr) return;
  (*element)["mesh"] = mesh.name;
  (*element)["mesh_up"] = mesh.up;
  (*element)["size_m"] = mesh.size_m;
  push(document, tr("Show %1 as %2").arg(QString::fromStdString(id), QString::fromStdString(mesh.name)),
       std::move(root), {Kind::ElementsChanged, {id}});
}

void removeMesh(models::Document& document, const std::string& id) {
  Json root = document.factory().json();
  Json* element = elementIn(root, id);
  if (element == nullptr) return;
  for (const char* key : {"mesh", "mesh_up", "size_m"}) element->erase(key);
  push(document, tr("Take the mesh off %1").arg(QString::fromStdString(id)), std::move(root),
       {Kind::ElementsChanged, {id}});
}

std::string addUnderlay(models::Document& document, Json underlay) {
  Json root = document.factory().json();
  if (!root.contains("underlays")) root["underlays"] = Json::array();
  const std::string id = unusedId(root["underlays"], underlay.at("id").get<std::string>());
  underlay["id"] = id;
  root["underlays"].push_back(std::move(underlay));
  push(document, tr("Lay %1 on the floor").arg(QString::fromStdString(id)), std::move(root), {Kind::OtherChanged, {}});
  return id;
}

void removeUnderlay(models::Document& document, const std::string& id) {
  Json root = document.factory().json();
  if (!root.contains("underlays")) return;
  Json kept = Json::array();
  for (const Json& each : root["underlays"]) {
    if (each["id"] != id) kept.push_back(each);
  }
  if (kept.empty()) {
    root.erase("underlays");
  } else {
    root["underlays"] = std::move(kept);
  }
  push(document, tr("Take %1 off the floor").arg(QString::fromStdString(id)), std::move(root),
       {Kind::OtherChanged, {}});
}

void changeUnderlay(models::Document& document, const std::string& id, const Json& fields, const QString& text,
                    const std::string& merge_key) {
  Json root = document.factory().json();
  if (!root.contains("underlays")) return;
  for (Json& each : root["underlays"]) {
    if (each["id"] != id) continue;
    for (const auto& field : fields.items()) {
      if (field.value().is_null()) {
        each.erase(field.key());
      } else {
        each[field.key()] = field.value();
      }
    }
  }
  push(document, text, std::move(root), {Kind::OtherChanged, {}}, merge_key);
}

Json underlayOf(const factory::Factory& factory, const std::string& id) {
  const Json& root = factory.json();
  if (!root.contains("underlays")) return nullptr;
  for (const Json& each : root["underlays"]) {
    if (each["id"] == id) return each;
  }
  return nullptr;
}

}  // namespace mw::commands
