// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/cad/mesh_reader.h"
#include "ui/models/document.h"
#include "ui/panels/import/underlay_art.h"
#include "ui/scene/imported_body.h"
#include "ui/scene/scene_element.h"

namespace mw::panels {

class ImportBar;
class StatusBoard;
class Viewport;

/// What is known of a mesh file once it was read.
struct MeshFacts {
  cad::Extents extents;  ///< in the file's unit and axes
  cad::MeshGuess guess;
  std::size_t triangles = 0;
};

/// Shows in the hall what comes from files, and takes files in: meshes of elements, drawings on the floor. Reads on
/// jobs; what cannot be read is said in the strip at the foot of the hall, and the hall stays as it was.
class ImportShow : public QObject {
  Q_OBJECT
 public:
  ImportShow(Viewport& viewport, models::Document& document, jobs::JobService& jobs);

  /// The one that a hall has.
  [[nodiscard]] static ImportShow* of(const Viewport& viewport);

  /// Reads a mesh from disk, keeps it, and shows the element as it: one undoable step when it succeeds.
  void importMesh(const std::string& element, const QString& file);
  /// Reads a drawing from disk, keeps it, and lays it on the floor with its middle under the middle of the hall.
  void importUnderlay(const QString& file);
  /// By the file's kind: a mesh for the element, or a drawing for the floor.
  /// @returns false for kinds that are neither
  bool importDropped(const std::string& element, const QString& file);

  /// Says what went wrong with a file, until it is closed.
  void showProblem(const QString& message);

  /// Known once the mesh was read.
  [[nodiscard]] const MeshFacts* meshFacts(const std::string& name) const;
  [[nodiscard]] const std::vector<scene::SceneUnderlay>& underlays() const { return underlays_; }

 signals:
  /// Facts of a mesh or the drawings on the floor are there.
  void factsChanged();
  void underlayImported(const QString& id);

 private:
  struct BodyEntry {
    std::shared_ptr<const scene::ImportedBody> body;
    bool is_asked = false;
  };
  struct ArtEntry {
    std::optional<UnderlayArt> art;
    bool is_asked = false;
  };
  void showFactory(const models::FactoryChange& change);
  void dress(const factory::Factory& factory, std::vector<scene::SceneElement>& elements);
  void showUnderlays();
  void readBody(const std::string& name, const std::string& up);
  void readArt(const std::string& name);

  Viewport& viewport_;
  models::Document& document_;
  jobs::JobService& jobs_;
  ImportBar* bar_;
  std::map<std::string, MeshFacts> facts_;
  std::map<std::string, BodyEntry> bodies_;  ///< by name and axis
  std::map<std::string, ArtEntry> art_;
  std::vector<scene::SceneUnderlay> underlays_;
};

}  // namespace mw::panels
