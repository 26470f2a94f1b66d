// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

namespace mw::test {

/// Share of the pixels that have a colour up to rounding.
[[nodiscard]] double shareOf(const QImage& picture, const QColor& color);
/// Share of the pixels that look different, by more than smoothing and rounding.
[[nodiscard]] double changedShare(const QImage& a, const QImage& b);
/// Standard deviation of the grey values, 0..255.
[[nodiscard]] double contrastOf(const QImage& picture);

}  // namespace mw::test
