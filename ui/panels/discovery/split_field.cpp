// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/split_field.h"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <cmath>

namespace mw::panels {
namespace {

constexpr auto kDateFormat = "yyyy-MM-dd";

QDate dateAt(const discovery::EventLog& log, double at_s) {
  return QDate(1970, 1, 1).addDays(log.first_day + static_cast<qint64>(std::floor(at_s / 86400)));
}

}  // namespace

SplitField::SplitField(models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), model_(model) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(buildRow());
  chart_ = new SplitChart(themes, this);
  connect(chart_, &SplitChart::dragged, this, [this](double at_s) {
    by_->currentData().toInt() == static_cast<int>(By::Date) && model_.reading()
        ? setDate(dateAt(*model_.reading()->log, at_s))
        : setShare(model_.shareBefore(at_s));
  });
  column->addWidget(chart_);
  connect(&model_, &models::DiscoveryModel::changed, this, &SplitField::show);
  show();
}

QWidget* SplitField::buildRow() {
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  by_ = new QComboBox(box);
  by_->setObjectName(QStringLiteral("discover.splitBy"));
  by_->setAccessibleName(tr("How the log is split"));
  by_->addItem(tr("First share of the cases"), static_cast<int>(By::Share));
  by_->addItem(tr("Up to a date"), static_cast<int>(By::Date));
  by_->addItem(tr("All of it, judge nothing"), static_cast<int>(By::Nothing));
  connect(by_, &QComboBox::activated, this, [this] { choose(static_cast<By>(by_->currentData().toInt())); });
  share_ = new QSpinBox(box);
  share_->setObjectName(QStringLiteral("discover.share"));
  share_->setAccessibleName(tr("Share of the cases that build the factory, in per cent"));
  share_->setRange(1, 99);
  share_->setSuffix(QStringLiteral(" %"));
  share_->setKeyboardTracking(false);
  connect(share_, &QSpinBox::valueChanged, this, [this](int percent) { setShare(percent / 100.0); });
  date_ = new QDateEdit(box);
  date_->setObjectName(QStringLiteral("discover.date"));
  date_->setAccessibleName(tr("Date at which the first part ends"));
  date_->setDisplayFormat(QLatin1String(kDateFormat));
  date_->setKeyboardTracking(false);
  connect(date_, &QDateEdit::dateChanged, this, &SplitField::setDate);
  story_ = new QLabel(box);
  story_->setObjectName(QStringLiteral("discover.splitStory"));
  story_->setProperty("look", "muted");
  story_->setWordWrap(true);
  for (QWidget* widget : std::initializer_list<QWidget*>{by_, share_, date_}) row->addWidget(widget);
  row->addWidget(story_, 1);
  return box;
}

void SplitField::choose(By by) {
  discovery::DiscoveryOptions options = model_.options();
  options.split_date.reset();
  options.split = by == By::Nothing ? 1 : last_share_;
  if (by == By::Date && model_.reading()) {
    options.split_date = date_->date().toString(QLatin1String(kDateFormat)).toStdString();
  }
  model_.setOptions(options);
}

void SplitField::setShare(double share) {
  last_share_ = share;
  discovery::DiscoveryOptions options = model_.options();
  options.split_date.reset();
  options.split = share;
  model_.setOptions(options);
}

void SplitField::setDate(const QDate& date) {
  discovery::DiscoveryOptions options = model_.options();
  options.split_date = date.toString(QLatin1String(kDateFormat)).toStdString();
  model_.setOptions(options);
}

void SplitField::showLog() {
  const auto log = model_.reading() ? model_.reading()->log : nullptr;
  if (log && log == shown_log_) return;
  shown_log_ = log;
  setEnabled(log != nullptr);
  if (!log) return chart_->clear();
  chart_->show(model_.reading()->starts_s, log->end_s, QString::fromStdString(discovery::instantText(*log, 0)),
               QString::fromStdString(discovery::instantText(*log, log->end_s)));
}

void SplitField::show() {
  const QSignalBlocker quiet_by(by_);
  const QSignalBlocker quiet_share(share_);
  const QSignalBlocker quiet_date(date_);
  showLog();
  const discovery::DiscoveryOptions& options = model_.options();
  const auto split_s = model_.split_s();
  const By by = options.split_date ? By::Date : options.split >= 1 ? By::Nothing : By::Share;
  by_->setCurrentIndex(by_->findData(static_cast<int>(by)));
  if (by == By::Share) share_->setValue(static_cast<int>(std::lround(100 * options.split)));
  share_->setVisible(by == By::Share);
  date_->setVisible(by == By::Date);
  if (model_.reading() && split_s && by != By::Nothing) {
    const discovery::EventLog& log = *model_.reading()->log;
    date_->setDateRange(dateAt(log, 86400), dateAt(log, log.end_s));
    if (by == By::Share) date_->setDate(dateAt(log, *split_s));
    if (by == By::Date) {
      date_->setDate(QDate::fromString(QString::fromStdString(*options.split_date), QLatin1String(kDateFormat)));
    }
  }
  chart_->setSplit(split_s);
  story_->setText(model_.splitStory());
}

}  // namespace mw::panels
