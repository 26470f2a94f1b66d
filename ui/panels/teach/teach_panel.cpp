// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/teach_panel.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "core/motion/arm/arm_presets.h"
#include "ui/panels/segments.h"
#include "ui/panels/teach/joint_rows.h"
#include "ui/panels/teach/pose_list.h"
#include "ui/panels/teach/programme_view.h"
#include "ui/panels/teach/tool_rows.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

QVBoxLayout* columnIn(QWidget* box, int padding) {
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(padding, padding, padding, padding);
  column->setSpacing(8);
  return column;
}

QLabel* headingIn(const QString& text, QWidget* parent) {
  auto* heading = new QLabel(text, parent);
  heading->setProperty("look", "heading");
  return heading;
}

QScrollArea* scrolled(QWidget* page, QWidget* parent) {
  page->setProperty("look", "page");
  auto* area = new QScrollArea(parent);
  area->setWidget(page);
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFocusPolicy(Qt::NoFocus);
  return area;
}

}  // namespace

TeachPanel::TeachPanel(models::TeachModel& teach, const ThemeService& themes, QWidget* parent)
    : Panel(parent),
      teach_(teach),
      stack_(new QStackedWidget(this)),
      page_(new QStackedWidget(this)),
      problem_(new QLabel(this)),
      refusal_(new QLabel(this)) {
  setObjectName(QStringLiteral("teach"));
  auto* outer = new QVBoxLayout(this);
  outer->setContentsMargins(0, 0, 0, 0);
  outer->addWidget(stack_);
  stack_->addWidget(buildProblem());
  auto* work = new QWidget(stack_);
  auto* column = columnIn(work, 0);
  column->setContentsMargins(0, kPanelPadding, 0, 0);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  head->addWidget(makeSegments({{"teach.page.move", tr("Move and record")}, {"teach.page.programme", tr("Programme")}},
                               pages_, work),
                  1);
  for (QAbstractButton* page : pages_.buttons()) page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  column->addLayout(head);
  page_->addWidget(scrolled(buildMoving(themes), page_));
  auto* programme = new QFrame(page_);
  columnIn(programme, kPanelPadding)->addWidget(new ProgrammeView(teach_, themes, programme), 1);
  page_->addWidget(scrolled(programme, page_));
  column->addWidget(page_, 1);
  refusal_->setObjectName(QStringLiteral("teach.refusal"));
  refusal_->setAccessibleName(tr("What could not be done"));
  refusal_->setProperty("look", "warning");
  refusal_->setWordWrap(true);
  refusal_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(refusal_);
  stack_->addWidget(work);
  connect(&pages_, &QButtonGroup::idClicked, page_, &QStackedWidget::setCurrentIndex);
  connect(page_, &QStackedWidget::currentChanged, &teach_, &models::TeachModel::forgetRefusal);
  connect(&teach_, &models::TeachModel::robotChanged, this, &TeachPanel::showRobot);
  connect(&teach_, &models::TeachModel::renamed, this, &TeachPanel::showRobot);
  connect(&teach_, &models::TeachModel::refusalChanged, this, [this] {
    refusal_->setText(teach_.refusal());
    refusal_->setVisible(!teach_.refusal().isEmpty());
  });
  refusal_->hide();
  showRobot();
}

QWidget* TeachPanel::buildProblem() {
  auto* box = new QWidget(stack_);
  auto* column = columnIn(box, kPanelPadding);
  problem_->setObjectName(QStringLiteral("teach.problem"));
  problem_->setAccessibleName(tr("Why no robot is taught"));
  problem_->setProperty("look", "quiet");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  presets_ = new QWidget(box);
  auto* choices = columnIn(presets_, 0);
  for (const std::string_view name : motion::armPresetNames()) {
    const QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    auto* take = new QPushButton(tr("Take %1").arg(text), presets_);
    take->setObjectName(QStringLiteral("teach.preset.") + text);
    connect(take, &QPushButton::clicked, this, [this, text] { emit presetWanted(text); });
    choices->addWidget(take, 0, Qt::AlignLeft);
  }
  auto* import = new QPushButton(tr("Import an arm (URDF)..."), presets_);
  import->setObjectName(QStringLiteral("teach.import"));
  connect(import, &QPushButton::clicked, this, &TeachPanel::armWanted);
  choices->addWidget(import, 0, Qt::AlignLeft);
  column->addWidget(presets_);
  column->addStretch(1);
  return box;
}

QWidget* TeachPanel::buildMoving(const ThemeService& themes) {
  auto* box = new QFrame(page_);
  auto* column = columnIn(box, kPanelPadding);
  column->addWidget(headingIn(tr("Joints"), box));
  column->addWidget(new JointRows(teach_, box));
  column->addWidget(new ToolRows(teach_, box));
  column->addWidget(headingIn(tr("Poses"), box));
  column->addWidget(new PoseList(teach_, themes, box), 1);
  column->addStretch(0);
  return box;
}

void TeachPanel::showRobot() {
  const bool has_arm = teach_.arm() != nullptr;
  stack_->setCurrentIndex(has_arm ? 1 : 0);
  problem_->setText(teach_.problem());
  presets_->setVisible(teach_.lacksArm());
  setHeading(has_arm ? tr("Teach %1").arg(QString::fromStdString(teach_.robotName())) : tr("Teach a robot"));
  // An arm without a name of its own goes by the robot's, which the heading says.
  const bool is_named = has_arm && teach_.arm()->bare.name != teach_.robot();
  setNote(is_named ? QString::fromStdString(teach_.arm()->bare.name) : QString());
}

// A window that is minimised and shown again goes on.
void TeachPanel::showEvent(QShowEvent* event) {
  if (!event->spontaneous()) teach_.setActive(true);
  Panel::showEvent(event);
}

void TeachPanel::hideEvent(QHideEvent* event) {
  if (!event->spontaneous()) teach_.setActive(false);
  Panel::hideEvent(event);
}

}  // namespace mw::panels
