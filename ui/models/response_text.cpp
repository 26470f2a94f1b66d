// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/response_text.h"

#include <cstdlib>

#include "core/base/unit_symbol.h"
#include "core/experiment/event_engine.h"

namespace mw::models {

QString responseUnit(const factory::Factory& factory, const std::string& response) {
  return QString::fromStdString(unitSymbol(experiment::eventKpi(factory, response).unit));
}

QString responseTitle(const std::string& response) {
  QString title = QString::fromStdString(response);
  if (title.startsWith(QLatin1String("elements/"))) {
    const QString element = title.section(QLatin1Char('/'), 1, 1);
    const QString metric = responseTitle(title.section(QLatin1Char('/'), 2).toStdString());
    return element == QLatin1String("*") ? metric : metric + QStringLiteral(" · ") + element;
  }
  if (title.endsWith(QLatin1String("_s"))) title.chop(2);
  title.replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

QString inTwoLines(const QString& text) {
  qsizetype best = -1;
  for (qsizetype at = text.indexOf(QLatin1Char(' ')); at >= 0; at = text.indexOf(QLatin1Char(' '), at + 1)) {
    if (best < 0 || std::abs(2 * at - text.size()) <= std::abs(2 * best - text.size())) best = at;
  }
  return best < 0 ? text : text.left(best) + QLatin1Char('\n') + text.mid(best + 1);
}

}  // namespace mw::models
