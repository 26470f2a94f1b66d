// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/habits/example_catalog.h"

#include <QRegularExpression>
#include <algorithm>

#include "core/factory/factory.h"

namespace mw::models {
namespace {

constexpr qsizetype kLongestLine = 150;

/// Markdown as people read it: no backquotes, stars and addresses.
QString plain(QString markdown) {
  static const QRegularExpression stars(QStringLiteral(R"(\*{1,2}(\S[^*]*)\*{1,2})"));
  static const QRegularExpression link(QStringLiteral(R"(\[([^\]]*)\]\([^)]*\))"));
  return markdown.replace(stars, QStringLiteral("\\1"))
      .replace(link, QStringLiteral("\\1"))
      .remove(QLatin1Char('`'))
      .simplified();
}

/// What the folder's README says of a file, in the table row that names it; up to the first semicolon.
QString lineOf(const QString& readme, const std::filesystem::path& file) {
  const QRegularExpression row(QStringLiteral(R"(^\|\s*`%1`\s*\|(.*)\|\s*$)")
                                   .arg(QRegularExpression::escape(QString::fromStdString(file.filename().string()))),
                               QRegularExpression::MultilineOption);
  QString told = plain(row.match(readme).captured(1).section(QLatin1Char(';'), 0, 0).trimmed());
  if (told.size() > kLongestLine) told = told.left(told.lastIndexOf(QLatin1Char(' '), kLongestLine)) + QChar(0x2026);
  return told.left(1).toUpper() + told.mid(1);
}

QString readmeOf(const std::filesystem::path& folder) {
  try {
    return QString::fromStdString(readTextFile(folder / "README.md"));
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

std::vector<Example> examplesIn(const std::filesystem::path& folder) {
  std::vector<Example> examples;
  const QString readme = readmeOf(folder);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    const std::filesystem::path& file = entry.path();
    if (file.extension() != ".json" || !file.stem().extension().empty()) continue;
    try {
      const factory::Factory factory = factory::Factory::read(file);
      examples.push_back({QString::fromStdString(factory.name()), lineOf(readme, file), file});
    } catch (const Error&) {
      continue;  // not a factory
    }
  }
  std::sort(examples.begin(), examples.end(), [](const Example& a, const Example& b) { return a.title < b.title; });
  return examples;
}

std::filesystem::path exampleFolder() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto installed = program.parent_path().parent_path() / "share/millwright/examples";
  return std::filesystem::is_directory(installed, error) ? installed : std::filesystem::path(MW_EXAMPLES);
}

}  // namespace mw::models
