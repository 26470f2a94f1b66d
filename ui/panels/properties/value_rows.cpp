// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/value_rows.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

#include "core/base/text.h"
#include "core/factory/factory_path.h"
#include "ui/commands/edits.h"
#include "ui/models/selection.h"

namespace mw::panels {

NumberRow::NumberRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent), field_(new UnitField(this)) {
  setEditor(field_, field_);
  connect(field_, &UnitField::entered, this, &NumberRow::take);
  showItem(item);
}

void NumberRow::showValue() {
  if (shown().is_number()) {
    const ShownQuantity quantity = shownQuantity(shown().get<double>(), *item_.declaration);
    field_->showText(quantity.figures, quantity.unit, briefFigures(quantity.figures));
  } else {
    field_->showText({}, unitText(*item_.declaration));
    field_->setPlaceholderText(emptyText(item_.declaration->is_nullable ? tr("unlimited") : QStringLiteral("–")));
  }
  field_->setIsDefault(!item_.is_given);
}

void NumberRow::take(const QString& text) {
  if (text.trimmed().isEmpty()) {
    reset();
    return;
  }
  // Bare figures mean the unit that the field shows.
  const bool is_bare = parseNumber(text.trimmed().toStdString()).has_value();
  const QString unit = shown().is_number() ? shownQuantity(shown().get<double>(), *item_.declaration).unit : QString();
  const auto parsed = parseQuantity(is_bare ? text + QStringLiteral(" ") + unit : text, *item_.declaration);
  if (const auto* error = std::get_if<QuantityError>(&parsed)) return showError(error->cause, error->cure);
  const double value = std::get<double>(parsed);
  const bool is_whole =
      item_.declaration->kind == api::ParameterKind::Integer && std::floor(value) == value && std::abs(value) < 9e15;
  enter(is_whole ? Json(static_cast<std::int64_t>(value)) : Json(value));
}

ChoiceRow::ChoiceRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent), combo_(new QComboBox(this)) {
  combo_->setMinimumContentsLength(4);
  combo_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  setEditor(combo_, combo_);
  connect(combo_, &QComboBox::activated, this, [this](int index) {
    const QString text = combo_->itemData(index).toString();
    if (text.isEmpty()) {
      reset();
    } else if (item_.declaration->kind == api::ParameterKind::Boolean) {
      enter(text == QLatin1String("true"));
    } else {
      enter(text.toStdString());
    }
  });
  showItem(item);
}

void ChoiceRow::fill() {
  combo_->clear();
  if (item_.declaration->kind == api::ParameterKind::Boolean) {
    combo_->addItem(tr("yes"), QStringLiteral("true"));
    combo_->addItem(tr("no"), QStringLiteral("false"));
    return;
  }
  if (item_.is_optional && !item_.declaration->default_value) combo_->addItem(QStringLiteral("–"), QString());
  for (const std::string& choice : item_.choices) {
    const QString text = QString::fromStdString(choice);
    combo_->addItem(text, text);
  }
}

void ChoiceRow::showValue() {
  const QSignalBlocker quiet(combo_);
  fill();
  QString text;
  if (shown().is_string()) text = QString::fromStdString(shown().get<std::string>());
  if (shown().is_boolean()) text = shown().get<bool>() ? QStringLiteral("true") : QStringLiteral("false");
  combo_->setPlaceholderText(emptyText({}));
  combo_->setCurrentIndex(item_.is_mixed ? -1 : combo_->findData(text));
  combo_->setProperty("state", item_.is_given ? "" : "default");
  combo_->setStyle(combo_->style());
}

TextRow::TextRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent), field_(new UnitField(this)) {
  setEditor(field_, field_);
  connect(field_, &UnitField::entered, this, &TextRow::take);
  showItem(item);
}

void TextRow::showValue() {
  field_->showText(shown().is_string() ? QString::fromStdString(shown().get<std::string>()) : QString(), {});
  field_->setPlaceholderText(emptyText(item_.is_optional ? QStringLiteral("–") : QString()));
}

void TextRow::take(const QString& text) {
  const QStringList steps = QString::fromStdString(item_.path).split('/');
  if (steps.size() == 3 && steps[0] == QLatin1String("elements") && steps[2] == QLatin1String("id")) {
    attempt([&] {
      const std::string new_id = text.trimmed().toStdString();
      commands::renameElement(services_.document, steps[1].toStdString(), new_id);
      services_.selection.select(new_id);
    });
    return;
  }
  if (text.isEmpty() && item_.is_optional) {
    reset();
  } else {
    enter(text.toStdString());
  }
}

VectorRow::VectorRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent) {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(4);
  for (std::size_t i = 0; i < item.declaration->size; ++i) {
    auto* field = new UnitField(box);
    connect(field, &UnitField::entered, this, &VectorRow::take);
    row->addWidget(field);
    fields_.push_back(field);
  }
  setEditor(box, fields_.front());
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    fields_[i]->setObjectName(fields_.front()->objectName().section(QStringLiteral("#"), 0, 0) +
                              QStringLiteral("#%1").arg(i));
    fields_[i]->setAccessibleName(tr("%1, number %2").arg(item.label).arg(i + 1));
  }
  showItem(item);
}

void VectorRow::showValue() {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const bool has_value = shown().is_array() && i < shown().size() && shown()[i].is_number();
    fields_[i]->showText(has_value ? QString::fromStdString(numberText(shown()[i].get<double>())) : QString(), {});
    // Three share the room of one: the dash alone says that they differ.
    fields_[i]->setPlaceholderText(emptyText(unitText(*item_.declaration)).section(' ', 0, 0));
    fields_[i]->setIsDefault(!item_.is_given);
  }
}

void VectorRow::take() {
  Json value = Json::array();
  bool is_empty = true;
  for (const UnitField* field : fields_) {
    is_empty = is_empty && field->text().trimmed().isEmpty();
    if (field->text().trimmed().isEmpty()) continue;
    const auto parsed = parseQuantity(field->text(), *item_.declaration);
    if (const auto* error = std::get_if<QuantityError>(&parsed)) return showError(error->cause, error->cure);
    value.push_back(std::get<double>(parsed));
  }
  if (is_empty) {
    reset();
  } else if (value.size() == fields_.size()) {
    enter(value);
  }
}

JsonRow::JsonRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent), field_(new UnitField(this)) {
  setEditor(field_, field_);
  connect(field_, &UnitField::entered, this, [this](const QString& text) {
    if (text.trimmed().isEmpty()) {
      reset();
      return;
    }
    const Json value = Json::parse(text.toStdString(), nullptr, false);
    if (value.is_discarded()) {
      showError(tr("this is not JSON"), tr("write it as in a factory file"));
    } else {
      enter(value);
    }
  });
  showItem(item);
}

void JsonRow::showValue() {
  field_->showText(shown().is_null() ? QString() : QString::fromStdString(shown().dump()), {});
  field_->setPlaceholderText(emptyText(QStringLiteral("–")));
  field_->setIsDefault(!item_.is_given);
}

}  // namespace mw::panels
