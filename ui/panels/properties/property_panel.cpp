// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/properties/property_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/commands/edits.h"
#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/attempt.h"
#include "ui/panels/properties/property_row.h"
#include "ui/panels/status_board.h"
#include "ui/panels/theme/icons.h"

namespace mw::panels {
namespace {

/// What decides about the rows: paths, kinds, and whether an editor is the same.
std::vector<std::string> shapeOf(const std::vector<PropertySection>& sections) {
  std::vector<std::string> shape;
  for (const PropertySection& section : sections) {
    shape.push_back("#" + section.title.toStdString());
    for (const PropertyItem& item : section.items) {
      shape.push_back(item.path + ":" + std::to_string(static_cast<int>(item.declaration->kind)));
    }
  }
  return shape;
}

}  // namespace

PropertyPanel::PropertyPanel(const PanelServices& services, QWidget* parent) : Panel(parent), services_(services) {
  setObjectName(QStringLiteral("properties"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  scroll_ = new QScrollArea(this);
  scroll_->setObjectName(QStringLiteral("properties.scroll"));
  scroll_->setAccessibleName(tr("Properties"));
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFocusPolicy(Qt::NoFocus);
  column->addWidget(scroll_);
  connect(&services_.document, &models::Document::changed, this, &PropertyPanel::showCurrent);
  connect(&services_.selection, &models::Selection::changed, this, &PropertyPanel::showCurrent);
  connect(&services_.selection, &models::Selection::valueWanted, this, &PropertyPanel::bringUp);
  showCurrent();
}

void PropertyPanel::bringUp(const std::string& place) {
  const auto fieldOf = [this](const QString& name) -> QWidget* {
    for (QWidget* field : scroll_->widget()->findChildren<QWidget*>()) {
      const bool is_of_it = field->objectName() == name || field->objectName().startsWith(name + '.');
      if (is_of_it && field->focusPolicy() != Qt::NoFocus) return field;
    }
    return nullptr;
  };
  for (QString rest = QString::fromStdString(place).replace('/', '.'); !rest.isEmpty();
       rest.truncate(std::max(0, static_cast<int>(rest.lastIndexOf('.'))))) {
    QWidget* field = fieldOf(QStringLiteral("properties.") + rest);
    if (field == nullptr) continue;
    if (QLayout* rows = scroll_->widget()->layout()) rows->activate();
    scroll_->ensureWidgetVisible(field);
    field->setFocus(Qt::OtherFocusReason);
    return;
  }
}

void PropertyPanel::showCurrent() {
  const factory::Element* element = services_.document.factory().findElement(services_.selection.current());
  if (element == nullptr) {
    showEmpty();
    return;
  }
  const std::vector<std::string>& selected = services_.selection.ids();
  const bool is_many = selected.size() > 1;
  setHeading(is_many ? tr("%1 elements").arg(selected.size()) : QString::fromStdString(element->name));
  setNote(is_many ? tr("what they share") : QString::fromStdString(element->declaration->title));
  const std::vector<PropertySection> sections = is_many ? sharedSections(services_.document.factory(), selected)
                                                        : propertySections(services_.document.factory(), *element);
  if (shapeOf(sections) != shape_) {
    rebuild(is_many ? nullptr : element, sections);
  } else {
    std::size_t i_row = 0;
    for (const PropertySection& section : sections) {
      for (const PropertyItem& item : section.items) rows_[i_row++]->showItem(item);
    }
  }
  showMore(is_many ? nullptr : element);
}

void PropertyPanel::setMore(MakeMore make) {
  make_more_ = std::move(make);
  showCurrent();
}

void PropertyPanel::showMore(const factory::Element* element) {
  if (!make_more_ || (more_ && element != nullptr && more_of_ == element->id)) return;
  if (more_) more_->deleteLater();
  more_ = nullptr;
  if (element == nullptr) return;
  auto* column = qobject_cast<QVBoxLayout*>(scroll_->widget()->layout());
  more_of_ = element->id;
  more_ = make_more_(*element, scroll_->widget());
  column->insertWidget(column->count() - 1, more_);  // above the stretch
}

void PropertyPanel::showEmpty() {
  rows_.clear();
  shape_.clear();
  setHeading(tr("Properties"));
  setNote({});
  auto* page = new QFrame;
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  auto* hint = new QLabel(services_.document.factory().elements().empty()
                              ? tr("Drag an element from the library into the hall to begin.")
                              : tr("Click an element in the hall or in the outline to see and change what it does."),
                          page);
  hint->setObjectName(QStringLiteral("properties.hint"));
  hint->setProperty("look", "muted");
  hint->setWordWrap(true);
  column->addWidget(hint);
  column->addStretch(1);
  setPage(page);
}

void PropertyPanel::setPage(QWidget* page) {
  // An editor that is just reporting its entry must survive until it returns; what it enters may take its own element
  // away.
  if (QWidget* old = scroll_->takeWidget()) old->deleteLater();
  more_ = nullptr;  // goes with it
  scroll_->setWidget(page);
}

void PropertyPanel::addHeading(QVBoxLayout* column, const PropertySection& section) {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 8, 0, 0);
  auto* heading = new QLabel(section.title);
  heading->setProperty("look", "heading");
  heading->setToolTip(section.help);
  row->addWidget(heading);
  row->addStretch(1);
  if (!section.list_path.empty()) {
    auto* remove = new QToolButton;
    remove->setObjectName(QStringLiteral("properties.remove.") +
                          QString::fromStdString(section.list_path).section('/', 2) +
                          QStringLiteral(".%1").arg(section.i_in_list));
    remove->setAccessibleName(tr("Remove %1").arg(section.title));
    remove->setToolTip(remove->accessibleName());
    remove->setIcon(lineIcon(QStringLiteral("list-remove"), services_.themes, Token::Muted));
    remove->setIconSize({kIconSize, kIconSize});
    connect(remove, &QToolButton::clicked, this, [this, section] { removeListItem(section); });
    row->addWidget(remove);
  }
  column->addLayout(row);
}

void PropertyPanel::removeListItem(const PropertySection& section) {
  attempt(services_.status, [&] {
    const factory::FactoryPath path(section.list_path);
    Json items = factory::resolve(services_.document.factory(), path).value;
    items.erase(section.i_in_list);
    if (items.empty()) {
      commands::resetValue(services_.document, path);
    } else {
      commands::setValue(services_.document, path, items);
    }
  });
}

void PropertyPanel::addAddButtons(QVBoxLayout* column, const factory::Element& element) {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 8, 0, 0);
  row->setSpacing(4);
  auto* add = new QPushButton(tr("+ Add"));
  add->setObjectName(QStringLiteral("properties.add"));
  add->setAccessibleName(tr("Add a feature"));
  add->setToolTip(tr("Breakdowns, changeovers and what else it may have"));
  add->setProperty("look", "quiet");
  auto* features = new QMenu(add);
  for (const AddableItem& item : addableItems(element)) {
    QAction* feature = features->addAction(item.label);
    feature->setObjectName(QStringLiteral("properties.add.") + QString::fromStdString(item.path).section('/', 2));
    connect(feature, &QAction::triggered, this, [this, item] {
      attempt(services_.status,
              [&] { commands::setValue(services_.document, factory::FactoryPath(item.path), item.first); });
    });
  }
  add->setMenu(features);
  add->setVisible(!features->isEmpty());
  row->addWidget(add);
  row->addStretch(1);
  column->addLayout(row);
}

void PropertyPanel::rebuild(const factory::Element* element, const std::vector<PropertySection>& sections) {
  rows_.clear();
  shape_ = shapeOf(sections);
  auto* page = new QFrame;
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  column->setSpacing(8);
  for (const PropertySection& section : sections) {
    if (section.title == moreTitle() && element != nullptr) addAddButtons(column, *element);
    if (!section.title.isEmpty()) addHeading(column, section);
    for (const PropertyItem& item : section.items) {
      rows_.push_back(makePropertyRow(services_, item, page));
      column->addWidget(rows_.back());
    }
  }
  column->addStretch(1);
  setPage(page);
  emit rowsBuilt();
}

}  // namespace mw::panels
