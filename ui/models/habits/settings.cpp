// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/settings.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <algorithm>

namespace mw::models {
namespace {

constexpr auto kFormat = "millwright-settings/1";

const SettingDeclaration* find(const std::string& key) {
  const auto& table = settingTable();
  const auto found =
      std::find_if(table.begin(), table.end(), [&key](const SettingDeclaration& entry) { return entry.key == key; });
  return found == table.end() ? nullptr : &*found;
}

const SettingDeclaration& declarationOf(const std::string& key) {
  const SettingDeclaration* declaration = find(key);
  MW_REQUIRE(declaration != nullptr);
  return *declaration;
}

}  // namespace

Settings::Settings(QString file, QObject* parent) : QObject(parent), file_(std::move(file)) {
  if (!QFileInfo::exists(file_)) return;
  try {
    ReadValues read = readFile(file_);
    values_ = std::move(read.values);
    if (!read.odd.isEmpty())
      problem_ = tr("Some settings are the usual ones: %1").arg(read.odd.join(QStringLiteral("; ")));
  } catch (const Error& error) {
    is_broken_ = true;
    problem_ = tr("All settings are the usual ones: %1").arg(QString::fromUtf8(error.what()));
  }
}

Settings::ReadValues Settings::readFile(const QString& file) {
  constexpr std::size_t kMost = 1U << 20U;
  const JsonDocument document = JsonDocument::parse(readTextFile(file.toStdString(), kMost), file.toStdString());
  const Json& root = document.root();
  if (!root.is_object() || !root.contains("format") || root["format"] != kFormat || !root.contains("values") ||
      !root["values"].is_object()) {
    throw InputError(document.placeOf(""), "is no settings file of this program",
                     "choose one that Millwright has exported");
  }
  ReadValues read;
  for (const auto& [key, value] : root["values"].items()) {
    const SettingDeclaration* declaration = find(key);
    const QString name = QString::fromStdString(key);
    if (declaration == nullptr) {
      read.odd << tr("there is no \"%1\"").arg(name);
    } else if (!declaration->accepts(value)) {
      read.odd << tr("\"%1\" cannot be %2").arg(name, QString::fromStdString(value.dump()).left(60));
    } else if (value != declaration->usual) {
      read.values[key] = value;
    }
  }
  return read;
}

const Json& Settings::value(const std::string& key) const {
  const SettingDeclaration& declaration = declarationOf(key);
  const auto found = values_.find(key);
  return found == values_.end() ? declaration.usual : found->second;
}

QString Settings::text(const std::string& key) const {
  return QString::fromStdString(value(key).get<std::string>());
}

void Settings::set(const std::string& key, const Json& value) {
  const SettingDeclaration& declaration = declarationOf(key);
  if (!declaration.accepts(value)) {
    throw InputError({}, declaration.title.toStdString() + " cannot be " + value.dump(),
                     declaration.help.toStdString());
  }
  if (value == this->value(key)) return;
  if (value == declaration.usual) {
    values_.erase(key);
  } else {
    values_[key] = value;
  }
  write();
  emit changed(key);
}

void Settings::reset(const std::string& key) {
  set(key, declarationOf(key).usual);
}

void Settings::resetPage(const QString& page) {
  for (const SettingDeclaration& declaration : settingTable()) {
    if (declaration.page == page) reset(declaration.key);
  }
}

void Settings::exportTo(const QString& file) const {
  Json values = Json::object();
  for (const auto& [key, value] : values_) values[key] = value;
  writeTextFile(file.toStdString(), Json({{"format", kFormat}, {"values", values}}).dump(1) + "\n");
}

QStringList Settings::importFrom(const QString& file) {
  ReadValues read = readFile(file);
  for (const SettingDeclaration& declaration : settingTable()) {
    const auto found = read.values.find(declaration.key);
    set(declaration.key, found == read.values.end() ? declaration.usual : found->second);
  }
  return read.odd;
}

void Settings::write() {
  QDir().mkpath(QFileInfo(file_).absolutePath());
  if (is_broken_) {
    QFile::remove(file_ + QStringLiteral(".broken"));
    QFile::rename(file_, file_ + QStringLiteral(".broken"));
    is_broken_ = false;
  }
  QString problem;
  try {
    exportTo(file_);
  } catch (const OutputError& error) {
    problem = tr("Settings hold until the end only: %1").arg(QString::fromUtf8(error.what()));
  }
  if (problem == problem_) return;
  problem_ = problem;
  emit problemChanged(problem_);
}

}  // namespace mw::models
