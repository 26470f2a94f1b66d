// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/arguments.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <cstdio>
#include <cstdlib>

namespace mw::app {
namespace {

constexpr int kWrongUsage = 2;

}  // namespace

Arguments readArguments(int argc, char** argv) {
  const QCoreApplication console(argc, argv);  // gone before the one with windows comes
  QCommandLineParser parser;
  parser.setApplicationDescription(QStringLiteral("Lay out a factory, run it, sweep it, ask it, replay its logs."));
  parser.addHelpOption();
  parser.addPositionalArgument(QStringLiteral("file"), QStringLiteral("A project (.mill) or a factory (.json)."),
                               QStringLiteral("[file]"));
  const auto option = [&parser](const char* name, const char* help, const char* value) {
    parser.addOption(QCommandLineOption(QLatin1String(name), QLatin1String(help), QLatin1String(value)));
    return QLatin1String(name);
  };
  const auto theme = option("theme", "light, dark or system.", "name");
  const auto script = option("ui-script", "Play these steps, then end.", "file");
  const auto shot = option("ui-shot", "Save a picture of the window at the end.", "file");
  const auto tree = option("ui-tree", "Save all visible widgets at the end.", "file");
  const auto draw = option(
      "draw-pictures", "Draw the pictures of examples and library anew in this resource folder, then end.", "folder");
  const auto timing =
      option("ui-timing", "Say when the first frame is shown, and which event handlers took longest.", "");
  const auto pseudo = option("ui-pseudo", "Show every translated text in accents.", "");
  const auto typeset =
      option("typeset-report", "Make a PDF on stdout of what millwright-cli report hands on to stdin, then end.", "");
  const auto version = parser.addVersionOption();
  if (!parser.parse(QCoreApplication::arguments())) {
    std::fprintf(stderr, "%s; see --help\n", qPrintable(parser.errorText()));
    std::exit(kWrongUsage);
  }
  if (parser.isSet(QStringLiteral("help"))) {
    std::printf("%s", qPrintable(parser.helpText()));
    std::exit(EXIT_SUCCESS);
  }
  if (parser.isSet(version)) {
    std::printf("millwright %s\n", MW_VERSION);
    std::exit(EXIT_SUCCESS);
  }
  return {parser.positionalArguments().value(0),
          parser.isSet(theme) ? std::optional(panels::preferenceOf(parser.value(theme))) : std::nullopt,
          parser.value(script),
          parser.value(shot),
          parser.value(tree),
          parser.value(draw),
          parser.isSet(timing),
          parser.isSet(typeset),
          parser.isSet(pseudo)};
}

}  // namespace mw::app
