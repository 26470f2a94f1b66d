// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/teach/arm_import_dialog.h"

#include <QFileDialog>
#include <QFormLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>
#include <numbers>

#include "core/base/text.h"

namespace mw::panels {
namespace {

constexpr double kDegree = std::numbers::pi / 180;
constexpr int kWidth = 520;
constexpr int kTableHeight = 216;
constexpr int kGap = 8;

QString degrees(double angle_rad) {
  return QStringLiteral("%1°").arg(angle_rad / kDegree, 0, 'f', 0);
}

double mass_kg(const motion::Arm& arm) {
  double sum_kg = 0;
  for (const motion::ArmLink& link : arm.links) sum_kg += link.mass_kg;
  return sum_kg;
}

}  // namespace

ArmImportDialog::ArmImportDialog(jobs::JobService& jobs, std::shared_ptr<models::AttachmentStore> store,
                                 const QString& robot, double payload_kg, QWidget* parent)
    : QDialog(parent),
      import_(jobs),
      store_(std::move(store)),
      folder_(new QLineEdit(this)),
      file_(new QComboBox(this)),
      base_(new QLineEdit(this)),
      tip_(new QLineEdit(this)),
      joints_(new QTableWidget(0, 3, this)),
      facts_(new QLabel(this)),
      meshes_(new QCheckBox(tr("Draw it by its meshes"), this)),
      mesh_problem_(new QLabel(this)),
      problem_(new QLabel(this)),
      payload_(new UnitField(this)),
      payload_kg_(payload_kg) {
  setObjectName(QStringLiteral("armImport"));
  setWindowTitle(tr("Import an arm for %1").arg(robot));
  setMinimumWidth(kWidth);
  auto* column = new QVBoxLayout(this);
  column->setSpacing(10);
  auto* help =
      new QLabel(tr("Choose a folder, then the URDF file in it. Nothing outside this folder is read. Its joints "
                    "and meshes are kept with the factory, which needs the folder no more."),
                 this);
  help->setProperty("look", "muted");
  help->setWordWrap(true);
  column->addWidget(help);
  column->addLayout(buildForm());
  joints_->setObjectName(QStringLiteral("armImport.joints"));
  joints_->setAccessibleName(tr("Joints that the file yields"));
  joints_->setHorizontalHeaderLabels({tr("Joint"), tr("Range"), tr("Top speed")});
  joints_->verticalHeader()->hide();
  joints_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
  for (const int section : {1, 2})
    joints_->horizontalHeader()->setSectionResizeMode(section, QHeaderView::ResizeToContents);
  joints_->horizontalHeader()->setHighlightSections(false);
  joints_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  joints_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  joints_->setSelectionMode(QAbstractItemView::NoSelection);
  joints_->setTabKeyNavigation(false);
  joints_->setShowGrid(false);
  joints_->setMinimumHeight(kTableHeight);
  column->addWidget(joints_, 1);
  facts_->setObjectName(QStringLiteral("armImport.facts"));
  facts_->setProperty("look", "muted");
  facts_->setWordWrap(true);
  column->addWidget(facts_);
  meshes_->setObjectName(QStringLiteral("armImport.meshes"));
  meshes_->setAccessibleName(tr("Draw the arm by the meshes that the file names"));
  meshes_->setChecked(true);
  column->addWidget(meshes_);
  mesh_problem_->setObjectName(QStringLiteral("armImport.meshProblem"));
  mesh_problem_->setAccessibleName(tr("Why its meshes are not shown"));
  mesh_problem_->setProperty("look", "warning");
  mesh_problem_->setWordWrap(true);
  mesh_problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(mesh_problem_);
  problem_->setObjectName(QStringLiteral("armImport.problem"));
  problem_->setAccessibleName(tr("What is wrong with the file"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(problem_);
  auto* foot = new QHBoxLayout;
  auto* cancel = new QPushButton(tr("Cancel"), this);
  cancel->setObjectName(QStringLiteral("armImport.cancel"));
  cancel->setAutoDefault(false);
  take_ = new QPushButton(tr("Take this arm"), this);
  take_->setObjectName(QStringLiteral("armImport.take"));
  take_->setProperty("look", "primary");
  take_->setAutoDefault(false);  // Return in a field reads, it does not take
  foot->addStretch(1);
  foot->addWidget(cancel);
  foot->addWidget(take_);
  column->addLayout(foot);
  connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
  connect(take_, &QPushButton::clicked, this, &ArmImportDialog::take);
  connect(&import_, &models::ArmImport::filesChanged, this, &ArmImportDialog::showFiles);
  connect(&import_, &models::ArmImport::changed, this, &ArmImportDialog::showArm);
  connect(&import_, &models::ArmImport::kept, this, &ArmImportDialog::give);
  showFiles();
  showArm();
}

QLayout* ArmImportDialog::buildForm() {
  auto* form = new QFormLayout;
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(8);
  const auto named = [](QWidget* widget, const char* id, const QString& what) {
    widget->setObjectName(QLatin1String(id));
    widget->setAccessibleName(what);
  };
  named(folder_, "armImport.folder", tr("Folder that may be read"));
  folder_->setPlaceholderText(tr("the only place that is read"));
  auto* choose = new QPushButton(tr("Choose..."), this);
  choose->setObjectName(QStringLiteral("armImport.choose"));
  choose->setAutoDefault(false);
  auto* folder_line = new QHBoxLayout;
  folder_line->setSpacing(kGap);
  folder_line->addWidget(folder_, 1);
  folder_line->addWidget(choose);
  form->addRow(tr("Folder"), folder_line);
  named(file_, "armImport.file", tr("URDF file in the folder"));
  file_->setEditable(true);
  file_->setInsertPolicy(QComboBox::NoInsert);
  file_->lineEdit()->setObjectName(QStringLiteral("armImport.file.text"));
  file_->lineEdit()->setAccessibleName(file_->accessibleName());
  form->addRow(tr("File"), file_);
  named(base_, "armImport.base", tr("First link of the arm"));
  named(tip_, "armImport.tip", tr("Last link of the arm"));
  for (QLineEdit* end : {base_, tip_}) end->setPlaceholderText(tr("found by itself"));
  auto* ends_line = new QHBoxLayout;
  ends_line->setSpacing(kGap);
  ends_line->addWidget(base_);
  ends_line->addWidget(tip_);
  form->addRow(tr("First, last link"), ends_line);
  named(payload_, "armImport.payload", tr("Payload: most that the flange carries, gripper included"));
  payload_->setToolTip(payload_->accessibleName());
  payload_->showText(QString::number(payload_kg_, 'g', 6), QStringLiteral("kg"));
  form->addRow(tr("Payload"), payload_);
  connect(choose, &QPushButton::clicked, this, &ArmImportDialog::chooseFolder);
  connect(folder_, &QLineEdit::editingFinished, this, [this] {
    if (folder_->text() != import_.folder()) import_.setFolder(folder_->text());
  });
  connect(file_, &QComboBox::activated, this, &ArmImportDialog::read);
  connect(file_->lineEdit(), &QLineEdit::editingFinished, this, &ArmImportDialog::read);
  for (QLineEdit* end : {base_, tip_}) connect(end, &QLineEdit::editingFinished, this, &ArmImportDialog::read);
  connect(payload_, &UnitField::entered, this, [this](QString text) {
    if (text.endsWith(QLatin1String("kg"))) text.chop(2);
    const auto value = parseNumber(text.trimmed().toStdString());
    is_payload_good_ = value && *value > 0;
    payload_->setIsWrong(!is_payload_good_);
    if (is_payload_good_) payload_kg_ = *value;
    showArm();
  });
  return form;
}

void ArmImportDialog::chooseFolder() {
  const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder with the URDF file"), folder_->text());
  if (folder.isEmpty()) return;
  folder_->setText(folder);
  import_.setFolder(folder);
}

void ArmImportDialog::read() {
  import_.read({file_->currentText().trimmed(), base_->text().trimmed(), tip_->text().trimmed()});
}

void ArmImportDialog::showFiles() {
  file_->clear();
  file_->addItems(import_.files());
  file_->setEnabled(!import_.folder().isEmpty());
  if (!import_.files().isEmpty()) read();
}

void ArmImportDialog::showArm() {
  const motion::Arm* arm = import_.arm();
  joints_->setRowCount(arm == nullptr ? 0 : motion::kArmJoints);
  for (int i = 0; arm != nullptr && i < motion::kArmJoints; ++i) {
    const motion::ArmJoint& joint = arm->joints[static_cast<std::size_t>(i)];
    joints_->setItem(i, 0, new QTableWidgetItem(QString::fromStdString(joint.name)));
    joints_->setItem(i, 1,
                     new QTableWidgetItem(tr("%1 to %2").arg(degrees(joint.lower_rad), degrees(joint.upper_rad))));
    joints_->setItem(i, 2, new QTableWidgetItem(tr("%1/s").arg(degrees(joint.speed_radps))));
  }
  facts_->setText(arm == nullptr ? import_.isBusy() ? tr("Reading...") : tr("The arm shows here before you take it.")
                                 : tr("Reach %1 m from the first axis, moving mass %2 kg")
                                       .arg(import_.reach_m(), 0, 'f', 2)
                                       .arg(mass_kg(*arm), 0, 'f', 1));
  if (arm != nullptr && import_.meshCount() == 0 && import_.meshProblem().isEmpty() && !import_.isBusy())
    facts_->setText(facts_->text() + tr(". The file names no meshes: it is drawn by its joints."));
  problem_->setText(import_.problem());
  problem_->setVisible(!import_.problem().isEmpty());
  showMeshes();
  take_->setEnabled(arm != nullptr && is_payload_good_ && !import_.isBusy());
  take_->setToolTip(arm != nullptr ? tr("The robot gets this arm; Undo takes it back")
                                   : tr("Choose a URDF file first"));
  // Messages may take more lines than there is room for: the table keeps its height.
  layout()->activate();
  resize(width(), std::max(height(), layout()->totalHeightForWidth(width())));
}

void ArmImportDialog::showMeshes() {
  const bool has_meshes = import_.meshCount() > 0;
  meshes_->setVisible(has_meshes);
  meshes_->setText(tr("Draw it by its meshes (files: %1, triangles: %L2)")
                       .arg(static_cast<qulonglong>(import_.meshCount()))
                       .arg(static_cast<qulonglong>(import_.triangles())));
  const QString problem = import_.meshProblem();
  mesh_problem_->setText(tr("The arm can be taken, and is drawn by its joints:\n%1.").arg(problem));
  mesh_problem_->setVisible(!problem.isEmpty());
}

void ArmImportDialog::take() {
  if (import_.arm() == nullptr) return;
  if (import_.meshCount() > 0 && meshes_->isChecked()) return import_.keep(payload_kg_, store_);
  give(import_.json(payload_kg_));
}

void ArmImportDialog::give(const Json& arm) {
  emit taken(arm, file_->currentText().trimmed());
  accept();
}

}  // namespace mw::panels
