// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/replay/plot_options.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>

#include "ui/models/figure_format.h"
#include "ui/models/typed_time.h"
#include "ui/panels/theme/theme.h"

namespace mw::panels {

using Between = models::PlotBoard::Between;

PlotOptions::PlotOptions(models::ReplayModel& replay, QWidget* parent) : QWidget(parent), replay_(replay) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(kPanelPadding, 2, kPanelPadding, 6);
  row->setSpacing(8);
  const auto label = [this](const QString& text) {
    auto* made = new QLabel(text, this);
    made->setProperty("look", "muted");
    return made;
  };
  between_ = new QComboBox(this);
  between_->setObjectName(QStringLiteral("replay.between"));
  between_->setAccessibleName(tr("Between readings"));
  between_->addItem(tr("a line"), static_cast<int>(Between::Line));
  between_->addItem(tr("hold the last"), static_cast<int>(Between::Hold));
  between_->addItem(tr("nothing"), static_cast<int>(Between::Nothing));
  connect(between_, &QComboBox::activated, this,
          [this] { replay_.board().setBetween(static_cast<Between>(between_->currentData().toInt())); });
  gap_ = new QLineEdit(this);
  gap_->setObjectName(QStringLiteral("replay.gap"));
  gap_->setAccessibleName(tr("Readings count as missing after"));
  gap_->setToolTip(
      tr("A longer time without a reading is drawn as a gap. Empty: what the twin says, else five usual "
         "intervals"));
  gap_->setFixedWidth(128);
  connect(gap_, &QLineEdit::editingFinished, this, &PlotOptions::takeGap);
  layout_ = new QComboBox(this);
  layout_->setObjectName(QStringLiteral("replay.layout"));
  layout_->setAccessibleName(tr("Arrangement of plots"));
  layout_->setEditable(true);
  layout_->setInsertPolicy(QComboBox::NoInsert);
  layout_->lineEdit()->setObjectName(QStringLiteral("replay.layoutName"));
  layout_->lineEdit()->setAccessibleName(tr("Name of the arrangement of plots"));
  layout_->lineEdit()->setPlaceholderText(tr("name an arrangement"));
  layout_->setMinimumContentsLength(20);
  connect(layout_, &QComboBox::activated, this, [this](int index) { replay_.applyLayout(layout_->itemText(index)); });
  keep_ = new QPushButton(tr("Keep"), this);
  keep_->setObjectName(QStringLiteral("replay.keepLayout"));
  keep_->setToolTip(tr("Keeps the plots as they are under this name; choosing it draws another log that way"));
  connect(keep_, &QPushButton::clicked, this, [this] { replay_.keepLayout(layout_->currentText()); });
  connect(layout_, &QComboBox::editTextChanged, this,
          [this](const QString& text) { keep_->setEnabled(!text.trimmed().isEmpty()); });
  row->addWidget(label(tr("Between readings")));
  row->addWidget(between_);
  row->addSpacing(8);
  row->addWidget(label(tr("Gap after")));
  row->addWidget(gap_);
  row->addStretch(1);
  row->addWidget(label(tr("Plots as")));
  row->addWidget(layout_);
  row->addWidget(keep_);
  connect(&replay_.board(), &models::PlotBoard::changed, this, &PlotOptions::show);
  connect(&replay_, &models::ReplayModel::resultChanged, this, &PlotOptions::show);
  connect(&replay_, &models::ReplayModel::namesChanged, this, &PlotOptions::showLayouts);
  show();
  showLayouts();
}

void PlotOptions::takeGap() {
  if (!gap_->isModified()) return;
  const QString text = gap_->text().trimmed();
  const auto gap_s = text.isEmpty() ? std::optional(0.0) : models::typedTime_s(text, std::nullopt);
  const bool is_wrong = !gap_s || *gap_s < 0;
  gap_->setProperty("state", is_wrong ? "error" : "");
  gap_->style()->unpolish(gap_);
  gap_->style()->polish(gap_);
  if (is_wrong) return;
  gap_->setModified(false);
  replay_.board().setGap(*gap_s);
  show();
}

void PlotOptions::show() {
  const models::PlotBoard& board = replay_.board();
  between_->setCurrentIndex(between_->findData(static_cast<int>(board.between())));
  const QString usual = models::durationText(models::gapOf(replay_.data()));
  gap_->setPlaceholderText(replay_.log() ? tr("%1 · guessed").arg(usual) : tr("guessed"));
  if (!gap_->hasFocus() || !gap_->isModified())
    gap_->setText(board.gap_s() > 0 ? QStringLiteral("%1 s").arg(board.gap_s()) : QString());
}

void PlotOptions::showLayouts() {
  const QString text = layout_->currentText();
  layout_->clear();
  layout_->addItems(replay_.layoutNames());
  layout_->setCurrentIndex(-1);
  layout_->setEditText(text);
  keep_->setEnabled(!text.trimmed().isEmpty());
}

}  // namespace mw::panels
