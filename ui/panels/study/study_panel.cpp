// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/study_panel.h"

#include <QHBoxLayout>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/panels/study/design_view.h"
#include "ui/panels/study/factors_view.h"
#include "ui/panels/study/results_view.h"
#include "ui/panels/study/run_bar.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/study/study_settings.h"

namespace mw::panels {
namespace {

constexpr int kNameWidth = 104;
enum Page { kNote, kDesign, kResults };

}  // namespace

StudyPanel::StudyPanel(models::StudyModel& study, models::Document& document, models::Selection& selection,
                       jobs::JobService& jobs, const ThemeService& themes, QWidget* parent)
    : Panel(parent), study_(study), preview_(document, study, jobs) {
  setObjectName(QStringLiteral("study"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  auto* splitter = new QSplitter(this);
  splitter->setObjectName(QStringLiteral("study.splitter"));
  splitter->setHandleWidth(1);
  splitter->setChildrenCollapsible(false);
  splitter->addWidget(buildSetup(document, selection, themes));
  splitter->addWidget(buildRight(document, jobs, themes));
  splitter->setStretchFactor(1, 1);
  splitter->setSizes({456, 844});
  row->addWidget(splitter);
  using Model = models::StudyModel;
  connect(&study_, &Model::namesChanged, this, &StudyPanel::showNames);
  connect(&study_, &Model::draftChanged, this, &StudyPanel::showState);
  connect(&study_, &Model::stateChanged, this, &StudyPanel::showState);
  connect(&study_, &Model::resultsChanged, this, &StudyPanel::showState);
  showNames();
  showState();
}

QWidget* StudyPanel::buildSetup(models::Document& document, models::Selection& selection, const ThemeService& themes) {
  auto* page = new QWidget(this);
  page->setMinimumWidth(424);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(8);
  column->addWidget(buildHead());
  column->addWidget(new FactorsView(study_, document, selection, themes, page), 1);
  column->addWidget(new StudySettings(study_, document, page));
  column->addWidget(new RunBar(study_, page));
  return page;
}

QWidget* StudyPanel::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  names_ = new QComboBox(head);
  names_->setObjectName(QStringLiteral("study.choose"));
  names_->setAccessibleName(tr("Studies of the project"));
  connect(names_, &QComboBox::activated, this, [this](int index) {
    if (index > 0) study_.open(names_->itemText(index));
  });
  name_ = new QLineEdit(head);
  name_->setObjectName(QStringLiteral("study.name"));
  name_->setAccessibleName(tr("Name of the study"));
  name_->setPlaceholderText(tr("Name"));
  name_->setMinimumWidth(kNameWidth);
  connect(name_, &QLineEdit::editingFinished, this, [this] {
    models::StudyDraft draft = study_.draft();
    draft.name = name_->text().trimmed().toStdString();
    study_.edit(draft);
  });
  create_ = new QPushButton(tr("New"), head);
  create_->setObjectName(QStringLiteral("study.new"));
  connect(create_, &QPushButton::clicked, &study_, &models::StudyModel::create);
  row->addWidget(name_, 1);
  row->addWidget(names_);
  row->addWidget(create_);
  row->addWidget(addGuideButton(QStringLiteral("study.guided"), tr("Guided ..."), head));
  return head;
}

QWidget* StudyPanel::buildRight(models::Document& document, jobs::JobService& jobs, const ThemeService& themes) {
  auto* page = new QWidget(this);
  pages_ = new QStackedLayout(page);
  results_ = new ResultsView(study_, document, jobs, themes, page);
  connect(results_, &ResultsView::openWanted, this, &StudyPanel::openWanted);
  connect(results_, &ResultsView::bestWanted, this, &StudyPanel::bestWanted);
  pages_->addWidget(buildNote(page));
  pages_->addWidget(new DesignView(study_, preview_, themes, page));
  pages_->addWidget(results_);
  return page;
}

QPushButton* StudyPanel::addGuideButton(const QString& name, const QString& text, QWidget* parent) {
  auto* button = new QPushButton(text, parent);
  button->setObjectName(name);
  button->setAccessibleName(tr("New study, guided"));
  button->setToolTip(tr("Asks for a new study step by step"));
  connect(button, &QPushButton::clicked, this, &StudyPanel::guideWanted);
  return button;
}

QWidget* StudyPanel::buildNote(QWidget* parent) {
  auto* box = new QWidget(parent);
  auto* column = new QVBoxLayout(box);
  column->setSpacing(12);
  column->addStretch(1);
  auto* note = mutedLabel(tr("Point at a number in the properties of an element and choose \"Vary this\",\n"
                             "or select an element and press \"Vary ...\", or be asked step by step.\n"
                             "The design appears here, and results point by point as they come in."),
                          box);
  note->setObjectName(QStringLiteral("study.note"));
  note->setAlignment(Qt::AlignCenter);
  column->addWidget(note);
  auto* guide = addGuideButton(QStringLiteral("study.guidedNote"), tr("New study ..."), box);
  guide->setProperty("look", "primary");
  column->addWidget(guide, 0, Qt::AlignHCenter);
  column->addStretch(1);
  return box;
}

void StudyPanel::choosePoint(std::size_t point) {
  results_->choose({point});
}

void StudyPanel::showNames() {
  names_->clear();
  names_->addItem(study_.names().isEmpty() ? tr("No studies yet") : tr("Open study ..."));
  names_->addItems(study_.names());
  names_->setEnabled(!study_.names().isEmpty());
}

void StudyPanel::showState() {
  const bool is_running = study_.state() == models::StudyModel::State::Running;
  if (!name_->hasFocus() || !name_->isModified()) name_->setText(QString::fromStdString(study_.draft().name));
  name_->setEnabled(!is_running);
  create_->setEnabled(!is_running);
  names_->setEnabled(!is_running && !study_.names().isEmpty());
  pages_->setCurrentIndex(study_.results().pointCount() > 0 ? kResults
                          : !study_.draft().factors.empty() ? kDesign
                                                            : kNote);
}

}  // namespace mw::panels
