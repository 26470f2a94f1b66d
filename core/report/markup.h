// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace mw::report {

/// Text for HTML and SVG, between tags or in double quotes; control characters become blanks.
[[nodiscard]] std::string escaped(std::string_view text);

/// The same line by line, with something between the lines: a break, or the end of a line where those are kept.
[[nodiscard]] std::string escapedLines(std::string_view text, std::string_view between);

/// "data:image/png;base64,...".
[[nodiscard]] std::string dataUri(std::string_view media_type, std::string_view bytes);

/// The first letters of a UTF-8 text, with an ellipsis for the rest where there is one.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t letters);

}  // namespace mw::report
