// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/pose_list.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/models/teach/programme_edits.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr int kListHeight = 116;

}  // namespace

PoseList::PoseList(models::TeachModel& teach, const ThemeService& themes, QWidget* parent)
    : QWidget(parent),
      teach_(teach),
      name_(new QLineEdit(this)),
      list_(new QListWidget(this)),
      nothing_(new QLabel(tr("Move the arm to where it picks or places, and record it."), this)) {
  setObjectName(QStringLiteral("teach.poses"));
  name_->setObjectName(QStringLiteral("teach.poseName"));
  name_->setAccessibleName(tr("Name of the pose"));
  auto* record = new QPushButton(tr("Record"), this);
  record->setObjectName(QStringLiteral("teach.record"));
  record->setToolTip(tr("Keeps where the arm stands under this name"));
  list_->setObjectName(QStringLiteral("teach.poseList"));
  list_->setAccessibleName(tr("Recorded poses; Enter goes there"));
  list_->setItemDelegate(new RowDelegate(themes, list_));
  list_->setEditTriggers(QAbstractItemView::EditKeyPressed);
  list_->setMinimumHeight(kListHeight);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  nothing_->setProperty("look", "muted");
  nothing_->setWordWrap(true);
  nothing_->setAlignment(Qt::AlignTop);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  auto* head = new QHBoxLayout;
  head->addWidget(name_, 1);
  head->addWidget(record);
  column->addLayout(head);
  column->addWidget(nothing_);
  column->addWidget(list_, 1);
  column->addWidget(buildButtons(themes));
  connect(record, &QPushButton::clicked, this, &PoseList::record);
  connect(name_, &QLineEdit::returnPressed, this, &PoseList::record);
  connect(list_, &QListWidget::currentRowChanged, this, &PoseList::enable);
  connect(list_, &QListWidget::itemActivated, this, [this] { teach_.goTo(chosen()); });
  connect(list_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
    if (is_following_) return;
    const std::string before = item->data(Qt::UserRole).toString().toStdString();
    const std::string after = item->text().trimmed().toStdString();
    teach_.edit(tr("Rename pose"), [&](const motion::RobotProgramme& programme) {
      return models::withPoseRenamed(programme, before, after);
    });
    QMetaObject::invokeMethod(this, &PoseList::show, Qt::QueuedConnection);  // the list is in the midst of it
  });
  connect(&teach_, &models::TeachModel::programmeChanged, this, &PoseList::show);
  show();
}

QWidget* PoseList::buildButtons(const ThemeService& themes) {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  const auto add = [&](const char* id, const QString& text, const char* icon, const QString& tip, auto run) {
    auto* button = new QToolButton(box);
    button->setObjectName(QLatin1String(id));
    button->setText(text);
    button->setAccessibleName(text);
    button->setToolTip(tip);
    if (*icon != 0) button->setIcon(lineIcon(QLatin1String(icon), themes));
    button->setProperty("look", "framed");
    row->addWidget(button);
    buttons_.push_back(button);
    connect(button, &QToolButton::clicked, this, run);
  };
  add("teach.goTo", tr("Go to"), "", tr("Moves the arm to the pose"), [this] { teach_.goTo(chosen()); });
  add("teach.update", tr("Record again"), "", tr("The pose becomes where the arm stands now"), [this] {
    teach_.edit(tr("Record pose %1 again").arg(QString::fromStdString(chosen())),
                [this](const motion::RobotProgramme& programme) {
                  return models::withPose(programme, chosen(), teach_.posture_rad());
                });
  });
  add("teach.rename", tr("Rename"), "edit-rename", tr("Gives the pose another name"),
      [this] { list_->editItem(list_->currentItem()); });
  add("teach.remove", tr("Remove"), "edit-delete", tr("Forgets the pose"), [this] {
    teach_.edit(tr("Remove pose %1").arg(QString::fromStdString(chosen())),
                [this](const motion::RobotProgramme& programme) { return models::withoutPose(programme, chosen()); });
  });
  row->addStretch(1);
  return box;
}

void PoseList::record() {
  std::string name = name_->text().trimmed().toStdString();
  if (name.empty()) name = models::freePoseName(teach_.programme());
  teach_.edit(tr("Record pose %1").arg(QString::fromStdString(name)), [&](const motion::RobotProgramme& programme) {
    return models::withPose(programme, name, teach_.posture_rad());
  });
  name_->clear();
}

void PoseList::show() {
  const std::string before = chosen();
  is_following_ = true;
  list_->clear();
  for (const motion::RobotPose& pose : teach_.programme().poses) {
    const QString name = QString::fromStdString(pose.name);
    auto* item = new QListWidgetItem(name, list_);
    item->setData(Qt::UserRole, name);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    if (pose.name == before) list_->setCurrentItem(item);
  }
  is_following_ = false;
  nothing_->setVisible(list_->count() == 0);
  list_->setVisible(list_->count() > 0);
  name_->setPlaceholderText(QString::fromStdString(models::freePoseName(teach_.programme())));
  enable();
}

void PoseList::enable() {
  for (QToolButton* button : buttons_) {
    button->setEnabled(list_->currentItem() != nullptr);
    button->setVisible(list_->count() > 0);
  }
}

std::string PoseList::chosen() const {
  const QListWidgetItem* item = list_->currentItem();
  return item == nullptr ? std::string() : item->data(Qt::UserRole).toString().toStdString();
}

}  // namespace mw::panels
