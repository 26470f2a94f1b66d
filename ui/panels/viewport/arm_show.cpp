// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/arm_show.h"

#include <QStringList>

#include "ui/jobs/job_service.h"
#include "ui/models/document.h"
#include "ui/panels/viewport/arm_looks.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/panels/viewport/viewport.h"
#include "ui/scene/body_shapes.h"

namespace mw::panels {
namespace {

constexpr qsizetype kMostLines = 3;

/// The first few: the others are cured the same way as a rule.
QString wordsOf(const Findings& findings) {
  QStringList lines;
  for (const Finding& finding : findings) {
    const QString line = QString::fromStdString(finding.text());
    if (!lines.contains(line)) lines << line;
  }
  const qsizetype more = lines.size() - kMostLines;
  if (more > 0) lines = lines.first(kMostLines) << ArmShow::tr("and %1 more").arg(more);
  return lines.join(QLatin1Char('\n'));
}

}  // namespace

ArmShow::ArmShow(Viewport& viewport, models::Document& document, jobs::JobService& jobs)
    : QObject(&viewport), viewport_(viewport), document_(document), jobs_(jobs), looks_(viewport.hall().armLooks()) {
  looks_->setMaker([this](std::vector<std::size_t> robots) { make(std::move(robots)); });
  connect(&document_, &models::Document::changed, this, [this](const models::FactoryChange& change) {
    // Another file may keep other meshes under the same names.
    const bool is_another = change.kind == models::FactoryChange::Kind::Replaced && change.ids.empty();
    if (is_another && looks_->forgetMeshes()) viewport_.refresh();
  });
}

ArmShow::~ArmShow() {
  looks_->setMaker({});
}

void ArmShow::make(std::vector<std::size_t> robots) {
  const auto work = [looks = looks_, shapes = viewport_.shapes(), factory = document_.snapshot(),
                     folder = viewport_.hall().folder(), store = document_.attachments(),
                     robots = std::move(robots)](const std::stop_token&, const ProgressSink&) {
    const auto kept = [&store](const std::string& name) { return store->read(name); };
    std::vector<scene::SceneElement> elements = sceneElements(*factory);
    Findings findings = looks->make(*factory, {folder, kept}, robots, elements);
    std::vector<scene::SceneElement> made;
    for (const std::size_t i : robots) made.push_back(std::move(elements[i]));
    if (shapes) shapes->add(made);
    return findings;
  };
  jobs::Job* job = jobs_.start(tr("Drawing arms"), this, work, [this](const Findings& findings) {
    viewport_.refresh();
    if (!findings.empty()) emit failed(tr("This arm is drawn by its joints: %1").arg(wordsOf(findings)));
  });
  connect(job, &jobs::Job::failed, this, &ArmShow::failed);
}

}  // namespace mw::panels
