// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/layout_actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "core/layout/clip.h"
#include "ui/commands/edits.h"
#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/models/travelling_files.h"
#include "ui/panels/array_dialog.h"
#include "ui/panels/attempt.h"
#include "ui/panels/connect_action.h"
#include "ui/panels/viewport/tools/draw_path_tool.h"
#include "ui/panels/viewport/tools/edit_points_tool.h"
#include "ui/panels/viewport/tools/measure_tool.h"
#include "ui/panels/viewport/tools/note_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

using layout::Alignment;
using layout::Mark;

/// Copies go one body's width beside what they are of, so that both can be seen.
layout::CopyPlace placeBeside(const factory::Factory& factory, const std::vector<std::string>& ids) {
  constexpr double kGap_m = 0.5;
  double low_m = 1e300;
  double high_m = -1e300;
  for (const std::string& id : ids) {
    const factory::Element* element = factory.findElement(id);
    if (element == nullptr) continue;
    const layout::Extent extent = layout::extentOf(layout::bodyOf(*element));
    low_m = std::min(low_m, extent.low.y_m);
    high_m = std::max(high_m, extent.high.y_m);
  }
  const double step_m = std::ceil((high_m - low_m + kGap_m) * 2) / 2;
  return {{0, -std::max(step_m, 0.5)}, 0, 0, {}};
}

}  // namespace

LayoutActions::LayoutActions(const PanelServices& services, QWidget* window)
    : QObject(window), services_(services), window_(window) {
  addClipboard();
  addCopies();
  addArrangement();
  addMarks();
  addDrawing();
  connect(&services_.selection, &models::Selection::changed, this, &LayoutActions::enable);
  enable();
}

const std::vector<std::string>& LayoutActions::selected() const {
  return services_.selection.ids();
}

void LayoutActions::add(const ActionEntry& entry, std::size_t least, std::function<void()> run) {
  QAction* action =
      services_.actions.add(entry, this, [this, run = std::move(run)] { attempt(services_.status, run); });
  needs_.push_back({action, least});
}

void LayoutActions::enable() {
  for (const Need& need : needs_) need.action->setEnabled(selected().size() >= need.least);
}

void LayoutActions::addClipboard() {
  add({"edit.cut", tr("Cut"), "Ctrl+X", "edit-cut"}, 1, [this] {
    const std::vector<std::string> ids = selected();
    copy();
    commands::cut(services_.document, ids);
  });
  add({"edit.copy", tr("Copy"), "Ctrl+C", "edit-copy"}, 1, [this] { copy(); });
  add({"edit.paste", tr("Paste"), "Ctrl+V", "edit-paste"}, 0, [this] { paste(); });
  add({"edit.select-type", tr("Select all of the same type"), "Ctrl+Shift+A", "edit-select-all"}, 1,
      [this] { selectSameType(); });
}

void LayoutActions::copy() const {
  const Json clip = layout::clipOf(services_.document.factory(), selected());
  const Json files = models::filesOf(clip, *services_.document.attachments());
  auto* data = new QMimeData;
  data->setData(QLatin1String(kClipMime), QByteArray::fromStdString(clip.dump(1)));
  data->setText(QString::fromStdString(clip.dump(1)));
  if (!files.empty()) data->setData(QLatin1String(kFilesMime), QByteArray::fromStdString(files.dump()));
  QGuiApplication::clipboard()->setMimeData(data);
  services_.status.say(selected().size() == 1 ? tr("1 element copied")
                                              : tr("%1 elements copied").arg(selected().size()));
}

void LayoutActions::paste() {
  const QMimeData* data = QGuiApplication::clipboard()->mimeData();
  if (data == nullptr || !data->hasFormat(QLatin1String(kClipMime))) {
    services_.status.say(tr("Nothing to paste: copy elements first"), StatusBoard::Tone::Warning);
    return;
  }
  const JsonDocument document =
      JsonDocument::parse(data->data(QLatin1String(kClipMime)).toStdString(), tr("clipboard").toStdString());
  const Json& clip = document.root();
  // Where its elements already stand, the copy goes beside them.
  std::vector<std::string> there;
  if (clip.is_object() && clip.contains("elements") && clip["elements"].is_array()) {
    for (const Json& element : clip["elements"]) {
      const std::string id = element.is_object() ? element.value("id", std::string()) : std::string();
      const factory::Element* same = services_.document.factory().findElement(id);
      if (same != nullptr && same->fields == element) there.push_back(id);
    }
  }
  const layout::CopyPlace place =
      there.empty() ? layout::CopyPlace() : placeBeside(services_.document.factory(), there);
  const JsonDocument files = JsonDocument::parse(
      data->hasFormat(QLatin1String(kFilesMime)) ? data->data(QLatin1String(kFilesMime)).toStdString() : "{}",
      tr("clipboard").toStdString());
  const Json arrived = models::withFilesKept(clip, files.root(), *services_.document.attachments());
  services_.selection.set(commands::paste(services_.document, arrived, {&place, 1}));
}

void LayoutActions::duplicate() {
  const layout::CopyPlace place = placeBeside(services_.document.factory(), selected());
  const std::vector<std::string> ids = selected();
  services_.selection.set(commands::duplicate(services_.document, ids, {&place, 1}));
}

void LayoutActions::selectSameType() {
  std::set<std::string> types;
  const factory::Factory& factory = services_.document.factory();
  for (const std::string& id : selected()) {
    if (const factory::Element* element = factory.findElement(id)) types.insert(element->type);
  }
  std::vector<std::string> ids;
  for (const factory::Element& element : factory.elements()) {
    if (types.contains(element.type)) ids.push_back(element.id);
  }
  services_.selection.set(std::move(ids));
}

void LayoutActions::addCopies() {
  add({"edit.duplicate", tr("Duplicate"), "Ctrl+D", "edit-copy"}, 1, [this] { duplicate(); });
  add({"arrange.array", tr("Row or grid of copies..."), "Ctrl+Shift+D", "view-grid"}, 1,
      [this] { (new ArrayDialog(services_, ArrayKind::Linear, window_))->open(); });
  add({"arrange.ring", tr("Ring of copies..."), "", "view-refresh"}, 1,
      [this] { (new ArrayDialog(services_, ArrayKind::Circular, window_))->open(); });
}

void LayoutActions::addArrangement() {
  struct Row {
    const char* id;
    QString text;
    const char* icon;
    Alignment alignment;
  };
  const std::array<Row, 6> rows = {
      {{"arrange.left", tr("Align left edges"), "align-horizontal-left", Alignment::Left},
       {"arrange.center-x", tr("Align centres X"), "align-horizontal-center", Alignment::CenterX},
       {"arrange.right", tr("Align right edges"), "align-horizontal-right", Alignment::Right},
       {"arrange.top", tr("Align top edges"), "align-vertical-top", Alignment::Top},
       {"arrange.center-y", tr("Align centres Y"), "align-vertical-center", Alignment::CenterY},
       {"arrange.bottom", tr("Align bottom edges"), "align-vertical-bottom", Alignment::Bottom}}};
  for (const Row& row : rows) {
    add({QLatin1String(row.id), row.text, {}, QLatin1String(row.icon)}, 2,
        [this, alignment = row.alignment] { commands::align(services_.document, selected(), alignment); });
  }
  add({"arrange.distribute-x", tr("Distribute along X"), "", "distribute-horizontal-x"}, 3,
      [this] { commands::distribute(services_.document, selected(), layout::Axis::X); });
  add({"arrange.distribute-y", tr("Distribute along Y"), "", "distribute-vertical-y"}, 3,
      [this] { commands::distribute(services_.document, selected(), layout::Axis::Y); });
}

void LayoutActions::addMarks() {
  add({"arrange.group", tr("Group"), "Ctrl+G", "object-group"}, 2,
      [this] { commands::group(services_.document, selected()); });
  add({"arrange.ungroup", tr("Ungroup"), "Ctrl+Shift+G", "object-ungroup"}, 1,
      [this] { commands::ungroup(services_.document, selected()); });
  add({"arrange.lock", tr("Lock or unlock"), "Ctrl+L", "object-locked"}, 1, [this] { toggleLock(); });
  add({"view.hide", tr("Hide"), "H", "view-hidden"}, 1, [this] { hide(); });
  add({"view.show-all", tr("Show all"), "Alt+H", "view-visible"}, 0, [this] {
    const auto hidden = layout::markedElements(services_.document.factory(), Mark::Hidden);
    if (hidden.empty()) return services_.status.say(tr("Nothing is hidden"));
    commands::setMark(services_.document, Mark::Hidden, hidden, false);
  });
  add({"view.isolate", tr("Isolate, or show all again"), "/", "view-filter"}, 1,
      [this] { commands::isolate(services_.document, selected()); });
}

void LayoutActions::toggleLock() {
  const auto locked = layout::markedElements(services_.document.factory(), Mark::Locked);
  const auto isLocked = [&locked](const std::string& id) {
    return std::find(locked.begin(), locked.end(), id) != locked.end();
  };
  const bool are_locked = std::all_of(selected().begin(), selected().end(), isLocked);
  commands::setMark(services_.document, Mark::Locked, selected(), !are_locked);
}

void LayoutActions::hide() {
  const std::vector<std::string> ids = selected();
  services_.selection.clear();
  commands::setMark(services_.document, Mark::Hidden, ids, true);
  services_.status.say(tr("%1 hidden: Alt+H shows all").arg(ids.size()));
}

void LayoutActions::startMode(std::unique_ptr<MouseTool> mode) {
  services_.viewport.startMode(std::move(mode));
}

void LayoutActions::addDrawing() {
  add({"draw.conveyor", tr("Draw a conveyor"), "C", "draw-path"}, 0,
      [this] { startMode(std::make_unique<DrawPathTool>(PathPurpose::Conveyor)); });
  add({"draw.road", tr("Draw a road for vehicles"), "V", "draw-line"}, 0,
      [this] { startMode(std::make_unique<DrawPathTool>(PathPurpose::Road)); });
  add({"draw.edit-path", tr("Edit the path of a conveyor"), "E", "edit-node"}, 1, [this] {
    const factory::Element* element = services_.document.factory().findElement(services_.selection.current());
    if (element == nullptr || element->type != "conveyor") {
      throw InputError(Place{}, "what is selected has no path", "select a conveyor");
    }
    startMode(std::make_unique<EditPathTool>(element->id));
  });
  add({"draw.edit-roads", tr("Edit the roads"), "Shift+E", "edit-node"}, 0,
      [this] { startMode(std::make_unique<EditRoadsTool>()); });
  add({"draw.measure", tr("Measure"), "M", "measure"}, 0, [this] { startMode(std::make_unique<MeasureTool>(false)); });
  add({"draw.dimension", tr("Add a dimension"), "D", "measure"}, 0,
      [this] { startMode(std::make_unique<MeasureTool>(true)); });
  add({"draw.clear-dimensions", tr("Remove all dimensions"), "", "edit-clear"}, 0,
      [this] { commands::clearDimensions(services_.document); });
  add({"draw.note", tr("Write a note"), "N", "note"}, 0, [this] { startMode(std::make_unique<NoteTool>()); });
}

}  // namespace mw::panels
