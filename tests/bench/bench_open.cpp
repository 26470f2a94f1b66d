// SPDX-License-Identifier: GPL-3.0-or-later
// How long a project with many runs takes to open in the window: until the factory is there, and until the newest study
// with all its runs is.
#include <QCoreApplication>
#include <QEventLoop>
#include <QTemporaryDir>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <sys/resource.h>

#include "core/store/stored_study.h"
#include "ui/models/session/project_session.h"
#include "ui/models/study_results_table.h"

namespace {

using namespace mw;
using Clock = std::chrono::steady_clock;

constexpr std::uint32_t kReplications = 5;
constexpr std::size_t kKpis = 30;

double secondsSince(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// As many runs as wished, their values made up: what is measured is the reading.
/// @param of_elements  metrics of elements beside the KPIs of the factory
void makeProject(const std::filesystem::path& file, std::uint32_t runs, std::size_t of_elements) {
  const auto factory = factory::Factory::fromJson(Json::parse(R"({"format": "millwright-factory/1", "name": "line",
    "parts": [{"id": "p"}],
    "elements": [{"id": "src", "type": "source", "part": "p", "supply": "unlimited"},
      {"id": "m", "type": "station", "process": {"dist": "exponential", "mean_s": 60}}, {"id": "out", "type": "sink"}],
    "flows": [{"from": "src", "to": "m"}, {"from": "m", "to": "out"}]})"));
  const auto project = store::ProjectFile::create(file, factory);
  std::vector<std::string> kpis;
  for (std::size_t i = 0; i < kKpis; ++i) kpis.push_back("kpi_" + std::to_string(i));
  for (std::size_t i = 0; i < of_elements; ++i) kpis.push_back("elements/m" + std::to_string(i) + "/metric");
  const Json study = {
      {"format", "millwright-study/1"},
      {"name", "large"},
      {"horizon_s", 1000},
      {"replications", kReplications},
      {"seed", 1},
      {"factors", {{{"name", "mean"}, {"path", "elements/m/process/mean_s"}, {"min", 40}, {"max", 80}}}},
      {"design", {{"type", "lhs"}, {"points", runs / kReplications}}}};
  store::StudyWriter writer(project, experiment::StudyPlan(experiment::Study::fromJson(study), factory, kpis),
                            store::StudyWriter::Start::New);
  for (std::uint32_t point = 0; point < runs / kReplications; ++point) {
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
      std::vector<double> values;
      for (std::size_t k = 0; k < kKpis; ++k)
        values.push_back(1.0 / (1 + point + 7 * replication + 11 * static_cast<double>(k)));
      values.resize(kpis.size(), point % 97);  // what elements have is mostly counts and zeros
      writer.save({{point, replication}, values, 1000});
    }
  }
  writer.finish();
}

}  // namespace

int main(int argc, char** argv) {
  QCoreApplication application(argc, argv);
  const QTemporaryDir folder;
  const auto runs = static_cast<std::uint32_t>(argc > 1 ? std::atoi(argv[1]) : 50'000);
  const auto of_elements = static_cast<std::size_t>(argc > 2 ? std::atoi(argv[2]) : 0);
  const std::filesystem::path file = folder.filePath("large.mill").toStdString();
  auto begin = Clock::now();
  makeProject(file, runs, of_elements);
  std::printf("%u runs of %zu values written in %.2f s, %.1f MB\n", runs, kKpis + of_elements, secondsSince(begin),
              static_cast<double>(std::filesystem::file_size(file)) / 1e6);

  begin = Clock::now();
  (void)store::ProjectFile::open(file, store::Access::ReadOnly);
  std::printf("ProjectFile::open for reading  %.2f s\n", secondsSince(begin));
  begin = Clock::now();
  auto project = store::ProjectFile::open(file, store::Access::ReadWrite);
  std::printf("ProjectFile::open for writing  %.2f s\n", secondsSince(begin));
  begin = Clock::now();
  (void)store::studies(*project);
  std::printf("studies()                      %.2f s\n", secondsSince(begin));
  if (of_elements == 0) {  // with them it would decide what memory is needed
    begin = Clock::now();
    (void)store::runs(*project, "large");
    std::printf("runs()                         %.2f s\n", secondsSince(begin));
  }
  project.reset();

  jobs::JobService jobs;
  models::Document document(jobs);
  models::Playback playback;
  models::StudyModel study(document, jobs, {});
  models::ReplayModel replay(playback, jobs, {});
  models::ProjectSession session(document, study, replay, jobs,
                                 models::Drafts(folder.path().toStdString() + "/drafts"));
  models::StudyResultsTable table(study);
  QEventLoop loop;
  begin = Clock::now();
  QObject::connect(&session, &models::ProjectSession::opened,
                   [&begin] { std::printf("window: factory is shown       %.2f s\n", secondsSince(begin)); });
  QObject::connect(&session, &models::ProjectSession::failed, [](const QString& why) {
    std::printf("%s\n", qPrintable(why));
    std::exit(EXIT_FAILURE);
  });
  QObject::connect(&study, &models::StudyModel::resultsChanged, [&] {
    if (study.results().points().empty()) return;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("window: study is shown         %.2f s, table of %d x %d, %ld MB of memory at most\n",
                secondsSince(begin), table.rowCount(), table.columnCount(), usage.ru_maxrss / 1024);
    loop.quit();
  });
  session.openInBackground(QString::fromStdString(file.string()));
  loop.exec();
  return EXIT_SUCCESS;
}
