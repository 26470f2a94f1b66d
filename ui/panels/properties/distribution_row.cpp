// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/factory/distribution_families.h"
#include "core/factory/factory_path.h"
#include "ui/commands/edits.h"
#include "ui/panels/properties/value_rows.h"

namespace mw::panels {
namespace {

constexpr auto kByPart = "by part";

}  // namespace

DistributionRow::DistributionRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent),
      family_(new QComboBox(this)),
      density_(new DensityView(services.themes, this)) {
  family_->setMinimumContentsLength(4);
  family_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setEditor(family_, family_);
  parameters_ = new QVBoxLayout;
  parameters_->setContentsMargins(0, 5, 0, 0);
  parameters_->setSpacing(8);
  static_cast<QVBoxLayout*>(layout())->addLayout(parameters_);
  layout()->addWidget(density_);
  connect(family_, &QComboBox::activated, this, &DistributionRow::takeFamily);
  showItem(item);
}

std::string DistributionRow::family() const {
  if (item_.value.is_number()) return "constant";
  if (!item_.value.is_object()) return {};
  if (item_.value.contains("by_part")) return kByPart;
  return item_.value.value("dist", std::string());
}

void DistributionRow::showValue() {
  const QSignalBlocker quiet(family_);
  const std::string shown = family();
  family_->clear();
  if (item_.is_optional) family_->addItem(QStringLiteral("–"), QString());
  for (const factory::DistributionFamily& each : factory::distributionFamilies()) {
    const QString name = QString::fromStdString(each.name);
    family_->addItem(name, name);
    family_->setItemData(family_->count() - 1, QString::fromStdString(each.help), Qt::ToolTipRole);
  }
  if (shown == kByPart) family_->addItem(tr("by part"), QLatin1String(kByPart));
  family_->setCurrentIndex(family_->findData(QString::fromStdString(shown)));
  if (shown != shown_family_ || rows_.empty()) rebuildParameters(shown);
  for (PropertyRow* row : rows_) {
    PropertyItem parameter = row->item();
    const std::string key = parameter.declaration->key;
    if (item_.value.is_number()) parameter.value = item_.value;
    if (item_.value.is_object()) parameter.value = item_.value.contains(key) ? item_.value[key] : Json();
    row->showItem(parameter);
  }
  density_->setDistribution(item_.value);
}

void DistributionRow::rebuildParameters(const std::string& family) {
  for (PropertyRow* row : rows_) row->deleteLater();
  rows_.clear();
  shown_family_ = family;
  const factory::DistributionFamily* shown = factory::findDistributionFamily(family);
  if (shown == nullptr) return;
  for (const api::ParameterDeclaration& parameter : shown->parameters) {
    PropertyItem item;
    item.path = item_.path + "/" + parameter.key;
    item.label = labelOf(parameter.key);
    item.declaration = &parameter;
    item.is_given = true;
    item.is_optional = !parameter.is_required;
    rows_.push_back(makePropertyRow(services_, item, this));
    parameters_->addWidget(rows_.back());
  }
}

void DistributionRow::takeFamily(int index) {
  const std::string wanted = family_->itemData(index).toString().toStdString();
  if (wanted == family()) return;
  if (wanted.empty()) {
    attempt([this] { commands::resetValue(services_.document, factory::FactoryPath(item_.path)); });
  } else {
    enter(inFamily(wanted, item_.value));
  }
}

}  // namespace mw::panels
