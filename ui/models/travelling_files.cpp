// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/travelling_files.h"

#include <QByteArray>

namespace mw::models {
namespace {

template <class Owner, class Work>
void visitMesh(Owner& owner, const Work& work) {
  if (owner.is_object() && owner.contains("mesh") && owner["mesh"].is_string()) work(owner["mesh"]);
}

/// Calls `work` for each mesh that elements of a clip, or their arms, show.
template <class Clip, class Work>
void forEachMesh(Clip& clip, Work work) {
  if (!clip.is_object() || !clip.contains("elements") || !clip["elements"].is_array()) return;
  for (auto& element : clip["elements"]) {
    visitMesh(element, work);
    if (!element.is_object() || !element.contains("arm")) continue;
    auto& arm = element["arm"];
    if (!arm.is_object() || !arm.contains("visuals") || !arm["visuals"].is_array()) continue;
    for (auto& visual : arm["visuals"]) visitMesh(visual, work);
  }
}

}  // namespace

Json filesOf(const Json& clip, AttachmentStore& from) {
  Json files = Json::object();
  std::size_t bytes = 0;
  forEachMesh(clip, [&](const Json& mesh) {
    const auto name = mesh.get<std::string>();
    if (files.contains(name)) return;
    const std::string content = from.read(name);
    bytes += content.size();
    if (bytes > kTravellingBytes) {
      throw InputError(Place{}, "the meshes of these elements are too large for the clipboard",
                       "copy fewer at a time, or import the mesh again in the other project");
    }
    files[name] = QByteArray::fromStdString(content).toBase64().toStdString();
  });
  return files;
}

Json withFilesKept(Json clip, const Json& files, AttachmentStore& to) {
  forEachMesh(clip, [&](Json& mesh) {
    const auto name = mesh.get<std::string>();
    if (!files.is_object() || !files.contains(name) || !files[name].is_string()) return;
    const auto content = QByteArray::fromBase64Encoding(QByteArray::fromStdString(files[name].get<std::string>()),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!content) {
      throw InputError(Place{}, "the mesh \"" + name + "\" was damaged on its way through the clipboard",
                       "copy the elements again");
    }
    mesh = to.keep(name, content.decoded.toStdString());
  });
  return clip;
}

}  // namespace mw::models
