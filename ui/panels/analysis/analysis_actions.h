// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

#include "ui/models/analysis/improvement_search.h"
#include "ui/models/analysis/shadow_price_model.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class ImproveDialog;
class ShadowPriceView;

/// What can be asked about the run of a factory from menus, palette and keys: which changes improve it, and what faster
/// elements would give.
class AnalysisActions : public QObject {
  Q_OBJECT
 public:
  AnalysisActions(const PanelServices& services, models::SimulationModel& simulation, QWidget* window);
  ~AnalysisActions() override;

  [[nodiscard]] models::ShadowPriceModel& prices() { return prices_; }
  /// Lets the view's buttons do what the actions do, and the action ask with the view's step.
  void serve(ShadowPriceView& view);

 signals:
  /// The figures of the run, with the bottleneck in them, shall be seen.
  void figuresWanted();

 private:
  void improve();
  void priceSeconds();

  PanelServices services_;
  models::ImprovementSearch search_;
  models::ShadowPriceModel prices_;
  QWidget* window_;
  QPointer<ImproveDialog> dialog_;
  QPointer<ShadowPriceView> view_;
};

}  // namespace mw::panels
