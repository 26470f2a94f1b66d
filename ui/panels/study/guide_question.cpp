// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/study/guide_question.h"

#include "core/experiment/event_engine.h"
#include "ui/models/response_text.h"
#include "ui/panels/study/study_parts.h"

namespace mw::panels {
namespace {

using models::Question;
constexpr std::array kQuestions = {Question::Effects, Question::Search, Question::Alternatives};

}  // namespace

QuestionPage::QuestionPage(models::GuidedStudy& guide, QWidget* parent)
    : GuidePage(guide, models::GuideStep::Question, QStringLiteral("question"),
                tr("A study answers one question. It decides which points are tried and how often, so it comes first; "
                   "what follows from it is suggested on the later pages."),
                parent) {
  column().addWidget(headingLabel(tr("What do you want to know?"), this));
  choices_ = {addChoice("effects", tr("What changes matter"),
                        tr("Many things might have an effect: which do, how much, and do they act together? "
                           "Suggests two levels of each factor.")),
              addChoice("search", tr("Where the best is"),
                        tr("A few things can be set freely: where in their ranges is the best? Suggests points spread "
                           "over the whole space, for a surrogate to learn from.")),
              addChoice("alternatives", tr("Which of a few alternatives is better"),
                        tr("Some variants are on the table: which is better, and is that more than chance? Suggests "
                           "every combination, compared with today's factory."))};
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    connect(choices_[i], &QRadioButton::clicked, this, [this, i] {
      this->guide().setQuestion(kQuestions[i]);
      emit touched();
    });
  }
  column().addSpacing(4);
  response_ = new QComboBox(this);
  response_->setObjectName(named("response"));
  refill(response_, experiment::eventKpis(guide.document().factory()), models::responseTitle);
  response_->setMaxVisibleItems(16);
  connect(response_, &QComboBox::activated, this,
          [this] { this->guide().setResponse(response_->currentData().toString().toStdString()); });
  addField(tr("Judged by"), response_, tr("Replications are counted by it; all other figures are kept too"));
  name_ = new QLineEdit(this);
  name_->setObjectName(named("name"));
  connect(name_, &QLineEdit::textEdited, this, [this](const QString& text) {
    this->guide().setName(text);
    emit touched();
  });
  addField(tr("Name of the study"), name_);
  column().addStretch(1);
  connect(&guide, &models::GuidedStudy::changed, this, &QuestionPage::showState);
  showState();
}

QWidget* QuestionPage::firstField() const {
  for (QRadioButton* choice : choices_)
    if (choice->isChecked()) return choice;
  return choices_.front();
}

void QuestionPage::showState() {
  for (std::size_t i = 0; i < choices_.size(); ++i) {
    if (guide().question() == kQuestions[i]) choices_[i]->setChecked(true);
  }
  response_->setCurrentIndex(response_->findData(QString::fromStdString(guide().response())));
  const QString name = QString::fromStdString(guide().draft().name);
  if (name_->text().trimmed() != name) name_->setText(name);
}

}  // namespace mw::panels
