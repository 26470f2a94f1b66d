// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/vary_this.h"

#include <QEvent>
#include <QMenu>
#include <QToolButton>

#include "ui/models/factor_proposals.h"
#include "ui/panels/properties/property_panel.h"
#include "ui/panels/properties/property_row.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

QString buttonName(const PropertyRow& row) {
  return QStringLiteral("properties.vary.") + QString::fromStdString(row.item().path).section('/', 2).replace('/', '.');
}

QToolButton* buttonOf(const PropertyRow& row) {
  return row.findChild<QToolButton*>(buttonName(row));
}

}  // namespace

VaryThis::VaryThis(PropertyPanel& panel, models::StudyModel& study, models::Document& document, StatusBoard& status,
                   const ThemeService& themes)
    : QObject(&panel), panel_(panel), study_(study), document_(document), status_(status), themes_(themes) {
  connect(&panel_, &PropertyPanel::rowsBuilt, this, &VaryThis::addButtons);
  connect(&study_, &models::StudyModel::draftChanged, this, [this] {
    for (PropertyRow* row : panel_.rows()) show(*row);
  });
  addButtons();
}

void VaryThis::addButtons() {
  for (PropertyRow* row : panel_.rows()) addButton(*row);
}

void VaryThis::addButton(PropertyRow& row) {
  if (models::proposalsAt(document_.factory(), row.item().path).empty()) return;
  auto* button = new QToolButton(&row);
  button->setObjectName(buttonName(row));
  button->setProperty("look", "small");
  button->setIcon(lineIcon(QStringLiteral("office-chart-scatter"), themes_, Token::Muted));
  button->setIconSize({kIconSize, kIconSize});
  button->setFocusPolicy(Qt::NoFocus);
  connect(button, &QToolButton::clicked, this, [this, &row] { toggle(row.item().path); });
  connect(&row, &PropertyRow::menuWanted, this, [this, &row](QMenu* menu) {
    const bool is_varied = study_.factorAt(row.item().path).has_value();
    QAction* vary = menu->addAction(is_varied ? tr("Do not vary this") : tr("Vary this"));
    vary->setObjectName(QStringLiteral("properties.varyThis"));
    connect(vary, &QAction::triggered, this, [this, path = row.item().path] { toggle(path); });
  });
  row.addButton(button);
  row.installEventFilter(this);
  show(row);
}

void VaryThis::show(PropertyRow& row) const {
  QToolButton* button = buttonOf(row);
  if (button == nullptr) return;
  const auto factor = study_.factorAt(row.item().path);
  button->setIcon(lineIcon(QStringLiteral("office-chart-scatter"), themes_, factor ? Token::Accent : Token::Muted));
  const QString name = factor ? QString::fromStdString(study_.draft().factors[*factor].name) : QString();
  button->setToolTip(factor ? tr("Varied as %1; press to vary it no more").arg(name)
                            : tr("Vary this: make it a factor of the study"));
  button->setAccessibleName(factor ? tr("%1 is varied").arg(row.item().label) : tr("Vary %1").arg(row.item().label));
  button->setProperty("varied", factor.has_value());
  row.showButton(factor || row.underMouse());
}

bool VaryThis::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Enter || event->type() == QEvent::Leave) {
    auto* row = static_cast<PropertyRow*>(watched);
    if (QToolButton* button = buttonOf(*row))
      row->showButton(event->type() == QEvent::Enter || button->property("varied").toBool());
  }
  return QObject::eventFilter(watched, event);
}

void VaryThis::toggle(const std::string& path) {
  if (const auto factor = study_.factorAt(path)) {
    if (study_.state() == models::StudyModel::State::Running) {
      status_.say(tr("A study is running: cancel it first, or wait for its end"), StatusBoard::Tone::Warning);
      return;
    }
    study_.removeFactor(*factor);
    status_.say(tr("%1 is not varied any more").arg(QString::fromStdString(path).section(QLatin1Char('/'), 1)));
    return;
  }
  const QString why_not = study_.vary(path);
  if (!why_not.isEmpty()) {
    status_.say(why_not, StatusBoard::Tone::Warning);
    return;
  }
  emit varied();
}

}  // namespace mw::panels
