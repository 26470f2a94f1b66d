// SPDX-License-Identifier: Apache-2.0
#pragma once

/// All that runs on the short path: what a move from one element to the next may need.
#include "core/events/elements/buffer.h"
#include "core/events/elements/conveyor.h"
#include "core/events/elements/parts.h"
#include "core/events/elements/routing.h"
#include "core/events/elements/sink.h"
#include "core/events/elements/source.h"
#include "core/events/elements/station.h"
