// SPDX-License-Identifier: GPL-3.0-or-later
#include <QElapsedTimer>
#include <QSurfaceFormat>
#include <csignal>
#include <cstdio>

#include "app/window/arguments.h"
#include "app/window/script_run.h"
#include "app/window/typeset_report.h"
#include "app/window/user_folders.h"
#include "app/window/watched_application.h"
#include "app/window/workbench.h"
#include "core/base/error.h"
#include "ui/panels/files/shipped_pictures.h"
#include "ui/panels/main_window.h"
#include "ui/panels/theme/theme_service.h"
#include "ui/script/pseudo_translator.h"

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

void reportFirstFrame(panels::MainWindow& window, const QElapsedTimer& since_start) {
  QObject::connect(&window.viewport(), &panels::Viewport::firstFrameShown, &window, [&since_start] {
    std::printf("first frame after %lld ms\n", static_cast<long long>(since_start.elapsed()));
    std::fflush(stdout);
  });
}

int run(const app::Arguments& arguments, app::WatchedApplication& application, const QElapsedTimer& since_start) {
  script::PseudoTranslator pseudo;
  if (!arguments.drawn_resources.isEmpty()) {
    panels::drawShippedPictures(arguments.drawn_resources.toStdString());
    return EXIT_SUCCESS;
  }
  if (arguments.is_pseudo) QCoreApplication::installTranslator(&pseudo);
  const app::UserFolders folders = app::userFolders();
  models::Settings settings(folders.settings + QStringLiteral("/settings.json"));
  panels::ThemeService themes(arguments.theme.value_or(panels::preferenceOf(settings.text("look.theme"))));
  app::Workbench workbench(themes, settings, folders);
  panels::MainWindow window(workbench.context(), workbench.panels());
  workbench.connectTo(window, arguments.file);
  if (arguments.says_timing) reportFirstFrame(window, since_start);
  app::ScriptRun script(window, arguments, application.watch());
  window.show();
  window.activateWindow();
  script.startWhenShown();
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  QElapsedTimer since_start;
  since_start.start();
  // A file that may not grow is an error of the write, told in the window, not the end of the program.
  std::signal(SIGXFSZ, SIG_IGN);
  const app::Arguments arguments = app::readArguments(argc, argv);
  try {
    if (arguments.typesets) return app::typesetReport(argc, argv);
    setGraphicsFormat();
    app::WatchedApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("millwright"));
    return run(arguments, application, since_start);
  } catch (const InputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  } catch (const OutputError& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 4;
  }
}
