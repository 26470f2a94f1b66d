// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QGridLayout>

namespace mw::panels {

/// Three cards beside each other; where that is too narrow for what they say, the middle one goes below the others.
class CardRow : public QWidget {
  Q_OBJECT
 public:
  explicit CardRow(QWidget* parent = nullptr);
  void setCards(QWidget* left, QWidget* middle, QWidget* right);

  [[nodiscard]] QSize minimumSizeHint() const override;

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void arrange();
  void put(bool is_narrow);

  QGridLayout* grid_;
  QWidget* left_ = nullptr;
  QWidget* middle_ = nullptr;
  QWidget* right_ = nullptr;
  QFrame* first_line_;   ///< upright
  QFrame* second_line_;  ///< upright where all are beside each other, else across
  bool is_narrow_ = false;
};

}  // namespace mw::panels
