// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/response_text.h"

#include "core/kpi/kpis.h"

namespace mw::models {

QString responseUnit(const factory::Factory& factory, const std::string& response) {
  const kpi::KpiSet set(factory);
  const std::size_t at = set.find(response);
  return at == kpi::KpiSet::npos ? QString() : QString::fromStdString(set.overall()[at].unit);
}

QString responseTitle(const std::string& response) {
  QString title = QString::fromStdString(response);
  if (title.endsWith(QLatin1String("_s"))) title.chop(2);
  title.replace(QLatin1Char('_'), QLatin1Char(' '));
  if (!title.isEmpty()) title[0] = title[0].toUpper();
  return title;
}

}  // namespace mw::models
