// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUndoCommand>
#include <optional>
#include <string>
#include <vector>

#include "ui/models/document.h"

namespace mw::commands {

/// A change of the factory as old and new values of the sections it touches: single elements by id, else a whole
/// top-level member ("flows", "parts", "elements" when the list itself changed). Undo restores the very same bytes.
class FactoryEditCommand : public QUndoCommand {
 public:
  /// @param after      the factory as it shall be; made by the functions of core/factory, so all checks are behind us
  /// @param merge_key  successive commands with the same key become one step (a drag, a slider); empty = never
  FactoryEditCommand(models::Document& document, const QString& text, const factory::Factory& after,
                     models::FactoryChange change, std::string merge_key = {});

  void undo() override;
  void redo() override;
  int id() const override;
  bool mergeWith(const QUndoCommand* other) override;

  /// Nothing differs: not worth a step.
  [[nodiscard]] bool isEmpty() const { return sections_.empty(); }

 private:
  struct Section {
    std::string member;                  ///< "elements", "flows", ...
    std::optional<std::size_t> element;  ///< index, when one element alone differs
    std::optional<Json> before;
    std::optional<Json> after;
  };
  void putInOrder(Json& root, bool forward) const;
  void compare(const Json& before, const Json& after);
  void apply(bool forward);
  void refreshObsolete();

  models::Document& document_;
  std::optional<factory::Factory> ready_;  ///< for the first redo, which comes at once
  std::vector<Section> sections_;
  std::vector<std::string> order_before_;  ///< top-level members, where they are not the same ones
  std::vector<std::string> order_after_;
  models::FactoryChange change_;
  std::string merge_key_;
};

}  // namespace mw::commands
