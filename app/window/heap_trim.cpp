// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/heap_trim.h"

#include <QThreadPool>
#include <chrono>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace mw::app {
namespace {

constexpr std::chrono::seconds kAfter{2};

void trim() {
#ifdef __GLIBC__
  malloc_trim(0);
#endif
}

}  // namespace

HeapTrim::HeapTrim(QObject* parent) : QObject(parent) {
  wait_.setObjectName(QStringLiteral("heap.trim"));
  wait_.setSingleShot(true);
  wait_.setInterval(kAfter);
  connect(&wait_, &QTimer::timeout, this, [] { QThreadPool::globalInstance()->start(trim); });
}

}  // namespace mw::app
