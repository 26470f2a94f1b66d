// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QStringList>
#include <map>

#include "ui/models/habits/setting_table.h"

namespace mw::models {

/// What a user has set, apart from every project. Each change is applied and written at once. A file that cannot be
/// read means the usual values and a message, never a refusal to start; it is kept beside as NAME.broken before the
/// first change replaces it. GUI thread.
class Settings : public QObject {
  Q_OBJECT
 public:
  /// @param file  settings.json; need not be there
  explicit Settings(QString file, QObject* parent = nullptr);

  [[nodiscard]] const Json& value(const std::string& key) const;
  [[nodiscard]] bool isOn(const std::string& key) const { return value(key).get<bool>(); }
  [[nodiscard]] QString text(const std::string& key) const;
  [[nodiscard]] double number(const std::string& key) const { return value(key).get<double>(); }
  [[nodiscard]] bool isUsual(const std::string& key) const { return !values_.contains(key); }

  /// @throws InputError when the setting cannot have this value; nothing changes then
  void set(const std::string& key, const Json& value);
  void reset(const std::string& key);
  /// All settings of one page back to the usual values.
  void resetPage(const QString& page);

  /// @throws OutputError
  void exportTo(const QString& file) const;
  /// Takes the values of another settings file, those it does not name being back to usual.
  /// @returns what was not understood in it and left out, in words
  /// @throws InputError when it is no settings file; nothing changes then
  QStringList importFrom(const QString& file);

  /// What was wrong with the file at the start, or why it cannot be written; empty when all is well.
  [[nodiscard]] const QString& problem() const { return problem_; }

 signals:
  void changed(const std::string& key);
  void problemChanged(const QString& problem);

 private:
  using Values = std::map<std::string, Json>;
  struct ReadValues {
    Values values;
    QStringList odd;
  };
  [[nodiscard]] static ReadValues readFile(const QString& file);
  void write();

  QString file_;
  QString problem_;
  bool is_broken_ = false;  ///< what lies there could not be read
  Values values_;           ///< those that differ from the usual ones
};

}  // namespace mw::models
