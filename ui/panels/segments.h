// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QButtonGroup>
#include <QFrame>
#include <initializer_list>
#include <utility>

namespace mw::panels {

/// Choices side by side in one frame, the first of them chosen; its buttons get the ids 0, 1, ... of a group.
/// @param names  object name and text of each
/// @param group  owns nothing; tells which is clicked
[[nodiscard]] QFrame* makeSegments(std::initializer_list<std::pair<const char*, QString>> names, QButtonGroup& group,
                                   QWidget* parent);

}  // namespace mw::panels
