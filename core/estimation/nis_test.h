// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::estimation {

/// The NIS above which a reading of several signals is anomalous, at the two-sided tail of `sigma` standard deviations.
///
///   one signal:  sigma^2            (sqrt(NIS) > sigma)
///   p signals:   chi-square quantile with p degrees of freedom at 1 - erfc(sigma / sqrt 2)
///
/// @param signal_count p >= 1
/// @param sigma        above 0, at most 30 (the tail beyond is not a double)
/// Source: Bar-Shalom, Li, Kirubarajan (2001), section 5.4
[[nodiscard]] double nisLimit(int signal_count, double sigma);

}  // namespace mw::estimation
