// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/offscreen.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vtkImageData.h>
#include <vtkPNGWriter.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkUnsignedCharArray.h>

#include "core/base/error.h"
#include "ui/scene/factory_scene.h"

namespace mw::scene {
namespace {

std::size_t offsetOf(const Picture& picture, int x, int y) {
  MW_REQUIRE(x >= 0 && y >= 0 && x < picture.width_px && y < picture.height_px);
  return 4 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width_px) + static_cast<std::size_t>(x));
}

}  // namespace

Rgb Picture::at(int x, int y) const {
  const std::size_t i = offsetOf(*this, x, y);
  return {rgba[i] / 255.0, rgba[i + 1] / 255.0, rgba[i + 2] / 255.0};
}

double Picture::opacityAt(int x, int y) const {
  return rgba[offsetOf(*this, x, y) + 3] / 255.0;
}

OffscreenRenderer::OffscreenRenderer(FactoryScene& scene, const Viewport& size) : scene_(scene), size_(size) {
  const char* display = std::getenv("DISPLAY");
  if (display == nullptr || *display == '\0') {
    throw OutputError("picture", "there is no display to draw with", "set DISPLAY, or run under xvfb-run");
  }
  window_ = vtkSmartPointer<vtkRenderWindow>::New();
  window_->SetOffScreenRendering(1);
  window_->SetMultiSamples(0);
  window_->SetAlphaBitPlanes(1);
  window_->SetSize(size.width_px, size.height_px);
  window_->AddRenderer(scene.renderer());
}

OffscreenRenderer::~OffscreenRenderer() {
  window_->RemoveRenderer(scene_.renderer());
  window_->Finalize();
}

Picture OffscreenRenderer::render(const CameraPose& pose) {
  scene_.setCamera(pose);
  window_->Render();
  vtkNew<vtkUnsignedCharArray> pixels;
  window_->GetRGBACharPixelData(0, 0, size_.width_px - 1, size_.height_px - 1, 0, pixels);
  Picture picture{size_.width_px, size_.height_px, {}};
  const auto row_bytes = static_cast<std::size_t>(size_.width_px) * 4;
  picture.rgba.resize(row_bytes * static_cast<std::size_t>(size_.height_px));
  for (int y = 0; y < size_.height_px; ++y) {
    const unsigned char* from = pixels->GetPointer(static_cast<vtkIdType>(row_bytes) * (size_.height_px - 1 - y));
    std::copy_n(from, row_bytes, picture.rgba.begin() + static_cast<std::ptrdiff_t>(row_bytes) * y);
  }
  return picture;
}

Picture shrunk(const Picture& picture, int times) {
  Picture small{picture.width_px / times, picture.height_px / times, {}};
  small.rgba.reserve(4 * static_cast<std::size_t>(small.width_px) * static_cast<std::size_t>(small.height_px));
  for (int y = 0; y < small.height_px; ++y) {
    for (int x = 0; x < small.width_px; ++x) {
      Rgb sum;
      double opacity = 0;
      for (int k = 0; k < times * times; ++k) {
        const int from_x = x * times + k % times;
        const int from_y = y * times + k / times;
        const double a = picture.opacityAt(from_x, from_y);
        const Rgb c = picture.at(from_x, from_y);
        sum.r += c.r * a, sum.g += c.g * a, sum.b += c.b * a, opacity += a;
      }
      const double scale = opacity > 0 ? 255 / opacity : 0;
      for (double channel : {sum.r * scale, sum.g * scale, sum.b * scale, 255 * opacity / (times * times)}) {
        small.rgba.push_back(static_cast<std::uint8_t>(std::clamp(channel + 0.5, 0.0, 255.0)));
      }
    }
  }
  return small;
}

void writePng(const Picture& picture, const std::filesystem::path& file) {
  vtkNew<vtkImageData> image;
  image->SetDimensions(picture.width_px, picture.height_px, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 4);
  auto* to = static_cast<unsigned char*>(image->GetScalarPointer());
  const auto row_bytes = static_cast<std::ptrdiff_t>(picture.width_px) * 4;
  for (int y = 0; y < picture.height_px; ++y) {
    std::copy_n(picture.rgba.begin() + row_bytes * (picture.height_px - 1 - y), row_bytes, to + row_bytes * y);
  }
  vtkNew<vtkPNGWriter> writer;
  writer->SetInputData(image);
  writer->SetFileName(file.c_str());
  writer->Write();
  if (writer->GetErrorCode() != 0) {
    throw OutputError(file.string(), "the picture could not be written",
                      "check the folder and the space left on the disk");
  }
}

}  // namespace mw::scene
