// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/import/underlay_panel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <cmath>
#include <numbers>

#include "core/base/text.h"
#include "ui/commands/attachment_edits.h"
#include "ui/models/document.h"
#include "ui/panels/action_table.h"
#include "ui/panels/attempt.h"
#include "ui/panels/import/import_show.h"
#include "ui/panels/properties/quantity.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/style_sheet.h"
#include "ui/panels/viewport/tools/move_underlay_tool.h"
#include "ui/panels/viewport/tools/scale_underlay_tool.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

double numberOr(const Json& object, const char* key, double otherwise) {
  return object.is_object() && object.contains(key) ? object[key].get<double>() : otherwise;
}

/// Lengths as any other field takes them: "60 m", "60000 mm", bare metres.
const api::ParameterDeclaration& lengthDeclaration() {
  static const api::ParameterDeclaration declaration = api::number("length").unit("m").range(-1e5, 1e5);
  return declaration;
}

std::optional<double> lengthIn(const QString& text) {
  const auto parsed = parseQuantity(text, lengthDeclaration());
  return std::holds_alternative<double>(parsed) ? std::optional(std::get<double>(parsed)) : std::nullopt;
}

}  // namespace

UnderlayPanel::UnderlayPanel(const PanelServices& services, QWidget* parent) : Panel(parent), services_(services) {
  setObjectName(QStringLiteral("underlays"));
  build();
  services_.actions.add(
      {QStringLiteral("file.import-floor-plan"), tr("Import floor plan..."), {}, QStringLiteral("document-import")},
      this, [this] { askForFile(); });
  connect(&services_.document, &models::Document::changed, this, [this] { showCurrent(); });
  connect(&services_.viewport, &Viewport::modeEnded, this, &UnderlayPanel::showModeEnded);
  if (auto* imports = ImportShow::of(services_.viewport)) {
    connect(imports, &ImportShow::factsChanged, this, &UnderlayPanel::showCurrent);
    connect(imports, &ImportShow::underlayImported, this, [this](const QString& id) {
      disarm();
      showCurrent();
      list_->setCurrentIndex(list_->findData(id));
      showCurrent();
      QAction* shown = services_.actions.action(QStringLiteral("panel.underlays"));
      if (!shown->isChecked()) shown->trigger();
    });
  }
  showCurrent();
}

void UnderlayPanel::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(8);
  auto* head = new QHBoxLayout;
  list_ = new QComboBox(this);
  list_->setObjectName(QStringLiteral("underlays.list"));
  list_->setAccessibleName(tr("Floor plan"));
  head->addWidget(list_, 1);
  auto* import = new QPushButton(tr("Import..."), this);
  import->setObjectName(QStringLiteral("underlays.import"));
  import->setAccessibleName(tr("Import floor plan"));
  head->addWidget(import);
  column->addLayout(head);
  hint_ = new QLabel(tr("Drop a DXF, SVG or PNG on the hall to lay it on the floor."), this);
  hint_->setObjectName(QStringLiteral("underlays.hint"));
  hint_->setProperty("look", "muted");
  hint_->setWordWrap(true);
  hint_->setMinimumHeight(2 * hint_->fontMetrics().lineSpacing());  // a wrapped label asks for one line only
  column->addWidget(hint_);
  form_ = new QWidget(this);
  auto* form = new QFormLayout(form_);
  form->setContentsMargins(0, 0, 0, 0);
  form->setSpacing(8);
  const auto name = [this](QWidget* widget, const char* id, const QString& accessible) {
    widget->setObjectName(QStringLiteral("underlays.") + QLatin1String(id));
    widget->setAccessibleName(accessible);
  };
  size_ = new QLabel(form_);
  name(size_, "size", tr("Size"));
  form->addRow(tr("Size"), size_);
  scale_ = new QPushButton(tr("Mark two points"), form_);
  scale_->setCheckable(true);
  scale_->setToolTip(tr("Click two points of the plan, then say how far apart they are"));
  name(scale_, "scale", tr("Mark two points"));
  form->addRow(tr("Scale"), scale_);
  distance_ = new UnitField(form_);
  distance_->setPlaceholderText(tr("their distance, e.g. 60 m"));
  name(distance_, "distance", tr("Distance of the two points"));
  form->addRow(tr("Distance"), distance_);
  move_ = new QPushButton(tr("Move with the mouse"), form_);
  move_->setCheckable(true);
  move_->setToolTip(tr("Drag the plan over the floor; with Shift it turns"));
  name(move_, "move", move_->text());
  form->addRow(tr("Place"), move_);
  x_ = new UnitField(form_);
  name(x_, "x", tr("x of its origin"));
  form->addRow(tr("x"), x_);
  y_ = new UnitField(form_);
  name(y_, "y", tr("y of its origin"));
  form->addRow(tr("y"), y_);
  yaw_ = new UnitField(form_);
  name(yaw_, "yaw", tr("Turn"));
  form->addRow(tr("Turn"), yaw_);
  opacity_ = new QSlider(Qt::Horizontal, form_);
  opacity_->setRange(0, 100);
  name(opacity_, "opacity", tr("Opacity"));
  form->addRow(tr("Opacity"), opacity_);
  locked_ = new QCheckBox(tr("Locked"), form_);
  name(locked_, "locked", locked_->text());
  hidden_ = new QCheckBox(tr("Hidden"), form_);
  name(hidden_, "hidden", hidden_->text());
  remove_ = new QPushButton(tr("Remove"), form_);
  remove_->setProperty("look", "quiet");
  name(remove_, "remove", tr("Remove floor plan"));
  auto* switches = new QHBoxLayout;
  switches->addWidget(locked_);
  switches->addWidget(hidden_);
  switches->addStretch(1);
  switches->addWidget(remove_);
  form->addRow(switches);
  column->addWidget(form_);
  column->addStretch(1);

  connect(import, &QPushButton::clicked, this, &UnderlayPanel::askForFile);
  connect(list_, &QComboBox::activated, this, [this] {
    disarm();
    showCurrent();
  });
  connect(scale_, &QPushButton::toggled, this, &UnderlayPanel::chooseScale);
  connect(move_, &QPushButton::toggled, this, &UnderlayPanel::chooseMove);
  connect(distance_, &UnitField::entered, this, &UnderlayPanel::takeDistance);
  distance_->installEventFilter(this);
  for (UnitField* field : {x_, y_, yaw_}) connect(field, &UnitField::entered, this, [this] { takePlace(); });
  connect(opacity_, &QSlider::sliderPressed, this, [this] { ++fades_; });
  connect(opacity_, &QSlider::valueChanged, this, [this](int percent) {
    change(Json{{"opacity", percent / 100.0}}, tr("Fade %1").arg(QString::fromStdString(current())),
           "fade-" + std::to_string(fades_));
  });
  connect(locked_, &QCheckBox::clicked, this, [this](bool is_on) {
    disarm();
    change(Json{{"locked", is_on}}, (is_on ? tr("Lock %1") : tr("Unlock %1")).arg(QString::fromStdString(current())));
  });
  connect(hidden_, &QCheckBox::clicked, this, [this](bool is_on) {
    change(Json{{"hidden", is_on}}, (is_on ? tr("Hide %1") : tr("Show %1")).arg(QString::fromStdString(current())));
  });
  connect(remove_, &QPushButton::clicked, this, [this] {
    disarm();
    commands::removeUnderlay(services_.document, current());
  });
}

std::string UnderlayPanel::current() const {
  return list_->currentData().toString().toStdString();
}

Json UnderlayPanel::underlay() const {
  return commands::underlayOf(services_.document.factory(), current());
}

void UnderlayPanel::showCurrent() {
  const QString kept = list_->currentData().toString();
  const Json& root = services_.document.factory().json();
  const QSignalBlocker quiet_list(list_);
  list_->clear();
  if (root.contains("underlays")) {
    for (const Json& each : root["underlays"]) {
      const QString id = QString::fromStdString(each["id"].get<std::string>());
      list_->addItem(id, id);
    }
  }
  list_->setCurrentIndex(std::max(0, list_->findData(kept)));
  list_->setEnabled(list_->count() > 0);
  const Json shown = underlay();
  hint_->setVisible(!shown.is_object());
  form_->setVisible(shown.is_object());
  setNote(list_->count() > 1 ? QString::number(list_->count()) : QString());
  const bool is_locked = shown.is_object() && shown.value("locked", false);
  // Not now: what changed the document may be the mouse itself.
  if (isArmed() && (kept != list_->currentData().toString() || is_locked)) {
    QMetaObject::invokeMethod(this, &UnderlayPanel::disarm, Qt::QueuedConnection);
  }
  if (!shown.is_object()) return;
  const Json pose = shown.value("pose", Json::object());
  const auto show = [&](UnitField* field, const char* key, const char* unit) {
    field->showText(QString::number(numberOr(pose, key, 0), 'g', 10), QLatin1String(unit));
    field->setEnabled(!is_locked);
  };
  show(x_, "x_m", "m");
  show(y_, "y_m", "m");
  show(yaw_, "yaw_deg", "deg");
  for (QWidget* widget :
       {static_cast<QWidget*>(scale_), static_cast<QWidget*>(move_), static_cast<QWidget*>(remove_)}) {
    widget->setEnabled(!is_locked);
  }
  distance_->setEnabled(!is_locked && marked_m_.has_value());
  const QSignalBlocker quiet_opacity(opacity_);
  opacity_->setValue(static_cast<int>(std::lround(100 * numberOr(shown, "opacity", 0.6))));
  locked_->setChecked(is_locked);
  hidden_->setChecked(shown.value("hidden", false));
  size_->setText(QStringLiteral("–"));
  const auto* imports = ImportShow::of(services_.viewport);
  if (imports == nullptr) return;
  for (const scene::SceneUnderlay& each : imports->underlays()) {
    if (each.id != current()) continue;
    const cad::DrawingBox box = scene::boxOf(each);
    size_->setText(tr("%1 x %2 m")
                       .arg((box.high[0] - box.low[0]) * each.unit_m, 0, 'f', 3)
                       .arg((box.high[1] - box.low[1]) * each.unit_m, 0, 'f', 3));
  }
}

void UnderlayPanel::askForFile() {
  auto* dialog = new QFileDialog(this, tr("Import floor plan"), {}, tr("Floor plans (*.dxf *.svg *.png)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    if (auto* imports = ImportShow::of(services_.viewport)) imports->importUnderlay(file);
  });
  dialog->open();
}

void UnderlayPanel::arm(QPushButton& button, std::unique_ptr<MouseTool> mode) {
  services_.viewport.startMode(std::move(mode));
  const QSignalBlocker quiet(button);
  button.setChecked(true);
}

bool UnderlayPanel::isArmed() const {
  return scale_->isChecked() || move_->isChecked();
}

void UnderlayPanel::disarm() {
  if (isArmed()) services_.viewport.endMode();
}

bool UnderlayPanel::eventFilter(QObject* watched, QEvent* event) {
  // Esc ends the marking from the field too: that is where the hand is then.
  if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) disarm();
  return Panel::eventFilter(watched, event);
}

void UnderlayPanel::showModeEnded() {
  marked_m_.reset();
  distance_->setEnabled(false);
  const QSignalBlocker quiet_scale(scale_);
  const QSignalBlocker quiet_move(move_);
  scale_->setChecked(false);
  move_->setChecked(false);
}

void UnderlayPanel::chooseScale(bool is_wanted) {
  if (!is_wanted) return services_.viewport.endMode();
  arm(*scale_, std::make_unique<ScaleUnderlayTool>([this](const std::optional<ScaleUnderlayTool::Marks>& marks) {
    marked_m_ = marks;
    distance_->setEnabled(marks.has_value());
    if (!marks) return;
    distance_->setFocus();
    distance_->showText(QString::number(norm(marks->second - marks->first), 'f', 3), QStringLiteral("m"));
    distance_->selectAll();
  }));
}

void UnderlayPanel::chooseMove(bool is_wanted) {
  if (!is_wanted) return services_.viewport.endMode();
  arm(*move_, std::make_unique<MoveUnderlayTool>(current()));
}

void UnderlayPanel::takeDistance(const QString& text) {
  if (!marked_m_) return;
  const auto wanted_m = lengthIn(text);
  const double marked_m = norm(marked_m_->second - marked_m_->first);
  distance_->setIsWrong(!wanted_m || *wanted_m <= 0 || marked_m < 1e-6);
  if (!wanted_m || *wanted_m <= 0 || marked_m < 1e-6) {
    services_.status.say(tr("A distance above 0, e.g. 60 m, 2400 mm"), StatusBoard::Tone::Warning);
    return;
  }
  const auto* imports = ImportShow::of(services_.viewport);
  if (imports == nullptr) return;
  for (const scene::SceneUnderlay& each : imports->underlays()) {
    if (each.id != current()) continue;
    const double factor = *wanted_m / marked_m;
    // The first point stays where it is.
    const scene::Vec3 origin_m = marked_m_->first + (each.position_m - marked_m_->first) * factor;
    const double yaw_deg = each.yaw_rad * 180 / std::numbers::pi;
    const Json fields{{"unit_m", each.unit_m * factor},
                      {"pose", Json{{"x_m", origin_m.x}, {"y_m", origin_m.y}, {"yaw_deg", yaw_deg}}}};
    disarm();
    change(fields, tr("Scale %1").arg(QString::fromStdString(current())));
    return;
  }
}

void UnderlayPanel::takePlace() {
  const auto x_m = lengthIn(x_->text());
  const auto y_m = lengthIn(y_->text());
  QString turn = yaw_->text();
  turn.remove(QStringLiteral("deg")).remove(QChar(0x00B0));
  const auto yaw_deg = parseNumber(turn.trimmed().toStdString());
  x_->setIsWrong(!x_m);
  y_->setIsWrong(!y_m);
  yaw_->setIsWrong(!yaw_deg);
  if (!x_m || !y_m || !yaw_deg) return;
  change(Json{{"pose", Json{{"x_m", *x_m}, {"y_m", *y_m}, {"yaw_deg", *yaw_deg}}}},
         tr("Place %1").arg(QString::fromStdString(current())));
}

void UnderlayPanel::change(const Json& fields, const QString& text, const std::string& merge_key) {
  attempt(services_.status, [&] { commands::changeUnderlay(services_.document, current(), fields, text, merge_key); });
}

}  // namespace mw::panels
