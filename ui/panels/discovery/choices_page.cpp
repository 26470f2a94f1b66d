// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/choices_page.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "ui/panels/discovery/event_choices.h"
#include "ui/panels/discovery/event_preview_table.h"
#include "ui/panels/discovery/search_options.h"
#include "ui/panels/discovery/split_field.h"
#include "ui/panels/logs/sample_view.h"

namespace mw::panels {
namespace {

constexpr int kLeftWidth = 440;
constexpr int kFindingsHeight = 96;

}  // namespace

ChoicesPage::ChoicesPage(models::DiscoveryModel& model, const ThemeService& themes, QWidget* parent)
    : QWidget(parent), model_(model) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(2 * kPanelPadding);
  row->addWidget(buildLeft());
  row->addWidget(buildRight(themes), 1);
  connect(&model_, &models::DiscoveryModel::changed, this, &ChoicesPage::show);
  show();
}

QWidget* ChoicesPage::buildLeft() {
  auto* area = new QScrollArea(this);
  area->setObjectName(QStringLiteral("discover.left"));
  area->setWidgetResizable(true);
  area->setFrameShape(QFrame::NoFrame);
  area->setFocusPolicy(Qt::NoFocus);
  area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  area->setFixedWidth(kLeftWidth);
  auto* page = new QWidget(area);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, kPanelPadding, 0);
  column->addWidget(new EventChoices(model_, page));
  area->setWidget(page);
  return area;
}

QWidget* ChoicesPage::buildRight(const ThemeService& themes) {
  auto* right = new QWidget(this);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(8);
  column->addWidget(makeHeading(tr("First rows, as they will be read"), right));
  preview_ = makeSampleView("discover.preview", tr("First rows of the file"), right);
  preview_->setModel(new EventPreviewTable(model_, themes, preview_));
  showRowsOfFile(*preview_);
  column->addWidget(preview_, 1);
  auto* row = new QHBoxLayout;
  row->addWidget(makeHeading(tr("What is in it"), right));
  row->addStretch(1);
  auto* copy = new QPushButton(tr("Copy"), right);
  copy->setObjectName(QStringLiteral("discover.copyFindings"));
  copy->setAccessibleName(tr("Copy what is in the file"));
  copy->setProperty("look", "quiet");
  connect(copy, &QPushButton::clicked, this,
          [this] { QGuiApplication::clipboard()->setText(model_.findings().join(QLatin1Char('\n'))); });
  row->addWidget(copy);
  column->addLayout(row);
  findings_ = new QPlainTextEdit(right);
  findings_->setObjectName(QStringLiteral("discover.findings"));
  findings_->setAccessibleName(tr("What is in the file, and what is wrong in it"));
  findings_->setReadOnly(true);
  findings_->setLineWrapMode(QPlainTextEdit::NoWrap);
  findings_->setFixedHeight(kFindingsHeight);
  column->addWidget(findings_);
  column->addWidget(makeHeading(tr("What builds the factory, and what judges it"), right));
  column->addWidget(new SplitField(model_, themes, right));
  column->addWidget(new SearchOptions(model_, right));
  return right;
}

void ChoicesPage::show() {
  const QString text = model_.findings().join(QLatin1Char('\n'));
  if (findings_->toPlainText() != text) findings_->setPlainText(text);
}

void ChoicesPage::fitPreview() {
  preview_->resizeColumnsToContents();
}

}  // namespace mw::panels
