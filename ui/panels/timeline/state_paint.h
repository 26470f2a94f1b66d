// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPainter>
#include <QRectF>

#include "ui/panels/theme/theme.h"

namespace mw::panels {

/// Fills a bar in the colour of a state and its pattern, so that colour never speaks alone: busy plain, idle a low bar,
/// blocked and down diagonal, setup and waiting lined, off hatched.
void paintState(QPainter& painter, const QRectF& bar, factory::ElementState state, const Theme& theme);

/// The letter of the state in a bar that has room for it.
void paintStateLetter(QPainter& painter, const QRectF& bar, factory::ElementState state, const Theme& theme);

}  // namespace mw::panels
