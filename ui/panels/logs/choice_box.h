// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QString>
#include <QVariant>
#include <utility>
#include <vector>

#include "core/base/text_encoding.h"
#include "core/twin/time_stamp.h"

namespace mw::panels {

/// What the choices of how a file is written are called.
[[nodiscard]] QString delimiterText(char sign);
[[nodiscard]] QString decimalText(char sign);
[[nodiscard]] QString timeKindText(twin::TimeKind kind);
[[nodiscard]] QString encodingText(TextEncoding encoding);
[[nodiscard]] QString encodingText(const EncodingGuess& guess);

/// The guess first, which says that it is one, then all there is; an invalid value stands for the guess.
void fillChoice(QComboBox* box, const QString& guess, const std::vector<std::pair<QString, QVariant>>& all,
                const QVariant& wished);

}  // namespace mw::panels
