// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/whatif/whatif_panel.h"

#include <QHBoxLayout>
#include <QScrollArea>

#include "ui/models/response_text.h"
#include "ui/panels/whatif/factor_choice.h"

namespace mw::panels {
namespace {

constexpr std::size_t kDomainSteps = 40;

}  // namespace

WhatIfPanel::WhatIfPanel(models::WhatIfModel& what_if, models::StudyModel& study, const ThemeService& themes,
                         QWidget* parent)
    : Panel(parent), what_if_(what_if), study_(study), themes_(themes) {
  setObjectName(QStringLiteral("whatif"));
  pages_ = new QStackedLayout(this);
  pages_->addWidget(buildEmpty());
  auto* scroll = new QScrollArea(this);
  scroll->setObjectName(QStringLiteral("whatif.scroll"));
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setFocusPolicy(Qt::NoFocus);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  auto* page = new QWidget(scroll);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(12);
  column->addWidget(buildHead());
  answer_ = new WhatIfAnswer(what_if_, themes_, page);
  column->addWidget(answer_);
  input_column_ = new QVBoxLayout;
  input_column_->setSpacing(12);
  column->addLayout(input_column_);
  plots_ = new WhatIfPlots(what_if_, themes_, page);
  column->addWidget(plots_, 1);
  scroll->setWidget(page);
  pages_->addWidget(scroll);

  using Model = models::WhatIfModel;
  connect(&what_if_, &Model::stateChanged, this, &WhatIfPanel::showState);
  connect(&what_if_, &Model::answerChanged, this, &WhatIfPanel::showAnswer);
  connect(&what_if_, &Model::simulatedChanged, answer_, &WhatIfAnswer::showSimulated);
  connect(&what_if_, &Model::suggestionChanged, plots_, &WhatIfPlots::showPlots);
  showState();
}

QWidget* WhatIfPanel::buildEmpty() {
  auto* empty = new QWidget(this);
  auto* column = new QVBoxLayout(empty);
  column->setContentsMargins(24, 24, 24, 24);
  column->addStretch(1);
  note_ = new QLabel(empty);
  note_->setObjectName(QStringLiteral("whatif.note"));
  note_->setProperty("look", "muted");
  note_->setWordWrap(true);
  note_->setAlignment(Qt::AlignCenter);
  train_first_ = new QPushButton(tr("Train on this study"), empty);
  train_first_->setObjectName(QStringLiteral("whatif.trainFirst"));
  train_first_->setProperty("look", "primary");
  connect(train_first_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::train);
  column->addWidget(note_);
  column->addWidget(train_first_, 0, Qt::AlignCenter);
  column->addStretch(1);
  return empty;
}

QWidget* WhatIfPanel::buildHead() {
  auto* head = new QWidget(this);
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(0, 0, 0, 0);
  response_ = new QComboBox(head);
  response_->setObjectName(QStringLiteral("whatif.response"));
  response_->setAccessibleName(tr("Response"));
  connect(response_, &QComboBox::activated, this,
          [this](int index) { what_if_.setResponse(response_->itemData(index).toString().toStdString()); });
  train_ = new QPushButton(tr("Train again"), head);
  train_->setObjectName(QStringLiteral("whatif.train"));
  connect(train_, &QPushButton::clicked, &what_if_, &models::WhatIfModel::train);
  row->addWidget(response_, 1);
  row->addWidget(train_);
  return head;
}

void WhatIfPanel::buildInputs() {
  if (shown_ == what_if_.surrogate()) return;
  shown_ = what_if_.surrogate();
  for (FactorInput* input : inputs_) input->deleteLater();
  inputs_.clear();
  for (std::size_t i = 0; i < what_if_.factors().size(); ++i) {
    const models::WhatIfFactor& factor = what_if_.factors()[i];
    FactorInput* input = nullptr;
    if (factor.isChoice()) {
      input = new FactorChoice(factor, this);
    } else {
      input = new FactorSlider(factor, themes_, this);
    }
    connect(input, &FactorInput::moved, this, [this, i](double value) {
      plots_->setFactor(i);
      what_if_.setValue(i, value);
    });
    input_column_->addWidget(input);
    inputs_.push_back(input);
  }
}

void WhatIfPanel::showResponses() {
  const auto& responses = study_.results().responses();
  if (response_->count() != static_cast<int>(responses.size())) {
    response_->clear();
    for (const std::string& name : responses)
      response_->addItem(models::responseTitle(name), QString::fromStdString(name));
  }
  response_->setCurrentIndex(response_->findData(QString::fromStdString(what_if_.response())));
}

void WhatIfPanel::showState() {
  const bool is_training = what_if_.state() == models::WhatIfModel::State::Training;
  showResponses();
  pages_->setCurrentIndex(what_if_.surrogate() ? 1 : 0);
  train_->setEnabled(what_if_.canTrain() && !is_training);
  train_->setText(is_training ? tr("Learning ...") : tr("Train again"));
  train_first_->setVisible(what_if_.canTrain() && !is_training);
  showNote();
  if (what_if_.surrogate()) showAnswer();
}

void WhatIfPanel::showNote() {
  switch (what_if_.state()) {
    case models::WhatIfModel::State::Training:
      note_->setText(tr("Learning from the study ..."));
      break;
    case models::WhatIfModel::State::Failed:
      note_->setText(what_if_.problem());
      break;
    default:
      note_->setText(what_if_.canTrain()
                         ? tr("Ask what would happen without simulating: train a surrogate on the study.")
                         : tr("Run a study first: a surrogate learns from its points."));
  }
}

void WhatIfPanel::showAnswer() {
  if (!what_if_.surrogate()) return;
  buildInputs();
  answer_->showAnswer();
  for (std::size_t i = 0; i < inputs_.size(); ++i) {
    inputs_[i]->setValue(what_if_.factors()[i].value);
    inputs_[i]->setDomains(what_if_.domainAlong(i, kDomainSteps));
  }
  plots_->showPlots();
}

}  // namespace mw::panels
