// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/import/mesh_row.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSignalBlocker>
#include <cmath>

#include "core/cad/attached_files.h"
#include "ui/commands/attachment_edits.h"
#include "ui/models/document.h"
#include "ui/panels/import/import_show.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

QString textOf(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

MeshRow::MeshRow(const PanelServices& services, const PropertyItem& item, QWidget* parent)
    : PropertyRow(services, item, parent),
      file_(new QPushButton(this)),
      remove_(new QPushButton(tr("Remove"), this)),
      note_(new QLabel(this)),
      unit_(new QComboBox(this)) {
  auto* editor = new QWidget(this);
  auto* line = new QHBoxLayout(editor);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(4);
  line->addWidget(file_, 1);
  line->addWidget(remove_);
  remove_->setObjectName(QStringLiteral("properties.mesh.remove"));
  remove_->setAccessibleName(tr("Take the mesh off"));
  remove_->setProperty("look", "quiet");
  setEditor(editor, file_);
  note_->setObjectName(QStringLiteral("properties.mesh.size"));
  note_->setProperty("look", "muted");
  note_->setWordWrap(true);
  unit_->setObjectName(QStringLiteral("properties.mesh.unit"));
  unit_->setAccessibleName(tr("Unit of the mesh"));
  for (const cad::LengthUnit& unit : cad::kLengthUnits) unit_->addItem(textOf(unit.plural), unit.length_m);
  layout()->addWidget(note_);
  layout()->addWidget(unit_);
  connect(file_, &QPushButton::clicked, this, &MeshRow::askForFile);
  connect(remove_, &QPushButton::clicked, this, [this] {
    const std::string id = element();
    attempt([this, id] { commands::removeMesh(services_.document, id); });
  });
  connect(unit_, &QComboBox::activated, this, &MeshRow::takeUnit);
  if (const auto* imports = ImportShow::of(services_.viewport)) {
    connect(imports, &ImportShow::factsChanged, this, [this] { showValue(); });
  }
  showItem(item);
}

std::string MeshRow::element() const {
  return QString::fromStdString(item_.path).section('/', 1, 1).toStdString();
}

void MeshRow::askForFile() {
  auto* dialog = new QFileDialog(this, tr("Import mesh"), {}, tr("Meshes (*.dae *.glb *.gltf *.obj *.stl)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    if (auto* imports = ImportShow::of(services_.viewport)) imports->importMesh(element(), file);
  });
  dialog->open();
}

void MeshRow::showValue() {
  const bool is_given = item_.value.is_string();
  const auto name = is_given ? item_.value.get<std::string>() : std::string();
  file_->setText(is_given ? QString::fromStdString(name) : tr("Import..."));
  file_->setToolTip(tr("glTF, OBJ or STL file to show in place of the built-in body"));
  remove_->setVisible(is_given);
  const auto* imports = ImportShow::of(services_.viewport);
  const MeshFacts* facts = imports == nullptr || !is_given ? nullptr : imports->meshFacts(name);
  note_->setVisible(facts != nullptr);
  unit_->setVisible(facts != nullptr);
  const factory::Element* owner = services_.document.factory().findElement(element());
  if (facts == nullptr || owner == nullptr) return;
  const cad::UpAxis up =
      owner->has("mesh_up") ? cad::upAxisOf(owner->fields["mesh_up"].get<std::string>()) : facts->guess.up;
  const auto raw = cad::standingSize_m(facts->extents, up, 1);
  const auto guessed = cad::standingSize_m(facts->extents, up, facts->guess.unit->length_m);
  note_->setText(tr("%1 at %2 (looks like these), %L3 triangles")
                     .arg(QString::fromStdString(cad::sizeText(guessed)), textOf(facts->guess.unit->plural))
                     .arg(static_cast<qulonglong>(facts->triangles)));
  const QSignalBlocker quiet(unit_);
  const double length_m = owner->has("size_m") ? owner->fields["size_m"][0].get<double>() : guessed[0];
  unit_->setCurrentIndex(-1);
  for (int i = 0; i < unit_->count(); ++i) {
    const double unit_m = unit_->itemData(i).toDouble();
    if (std::abs(raw[0] * unit_m - length_m) <= 1e-4 * length_m) unit_->setCurrentIndex(i);
  }
  unit_->setPlaceholderText(tr("stretched"));
}

void MeshRow::takeUnit(int index) {
  const auto* imports = ImportShow::of(services_.viewport);
  const factory::Element* owner = services_.document.factory().findElement(element());
  if (imports == nullptr || owner == nullptr || !item_.value.is_string()) return;
  const auto name = item_.value.get<std::string>();
  const MeshFacts* facts = imports->meshFacts(name);
  if (facts == nullptr) return;
  const cad::UpAxis up =
      owner->has("mesh_up") ? cad::upAxisOf(owner->fields["mesh_up"].get<std::string>()) : facts->guess.up;
  const auto size_m = cad::standingSize_m(facts->extents, up, unit_->itemData(index).toDouble());
  attempt([&] { commands::showMesh(services_.document, owner->id, {name, std::string(cad::nameOf(up)), size_m}); });
}

}  // namespace mw::panels
