// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QCommandLineParser>
#include <QElapsedTimer>
#include <QSurfaceFormat>
#include <cstdio>
#include <filesystem>

#include "ui/panels/main_window.h"
#include "ui/panels/theme/theme_service.h"

namespace {

using namespace mw;

void setGraphicsFormat() {
  QSurfaceFormat format;
  format.setVersion(3, 2);
  format.setProfile(QSurfaceFormat::CoreProfile);
  format.setDepthBufferSize(24);
  format.setStencilBufferSize(8);
  format.setSwapInterval(0);
  QSurfaceFormat::setDefaultFormat(format);
  QApplication::setAttribute(Qt::AA_ShareOpenGLContexts);
}

panels::ThemePreference preferenceOf(const QString& name) {
  if (name == QLatin1String("light")) return panels::ThemePreference::Light;
  if (name == QLatin1String("dark")) return panels::ThemePreference::Dark;
  return panels::ThemePreference::System;
}

void openFile(models::Document& document, const QString& file) {
  const std::filesystem::path path(file.toStdString());
  document.replace(factory::Factory::read(path), file,
                   [path](const factory::Factory& factory) { factory.write(path); });
}

}  // namespace

int main(int argc, char** argv) {
  QElapsedTimer since_start;
  since_start.start();
  setGraphicsFormat();
  QApplication app(argc, argv);
  QApplication::setApplicationName(QStringLiteral("millwright"));
  QCommandLineParser arguments;
  arguments.addHelpOption();
  arguments.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A project (.mill) or a factory (.json)."),
                                  QStringLiteral("[file]"));
  arguments.addOptions({{QStringLiteral("theme"), QStringLiteral("light, dark or system."), QStringLiteral("name"),
                         QStringLiteral("system")},
                        {QStringLiteral("ui-timing"), QStringLiteral("Print when the first frame is shown.")}});
  arguments.process(app);
  try {
    jobs::JobService jobs;
    panels::ThemeService themes(preferenceOf(arguments.value(QStringLiteral("theme"))));
    models::Document document(jobs);
    models::Selection selection;
    models::Playback playback;
    if (!arguments.positionalArguments().isEmpty()) openFile(document, arguments.positionalArguments().front());
    panels::MainWindow window({document, selection, playback, jobs, themes});
    if (arguments.isSet(QStringLiteral("ui-timing"))) {
      QObject::connect(&window.viewport(), &panels::Viewport::firstFrameShown, &window, [&since_start] {
        std::printf("first frame after %lld ms\n", static_cast<long long>(since_start.elapsed()));
        std::fflush(stdout);
      });
    }
    window.show();
    return QApplication::exec();
  } catch (const InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  } catch (const OutputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 4;
  }
}
