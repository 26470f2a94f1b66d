// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/recent_files.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <algorithm>

#include "core/base/json.h"

namespace mw::models {
namespace {

constexpr QSize kPicture(640, 400);
constexpr auto kFormat = "millwright-recent/1";

std::vector<RecentFile> readList(const QString& file) {
  std::vector<RecentFile> files;
  try {
    const JsonDocument document = JsonDocument::read(file.toStdString());
    const Json& root = document.root();
    if (!root.is_object() || root.value("format", std::string()) != kFormat) return {};
    for (const Json& entry : root.at("files")) {
      files.push_back(
          {QString::fromStdString(entry.at("file").get<std::string>()),
           QDateTime::fromString(QString::fromStdString(entry.at("opened").get<std::string>()), Qt::ISODate)});
    }
  } catch (const std::exception&) {
    return {};  // no list yet, or not one of ours
  }
  return files;
}

}  // namespace

RecentFiles::RecentFiles(QString list_file, QString picture_folder, QObject* parent)
    : QObject(parent),
      list_file_(std::move(list_file)),
      picture_folder_(std::move(picture_folder)),
      files_(readList(list_file_)) {}

std::vector<RecentFile> RecentFiles::files() const {
  std::vector<RecentFile> files = files_;
  for (RecentFile& entry : files) entry.is_there = QFileInfo::exists(entry.file);
  return files;
}

void RecentFiles::note(const QString& file, const QDateTime& opened) {
  const QString path = QFileInfo(file).absoluteFilePath();
  std::erase_if(files_, [&path](const RecentFile& entry) { return entry.file == path; });
  files_.insert(files_.begin(), {path, opened.toUTC()});
  if (files_.size() > kMost) files_.resize(kMost);
  write();
  emit changed();
}

void RecentFiles::forget(const QString& file) {
  const QString path = QFileInfo(file).absoluteFilePath();
  std::erase_if(files_, [&path](const RecentFile& entry) { return entry.file == path; });
  QFile::remove(pictureFile(path));
  write();
  emit changed();
}

QImage RecentFiles::picture(const QString& file) const {
  return QImage(pictureFile(QFileInfo(file).absoluteFilePath()));
}

void RecentFiles::keepPicture(const QString& file, const QImage& picture) {
  if (picture.isNull() || !QDir().mkpath(picture_folder_)) return;
  // The middle of the view, in the proportions of a card.
  const QSize fitting = kPicture.scaled(picture.size(), Qt::KeepAspectRatio);
  const QRect middle(QPoint((picture.width() - fitting.width()) / 2, (picture.height() - fitting.height()) / 2),
                     fitting);
  const QImage kept = picture.copy(middle).scaled(kPicture, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
  kept.save(pictureFile(QFileInfo(file).absoluteFilePath()), "PNG");
  emit changed();
}

QString RecentFiles::pictureFile(const QString& file) const {
  const QByteArray name = QCryptographicHash::hash(file.toUtf8(), QCryptographicHash::Md5).toHex();
  return QDir(picture_folder_).filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
}

void RecentFiles::write() const {
  Json list = Json::array();
  for (const RecentFile& entry : files_) {
    list.push_back({{"file", entry.file.toStdString()}, {"opened", entry.opened.toString(Qt::ISODate).toStdString()}});
  }
  if (!QDir().mkpath(QFileInfo(list_file_).absolutePath())) return;
  try {
    writeTextFile(list_file_.toStdString(), Json({{"format", kFormat}, {"files", list}}).dump(1) + "\n");
  } catch (const OutputError&) {
    return;  // the list is a convenience
  }
}

}  // namespace mw::models
