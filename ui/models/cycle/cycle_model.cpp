// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/cycle/cycle_model.h"

#include <filesystem>

#include "core/store/utc_text.h"

namespace mw::models {
namespace {

using cosimulation::RobotMeasurement;

std::shared_ptr<const ColumnFit> timesOf(const RobotMeasurement& measurement) {
  if (!measurement.isUsable()) return nullptr;
  numerics::Sample sample(measurement.cycles.cycles_s);
  numerics::Histogram histogram = cosimulation::histogramOfCycles(sample);
  return std::make_shared<const ColumnFit>(ColumnFit{std::move(sample), std::move(histogram),
                                                     measurement.fitted.value_or(numerics::FittedDistributions{}), 0});
}

}  // namespace

CycleModel::CycleModel(Document& document, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), jobs_(jobs) {
  connect(&document_, &Document::changed, this, [this] {
    if (!robot_.empty() && element() == nullptr) setRobot({});
    emit factoryChanged();
  });
}

const factory::Element* CycleModel::element() const {
  const factory::Element* found = document_.factory().findElement(robot_);
  return found != nullptr && found->type == "robot" ? found : nullptr;
}

std::vector<std::string> CycleModel::robots() const {
  std::vector<std::string> ids;
  for (const factory::Element& each : document_.factory().elements()) {
    if (each.type == "robot") ids.push_back(each.id);
  }
  return ids;
}

void CycleModel::setRobot(const std::string& id) {
  if (id == robot_) return;
  cancel();
  robot_ = id;
  finding_.reset();
  problem_.clear();
  setState(State::Empty);
}

QString CycleModel::refusal() const {
  const factory::Element* robot = element();
  if (robot == nullptr) return robots().empty() ? tr("This factory has no robot: add one.") : tr("Choose a robot.");
  if (!robot->has("arm")) {
    return tr("%1 has no arm yet: give it one in its properties, such as agile-6kg.")
        .arg(QString::fromStdString(robot->name));
  }
  return {};
}

void CycleModel::measure(const cosimulation::MeasureSettings& settings) {
  if (!refusal().isEmpty()) return;
  cancel();
  finding_.reset();
  problem_.clear();
  setState(State::Measuring);
  cosimulation::MeasureSettings asked = settings;
  asked.folder = std::filesystem::path(document_.fileName().toStdString()).parent_path();
  const auto work = [factory = document_.snapshot(), robot = robot_, asked](const std::stop_token& stop,
                                                                            const ProgressSink& progress) {
    CycleFinding found{cosimulation::measureRobot(*factory, robot, asked, stop, progress), nullptr};
    found.times = timesOf(found.measurement);
    return found;
  };
  job_ = jobs_.start(tr("Measuring cycles"), this, work, [this, generation = generation_](CycleFinding found) {
    if (generation != generation_) return;
    finding_ = std::make_shared<const CycleFinding>(std::move(found));
    setState(State::Ready);
  });
  connect(job_, &jobs::Job::progressed, this,
          [this, generation = generation_](double done, double total, const QString&) {
            if (generation == generation_) emit progressed(done, total);
          });
  connect(job_, &jobs::Job::failed, this, [this, generation = generation_](const QString& message) {
    if (generation != generation_) return;
    problem_ = message;
    setState(State::Failed);
  });
}

void CycleModel::cancel() {
  ++generation_;
  if (job_) job_->cancel();
  job_ = nullptr;
  if (state_ == State::Measuring) setState(State::Empty);
}

bool CycleModel::isOld() const {
  const factory::Element* robot = element();
  if (!finding_ || robot == nullptr) return false;
  const auto index = static_cast<std::size_t>(robot - document_.factory().elements().data());
  return factory::cycleSetup(document_.factory(), index) != finding_->measurement.setup;
}

bool CycleModel::isUsable() const {
  return finding_ && finding_->measurement.isUsable() && !isOld();
}

std::vector<factory::Assignment> CycleModel::values(cosimulation::CycleForm form) const {
  return cosimulation::measuredValues(finding_->measurement, form, store::utcNow());
}

QString CycleModel::stepText() const {
  return tr("Use the measured cycle of %1").arg(QString::fromStdString(robot_));
}

void CycleModel::setState(State state) {
  state_ = state;
  emit stateChanged();
}

}  // namespace mw::models
