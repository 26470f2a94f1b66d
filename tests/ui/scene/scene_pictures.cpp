// SPDX-License-Identifier: GPL-3.0-or-later
// Renders the demo line and a sheet of all bodies in both themes, to be looked at: scene_pictures [FOLDER [CELL_PX]]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <numbers>

#include "tests/ui/scene/demo_line.h"
#include "ui/scene/offscreen.h"
#include "ui/scene/thumbnail.h"

namespace {

using namespace mw::scene;

double cpu_s() {
  return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

CameraPose home(const FactoryScene& scene, const Viewport& view) {
  CameraPose pose;
  pose.yaw_rad = -118 * std::numbers::pi / 180;
  pose.pitch_rad = 0.50;
  return framed(pose, view, scene.corners(), 0.92);
}

void hallPictures(const std::filesystem::path& folder) {
  const Viewport view{1280, 720};
  FactoryScene scene;
  OffscreenRenderer renderer(scene, view);
  mw::test::show(scene, mw::test::demoLine());
  const CameraPose far = home(scene, view);
  CameraPose near = far;
  near.focus_m = {-2.4, 1.0, 0.6};
  near.distance_m = 18;
  for (const bool is_dark : {false, true}) {
    scene.setTheme(is_dark ? darkSceneTheme() : lightSceneTheme());
    const std::string theme = is_dark ? "dark" : "light";
    const std::vector<std::string> selected = {"mill-2"};
    scene.setQuality(Quality::Settled);
    const double start = cpu_s();
    writePng(renderer.render(far), folder / ("scene-far-" + theme + ".png"));
    std::printf("first frame %s: %.2f s CPU\n", theme.c_str(), cpu_s() - start);
    writePng(renderer.render(near), folder / ("scene-near-" + theme + ".png"));
    scene.setSelection(selected);
    CameraPose close = near;
    close.distance_m = 8;
    close.focus_m = {0.2, 0.2, 0.9};
    writePng(renderer.render(close), folder / ("scene-close-" + theme + ".png"));
    scene.setSelection({});
    for (const Quality quality : {Quality::Fast, Quality::Moving, Quality::Settled}) {
      scene.setQuality(quality);
      (void)renderer.render(near);
      const double before = cpu_s();
      for (int i = 0; i < 5; ++i) (void)renderer.render(near);
      std::printf("%s %s: %.3f s CPU a frame\n", theme.c_str(),
                  quality == Quality::Fast     ? "fast"
                  : quality == Quality::Moving ? "moving"
                                               : "settled",
                  (cpu_s() - before) / 5);
      if (quality == Quality::Moving) writePng(renderer.render(near), folder / ("scene-moving-" + theme + ".png"));
    }
  }
}

void contactSheet(const std::filesystem::path& folder, bool is_dark, int size_px) {
  constexpr int kColumns = 6;
  constexpr int kRows = 5;
  const SceneTheme theme = is_dark ? darkSceneTheme() : lightSceneTheme();
  Picture sheet{size_px * kColumns, size_px * kRows,
                std::vector<std::uint8_t>(4ULL * static_cast<std::size_t>(size_px * kColumns * size_px * kRows), 255)};
  ThumbnailStudio studio(size_px, theme);
  int index = 0;
  const auto add = [&](const Picture& picture) {
    const int x0 = index % kColumns * size_px;
    const int y0 = index / kColumns * size_px;
    ++index;
    for (int y = 0; y < size_px; ++y) {
      std::copy_n(picture.rgba.begin() + 4L * y * size_px, 4 * size_px,
                  sheet.rgba.begin() + 4L * ((y0 + y) * sheet.width_px + x0));
    }
  };
  for (BodyType type : kBodyTypes) add(onGround(studio.take(type), theme.panel));
  for (BodyVariant variant : kBodyVariants) {
    const bool is_rack = variant == BodyVariant::FlowRack || variant == BodyVariant::FloorArea;
    if (variant == BodyVariant::Standard) continue;
    add(onGround(studio.take(is_rack ? BodyType::Buffer : BodyType::Station, variant), theme.panel));
  }
  writePng(sheet, folder / (is_dark ? "scene-sheet-dark.png" : "scene-sheet-light.png"));
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path folder = argc > 1 ? argv[1] : "/tmp";
  const int size_px = argc > 2 ? std::max(64, std::atoi(argv[2])) : 256;
  if (argc <= 2) hallPictures(folder);
  contactSheet(folder, false, size_px);
  contactSheet(folder, true, size_px);
  return 0;
}
