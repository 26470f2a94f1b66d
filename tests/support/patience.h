// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace mw::test {

/// How long a test waits for what comes from another thread. One that passes waits no longer than that takes, and how
/// long it takes on a machine busy with other things is not what is tested.
inline constexpr int kPatience_ms = 120'000;

}  // namespace mw::test
