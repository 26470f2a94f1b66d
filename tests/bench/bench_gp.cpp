// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>

#include "core/surrogate/answers.h"
#include "core/surrogate/gp/marginal_likelihood.h"
#include "core/surrogate/standardisation.h"
#include "tests/core/surrogate/samples.h"

using namespace mw;
using namespace mw::surrogate;

namespace {

TrainingSet sampleOf(benchmark::State& state) {
  return test::smoothSample(state.range(0), state.range(1), 0.1, 4);
}

/// The promise: 200 rows, 3 inputs, ten starts in under a second on one core.
void fitTenStarts(benchmark::State& state) {
  const TrainingSet training = sampleOf(state);
  for (auto _ : state) benchmark::DoNotOptimize(GaussianProcess::fit(training, {}).logMarginalLikelihood());
}
BENCHMARK(fitTenStarts)->Args({50, 3})->Args({200, 3})->Args({200, 6})->Args({400, 3})->Unit(benchmark::kMillisecond);

void likelihoodWithGradient(benchmark::State& state) {
  const TrainingSet training = sampleOf(state);
  Notes notes;
  const Standardisation standardisation(training, notes);
  const MarginalLikelihood likelihood(standardisation.inputs(training.inputs), standardisation.output(training.output));
  const Eigen::VectorXd at = Eigen::VectorXd::Constant(training.inputs.cols() + 2, -0.5);
  MarginalLikelihood::Workspace workspace;
  for (auto _ : state) benchmark::DoNotOptimize(likelihood.at(at, workspace)->value);
}
BENCHMARK(likelihoodWithGradient)->Args({200, 3})->Args({1000, 3})->Unit(benchmark::kMillisecond);

/// A slider that moves asks this once per frame and must have its answer within a millisecond.
void onePoint(benchmark::State& state) {
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::VectorXd::Ones(state.range(1));
  const auto model = GaussianProcess::withHyperparameters(sampleOf(state), hyperparameters);
  const Eigen::RowVectorXd point = Eigen::RowVectorXd::Constant(state.range(1), 0.4);
  for (auto _ : state) benchmark::DoNotOptimize(whatIfPoint(model, point).mean);
}
BENCHMARK(onePoint)->Args({200, 3})->Args({2000, 3})->Unit(benchmark::kMicrosecond);

void thousandPoints(benchmark::State& state) {
  GpHyperparameters hyperparameters;
  hyperparameters.length_scales = Eigen::VectorXd::Ones(state.range(1));
  const auto model = GaussianProcess::withHyperparameters(sampleOf(state), hyperparameters);
  const Eigen::MatrixXd points = test::latinHypercube(1000, state.range(1), 6);
  for (auto _ : state) benchmark::DoNotOptimize(model.predict(points).mean.sum());
}
BENCHMARK(thousandPoints)->Args({200, 3})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
