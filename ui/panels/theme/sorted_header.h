// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QStyle>

namespace mw::panels {

/// Room above its titles for the arrow that says by which column a table is sorted. Others keep that room for their
/// titles. Call it once the header has its model.
inline void makeRoomForArrow(QHeaderView& header) {
  header.setProperty("look", "sorted");
  header.style()->unpolish(&header);  // its sizes may have been asked for already
  header.style()->polish(&header);
}

}  // namespace mw::panels
