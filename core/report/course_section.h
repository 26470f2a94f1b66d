// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>

#include "core/experiment/run_plan.h"
#include "core/kpi/cumulative_flow.h"
#include "core/kpi/lead_time_histogram.h"
#include "core/report/report.h"

namespace mw::report {

/// One run in pictures, recorded anew by the plan of all: its flows over the layout, states of the machines over time,
/// cumulative flow, lead times of each kind of part; with the numbers behind them as tables for files.
/// @throws InputError when it cannot run; Cancelled
[[nodiscard]] Section courseSection(const factory::Factory& factory, const experiment::RunPlan& plan,
                                    const std::stop_token& stop = {});

/// The numbers behind the pictures.
[[nodiscard]] Table cumulativeFlowTable(const kpi::CumulativeFlow& flow);
/// A row a bin. @param parts  whose lead times they are
void appendBins(Table& table, const std::string& parts, const kpi::LeadTimeHistogram& spread);
/// Without rows.
[[nodiscard]] Table leadTimeBinsTable();

}  // namespace mw::report
