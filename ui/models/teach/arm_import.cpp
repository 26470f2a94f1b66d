// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/arm_import.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/cad/attached_files.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_writer.h"
#include "core/motion/program/reach_envelope.h"
#include "ui/models/teach/arm_meshes.h"

namespace mw::models {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 3;
constexpr std::size_t kMostEntries = 20'000;                     // of the folder that are looked at
constexpr std::size_t kMostMeshBytes = std::size_t{128} << 20U;  // of one arm

struct Found {
  QStringList files;
  QString problem;
};

Found urdfFilesIn(const fs::path& folder, const std::stop_token& stop) {
  Found found;
  std::error_code error;
  if (!fs::is_directory(folder, error))
    return {{}, ArmImport::tr("There is no folder %1: choose another.").arg(QString::fromStdString(folder.string()))};
  // Links to folders are not followed.
  fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error);
  std::size_t seen = 0;
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (stop.stop_requested() || ++seen > kMostEntries) break;
    if (entry.depth() >= kDeepest) entry.disable_recursion_pending();
    if (entry->path().extension() == ".urdf")
      found.files << QString::fromStdString(entry->path().lexically_relative(folder).generic_string());
  }
  found.files.sort();
  if (error)
    found.problem = ArmImport::tr("The folder cannot be read: %1.").arg(QString::fromStdString(error.message()));
  if (!error && found.files.isEmpty())
    found.problem = ArmImport::tr("There is no .urdf file in this folder. Work out xacro files first.");
  return found;
}

/// What is wrong, without the pointer into a factory that the file is not in yet.
QString wordsOf(const InputError& error) {
  QStringList words;
  for (const Finding& finding : error.findings()) {
    const Place place{fs::path(finding.place.file).filename().string(), {}, finding.place.line, finding.place.column};
    words << QString::fromStdString(Finding{finding.severity, place, finding.cause, finding.cure}.text());
  }
  return words.join(QLatin1Char('\n'));
}

/// The name that a mesh is kept under: told apart from those of other arms.
std::string keptName(const std::string& urdf, const std::string& mesh) {
  return fs::path(urdf).stem().string() + '-' + fs::path(mesh).filename().string();
}

}  // namespace

struct ArmImport::Reading {
  std::optional<motion::Arm> arm;
  double reach_m = 0;
  QString problem;
  std::shared_ptr<const Drawing> drawing;
  QString mesh_problem;
};

ArmImport::Reading ArmImport::readingOf(const fs::path& folder, const Wish& wish, const std::stop_token& stop) {
  Json given = {{"urdf", wish.file.toStdString()}};
  if (!wish.base.isEmpty()) given["base"] = wish.base.toStdString();
  if (!wish.tip.isEmpty()) given["tip"] = wish.tip.toStdString();
  Reading reading;
  try {
    reading.arm = motion::readArm(given, "", folder);
    reading.reach_m = motion::reachEnvelope(*reading.arm).farthest_m;
  } catch (const InputError& error) {
    reading.arm.reset();
    reading.problem = wordsOf(error);
    return reading;
  }
  // An arm without its meshes is an arm still.
  try {
    auto drawing = std::make_shared<Drawing>();
    drawing->visuals = motion::armVisuals(given, "", folder);
    std::size_t bytes = 0;
    const auto read = [&](const std::string& name) {
      std::string content = cad::readAttached(folder, name);
      bytes += content.size();
      if (bytes > kMostMeshBytes)
        throw InputError(Place{name, "", 0, 0},
                         fmt::format("takes the meshes beyond {} MB together", kMostMeshBytes >> 20U),
                         "simplify them in the program that made them");
      return drawing->files[name] = std::move(content);
    };
    drawing->triangles = trianglesOf(readArmMeshes(drawing->visuals, read, stop));
    if (!drawing->visuals.empty()) reading.drawing = std::move(drawing);
  } catch (const InputError& error) {
    reading.mesh_problem = wordsOf(error);
  }
  return reading;
}

void ArmImport::forgetArm() {
  arm_.reset();
  problem_.clear();
  drawing_.reset();
  mesh_problem_.clear();
}

void ArmImport::setFolder(const QString& folder) {
  folder_ = folder;
  files_.clear();
  forgetArm();
  wish_ = {};
  is_busy_ = !folder.isEmpty();
  const std::uint64_t asked = ++asked_;
  emit filesChanged();
  emit changed();
  if (folder.isEmpty()) return;
  jobs::Job* job = jobs_.start(
      tr("Looking for arms"), this,
      [folder = fs::path(folder.toStdString())](const std::stop_token& stop, const ProgressSink&) {
        return urdfFilesIn(folder, stop);
      },
      [this, asked](Found found) {
        if (asked != asked_) return;
        is_busy_ = false;
        files_ = std::move(found.files);
        problem_ = std::move(found.problem);
        emit filesChanged();
        emit changed();
      });
  connect(job, &jobs::Job::failed, this, [this, asked](const QString& message) { giveUp(asked, message); });
}

void ArmImport::read(const Wish& wish) {
  if (wish == wish_ && (arm_ || is_busy_)) return;
  wish_ = wish;
  forgetArm();
  const std::uint64_t asked = ++asked_;
  is_busy_ = !wish.file.isEmpty();
  emit changed();
  if (wish.file.isEmpty()) return;
  jobs::Job* job = jobs_.start(
      tr("Reading an arm"), this,
      [folder = fs::path(folder_.toStdString()), wish](const std::stop_token& stop, const ProgressSink&) {
        return readingOf(folder, wish, stop);
      },
      [this, asked](Reading reading) {
        if (asked != asked_) return;
        is_busy_ = false;
        arm_ = std::move(reading.arm);
        reach_m_ = reading.reach_m;
        problem_ = std::move(reading.problem);
        drawing_ = std::move(reading.drawing);
        mesh_problem_ = std::move(reading.mesh_problem);
        emit changed();
      });
  connect(job, &jobs::Job::failed, this, [this, asked](const QString& message) { giveUp(asked, message); });
}

void ArmImport::giveUp(std::uint64_t asked, const QString& message) {
  if (asked != asked_) return;
  is_busy_ = false;
  problem_ = tr("That did not work: %1. Check the folder and its permissions, then try again.").arg(message);
  emit changed();
}

void ArmImport::keep(double payload_kg, const std::shared_ptr<AttachmentStore>& store) {
  if (!arm_ || !drawing_ || is_busy_) return;
  is_busy_ = true;
  const std::uint64_t asked = ++asked_;
  emit changed();
  jobs::Job* job = jobs_.start(
      tr("Keeping the meshes of an arm"), this,
      [drawing = drawing_, store, arm = json(payload_kg), file = wish_.file.toStdString()](const std::stop_token&,
                                                                                           const ProgressSink&) {
        std::map<std::string, std::string> names;
        for (const auto& [name, content] : drawing->files) names[name] = store->keep(keptName(file, name), content);
        std::vector<motion::ArmVisual> visuals = drawing->visuals;
        for (motion::ArmVisual& visual : visuals) visual.mesh = names.at(visual.mesh);
        Json with_meshes = arm;
        with_meshes["visuals"] = motion::writeVisuals(visuals);
        return with_meshes;
      },
      [this, asked](const Json& arm) {
        if (asked != asked_) return;
        is_busy_ = false;
        emit kept(arm);
      });
  connect(job, &jobs::Job::failed, this, [this, asked](const QString& message) { giveUp(asked, message); });
}

Json ArmImport::json(double payload_kg) const {
  motion::Arm arm = arm_.value();
  arm.payload_kg = payload_kg;
  return motion::writeArm(arm, wish_.file.toStdString());
}

}  // namespace mw::models
