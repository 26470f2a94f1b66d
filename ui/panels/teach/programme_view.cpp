// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/programme_view.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/models/teach/programme_edits.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

using Kind = motion::ProgrammeStep::Kind;

constexpr double kFirstWait_s = 0.5;
constexpr int kListHeight = 148;

}  // namespace

ProgrammeView::ProgrammeView(models::TeachModel& teach, const ThemeService& themes, QWidget* parent)
    : QWidget(parent),
      teach_(teach),
      themes_(themes),
      list_(new QListWidget(this)),
      nothing_(new QLabel(this)),
      editor_(new StepEditor(this)) {
  setObjectName(QStringLiteral("teach.programme"));
  list_->setObjectName(QStringLiteral("teach.steps"));
  list_->setAccessibleName(tr("Steps of the programme, each with its time"));
  list_->setItemDelegate(new RowDelegate(themes, list_));
  list_->setMinimumHeight(kListHeight);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  nothing_->setProperty("look", "muted");
  nothing_->setWordWrap(true);
  nothing_->setAlignment(Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(buildAdding());
  column->addWidget(nothing_);
  column->addWidget(list_, 1);
  column->addWidget(editor_);
  column->addWidget(order_ = buildOrder(themes));
  column->addWidget(playing_ = buildPlaying());
  column->addStretch(0);
  connect(list_, &QListWidget::currentRowChanged, this, &ProgrammeView::enable);
  connect(editor_, &StepEditor::changed, this, [this](const motion::ProgrammeStep& step) {
    edit(tr("Change step"), row().value_or(0), [step](const motion::RobotProgramme& programme, std::size_t row) {
      return models::withStepChanged(programme, row, step);
    });
  });
  connect(&teach_, &models::TeachModel::programmeChanged, this, &ProgrammeView::showSteps);
  connect(&teach_, &models::TeachModel::planChanged, this, &ProgrammeView::showTimes);
  connect(&teach_, &models::TeachModel::playingChanged, this, &ProgrammeView::showPlaying);
  connect(&teach_, &models::TeachModel::postureChanged, this, [this] {
    if (teach_.isPlaying()) showPlaying();
  });
  showSteps();
}

QWidget* ProgrammeView::buildAdding() {
  auto* box = new QWidget(this);
  auto* line = new QHBoxLayout(box);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(4);
  const auto add = [&](const char* id, Kind kind, const QString& text, const QString& tip) {
    auto* button = new QPushButton(text, box);
    button->setObjectName(QLatin1String(id));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    line->addWidget(button, 1);
    connect(button, &QPushButton::clicked, this, [this, kind, text] { addStep(kind, text); });
    return button;
  };
  add_move_ = add("teach.add.move", Kind::MoveJoints, tr("Move"), tr("Adds a move to a pose"));
  add("teach.add.grip", Kind::Grip, tr("Grip"), tr("Adds a grip"));
  add("teach.add.release", Kind::Release, tr("Release"), tr("Adds a release"));
  add("teach.add.wait", Kind::Wait, tr("Wait"), tr("Adds a wait"));
  return box;
}

QWidget* ProgrammeView::buildOrder(const ThemeService& themes) {
  auto* box = new QWidget(this);
  auto* line = new QHBoxLayout(box);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(4);
  const auto add = [&](const char* id, const char* icon, const QString& tip) {
    auto* button = new QToolButton(box);
    button->setObjectName(QLatin1String(id));
    button->setIcon(lineIcon(QLatin1String(icon), themes));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setProperty("look", "framed");
    line->addWidget(button);
    return button;
  };
  up_ = add("teach.up", "go-up", tr("Earlier"));
  down_ = add("teach.down", "go-down", tr("Later"));
  remove_ = add("teach.removeStep", "edit-delete", tr("Remove the step"));
  line->addStretch(1);
  connect(up_, &QToolButton::clicked, this, [this] {
    edit(tr("Move step up"), *row() - 1, [](const motion::RobotProgramme& programme, std::size_t row) {
      return models::withStepsSwapped(programme, row - 1);
    });
  });
  connect(down_, &QToolButton::clicked, this, [this] {
    edit(tr("Move step down"), *row() + 1, [](const motion::RobotProgramme& programme, std::size_t row) {
      return models::withStepsSwapped(programme, row);
    });
  });
  connect(remove_, &QToolButton::clicked, this, [this] {
    edit(tr("Remove step"), *row() > 0 ? *row() - 1 : 0,
         [](const motion::RobotProgramme& programme, std::size_t row) { return models::withoutStep(programme, row); });
  });
  return box;
}

QWidget* ProgrammeView::buildPlaying() {
  auto* box = new QWidget(this);
  auto* column = new QVBoxLayout(box);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  finding_ = new QLabel(box);
  finding_->setObjectName(QStringLiteral("teach.finding"));
  finding_->setAccessibleName(tr("What the programme lacks"));
  finding_->setWordWrap(true);
  finding_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(finding_);
  auto* line = new QHBoxLayout;
  auto* title = new QLabel(tr("Cycle"), box);
  title->setProperty("look", "muted");
  total_ = new QLabel(box);
  total_->setObjectName(QStringLiteral("teach.total"));
  total_->setProperty("look", "figure");
  play_ = new QPushButton(box);
  play_->setObjectName(QStringLiteral("teach.play"));
  play_->setProperty("look", "primary");
  line->addWidget(title);
  line->addWidget(total_);
  line->addStretch(1);
  line->addWidget(play_);
  column->addLayout(line);
  connect(play_, &QPushButton::clicked, this, [this] { teach_.setPlaying(!teach_.isPlaying()); });
  return box;
}

void ProgrammeView::addStep(Kind kind, const QString& text) {
  motion::ProgrammeStep step{kind, {}, 1, kind == Kind::Wait ? kFirstWait_s : 0};
  if (step.isMove()) {
    const auto& poses = teach_.programme().poses;
    if (poses.empty()) return;
    // The pose after the one of the last move is the likeliest next one.
    std::size_t next = 0;
    for (const motion::ProgrammeStep& before : teach_.programme().steps) {
      for (std::size_t i = 0; before.isMove() && i < poses.size(); ++i) {
        if (poses[i].name == before.to) next = (i + 1) % poses.size();
      }
    }
    step.to = poses[next].name;
  }
  const std::size_t at = row() ? *row() + 1 : teach_.programme().steps.size();
  wanted_row_ = at;
  teach_.edit(tr("Add step: %1").arg(text),
              [&](const motion::RobotProgramme& programme) { return models::withStep(programme, at, step); });
}

void ProgrammeView::edit(
    const QString& text, std::size_t then_row,
    const std::function<motion::RobotProgramme(const motion::RobotProgramme&, std::size_t row)>& edit) {
  const auto chosen = row();
  if (!chosen) return;
  wanted_row_ = then_row;
  teach_.edit(text, [&](const motion::RobotProgramme& programme) { return edit(programme, *chosen); });
}

void ProgrammeView::showSteps() {
  const auto wanted = wanted_row_ ? wanted_row_ : row();
  wanted_row_.reset();
  {
    const QSignalBlocker quiet(list_);
    list_->clear();
    std::size_t number = 0;
    for (const motion::ProgrammeStep& step : teach_.programme().steps)
      list_->addItem(QStringLiteral("%1  %2").arg(++number).arg(models::stepText(step)));
    if (wanted && list_->count() > 0) list_->setCurrentRow(std::min(static_cast<int>(*wanted), list_->count() - 1));
  }
  const bool has_poses = !teach_.programme().poses.empty();
  nothing_->setText(has_poses ? tr("Add what the robot does in a cycle, one step after the other.")
                              : tr("Record poses first: moves go from one to the next."));
  nothing_->setVisible(list_->count() == 0);
  for (QWidget* of_steps : std::initializer_list<QWidget*>{list_, order_, playing_})
    of_steps->setVisible(list_->count() > 0);
  add_move_->setEnabled(has_poses);
  add_move_->setToolTip(has_poses ? tr("Adds a move to a pose") : tr("Record a pose first, under Move"));
  enable();
  showTimes();
}

void ProgrammeView::showTimes() {
  const motion::PickPlacePlan* plan = teach_.plan();
  for (int i = 0; i < list_->count(); ++i) {
    const auto time_s = teach_.stepTime_s(static_cast<std::size_t>(i));
    const bool is_wrong = plan != nullptr && plan->failed_step == i;
    list_->item(i)->setData(RowDelegate::kNoteRole, time_s ? tr("%1 s").arg(*time_s, 0, 'f', 2) : QString());
    list_->item(i)->setData(RowDelegate::kToneRole, is_wrong ? QVariant(static_cast<int>(Token::Error)) : QVariant());
  }
  const bool is_good = plan != nullptr && plan->status == motion::PlanStatus::Ok;
  total_->setText(is_good && list_->count() > 0 ? tr("%1 s").arg(plan->duration_s, 0, 'f', 2) : QStringLiteral("–"));
  const QString finding = teach_.finding();
  finding_->setText(finding);
  finding_->setVisible(!finding.isEmpty());
  finding_->setProperty("look", is_good ? "muted" : "error");
  finding_->style()->unpolish(finding_);
  finding_->style()->polish(finding_);
  showPlaying();
}

void ProgrammeView::showPlaying() {
  const motion::PickPlacePlan* plan = teach_.plan();
  const bool can_play = plan != nullptr && plan->status == motion::PlanStatus::Ok && plan->duration_s > 0;
  play_->setText(teach_.isPlaying() ? tr("Stop") : tr("Play"));
  play_->setEnabled(teach_.isPlaying() || can_play);
  play_->setToolTip(can_play ? tr("Moves the arm through the programme, in the hall")
                             : tr("There is nothing to play yet"));
  if (!teach_.isPlaying()) return enable();
  const QSignalBlocker quiet(list_);
  if (list_->currentRow() != teach_.playStep()) list_->setCurrentRow(teach_.playStep());
  // What plays is not to be changed by a click that was meant for another step.
  editor_->hide();
  for (QToolButton* button : {up_, down_, remove_}) button->setEnabled(false);
}

void ProgrammeView::enable() {
  const auto chosen = row();
  editor_->showStep(teach_.programme(), chosen);
  up_->setEnabled(chosen && *chosen > 0);
  down_->setEnabled(chosen && *chosen + 1 < teach_.programme().steps.size());
  remove_->setEnabled(chosen.has_value());
}

std::optional<std::size_t> ProgrammeView::row() const {
  const int row = list_->currentRow();
  return row < 0 ? std::nullopt : std::optional(static_cast<std::size_t>(row));
}

}  // namespace mw::panels
