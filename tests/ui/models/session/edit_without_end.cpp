// SPDX-License-Identifier: GPL-3.0-or-later
// Opens a project as the window does and edits it until it is killed: each edit is one more than the last. Says what
// is durable as soon as it is.
#include <QCoreApplication>
#include <QTimer>
#include <cstdio>

#include "ui/commands/edits.h"
#include "ui/models/session/project_session.h"

int main(int argc, char** argv) {
  using namespace mw;
  QCoreApplication application(argc, argv);
  jobs::JobService jobs;
  models::Document document(jobs);
  models::Playback playback;
  models::StudyModel study(document, jobs, {});
  models::ReplayModel replay(playback, jobs, {});
  models::ProjectSession session(document, study, replay, jobs, models::Drafts("drafts"));
  const auto path = factory::FactoryPath("elements/mill/process/mean_s");
  const auto value = [&] {
    return document.factory().findElement("mill")->fields.at("process").at("mean_s").get<int>();
  };
  session.open(QString::fromLocal8Bit(argv[1]));
  std::printf("opened %d recovered %d edits %d\n", value(), session.standing().is_recovered ? 1 : 0,
              static_cast<int>(session.standing().edits));
  std::fflush(stdout);
  QObject::connect(&document, &models::Document::savedChanged, [&] {
    if (!document.isSaved()) return;
    std::printf("saved %d\n", value());
    std::fflush(stdout);
  });
  QTimer editing;
  QObject::connect(&editing, &QTimer::timeout, [&] { commands::setValue(document, path, value() + 1); });
  editing.start(3);
  return QCoreApplication::exec();
}
