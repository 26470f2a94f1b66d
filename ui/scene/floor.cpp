// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/floor.h"

#include <algorithm>
#include <array>
#include <vtkActor.h>
#include <vtkOpenGLPolyDataMapper.h>
#include <vtkPlaneSource.h>
#include <vtkProperty.h>
#include <vtkShaderProperty.h>
#include <vtkUniforms.h>

namespace mw::scene {
namespace {

constexpr double kFadeBegin_m = 10;  ///< beyond the area's corners
constexpr double kFadeLength_m = 34;

constexpr const char* kVertexDeclaration = R"(//VTK::PositionVC::Dec
out vec2 floorPoint;)";
constexpr const char* kVertexCode = R"(//VTK::PositionVC::Impl
  floorPoint = vertexMC.xy;)";
constexpr const char* kFragmentDeclaration = R"(//VTK::PositionVC::Dec
in vec2 floorPoint;
// Share of a pixel covered by lines of a width (m), one every pitch (m); fades out where the lines get too dense.
float mwLines(vec2 p, float pitch, float width) {
  vec2 pixel = fwidth(p);
  vec2 d = abs(fract(p / pitch - 0.5) - 0.5) * pitch;
  vec2 w = max(vec2(width), pixel) * 0.5;
  vec2 cover = clamp((w + pixel * 0.5 - d) / pixel, 0.0, 1.0) * min(vec2(1.0), width / pixel + 0.35);
  vec2 dense = 1.0 - smoothstep(vec2(0.12), vec2(0.40), pixel / pitch);
  cover *= dense;
  return max(cover.x, cover.y);
}
float mwBand(float d, float half_width) {
  float pixel = fwidth(d);
  return clamp((half_width + pixel * 0.5 - abs(d)) / pixel, 0.0, 1.0) * min(1.0, 2.0 * half_width / pixel);
})";
constexpr const char* kFragmentCode = R"(//VTK::Light::Impl
  float height = clamp((gl_FragCoord.y - mwView.x) / mwView.y, 0.0, 1.0);
  vec3 background = mix(mwBottom, mwTop, height);
  vec2 from_middle = floorPoint - mwMiddle.xy;
  vec2 outside = abs(from_middle) - mwMiddle.zw;
  float area = length(max(outside, 0.0)) + min(max(outside.x, outside.y), 0.0);
  vec2 rounded = outside - vec2(0.4);
  float ring = length(max(rounded + 1.2, 0.0)) + min(max(rounded.x, rounded.y) + 1.2, 0.0) - 1.2;
  vec3 shade = mwFloor;
  float walk = mwBand(ring - 0.9, 0.8) * mwAisleShown;
  shade = mix(shade, mwAisle, walk);
  shade = mix(shade, mwGrid, mwLines(floorPoint, 1.0, 0.012) * (1.0 - walk) * 0.6);
  shade = mix(shade, mwMajor, mwLines(floorPoint, 5.0, 0.020) * (1.0 - 0.7 * walk) * 0.75);
  float edge = max(mwBand(ring - 0.1, 0.04), mwBand(ring - 1.7, 0.04));
  shade = mix(shade, mwAisleLine, edge * mwAisleShown * 0.8);
  float pool = 0.975 - 0.05 * smoothstep(0.0, 14.0, max(area, 0.0));
  float fade = smoothstep(mwFade.x, mwFade.y, max(area, 0.0));
  fragOutput0 = vec4(mix(shade * pool, background, fade), 1.0);)";

}  // namespace

Floor::Floor() {
  vtkNew<vtkOpenGLPolyDataMapper> mapper;
  mapper->SetInputConnection(plane_->GetOutputPort());
  // Rounding of far vertices must not move the grid: no shift and scale of the buffer.
  mapper->SetVBOShiftScaleMethod(0);
  actor_->SetMapper(mapper);
  actor_->GetProperty()->SetColor(1, 1, 1);
  actor_->GetProperty()->SetAmbient(1);
  actor_->GetProperty()->SetDiffuse(0);
  actor_->PickableOff();
  vtkShaderProperty* shader = actor_->GetShaderProperty();
  shader->AddVertexShaderReplacement("//VTK::PositionVC::Dec", true, kVertexDeclaration, false);
  shader->AddVertexShaderReplacement("//VTK::PositionVC::Impl", true, kVertexCode, false);
  shader->AddFragmentShaderReplacement("//VTK::PositionVC::Dec", true, kFragmentDeclaration, false);
  shader->AddFragmentShaderReplacement("//VTK::Light::Impl", true, kFragmentCode, false);
  vtkUniforms* uniforms = shader->GetFragmentCustomUniforms();
  const std::array<float, 2> fade = {static_cast<float>(kFadeBegin_m),
                                     static_cast<float>(kFadeBegin_m + kFadeLength_m)};
  uniforms->SetUniform2f("mwFade", fade.data());
  setViewport(0, 720);
  setAisleVisible(false);
  setTheme(lightSceneTheme());
  setArea({});
}

vtkActor* Floor::actor() const {
  return actor_;
}

void Floor::setUniform(const char* name, const Rgb& c) {
  const std::array<float, 3> value = {static_cast<float>(c.r), static_cast<float>(c.g), static_cast<float>(c.b)};
  actor_->GetShaderProperty()->GetFragmentCustomUniforms()->SetUniform3f(name, value.data());
}

void Floor::setTheme(const SceneTheme& theme) {
  setUniform("mwTop", theme.background_top);
  setUniform("mwBottom", theme.background_bottom);
  setUniform("mwFloor", theme.floor);
  setUniform("mwGrid", theme.grid);
  setUniform("mwMajor", theme.major_grid);
  setUniform("mwAisle", theme.aisle);
  setUniform("mwAisleLine", theme.aisle_line);
}

void Floor::setArea(const FloorArea& area) {
  const Vec3 middle = (area.low + area.high) * 0.5;
  const Vec3 half = (area.high - area.low) * 0.5;
  const std::array<float, 4> value = {static_cast<float>(middle.x), static_cast<float>(middle.y),
                                      static_cast<float>(half.x), static_cast<float>(half.y)};
  actor_->GetShaderProperty()->GetFragmentCustomUniforms()->SetUniform4f("mwMiddle", value.data());
  const double margin = kFadeBegin_m + kFadeLength_m + 2;
  const Vec3 reach = half + Vec3{margin, margin, 0};
  plane_->SetOrigin(middle.x - reach.x, middle.y - reach.y, 0);
  plane_->SetPoint1(middle.x + reach.x, middle.y - reach.y, 0);
  plane_->SetPoint2(middle.x - reach.x, middle.y + reach.y, 0);
  radius_m_ = norm(reach);
}

void Floor::setAisleVisible(bool is_visible) {
  actor_->GetShaderProperty()->GetFragmentCustomUniforms()->SetUniformf("mwAisleShown", is_visible ? 1.F : 0.F);
}

void Floor::setViewport(int origin_y_px, int height_px) {
  const std::array<float, 2> value = {static_cast<float>(origin_y_px), static_cast<float>(std::max(height_px, 1))};
  actor_->GetShaderProperty()->GetFragmentCustomUniforms()->SetUniform2f("mwView", value.data());
}

}  // namespace mw::scene
