// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/segments.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace mw::panels {

QFrame* makeSegments(std::initializer_list<std::pair<const char*, QString>> names, QButtonGroup& group,
                     QWidget* parent) {
  auto* segments = new QFrame(parent);
  segments->setProperty("look", "segments");
  auto* row = new QHBoxLayout(segments);
  row->setContentsMargins(2, 2, 2, 2);
  row->setSpacing(0);
  for (const auto& [id, text] : names) {
    auto* button = new QToolButton(segments);
    button->setObjectName(QLatin1String(id));
    button->setText(text);
    button->setCheckable(true);
    group.addButton(button, static_cast<int>(group.buttons().size()));
    row->addWidget(button);
  }
  group.button(0)->setChecked(true);
  return segments;
}

}  // namespace mw::panels
