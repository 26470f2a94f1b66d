// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/event_choices.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/panels/logs/choice_box.h"
#include "ui/panels/logs/sample_view.h"

namespace mw::panels {
namespace {

using discovery::EventMapWishes;

constexpr auto kKindKey = "kind";
constexpr int kLabelWidth = 124;

QFormLayout* makeForm() {
  auto* form = new QFormLayout;
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(6);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  return form;
}

QLabel* makeLabel(const QString& title, QWidget* field, QWidget* parent) {
  auto* label = new QLabel(title, parent);
  label->setProperty("look", "muted");
  label->setBuddy(field);
  label->setMinimumWidth(kLabelWidth);
  return label;
}

QString columnText(const std::string& column) {
  return column.empty() ? EventChoices::tr("none") : QString::fromStdString(column);
}

QVariant signOf(const std::optional<char>& wished) {
  return wished ? QVariant(int{*wished}) : QVariant();
}

std::optional<char> signFrom(const QVariant& chosen) {
  return chosen.isValid() ? std::optional(static_cast<char>(chosen.toInt())) : std::nullopt;
}

const std::string& columnOf(const discovery::EventMap& map, const std::string& key) {
  for (const discovery::MapRole& role : discovery::mapRoles()) {
    if (key == role.key) return map.*role.column;
  }
  return map.kind;
}

QString joined(const std::vector<std::string>& words) {
  QStringList list;
  for (const std::string& word : words) list << QString::fromStdString(word);
  return list.join(QStringLiteral(", "));
}

}  // namespace

EventChoices::EventChoices(models::DiscoveryModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeHeading(tr("Which column is what"), this));
  QFormLayout* roles = makeForm();
  buildRoles(*roles);
  column->addLayout(roles);
  column->addSpacing(8);
  column->addWidget(makeHeading(tr("How the file is written"), this));
  QFormLayout* format = makeForm();
  buildFormat(*format);
  column->addLayout(format);
  column->addStretch(1);
  connect(&model_, &models::DiscoveryModel::changed, this, &EventChoices::show);
  show();
}

void EventChoices::buildRoles(QFormLayout& form) {
  for (const discovery::MapRole& role : discovery::mapRoles()) addRole(form, role.key);
  roles_["resource"]->setToolTip(tr("The machine or place that a row occupies. None: each activity has its own"));
  roles_["quantity"]->setToolTip(
      tr("What a row finished. The pieces of the whole case, where they are the same in all its rows"));
  roles_["worker"]->setToolTip(tr("Told in the report; workers are not part of the factory"));
  addRole(form, kKindKey);
  roles_[kKindKey]->setToolTip(tr("Says which rows are set-ups or breakdowns"));
  setup_ = addWords(form, "setup", tr("Set-ups say"), &EventMapWishes::setup_kinds);
  breakdown_ = addWords(form, "breakdown", tr("Breakdowns say"), &EventMapWishes::breakdown_kinds);
}

void EventChoices::addRole(QFormLayout& form, const std::string& key) {
  const QString name = QString::fromStdString(key);
  roles_[key] = addChoice(form, name, models::roleTitle(key), [key](EventMapWishes& wishes, const QVariant& chosen) {
    if (!chosen.isValid()) {
      wishes.columns.erase(key);
    } else {
      wishes.columns[key] = chosen.toString().toStdString();
    }
    if (key != kKindKey) return;
    wishes.setup_kinds.reset();
    wishes.breakdown_kinds.reset();
  });
}

void EventChoices::buildFormat(QFormLayout& form) {
  delimiter_ = addChoice(form, QStringLiteral("delimiter"), tr("Columns divided by"),
                         [](EventMapWishes& wishes, const QVariant& v) { wishes.delimiter = signFrom(v); });
  decimal_ = addChoice(form, QStringLiteral("decimal"), tr("Decimal sign"),
                       [](EventMapWishes& wishes, const QVariant& v) { wishes.decimal = signFrom(v); });
  time_ =
      addChoice(form, QStringLiteral("time"), tr("Times written as"), [](EventMapWishes& wishes, const QVariant& v) {
        wishes.time_kind = v.isValid() ? std::optional(static_cast<twin::TimeKind>(v.toInt())) : std::nullopt;
      });
  encoding_ =
      addChoice(form, QStringLiteral("encoding"), tr("Text written in"), [](EventMapWishes& wishes, const QVariant& v) {
        wishes.encoding = v.isValid() ? std::optional(static_cast<TextEncoding>(v.toInt())) : std::nullopt;
      });
}

QComboBox* EventChoices::addChoice(QFormLayout& form, const QString& name, const QString& title, Change change) {
  auto* box = new QComboBox(this);
  box->setObjectName(QStringLiteral("discover.") + name);
  box->setAccessibleName(title);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  form.addRow(makeLabel(title, box, this), box);
  connect(box, &QComboBox::activated, this, [this, box, change = std::move(change)] {
    EventMapWishes wishes = model_.mapping().wishes();
    change(wishes, box->currentData());
    model_.setWishes(wishes);
  });
  return box;
}

QLineEdit* EventChoices::addWords(QFormLayout& form, const char* name, const QString& title,
                                  std::optional<std::vector<std::string>> EventMapWishes::*wish) {
  auto* field = new QLineEdit(this);
  field->setObjectName(QStringLiteral("discover.") + QLatin1String(name));
  field->setAccessibleName(title);
  field->setToolTip(tr("Words of that column, with commas between"));
  form.addRow(makeLabel(title, field, this), field);
  connect(field, &QLineEdit::editingFinished, this, [this, field, wish] {
    if (!field->isModified()) return;
    field->setModified(false);
    std::vector<std::string> words;
    for (const QString& word : field->text().split(QLatin1Char(','), Qt::SkipEmptyParts)) {
      words.push_back(word.trimmed().toStdString());
    }
    EventMapWishes wishes = model_.mapping().wishes();
    wishes.*wish = std::move(words);
    model_.setWishes(wishes);
  });
  return field;
}

void EventChoices::show() {
  showRoles();
  showFormat();
}

void EventChoices::showRoles() {
  const models::EventMapping& mapping = model_.mapping();
  std::vector<std::pair<QString, QVariant>> columns = {{columnText({}), QString()}};
  for (const std::string& column : mapping.proposal().columns) {
    if (!column.empty()) columns.emplace_back(columnText(column), QString::fromStdString(column));
  }
  for (const auto& [key, box] : roles_) {
    const auto wish = mapping.wishes().columns.find(key);
    const bool is_wished = wish != mapping.wishes().columns.end();
    const std::string& guess = columnOf(is_wished ? mapping.unaided() : mapping.map(), key);
    fillChoice(box, columnText(guess), columns,
               is_wished ? QVariant(QString::fromStdString(wish->second)) : QVariant());
  }
  const discovery::EventMap& map = mapping.map();
  for (QLineEdit* field : {setup_, breakdown_}) field->setEnabled(!map.kind.empty());
  if (!setup_->hasFocus()) setup_->setText(joined(map.setup_kinds));
  if (!breakdown_->hasFocus()) breakdown_->setText(joined(map.breakdown_kinds));
}

void EventChoices::showFormat() {
  const models::EventMapping& mapping = model_.mapping();
  const discovery::EventMap& map = mapping.map();
  const discovery::EventMap& guess = mapping.unaided();
  const EventMapWishes& wishes = mapping.wishes();
  std::vector<std::pair<QString, QVariant>> all;
  for (const char each : {',', ';', '\t', '|'}) all.emplace_back(delimiterText(each), int{each});
  fillChoice(delimiter_, delimiterText(guess.delimiter.value_or(',')), all, signOf(wishes.delimiter));
  fillChoice(decimal_, decimalText((wishes.decimal ? guess : map).decimal.value_or('.')),
             {{decimalText('.'), int{'.'}}, {decimalText(','), int{','}}}, signOf(wishes.decimal));
  all.clear();
  for (int i = 0; i < static_cast<int>(twin::TimeKind::RowNumber); ++i) {
    all.emplace_back(timeKindText(static_cast<twin::TimeKind>(i)), i);
  }
  const auto& kind = (wishes.time_kind ? guess : map).time_kind;
  fillChoice(time_, kind ? timeKindText(*kind) : tr("not known"), all,
             wishes.time_kind ? QVariant(static_cast<int>(*wishes.time_kind)) : QVariant());
  all.clear();
  for (std::size_t i = 0; i < encodingNames().size(); ++i) {
    all.emplace_back(encodingText(static_cast<TextEncoding>(i)), static_cast<int>(i));
  }
  fillChoice(encoding_, encodingText(mapping.sample().guess), all,
             wishes.encoding ? QVariant(static_cast<int>(*wishes.encoding)) : QVariant());
}

}  // namespace mw::panels
