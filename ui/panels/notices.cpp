// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/notices.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

const char* lookOf(Notice::Tone tone) {
  switch (tone) {
    case Notice::Tone::Warning:
      return "notice-warning";
    case Notice::Tone::Alarm:
      return "notice-alarm";
    case Notice::Tone::Plain:
      break;
  }
  return "notice";
}

}  // namespace

Notices::Notices(const ThemeService& themes, QWidget* parent) : QWidget(parent), themes_(themes) {
  setObjectName(QStringLiteral("notices"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
}

void Notices::show(const Notice& notice) {
  remove(notice.id);
  auto* bar = new QFrame(this);
  const QString name = QStringLiteral("notice.") + notice.id;
  bar->setObjectName(name);
  bar->setProperty("look", lookOf(notice.tone));
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(kPanelPadding, 4, 8, 4);
  row->setSpacing(8);
  auto* text = new QLabel(notice.text, bar);
  text->setObjectName(name + QStringLiteral(".text"));
  text->setWordWrap(true);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text->setFocusPolicy(Qt::NoFocus);
  row->addWidget(text, 1);
  for (const NoticeAction& action : notice.actions) {
    auto* button = new QPushButton(action.text, bar);
    button->setObjectName(name + QLatin1Char('.') + action.id);
    button->setAccessibleName(action.text);
    connect(button, &QPushButton::clicked, this, action.run);
    row->addWidget(button);
  }
  auto* close = new QToolButton(bar);
  close->setObjectName(name + QStringLiteral(".close"));
  close->setAccessibleName(tr("Close this message"));
  close->setToolTip(close->accessibleName());
  close->setIcon(lineIcon(QStringLiteral("window-close"), themes_, Token::Muted));
  if (close->icon().isNull()) close->setText(QStringLiteral("×"));
  close->setFocusPolicy(Qt::TabFocus);
  connect(close, &QToolButton::clicked, this, [this, id = notice.id] { remove(id); });
  row->addWidget(close);
  layout()->addWidget(bar);
  bar->show();
  bars_[notice.id] = bar;
}

void Notices::remove(const QString& id) {
  const auto found = bars_.find(id);
  if (found == bars_.end()) return;
  found->second->setParent(nullptr);  // the button that was clicked may be in it
  found->second->deleteLater();
  bars_.erase(found);
}

}  // namespace mw::panels
