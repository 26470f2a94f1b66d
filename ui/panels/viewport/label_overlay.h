// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointF>
#include <QString>
#include <QWidget>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "core/factory/element_state.h"
#include "ui/panels/viewport/sketch.h"

namespace mw::panels {

class ThemeService;

/// What a label says beside the element's name.
struct SceneLabel {
  std::string element;  ///< id
  QString text;         ///< "down 4 min", "82 %"; empty shows the name alone
  factory::ElementState state = factory::ElementState::Idle;
  /// A frame around what limits the factory: full where that is sure, dashed where it is not.
  enum class Frame { Plain, Limits, MayLimit };
  Frame frame = Frame::Plain;
  bool is_quiet = false;  ///< says that nothing is the matter: paler, and gone where it is crowded
};

/// A label with its place on screen.
struct PlacedLabel {
  SceneLabel label;
  QString name;
  QPointF anchor;      ///< the chip's lower middle
  double urgency = 0;  ///< where chips would overlap, the higher stays
};

/// Chips with names and states over the hall, and the lines of what the mouse is doing. Lets all events through.
class LabelOverlay : public QWidget {
  Q_OBJECT
 public:
  LabelOverlay(const ThemeService& themes, QWidget* parent);
  /// Shows what finds room (see placeLabels()): the urgent ones at or near their place, the others where it is free.
  /// @param taken  what stands over the hall: legend, view cube, buttons
  void setLabels(std::vector<PlacedLabel> labels, std::span<const QRectF> taken = {});
  /// What a layer draws; under the chips.
  void setSketch(SketchLayer layer, Sketch sketch);
  /// A measure beside the pointer: "x 12.5 m  y 4.0 m".
  void setHint(const QString& text, QPointF at);
  /// Where the words of a sketch's label stand.
  [[nodiscard]] QRectF boxOf(const QString& words, QPointF anchor) const;
  [[nodiscard]] std::size_t shownCount() const { return shown_.size(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Chip {
    PlacedLabel placed;
    QRectF box;
    bool has_moved = false;  ///< from its place, so that a line leads back
  };
  [[nodiscard]] QSizeF sizeOf(const PlacedLabel& placed) const;
  [[nodiscard]] QRectF boxOf(const PlacedLabel& placed) const;
  void paintChip(QPainter& painter, const Chip& chip) const;
  void paintLeader(QPainter& painter, const Chip& chip) const;
  void paintStroke(QPainter& painter, const Stroke& stroke) const;
  void paintText(QPainter& painter, const PlacedLabel& placed, const QRectF& box) const;

  const ThemeService& themes_;
  std::vector<Chip> shown_;
  std::array<Sketch, kSketchLayerCount> sketches_;
  QString hint_;
  QPointF hint_at_;
};

}  // namespace mw::panels
