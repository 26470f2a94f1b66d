// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "ui/panels/main_window.h"
#include "ui/panels/theme/theme_service.h"

namespace mw::test {

/// A window on a line of four elements that no file stands behind.
struct WindowFixture {
  static factory::Factory line() {
    return factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "Line",
      "parts": [{"id": "gear"}],
      "elements": [
        {"id": "src", "type": "source", "part": "gear", "interarrival": 60, "pose": {"x_m": -8, "y_m": 0}},
        {"id": "mill", "type": "station", "process": {"dist": "lognormal", "mean_s": 45, "cv": 0.2}, "pose": {"x_m": -3, "y_m": 0}},
        {"id": "b1", "type": "buffer", "capacity": 5, "pose": {"x_m": 2, "y_m": 0}},
        {"id": "out", "type": "sink", "pose": {"x_m": 7, "y_m": 0}}],
      "flows": [{"from": "src", "to": "mill"}, {"from": "mill", "to": "b1"}, {"from": "b1", "to": "out"}]})"));
  }

  WindowFixture() : document(jobs), window({document, selection, playback, jobs, themes}) {
    document.replace(line(), QStringLiteral("line.json"), {});
    window.resize(1400, 900);
  }

  template <class W>
  W* find(const char* name) {
    return window.findChild<W*>(QLatin1String(name));
  }

  jobs::JobService jobs;
  panels::ThemeService themes{panels::ThemePreference::Light};
  models::Document document;
  models::Selection selection;
  models::Playback playback;
  panels::MainWindow window;
};

}  // namespace mw::test
