// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/log_choices.h"

#include <QSignalBlocker>
#include <array>
#include <utility>

#include "ui/panels/logs/choice_box.h"

namespace mw::panels {
namespace {

using twin::TimeKind;

/// What a clock may be ahead of UTC, in minutes.
constexpr std::array<int, 33> kOffsets = {-720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210,
                                          -180, -120, -60,  0,    60,   120,  180,  210,  240,  270,  300,
                                          330,  345,  360,  390,  420,  480,  540,  570,  600,  660,  720};

QString headerText(bool has_header) {
  return has_header ? LogChoices::tr("names of columns") : LogChoices::tr("values");
}

QString offsetText(int minutes) {
  return minutes == 0 ? QStringLiteral("UTC")
                      : QStringLiteral("UTC%1").arg(QString::fromStdString(twin::utcOffsetText(60 * minutes)));
}

QString columnText(const std::string& column) {
  return column.empty() ? LogChoices::tr("none") : QString::fromStdString(column);
}

bool isWritten(TimeKind kind) {
  return kind == TimeKind::Iso8601 || kind == TimeKind::DayFirst || kind == TimeKind::MonthFirst;
}

}  // namespace

LogChoices::LogChoices(models::LogImportModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  auto* form = new QFormLayout(this);
  form->setContentsMargins(0, 0, 0, 0);
  form->setHorizontalSpacing(12);
  form->setVerticalSpacing(6);
  form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
  delimiter_ = addChoice(*form, "delimiter", tr("Columns divided by"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.delimiter = v.isValid() ? std::optional(static_cast<char>(v.toInt())) : std::nullopt;
  });
  decimal_ = addChoice(*form, "decimal", tr("Decimal sign"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.decimal = v.isValid() ? std::optional(static_cast<char>(v.toInt())) : std::nullopt;
  });
  header_ = addChoice(*form, "header", tr("First line holds"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.has_header = v.isValid() ? std::optional(v.toBool()) : std::nullopt;
    wishes.time_column.reset();
    wishes.clock_column.reset();
  });
  time_ = addChoice(*form, "time", tr("Time column"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.time_column = v.isValid() ? std::optional(v.toString().toStdString()) : std::nullopt;
    if (wishes.time_kind == TimeKind::RowNumber) wishes.time_kind.reset();
  });
  kind_ = addChoice(*form, "kind", tr("Time written as"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.time_kind = v.isValid() ? std::optional(static_cast<TimeKind>(v.toInt())) : std::nullopt;
  });
  clock_ = addChoice(*form, "clock", tr("Time of day in"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.clock_column = v.isValid() ? std::optional(v.toString().toStdString()) : std::nullopt;
  });
  offset_ = addChoice(*form, "offset", tr("Its clock shows"),
                      [](twin::MapWishes& wishes, const QVariant& v) { wishes.utc_offset_s = 60 * v.toInt(); });
  offset_->setToolTip(
      tr("For dates that do not say it themselves. Daylight saving is not guessed: a log in local time "
         "jumps where its clock did"));
  encoding_ = addChoice(*form, "encoding", tr("Text written in"), [](twin::MapWishes& wishes, const QVariant& v) {
    wishes.encoding = v.isValid() ? std::optional(static_cast<TextEncoding>(v.toInt())) : std::nullopt;
  });
  connect(&model_, &models::LogImportModel::changed, this, &LogChoices::show);
  connect(&model_, &models::LogImportModel::opened, this, &LogChoices::show);
  show();
}

QComboBox* LogChoices::addChoice(QFormLayout& form, const char* name, const QString& title, Change change) {
  auto* box = new QComboBox(this);
  box->setObjectName(QStringLiteral("importLog.") + QLatin1String(name));
  box->setAccessibleName(title);
  box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  box->setMinimumContentsLength(18);
  auto* label = new QLabel(title, this);
  label->setProperty("look", "muted");
  form.addRow(label, box);
  connect(box, &QComboBox::activated, this, [this, box, change = std::move(change)] {
    twin::MapWishes wishes = model_.wishes();
    change(wishes, box->currentData());
    model_.setWishes(wishes);
  });
  return box;
}

void LogChoices::show() {
  const twin::LogMap& map = model_.map();
  const twin::LogMap& guess = model_.unaided();
  const twin::MapWishes& wishes = model_.wishes();
  const auto sign = [](const std::optional<char>& wished) { return wished ? QVariant(int(*wished)) : QVariant(); };
  std::vector<std::pair<QString, QVariant>> all;
  for (const char each : {',', ';', '\t', '|'}) all.emplace_back(delimiterText(each), int(each));
  fillChoice(delimiter_, delimiterText(guess.delimiter), all, sign(wishes.delimiter));
  fillChoice(decimal_, decimalText(wishes.decimal ? guess.decimal : map.decimal),
             {{decimalText('.'), int('.')}, {decimalText(','), int(',')}}, sign(wishes.decimal));
  fillChoice(header_, headerText(wishes.has_header ? guess.has_header : map.has_header),
             {{headerText(true), true}, {headerText(false), false}},
             wishes.has_header ? QVariant(*wishes.has_header) : QVariant());
  all.clear();
  for (int i = 0; i <= static_cast<int>(TimeKind::RowNumber); ++i) all.emplace_back(timeKindText(TimeKind(i)), i);
  fillChoice(kind_, timeKindText(wishes.time_kind ? guess.time_kind : map.time_kind), all,
             wishes.time_kind ? QVariant(static_cast<int>(*wishes.time_kind)) : QVariant());
  showColumns();
  {
    const QSignalBlocker quiet(offset_);
    offset_->clear();
    for (const int minutes : kOffsets) {
      offset_->addItem(offsetText(minutes), minutes);
      if (60 * minutes == wishes.utc_offset_s) offset_->setCurrentIndex(offset_->count() - 1);
    }
  }
  time_->setEnabled(map.time_kind != TimeKind::RowNumber);
  clock_->setEnabled(isWritten(map.time_kind));
  offset_->setEnabled(isWritten(map.time_kind));
  all.clear();
  for (std::size_t i = 0; i < encodingNames().size(); ++i) {
    all.emplace_back(encodingText(TextEncoding(i)), static_cast<int>(i));
  }
  fillChoice(encoding_, encodingText(model_.sample().guess), all,
             wishes.encoding ? QVariant(static_cast<int>(*wishes.encoding)) : QVariant());
}

void LogChoices::showColumns() {
  const twin::MapWishes& wishes = model_.wishes();
  std::vector<std::pair<QString, QVariant>> columns;
  for (const twin::LogPreview::Column& column : model_.preview().columns) {
    if (!column.name.empty()) columns.emplace_back(columnText(column.name), QString::fromStdString(column.name));
  }
  const auto name = [](const std::optional<std::string>& wished) {
    return wished ? QVariant(QString::fromStdString(*wished)) : QVariant();
  };
  const twin::LogMap& map = model_.map();
  fillChoice(time_, columnText(wishes.time_column ? model_.unaided().time_column : map.time_column), columns,
             name(wishes.time_column));
  columns.insert(columns.begin(), {columnText({}), QString()});
  fillChoice(clock_, columnText(wishes.clock_column ? model_.unaided().clock_column : map.clock_column), columns,
             name(wishes.clock_column));
}

}  // namespace mw::panels
