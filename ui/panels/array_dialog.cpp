// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/array_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLocale>
#include <QVBoxLayout>
#include <cmath>
#include <numbers>

#include "ui/commands/layout_edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/status_board.h"
#include "ui/panels/viewport/sketch_shapes.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kHighestCount = 9'999'999;  // more than allowed, so that the limit is told and not typed away
constexpr double kFarthest_m = 1e4;
constexpr std::size_t kMostGhosts = 400;  // enough to see where it goes

}  // namespace

ArrayDialog::ArrayDialog(const PanelServices& services, ArrayKind kind, QWidget* parent)
    : QDialog(parent), services_(services), kind_(kind) {
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("arrayDialog"));
  setWindowTitle(kind == ArrayKind::Linear ? tr("Row or grid of copies") : tr("Ring of copies"));
  auto* column = new QVBoxLayout(this);
  auto* form = new QFormLayout;
  kind == ArrayKind::Linear ? buildLinear(*form) : buildCircular(*form);
  column->addLayout(form);
  outcome_ = new QLabel(this);
  outcome_->setObjectName(QStringLiteral("array.outcome"));
  outcome_->setWordWrap(true);
  column->addWidget(outcome_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
  place_ = buttons->addButton(tr("Place copies"), QDialogButtonBox::AcceptRole);
  place_->setObjectName(QStringLiteral("array.place"));
  buttons->button(QDialogButtonBox::Cancel)->setIcon({});
  buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("array.cancel"));
  connect(buttons, &QDialogButtonBox::accepted, this, &ArrayDialog::place);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  column->addWidget(buttons);
  showPreview();
}

QSpinBox* ArrayDialog::count(const char* name, const QString& what, int value, QFormLayout& form) {
  auto* field = new QSpinBox(this);
  field->setObjectName(QLatin1String("array.") + QLatin1String(name));
  field->setAccessibleName(what);
  field->setRange(1, kHighestCount);
  field->setValue(value);
  connect(field, &QSpinBox::valueChanged, this, &ArrayDialog::showPreview);
  form.addRow(what, field);
  return field;
}

QDoubleSpinBox* ArrayDialog::length(const char* name, const QString& what, double value, const QString& unit,
                                    QFormLayout& form) {
  auto* field = new QDoubleSpinBox(this);
  field->setObjectName(QLatin1String("array.") + QLatin1String(name));
  field->setAccessibleName(what);
  field->setLocale(QLocale::c());
  field->setRange(-kFarthest_m, kFarthest_m);
  field->setDecimals(3);
  field->setSuffix(QLatin1Char(' ') + unit);
  field->setValue(value);
  connect(field, &QDoubleSpinBox::valueChanged, this, &ArrayDialog::showPreview);
  form.addRow(what, field);
  return field;
}

void ArrayDialog::buildLinear(QFormLayout& form) {
  layout::Point size{1, 1};
  for (const std::string& id : services_.selection.ids()) {
    const layout::Body* body = services_.viewport.hall().body(id);
    if (body == nullptr) continue;
    const layout::Extent extent = layout::extentOf(*body);
    size = {std::max(size.x_m, extent.high.x_m - extent.low.x_m), std::max(size.y_m, extent.high.y_m - extent.low.y_m)};
  }
  const auto step = [](double body_m) { return std::ceil((body_m + 0.5) * 2) / 2; };
  columns_ = count("columns", tr("Along X"), 3, form);
  step_x_ = length("step_x", tr("Every"), step(size.x_m), QStringLiteral("m"), form);
  rows_ = count("rows", tr("Along Y"), 1, form);
  step_y_ = length("step_y", tr("Every"), step(size.y_m), QStringLiteral("m"), form);
}

void ArrayDialog::buildCircular(QFormLayout& form) {
  const scene::Vec3 middle = services_.viewport.gizmoOrigin().value_or(scene::Vec3{});
  count_ = count("count", tr("Count, with the original"), 6, form);
  center_x_ = length("center_x", tr("Centre x"), middle.x, QStringLiteral("m"), form);
  center_y_ = length("center_y", tr("Centre y"), middle.y - 6, QStringLiteral("m"), form);
  angle_ = length("angle", tr("Over an angle of"), 360, QStringLiteral("°"), form);
}

std::vector<layout::CopyPlace> ArrayDialog::places() const {
  const std::size_t elements = services_.selection.ids().size();
  if (kind_ == ArrayKind::Linear) {
    return layout::placesOf(layout::LinearArray{columns_->value(), rows_->value(), step_x_->value(), step_y_->value()},
                            elements);
  }
  return layout::placesOf(
      layout::CircularArray{
          count_->value(), {center_x_->value(), center_y_->value()}, angle_->value() * std::numbers::pi / 180},
      elements);
}

void ArrayDialog::showPreview() {
  if (place_ == nullptr) return;
  Sketch ghosts;
  try {
    const std::vector<layout::CopyPlace> all = places();
    const std::size_t added = all.size() * services_.selection.ids().size();
    outcome_->setText(tr("%1 new elements").arg(added));
    place_->setEnabled(added > 0);
    for (const layout::CopyPlace& place : all) {
      for (const std::string& id : services_.selection.ids()) {
        if (ghosts.size() >= kMostGhosts) break;
        layout::Body body = *services_.viewport.hall().body(id);
        body.pose = layout::placed(body.pose, place);
        for (Stroke& stroke : ghostOf(services_.viewport, body, Token::Accent)) ghosts.push_back(std::move(stroke));
      }
    }
  } catch (const InputError& error) {
    outcome_->setText(QString::fromUtf8(error.what()));
    place_->setEnabled(false);
  }
  services_.viewport.overlay().setSketch(SketchLayer::Tool, std::move(ghosts));
}

void ArrayDialog::place() {
  try {
    const std::vector<std::string> ids = services_.selection.ids();
    std::vector<std::string> all = ids;
    const std::vector<std::string> made = commands::duplicate(services_.document, ids, places());
    all.insert(all.end(), made.begin(), made.end());
    services_.selection.set(std::move(all));
    accept();
  } catch (const Error& error) {
    outcome_->setText(QString::fromUtf8(error.what()));
  }
}

void ArrayDialog::done(int result) {
  services_.viewport.overlay().setSketch(SketchLayer::Tool, {});
  QDialog::done(result);
}

}  // namespace mw::panels
