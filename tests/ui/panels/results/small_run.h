// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <QWidget>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/run_charts.h"
#include "ui/models/selection.h"
#include "ui/models/simulation_model.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::test {

/// What panels of results stand on: a small real factory, its run, and what is chosen in it.
class SmallRun : public QObject {
 protected:
  /// Once; the tests of a class share the run.
  void runSimulation() {
    if (simulation_.state() == models::SimulationModel::State::Ready) return;
    document_.replace(smallLine(), "small", {});
    QTRY_COMPARE_WITH_TIMEOUT(simulation_.state(), models::SimulationModel::State::Ready, test::kPatience_ms);
  }
  template <class W>
  static W* find(QWidget& panel, const char* name) {
    W* widget = panel.findChild<W*>(QLatin1String(name));
    if (!widget) qFatal("no %s", name);
    return widget;
  }

  panels::ThemeService themes_{panels::ThemePreference::Light};
  jobs::JobService jobs_;
  models::Document document_{jobs_};
  models::Selection selection_;
  models::Playback playback_;
  models::SimulationModel simulation_{document_, playback_, jobs_};
  models::RunCharts charts_{simulation_, document_, jobs_};
};

}  // namespace mw::test
