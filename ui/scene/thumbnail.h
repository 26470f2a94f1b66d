// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "ui/scene/offscreen.h"
#include "ui/scene/scene_element.h"

namespace mw::scene {

/// Takes pictures of single bodies for the library, one after another with the same off-screen renderer.
class ThumbnailStudio {
 public:
  /// @throws OutputError when there is no display to draw with
  ThumbnailStudio(int size_px, const SceneTheme& theme);
  ~ThumbnailStudio();
  ThumbnailStudio(const ThumbnailStudio&) = delete;
  ThumbnailStudio& operator=(const ThumbnailStudio&) = delete;

  /// The body with its usual size and a few parts in it, square, on a transparent ground.
  [[nodiscard]] Picture take(BodyType type, BodyVariant variant = BodyVariant::Standard);

 private:
  std::unique_ptr<FactoryScene> scene_;
  std::unique_ptr<OffscreenRenderer> renderer_;
};

/// One body on a transparent ground; for several use a ThumbnailStudio.
[[nodiscard]] Picture renderThumbnail(BodyType type, int size_px, const SceneTheme& theme);
/// A picture laid on one colour.
[[nodiscard]] Picture onGround(const Picture& picture, const Rgb& ground);

}  // namespace mw::scene
