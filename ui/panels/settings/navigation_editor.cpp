// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/navigation_editor.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

namespace mw::panels {
namespace {

using models::CameraMove;
using models::NavigationRow;
using models::NavigationTable;

constexpr std::array kMoves = {CameraMove::Orbit, CameraMove::Pan, CameraMove::Zoom};
constexpr std::array kButtons = {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton};
constexpr int kRowHeight = 34;
constexpr int kShownRows = 7;

std::vector<Qt::KeyboardModifiers> modifierSets() {
  std::vector<Qt::KeyboardModifiers> sets;
  for (const bool ctrl : {false, true}) {
    for (const bool shift : {false, true}) {
      for (const bool alt : {false, true}) {
        Qt::KeyboardModifiers set;
        set.setFlag(Qt::ControlModifier, ctrl);
        set.setFlag(Qt::ShiftModifier, shift);
        set.setFlag(Qt::AltModifier, alt);
        sets.push_back(set);
      }
    }
  }
  return sets;
}

QString buttonName(Qt::MouseButton button) {
  return button == Qt::LeftButton     ? NavigationEditor::tr("Left")
         : button == Qt::MiddleButton ? NavigationEditor::tr("Middle")
                                      : NavigationEditor::tr("Right");
}

QString modifiersName(Qt::KeyboardModifiers set) {
  QStringList words;
  if (set.testFlag(Qt::ControlModifier)) words << NavigationEditor::tr("Ctrl");
  if (set.testFlag(Qt::ShiftModifier)) words << NavigationEditor::tr("Shift");
  if (set.testFlag(Qt::AltModifier)) words << NavigationEditor::tr("Alt");
  return words.isEmpty() ? NavigationEditor::tr("none") : words.join(QLatin1Char('+'));
}

}  // namespace

NavigationEditor::NavigationEditor(models::Settings& settings, QWidget* parent)
    : QWidget(parent), settings_(settings), table_(new QTableWidget(0, 3, this)), problem_(new QLabel(this)) {
  table_->setObjectName(QStringLiteral("settings.navigation.table.rows"));
  table_->setAccessibleName(tr("Mouse table"));
  table_->setHorizontalHeaderLabels({tr("Move"), tr("Button"), tr("With")});
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setDefaultSectionSize(kRowHeight);
  table_->setFixedHeight(kShownRows * kRowHeight + 30);
  table_->setShowGrid(false);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  problem_->setObjectName(QStringLiteral("settings.navigation.problem"));
  problem_->setProperty("look", "error");
  problem_->setWordWrap(true);
  auto* add = new QPushButton(tr("Add a row"), this);
  add->setObjectName(QStringLiteral("settings.navigation.add"));
  auto* remove = new QPushButton(tr("Remove the row"), this);
  remove->setObjectName(QStringLiteral("settings.navigation.remove"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(table_);
  column->addWidget(problem_);
  auto* foot = new QHBoxLayout;
  foot->addWidget(add);
  foot->addWidget(remove);
  foot->addStretch(1);
  column->addLayout(foot);
  connect(add, &QPushButton::clicked, this, [this] {
    addRow({CameraMove::Pan, Qt::RightButton, Qt::AltModifier});
    take();
  });
  connect(remove, &QPushButton::clicked, this, [this] {
    if (table_->currentRow() < 0) return;
    table_->removeRow(table_->currentRow());
    take();
  });
  connect(&settings_, &models::Settings::changed, this, [this](const std::string& key) {
    if (key.starts_with("navigation.") && !is_showing_) show();
  });
  show();
}

void NavigationEditor::show() {
  const auto own = NavigationTable::fromJson(settings_.value("navigation.table"));
  const NavigationTable table =
      own.value_or(models::navigationPreset(settings_.text("navigation.preset").toStdString()).table);
  is_showing_ = true;
  scroll_ = table.scroll;
  table_->setRowCount(0);
  for (const NavigationRow& row : table.rows) addRow(row);
  problem_->clear();
  problem_->hide();
  is_showing_ = false;
}

void NavigationEditor::addRow(const NavigationRow& row) {
  const int number = table_->rowCount();
  table_->insertRow(number);
  const auto choice = [this, number](int column, const char* name, const QString& what) {
    auto* box = new QComboBox(table_);
    box->setObjectName(QStringLiteral("settings.navigation.%1.%2").arg(QLatin1String(name)).arg(number));
    box->setAccessibleName(what);
    table_->setCellWidget(number, column, box);
    return box;
  };
  QComboBox* move = choice(0, "move", tr("Move"));
  for (const CameraMove value : kMoves) move->addItem(models::titleOf(value), static_cast<int>(value));
  move->setCurrentIndex(move->findData(static_cast<int>(row.move)));
  QComboBox* button = choice(1, "button", tr("Button"));
  for (const Qt::MouseButton value : kButtons) button->addItem(buttonName(value), static_cast<int>(value));
  button->setCurrentIndex(button->findData(static_cast<int>(row.button)));
  QComboBox* modifiers = choice(2, "modifiers", tr("With"));
  for (const Qt::KeyboardModifiers value : modifierSets()) modifiers->addItem(modifiersName(value), value.toInt());
  modifiers->setCurrentIndex(modifiers->findData(row.modifiers.toInt()));
  for (QComboBox* box : {move, button, modifiers}) {
    connect(box, &QComboBox::activated, this, &NavigationEditor::take);
  }
}

NavigationTable NavigationEditor::typed() const {
  NavigationTable table;
  table.scroll = scroll_;
  for (int i = 0; i < table_->rowCount(); ++i) {
    const auto value = [this, i](int column) {
      return qobject_cast<QComboBox*>(table_->cellWidget(i, column))->currentData().toInt();
    };
    table.rows.push_back({static_cast<CameraMove>(value(0)), static_cast<Qt::MouseButton>(value(1)),
                          Qt::KeyboardModifiers::fromInt(value(2))});
  }
  return table;
}

void NavigationEditor::take() {
  if (is_showing_) return;
  const NavigationTable table = typed();
  problem_->setText(table.problem());
  problem_->setVisible(!table.problem().isEmpty());
  if (!table.problem().isEmpty()) return;
  is_showing_ = true;  // what is shown is what is set
  settings_.set("navigation.table", table.json());
  is_showing_ = false;
}

}  // namespace mw::panels
