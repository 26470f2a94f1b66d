// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/file_actions.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <chrono>

#include "ui/panels/files/restore_panel.h"
#include "ui/panels/logs/log_wizard.h"

namespace mw::panels {
namespace {

using models::FileKind;
using models::ProjectSession;
using Tone = Notice::Tone;

constexpr std::chrono::seconds kTryAgain{5};

}  // namespace

template <class Work>
void FileActions::attempt(Work work) {
  try {
    work();
  } catch (const Error& error) {
    fail(QString::fromUtf8(error.what()));
  }
}

FileActions::FileActions(MainWindow& window, const Context& context)
    : QObject(&window),
      window_(window),
      session_(context.session),
      study_(context.study),
      replay_(context.replay),
      recent_(context.recent) {
  connectActions();
  connectSession();
  try_again_.setInterval(kTryAgain);
  connect(&try_again_, &QTimer::timeout, this, [this] { window_.services().document.saveAgain(); });
  window_.setCloseCheck([this] { return mayClose(); });
  enableActions();
  showTitle();
}

void FileActions::connectActions() {
  const auto on = [this](const char* id, auto run) {
    connect(window_.actions().action(QLatin1String(id)), &QAction::triggered, this, [run] { run(); });
  };
  on("file.home", [this] {
    keepPicture();
    window_.showHome(true);
  });
  on("file.new", [this] { leave([this] { session_.openEmptyHall(); }); });
  on("file.import-log", [this] { askForLog(); });
  on("file.save", [this] { keepRestorePoint(); });
  on("file.save-as", [this] { askForPlace(tr("Save as"), [this](const QString& file) { session_.saveAs(file); }); });
  on("file.save-copy",
     [this] { askForPlace(tr("Save a copy"), [this](const QString& file) { session_.saveCopy(file); }); });
  connect(&window_, &MainWindow::openWanted, this, &FileActions::openAny);
}

void FileActions::connectSession() {
  models::Document& document = window_.services().document;
  connect(&session_, &ProjectSession::opened, this, &FileActions::showOpened);
  connect(&session_, &ProjectSession::standingChanged, this, [this] {
    showTitle();
    showStanding();
    enableActions();
  });
  connect(&session_, &ProjectSession::failed, this, &FileActions::fail);
  connect(&session_, &ProjectSession::restorePointKept, this, [this](const QString& name, const QDateTime& at) {
    window_.notices().remove(QStringLiteral("recovered"));
    window_.services().status.say(
        tr("Saved %1: restore point \"%2\"").arg(at.toString(QStringLiteral("hh:mm:ss")), name));
    keepPicture();
  });
  connect(&session_, &ProjectSession::copySaved, this, [this](const QString& file) {
    window_.notices().remove(QStringLiteral("failed"));
    window_.services().status.say(tr("Saved to %1").arg(file));
    if (session_.file() == file) recent_.note(file);
  });
  connect(&document, &models::Document::savedChanged, this, &FileActions::showTitle);
  connect(&document, &models::Document::saveFailed, this, &FileActions::showSaveProblem);
  connect(&document, &models::Document::saved, this, [this] {
    try_again_.stop();
    window_.notices().remove(QStringLiteral("save"));
    if (closes_when_saved_ && window_.services().document.isSaved()) window_.close();
  });
  connect(&document.undoStack(), &QUndoStack::indexChanged, this, [this] {
    if (session_.standing().is_read_only) showStanding();
  });
}

void FileActions::openAny(const QString& file) {
  window_.services().jobs.start(
      tr("Looking at %1").arg(QFileInfo(file).fileName()), this,
      [file](std::stop_token, const ProgressSink&) { return models::fileKind(file.toStdString()); },
      [this, file](FileKind kind) { openAs(kind, file); });
}

void FileActions::openAs(FileKind kind, const QString& file) {
  switch (kind) {
    case FileKind::Project:
    case FileKind::Factory:
    case FileKind::Broken:
      leave([this, file] { session_.openInBackground(file); });
      return;
    case FileKind::Log:
      importLog(file);
      return;
    case FileKind::Twin:
      window_.showHome(false);
      window_.showWorkspace(Workspace::Replay);
      replay_.openTwinFile(file.toStdString());
      return;
    case FileKind::Study:
      openStudy(file);
      return;
    case FileKind::Settings:
      fail(tr("%1 holds settings: import it in the settings").arg(QFileInfo(file).fileName()));
      return;
    case FileKind::Unknown:
      fail(tr("%1 is nothing that can be opened here: choose a project (.mill), a factory (.json) or a log (.csv)")
               .arg(QFileInfo(file).fileName()));
  }
}

void FileActions::openStudy(const QString& file) {
  attempt([&] {
    if (!session_.standing().is_open) {
      throw InputError({file.toStdString(), {}, 0, 0}, "is a study, which varies a factory",
                       "open its factory or project first");
    }
    study_.edit(models::StudyDraft::fromStudy(experiment::Study::read(file.toStdString())));
    window_.showWorkspace(Workspace::Experiment);
  });
}

void FileActions::openExample(const QString& file) {
  leave([this, file] { session_.openAsDraft(file.toStdString()); });
}

void FileActions::leave(std::function<void()> open) {
  keepPicture();
  const models::Document& document = window_.services().document;
  const bool is_kept = document.isSaved() || (document.hasStorage() && !try_again_.isActive());
  if (is_kept) {
    attempt(open);
    return;
  }
  window_.notices().show({QStringLiteral("leave"),
                          tr("The last edits of %1 live in this window alone and would be lost.")
                              .arg(QFileInfo(session_.file()).fileName()),
                          Tone::Warning,
                          {{QStringLiteral("copy"), tr("Save a copy..."),
                            [this] { window_.actions().action(QStringLiteral("file.save-as"))->trigger(); }},
                           {QStringLiteral("go-on"), tr("Go on without them"), [this, open] {
                              session_.dropEdits();
                              attempt(open);
                            }}}});
}

void FileActions::importLog(const QString& file) {
  if (!session_.standing().is_open) {
    session_.openEmptyHall([this, file] { importLog(file); });
    return;
  }
  attempt([&] {
    window_.showHome(false);
    window_.showWorkspace(Workspace::Replay);
    if (wizard_ == nullptr) buildWizard();
    wizard_->openFile(file);
  });
}

void FileActions::buildWizard() {
  const PanelServices& services = window_.services();
  wizard_ = new LogWizard(
      replay_, services.jobs, services.themes, [this] { return session_.file(); }, &window_);
  connect(wizard_, &LogWizard::importedAsKnown, this, [this](const QString& log, const QString& known_as) {
    window_.services().status.say(tr("Imported %1, read like %2").arg(log, known_as));
  });
}

void FileActions::askForLog() {
  auto* dialog =
      new QFileDialog(&window_, tr("Import a log or a twin"), {}, tr("Logs and twins (*.csv *.tsv *.txt *.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, &FileActions::openAny);
  dialog->open();
}

void FileActions::askForPlace(const QString& title, std::function<void(const QString&)> then) {
  auto* dialog = new QFileDialog(&window_, title, {}, tr("Project (*.mill)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("mill"));
  // An older file stays what it is: the session refuses to overwrite, and says so.
  dialog->setOption(QFileDialog::DontConfirmOverwrite);
  dialog->selectFile(QFileInfo(session_.file()).completeBaseName());
  connect(dialog, &QFileDialog::fileSelected, this, std::move(then));
  dialog->open();
}

void FileActions::keepRestorePoint() {
  const auto& standing = session_.standing();
  if (standing.is_open && !standing.is_project) {
    window_.notices().show({QStringLiteral("no-project"),
                            tr("Every edit is written to %1 as it is made. Restore points need a project.")
                                .arg(QFileInfo(session_.file()).fileName()),
                            Tone::Plain,
                            {{QStringLiteral("save-as"), tr("Save as a project..."),
                              [this] { window_.actions().action(QStringLiteral("file.save-as"))->trigger(); }}}});
    return;
  }
  session_.keepRestorePoint(timeName());
}

void FileActions::showOpened() {
  if (!session_.standing().is_open) return;
  may_lose_edits_ = false;
  window_.notices().remove(QStringLiteral("failed"));
  for (const char* id : {"save", "leave", "no-project"}) window_.notices().remove(QLatin1String(id));
  try_again_.stop();
  recent_.note(session_.file());
  window_.showHome(false);
  showTitle();
  showStanding();
  showRecovered();
  enableActions();
}

void FileActions::showRecovered() {
  const auto& standing = session_.standing();
  if (!standing.is_recovered || standing.is_read_only) {
    window_.notices().remove(QStringLiteral("recovered"));
    return;
  }
  const QString edits = standing.edits == 1 ? tr("1 edit") : tr("%1 edits").arg(standing.edits);
  const QString since = standing.has_restore_point ? tr("%1 after the last restore point").arg(edits)
                                                   : tr("%1 since the project was made").arg(edits);
  window_.notices().show({QStringLiteral("recovered"),
                          tr("The program was ended before it could close this project. Recovered, %1.").arg(since),
                          Tone::Plain,
                          {{QStringLiteral("keep"), tr("Keep a restore point"), [this] { keepRestorePoint(); }}}});
}

void FileActions::showStanding() {
  const auto& standing = session_.standing();
  if (!standing.is_read_only) {
    window_.notices().remove(QStringLiteral("read-only"));
    return;
  }
  const bool has_edits = window_.services().document.undoStack().index() != 0;
  const QString kept =
      has_edits ? tr("Your edits live in this window alone: save a copy to keep them.") : tr("Edits will not be kept.");
  window_.notices().show({QStringLiteral("read-only"),
                          tr("Open for reading only. %1 %2").arg(kept, standing.reason),
                          Tone::Warning,
                          {{QStringLiteral("try"), tr("Try again"), [this] { session_.tryToWrite(); }},
                           {QStringLiteral("copy"), tr("Save a copy and go on there..."),
                            [this] { window_.actions().action(QStringLiteral("file.save-as"))->trigger(); }}}});
}

void FileActions::showSaveProblem(const QString& message) {
  closes_when_saved_ = false;
  try_again_.start();
  window_.notices().show(
      {QStringLiteral("save"),
       tr("The last edits are not on disk, but safe in this window: %1").arg(message),
       Tone::Alarm,
       {{QStringLiteral("try"), tr("Try again"), [this] { window_.services().document.saveAgain(); }},
        {QStringLiteral("copy"), tr("Save a copy elsewhere..."),
         [this] { window_.actions().action(QStringLiteral("file.save-as"))->trigger(); }}}});
}

void FileActions::showTitle() {
  const QString file = session_.file();
  const QString mark = window_.services().document.isSaved() ? QString() : QStringLiteral("*");
  window_.setWindowTitle(file.isEmpty() ? QStringLiteral("Millwright")
                                        : QFileInfo(file).fileName() + mark + QStringLiteral(" – Millwright"));
}

void FileActions::enableActions() {
  const auto enable = [this](const char* id, bool is_enabled) {
    window_.actions().action(QLatin1String(id))->setEnabled(is_enabled);
  };
  const auto& standing = session_.standing();
  for (const char* id : {"file.save", "file.save-as", "file.save-copy", "file.export", "file.export-report",
                         "file.export-picture", "file.copy-command"})
    enable(id, standing.is_open);
}

void FileActions::keepPicture() {
  if (!session_.standing().is_open || window_.isHome() || !window_.viewport().isVisible()) return;
  recent_.keepPicture(session_.file(), window_.viewport().picture());
}

void FileActions::fail(const QString& message) {
  if (!session_.standing().is_open) window_.showHome(true);
  window_.notices().show({QStringLiteral("failed"), message, Tone::Alarm, {}});
}

bool FileActions::mayClose() {
  keepPicture();
  models::Document& document = window_.services().document;
  if (document.isSaved() || may_lose_edits_) return true;
  if (document.hasStorage() && !try_again_.isActive()) {
    closes_when_saved_ = true;  // a moment: the last edit is on its way
    document.saveAgain();
    return false;
  }
  askToLeaveEdits();
  return false;
}

void FileActions::askToLeaveEdits() {
  auto* question =
      new QMessageBox(QMessageBox::Warning, tr("Edits are not on disk"),
                      tr("The last edits live in this window alone and go with it."), QMessageBox::NoButton, &window_);
  question->setObjectName(QStringLiteral("leave"));
  question->setAttribute(Qt::WA_DeleteOnClose);
  question->setInformativeText(tr("Save a copy elsewhere to keep them."));
  QPushButton* copy = question->addButton(tr("Save a copy..."), QMessageBox::AcceptRole);
  QPushButton* leave = question->addButton(tr("Close without them"), QMessageBox::DestructiveRole);
  question->addButton(tr("Back"), QMessageBox::RejectRole);
  question->setDefaultButton(copy);
  connect(copy, &QPushButton::clicked, this,
          [this] { window_.actions().action(QStringLiteral("file.save-as"))->trigger(); });
  connect(leave, &QPushButton::clicked, this, [this] {
    may_lose_edits_ = true;
    window_.close();
  });
  question->open();
}

}  // namespace mw::panels
