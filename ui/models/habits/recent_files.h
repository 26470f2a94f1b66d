// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QImage>
#include <QObject>
#include <QString>
#include <vector>

namespace mw::models {

/// One file that was open.
struct RecentFile {
  QString file;  ///< absolute path
  QDateTime opened;
  bool is_there = true;  ///< false: moved, removed, or on a disk that is not mounted
};

/// The files that were open last, newest first, with a picture of each as it was left. The list lies in one folder, the
/// pictures in another (a cache, which may go at any time). Nothing here is needed to open a file: what cannot be read
/// is an empty list, what cannot be written is forgotten. GUI thread.
class RecentFiles : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t kMost = 12;

  RecentFiles(QString list_file, QString picture_folder, QObject* parent = nullptr);

  /// As it stands now, files that are gone included.
  [[nodiscard]] std::vector<RecentFile> files() const;
  void note(const QString& file, const QDateTime& opened = QDateTime::currentDateTimeUtc());
  void forget(const QString& file);
  /// A null picture when none was kept.
  [[nodiscard]] QImage picture(const QString& file) const;
  void keepPicture(const QString& file, const QImage& picture);

 signals:
  void changed();

 private:
  void write() const;
  [[nodiscard]] QString pictureFile(const QString& file) const;

  QString list_file_;
  QString picture_folder_;
  std::vector<RecentFile> files_;
};

}  // namespace mw::models
