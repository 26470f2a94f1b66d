// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/motion_start.h"

#include "core/base/error.h"
#include "core/cosimulation/motion_load.h"

namespace mw::models {
namespace {

/// What can't be counted can't be run either, and motion itself says why.
bool hasFew(const factory::Factory& factory) {
  try {
    return cosimulation::partsInMotion(factory) <= cosimulation::kPartsWithoutSaying;
  } catch (const InputError&) {
    return true;
  }
}

}  // namespace

MotionStart::MotionStart(Document& document, MotionModel& motion, jobs::JobService& jobs, QObject* parent)
    : QObject(parent), document_(document), motion_(motion), jobs_(jobs) {
  connect(&document_, &Document::changed, this, [this] {
    if (isPending()) request();
  });
}

void MotionStart::request() {
  if (job_) job_->cancel();
  job_ = nullptr;
  is_asking_ = false;
  const std::shared_ptr<const factory::Factory> factory = document_.snapshot();
  if (hasFew(*factory)) return goOn();
  const auto work = [factory, step_s = motion_.step_s()](std::stop_token stop, const ProgressSink&) {
    return cosimulation::expectedPace(*factory, step_s, stop);
  };
  job_ = jobs_.start(tr("Measuring how fast motion will be"), this, work,
                     [this](const std::optional<cosimulation::MotionPace>& pace) {
                       job_ = nullptr;
                       if (!pace || pace->slower <= 1) return goOn();
                       is_asking_ = true;
                       emit asks(QString::fromStdString(cosimulation::paceText(*pace)));
                     });
  // What can't be run is said by motion itself.
  connect(job_, &jobs::Job::failed, this, [this] {
    job_ = nullptr;
    goOn();
  });
}

void MotionStart::goOn() {
  settle(false);
  motion_.setActive(true);
}

void MotionStart::refuse() {
  if (isPending()) settle(true);
}

void MotionStart::settle(bool is_refused) {
  if (job_) job_->cancel();
  job_ = nullptr;
  is_asking_ = false;
  emit settled(is_refused);
}

}  // namespace mw::models
