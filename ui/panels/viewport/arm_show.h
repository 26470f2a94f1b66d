// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <vector>

namespace mw::jobs {
class JobService;
}
namespace mw::models {
class Document;
struct FactoryChange;
}  // namespace mw::models

namespace mw::panels {

class ArmLooks;
class Viewport;

/// Has the bodies of arms made on jobs, so that the window never waits for them: where an edit changes how an arm looks
/// or rests, the hall shows it as it was until then. Meshes of arms are read there too.
class ArmShow : public QObject {
  Q_OBJECT
 public:
  ArmShow(Viewport& viewport, models::Document& document, jobs::JobService& jobs);
  ~ArmShow() override;

 signals:
  /// Meshes of arms cannot be shown; says which, why, and what to do.
  void failed(const QString& message);

 private:
  void make(std::vector<std::size_t> robots);

  Viewport& viewport_;
  models::Document& document_;
  jobs::JobService& jobs_;
  std::shared_ptr<ArmLooks> looks_;
};

}  // namespace mw::panels
