// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <benchmark/benchmark.h>
#include <cmath>

#include "core/estimation/extended_filter.h"
#include "core/estimation/linear_filter.h"
#include "core/estimation/particle_filter.h"
#include "core/estimation/unscented_filter.h"
#include "tests/core/estimation/random_system.h"

// One step (predict and correct) of each filter on four thermal states, one input and one sensor, by the call that a
// replay makes for each row, against a loop written by hand for exactly this size. All steps but those of
// modelOfUnscented take a reading, which costs what readingAlone shows.

namespace {

using namespace mw;
using namespace mw::estimation;

constexpr double kInput = 0.5;

double readingAt(int k) {
  return 20.0 + 3.0 * std::sin(0.01 * k);
}

/// The textbook formulas on plain arrays: P = F P F' + Q, then the Joseph form for one sensor on the first state.
class HandWritten {
 public:
  explicit HandWritten(const LinearModel& model) {
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 4; ++j) {
        F_[i][j] = model.F(i, j);
        Q_[i][j] = model.Q(i, j);
        P_[i][j] = i == j ? 9.0 : 0.0;
      }
      B_[i] = model.B(i, 0);
      x_[i] = 20.0;
    }
    R_ = model.R(0, 0);
  }
  double step(double u, double y) {
    double x[4], FP[4][4];
    for (int i = 0; i < 4; ++i) {
      x[i] = B_[i] * u;
      for (int k = 0; k < 4; ++k) x[i] += F_[i][k] * x_[k];
      for (int j = 0; j < 4; ++j) {
        FP[i][j] = 0;
        for (int k = 0; k < 4; ++k) FP[i][j] += F_[i][k] * P_[k][j];
      }
    }
    double P[4][4];
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 4; ++j) {
        P[i][j] = Q_[i][j];
        for (int k = 0; k < 4; ++k) P[i][j] += FP[i][k] * F_[j][k];
      }
    }
    const double S = P[0][0] + R_;
    const double nu = y - x[0];
    double K[4], A[4][4];
    for (int i = 0; i < 4; ++i) {
      K[i] = P[i][0] / S;
      x_[i] = x[i] + K[i] * nu;
    }
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 4; ++j) A[i][j] = P[i][j] - K[i] * P[0][j];
    }
    for (int i = 0; i < 4; ++i) {
      for (int j = 0; j < 4; ++j) P_[i][j] = A[i][j] - A[i][0] * K[j] + K[i] * R_ * K[j];
    }
    return nu * nu / S;
  }

 private:
  double F_[4][4], Q_[4][4], P_[4][4], B_[4], x_[4], R_;
};

void handWritten(benchmark::State& state) {
  HandWritten filter(test::thermalModel());
  int k = 0;
  for (auto unused : state) benchmark::DoNotOptimize(filter.step(kInput, readingAt(++k)));
}
BENCHMARK(handWritten);

void readingAlone(benchmark::State& state) {
  int k = 0;
  for (auto unused : state) benchmark::DoNotOptimize(readingAt(++k));
}
BENCHMARK(readingAlone);

void run(benchmark::State& state, StateFilter& filter) {
  int k = 0;
  for (auto unused : state) {
    const api::ProcessStep step{static_cast<double>(++k), 1.0, {&kInput, 1}};
    const double y = readingAt(k);
    benchmark::DoNotOptimize(filter.predictAndCorrect(step, {&y, 1}).nis);
  }
}

GaussianBelief initial() {
  return {Eigen::VectorXd::Constant(4, 20.0), 9.0 * Eigen::MatrixXd::Identity(4, 4)};
}

NoisyProcess process() {
  const LinearModel model = test::thermalModel();
  return {makeLinearProcess({model.F, model.B, model.H}), model.Q, model.R, Eigen::VectorXd(0), Eigen::VectorXd(0)};
}

void kalman(benchmark::State& state) {
  run(state, *makeLinearFilter(test::thermalModel(), initial()));
}
BENCHMARK(kalman);

/// Every fourth reading is missing, so that the covariance never settles.
void kalmanWithHoles(benchmark::State& state) {
  const auto filter = makeLinearFilter(test::thermalModel(), initial());
  int k = 0;
  for (auto unused : state) {
    const api::ProcessStep step{static_cast<double>(++k), 1.0, {&kInput, 1}};
    const double y = k % 4 == 0 ? std::nan("") : readingAt(k);
    benchmark::DoNotOptimize(filter->predictAndCorrect(step, {&y, 1}).nis);
  }
}
BENCHMARK(kalmanWithHoles);

/// n states and p signals of any size, with two inputs.
void kalmanOfSize(benchmark::State& state) {
  test::Normals random(1);
  const auto n = state.range(0);
  const auto p = state.range(1);
  const auto eye = [](Eigen::Index size) { return Eigen::MatrixXd::Identity(size, size); };
  const LinearModel model{0.9 * eye(n) + 0.02 * random.matrix(n, n), random.matrix(n, 2), random.matrix(p, n),
                          random.covariance(n, 1) + eye(n), random.covariance(p, 0) + eye(p)};
  const auto filter = makeLinearFilter(model, {Eigen::VectorXd::Zero(n), eye(n)});
  const double u[2] = {kInput, -kInput};
  const std::vector<double> y(static_cast<std::size_t>(p), 0.3);
  for (auto unused : state) benchmark::DoNotOptimize(filter->predictAndCorrect({0.0, 1.0, u}, y).nis);
}
BENCHMARK(kalmanOfSize)->ArgsProduct({{1, 2, 4, 6, 8}, {1, 2, 4}});

void extended(benchmark::State& state) {
  run(state, *makeExtendedFilter(process(), initial()));
}
BENCHMARK(extended);

void unscented(benchmark::State& state) {
  run(state, *makeUnscentedFilter(process(), initial()));
}
BENCHMARK(unscented);

/// What the unscented step spends in the model: nine calls of f and nine of h.
void modelOfUnscented(benchmark::State& state) {
  const auto model = process().process->clone();
  const Eigen::Vector4d x = Eigen::Vector4d::Constant(20.0);
  Eigen::Vector4d next;
  double y = 0;
  const api::ProcessStep step{1.0, 1.0, {&kInput, 1}};
  for (auto unused : state) {
    for (int i = 0; i < 9; ++i) {
      model->advance({x.data(), 4}, {}, step, {next.data(), 4});
      model->measure({next.data(), 4}, {}, step, {&y, 1});
      benchmark::DoNotOptimize(y);
    }
  }
}
BENCHMARK(modelOfUnscented);

void particles1000(benchmark::State& state) {
  run(state, *makeParticleFilter(process(), initial(), {1000, 1}));
}
BENCHMARK(particles1000)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
