// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace mw::panels {

class Viewport;

/// Takes files that are dragged from elsewhere over the hall, marking the element under them; what becomes of them is
/// for whoever hears Viewport::fileDropped.
class FileDrop : public QObject {
  Q_OBJECT
 public:
  explicit FileDrop(Viewport& view);
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  Viewport& view_;
};

}  // namespace mw::panels
