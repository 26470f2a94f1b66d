// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/discovery_actions.h"

#include <QFileDialog>
#include <QFileInfo>

#include "core/report/html_report.h"
#include "ui/panels/connect_action.h"
#include "ui/panels/discovery/discovery_dialog.h"
#include "ui/panels/files/file_actions.h"

namespace mw::panels {

using State = models::DiscoveryModel::State;

DiscoveryActions::DiscoveryActions(MainWindow& window, FileActions& files, models::ProjectSession& session)
    : QObject(&window), window_(window), files_(files), session_(session) {
  connectAction(window_.actions(), "file.discover", this, [this] { begin(); });
}

void DiscoveryActions::begin() {
  const bool is_under_way =
      dialog_ != nullptr && (dialog_->isVisible() || (dialog_->model().state() == State::Found && !is_opened_));
  if (is_under_way) return dialog_->present();
  askForLog();
}

void DiscoveryActions::askForLog() {
  QWidget* parent = dialog_ != nullptr && dialog_->isVisible() ? static_cast<QWidget*>(dialog_) : &window_;
  auto* dialog = new QFileDialog(parent, tr("Choose an event log"), {}, tr("Event logs (*.csv *.tsv *.txt)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &DiscoveryActions::openLog);
  dialog->open();
}

void DiscoveryActions::openLog(const QString& file) {
  if (dialog_ == nullptr) {
    const PanelServices& services = window_.services();
    dialog_ = new DiscoveryDialog(services.jobs, services.themes, &window_);
    connect(dialog_, &DiscoveryDialog::otherFileWanted, this, &DiscoveryActions::askForLog);
    connect(dialog_, &DiscoveryDialog::openWanted, this, &DiscoveryActions::openFactory);
    connect(dialog_, &DiscoveryDialog::saveWanted, this, &DiscoveryActions::askForReport);
  }
  is_opened_ = false;
  dialog_->openFile(file);
}

void DiscoveryActions::openFactory(const std::shared_ptr<const factory::Factory>& factory) {
  files_.leave([this, factory] {
    session_.openAsDraft(factory, [this] {
      is_opened_ = true;
      window_.showWorkspace(Workspace::Build);
      window_.services().status.say(tr("A draft of what was found: save it as a project to keep it"));
    });
  });
}

void DiscoveryActions::askForReport() {
  auto* dialog = new QFileDialog(dialog_, tr("Save the report"), {}, tr("Page (*.html)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("html"));
  dialog->selectFile(QFileInfo(dialog_->model().file()).completeBaseName());
  connect(dialog, &QFileDialog::fileSelected, this, &DiscoveryActions::writeReport);
  dialog->open();
}

void DiscoveryActions::writeReport(const QString& file) {
  const auto result = dialog_->model().result();
  if (!result) return;
  const auto work = [file, result](std::stop_token, const ProgressSink&) {
    writeTextFile(file.toStdString(), report::html(result->report));
    return file;
  };
  jobs::Job* job = window_.services().jobs.start(tr("Writing a report"), dialog_, work, [this](const QString& at) {
    dialog_->say(tr("Report in %1").arg(QFileInfo(at).fileName()));
  });
  connect(job, &jobs::Job::failed, dialog_, &DiscoveryDialog::sayProblem);
}

}  // namespace mw::panels
