// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <QStringList>
#include <filesystem>
#include <optional>

#include "core/base/json.h"
#include "core/motion/arm/arm_model.h"
#include "ui/jobs/job_service.h"

namespace mw::models {

/// Reads an arm out of a URDF file in a folder that the user chose; nothing outside that folder is read, links
/// included. What it yields is shown before it is taken. GUI thread; reading is a job.
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
  /// The value of a robot's "arm", by its joints. @param payload_kg  most that its flange carries
  [[nodiscard]] Json json(double payload_kg) const;

 signals:
  void filesChanged();
  void changed();

 private:
  jobs::JobService& jobs_;
  QString folder_;
  QStringList files_;
  Wish wish_;
  std::uint64_t asked_ = 0;  ///< counts searches and readings
  bool is_busy_ = false;
  std::optional<motion::Arm> arm_;
  double reach_m_ = 0;
  QString problem_;
};

}  // namespace mw::models
