// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/arm_row.h"

#include <QAction>
#include <QSignalBlocker>

#include "core/motion/arm/arm_presets.h"
#include "ui/panels/action_table.h"

namespace mw::panels {
namespace {

constexpr int kKindRole = Qt::UserRole + 1;
enum class Kind { Nothing, Preset, Own, Import };

/// What an arm that is no preset goes by: the file that it is of.
QString nameOf(const Json& arm) {
  for (const char* key : {"source", "urdf"})
    if (arm.contains(key) && arm[key].is_string()) return QString::fromStdString(arm[key].get<std::string>());
  return ArmRow::tr("its own joints");
}

}  // namespace

ArmRow::ArmRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent), combo_(new QComboBox(this)) {
  combo_->setMinimumContentsLength(4);
  combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setEditor(combo_, combo_);
  connect(combo_, &QComboBox::activated, this, &ArmRow::take);
  showItem(item);
}

void ArmRow::showValue() {
  const QSignalBlocker quiet(combo_);
  combo_->clear();
  const auto add = [this](const QString& text, Kind kind) {
    combo_->addItem(text, text);
    combo_->setItemData(combo_->count() - 1, static_cast<int>(kind), kKindRole);
  };
  add(QStringLiteral("–"), Kind::Nothing);
  for (const std::string_view name : motion::armPresetNames())
    add(QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())), Kind::Preset);
  if (shown().is_object()) add(nameOf(shown()), Kind::Own);
  if (item_.twins.empty()) add(tr("Import (URDF)..."), Kind::Import);
  int now = shown().is_null() ? 0 : -1;
  if (shown().is_string()) now = combo_->findData(QString::fromStdString(shown().get<std::string>()));
  if (shown().is_object()) now = combo_->findData(static_cast<int>(Kind::Own), kKindRole);
  combo_->setPlaceholderText(emptyText({}));
  combo_->setCurrentIndex(item_.is_mixed ? -1 : now);
  combo_->setToolTip(combo_->currentText());
}

void ArmRow::take(int index) {
  const auto kind = static_cast<Kind>(combo_->itemData(index, kKindRole).toInt());
  const std::string name = combo_->itemData(index).toString().toStdString();
  showValue();  // what is chosen shows once the factory has it
  if (kind == Kind::Nothing) reset();
  if (kind == Kind::Preset) enter(name);
  if (kind == Kind::Import) services_.actions.action(QStringLiteral("edit.import-arm"))->trigger();
}

}  // namespace mw::panels
