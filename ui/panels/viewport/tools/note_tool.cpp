// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/viewport/tools/note_tool.h"

#include <QLineF>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/panels/attempt.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/tools/measure_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kFieldWidth = 220;
constexpr double kReach_px = 24;

}  // namespace

NoteTool::~NoteTool() {
  if (field_) field_->deleteLater();
}

void NoteTool::press(Viewport& view, const PointerEvent& event) {
  if (event.button != Qt::LeftButton) return;
  for (const layout::Note& note : layout::notesOf(view.document().factory())) {
    const auto at = view.toWidget(placeOf(view, note.at));
    if (at && QLineF(*at, event.at).length() < kReach_px) return edit(view, note, *at);
  }
  const auto floor = view.floorAt(event.at);
  if (!floor) return;
  layout::Note note;
  note.at = {floor->x, floor->y, 0, {}};
  if (const scene::SceneElement* element = view.hall().find(event.element)) {
    note.at = {0, 0, element->size_m ? element->size_m->z : 0, event.element};
  }
  edit(view, note, event.at);
}

void NoteTool::edit(Viewport& view, const layout::Note& note, QPointF at) {
  if (field_) field_->deleteLater();
  field_ = new QLineEdit(QString::fromStdString(note.text), &view);
  field_->setObjectName(QStringLiteral("viewport.note"));
  field_->setAccessibleName(Viewport::tr("Note"));
  field_->setPlaceholderText(Viewport::tr("Note, Enter to keep"));
  field_->setGeometry(static_cast<int>(at.x()), static_cast<int>(at.y()), kFieldWidth, kFieldHeight);
  field_->show();
  field_->setFocus();
  QObject::connect(field_, &QLineEdit::returnPressed, field_, [&view, note, field = field_] {
    layout::Note changed = note;
    changed.text = field->text().trimmed().toStdString();
    field->deleteLater();
    view.setFocus();
    if (changed.text.empty() && changed.id.empty()) return;
    attempt(view.status(), [&] { commands::setNote(view.document(), changed); });
  });
}

void NoteTool::cancel(Viewport&) {
  if (field_) field_->deleteLater();
}

QString NoteTool::hint() const {
  return Viewport::tr("Click where the note goes, or on a note to change it · Esc ends");
}

}  // namespace mw::panels
