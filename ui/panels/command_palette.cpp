// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/models/document.h"
#include "ui/models/selection.h"
#include "ui/panels/action_table.h"
#include "ui/panels/row_delegate.h"
#include "ui/panels/theme/icons.h"
#include "ui/panels/viewport/viewport.h"

namespace mw::panels {
namespace {

constexpr int kWidth = 520;
constexpr int kShownRows = 12;
constexpr int kWholeScore = 1000;  // above any number of scattered letters
constexpr int kIdRole = Qt::UserRole + 1;
constexpr int kIsElementRole = Qt::UserRole + 2;

}  // namespace

int matchScore(const QString& text, const QString& wanted) {
  if (wanted.isEmpty()) return 1;
  // What was typed as it stands comes before its letters scattered over words.
  const qsizetype whole = text.indexOf(wanted, 0, Qt::CaseInsensitive);
  const bool is_word = whole == 0 || (whole > 0 && !text[whole - 1].isLetterOrNumber());
  int score = whole < 0 ? 1 : kWholeScore + (is_word ? kWholeScore : 0);
  qsizetype at = 0;
  qsizetype last = -2;
  for (const QChar letter : wanted) {
    if (letter.isSpace()) continue;
    at = text.indexOf(letter, last < 0 ? 0 : last + 1, Qt::CaseInsensitive);
    if (at < 0) return 0;
    const bool is_word_start = at == 0 || !text[at - 1].isLetterOrNumber();
    score += 1 + (is_word_start ? 8 : 0) + (at == last + 1 ? 5 : 0);
    last = at;
  }
  return score;
}

CommandPalette::CommandPalette(const PanelServices& services, QWidget* window)
    : QFrame(window), services_(services), search_(new QLineEdit(this)), results_(new QListWidget(this)) {
  setObjectName(QStringLiteral("palette"));
  setProperty("look", "card");
  hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  search_->setObjectName(QStringLiteral("palette.search"));
  search_->setAccessibleName(tr("Find an action or an element"));
  search_->setPlaceholderText(tr("Find an action or an element"));
  search_->installEventFilter(this);
  results_->setObjectName(QStringLiteral("palette.results"));
  results_->setAccessibleName(tr("Found"));
  results_->setFocusPolicy(Qt::NoFocus);
  results_->setIconSize({kIconSize, kIconSize});
  results_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  results_->setItemDelegate(new RowDelegate(services_.themes, results_));
  column->addWidget(search_);
  column->addWidget(results_);
  connect(search_, &QLineEdit::textChanged, this, &CommandPalette::fill);
  connect(results_, &QListWidget::itemClicked, this, &CommandPalette::choose);
}

void CommandPalette::open() {
  search_->clear();
  fill({});
  const int height = 8 * 3 + kFieldHeight + kShownRows * RowDelegate::kRowHeight + 4;
  setGeometry((parentWidget()->width() - kWidth) / 2, 60, kWidth, height);
  show();
  raise();
  search_->setFocus();
}

void CommandPalette::addRow(const QString& text, const QString& note, const QIcon& icon, const QString& id,
                            bool is_element) {
  auto* item = new QListWidgetItem(icon, text, results_);
  item->setData(RowDelegate::kNoteRole, note);
  item->setData(kIdRole, id);
  item->setData(kIsElementRole, is_element);
}

void CommandPalette::fill(const QString& wanted) {
  struct Hit {
    int score;
    QString text, note, id;
    QIcon icon;
    bool is_element;
  };
  std::vector<Hit> hits;
  for (const ActionEntry& entry : services_.actions.entries()) {
    const QAction* action = services_.actions.action(entry.id);
    const QString text = ActionTable::groupTitle(ActionTable::groupOf(entry.id)) + QStringLiteral(": ") + entry.text;
    const int score = action->isEnabled() ? matchScore(text, wanted) : 0;
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    if (score > 0) hits.push_back({score, text, keys, entry.id, action->icon(), false});
  }
  for (const factory::Element& element : services_.document.factory().elements()) {
    const QString id = QString::fromStdString(element.id);
    const int score = wanted.isEmpty() ? 0 : matchScore(id, wanted);
    if (score > 0) {
      hits.push_back({score, id, QString::fromStdString(element.declaration->title), id,
                      lineIcon(QStringLiteral("draw-cuboid"), services_.themes, Token::Muted), true});
    }
  }
  // Of equal fits the one with the least besides: "saw" before "rack-saw".
  std::stable_sort(hits.begin(), hits.end(), [&wanted](const Hit& a, const Hit& b) {
    if (a.score != b.score || wanted.isEmpty()) return a.score > b.score;
    return a.text.size() < b.text.size();
  });
  results_->clear();
  for (const Hit& hit : hits) addRow(hit.text, hit.note, hit.icon, hit.id, hit.is_element);
  if (hits.empty()) addRow(tr("Nothing is called that"), {}, {}, {}, false);
  results_->setCurrentRow(0);
}

void CommandPalette::choose(QListWidgetItem* item) {
  hide();
  services_.viewport.setFocus();
  if (item == nullptr) return;
  const QString id = item->data(kIdRole).toString();
  if (id.isEmpty()) return;
  if (item->data(kIsElementRole).toBool()) {
    services_.selection.select(id.toStdString());
    services_.viewport.frameSelection();
    return;
  }
  services_.actions.action(id)->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
  if (watched != search_) return QFrame::eventFilter(watched, event);
  if (event->type() == QEvent::FocusOut) hide();
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  if (event->type() != QEvent::KeyPress) return false;
  const int key = static_cast<QKeyEvent*>(event)->key();
  const int row = results_->currentRow();
  if (key == Qt::Key_Down) results_->setCurrentRow(std::min(row + 1, results_->count() - 1));
  if (key == Qt::Key_Up) results_->setCurrentRow(std::max(row - 1, 0));
  if (key == Qt::Key_Return || key == Qt::Key_Enter) choose(results_->currentItem());
  if (key == Qt::Key_Escape) choose(nullptr);
  return key == Qt::Key_Down || key == Qt::Key_Up || key == Qt::Key_Return || key == Qt::Key_Enter ||
         key == Qt::Key_Escape;
}

}  // namespace mw::panels
