// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <string>
#include <unordered_set>
#include <vector>

namespace mw::models {

/// The selected elements, by id, in the order of selecting; the last is the current one.
class Selection : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  [[nodiscard]] const std::vector<std::string>& ids() const { return ids_; }
  [[nodiscard]] std::string current() const { return ids_.empty() ? std::string() : ids_.back(); }
  [[nodiscard]] bool contains(const std::string& id) const;

  void set(std::vector<std::string> ids);
  void select(const std::string& id) { set({id}); }
  void toggle(const std::string& id);
  void clear() { set({}); }
  /// Selects an element and brings one of its values to the user: "process/mean_s", or what comes nearest to it.
  void pointAt(const std::string& id, const std::string& place);

 signals:
  void changed();
  void valueWanted(const std::string& place);

 private:
  std::vector<std::string> ids_;
  std::unordered_set<std::string> members_;
};

}  // namespace mw::models
