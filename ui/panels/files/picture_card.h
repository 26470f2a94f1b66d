// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QImage>

#include "ui/panels/theme/theme_service.h"

namespace mw::panels {

/// A picture with a title and a line or two of text, to be clicked.
class PictureCard : public QAbstractButton {
  Q_OBJECT
 public:
  /// @param themes  must outlive the card
  PictureCard(const ThemeService& themes, const QString& title, const QString& line, QWidget* parent = nullptr);
  void setPicture(const QImage& picture);
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  const ThemeService& themes_;
  QString line_;
  QImage picture_;
};

/// Cards in as many columns as there is room for.
class CardGrid : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  void add(PictureCard* card);
  void clear();
  [[nodiscard]] bool hasHeightForWidth() const override { return true; }
  [[nodiscard]] int heightForWidth(int width) const override;
  [[nodiscard]] QSize sizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  [[nodiscard]] static int columnsIn(int width);
  void arrange();
  std::vector<PictureCard*> cards_;
};

}  // namespace mw::panels
