// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/motion/arm/arm_model.h"
#include "core/motion/arm/arm_visuals.h"
#include "ui/jobs/job_service.h"
#include "ui/models/attachment_store.h"

namespace mw::models {

/// Reads an arm and its meshes out of a URDF file in a folder that the user chose; nothing outside that folder is read,
/// links included. What it yields is shown before it is taken. GUI thread; reading is a job.
class ArmImport : public QObject {
  Q_OBJECT
 public:
  explicit ArmImport(jobs::JobService& jobs, QObject* parent = nullptr) : QObject(parent), jobs_(jobs) {}

  /// Looks for URDF files in it and below, three folders deep.
  void setFolder(const QString& folder);
  [[nodiscard]] const QString& folder() const { return folder_; }
  /// Paths in the folder, sorted.
  [[nodiscard]] const QStringList& files() const { return files_; }

  /// What to read. @param ends  first and last link, where the file has more than one arm; empty = found by itself
  struct Wish {
    QString file;
    QString base;
    QString tip;
    bool operator==(const Wish&) const = default;
  };
  void read(const Wish& wish);
  [[nodiscard]] bool isBusy() const { return is_busy_; }
  /// What the file yields; null before, and where it yields none.
  [[nodiscard]] const motion::Arm* arm() const { return arm_ ? &*arm_ : nullptr; }
  /// Farthest that its flange gets from its first axis.
  [[nodiscard]] double reach_m() const { return reach_m_; }
  /// Why there is no arm, what to do about it; empty when all is well.
  [[nodiscard]] const QString& problem() const { return problem_; }
  /// The meshes that the file draws it by, read and sound.
  [[nodiscard]] std::size_t meshCount() const { return drawing_ ? drawing_->files.size() : 0; }
  [[nodiscard]] std::size_t triangles() const { return drawing_ ? drawing_->triangles : 0; }
  /// Why its meshes cannot be shown, what to do about it; empty when all is well.
  [[nodiscard]] const QString& meshProblem() const { return mesh_problem_; }
  /// The value of a robot's "arm", by its joints. @param payload_kg  most that its flange carries
  [[nodiscard]] Json json(double payload_kg) const;
  /// Keeps its meshes in a store, a job; kept() gives the value of the robot's "arm" that names them.
  void keep(double payload_kg, const std::shared_ptr<AttachmentStore>& store);

 signals:
  void filesChanged();
  void changed();
  void kept(const mw::Json& arm);

 private:
  struct Reading;
  static Reading readingOf(const std::filesystem::path& folder, const Wish& wish, const std::stop_token& stop);
  void forgetArm();
  /// A job failed for a reason that is not the file's.
  void giveUp(std::uint64_t asked, const QString& message);

  jobs::JobService& jobs_;
  QString folder_;
  QStringList files_;
  Wish wish_;
  std::uint64_t asked_ = 0;  ///< counts searches and readings
  bool is_busy_ = false;
  std::optional<motion::Arm> arm_;
  double reach_m_ = 0;
  QString problem_;
  /// What the file draws, whole.
  struct Drawing {
    std::vector<motion::ArmVisual> visuals;
    std::map<std::string, std::string> files;  ///< content by name in the folder
    std::size_t triangles = 0;
  };
  std::shared_ptr<const Drawing> drawing_;
  QString mesh_problem_;
};

}  // namespace mw::models
