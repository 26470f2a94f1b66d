// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/visit.h"

#include <QFile>
#include <map>

#include "core/store/project_file.h"

namespace mw::test {
QProcessEnvironment userOf(const QString& folder) {
  QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
  for (const char* place : {"CONFIG", "DATA", "CACHE"}) {
    environment.insert(QStringLiteral("XDG_%1_HOME").arg(QLatin1String(place)),
                       folder + QStringLiteral("/user/") + QString::fromLatin1(place).toLower());
  }
  return environment;
}

Answer runAsUser(const QString& program, const QStringList& arguments, const QString& folder) {
  return runProgram(program, arguments, folder, userOf(folder));
}

Visit::Visit(const QString& project) {
  if (!project.isEmpty()) QFile::copy(project, path(QStringLiteral("p.mill")));
}

Answer Visit::start(const QStringList& arguments) const {
  return runAsUser(QStringLiteral(MW_WINDOW_PROGRAM), arguments, folder_.path());
}

Answer Visit::play(const QString& script, const QString& theme) const {
  const QString file = QStringLiteral(MW_SCRIPTS "/%1.json").arg(script);
  return start({QStringLiteral("p.mill"), QStringLiteral("--theme"), theme, QStringLiteral("--ui-script"), file});
}

Answer Visit::cli(const QStringList& arguments) const {
  return runAsUser(QStringLiteral(MW_CLI), arguments, folder_.path());
}

factory::Factory Visit::factory() const {
  return store::ProjectFile::open(path(QStringLiteral("p.mill")).toStdString(), store::Access::ReadOnly)->factory();
}

Json Visit::widgets(const QString& tree) const {
  return JsonDocument::read(path(tree).toStdString()).root().at("widgets");
}

std::string Visit::text(const QString& tree, const char* name) const {
  for (const Json& widget : widgets(tree)) {
    if (widget["name"] == name) return widget["text"].get<std::string>();
  }
  return "(not there)";
}

std::string poorControls(const Json& widgets) {
  constexpr int kWindowWidth = 1600;
  std::string wrong;
  std::map<std::string, int> seen;
  for (const Json& widget : widgets) {
    const auto name = widget["name"].get<std::string>();
    // The line edit inside a spin box hands its focus to the box, which has the name.
    if (!widget["focusable"].get<bool>() || name == "qt_spinbox_lineedit") continue;
    const auto kind = widget["class"].get<std::string>();
    const bool tells_itself = kind.ends_with("Button") && widget["text"] != "";
    if (widget["accessible_name"] == "" && !tells_itself) wrong += "no accessible name: " + widget.dump() + "\n";
    const int right = widget["rect"][0].get<int>() + widget["rect"][2].get<int>();
    if (right > kWindowWidth) wrong += "cut off at the right: " + widget.dump() + "\n";
    if (name.empty()) wrong += "no name: " + widget.dump() + "\n";
    if (++seen[name] == 2) wrong += "twice: " + name + "\n";
  }
  return wrong;
}

}  // namespace mw::test
