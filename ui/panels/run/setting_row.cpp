// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/run/setting_row.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace mw::panels {
namespace {

constexpr int kLabelWidth = 92;

}  // namespace

SettingRow::SettingRow(const QString& label, QWidget* editor, QWidget* parent) : QWidget(parent) {
  setObjectName(editor->objectName() + QStringLiteral(".row"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  auto* line = new QHBoxLayout;
  line->setSpacing(8);
  auto* name = new QLabel(label, this);
  name->setProperty("look", "muted");
  name->setFixedWidth(kLabelWidth);
  name->setBuddy(editor);
  line->addWidget(name);
  line->addWidget(editor, 1);
  column->addLayout(line);
  error_ = new QLabel(this);
  error_->setObjectName(editor->objectName() + QStringLiteral(".error"));
  error_->setProperty("look", "error");
  error_->setWordWrap(true);
  error_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  error_->hide();
  column->addWidget(error_);
}

void SettingRow::showError(const QString& cause, const QString& cure) {
  error_->setText(tr("%1: %2.").arg(cause, cure));
  error_->show();
}

void SettingRow::clearError() {
  error_->clear();
  error_->hide();
}

}  // namespace mw::panels
