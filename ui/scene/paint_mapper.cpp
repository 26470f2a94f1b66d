// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/scene/paint_mapper.h"

#include <vtkObjectFactory.h>
#include <vtkOpenGLPolyDataMapper.h>
#include <vtkOpenGLRenderWindow.h>
#include <vtkOpenGLState.h>
#include <vtkRenderer.h>
#include <vtk_glew.h>

namespace mw::scene {
namespace {

class PaintMapper : public vtkOpenGLPolyDataMapper {
 public:
  static PaintMapper* New();
  vtkTypeMacro(PaintMapper, vtkOpenGLPolyDataMapper)

      void RenderPieceDraw(vtkRenderer* renderer, vtkActor* actor) override {
    vtkOpenGLState* state = static_cast<vtkOpenGLRenderWindow*>(renderer->GetRenderWindow())->GetState();
    state->vtkglDepthMask(GL_FALSE);
    vtkOpenGLPolyDataMapper::RenderPieceDraw(renderer, actor);
    state->vtkglDepthMask(GL_TRUE);
  }
};
vtkStandardNewMacro(PaintMapper)

}  // namespace

vtkSmartPointer<vtkPolyDataMapper> makePaintMapper() {
  return vtkSmartPointer<PaintMapper>::New();
}

}  // namespace mw::scene
