// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vtkSmartPointer.h>
#include <vtkTexture.h>

class vtkActor;

namespace mw::scene {

/// What a surface of a body is made of. One palette texture holds them all, so a body is a single actor.
enum class Material {
  Shell,      ///< white painted sheet
  ShellWarm,  ///< grey painted sheet of ovens
  Base,       ///< dark plinth
  Dark,       ///< plastics, rubber, motors
  Steel,      ///< brushed
  Frame,      ///< painted profile, mid grey
  Yellow,     ///< safety
  Orange,     ///< robot, rack beams
  Blue,       ///< band of machines, rack uprights
  Red,        ///< band of ovens
  Glass,
  Wood,
  Carton,
  CartonDark,
  Screen,  ///< lit display
  Lamp,    ///< lit work light
  Glow,    ///< heat behind an oven's window
  Green,   ///< bins, screws of the disassembly bench
  Granite,
  Cabin,  ///< white walls under bright light
  Skin,   ///< of the operator, who is a plain figure
  Jacket,
  Trousers,
  Pane  ///< clear glass: drawn by itself, see-through
};

inline constexpr int kMaterialCount = 24;
inline constexpr double kPaneOpacity = 0.24;

/// The palette coordinate (first texture coordinate) of a material.
[[nodiscard]] float paletteCoordinate(Material material);

/// The three palettes: colour (sRGB), occlusion-roughness-metallic, light given off.
struct MaterialPalette {
  vtkSmartPointer<vtkTexture> color;
  vtkSmartPointer<vtkTexture> surface;
  vtkSmartPointer<vtkTexture> emission;
};
[[nodiscard]] MaterialPalette makePalette();

/// Makes an actor's surface physically based and textured by the palette.
void usePalette(vtkActor& actor, const MaterialPalette& palette);

}  // namespace mw::scene
