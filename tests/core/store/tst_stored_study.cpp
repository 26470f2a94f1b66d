// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <QTest>
#include <cmath>

#include "core/experiment/study_runner.h"
#include "core/store/connection.h"
#include "core/store/schema.h"
#include "core/store/stored_study.h"
#include "tests/core/store/plain_database.h"
#include "tests/support/counting_engine.h"
#include "tests/support/small_study.h"

using namespace mw;
using experiment::StudyPlan;
using experiment::StudyRun;
using store::Access;
using store::ProjectFile;
using store::StudyWriter;

class TestStoredStudy : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void keepsRunsInOrder();
  void resumesToTheSameDigest();
  void addedPointsAreKept();
  void refusesAnotherStudyOfTheName_data();
  void refusesAnotherStudyOfTheName();
  void savesAsAGroup();
  void fullDiskIsToldAndKeepsWhatWasSaved();
  void viewsTellRunsAndDesign();
  void readsRunsOfAnOlderProgram();
  void readsAFewOfManyValues();
  void noticesChangedValues_data();
  void noticesChangedValues();
  void removes();

 private:
  [[nodiscard]] StudyPlan plan(const Json& study = test::smallStudy()) const {
    return StudyPlan(experiment::Study::fromJson(study), factory::Factory::fromJson(test::smallFactory()),
                     {"throughput_per_h", "wip_mean"});
  }
  void sweep(const std::shared_ptr<ProjectFile>& project, StudyWriter::Start start, test::CountingEngine engine = {});

  std::unique_ptr<QTemporaryDir> folder_;
  std::string file_;
};

namespace {

/// The file change counter of the database header: one more with each commit.
std::uint32_t commitCount(const std::string& file) {
  const std::string bytes = readTextFile(file);
  std::uint32_t count = 0;
  for (std::size_t i = 24; i < 28; ++i) count = count << 8U | static_cast<unsigned char>(bytes[i]);
  return count;
}

}  // namespace

void TestStoredStudy::init() {
  folder_ = std::make_unique<QTemporaryDir>();
  file_ = folder_->filePath("p.mill").toStdString();
}

void TestStoredStudy::sweep(const std::shared_ptr<ProjectFile>& project, StudyWriter::Start start,
                            test::CountingEngine engine) {
  const StudyPlan what = plan();
  StudyWriter writer(project, what, start);
  try {
    (void)experiment::runStudy(what, engine.engine(), writer.stored(), [&](const StudyRun& run) { writer.save(run); },
                               {.jobs = 2, .stop = engine.stopper->get_token()});
  } catch (const Cancelled&) {
    QVERIFY(engine.stop_after > 0);
  }
  writer.finish();
}

void TestStoredStudy::keepsRunsInOrder() {
  sweep(ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory())), StudyWriter::Start::New);
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  const auto wanted = experiment::runStudy(plan(), test::CountingEngine().engine(), {}, [](const StudyRun&) {});
  const auto got = store::runs(*project, "buffers");
  QCOMPARE(experiment::studyDigest(got), experiment::studyDigest(wanted));
  const store::StoredStudy study = store::study(*project, "buffers");
  QVERIFY(study.isComplete());
  QCOMPARE(study.identity, plan().identity());
  QVERIFY(study.definition == test::smallStudy());
  QVERIFY(study.factory == test::smallFactory());
  QCOMPARE(study.points.size(), std::size_t{6});
  QVERIFY(study.points[3] == Json({{"buffer", 2}, {"cycle", 60.0}}));
}

void TestStoredStudy::resumesToTheSameDigest() {
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  test::CountingEngine stopping;
  stopping.stop_after = 5;
  sweep(project, StudyWriter::Start::New, stopping);
  const std::size_t kept = store::runs(*project, "buffers").size();
  QVERIFY(kept >= 5 && kept < 24);
  QVERIFY_EXCEPTION_THROWN(StudyWriter(project, plan(), StudyWriter::Start::New), InputError);
  const test::CountingEngine rest;
  sweep(project, StudyWriter::Start::Resume, rest);
  QCOMPARE(static_cast<std::size_t>(*rest.runs), 24 - kept);
  const auto whole = experiment::runStudy(plan(), test::CountingEngine().engine(), {}, [](const StudyRun&) {});
  QCOMPARE(experiment::studyDigest(store::runs(*project, "buffers")), experiment::studyDigest(whole));
  // Complete and the same: asking again makes no run.
  const test::CountingEngine nothing;
  sweep(project, StudyWriter::Start::New, nothing);
  QCOMPARE(static_cast<int>(*nothing.runs), 0);
}

void TestStoredStudy::addedPointsAreKept() {
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  sweep(project, StudyWriter::Start::New);
  Json longer = test::smallStudy();
  longer["added_points"] = Json::array({{{"buffer", 5}, {"cycle", 70.0}}});
  {
    StudyWriter writer(project, plan(longer), StudyWriter::Start::Resume);
    QCOMPARE(writer.stored().size(), std::size_t{24});
    for (std::uint32_t r = 0; r < 4; ++r) writer.save({{6, r}, {1.0 + r, 2.0}, 3});
    writer.finish();
  }
  const store::StoredStudy study = store::study(*project, "buffers");
  QVERIFY(study.isComplete() && study.runs_done == 28);
  QVERIFY(study.points.back() == longer["added_points"][0]);
  QVERIFY(study.definition == longer);
  QCOMPARE(store::runs(*project, "buffers").back().key.point, 6U);
  // The study as it was written goes on with its own points, and takes nothing away.
  const test::CountingEngine nothing;
  sweep(project, StudyWriter::Start::Resume, nothing);
  QCOMPARE(static_cast<int>(*nothing.runs), 0);
  QCOMPARE(store::runs(*project, "buffers").size(), std::size_t{28});
  longer["added_points"][0]["cycle"] = 71.0;
  QVERIFY_EXCEPTION_THROWN(StudyWriter(project, plan(longer), StudyWriter::Start::Resume), InputError);
  longer["added_points"][0].erase("cycle");
  QVERIFY_EXCEPTION_THROWN((void)experiment::Study::fromJson(longer), InputError);
}

void TestStoredStudy::refusesAnotherStudyOfTheName_data() {
  QTest::addColumn<bool>("is_resume");
  QTest::newRow("new") << false;
  QTest::newRow("resume") << true;
}

void TestStoredStudy::refusesAnotherStudyOfTheName() {
  QFETCH(bool, is_resume);
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  sweep(project, StudyWriter::Start::New);
  Json other = test::smallStudy();
  other["seed"] = 4;
  try {
    StudyWriter(project, plan(other), is_resume ? StudyWriter::Start::Resume : StudyWriter::Start::New);
    QFAIL("taken for the same");
  } catch (const InputError& error) {
    const std::string message = error.what();
    QVERIFY2(message.find("study \"buffers\" is there with other factors, settings") != std::string::npos,
             message.c_str());
    QVERIFY2(message.find("another name") != std::string::npos, message.c_str());
  }
  QCOMPARE(store::runs(*project, "buffers").size(), std::size_t{24});
}

void TestStoredStudy::savesAsAGroup() {
  Json many = test::smallStudy();
  many["replications"] = 1000;
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  StudyWriter writer(project, plan(many), StudyWriter::Start::New);
  const std::uint32_t before = commitCount(file_);
  for (std::uint32_t i = 0; i < 640; ++i) writer.save({{i % 6, i / 6}, {1.0, std::nan("")}, i});
  writer.finish();
  QCOMPARE(writer.savedCount(), std::size_t{640});
  QCOMPARE(test::PlainDatabase(file_).rows("SELECT count(*) FROM run")[0], std::string("640"));
  // One transaction; a slow machine makes some more, since a run waits 250 ms at most.
  QVERIFY(commitCount(file_) > before);
  QVERIFY(commitCount(file_) - before < 64);
  const auto runs = store::runs(*project, "buffers");
  QVERIFY(std::isnan(runs[17].values[1]));
}

void TestStoredStudy::fullDiskIsToldAndKeepsWhatWasSaved() {
  Json many = test::smallStudy();
  many["replications"] = 100'000;
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  StudyWriter writer(project, plan(many), StudyWriter::Start::New);
  writer.save({{0, 0}, {1, 2}, 3});
  writer.finish();
  project->read([](store::Connection& connection) {
    sqlite3_set_authorizer(connection.database().getHandle(), nullptr, nullptr);
    connection.database().exec("PRAGMA max_page_count=1");
  });
  try {
    for (std::uint32_t i = 1; i < 100'000; ++i) writer.save({{0, i}, {1, 2}, 3});
    writer.finish();
    QFAIL("no error");
  } catch (const OutputError& error) {
    QVERIFY2(std::string(error.what()).find("the disk is full") != std::string::npos, error.what());
  }
  QCOMPARE(store::runs(*project, "buffers").size(), writer.savedCount());
  QVERIFY(writer.savedCount() >= 1);
}

void TestStoredStudy::viewsTellRunsAndDesign() {
  {
    const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
    StudyWriter writer(project, plan(), StudyWriter::Start::New);
    writer.save({{2, 1}, {12.5, std::nan("")}, 7});
    writer.finish();
  }
  test::PlainDatabase database(file_);
  const std::vector<std::string> results = {"buffers|2|1|throughput_per_h|12.5", "buffers|2|1|wip_mean|NULL"};
  QCOMPARE(database.rows("SELECT * FROM results ORDER BY kpi"), results);
  const std::vector<std::string> design = {"buffers|2|buffer|2", "buffers|2|cycle|40.0"};
  QCOMPARE(database.rows("SELECT * FROM design WHERE point = 2 ORDER BY factor"), design);
}

void TestStoredStudy::readsRunsOfAnOlderProgram() {
  sweep(ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory())), StudyWriter::Start::New);
  const auto digest = [this] {
    return experiment::studyDigest(store::runs(*ProjectFile::open(file_, Access::ReadOnly), "buffers"));
  };
  const std::string whole = digest();
  test::PlainDatabase database(file_);
  const std::vector<std::string> results = database.rows("SELECT * FROM results ORDER BY point, replication, kpi");
  // Half of the runs as versions 1 and 2 kept them: in a project that was brought up to date.
  database.run(
      "INSERT INTO run_value SELECT run_id, number * 32 + cell.key, CAST(cell.atom AS REAL) FROM run_block, "
      "json_each(figures) AS cell WHERE run_id % 2 = 0; DELETE FROM run_block WHERE run_id % 2 = 0");
  QCOMPARE(digest(), whole);
  QCOMPARE(database.rows("SELECT * FROM results ORDER BY point, replication, kpi"), results);
  // All of them, in such a project itself.
  database.run(
      "INSERT INTO run_value SELECT run_id, number * 32 + cell.key, CAST(cell.atom AS REAL) FROM run_block, "
      "json_each(figures) AS cell; DROP TABLE run_block; DROP VIEW results");
  const std::string first = store::schemaText(1);
  const std::size_t view = first.find("CREATE VIEW results");
  database.run(first.substr(view, first.find(';', view) - view) + "; PRAGMA user_version = 2");
  QCOMPARE(digest(), whole);
  QCOMPARE(store::runs(*ProjectFile::open(file_, Access::ReadOnly), "buffers", {"wip_mean"}).size(), std::size_t{24});
  (void)ProjectFile::open(file_, Access::ReadWrite);
  QCOMPARE(digest(), whole);
  QCOMPARE(database.rows("SELECT * FROM results ORDER BY point, replication, kpi"), results);
}

void TestStoredStudy::readsAFewOfManyValues() {
  std::vector<std::string> kpis;
  for (int i = 0; i < 70; ++i) kpis.push_back("k" + std::to_string(i));
  const StudyPlan wide(experiment::Study::fromJson(test::smallStudy()),
                       factory::Factory::fromJson(test::smallFactory()), kpis);
  const auto project = ProjectFile::create(file_, wide.factory());
  StudyRun run{{1, 2}, std::vector<double>(70), 3};
  for (std::size_t i = 0; i < 70; ++i) run.values[i] = std::pow(-1.1, static_cast<double>(i)) / 3;
  run.values[33] = std::nan("");
  run.values[34] = -0.0;
  run.values[35] = 5e-324;
  run.values[36] = 1.7976931348623157e308;
  {
    StudyWriter writer(project, wide, StudyWriter::Start::New);
    writer.save(run);
    writer.finish();
  }
  QCOMPARE(store::runs(*project, "buffers").front().digest(), run.digest());
  const auto few = store::runs(*project, "buffers", {"k69", "k0", "k1", "k33", "k34"}).front();
  QVERIFY(few.key == run.key && few.events == 3 && few.values.size() == 5);
  QVERIFY(few.values[0] == run.values[69] && few.values[1] == run.values[0] && few.values[2] == run.values[1]);
  QVERIFY(std::isnan(few.values[3]) && few.values[4] == 0 && std::signbit(few.values[4]));
  QVERIFY_EXCEPTION_THROWN((void)store::runs(*project, "buffers", {"k70"}), InputError);
  QVERIFY_EXCEPTION_THROWN((void)store::runs(*project, "bufers", {"k0"}), InputError);
  StudyWriter writer(project, wide, StudyWriter::Start::Resume);
  run.key = {2, 2};
  run.values[5] = std::numeric_limits<double>::infinity();
  writer.save(run);
  QVERIFY_EXCEPTION_THROWN(writer.finish(), InputError);
}

void TestStoredStudy::noticesChangedValues_data() {
  QTest::addColumn<QString>("change");
  QTest::addColumn<QString>("says");
  QTest::newRow("a value") << "UPDATE run_block SET figures = replace(figures, '1', '2') WHERE run_id = 5"
                           << "is damaged";
  QTest::newRow("a value gone")
      << "UPDATE run_block SET figures = '[' || substr(figures, instr(figures, ',') + 1) WHERE run_id = 5"
      << "is damaged";
  QTest::newRow("events") << "UPDATE run SET events = events + 1 WHERE id = 5"
                          << "is damaged";
  QTest::newRow("a run moved") << "UPDATE run SET replication = 4000 WHERE id = 5"
                               << "is damaged";
  QTest::newRow("a point") << R"(UPDATE study_point SET factors = '{"buffer":3,"cycle":40.0}' WHERE point = 2)"
                           << "study buffers is damaged";
  QTest::newRow("a KPI's name") << "UPDATE study_kpi SET name = 'x' WHERE number = 0"
                                << "study buffers is damaged";
}

void TestStoredStudy::noticesChangedValues() {
  QFETCH(QString, change);
  QFETCH(QString, says);
  sweep(ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory())), StudyWriter::Start::New);
  test::PlainDatabase(file_).run(change.toStdString());
  const auto project = ProjectFile::open(file_, Access::ReadOnly);
  try {
    (void)store::runs(*project, "buffers");
    QFAIL("not noticed");
  } catch (const InputError& error) {
    QVERIFY2(std::string(error.what()).find(says.toStdString()) != std::string::npos, error.what());
  }
}

void TestStoredStudy::removes() {
  const auto project = ProjectFile::create(file_, factory::Factory::fromJson(test::smallFactory()));
  sweep(project, StudyWriter::Start::New);
  store::removeStudy(*project, "buffers");
  QVERIFY(store::studies(*project).empty());
  QCOMPARE(project->summary().runs, std::size_t{0});
  QVERIFY_EXCEPTION_THROWN((void)store::runs(*project, "buffers"), InputError);
}

QTEST_APPLESS_MAIN(TestStoredStudy)
#include "tst_stored_study.moc"
