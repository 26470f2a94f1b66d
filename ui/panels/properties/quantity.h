// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <variant>

#include "plugins/api/parameter.h"

namespace mw::panels {

/// Why a typed quantity was not taken: shown under the field.
struct QuantityError {
  QString cause;
  QString cure;
};

/// A typed number with an optional unit as a value in the parameter's own unit: "1.5 min" for a parameter in s is 90.
/// Figures are read with a point, whatever the locale. Shares take "%" too.
[[nodiscard]] std::variant<double, QuantityError> parseQuantity(const QString& text,
                                                                const api::ParameterDeclaration& parameter);

/// A value as a field shows it: figures and unit apart. Times take the largest unit in which they stay short (14400 s
/// is 4 h); shares are shown in %. Reading the two together gives back the same bits.
struct ShownQuantity {
  QString figures;
  QString unit;
};
[[nodiscard]] ShownQuantity shownQuantity(double value, const api::ParameterDeclaration& parameter);

/// Figures to look at: of long ones the first six that count ("3.7182818284" is "3.71828"), others as they are.
[[nodiscard]] QString briefFigures(const QString& figures);

/// The parameter's own unit as people write it; it can be typed so too.
[[nodiscard]] QString unitText(const api::ParameterDeclaration& parameter);

/// A number between 0 and 1 that people think of in %.
[[nodiscard]] bool isShare(const api::ParameterDeclaration& parameter);

/// The key as a label: "time_to_failure" is "Time to failure", "mean_s" is "Mean".
[[nodiscard]] QString labelOf(const std::string& key);

}  // namespace mw::panels
