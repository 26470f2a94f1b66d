// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "core/discovery/journeys.h"

namespace mw::discovery {

/// A part type of the factory: one part of it is one case of the log.
struct PartKind {
  std::string name;
  std::size_t cases = 0;
  double quantity_mean = 0;  ///< pieces of a case; NaN where the log does not say
};

/// What a case's pieces say of how long work on it takes at a station.
enum class WorkLaw {
  Unknown,         ///< too few visits, or no quantities
  PerVisit,        ///< the same whatever the quantity
  PerPiece,        ///< time per piece
  SetupPlusPieces  ///< a batch set-up and time per piece
};

/// Three models of ln(work), each with normal residuals, compared by Akaike's criterion:
/// ln m; ln(t q); ln(s + t q), with q pieces.
struct WorkModel {
  WorkLaw best = WorkLaw::Unknown;
  std::size_t visits = 0;
  double batch_s = 0;  ///< s: mean of the part that does not depend on pieces (PerVisit: the mean)
  double piece_s = 0;  ///< t: mean time per piece
  double aic_per_visit = 0;
  double aic_per_piece = 0;
  double aic_setup_plus_pieces = 0;

  /// Expected work on q pieces; NaN where unknown.
  [[nodiscard]] double expected_s(double pieces) const;
};
[[nodiscard]] const char* nameOf(WorkLaw law);

/// By station, from finished visits; the set-up rows of a log count as work here.
[[nodiscard]] std::vector<WorkModel> findWorkModels(const std::vector<Journey>& journeys, std::size_t station_count);

/// Sorts cases into part types and notes them in the journeys: one per part of the log that 8 % of the cases and 15 at
/// least are of, the others together; where most of the work depends on the quantity, each by its quantity in up to
/// three bands of 15 cases or more.
[[nodiscard]] std::vector<PartKind> assignKinds(const EventLog& log, const std::vector<WorkModel>& work,
                                                std::vector<Journey>& journeys);

/// Gives journeys without an order's quantity the most that one of their stations finished.
void completeQuantities(std::vector<Journey>& journeys);

/// Where the log has no column for orders' quantities and the quantity of a row is the same in all rows of nearly every
/// case, that is the order's.
void findOrderQuantities(EventLog& log);

}  // namespace mw::discovery
