// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/backwards_field.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <utility>

namespace mw::panels {
namespace {

using twin::BackwardsPolicy;

constexpr double kMostSeconds = 1e9;
constexpr double kLeastSeconds = 0.001;
constexpr double kUsualSeconds = 5;

/// Shows as many decimals as there are.
class SecondsBox : public QDoubleSpinBox {
 public:
  using QDoubleSpinBox::QDoubleSpinBox;
  [[nodiscard]] QString textFromValue(double value_s) const override {
    QLocale plain = locale();
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    return plain.toString(value_s, 'f', QLocale::FloatingPointShortest);
  }
};

QString policyText(BackwardsPolicy policy) {
  switch (policy) {
    case BackwardsPolicy::Drop:
      return BackwardsField::tr("left out");
    case BackwardsPolicy::Sort:
      return BackwardsField::tr("put in order");
    case BackwardsPolicy::Segment:
      return BackwardsField::tr("begin a new log");
  }
  return {};
}

}  // namespace

BackwardsField::BackwardsField(models::LogImportModel& model, QWidget* parent)
    : QWidget(parent), model_(model), policy_(new QComboBox(this)), window_(new SecondsBox(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  auto* row = new QHBoxLayout;
  row->setSpacing(8);
  policy_->setObjectName(QStringLiteral("importLog.backwards"));
  policy_->setAccessibleName(tr("Rows that go back in time"));
  for (const auto policy : {BackwardsPolicy::Drop, BackwardsPolicy::Sort, BackwardsPolicy::Segment}) {
    policy_->addItem(policyText(policy), static_cast<int>(policy));
  }
  connect(policy_, &QComboBox::activated, this,
          [this] { choose(static_cast<BackwardsPolicy>(policy_->currentData().toInt())); });
  window_->setObjectName(QStringLiteral("importLog.window"));
  window_->setAccessibleName(tr("Seconds that a row may be late"));
  window_->setToolTip(tr("Rows up to this late are put in their place; later ones are left out"));
  window_->setDecimals(3);
  window_->setRange(kLeastSeconds, kMostSeconds);
  window_->setPrefix(tr("up to "));
  window_->setSuffix(tr(" s late"));
  window_->setKeyboardTracking(false);
  window_->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
  connect(window_, &QDoubleSpinBox::valueChanged, this, &BackwardsField::setWindow);
  row->addWidget(policy_, 1);
  row->addWidget(window_, 1);
  column->addLayout(row);
  story_ = new QLabel(this);
  story_->setObjectName(QStringLiteral("importLog.backwardsStory"));
  story_->setProperty("look", "muted");
  story_->setWordWrap(true);
  column->addWidget(story_);
  connect(&model_, &models::LogImportModel::changed, this, &BackwardsField::show);
  connect(&model_, &models::LogImportModel::opened, this, &BackwardsField::show);
  show();
}

void BackwardsField::choose(BackwardsPolicy policy) {
  twin::BackwardsChoice choice{policy, model_.backwards().window_s};
  if (policy == BackwardsPolicy::Sort && !std::isfinite(choice.window_s)) {
    // As long as it takes to hold them all, where the file has been read; in whole milliseconds, as the field shows it.
    const double furthest_s = model_.report() ? model_.report()->back_rows.furthest_s() : 0;
    choice.window_s = furthest_s > 0 ? std::ceil(furthest_s * 1000) / 1000 : kUsualSeconds;
  }
  model_.setBackwards(choice);
}

void BackwardsField::setWindow(double window_s) {
  model_.setBackwards({BackwardsPolicy::Sort, window_s});
}

void BackwardsField::show() {
  const twin::BackwardsChoice& choice = model_.backwards();
  const QSignalBlocker quiet(window_);
  policy_->setCurrentIndex(policy_->findData(static_cast<int>(choice.policy)));
  window_->setVisible(choice.policy == BackwardsPolicy::Sort);
  if (std::isfinite(choice.window_s)) window_->setValue(choice.window_s);
  const QString story = model_.backwardsStory();
  // While it is read again the old words stay, so that nothing jumps.
  if (!story.isEmpty() || model_.state() != models::LogImportModel::State::Trying) story_->setText(story);
}

}  // namespace mw::panels
