// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <BulletCollision/CollisionDispatch/btBoxBoxCollisionAlgorithm.h>
#include <LinearMath/btTransform.h>

namespace mw::motion {

/// Contacts of two boxes, looked for anew only when one has moved against the other or either has turned: a face that
/// bears at four points keeps them where they are on both bodies as long as the way between the bodies is within half a
/// millimetre, and the turn of each within half a milliradian, of what it was when they were found. Their distances are
/// brought up to date in every step.
class BoxContacts final : public btBoxBoxCollisionAlgorithm {
 public:
  BoxContacts(const btCollisionAlgorithmConstructionInfo& info, const btCollisionObjectWrapper* a,
              const btCollisionObjectWrapper* b)
      : btBoxBoxCollisionAlgorithm(nullptr, info, a, b) {}

  void processCollision(const btCollisionObjectWrapper* a, const btCollisionObjectWrapper* b,
                        const btDispatcherInfo& info, btManifoldResult* result) override;

  struct CreateFunc final : btCollisionAlgorithmCreateFunc {
    btCollisionAlgorithm* CreateCollisionAlgorithm(btCollisionAlgorithmConstructionInfo& info,
                                                   const btCollisionObjectWrapper* a,
                                                   const btCollisionObjectWrapper* b) override;
  };

 private:
  [[nodiscard]] bool areSteady(const btTransform& a, const btTransform& b) const;

  btPersistentManifold* contacts_ = nullptr;  ///< the base's
  btVector3 way_m_{0, 0, 0};                  ///< from a to b when they were found; the turns too
  btMatrix3x3 turn_a_;
  btMatrix3x3 turn_b_;
};

}  // namespace mw::motion
