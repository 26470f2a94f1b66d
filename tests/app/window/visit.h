// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QTemporaryDir>
#include <string>

#include "core/factory/factory.h"
#include "tests/support/program.h"

namespace mw::test {

/// The environment of a user whose settings, drafts and caches lie in a folder.
[[nodiscard]] QProcessEnvironment userOf(const QString& folder);

/// Which of the visible controls a screen reader, or a script, could not tell from others, or the eye see whole.
[[nodiscard]] std::string poorControls(const Json& widgets);

/// Runs a program to its end as that user. @param arguments  paths in them are relative to folder
[[nodiscard]] Answer runAsUser(const QString& program, const QStringList& arguments, const QString& folder);

/// One start of the window on a fresh copy of a project, in a folder of its own where a script's files go.
class Visit {
 public:
  explicit Visit(const QString& project);

  /// Plays a script of tests/app/window/scripts and ends the program.
  [[nodiscard]] Answer play(const QString& script, const QString& theme = QStringLiteral("light")) const;
  [[nodiscard]] Answer start(const QStringList& arguments) const;
  [[nodiscard]] Answer cli(const QStringList& arguments) const;

  [[nodiscard]] QString path(const QString& file) const { return folder_.filePath(file); }
  /// The factory that the project holds now.
  [[nodiscard]] factory::Factory factory() const;
  /// The widgets of a tree that the script wrote.
  [[nodiscard]] Json widgets(const QString& tree) const;
  /// Text of a visible widget in such a tree; "(not there)" where it was not visible.
  [[nodiscard]] std::string text(const QString& tree, const char* name) const;
  [[nodiscard]] QImage picture(const QString& file) const { return QImage(path(file)); }

 private:
  QTemporaryDir folder_;
};

}  // namespace mw::test
