// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/material.h"

#include <array>
#include <cmath>
#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkProperty.h>
#include <vtkTexture.h>

#include "ui/scene/theme.h"

namespace mw::scene {
namespace {

struct Surface {
  std::uint32_t color;
  double roughness;
  double metallic = 0;
  double emission = 0;
};

constexpr std::array<Surface, kMaterialCount> kSurfaces = {{
    {0xEEF1F4, 0.42},           // Shell
    {0xB4B8BC, 0.50},           // ShellWarm
    {0x3A424C, 0.55},           // Base
    {0x2A3038, 0.60},           // Dark
    {0xC3C8CE, 0.32, 0.90},     // Steel
    {0x7C8793, 0.45},           // Frame
    {0xF2B705, 0.45},           // Yellow
    {0xE8762B, 0.40},           // Orange
    {0x2A64A4, 0.42},           // Blue
    {0xB5452F, 0.45},           // Red
    {0x1C2733, 0.12},           // Glass
    {0xC6A577, 0.80},           // Wood
    {0xC49B66, 0.85},           // Carton
    {0xAD8554, 0.85},           // CartonDark
    {0x6FB7E6, 0.30, 0, 0.45},  // Screen
    {0xF4F8FF, 0.50, 0, 0.75},  // Lamp
    {0xF08A3C, 0.50, 0, 0.55},  // Glow
    {0x4C8F6B, 0.50},           // Green
    {0x59606A, 0.28},           // Granite
    {0xF1F5F8, 0.55, 0, 0.16},  // Cabin
    {0xC7AE9B, 0.65},           // Skin
    {0x2F5F93, 0.85},           // Jacket
    {0x38424F, 0.90},           // Trousers
    {0xB8D4E4, 0.10},           // Pane
}};

unsigned char byteOf(double value) {
  return static_cast<unsigned char>(std::lround(value * 255.0));
}

template <class ColorOf>
vtkSmartPointer<vtkTexture> stripe(bool srgb, ColorOf color_of) {
  vtkNew<vtkImageData> image;
  image->SetDimensions(kMaterialCount, 2, 1);
  image->AllocateScalars(VTK_UNSIGNED_CHAR, 3);
  for (int row = 0; row < 2; ++row) {
    for (int i = 0; i < kMaterialCount; ++i) {
      const Rgb c = color_of(kSurfaces[static_cast<std::size_t>(i)]);
      auto* pixel = static_cast<unsigned char*>(image->GetScalarPointer(i, row, 0));
      pixel[0] = byteOf(c.r), pixel[1] = byteOf(c.g), pixel[2] = byteOf(c.b);
    }
  }
  auto texture = vtkSmartPointer<vtkTexture>::New();
  texture->SetInputData(image);
  texture->SetColorModeToDirectScalars();
  texture->SetUseSRGBColorSpace(srgb);
  texture->InterpolateOff();
  texture->MipmapOff();
  texture->RepeatOff();
  return texture;
}

}  // namespace

float paletteCoordinate(Material material) {
  return (static_cast<float>(material) + 0.5F) / static_cast<float>(kMaterialCount);
}

MaterialPalette makePalette() {
  MaterialPalette palette;
  palette.color = stripe(true, [](const Surface& s) { return rgb(s.color); });
  palette.surface = stripe(false, [](const Surface& s) { return Rgb{1.0, s.roughness, s.metallic}; });
  palette.emission = stripe(true, [](const Surface& s) {
    const Rgb c = rgb(s.color);
    return Rgb{c.r * s.emission, c.g * s.emission, c.b * s.emission};
  });
  return palette;
}

void usePalette(vtkActor& actor, const MaterialPalette& palette) {
  vtkProperty* property = actor.GetProperty();
  property->SetInterpolationToPBR();
  property->SetColor(1, 1, 1);
  property->SetRoughness(1);
  property->SetMetallic(1);
  property->SetBaseColorTexture(palette.color);
  property->SetORMTexture(palette.surface);
  property->SetEmissiveTexture(palette.emission);
  property->BackfaceCullingOn();
}

}  // namespace mw::scene
