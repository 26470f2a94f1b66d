// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/settings/settings_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHeaderView>
#include <QPushButton>
#include <QScrollArea>
#include <QTableView>

#include "ui/panels/settings/navigation_editor.h"
#include "ui/panels/settings/shortcut_model.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {
namespace {

using models::SettingDeclaration;

constexpr int kPagesWidth = 180;
constexpr int kControlWidth = 200;

QString idOf(const SettingDeclaration& declaration) {
  return QStringLiteral("settings.") + QString::fromStdString(declaration.key);
}

}  // namespace

SettingsDialog::SettingsDialog(models::Settings& settings, ActionTable& actions, QWidget* parent)
    : QDialog(parent), settings_(settings), actions_(actions) {
  setObjectName(QStringLiteral("settings"));
  setWindowTitle(tr("Settings"));
  resize(820, 600);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(kPanelPadding, kPanelPadding, kPanelPadding, kPanelPadding);
  search_ = new QLineEdit(this);
  search_->setObjectName(QStringLiteral("settings.search"));
  search_->setAccessibleName(tr("Search the settings"));
  search_->setPlaceholderText(tr("Search the settings"));
  search_->setClearButtonEnabled(true);
  column->addWidget(search_);
  auto* row = new QHBoxLayout;
  pages_ = new QListWidget(this);
  pages_->setObjectName(QStringLiteral("settings.pages"));
  pages_->setAccessibleName(tr("Pages"));
  pages_->setFixedWidth(kPagesWidth);
  pages_->setProperty("look", "pages");
  for (const SettingDeclaration& declaration : models::settingTable()) {
    if (pages_->findItems(declaration.page, Qt::MatchExactly).isEmpty()) pages_->addItem(declaration.page);
  }
  row->addWidget(pages_);
  row->addWidget(buildPages(), 1);
  column->addLayout(row, 1);
  column->addWidget(buildFoot());
  connect(search_, &QLineEdit::textChanged, this, &SettingsDialog::filter);
  connect(pages_, &QListWidget::currentRowChanged, this, &SettingsDialog::filter);
  pages_->setCurrentRow(0);
  filter();
}

QWidget* SettingsDialog::buildPages() {
  auto* area = new QScrollArea(this);
  area->setWidgetResizable(true);
  area->setFocusPolicy(Qt::NoFocus);
  auto* page = new QFrame(area);
  page->setProperty("look", "page");
  auto* column = new QVBoxLayout(page);
  column->setSpacing(14);
  for (const SettingDeclaration& declaration : models::settingTable()) {
    QWidget* row = buildRow(declaration, page);
    column->addWidget(row);
    rows_.push_back({row, declaration.page,
                     declaration.page + QLatin1Char(' ') + declaration.title + QLatin1Char(' ') + declaration.help});
  }
  column->addStretch(1);
  area->setWidget(page);
  return area;
}

QWidget* SettingsDialog::buildRow(const SettingDeclaration& declaration, QWidget* parent) {
  auto* row = new QWidget(parent);
  const bool is_table = declaration.kind == SettingDeclaration::Kind::Table;
  auto* box = new QBoxLayout(is_table ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, row);
  box->setContentsMargins(0, 0, 0, 0);
  auto* words = new QVBoxLayout;
  words->setSpacing(2);
  auto* title = new QLabel(declaration.title, row);
  auto* help = new QLabel(declaration.help, row);
  help->setProperty("look", "muted");
  help->setWordWrap(true);
  words->addWidget(title);
  words->addWidget(help);
  box->addLayout(words, 1);
  QWidget* control = buildControl(declaration, row);
  if (control->accessibleName().isEmpty()) control->setAccessibleName(declaration.title);
  if (control->objectName().isEmpty()) control->setObjectName(idOf(declaration));
  control->setToolTip(declaration.help);
  if (!is_table) control->setFixedWidth(kControlWidth);
  box->addWidget(control);
  return row;
}

QWidget* SettingsDialog::buildControl(const SettingDeclaration& declaration, QWidget* parent) {
  using Kind = SettingDeclaration::Kind;
  const std::string key = declaration.key;
  // Shows the present value, and follows it.
  const auto follow = [this, key](QWidget* control, auto show) {
    show();
    connect(&settings_, &models::Settings::changed, control, [key, show](const std::string& changed) {
      if (changed == key) show();
    });
  };
  switch (declaration.kind) {
    case Kind::Switch: {
      auto* box = new QCheckBox(parent);
      follow(box, [this, box, key] { box->setChecked(settings_.isOn(key)); });
      connect(box, &QCheckBox::clicked, this, [this, key](bool is_on) { change(key, is_on); });
      return box;
    }
    case Kind::Choice: {
      auto* box = new QComboBox(parent);
      for (const auto& choice : declaration.choices) box->addItem(choice.title, QString::fromStdString(choice.value));
      follow(box, [this, box, key] { box->setCurrentIndex(box->findData(settings_.text(key))); });
      connect(box, &QComboBox::activated, this, [this, box, key] {
        // A preset takes the place of a table of one's own.
        if (key == "navigation.preset") settings_.reset("navigation.table");
        change(key, box->currentData().toString().toStdString());
      });
      return box;
    }
    case Kind::Number: {
      auto* box = new QDoubleSpinBox(parent);
      box->setRange(declaration.least, declaration.most);
      box->setDecimals(0);
      box->setSuffix(QLatin1Char(' ') + declaration.unit);
      follow(box, [this, box, key] { box->setValue(settings_.number(key)); });
      connect(box, &QDoubleSpinBox::valueChanged, this, [this, key](double value) { change(key, value); });
      return box;
    }
    case Kind::Table:
      break;
  }
  if (key == "shortcuts.table") return buildShortcuts(parent);
  return new NavigationEditor(settings_, parent);
}

QWidget* SettingsDialog::buildShortcuts(QWidget* parent) {
  auto* model = new ShortcutModel(settings_, actions_, this);
  shortcuts_ = new QSortFilterProxyModel(this);
  shortcuts_->setSourceModel(model);
  shortcuts_->setFilterKeyColumn(-1);
  shortcuts_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  auto* view = new QTableView(parent);
  view->setObjectName(QStringLiteral("settings.shortcuts.table"));
  view->setAccessibleName(tr("Shortcuts"));
  view->setModel(shortcuts_);
  view->setShowGrid(false);
  view->verticalHeader()->hide();
  view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  view->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  view->horizontalHeader()->setSectionResizeMode(ShortcutModel::Action, QHeaderView::Stretch);
  view->setSelectionBehavior(QAbstractItemView::SelectRows);
  view->setMinimumHeight(360);
  connect(model, &ShortcutModel::problemChanged, this, &SettingsDialog::say);
  return view;
}

QWidget* SettingsDialog::buildFoot() {
  auto* foot = new QWidget(this);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(0, 0, 0, 0);
  message_ = new QLabel(foot);
  message_->setObjectName(QStringLiteral("settings.message"));
  message_->setProperty("look", "warning");
  message_->setWordWrap(true);
  message_->hide();
  column->addWidget(message_);
  auto* row = new QHBoxLayout;
  column->addLayout(row);
  const auto button = [&](const char* name, const QString& text, const QString& help, auto run) {
    auto* made = new QPushButton(text, foot);
    made->setObjectName(QLatin1String("settings.") + QLatin1String(name));
    made->setAccessibleName(text);
    made->setToolTip(help);
    made->setAutoDefault(false);
    connect(made, &QPushButton::clicked, this, run);
    row->addWidget(made);
  };
  button("reset", tr("Reset this page"), tr("Everything on the page shown goes back to its usual value"), [this] {
    if (pages_->currentItem() != nullptr) settings_.resetPage(pages_->currentItem()->text());
  });
  button("import", tr("Import..."), tr("Takes the settings of a file; all others become the usual ones"),
         [this] { importSettings(); });
  button("export", tr("Export..."), tr("Writes what differs from the usual to a file"), [this] { exportSettings(); });
  row->addStretch(1);
  button("close", tr("Close"), tr("All changes hold already"), [this] { close(); });
  return foot;
}

void SettingsDialog::change(const std::string& key, const Json& value) {
  try {
    settings_.set(key, value);
    say({});
  } catch (const Error& error) {
    say(QString::fromUtf8(error.what()));
  }
}

void SettingsDialog::filter() {
  const QString wanted = search_->text().trimmed();
  const QString page = pages_->currentItem() == nullptr ? QString() : pages_->currentItem()->text();
  shortcuts_->setFilterFixedString(wanted);
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const bool is_shortcuts = models::settingTable()[i].key == "shortcuts.table";
    const bool fits =
        rows_[i].words.contains(wanted, Qt::CaseInsensitive) || (is_shortcuts && shortcuts_->rowCount() > 0);
    rows_[i].widget->setVisible(wanted.isEmpty() ? rows_[i].page == page : fits);
    if (is_shortcuts && rows_[i].words.contains(wanted, Qt::CaseInsensitive)) shortcuts_->setFilterFixedString({});
  }
}

void SettingsDialog::exportSettings() {
  auto* dialog = new QFileDialog(this, tr("Export settings"), {}, tr("Settings (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->setDefaultSuffix(QStringLiteral("json"));
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    try {
      settings_.exportTo(file);
      say(tr("Exported to %1").arg(file));
    } catch (const Error& error) {
      say(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

void SettingsDialog::importSettings() {
  auto* dialog = new QFileDialog(this, tr("Import settings"), {}, tr("Settings (*.json)"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
    try {
      const QStringList odd = settings_.importFrom(file);
      say(odd.isEmpty() ? tr("Imported") : tr("Imported but for these: %1").arg(odd.join(QStringLiteral("; "))));
    } catch (const Error& error) {
      say(QString::fromUtf8(error.what()));
    }
  });
  dialog->open();
}

void SettingsDialog::say(const QString& text) {
  message_->setText(text);
  message_->setVisible(!text.isEmpty());
}

}  // namespace mw::panels
