// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mw {

/// The known word nearest to a mistyped one (Levenshtein, at most a third of the letters wrong), if any is near.
[[nodiscard]] std::optional<std::string> nearestWord(std::string_view word, std::span<const std::string> known);

/// The whole text as a finite number, independent of locale; nothing when any character is left over.
[[nodiscard]] std::optional<double> parseNumber(std::string_view text);

/// The whole text as a duration in seconds: a number with one of s m h d w, or bare seconds ("30d", "1.5h", "90").
[[nodiscard]] std::optional<double> parseDuration(std::string_view text);

/// The shortest text that reads back to the same bits, independent of locale.
[[nodiscard]] std::string numberText(double number);

}  // namespace mw
