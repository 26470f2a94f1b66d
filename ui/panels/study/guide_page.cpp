// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_page.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QStyle>
#include <cmath>

#include "ui/models/typed_time.h"
#include "ui/panels/study/study_parts.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

constexpr int kMargin = 20;
constexpr int kBelowRadio = 22;  // the indicator and its spacing

QLabel* wrapped(const QString& text, const char* look, QWidget* parent) {
  auto* label = new QLabel(text, parent);
  label->setProperty("look", look);
  label->setWordWrap(true);
  return label;
}

void setLook(QWidget* widget, const char* property, const char* value) {
  if (widget->property(property).toString() == QLatin1String(value)) return;
  widget->setProperty(property, value);
  widget->style()->unpolish(widget);
  widget->style()->polish(widget);
}

}  // namespace

QString stepTitle(models::GuideStep step) {
  const auto tr = [](const char* text) { return QCoreApplication::translate("studyGuide", text); };
  switch (step) {
    case models::GuideStep::Question:
      return tr("Question");
    case models::GuideStep::Factors:
      return tr("Factors");
    case models::GuideStep::Ending:
      return tr("End or steady state");
    case models::GuideStep::Warmup:
      return tr("Warm-up");
    case models::GuideStep::Replications:
      return tr("Replications");
    case models::GuideStep::Comparison:
      return tr("Comparison");
  }
  return {};
}

void tell(QLabel* label, const QString& text, const char* look) {
  setLook(label, "look", look);
  label->setText(text);
  label->setVisible(!text.isEmpty());
}

GuidePage::GuidePage(models::GuidedStudy& guide, models::GuideStep step, const QString& name, const QString& why,
                     QWidget* parent)
    : QWidget(parent), guide_(guide), name_(name), column_(new QVBoxLayout(this)) {
  setObjectName(QStringLiteral("studyGuide.page.") + name);
  column_->setContentsMargins(kMargin, kMargin - 4, kMargin, kMargin - 4);
  column_->setSpacing(8);
  auto* title = new QLabel(stepTitle(step), this);
  title->setObjectName(named("title"));
  title->setProperty("look", "section");
  column_->addWidget(title);
  auto* reason = wrapped(why, "quiet", this);
  reason->setObjectName(named("why"));
  column_->addWidget(reason);
  column_->addSpacing(4);
}

QString GuidePage::named(const char* field) const {
  return QStringLiteral("studyGuide.%1.%2").arg(name_, QLatin1String(field));
}

QRadioButton* GuidePage::addChoice(const char* field, const QString& title, const QString& about) {
  auto* button = new QRadioButton(title, this);
  button->setObjectName(named(field));
  button->setAccessibleName(title);
  button->setAccessibleDescription(about);
  auto* label = wrapped(about, "muted", this);
  label->setContentsMargins(kBelowRadio, 0, 0, 0);
  auto* both = new QVBoxLayout;
  both->setSpacing(0);
  both->addWidget(button);
  both->addWidget(label);
  column_->addLayout(both);
  return button;
}

QLabel* GuidePage::addNote(const char* field, const char* look) {
  auto* label = wrapped({}, look, this);
  label->setObjectName(named(field));
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setAccessibleName(tr("Remark"));
  label->hide();
  column_->addWidget(label);
  return label;
}

QLabel* GuidePage::addField(const QString& label, QWidget* field, const QString& remark) {
  auto* row = new QHBoxLayout;
  row->setSpacing(12);
  auto* text = mutedLabel(label, this);
  text->setFixedWidth(kGuideLabelWidth);
  text->setBuddy(field);
  if (field->accessibleName().isEmpty()) field->setAccessibleName(label);
  field->setMinimumWidth(kGuideFieldWidth);
  row->addWidget(text);
  row->addWidget(field);
  if (!remark.isEmpty()) row->addWidget(mutedLabel(remark, this));
  row->addStretch(1);
  column_->addLayout(row);
  return text;
}

DurationField::DurationField(QWidget* parent) : QLineEdit(parent) {
  setToolTip(tr("A time with its unit: 8 h, 3 d, 90 m"));
  connect(this, &QLineEdit::editingFinished, this, &DurationField::take);
}

void DurationField::show_s(std::optional<double> duration_s) {
  const QString text = duration_s ? models::durationField(*duration_s) : QString();
  const bool is_typing = hasFocus() && isModified();
  if (is_typing || (text == shown_ && !problem_.isEmpty())) return;
  shown_ = text;
  setText(text);
  setProblem({});
}

void DurationField::take() {
  if (text() == shown_) return setProblem({});
  const auto typed_s = models::typedTime_s(text(), std::nullopt);
  if (!typed_s || !std::isfinite(*typed_s) || *typed_s < 0) {
    return setProblem(tr("\"%1\" is not a time: write 8 h, 3 d or 90 m").arg(text().trimmed()));
  }
  setModified(false);
  setProblem({});
  emit entered(*typed_s);
}

void DurationField::setProblem(const QString& problem) {
  problem_ = problem;
  setLook(this, "state", problem.isEmpty() ? "" : "error");
}

}  // namespace mw::panels
