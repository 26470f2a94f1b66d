// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "app/cli/verb.h"
#include "core/surrogate/gp/gaussian_process.h"

namespace mw::cli {

/// The options that `fit` and `whatif` share for learning from any table.
struct TableModelOptions {
  std::string data;                 ///< --data T.csv
  std::vector<std::string> inputs;  ///< --inputs a,b
  std::string output;               ///< --output y
  std::string hyperparameters;      ///< --hyperparameters H.json; empty: searched
  std::uint64_t seed = 1;           ///< --seed
  int starts = 10;                  ///< --starts
};

void addTableModelOptions(CLI::App& verb, TableModelOptions& options);

/// Reads the table and trains; the model's notes go to stderr.
[[nodiscard]] surrogate::GaussianProcess trainOnTable(const TableModelOptions& options, const Console& console);

}  // namespace mw::cli
