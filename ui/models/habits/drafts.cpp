// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/drafts.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <fmt/format.h>

#include "core/store/project_file.h"

namespace mw::models {
namespace {

/// A file name of the factory's name: letters, digits and single dashes.
std::string stemOf(const factory::Factory& factory) {
  static const QRegularExpression other(QStringLiteral("[^A-Za-z0-9]+"));
  if (factory.elements().empty()) return "hall";
  const QString name = QString::fromStdString(factory.name()).replace(other, QStringLiteral("-")).toLower().left(60);
  const QString stem = QString(name).remove(QRegularExpression(QStringLiteral("^-|-$")));
  return stem.isEmpty() ? "hall" : stem.toStdString();
}

}  // namespace

QString Drafts::make(const factory::Factory& factory) const {
  constexpr int kMost = 10'000;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  if (error) throw OutputError(folder_.string(), error.message(), "check the permissions of your home folder");
  const std::string stem = stemOf(factory);
  for (int i = 1; i < kMost; ++i) {
    const std::filesystem::path file = folder_ / (i == 1 ? stem + ".mill" : fmt::format("{}-{}.mill", stem, i));
    if (std::filesystem::exists(file, error)) continue;
    store::ProjectFile::create(file, factory).reset();
    return QString::fromStdString(file.string());
  }
  throw OutputError(folder_.string(), "is full of unsaved projects", "remove some of them");
}

bool Drafts::isDraft(const QString& file) const {
  return !file.isEmpty() &&
         QFileInfo(file).absolutePath() == QFileInfo(QString::fromStdString(folder_.string())).absoluteFilePath();
}

void Drafts::discard(const QString& file) const {
  std::error_code error;
  if (isDraft(file)) std::filesystem::remove(file.toStdString(), error);
}

}  // namespace mw::models
