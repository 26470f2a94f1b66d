// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/property_row.h"

#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

#include "core/factory/factory_path.h"
#include "core/factory/parameter_check.h"
#include "ui/commands/edits.h"
#include "ui/panels/import/mesh_row.h"
#include "ui/panels/properties/arm_row.h"
#include "ui/panels/properties/value_rows.h"

namespace mw::panels {
namespace {

constexpr int kLabelWidth = 96;
constexpr int kButtonSize = 20;

QString describe(const PropertyItem& item) {
  const api::ParameterDeclaration& declaration = *item.declaration;
  QString text = QString::fromStdString(declaration.help_text);
  if (!text.isEmpty()) text += QLatin1Char('\n');
  text += PropertyRow::tr("Takes %1").arg(QString::fromStdString(factory::expectation(declaration)));
  if (declaration.default_value && !declaration.default_value->is_null()) {
    text += PropertyRow::tr("; %1 where not given").arg(QString::fromStdString(declaration.default_value->dump()));
  }
  return text + QLatin1Char('\n') + QString::fromStdString(item.path);
}

}  // namespace

PropertyRow::PropertyRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : QWidget(parent), services_(services), item_(item) {
  column_ = new QVBoxLayout(this);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(3);
  line_ = new QWidget(this);
  auto* row = new QHBoxLayout(line_);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  label_ = new QLabel(item_.label, line_);
  label_->setFixedWidth(kLabelWidth);
  row->addWidget(label_);
  column_->addWidget(line_);
  error_ = new QLabel(this);
  error_->setObjectName(QStringLiteral("properties.") + QString::fromStdString(item_.path).section('/', 2) +
                        QStringLiteral(".error"));
  error_->setProperty("look", "error");
  error_->setWordWrap(true);
  error_->setContentsMargins(kLabelWidth + 8, 0, 0, 2);
  error_->hide();
  column_->addWidget(error_);
}

void PropertyRow::setEditor(QWidget* editor, QWidget* focus) {
  static_cast<QHBoxLayout*>(line_->layout())->addWidget(editor, 1);
  focus->setObjectName(QStringLiteral("properties.") +
                       QString::fromStdString(item_.path).section('/', 2).replace('/', '.'));
  focus->setAccessibleName(item_.label);
  label_->setBuddy(focus);
}

void PropertyRow::showLabel() {
  const bool is_changed =
      item_.is_given && item_.declaration->default_value && item_.value != *item_.declaration->default_value;
  label_->setProperty("look", is_changed ? "changed" : "muted");
  label_->setStyle(label_->style());
  label_->setToolTip(describe(item_));
  const int room = button_ != nullptr && !button_->isHidden() ? kLabelWidth - kButtonSize : kLabelWidth;
  label_->setText(label_->fontMetrics().elidedText(item_.label, Qt::ElideRight, room));
}

void PropertyRow::addButton(QWidget* button) {
  button_ = button;
  button->setParent(this);
  button->setFixedSize(kButtonSize, kButtonSize);
  button->move(kLabelWidth - kButtonSize, (kFieldHeight - kButtonSize) / 2);
  button->hide();
}

void PropertyRow::showButton(bool is_wanted) {
  if (button_ == nullptr || button_->isHidden() != is_wanted) return;
  button_->setVisible(is_wanted);
  button_->raise();
  showLabel();
}

void PropertyRow::showItem(const PropertyItem& item) {
  item_ = item;
  clearError();
  showLabel();
  showValue();
}

void PropertyRow::attempt(const std::function<void()>& edit) {
  try {
    clearError();
    edit();
  } catch (const InputError& error) {
    const Finding& first = error.findings().front();
    showError(QString::fromStdString(first.cause), QString::fromStdString(first.cure));
  } catch (const Error& error) {
    showError(QString::fromUtf8(error.what()), {});
  }
}

const Json& PropertyRow::shown() const {
  static const Json kNothing;
  return item_.is_mixed ? kNothing : item_.value;
}

QString PropertyRow::emptyText(const QString& usual) const {
  return item_.is_mixed ? tr("— differs") : usual;
}

std::vector<factory::FactoryPath> PropertyRow::paths() const {
  std::vector<factory::FactoryPath> all{factory::FactoryPath(item_.path)};
  for (const PropertyItem::Twin& twin : item_.twins) all.emplace_back(twin.path);
  return all;
}

void PropertyRow::enter(const Json& value) {
  attempt([&] {
    if (item_.twins.empty()) {
      commands::setValue(services_.document, factory::FactoryPath(item_.path), value);
    } else {
      commands::setValues(services_.document, paths(), value);
    }
  });
}

void PropertyRow::reset() {
  attempt([this] {
    if (item_.twins.empty()) {
      commands::resetValue(services_.document, factory::FactoryPath(item_.path));
    } else {
      commands::resetValues(services_.document, paths());
    }
  });
}

void PropertyRow::showError(const QString& cause, const QString& cure) {
  error_->setText(cure.isEmpty() ? cause : cause + QStringLiteral(": ") + cure);
  error_->show();
  markWrong(true);
}

void PropertyRow::clearError() {
  error_->hide();
  markWrong(false);
}

void PropertyRow::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu;
  QAction* reset = menu.addAction(tr("Reset to default"));
  reset->setEnabled((item_.is_given || item_.is_mixed) && item_.is_optional);
  connect(reset, &QAction::triggered, this, &PropertyRow::reset);
  emit menuWanted(&menu);
  menu.exec(event->globalPos());
}

PropertyRow* makePropertyRow(const PanelServices& services, const PropertyItem& item, QWidget* parent) {
  using api::ParameterKind;
  if (QString::fromStdString(item.path).section('/', 2) == QLatin1String("mesh"))
    return new MeshRow(services, item, parent);
  if (QString::fromStdString(item.path).section('/', 2) == QLatin1String("arm"))
    return new ArmRow(services, item, parent);
  switch (item.declaration->kind) {
    case ParameterKind::Integer:
    case ParameterKind::Number:
      return new NumberRow(services, item, parent);
    case ParameterKind::Choice:
    case ParameterKind::Reference:
    case ParameterKind::Boolean:
      return new ChoiceRow(services, item, parent);
    case ParameterKind::Time:
      return new DistributionRow(services, item, parent);
    case ParameterKind::Vector:
      return new VectorRow(services, item, parent);
    case ParameterKind::Text:
    case ParameterKind::Id:
      return new TextRow(services, item, parent);
    default:
      return new JsonRow(services, item, parent);
  }
}

}  // namespace mw::panels
