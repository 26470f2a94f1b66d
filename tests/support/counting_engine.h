// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>
#include <stop_token>

#include "core/base/random_stream.h"
#include "core/experiment/study_runner.h"

namespace mw::test {

/// An engine whose answers are a known function of factory, seed and replication, and which counts its runs.
struct CountingEngine {
  std::shared_ptr<std::atomic<int>> runs = std::make_shared<std::atomic<int>>(0);
  int stop_after = -1;  ///< asks `stopper` to stop once that many runs were made
  std::shared_ptr<std::stop_source> stopper = std::make_shared<std::stop_source>();

  [[nodiscard]] experiment::Engine engine() const {
    return [self = *this](const factory::Factory& factory, const std::vector<std::string>& kpis) {
      return self.pointModel(factory, kpis);
    };
  }

 private:
  [[nodiscard]] experiment::PointModel pointModel(const factory::Factory& factory,
                                                  const std::vector<std::string>& kpis) const {
    const double capacity = factory.findElement("b1")->value("capacity").get<double>();
    const double cycle = factory.findElement("m2")->fields["process"]["mean_s"].get<double>();
    return [self = *this, capacity, cycle, kpis](const experiment::RunOrder& order, const std::stop_token&) {
      RandomStream random(order.seed, streamId("run", "value"), order.replication);
      experiment::RunAnswer answer;
      for (std::size_t i = 0; i < kpis.size(); ++i) answer.values.push_back(capacity + cycle * random.uniform());
      answer.events = random.next() % 1000;
      if (++*self.runs == self.stop_after) self.stopper->request_stop();
      return answer;
    };
  }
};

}  // namespace mw::test
