// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/problems/problem_list.h"

#include <QFileInfo>
#include <QStringList>
#include <algorithm>
#include <filesystem>

#include "core/events/simulation.h"
#include "core/layout/layout_check.h"
#include "core/motion/clearance/reach_check.h"

namespace mw::models {
namespace {

/// Edits that come in a burst (a drag) are checked once.
constexpr int kSoon_ms = 60;

/// The element a pointer leads into: /elements/3/process is elements()[3]; of a flow, where it starts.
std::string culpritOf(const factory::Factory& factory, const std::string& pointer) {
  const QStringList steps = QString::fromStdString(pointer).split('/');
  if (steps.size() < 3) return {};
  const auto index = static_cast<std::size_t>(steps[2].toUInt());
  if (steps[1] == QLatin1String("elements") && index < factory.elements().size()) return factory.elements()[index].id;
  if (steps[1] == QLatin1String("flows") && index < factory.flows().size()) {
    return factory.elements()[factory.flows()[index].from].id;
  }
  return {};
}

bool hasRobots(const factory::Factory& factory) {
  return std::any_of(factory.elements().begin(), factory.elements().end(),
                     [](const factory::Element& element) { return element.type == "robot"; });
}

}  // namespace

ProblemList::ProblemList(Document& document, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs) {
  soon_.setObjectName(QStringLiteral("problems.check"));
  soon_.setSingleShot(true);
  soon_.setInterval(kSoon_ms);
  connect(&soon_, &QTimer::timeout, this, &ProblemList::check);
  connect(&document_, &Document::changed, this, [this] { soon_.start(); });
  soon_.start();
}

std::vector<std::string> ProblemList::elementIds() const {
  std::vector<std::string> ids;
  for (const factory::Element& element : document_.factory().elements()) ids.push_back(element.id);
  return ids;
}

void ProblemList::check() {
  if (job_) job_->cancel();
  job_ = nullptr;
  of_run_.clear();
  of_layout_.clear();
  reach_failure_.clear();
  if (document_.fileName().isEmpty() || reach_ids_ != elementIds()) of_reach_.clear();
  if (!document_.fileName().isEmpty()) {
    of_run_ = events::checkRun(document_.factory());
    of_layout_ = layout::hallFindings(document_.factory());
    checkReach();
  }
  show();
}

void ProblemList::checkReach() {
  if (!hasRobots(document_.factory())) {
    of_reach_.clear();
    return;
  }
  const std::filesystem::path folder = QFileInfo(document_.fileName()).absolutePath().toStdString();
  const auto work = [factory = document_.snapshot(), folder](const std::stop_token& stop, const ProgressSink&) {
    return motion::reachFindings(*factory, folder, {}, stop);
  };
  const std::uint64_t revision = document_.revision();
  job_ = jobs_.start(tr("Looking at what robots reach"), this, work,
                     [this, revision](std::vector<layout::HallFinding> found) {
                       if (revision != document_.revision()) return;
                       of_reach_ = std::move(found);
                       reach_ids_ = elementIds();
                       job_ = nullptr;
                       show();
                     });
  connect(job_, &jobs::Job::failed, this, [this, revision](const QString& message) {
    if (revision != document_.revision()) return;
    of_reach_.clear();
    reach_failure_ = message;
    show();
  });
}

Problem ProblemList::problemOf(const Finding& finding) const {
  return {finding, culpritOf(document_.factory(), finding.place.pointer), std::nullopt, {}};
}

Problem ProblemList::problemOf(const layout::HallFinding& found) const {
  Problem problem = problemOf(found.finding);
  problem.at_m = found.at_m;
  for (const std::size_t element : found.elements)
    problem.elements.push_back(document_.factory().elements()[element].id);
  return problem;
}

void ProblemList::show() {
  problems_.clear();
  for (const Finding& finding : of_run_) problems_.push_back(problemOf(finding));
  for (const layout::HallFinding& found : of_layout_) problems_.push_back(problemOf(found));
  for (const layout::HallFinding& found : of_reach_) problems_.push_back(problemOf(found));
  if (!reach_failure_.isEmpty()) {
    const QString cause = tr("what robots reach could not be looked at: %1").arg(reach_failure_);
    problems_.push_back(problemOf(Finding{Severity::Warning, {}, cause.toStdString(), {}}));
  }
  emit changed();
}

}  // namespace mw::models
