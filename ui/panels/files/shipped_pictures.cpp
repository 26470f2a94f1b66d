// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/shipped_pictures.h"

#include "core/base/error.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/habits/shipped_pictures.h"
#include "ui/panels/library/library_cards.h"
#include "ui/panels/library/new_element.h"
#include "ui/panels/viewport/arm_looks.h"
#include "ui/panels/viewport/scene_layout.h"
#include "ui/scene/factory_scene.h"
#include "ui/scene/thumbnail.h"

namespace mw::panels {
namespace {

constexpr scene::Viewport kHall{496, 320};  ///< twice a card of the start page
constexpr int kCard_px = 96;
constexpr int kOversampling = 2;
constexpr double kFill = 0.98;
constexpr int kSmallest = 0;  ///< of Qt's PNG qualities

scene::SceneTheme sceneTheme(bool is_dark) {
  return is_dark ? scene::darkSceneTheme() : scene::lightSceneTheme();
}

QImage imageOf(const scene::Picture& picture) {
  return QImage(picture.rgba.data(), picture.width_px, picture.height_px, picture.width_px * 4, QImage::Format_RGBA8888)
      .copy();
}

void write(const QImage& picture, const std::filesystem::path& file) {
  std::error_code error;
  std::filesystem::create_directories(file.parent_path(), error);
  if (!picture.save(QString::fromStdString(file.string()), "PNG", kSmallest)) {
    throw OutputError(file.string(), "the picture cannot be written", "check the folder and the free space");
  }
}

}  // namespace

QImage hallPicture(const factory::Factory& factory, bool is_dark) {
  scene::FactoryScene scene;
  scene.setTheme(sceneTheme(is_dark));
  std::vector<scene::SceneElement> elements = sceneElements(factory);
  ArmLooks().dress(factory, {{}, {}}, elements);
  scene.setLayout(elements, sceneFlows(factory));
  scene.setQuality(scene::Quality::Settled);
  const scene::Viewport size{kHall.width_px * kOversampling, kHall.height_px * kOversampling};
  const scene::CameraPose pose = scene::framed(scene::CameraPose(), size, scene.corners(), kFill);
  scene::OffscreenRenderer renderer(scene, size);
  return imageOf(scene::shrunk(renderer.render(pose), kOversampling)).convertToFormat(QImage::Format_RGB888);
}

std::vector<std::string> picturedKinds() {
  std::vector<std::string> kinds = {"other"};
  for (const LibraryCard& card : libraryCards(*factory::builtInElementTypes())) kinds.push_back(card.kind);
  return kinds;
}

std::vector<QImage> cardPictures(bool is_dark) {
  scene::ThumbnailStudio studio(kCard_px, sceneTheme(is_dark));
  std::vector<QImage> pictures;
  for (const std::string& text : picturedKinds()) {
    const ElementKind kind = ElementKind::fromText(text);
    pictures.push_back(imageOf(studio.take(scene::bodyTypeOf(kind.type), scene::bodyVariantOf(kind.look))));
  }
  return pictures;
}

void drawShippedPictures(const std::filesystem::path& resources) {
  const std::vector<std::string> kinds = picturedKinds();
  for (const bool is_dark : {false, true}) {
    for (const models::Example& example : models::examplesIn(resources / "examples")) {
      const factory::Factory factory = factory::Factory::read(example.file);
      QImage picture = hallPicture(factory, is_dark);
      picture.setText(QLatin1String(models::kPictureDigest), QString::fromStdString(factory.digest()));
      write(picture, models::examplePictureFile(example.file, is_dark));
    }
    const std::vector<QImage> cards = cardPictures(is_dark);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      write(cards[i], models::libraryPictureFile(resources, kinds[i], is_dark));
    }
  }
}

}  // namespace mw::panels
