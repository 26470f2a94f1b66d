// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/panel_dock.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVariant>

#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

QWidget* buildHeader(const PanelEntry& entry, Panel* panel, QWidget* parent) {
  auto* header = new QFrame(parent);
  header->setObjectName(entry.id + QStringLiteral(".header"));
  header->setProperty("look", "header");
  header->setFixedHeight(kHeaderHeight);
  auto* row = new QHBoxLayout(header);
  row->setContentsMargins(kPanelPadding, 0, kPanelPadding, 0);
  auto* title = new QLabel(entry.title, header);
  title->setObjectName(entry.id + QStringLiteral(".title"));
  title->setProperty("look", "title");
  auto* note = new QLabel(header);
  note->setObjectName(entry.id + QStringLiteral(".note"));
  note->setProperty("look", "muted");
  row->addWidget(title);
  row->addStretch(1);
  row->addWidget(note);
  QObject::connect(panel, &Panel::headingChanged, title, &QLabel::setText);
  QObject::connect(panel, &Panel::noteChanged, note, &QLabel::setText);
  return header;
}

}  // namespace

PanelDock::PanelDock(const PanelEntry& entry, Panel* panel, QWidget* parent)
    : QDockWidget(entry.title, parent), entry_(entry) {
  setObjectName(entry.id + QStringLiteral(".dock"));
  if (entry.has_header) {
    setTitleBarWidget(buildHeader(entry, panel, this));
    setFeatures(DockWidgetMovable | DockWidgetFloatable | DockWidgetClosable);
  } else {
    setTitleBarWidget(new QWidget(this));
    setFeatures(DockWidgetClosable);
  }
  setWidget(panel);
}

}  // namespace mw::panels
