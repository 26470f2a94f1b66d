// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/theme/style_sheet.h"

#include <QDir>
#include <QFile>
#include <QPair>
#include <array>

namespace mw::panels {
namespace {

// @name stands for a token; lengths follow the grid of 4.
constexpr auto kTemplate = R"(
* { outline: none; }
QMainWindow, QDialog { background: @window; }
QMainWindow::separator { background: @line; width: 1px; height: 1px; }
QMainWindow::separator:hover { background: @accent; }
QToolTip { background: @panel; color: @text; border: 1px solid @line; padding: 4px 8px; }

QLabel { color: @text; background: transparent; }
QLabel[look="heading"] { font-size: 12px; font-weight: 600; color: @text; }
QLabel[look="muted"] { font-size: 12px; color: @muted; }
QLabel[look="title"] { font-size: 12px; font-weight: 600; color: @muted; }
QLabel[look="quiet"] { color: @muted; }
QLabel[look="strong"] { font-weight: 600; }
QLabel[look="changed"] { font-size: 12px; font-weight: 600; color: @text; }
QLabel[look="figure"] { font-size: 20px; font-weight: 600; }
QLabel[look="figure-guess"] { font-size: 20px; font-weight: 400; color: @faint; }
QLabel[look="error"] { font-size: 12px; color: @error; }
QLabel[look="warning"] { font-size: 12px; color: @warningText; background: @warningGround; border-radius: 4px; padding: 2px 8px; }
QLabel[look="badge"] { font-size: 12px; color: @accent; background: @accentSoft; border-radius: 4px; padding: 2px 8px; }
QLabel[look="alarm"] { font-size: 12px; color: @error; background: @errorGround; border-radius: 4px; padding: 2px 8px; }

QFrame[look="bar"] { background: @panel; border: none; }
QFrame[look="bar-top"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QFrame[look="bar-bottom"] { background: @panel; border: none; border-top: 1px solid @line; }
QFrame[look="header"] { background: @panel; border: none; border-bottom: 1px solid @line; }
QFrame[look="page"] { background: @panel; border: none; }
QFrame[look="panel"] { background: @panel; border: none; }
QFrame[look="chart"] { background: @panel; border: 1px solid transparent; border-radius: 6px; }
QFrame[look="chart"]:focus { border-color: @accent; }
QFrame[look="card"] { background: @panel; border: 1px solid @line; border-radius: 8px; }
QFrame[look="chip"] { background: @panel; border: 1px solid @line; border-radius: 6px; }
QFrame[look="notice"] { background: @accentSoft; border: none; border-bottom: 1px solid @line; }
QFrame[look="notice-warning"] { background: @warningGround; border: none; border-bottom: 1px solid @line; }
QFrame[look="notice-warning"] > QLabel { color: @warningText; }
QFrame[look="notice-alarm"] { background: @errorGround; border: none; border-bottom: 1px solid @line; }
QFrame[look="notice-alarm"] > QLabel { color: @error; }
QLabel[look="display"] { font-size: 24px; font-weight: 700; }
QLabel[look="section"] { font-size: 14px; font-weight: 600; }
QPushButton[look="row"] { background: transparent; border-color: transparent; text-align: left; padding: 0 8px; min-height: 32px; }
QPushButton[look="row"]:hover { background: @hover; }
QPushButton[look="row"]:focus { border-color: @accent; }
QFrame[look="hairline"] { background: @line; border: none; }
QFrame[look="segments"] { background: @field; border: 1px solid @line; border-radius: 7px; }
QFrame[look="segments"] QToolButton { background: transparent; border: 1px solid transparent; border-radius: 5px; padding: 0 13px; color: @muted; min-height: 26px; }
QFrame[look="segments"] QToolButton:hover { color: @text; }
QFrame[look="segments"] QToolButton:checked { background: @panel; border-color: @line; color: @text; font-weight: 600; }
QFrame[look="segments"] QToolButton:focus { border-color: @accent; }

QPushButton { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 0 12px; min-height: 26px; color: @text; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @accentSoft; }
QPushButton:checked { background: @accentSoft; border-color: @accent; }
QPushButton:focus { border-color: @accent; }
QPushButton:disabled { color: @faint; background: @field; }
QPushButton[look="primary"], QPushButton:default { background: @accent; border-color: @accent; color: @onAccent; font-weight: 600; }
QPushButton[look="primary"]:hover { background: @accentHover; border-color: @accentHover; }
QPushButton[look="primary"]:disabled { background: @field; border-color: @line; color: @faint; }
QPushButton[look="quiet"] { background: transparent; border-color: transparent; color: @accent; padding: 0 8px; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[look="quiet"]:hover { background: @hover; }
QPushButton[look="quiet"]:focus { border-color: @accent; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: 6px; padding: 0 6px; min-height: 26px; color: @text; }
QToolButton:hover { background: @hover; }
QToolButton:pressed, QToolButton:checked { background: @accentSoft; }
QToolButton:focus { border-color: @accent; }
QToolButton:disabled { color: @faint; }
QToolButton[look="framed"] { background: @panel; border-color: @line; }
QToolButton[look="framed"]:hover { background: @hover; }
QToolButton[look="framed"]:checked { background: @accentSoft; border-color: @accent; }
QToolButton[look="framed"]:focus { border-color: @accent; }
QToolButton[look="primary"] { background: @accent; border-color: @accent; color: @onAccent; }
QToolButton[look="primary"]:hover { background: @accentHover; }
QToolButton[look="primary"]:disabled { background: @field; border-color: @line; }
QToolButton[look="name"] { font-size: 14px; font-weight: 700; padding: 0 6px; }
QToolButton[look="status"], QToolButton[look="alarm"], QToolButton[look="warning"] { font-size: 12px; color: @muted; min-height: 20px; max-height: 20px; border-radius: 4px; padding: 0 8px; }
QToolButton[look="alarm"] { color: @error; background: @errorGround; }
QToolButton[look="warning"] { color: @warningText; background: @warningGround; }
QToolButton[look="chip"] { font-size: 12px; padding: 0 7px; min-height: 22px; border-radius: 4px; }
QToolButton[look="small"] { padding: 0; min-height: 18px; border-radius: 4px; }
QToolButton::menu-indicator { image: none; width: 0; }

QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox, QComboBox { background: @field; border: 1px solid @line; border-radius: 6px; color: @text;
  selection-background-color: @accent; selection-color: @onAccent; }
QLineEdit, QAbstractSpinBox { min-height: 26px; padding: 0 8px; }
QComboBox { min-height: 26px; padding: 0 4px 0 9px; }
QLineEdit:hover, QAbstractSpinBox:hover, QComboBox:hover { border-color: @lineStrong; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus, QComboBox:on { border: 1px solid @accent; background: @panel; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled { color: @faint; }
QLineEdit[look="hinted"] { border: 2px solid @accent; background: @accentSoft; }
QLineEdit[state="error"] { border: 1px solid @error; background: @errorGround; }
QLineEdit[state="default"], QComboBox[state="default"] { color: @muted; }
QComboBox::drop-down { border: none; width: 22px; }
QComboBox::down-arrow { image: url(@arrowDown); width: 12px; height: 12px; }
QComboBox QAbstractItemView { background: @panel; border: 1px solid @line; border-radius: 6px; padding: 4px; selection-background-color: @accentSoft; selection-color: @text; }
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; border-radius: 4px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { width: 0; border: none; }

QCheckBox, QRadioButton { spacing: 8px; color: @text; min-height: 26px; }
QCheckBox::indicator, QAbstractItemView::indicator { width: 16px; height: 16px; border: 1px solid @lineStrong; border-radius: 4px; background: @field; }
QCheckBox::indicator:hover, QCheckBox:focus::indicator { border-color: @accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @accent; border-color: @accent; image: url(@check); }

QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid @lineStrong; border-radius: 8px; background: @field; }
QRadioButton::indicator:hover, QRadioButton:focus::indicator { border-color: @accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid @accent; border-radius: 8px; background: @onAccent; }

QMenuBar { background: @panel; color: @text; border-bottom: 1px solid @line; }
QMenu { background: @panel; border: 1px solid @line; border-radius: 8px; padding: 4px; color: @text; }
QMenu::item { padding: 6px 24px 6px 10px; border-radius: 4px; }
QMenu::item:selected { background: @accentSoft; }
QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QMenu::icon { padding-left: 6px; }

QTabWidget::pane { border: none; border-top: 1px solid @line; background: @panel; }
QTabBar { background: @panel; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @muted; border: none; border-bottom: 2px solid transparent; padding: 0 12px; min-height: 30px; font-size: 12px; font-weight: 600; }
QTabBar::tab:selected { color: @text; border-bottom-color: @accent; }
QTabBar::tab:hover { color: @text; }
QTabBar::tab:focus { color: @accent; }

QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[look="page"] { background: @panel; }
QScrollBar:vertical { background: transparent; width: 9px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 9px; margin: 0; }
QScrollBar::handle { background: @lineStrong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: @muted; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }

QSlider { min-height: 22px; background: transparent; }
QSlider::groove:horizontal { height: 6px; border-radius: 3px; background: @line; }
QSlider::sub-page:horizontal { height: 6px; border-radius: 3px; background: @accent; }
QSlider::handle:horizontal { width: 10px; height: 10px; margin: -5px 0; border-radius: 8px; border: 3px solid @accent; background: @panel; }
QSlider::handle:horizontal:focus { background: @accentSoft; }
QSlider::sub-page:horizontal:disabled { background: @lineStrong; }
QSlider::handle:horizontal:disabled { border-color: @lineStrong; }

QProgressBar { background: @line; border: none; border-radius: 3px; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }

QAbstractItemView { background: @panel; alternate-background-color: @field; border: none; color: @text; selection-background-color: @accentSoft; selection-color: @text; }
QTreeView::item, QListView::item { min-height: 26px; }
QListView[look="pages"]::item { padding: 0 9px; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: @hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: @accentSoft; color: @text; }
QTreeView::branch { background: transparent; }
QTreeView::branch:selected { background: @accentSoft; }
QTreeView::branch:has-children:closed { image: url(@arrowRight); }
QTreeView::branch:has-children:open { image: url(@arrowDown); }
QTableView { gridline-color: @line; }
QTableView::item { padding: 0 8px; border: none; }
QHeaderView { background: @panel; }
QHeaderView::section { background: @panel; color: @muted; border: none; border-bottom: 1px solid @line; padding: 4px 11px; font-size: 12px; font-weight: 600; }
QTableView[look="dense"]::item { padding: 0 4px; }
QTableView[look="dense"] QHeaderView::section { padding: 4px 7px; }
QTableView[look="dense"] QHeaderView[look="sorted"]::section { padding: 4px 3px 4px 7px; }
QHeaderView[look="sorted"]::section { padding: 4px 3px 4px 11px; }
QHeaderView[look="sorted"]::up-arrow { image: url(@arrowUp); width: 8px; height: 8px; subcontrol-position: top center; }
QHeaderView[look="sorted"]::down-arrow { image: url(@arrowDown); width: 8px; height: 8px; subcontrol-position: top center; }
QTableCornerButton::section { background: @panel; border: none; }
QDockWidget { color: @text; }
QSplitter::handle { background: @line; }
QStatusBar { background: @panel; border: none; }
QStatusBar::item { border: none; }
)";

QColor mixed(const QColor& a, const QColor& b, float share) {
  return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * share, a.greenF() + (b.greenF() - a.greenF()) * share,
                          a.blueF() + (b.blueF() - a.blueF()) * share);
}

}  // namespace

QString styleSheet(const Theme& theme, const QString& glyph_folder) {
  // Longer names first, so that @line does not eat the head of @lineStrong.
  const std::array<QPair<const char*, QString>, 21> values = {{
      {"@accentHover", mixed(theme.color(Token::Accent), theme.color(Token::Text), 0.12F).name()},
      {"@accentSoft", theme.color(Token::AccentSoft).name()},
      {"@lineStrong", mixed(theme.color(Token::Line), theme.color(Token::Muted), 0.35F).name()},
      {"@warningText", theme.color(Token::Warning).name()},
      {"@warningGround", theme.color(Token::WarningGround).name()},
      {"@errorGround", theme.color(Token::ErrorGround).name()},
      {"@onAccent", theme.color(Token::OnAccent).name()},
      {"@arrowDown", glyph_folder + QStringLiteral("/arrow-down.svg")},
      {"@arrowUp", glyph_folder + QStringLiteral("/arrow-up.svg")},
      {"@arrowRight", glyph_folder + QStringLiteral("/arrow-right.svg")},
      {"@check", glyph_folder + QStringLiteral("/check.svg")},
      {"@window", theme.color(Token::Window).name()},
      {"@accent", theme.color(Token::Accent).name()},
      {"@panel", theme.color(Token::Panel).name()},
      {"@field", theme.color(Token::Field).name()},
      {"@hover", theme.color(Token::Hover).name()},
      {"@muted", theme.color(Token::Muted).name()},
      {"@faint", theme.color(Token::Faint).name()},
      {"@error", theme.color(Token::Error).name()},
      {"@line", theme.color(Token::Line).name()},
      {"@text", theme.color(Token::Text).name()},
  }};
  QString sheet = QString::fromLatin1(kTemplate);
  for (const auto& [name, value] : values) sheet.replace(QLatin1String(name), value);
  return sheet;
}

void writeGlyphs(const Theme& theme, const QString& folder) {
  struct Glyph {
    const char* name;
    const char* path;
    Token token;
  };
  constexpr std::array<Glyph, 4> kGlyphs = {{{"arrow-down", "M4.5 6.5 L8 10 L11.5 6.5", Token::Muted},
                                             {"arrow-up", "M4.5 9.5 L8 6 L11.5 9.5", Token::Muted},
                                             {"arrow-right", "M6.5 4.5 L10 8 L6.5 11.5", Token::Muted},
                                             {"check", "M4 8.5 L7 11.5 L12.5 5", Token::OnAccent}}};
  for (const Glyph& glyph : kGlyphs) {
    QFile file(QDir(folder).filePath(QLatin1String(glyph.name) + QStringLiteral(".svg")));
    if (!file.open(QIODevice::WriteOnly)) continue;
    file.write(QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\" width=\"16\" "
                              "height=\"16\"><path d=\"%1\" fill=\"none\" stroke=\"%2\" stroke-width=\"1.6\" "
                              "stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>")
                   .arg(QLatin1String(glyph.path), theme.color(glyph.token).name())
                   .toUtf8());
  }
}

}  // namespace mw::panels
