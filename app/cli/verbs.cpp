// SPDX-License-Identifier: Apache-2.0
#include "app/cli/verbs.h"

#include <array>

#include "app/cli/worker.h"

namespace mw::cli {

std::span<const AddVerb> verbs() {
  static constexpr std::array kVerbs = {
      &addBottleneck,       //
      &addCalibrate,        //
      &addCheck,            //
      &addCompare,          //
      &addDetect,           //
      &addDiscover,         //
      &addEdit,             //
      &addEffects,          //
      &addExport,           //
      &addFit,              //
      &addFitDistribution,  //
      &addImportLog,        //
      &addImprove,          //
      &addInfo,             //
      &addMerge,            //
      &addMotion,           //
      &addNew,              //
      &addPlugins,          //
      &addReplay,           //
      &addReport,           //
      &addResults,          //
      &addRun,              //
      &addSchema,           //
      &addScore,            //
      &addSelect,           //
      &addSweep,            //
      &addWhatIf,           //
      &addWorker,           //
  };
  return kVerbs;
}

}  // namespace mw::cli
