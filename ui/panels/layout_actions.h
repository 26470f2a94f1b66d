// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <memory>
#include <vector>

#include "ui/panels/action_table.h"
#include "ui/panels/panel.h"

namespace mw::panels {

class MouseTool;

/// What a user can do to the layout by menu, key or name: clipboard, copies, alignment, groups, locks, hiding, drawing
/// and measuring. Adds its actions to the table and keeps them enabled as the selection allows.
class LayoutActions : public QObject {
  Q_OBJECT
 public:
  explicit LayoutActions(const PanelServices& services, QWidget* window);

 private:
  void addClipboard();
  void addCopies();
  void addArrangement();
  void addMarks();
  void addDrawing();
  /// @param least  selected elements that it needs
  void add(const ActionEntry& entry, std::size_t least, std::function<void()> run);
  void startMode(std::unique_ptr<MouseTool> mode);
  void enable();
  [[nodiscard]] const std::vector<std::string>& selected() const;

  void copy() const;
  void paste();
  void duplicate();
  void selectSameType();
  void toggleLock();
  void hide();

  struct Need {
    QAction* action;
    std::size_t least;
  };
  PanelServices services_;
  QWidget* window_;
  std::vector<Need> needs_;
};

/// The type of what the system clipboard holds when elements were copied.
inline constexpr auto kClipMime = "application/x-millwright-clip+json";
/// The meshes that go with them.
inline constexpr auto kFilesMime = "application/x-millwright-clip-files+json";

}  // namespace mw::panels
