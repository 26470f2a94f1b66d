// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/replay_rival.h"

#include "core/twin/replay.h"

namespace mw::models {

void ReplayRival::setOwn(Own own) {
  if (own.log != own_.log) result_.reset();
  own_ = std::move(own);
  start();
}

void ReplayRival::choose(const QString& name, const Json& definition) {
  name_ = name;
  definition_ = definition;
  result_.reset();
  start();
}

void ReplayRival::clear() {
  choose({}, {});
}

void ReplayRival::start() {
  const auto generation = ++generation_;
  comparison_.reset();
  words_.clear();
  problem_.clear();
  emit changed();
  if (name_.isEmpty() || !own_.log || !own_.result) return;
  struct Compared {
    std::shared_ptr<const twin::ReplayResult> result;
    twin::ReplayComparison comparison;
    QStringList words;
  };
  const auto work = [own = own_, name = name_.toStdString(), definition = definition_, known = result_](
                        std::stop_token stop, const ProgressSink& progress) {
    Compared compared{known, {}, {}};
    if (!compared.result) {
      const twin::TwinDefinition other = twin::readTwin(JsonDocument::parse(definition.dump(), name));
      compared.result = std::make_shared<const twin::ReplayResult>(
          twin::replay(other, *own.log, {.stop = std::move(stop), .progress = progress}));
    }
    compared.comparison = twin::compareReplays(*own.result, *compared.result);
    compared.words << QString::fromStdString(twin::differenceInWords(own.definition, definition));
    for (const std::string& sentence : twin::inWords(compared.comparison, own.name.toStdString(), name)) {
      compared.words << QString::fromStdString(sentence);
    }
    return compared;
  };
  jobs::Job* job = jobs_.start(tr("Replaying for comparison"), this, work, [this, generation](Compared compared) {
    if (generation != generation_) return;
    result_ = std::move(compared.result);
    comparison_ = std::move(compared.comparison);
    words_ = std::move(compared.words);
    emit changed();
  });
  connect(job, &jobs::Job::failed, this, [this, generation](const QString& message) {
    if (generation != generation_) return;
    problem_ = message;
    emit changed();
  });
}

}  // namespace mw::models
