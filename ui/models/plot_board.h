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
/// to watch. A plot has room for two units, one per side. Signals that are computed from others are part of the board,
/// and so is what is drawn between readings and from when on they are missing.
class PlotBoard : public QObject {
  Q_OBJECT
 public:
  using Plot = std::vector<std::string>;  ///< keys

  /// What is drawn between two readings.
  enum class Between {
    Line,    ///< as if the signal went straight from one to the next
    Hold,    ///< the last one until there is another
    Nothing  ///< the readings alone
  };

  using QObject::QObject;

  [[nodiscard]] const std::vector<Plot>& plots() const { return plots_; }
  /// What can be drawn from now on.
  void setSignals(std::vector<SignalEntry> entries);
  [[nodiscard]] const std::vector<SignalEntry>& entries() const { return entries_; }
  [[nodiscard]] const SignalEntry* find(const std::string& key) const;
  /// Keys of a plot that are there, in its order; an estimate's companions stand behind it.
  [[nodiscard]] std::vector<SignalEntry> drawn(std::size_t plot) const;

  /// @returns why it cannot be drawn there, empty when it was added (or is there already)
  QString add(std::size_t plot, const std::string& key);
  /// A plot of its own, before the plot at an index, or last.
  void insert(std::size_t plot, const std::string& key);
  /// Makes a signal of another: key of a Derivation. It stands among the entries from then on.
  /// @returns why not; empty when it is there
  QString derive(const std::string& key);
  /// One signal over another, as a plot before the one at an index, or last.
  QString insertPair(std::size_t plot, const std::string& x, const std::string& y);
  /// Each signal of a plot in a plot of its own, in their order.
  void split(std::size_t plot);
  /// A derived signal and all that is drawn of it.
  void forget(const std::string& key);
  [[nodiscard]] Between between() const { return between_; }
  void setBetween(Between between);
  /// 0: told from the data.
  [[nodiscard]] double gap_s() const { return gap_s_; }
  void setGap(double gap_s);
  /// A plot that is left without a signal goes.
  void remove(std::size_t plot, const std::string& key);

  [[nodiscard]] Json toJson() const;
  /// Something else than a board changes nothing.
  void fromJson(const Json& json);

 signals:
  void changed();
  /// By a hand: worth keeping.
  void edited();
  /// Readings count as missing from another time on.
  void gapChanged();

 private:
  void layOut();
  void keep();
  void addDerived();

  std::vector<Plot> plots_;
  std::vector<Plot> wanted_;          ///< as somebody arranged them; empty = laid out by itself
  std::vector<SignalEntry> entries_;  ///< those given, then the derived ones that there is a source for
  std::vector<std::string> derived_;  ///< keys, of derivations and of pairs
  Between between_ = Between::Line;
  double gap_s_ = 0;
};

}  // namespace mw::models
