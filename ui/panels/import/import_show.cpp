// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/import/import_show.h"

#include <QFileInfo>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "core/cad/attached_files.h"
#include "core/cad/picture.h"
#include "core/cad/relative_name.h"
#include "ui/commands/attachment_edits.h"
#include "ui/panels/import/import_bar.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

/// A mesh as a job gives it.
struct ReadMesh {
  std::string name;
  MeshFacts facts;
  std::shared_ptr<const scene::ImportedBody> body;
};

struct ReadArt {
  std::string name;
  UnderlayArt art;
};

MeshFacts factsOf(const cad::TriangleMesh& mesh, const std::string& name) {
  return {cad::extentsOf(mesh), cad::guessOf(mesh, cad::meshFormatOf(name)), mesh.triangles.size()};
}

std::shared_ptr<const scene::ImportedBody> bodyOf(cad::TriangleMesh mesh, cad::UpAxis up, double unit_m) {
  cad::standUp(mesh, up, unit_m);
  return scene::makeImportedBody(mesh);
}

/// The file as it is kept: whole in itself, refused by its size before it is read.
std::string contentOf(const std::filesystem::path& file, std::uintmax_t max_bytes) {
  cad::requireSize(file, max_bytes);
  return cad::readAttached(file.parent_path(), file.filename().string());
}

std::string keyOf(const std::string& name, const std::string& up) {
  return name + '\n' + up;
}

/// Letters that an id may have.
std::string idOf(const std::string& stem) {
  std::string id;
  for (const char c : stem) id += std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' ? c : '-';
  if (id.empty() || std::isalpha(static_cast<unsigned char>(id[0])) == 0) id = "plan-" + id;
  return id;
}

/// The middle of what stands in the hall.
std::array<double, 2> middleOf(const factory::Factory& factory) {
  if (factory.elements().empty()) return {};
  const factory::Pose& first = factory.elements().front().pose;
  std::array<double, 4> box{first.x_m, first.x_m, first.y_m, first.y_m};
  for (const factory::Element& element : factory.elements()) {
    box = {std::min(box[0], element.pose.x_m), std::max(box[1], element.pose.x_m), std::min(box[2], element.pose.y_m),
           std::max(box[3], element.pose.y_m)};
  }
  return {(box[0] + box[1]) / 2, (box[2] + box[3]) / 2};
}

double numberOr(const Json& object, const char* key, double otherwise) {
  return object.contains(key) ? object[key].get<double>() : otherwise;
}

}  // namespace

ImportShow::ImportShow(Viewport& viewport, models::Document& document, jobs::JobService& jobs)
    : QObject(&viewport), viewport_(viewport), document_(document), jobs_(jobs), bar_(new ImportBar(&viewport)) {
  setObjectName(QStringLiteral("importShow"));
  connect(&document_, &models::Document::changed, this, &ImportShow::showFactory);
  viewport_.setDresser([this](const factory::Factory& factory, std::vector<scene::SceneElement>& elements) {
    dress(factory, elements);
  });
  showUnderlays();
}

ImportShow* ImportShow::of(const Viewport& viewport) {
  return viewport.findChild<ImportShow*>(QStringLiteral("importShow"), Qt::FindDirectChildrenOnly);
}

void ImportShow::showProblem(const QString& message) {
  bar_->showProblem(message);
}

const MeshFacts* ImportShow::meshFacts(const std::string& name) const {
  const auto found = facts_.find(name);
  return found == facts_.end() ? nullptr : &found->second;
}

void ImportShow::showFactory(const models::FactoryChange& change) {
  // Another file may keep another content under the same name.
  if (change.kind == models::FactoryChange::Kind::Replaced && change.ids.empty()) {
    facts_.clear();
    bodies_.clear();
    art_.clear();
    viewport_.refresh();
  }
  showUnderlays();
}

void ImportShow::dress(const factory::Factory& factory, std::vector<scene::SceneElement>& elements) {
  for (std::size_t i = 0; i < elements.size() && i < factory.elements().size(); ++i) {
    const Json& fields = factory.elements()[i].fields;
    if (!fields.contains("mesh")) continue;
    const auto name = fields["mesh"].get<std::string>();
    const std::string up = fields.value("mesh_up", std::string());
    const BodyEntry& entry = bodies_[keyOf(name, up)];
    if (entry.body) {
      elements[i].imported = entry.body;
    } else if (!entry.is_asked) {
      readBody(name, up);
    }
  }
}

void ImportShow::readBody(const std::string& name, const std::string& up) {
  bodies_[keyOf(name, up)].is_asked = true;
  const auto work = [store = document_.attachments(), name, up](std::stop_token stop, const ProgressSink& progress) {
    if (const auto why = cad::whyNotInside(name)) {
      throw InputError(Place{name, "", 0, 0}, *why + ": it is not opened", "import the mesh again");
    }
    cad::TriangleMesh mesh = cad::readMesh(store->read(name), name, {stop, progress, {}});
    ReadMesh read{name, factsOf(mesh, name), nullptr};
    const cad::UpAxis axis = up.empty() ? read.facts.guess.up : cad::upAxisOf(up);
    read.body = bodyOf(std::move(mesh), axis, read.facts.guess.unit->length_m);
    return read;
  };
  jobs::Job* job = jobs_.start(tr("Reading %1").arg(QString::fromStdString(name)), this, work,
                               [this, up, store = document_.attachments()](const ReadMesh& read) {
                                 if (store != document_.attachments()) return;
                                 facts_[read.name] = read.facts;
                                 bodies_[keyOf(read.name, up)].body = read.body;
                                 viewport_.refresh();
                                 emit factsChanged();
                               });
  bar_->follow(job, QString::fromStdString(name));
}

void ImportShow::importMesh(const std::string& element, const QString& file) {
  const std::filesystem::path path(file.toStdString());
  const auto work = [store = document_.attachments(), path](std::stop_token stop, const ProgressSink& progress) {
    const std::string name = path.filename().string();
    (void)cad::meshFormatOf(name);
    std::string content = contentOf(path, cad::kMaxMeshBytes);
    cad::TriangleMesh mesh = cad::readMesh(content, name, {stop, progress, {}});
    ReadMesh read{name, factsOf(mesh, name), nullptr};
    if (stop.stop_requested()) throw Cancelled("import stopped");
    read.name = store->keep(name, content);
    content = {};  // before the body takes its memory
    read.body = bodyOf(std::move(mesh), read.facts.guess.up, read.facts.guess.unit->length_m);
    return read;
  };
  const auto deliver = [this, element, store = document_.attachments()](const ReadMesh& read) {
    if (store != document_.attachments() || document_.factory().findElement(element) == nullptr) return;
    const cad::MeshGuess& guess = read.facts.guess;
    const std::string up(cad::nameOf(guess.up));
    facts_[read.name] = read.facts;
    bodies_[keyOf(read.name, up)] = {read.body, true};
    const scene::Vec3& size = read.body->size_m;
    const auto round = [](double value) { return std::round(value * 1e6) / 1e6; };
    try {
      commands::showMesh(document_, element, {read.name, up, {round(size.x), round(size.y), round(size.z)}});
    } catch (const Error& error) {
      return bar_->showProblem(QString::fromUtf8(error.what()));
    }
    bar_->showResult(
        tr("%1 shows %2: %3, %L4 triangles, looks like %5. Unit and upward axis are under Mesh in Properties.")
            .arg(QString::fromStdString(element), QString::fromStdString(read.name),
                 QString::fromStdString(cad::sizeText({size.x, size.y, size.z})))
            .arg(static_cast<qulonglong>(read.facts.triangles))
            .arg(QString::fromUtf8(guess.unit->plural.data(), static_cast<qsizetype>(guess.unit->plural.size()))));
    emit factsChanged();
  };
  bar_->follow(jobs_.start(tr("Importing %1").arg(QFileInfo(file).fileName()), this, work, deliver),
               QFileInfo(file).fileName());
}

void ImportShow::readArt(const std::string& name) {
  art_[name].is_asked = true;
  const auto work = [store = document_.attachments(), name](std::stop_token stop, const ProgressSink& progress) {
    if (const auto why = cad::whyNotInside(name)) {
      throw InputError(Place{name, "", 0, 0}, *why + ": it is not opened", "import the drawing again");
    }
    return ReadArt{name, readUnderlay(store->read(name), name, stop, progress)};
  };
  jobs::Job* job = jobs_.start(tr("Reading %1").arg(QString::fromStdString(name)), this, work,
                               [this, store = document_.attachments()](const ReadArt& read) {
                                 if (store != document_.attachments()) return;
                                 art_[read.name].art = read.art;
                                 showUnderlays();
                               });
  bar_->follow(job, QString::fromStdString(name));
}

void ImportShow::importUnderlay(const QString& file) {
  const std::filesystem::path path(file.toStdString());
  const auto work = [store = document_.attachments(), path](std::stop_token stop, const ProgressSink& progress) {
    const std::string name = path.filename().string();
    (void)cad::underlayFormatOf(name);
    const std::string content = contentOf(path, cad::kMaxDrawingBytes);
    ReadArt read{name, readUnderlay(content, name, stop, progress)};
    if (stop.stop_requested()) throw Cancelled("import stopped");
    read.name = store->keep(name, content);
    return read;
  };
  const auto deliver = [this, path, store = document_.attachments()](const ReadArt& read) {
    if (store != document_.attachments()) return;
    art_[read.name] = {read.art, true};
    scene::SceneUnderlay shape{"", read.art.lines, read.art.picture, {}, 0, 1, 1};
    const cad::DrawingBox box = scene::boxOf(shape);
    const double length = std::max(box.high[0] - box.low[0], box.high[1] - box.low[1]);
    // Pictures say nothing of metres: 30 m, to be scaled by two points.
    constexpr double kPictureLength_m = 30;
    const double guessed_m =
        read.art.lines ? cad::likelyUnit_m(*read.art.lines) : kPictureLength_m / std::max(length, 1e-6);
    const double unit_m = read.art.unit_m > 0 ? read.art.unit_m : guessed_m;
    const auto middle = [&](std::size_t axis) {
      const double at_m = middleOf(document_.factory())[axis] - (box.low[axis] + box.high[axis]) / 2 * unit_m;
      return std::clamp(std::round(at_m * 1e3) / 1e3, -1e5, 1e5);
    };
    try {
      const std::string id =
          commands::addUnderlay(document_, Json{{"id", idOf(path.stem().string())},
                                                {"file", read.name},
                                                {"unit_m", unit_m},
                                                {"pose", Json{{"x_m", middle(0)}, {"y_m", middle(1)}}}});
      const bool is_said = read.art.unit_m > 0;
      QString text = tr("%1 lies on the floor: %2 x %3 m, %4.")
                         .arg(QString::fromStdString(id))
                         .arg((box.high[0] - box.low[0]) * unit_m, 0, 'f', 3)
                         .arg((box.high[1] - box.low[1]) * unit_m, 0, 'f', 3)
                         .arg(is_said ? tr("as the file says") : tr("a guess: scale it by two points"));
      if (!read.art.note.empty()) text += QLatin1Char(' ') + QString::fromStdString(read.art.note) + QLatin1Char('.');
      bar_->showResult(text);
      emit underlayImported(QString::fromStdString(id));
    } catch (const Error& error) {
      bar_->showProblem(QString::fromUtf8(error.what()));
    }
  };
  bar_->follow(jobs_.start(tr("Importing %1").arg(QFileInfo(file).fileName()), this, work, deliver),
               QFileInfo(file).fileName());
}

bool ImportShow::importDropped(const std::string& element, const QString& file) {
  const QString end = QFileInfo(file).suffix().toLower();
  if (QStringList{"dxf", "svg", "png"}.contains(end)) {
    importUnderlay(file);
    return true;
  }
  if (!QStringList{"dae", "glb", "gltf", "obj", "stl"}.contains(end)) return false;
  if (element.empty()) {
    bar_->showProblem(tr("%1 is a mesh: drop it on the element that it shows").arg(QFileInfo(file).fileName()));
  } else {
    importMesh(element, file);
  }
  return true;
}

void ImportShow::showUnderlays() {
  underlays_.clear();
  const Json& root = document_.factory().json();
  const Json list = root.contains("underlays") ? root["underlays"] : Json::array();
  for (const Json& each : list) {
    const auto name = each["file"].get<std::string>();
    const ArtEntry& entry = art_[name];
    if (!entry.art) {
      if (!entry.is_asked) readArt(name);
      continue;
    }
    if (each.value("hidden", false)) continue;
    const Json pose = each.value("pose", Json::object());
    scene::SceneUnderlay shown{each["id"].get<std::string>(), entry.art->lines, entry.art->picture, {}, 0, 1, 1};
    shown.position_m = {numberOr(pose, "x_m", 0), numberOr(pose, "y_m", 0), 0};
    shown.yaw_rad = numberOr(pose, "yaw_deg", 0) * std::numbers::pi / 180;
    const double otherwise_m = entry.art->unit_m > 0 ? entry.art->unit_m
                               : entry.art->lines    ? cad::likelyUnit_m(*entry.art->lines)
                                                     : 0.01;
    shown.unit_m = numberOr(each, "unit_m", otherwise_m);
    shown.opacity = numberOr(each, "opacity", 0.6);
    underlays_.push_back(std::move(shown));
  }
  viewport_.setUnderlays(underlays_);
  emit factsChanged();
}

}  // namespace mw::panels
