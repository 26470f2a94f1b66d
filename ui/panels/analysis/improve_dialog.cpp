// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/analysis/improve_dialog.h"

#include <QStyle>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "ui/commands/plan_edits.h"
#include "ui/models/floor/bottleneck_words.h"
#include "ui/panels/analysis/improve_form.h"
#include "ui/panels/analysis/plan_card.h"
#include "ui/panels/analysis/work_row.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

enum Page { kForm, kAnswer };
constexpr QSize kFirstSize{820, 560};
constexpr int kMargin = 20;

}  // namespace

ImproveDialog::ImproveDialog(models::ImprovementSearch& search, models::Document& document,
                             models::Selection& selection, QWidget* parent)
    : QDialog(parent), search_(search), document_(document), selection_(selection) {
  setObjectName(QStringLiteral("improveDialog"));
  setWindowTitle(tr("Improve the factory"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* body = new QFrame(this);
  body->setObjectName(QStringLiteral("improve.pages"));
  body->setProperty("look", "page");
  auto* inside = new QVBoxLayout(body);
  inside->setContentsMargins(kMargin, kMargin - 4, kMargin, kMargin - 4);
  pages_ = new QStackedLayout;
  inside->addLayout(pages_);
  form_ = new ImproveForm(search_, body);
  pages_->addWidget(form_);
  pages_->addWidget(buildAnswer());
  column->addWidget(body, 1);
  column->addWidget(buildFoot());
  resize(kFirstSize);
  connect(form_, &ImproveForm::touched, this, &ImproveDialog::showState);
  connect(&search_, &models::AnalysisJob::changed, this, &ImproveDialog::showAnswer);
  connect(&document_, &models::Document::changed, this, [this](const models::FactoryChange& change) {
    if (change.kind == models::FactoryChange::Kind::Replaced) reject();
  });
  // Enter ends a field, it starts nothing.
  for (QPushButton* button : findChildren<QPushButton*>()) button->setAutoDefault(false);
  showAnswer();
}

QLabel* ImproveDialog::addLabel(QWidget* page, const char* name, const char* look) {
  auto* label = new QLabel(page);
  label->setObjectName(QLatin1String(name));
  label->setProperty("look", look);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  page->layout()->addWidget(label);
  return label;
}

QWidget* ImproveDialog::buildAnswer() {
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  title_ = addLabel(page, "improve.title", "section");
  bottleneck_ = addLabel(page, "improve.bottleneck", "quiet");
  auto* cards = new QWidget(page);
  cards_row_ = new QHBoxLayout(cards);
  cards_row_->setContentsMargins(0, 4, 0, 4);
  cards_row_->setSpacing(12);
  column->addWidget(cards, 1);
  basis_ = addLabel(page, "improve.basis", "muted");
  return page;
}

QWidget* ImproveDialog::buildFoot() {
  auto* foot = new QFrame(this);
  foot->setProperty("look", "bar-bottom");
  auto* row = new QHBoxLayout(foot);
  row->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  row->setSpacing(8);
  row->addWidget(new WorkRow(search_, QStringLiteral("improve"), foot), 3);
  said_ = new QLabel(foot);
  said_->setObjectName(QStringLiteral("improve.said"));
  said_->setWordWrap(true);
  row->addWidget(said_, 2);
  row->addStretch(0);
  const auto add = [&](const char* name, const QString& text, auto run) {
    auto* button = new QPushButton(text, foot);
    button->setObjectName(QLatin1String(name));
    connect(button, &QPushButton::clicked, this, run);
    row->addWidget(button);
    return button;
  };
  back_ = add("improve.back", tr("Last answer"), [this] {
    pages_->setCurrentIndex(kAnswer);
    showState();
  });
  again_ = add("improve.again", tr("Change the question"), [this] { ask(); });
  add("improve.close", tr("Close"), [this] { reject(); });
  start_ = add("improve.start", tr("Search"), [this] { start(); });
  start_->setProperty("look", "primary");
  return foot;
}

void ImproveDialog::done(int result) {
  search_.cancel();
  QDialog::done(result);
}

void ImproveDialog::ask() {
  pages_->setCurrentIndex(kForm);
  showState();
}

void ImproveDialog::start() {
  const QString refusal = form_->problem().isEmpty() ? search_.refusal(form_->options()) : form_->problem();
  if (!refusal.isEmpty()) return say(refusal, true);
  say({}, false);
  search_.start(form_->options());
}

void ImproveDialog::say(const QString& text, bool is_problem) {
  said_->setText(text);
  said_->setProperty("look", is_problem ? "error" : "muted");
  said_->style()->unpolish(said_);
  said_->style()->polish(said_);
  said_->setVisible(!text.isEmpty());
}

void ImproveDialog::showState() {
  const bool is_running = search_.isRunning();
  const bool asks = pages_->currentIndex() == kForm;
  form_->setEnabled(!is_running);
  start_->setVisible(asks && !is_running);
  again_->setVisible(!asks && !is_running);
  back_->setVisible(asks && !is_running && search_.answer());
  if (is_running || !asks) return;
  const QString problem = form_->problem();
  say(problem.isEmpty() ? search_.refusal(form_->options()) : problem, true);
}

void ImproveDialog::showAnswer() {
  if (const auto answer = search_.answer(); answer && answer != shown_) {
    shown_ = answer;
    title_->setText(models::answerTitle(*answer));
    const models::BottleneckWords before = models::bottleneckWords(answer->found.bottleneck, *answer->factory);
    bottleneck_->setText(before.detail.isEmpty() ? tr("Before: %1").arg(before.title)
                                                 : tr("Before: %1; %2").arg(before.title, before.detail));
    basis_->setText(models::answerBasis(*answer));
    showPlans();
    say({}, false);
    pages_->setCurrentIndex(kAnswer);
  }
  const QString reason =
      search_.isOfOlderFactory() ? tr("The layout has changed since. Undo, or search again.") : QString();
  for (PlanCard* card : cards_) card->setRefusal(reason);
  if (!search_.isOfOlderFactory()) say({}, false);  // what was applied is undone
  showState();
}

void ImproveDialog::showPlans() {
  for (PlanCard* card : cards_) {
    cards_row_->removeWidget(card);
    card->hide();
    card->deleteLater();
  }
  cards_.clear();
  for (std::size_t i = 0; i < shown_->found.plans.size(); ++i) {
    auto* card = new PlanCard(models::planWords(*shown_, i), i, this);
    connect(card, &PlanCard::applyWanted, this, [this, i] { apply(i); });
    connect(card, &PlanCard::showWanted, this, [this, i] { showChanged(i); });
    cards_row_->addWidget(card, 1);
    cards_.push_back(card);
  }
}

void ImproveDialog::apply(std::size_t plan) {
  if (search_.isOfOlderFactory()) return;
  const analysis::ImprovedPlan& chosen = search_.plan(plan);
  std::vector<std::string> changed;
  for (const analysis::Change& change : chosen.changes) {
    changed.insert(changed.end(), change.ids.begin(), change.ids.end());
  }
  try {
    commands::applyPlan(document_, chosen.factory, changed, tr("Apply plan %1").arg(plan + 1));
    say(tr("Plan %1 is in the layout; Undo takes it back").arg(plan + 1), false);
  } catch (const Error& error) {
    say(QString::fromUtf8(error.what()), true);
  }
}

void ImproveDialog::showChanged(std::size_t plan) {
  std::vector<std::string> there;
  for (const std::string& id : models::planWords(*shown_, plan).elements) {
    if (document_.factory().findElement(id) != nullptr) there.push_back(id);
  }
  selection_.set(std::move(there));
  emit showWanted();
}

}  // namespace mw::panels
