// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/verb.h"

namespace mw::cli {

void addBottleneck(CLI::App& program, Action& action);
void addCalibrate(CLI::App& program, Action& action);
void addCheck(CLI::App& program, Action& action);
void addCompare(CLI::App& program, Action& action);
void addDetect(CLI::App& program, Action& action);
void addDiscover(CLI::App& program, Action& action);
void addEdit(CLI::App& program, Action& action);
void addEffects(CLI::App& program, Action& action);
void addExport(CLI::App& program, Action& action);
void addFit(CLI::App& program, Action& action);
void addFitDistribution(CLI::App& program, Action& action);
void addImportLog(CLI::App& program, Action& action);
void addImprove(CLI::App& program, Action& action);
void addInfo(CLI::App& program, Action& action);
void addMerge(CLI::App& program, Action& action);
void addMotion(CLI::App& program, Action& action);
void addNew(CLI::App& program, Action& action);
void addPlugins(CLI::App& program, Action& action);
void addReplay(CLI::App& program, Action& action);
void addReport(CLI::App& program, Action& action);
void addResults(CLI::App& program, Action& action);
void addRun(CLI::App& program, Action& action);
void addSchema(CLI::App& program, Action& action);
void addScore(CLI::App& program, Action& action);
void addSelect(CLI::App& program, Action& action);
void addSweep(CLI::App& program, Action& action);
void addWhatIf(CLI::App& program, Action& action);

}  // namespace mw::cli
