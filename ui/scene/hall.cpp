// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/hall.h"

#include <vtkActor.h>
#include <vtkLight.h>
#include <vtkOpenGLRenderer.h>
#include <vtkPBRLUTTexture.h>
#include <vtkPBRPrefilterTexture.h>
#include <vtkTexture.h>

#include "ui/scene/environment.h"
#include "ui/scene/ground_shadow.h"

namespace mw::scene {

Hall::Hall(vtkOpenGLRenderer& renderer) : renderer_(renderer) {
  renderer_.GradientBackgroundOn();
  renderer_.SetBackgroundAlpha(1.0);
  renderer_.AutomaticLightCreationOff();
  renderer_.RemoveAllLights();
  key_->SetLightTypeToSceneLight();
  key_->PositionalOff();
  key_->SetPosition(kKeyLight.x, kKeyLight.y, kKeyLight.z);
  key_->SetFocalPoint(0, 0, 0);
  key_->SetColor(1.0, 0.985, 0.96);
  renderer_.AddLight(key_);
  renderer_.UseImageBasedLightingOn();
  renderer_.SetEnvironmentUp(0, 0, 1);
  renderer_.SetEnvironmentRight(1, 0, 0);
  // The environment is soft: small tables show no difference and start quickly without a graphics card.
  renderer_.GetEnvMapLookupTable()->SetLUTSize(128);
  renderer_.GetEnvMapLookupTable()->SetLUTSamples(128);
  renderer_.GetEnvMapPrefiltered()->SetPrefilterMaxSamples(96);
  renderer_.AddActor(floor_.actor());
  setTheme(lightSceneTheme());
}

Hall::~Hall() {
  renderer_.RemoveActor(floor_.actor());
}

void Hall::setTheme(const SceneTheme& theme) {
  renderer_.SetBackground(theme.background_bottom.r, theme.background_bottom.g, theme.background_bottom.b);
  renderer_.SetBackground2(theme.background_top.r, theme.background_top.g, theme.background_top.b);
  key_->SetIntensity(theme.key_level);
  floor_.setTheme(theme);
  if (theme.environment_level == environment_level_) return;
  environment_level_ = theme.environment_level;
  renderer_.SetEnvironmentTexture(makeEnvironment(environment_level_), false);
}

void Hall::setArea(const FloorArea& area, bool has_aisle) {
  floor_.setArea(area);
  floor_.setAisleVisible(has_aisle);
}

void Hall::setBare(bool is_bare) {
  floor_.actor()->SetVisibility(!is_bare);
  renderer_.SetGradientBackground(!is_bare);
  renderer_.SetBackgroundAlpha(is_bare ? 0.0 : 1.0);
  if (is_bare) renderer_.SetBackground(0, 0, 0);
}

}  // namespace mw::scene
