// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

namespace mw::app {

/// Gives memory back to the system that the allocator would keep: building shaders and opening files takes some tens of
/// megabytes for a moment. In the background, a while after it is asked for; asked for again meanwhile, it waits.
class HeapTrim : public QObject {
  Q_OBJECT
 public:
  explicit HeapTrim(QObject* parent);
  void soon() { wait_.start(); }

 private:
  QTimer wait_;
};

}  // namespace mw::app
