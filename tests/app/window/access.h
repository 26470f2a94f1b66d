// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <string>

#include "core/base/json.h"

namespace mw::test {

/// The contrast of what is written in a rectangle, 1 ... 21 as WCAG 2.1 defines it: of its most frequent colour, the
/// ground, and of the colour that stands out most, the core of the strokes. Strokes of less than a pixel look fainter
/// than they are: take pictures at 2x.
[[nodiscard]] double textContrast(const QImage& picture, const QRect& rect);

/// Labels and buttons whose text is fainter than 4.5 : 1; empty when all can be read. What is disabled may be faint.
/// @param tree   of ui/script, and the picture of the main window taken with it
/// @param scale  device pixels per logical one in the picture
[[nodiscard]] std::string faintTexts(const Json& tree, const QImage& picture, double scale);

/// Labels and buttons whose text does not fit.
[[nodiscard]] std::string clippedTexts(const Json& tree);
/// Texts of lists, tables and headings that are elided where no tip tells them.
[[nodiscard]] std::string lostCells(const Json& tree);

/// Actions without a name or a text, and keys that two have.
[[nodiscard]] std::string poorActions(const Json& tree);

/// Whether what a widget says is the user's own: names of files, elements, studies, logs.
[[nodiscard]] bool isData(const Json& widget);

}  // namespace mw::test
