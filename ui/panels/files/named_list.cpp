// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/named_list.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "ui/panels/row_delegate.h"

namespace mw::panels {

NamedList::NamedList(const Words& words, const ThemeService& themes, QWidget* parent)
    : Panel(parent),
      name_(new QLineEdit(this)),
      keep_(new QPushButton(words.keep, this)),
      list_(new QListWidget(this)),
      nothing_(new QLabel(words.nothing, this)),
      use_(new QPushButton(words.use, this)),
      remove_(new QPushButton(tr("Remove"), this)) {
  setObjectName(words.id);
  name_->setPlaceholderText(words.name);
  const auto named = [&words](QWidget* widget, const char* name, const QString& accessible) {
    widget->setObjectName(words.id + QLatin1Char('.') + QLatin1String(name));
    widget->setAccessibleName(accessible);
  };
  named(name_, "name", words.name);
  named(keep_, "keep", words.keep);
  named(list_, "list", words.what);
  named(use_, "use", words.use);
  named(remove_, "remove", tr("Remove"));
  list_->setItemDelegate(new RowDelegate(themes, list_));
  nothing_->setProperty("look", "muted");
  nothing_->setWordWrap(true);
  auto* help = new QLabel(words.help, this);
  help->setProperty("look", "muted");
  help->setWordWrap(true);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, 8, kPanelPadding, 8);
  column->setSpacing(8);
  auto* head = new QHBoxLayout;
  head->addWidget(name_, 1);
  head->addWidget(keep_);
  column->addLayout(head);
  column->addWidget(nothing_);
  column->addWidget(list_, 1);
  column->addWidget(help);
  auto* foot = new QHBoxLayout;
  foot->addWidget(use_);
  foot->addWidget(remove_);
  foot->addStretch(1);
  column->addLayout(foot);

  const auto keep = [this] {
    emit keepWanted(name_->text().trimmed());
    name_->clear();
  };
  connect(keep_, &QPushButton::clicked, this, keep);
  connect(name_, &QLineEdit::returnPressed, this, [this, keep] {
    if (keep_->isEnabled()) keep();
  });
  connect(use_, &QPushButton::clicked, this, [this] { emit useWanted(chosen()); });
  connect(list_, &QListWidget::itemActivated, this, [this] { emit useWanted(chosen()); });
  connect(remove_, &QPushButton::clicked, this, [this] { emit removeWanted(chosen()); });
  connect(list_, &QListWidget::currentRowChanged, this, &NamedList::enable);
  enable();
}

void NamedList::setRows(const std::vector<Row>& rows) {
  list_->clear();
  for (const Row& row : rows) {
    auto* item = new QListWidgetItem(row.name, list_);
    item->setData(RowDelegate::kNoteRole, row.note);
  }
  nothing_->setVisible(rows.empty());
  enable();
}

void NamedList::setKeepEnabled(bool is_enabled) {
  may_keep_ = is_enabled;
  enable();
}

QString NamedList::chosen() const {
  const QListWidgetItem* item = list_->currentItem();
  return item == nullptr ? QString() : item->text();
}

void NamedList::enable() {
  keep_->setEnabled(may_keep_);
  name_->setEnabled(may_keep_);
  use_->setEnabled(list_->currentItem() != nullptr);
  remove_->setEnabled(list_->currentItem() != nullptr && may_keep_);
}

}  // namespace mw::panels
