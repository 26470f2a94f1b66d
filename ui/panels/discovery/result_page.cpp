// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/result_page.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollArea>
#include <array>
#include <cmath>

#include "ui/models/discovery/report_table.h"
#include "ui/models/figure_format.h"
#include "ui/panels/discovery/compared_chart.h"
#include "ui/panels/logs/sample_view.h"
#include "ui/panels/segments.h"
#include "ui/panels/theme/figure_text.h"

namespace mw::panels {
namespace {

constexpr std::array kFigures = {"stations", "resources", "parts", "cases", "hours"};
constexpr int kWordsWidth = 860;

QString named(const char* name) {
  return QStringLiteral("discover.") + QLatin1String(name);
}

const report::Table* tableOf(const report::Report& report, const std::string& id) {
  for (const report::Section& section : report.sections) {
    for (const report::Table& table : section.tables) {
      if (table.id == id) return &table;
    }
  }
  return nullptr;
}

QString paragraphs(const std::vector<std::string>& sentences) {
  QStringList lines;
  for (const std::string& sentence : sentences) lines << QString::fromStdString(sentence);
  return lines.join(QStringLiteral("\n\n"));
}

QLabel* makeWords(const QString& name, QWidget* parent) {
  auto* label = new QLabel(parent);
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setMaximumWidth(kWordsWidth);
  label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  label->setFocusPolicy(Qt::NoFocus);
  return label;
}

}  // namespace

ResultPage::ResultPage(const models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent)
    : QWidget(parent),
      model_(model),
      themes_(themes),
      parts_(new QButtonGroup(this)),
      pages_(new QStackedWidget(this)),
      compared_(new models::ComparedTable(this)) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(kPanelPadding);
  column->addWidget(buildFigures());
  column->addWidget(buildParts(), 0, Qt::AlignLeft);
  pages_->addWidget(buildJudgement());
  pages_->addWidget(buildTables("stations", {"stations"}));
  pages_->addWidget(buildTables("routes", {"routes"}));
  pages_->addWidget(buildTables("machines", {"machines", "resources"}));
  pages_->addWidget(buildTables("arrivals", {"arrivals", "parts"}));
  pages_->addWidget(buildWords("assumed"));
  pages_->addWidget(buildTables("rows", {"rows"}));
  column->addWidget(pages_, 1);
  connect(parts_, &QButtonGroup::idClicked, pages_, &QStackedWidget::setCurrentIndex);
}

QWidget* ResultPage::buildFigures() {
  const std::array<QString, kFigures.size()> titles = {tr("Stations"), tr("Resources"), tr("Part types"),
                                                       tr("Cases a week"), tr("Open hours a week")};
  auto* box = new QWidget(this);
  auto* row = new QHBoxLayout(box);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  for (std::size_t i = 0; i < kFigures.size(); ++i) {
    auto* card = new QFrame(box);
    card->setProperty("look", "card");
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
    column->setSpacing(2);
    auto* title = new QLabel(titles[i], card);
    title->setProperty("look", "muted");
    auto* figure = new FigureLabel(card);
    figure->setObjectName(named("figure.") + QLatin1String(kFigures[i]));
    figure->setProperty("look", "figure");
    column->addWidget(title);
    column->addWidget(figure);
    row->addWidget(card, 1);
  }
  return box;
}

QWidget* ResultPage::buildParts() {
  QFrame* segments = makeSegments({{"discover.part.judgement", tr("Judgement")},
                                   {"discover.part.stations", tr("Stations")},
                                   {"discover.part.routes", tr("Routes")},
                                   {"discover.part.machines", tr("Resources")},
                                   {"discover.part.arrivals", tr("Arrivals")},
                                   {"discover.part.assumed", tr("Assumed")},
                                   {"discover.part.rows", tr("The file")}},
                                  *parts_, this);
  return segments;
}

QWidget* ResultPage::buildJudgement() {
  auto* page = new QWidget(pages_);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  verdict_ = makeWords(named("verdict"), page);
  verdict_->setProperty("look", "strong");
  verdict_->setMaximumWidth(QWIDGETSIZE_MAX);
  column->addWidget(verdict_);
  auto* legend = new QLabel(tr("Dot: the log, hollow where it lies outside. Band: where 95 % of the simulated periods "
                               "lie. Tick: their mean. ±: 95 % of that mean."),
                            page);
  legend->setObjectName(named("legend"));
  legend->setProperty("look", "muted");
  legend->setWordWrap(true);
  column->addWidget(legend);
  compared_view_ = makeSampleView("discover.compared", tr("Figures of the log beside the simulated ones"), page);
  compared_view_->setModel(compared_);
  compared_view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
  compared_view_->setSelectionBehavior(QAbstractItemView::SelectRows);
  compared_view_->verticalHeader()->hide();
  compared_view_->setItemDelegateForColumn(models::ComparedTable::Chart, new ComparedChart(themes_, this));
  connect(&themes_, &ThemeService::changed, compared_view_->viewport(), qOverload<>(&QWidget::update));
  column->addWidget(compared_view_, 3);
  auto* area = new QScrollArea(page);
  area->setObjectName(named("storyArea"));
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  auto* words = makeWords(named("story"), area);
  words->setProperty("look", "muted");
  area->setWidget(words);
  area->setAccessibleName(tr("The judgement in sentences"));
  column->addWidget(area, 2);
  return page;
}

QWidget* ResultPage::buildTables(const char* name, const std::vector<const char*>& tables) {
  auto* page = new QWidget(pages_);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  for (const char* id : tables) {
    auto* title = makeHeading({}, page);
    title->setObjectName(named("title.") + QLatin1String(id));
    QTableView* view = makeSampleView("", QString(), page);
    view->setObjectName(named("table.") + QLatin1String(id));
    view->setModel(new models::ReportTable(view));
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->verticalHeader()->hide();
    auto* note = makeWords(named("note.") + QLatin1String(id), page);
    note->setProperty("look", "muted");
    column->addWidget(title);
    column->addWidget(view, 1);
    column->addWidget(note);
  }
  page->setObjectName(named("page.") + QLatin1String(name));
  return page;
}

QWidget* ResultPage::buildWords(const char* name) {
  auto* area = new QScrollArea(pages_);
  area->setObjectName(named("page.") + QLatin1String(name));
  area->setAccessibleName(tr("What was assumed"));
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setWidget(makeWords(named("words.") + QLatin1String(name), area));
  return area;
}

void ResultPage::fillFigures(const discovery::Discovery& found) {
  const discovery::Plant& plant = found.plant;
  const std::array<QString, kFigures.size()> texts = {
      QString::number(plant.stations.size()), QString::number(plant.groups.size()), QString::number(plant.kinds.size()),
      models::figure(plant.arrivals.per_week), models::figure(plant.hours.hoursPerWeek())};
  for (std::size_t i = 0; i < kFigures.size(); ++i) {
    findChild<QLabel*>(named("figure.") + QLatin1String(kFigures[i]))->setText(texts[i]);
  }
}

void ResultPage::fillJudgement(const discovery::Discovery& found) {
  compared_->setFigures(found.judgement ? models::comparedFigures(*found.judgement)
                                        : std::vector<models::ComparedFigure>{});
  verdict_->setText(found.judgement ? models::verdictOf(models::comparedFigures(*found.judgement))
                                    : tr("All of the log built the factory: nothing was left to judge it by."));
  compared_view_->setVisible(found.judgement.has_value());
  findChild<QLabel*>(named("legend"))->setVisible(found.judgement.has_value());
  findChild<QLabel*>(named("story"))->setText(paragraphs(found.words));
  compared_view_->resizeColumnsToContents();
  compared_view_->horizontalHeader()->setStretchLastSection(true);
}

void ResultPage::fillTable(const report::Report& report, const QString& id) {
  const report::Table* table = tableOf(report, id.toStdString());
  auto* view = findChild<QTableView*>(named("table.") + id);
  auto* title = findChild<QLabel*>(named("title.") + id);
  auto* note = findChild<QLabel*>(named("note.") + id);
  view->setVisible(table != nullptr);
  title->setVisible(table != nullptr);
  note->setText(table != nullptr ? QString::fromStdString(table->note) : QString());
  if (id == QLatin1String("rows") && table == nullptr) note->setText(tr("No row was refused, and none is odd."));
  note->setVisible(!note->text().isEmpty());
  if (table == nullptr) return;
  title->setText(QString::fromStdString(table->title));
  view->setAccessibleName(title->text());
  qobject_cast<models::ReportTable*>(view->model())->setTable(*table);
  view->resizeColumnsToContents();
}

void ResultPage::present() {
  const auto result = model_.result();
  if (!result) return;
  fillFigures(result->discovery);
  fillJudgement(result->discovery);
  for (const char* id : {"stations", "routes", "machines", "resources", "arrivals", "parts", "rows"}) {
    fillTable(result->report, QLatin1String(id));
  }
  findChild<QLabel*>(named("words.assumed"))->setText(paragraphs(result->discovery.assumptions));
  parts_->button(0)->setChecked(true);
  pages_->setCurrentIndex(0);
}

}  // namespace mw::panels
