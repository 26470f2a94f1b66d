// SPDX-License-Identifier: GPL-3.0-or-later
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "core/factory/distribution_families.h"
#include "core/factory/factory_path.h"
#include "ui/commands/edits.h"
#include "ui/panels/action_table.h"
#include "ui/panels/properties/value_rows.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

constexpr auto kByPart = "by part";

std::string familyOf(const Json& value) {
  if (value.is_number()) return "constant";
  if (!value.is_object()) return {};
  if (value.contains("by_part")) return kByPart;
  return value.value("dist", std::string());
}

}  // namespace

DistributionRow::DistributionRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent),
      family_(new QComboBox(this)),
      density_(new DensityView(services.themes, this)) {
  family_->setMinimumContentsLength(4);
  family_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  auto* editor = new QWidget(this);
  auto* line = new QHBoxLayout(editor);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(4);
  line->addWidget(family_, 1);
  fit_ = fitButton();
  line->addWidget(fit_);
  setEditor(editor, family_);
  parameters_ = new QVBoxLayout;
  parameters_->setContentsMargins(0, 5, 0, 0);
  parameters_->setSpacing(8);
  static_cast<QVBoxLayout*>(layout())->addLayout(parameters_);
  layout()->addWidget(density_);
  connect(family_, &QComboBox::activated, this, &DistributionRow::takeFamily);
  showItem(item);
}

QToolButton* DistributionRow::fitButton() {
  auto* fit = new QToolButton(this);
  fit->setObjectName(QStringLiteral("properties.fit.") +
                     QString::fromStdString(item_.path).section('/', 2).replace('/', '.'));
  fit->setAccessibleName(tr("Fit %1 to a log").arg(item_.label));
  fit->setToolTip(tr("Fit it to the times of a log"));
  fit->setIcon(lineIcon(QStringLiteral("office-chart-bar"), services_.themes, Token::Muted));
  fit->setIconSize({kIconSize, kIconSize});
  fit->setProperty("look", "framed");
  fit->setFixedSize(kFieldHeight, kFieldHeight);
  connect(fit, &QToolButton::clicked, this, [this] {
    QAction* action = services_.actions.action(QStringLiteral("edit.fit-distribution"));
    action->setData(QString::fromStdString(item_.path));
    action->trigger();
  });
  return fit;
}

std::string DistributionRow::family() const {
  const std::string own = familyOf(item_.value);
  for (const PropertyItem::Twin& twin : item_.twins) {
    if (familyOf(twin.value) != own) return {};
  }
  return own;
}

void DistributionRow::showValue() {
  const QSignalBlocker quiet(family_);
  const std::string chosen = family();
  family_->clear();
  if (item_.is_optional || chosen.empty()) family_->addItem(emptyText(QStringLiteral("–")), QString());
  for (const factory::DistributionFamily& each : factory::distributionFamilies()) {
    const QString name = QString::fromStdString(each.name);
    family_->addItem(name, name);
    family_->setItemData(family_->count() - 1, QString::fromStdString(each.help), Qt::ToolTipRole);
  }
  if (chosen == kByPart) family_->addItem(tr("by part"), QLatin1String(kByPart));
  family_->setCurrentIndex(family_->findData(QString::fromStdString(chosen)));
  if (chosen != shown_family_ || rows_.empty()) rebuildParameters(chosen);
  for (PropertyRow* row : rows_) {
    row->showItem(nestedItem(item_, *row->item().declaration));
  }
  fit_->setVisible(item_.twins.empty());
  density_->setDistribution(shown());
}

void DistributionRow::rebuildParameters(const std::string& family) {
  for (PropertyRow* row : rows_) row->deleteLater();
  rows_.clear();
  shown_family_ = family;
  const factory::DistributionFamily* shown = factory::findDistributionFamily(family);
  if (shown == nullptr) return;
  for (const api::ParameterDeclaration& parameter : shown->parameters) {
    rows_.push_back(makePropertyRow(services_, nestedItem(item_, parameter), this));
    parameters_->addWidget(rows_.back());
  }
}

void DistributionRow::takeFamily(int index) {
  const std::string wanted = family_->itemData(index).toString().toStdString();
  if (wanted == family()) return;
  if (wanted.empty()) {
    reset();
  } else {
    enter(inFamily(wanted, item_.value));
  }
}

}  // namespace mw::panels
