// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/teach/arm_import.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/motion/arm/arm_reader.h"
#include "core/motion/arm/arm_writer.h"
#include "core/motion/program/reach_envelope.h"

namespace mw::models {
namespace {

namespace fs = std::filesystem;

constexpr int kDeepest = 3;
constexpr std::size_t kMostEntries = 20'000;  // of the folder that are looked at

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

struct Reading {
  std::optional<motion::Arm> arm;
  double reach_m = 0;
  QString problem;
};

/// What is wrong, without the pointer into a factory that the file is not in yet.
QString wordsOf(const InputError& error) {
  QStringList words;
  for (const Finding& finding : error.findings()) {
    const Place place{fs::path(finding.place.file).filename().string(), {}, finding.place.line, finding.place.column};
    words << QString::fromStdString(Finding{finding.severity, place, finding.cause, finding.cure}.text());
  }
  return words.join(QLatin1Char('\n'));
}

Reading readingOf(const fs::path& folder, const ArmImport::Wish& wish) {
  Json given = {{"urdf", wish.file.toStdString()}};
  if (!wish.base.isEmpty()) given["base"] = wish.base.toStdString();
  if (!wish.tip.isEmpty()) given["tip"] = wish.tip.toStdString();
  try {
    Reading reading;
    reading.arm = motion::readArm(given, "", folder);
    reading.reach_m = motion::reachEnvelope(*reading.arm).farthest_m;
    return reading;
  } catch (const InputError& error) {
    return {std::nullopt, 0, wordsOf(error)};
  }
}

}  // namespace

void ArmImport::setFolder(const QString& folder) {
  folder_ = folder;
  files_.clear();
  arm_.reset();
  problem_.clear();
  wish_ = {};
  is_busy_ = !folder.isEmpty();
  const std::uint64_t asked = ++asked_;
  emit filesChanged();
  emit changed();
  if (folder.isEmpty()) return;
  jobs_.start(
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
}

void ArmImport::read(const Wish& wish) {
  if (wish == wish_ && (arm_ || is_busy_)) return;
  wish_ = wish;
  arm_.reset();
  problem_.clear();
  const std::uint64_t asked = ++asked_;
  is_busy_ = !wish.file.isEmpty();
  emit changed();
  if (wish.file.isEmpty()) return;
  jobs_.start(
      tr("Reading an arm"), this,
      [folder = fs::path(folder_.toStdString()), wish](const std::stop_token&, const ProgressSink&) {
        return readingOf(folder, wish);
      },
      [this, asked](Reading reading) {
        if (asked != asked_) return;
        is_busy_ = false;
        arm_ = std::move(reading.arm);
        reach_m_ = reading.reach_m;
        problem_ = std::move(reading.problem);
        emit changed();
      });
}

Json ArmImport::json(double payload_kg) const {
  motion::Arm arm = arm_.value();
  arm.payload_kg = payload_kg;
  return motion::writeArm(arm, wish_.file.toStdString());
}

}  // namespace mw::models
