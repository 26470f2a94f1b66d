// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "ui/models/signal_catalog.h"

namespace mw::models {

/// Which signals stand in which plot, from top to bottom. Plots name signals by their keys, so that the same board
/// serves another log; what that one has not is kept and not drawn. A board that nobody has touched shows what there is
/// to watch. A plot has room for two units, one per side.
class PlotBoard : public QObject {
  Q_OBJECT
 public:
  using Plot = std::vector<std::string>;  ///< keys

  using QObject::QObject;

  [[nodiscard]] const std::vector<Plot>& plots() const { return plots_; }
  /// What can be drawn from now on.
  void setSignals(std::vector<SignalEntry> entries);
  [[nodiscard]] const std::vector<SignalEntry>& entries() const { return entries_; }
  [[nodiscard]] const SignalEntry* find(const std::string& key) const;
  /// Keys of a plot that are there, in its order.
  [[nodiscard]] std::vector<SignalEntry> drawn(std::size_t plot) const;

  /// @returns why it cannot be drawn there, empty when it was added (or is there already)
  QString add(std::size_t plot, const std::string& key);
  /// A plot of its own, before the plot at an index, or last.
  void insert(std::size_t plot, const std::string& key);
  /// A plot that is left without a signal goes.
  void remove(std::size_t plot, const std::string& key);

  [[nodiscard]] Json toJson() const;
  /// Something else than a board changes nothing.
  void fromJson(const Json& json);

 signals:
  void changed();
  /// By a hand: worth keeping.
  void edited();

 private:
  void layOut();
  void keep();

  std::vector<Plot> plots_;
  std::vector<Plot> wanted_;  ///< as somebody arranged them; empty = laid out by itself
  std::vector<SignalEntry> entries_;
};

}  // namespace mw::models
