// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/bullet_arm_world.h"

#include <BulletDynamics/Featherstone/btMultiBody.h>
#include <BulletDynamics/Featherstone/btMultiBodyConstraintSolver.h>
#include <BulletDynamics/Featherstone/btMultiBodyDynamicsWorld.h>
#include <BulletDynamics/Featherstone/btMultiBodyFixedConstraint.h>
#include <BulletDynamics/Featherstone/btMultiBodyJointMotor.h>
#include <BulletDynamics/Featherstone/btMultiBodyLinkCollider.h>
#include <Eigen/Eigenvalues>
#include <algorithm>
#include <btBulletDynamicsCommon.h>
#include <vector>

#include "core/base/error.h"
#include "core/motion/bullet/bullet_vectors.h"

namespace mw::motion {
namespace {

constexpr double kGravity_mps2 = 9.80665;
// A light wrist that carries a heavy part makes the solver slow; 100 iterations leave less than 2e-4 rad.
constexpr int kSolverIterations = 100;
constexpr double kCatchUp = 0.5;
constexpr double kAnyTorque_nm = 1e9;

btVector3 bulletVector3(const Eigen::Vector3d& v) {
  return {v.x(), v.y(), v.z()};
}

btQuaternion bulletTurn(const Eigen::Matrix3d& rotation) {
  const Eigen::Quaterniond q(rotation);
  return {q.x(), q.y(), q.z(), q.w()};
}

/// Where Bullet wants a link's frame: at the centre of mass, along the principal axes of inertia.
struct PrincipalFrame {
  Eigen::Isometry3d X_LC = Eigen::Isometry3d::Identity();
  Eigen::Vector3d inertia_kgm2 = Eigen::Vector3d::Ones();

  PrincipalFrame() = default;
  explicit PrincipalFrame(const ArmLink& link) {
    const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solved(link.inertia_kgm2);
    Eigen::Matrix3d axes = solved.eigenvectors();
    if (axes.determinant() < 0) axes.col(0) = -axes.col(0);
    X_LC.linear() = axes;
    X_LC.translation() = link.com_m;
    inertia_kgm2 = solved.eigenvalues();
  }
};

struct Part {
  btBoxShape shape;
  btRigidBody rigid;
  double mass_kg;

  Part(const Box& box, double a_mass_kg)
      : shape(bulletVector(box.size_m) * 0.5), rigid(construction(box, a_mass_kg, shape)), mass_kg(a_mass_kg) {
    rigid.setActivationState(DISABLE_DEACTIVATION);
  }

 private:
  static btRigidBody::btRigidBodyConstructionInfo construction(const Box& box, double mass_kg, btBoxShape& shape) {
    btVector3 inertia(0, 0, 0);
    if (mass_kg > 0) shape.calculateLocalInertia(mass_kg, inertia);
    btRigidBody::btRigidBodyConstructionInfo info(mass_kg, nullptr, &shape, inertia);
    info.m_startWorldTransform =
        btTransform(btQuaternion(btVector3(0, 0, 1), box.yaw_rad), bulletVector(box.position_m));
    info.m_friction = box.friction;
    return info;
  }
};

class BulletArmWorld final : public ArmWorld {
 public:
  BulletArmWorld(const Arm& arm, const Gripper& gripper, const Eigen::Isometry3d& X_WB, const JointVector& start_rad)
      : arm_(arm),
        settings_(gripper),
        dispatcher_(&configuration_),
        world_(&dispatcher_, &broadphase_, &solver_, &configuration_),
        body_(kArmJoints, 0, btVector3(1, 1, 1), true, false),
        link_shape_(0.01),
        target_rad_(start_rad) {
    world_.setGravity(btVector3(0, 0, -kGravity_mps2));
    btContactSolverInfo& info = world_.getSolverInfo();
    info.m_numIterations = kSolverIterations;
    info.m_splitImpulse = 1;
    setUpLinks(X_WB, start_rad);
    setUpColliders();
    setUpMotors();
    reading_.q_rad = start_rad;
  }

  ~BulletArmWorld() override {
    release();
    for (const auto& motor : motors_) world_.removeMultiBodyConstraint(motor.get());
    for (const auto& part : parts_) {
      if (part) world_.removeRigidBody(&part->rigid);
    }
    for (const auto& collider : colliders_) world_.removeCollisionObject(collider.get());
    world_.removeMultiBody(&body_);
  }

  BodyId addFixed(const Box& box) override { return add(box, 0); }

  BodyId addPart(const Box& box, double mass_kg) override {
    MW_REQUIRE(mass_kg > 0);
    return add(box, mass_kg);
  }

  void removePart(BodyId part) override {
    MW_REQUIRE(parts_[part] && parts_[part]->mass_kg > 0);
    if (gripper_.held == part) release();
    world_.removeRigidBody(&parts_[part]->rigid);
    parts_[part].reset();
  }

  void setPart(BodyId part, const BodyState& state) override {
    MW_REQUIRE(gripper_.held != part);
    setBody(parts_[part]->rigid, state);
  }

  bool grip(BodyId id) override {
    release();
    gripper_ = {};
    Part& part = *parts_[id];
    MW_REQUIRE(part.mass_kg > 0);
    if (part.mass_kg > arm_.payload_kg) {
      gripper_.dropped = DropReason::TooHeavy;
      return false;
    }
    const btTransform X_LP = colliders_[kArmJoints]->getWorldTransform().inverse() * part.rigid.getWorldTransform();
    hold_ =
        std::make_unique<btMultiBodyFixedConstraint>(&body_, kArmJoints - 1, &part.rigid, X_LP.getOrigin(),
                                                     btVector3(0, 0, 0), X_LP.getBasis(), btMatrix3x3::getIdentity());
    hold_->setMaxAppliedImpulse(kAnyTorque_nm);
    world_.addMultiBodyConstraint(hold_.get());
    hold_->finalizeMultiDof();
    gripper_.held = id;
    setMeetsOthers(part, false);
    return true;
  }

  void release() override {
    if (!hold_) return;
    world_.removeMultiBodyConstraint(hold_.get());
    hold_.reset();
    setMeetsOthers(*parts_[*gripper_.held], true);
    gripper_.held.reset();
    gripper_.force_n = 0;
  }

  void step(double step_s, const ArmSetpoint& at_end) override {
    for (int i = 0; i < kArmJoints; ++i) {
      btMultiBodyJointMotor& motor = *motors_[static_cast<std::size_t>(i)];
      motor.setPositionTarget(target_rad_[i], kCatchUp);
      motor.setVelocityTarget((at_end.q_rad[i] - target_rad_[i]) / step_s, 1);
      motor.setMaxAppliedImpulse(std::min(arm_.joints[static_cast<std::size_t>(i)].torque_nm, kAnyTorque_nm) * step_s);
    }
    // Zero substeps means one internal step of exactly the given length.
    world_.stepSimulation(step_s, 0);
    target_rad_ = at_end.q_rad;
    readJoints(step_s);
    readGrip(step_s);
  }

  ArmReading reading() const override { return reading_; }
  GripperReading gripper() const override { return gripper_; }

  BodyState part(BodyId id) const override {
    const btRigidBody& rigid = parts_[id]->rigid;
    return bodyState(rigid.getWorldTransform(), rigid.getLinearVelocity(), rigid.getAngularVelocity());
  }

 private:
  void setUpLinks(const Eigen::Isometry3d& X_WB, const JointVector& start_rad) {
    PrincipalFrame parent;  // the base's own frame
    for (int i = 0; i < kArmJoints; ++i) {
      const ArmJoint& joint = arm_.joints[static_cast<std::size_t>(i)];
      const ArmLink& link = arm_.links[static_cast<std::size_t>(i)];
      const PrincipalFrame frame(link);
      const Eigen::Matrix3d to_parent = parent.X_LC.linear().transpose();
      const Eigen::Matrix3d to_link = frame.X_LC.linear().transpose();
      body_.setupRevolute(i, link.mass_kg, bulletVector3(frame.inertia_kgm2), i - 1,
                          bulletTurn(to_link * (to_parent * joint.X_PJ.linear()).transpose()),
                          bulletVector3(to_link * joint.axis),
                          bulletVector3(to_parent * (joint.X_PJ.translation() - parent.X_LC.translation())),
                          bulletVector3(to_link * frame.X_LC.translation()), true);
      body_.setJointPos(i, start_rad[i]);
      parent = frame;
    }
    body_.setBaseWorldTransform(btTransform(bulletTurn(X_WB.linear()), bulletVector3(X_WB.translation())));
    body_.setLinearDamping(0);
    body_.setAngularDamping(0);
    body_.setUseGyroTerm(true);
    body_.setHasSelfCollision(false);
    body_.setCanSleep(false);
    body_.finalizeMultiDof();
    world_.addMultiBody(&body_);
  }

  /// Colliders meet nothing, but without them the solver leaves the motors out (it knows the arm by their islands).
  void setUpColliders() {
    for (int link = -1; link < kArmJoints; ++link) {
      auto collider = std::make_unique<btMultiBodyLinkCollider>(&body_, link);
      collider->setCollisionShape(&link_shape_);
      world_.addCollisionObject(collider.get(), 0, 0);
      if (link < 0)
        body_.setBaseCollider(collider.get());
      else
        body_.getLink(link).m_collider = collider.get();
      colliders_.push_back(std::move(collider));
    }
    btAlignedObjectArray<btQuaternion> turns;
    btAlignedObjectArray<btVector3> origins;
    body_.forwardKinematics(turns, origins);
    body_.updateCollisionObjectWorldTransforms(turns, origins);
  }

  void setUpMotors() {
    for (int i = 0; i < kArmJoints; ++i) {
      auto motor = std::make_unique<btMultiBodyJointMotor>(&body_, i, 0.0, kAnyTorque_nm);
      motor->setErp(1);
      world_.addMultiBodyConstraint(motor.get());
      motor->finalizeMultiDof();
      motors_.push_back(std::move(motor));
    }
  }

  void readJoints(double step_s) {
    for (int i = 0; i < kArmJoints; ++i) {
      const double q_rad = body_.getJointPos(i);
      reading_.torque_nm[i] = motors_[static_cast<std::size_t>(i)]->getAppliedImpulse(0) / step_s;
      reading_.drive_work_j += std::max(0.0, reading_.torque_nm[i] * (q_rad - reading_.q_rad[i]));
      reading_.q_rad[i] = q_rad;
      reading_.speed_radps[i] = body_.getJointVel(i);
    }
  }

  void readGrip(double step_s) {
    if (!hold_) return;
    const btVector3 impulse(hold_->getAppliedImpulse(0), hold_->getAppliedImpulse(1), hold_->getAppliedImpulse(2));
    gripper_.force_n = impulse.length() / step_s;
    gripper_.most_force_n = std::max(gripper_.most_force_n, gripper_.force_n);
    if (gripper_.force_n <= settings_.hold_n) return;
    release();
    gripper_.dropped = DropReason::TooFast;
  }

  /// A part between a rigid arm and a rigid table would be pressed by whatever the solver leaves over.
  static void setMeetsOthers(Part& part, bool meets) {
    const int flags = part.rigid.getCollisionFlags();
    const int passes = btCollisionObject::CF_NO_CONTACT_RESPONSE;
    part.rigid.setCollisionFlags(meets ? flags & ~passes : flags | passes);
  }

  BodyId add(const Box& box, double mass_kg) {
    parts_.push_back(std::make_unique<Part>(box, mass_kg));
    world_.addRigidBody(&parts_.back()->rigid);
    return static_cast<BodyId>(parts_.size() - 1);
  }

  const Arm arm_;
  const Gripper settings_;
  btDefaultCollisionConfiguration configuration_;
  btCollisionDispatcher dispatcher_;
  btDbvtBroadphase broadphase_;
  btMultiBodyConstraintSolver solver_;
  btMultiBodyDynamicsWorld world_;
  btMultiBody body_;
  btSphereShape link_shape_;
  std::vector<std::unique_ptr<btMultiBodyLinkCollider>> colliders_;  ///< of the base, then of each link
  std::vector<std::unique_ptr<btMultiBodyJointMotor>> motors_;
  std::unique_ptr<btMultiBodyFixedConstraint> hold_;
  std::vector<std::unique_ptr<Part>> parts_;
  JointVector target_rad_;  ///< of the last step
  ArmReading reading_;
  GripperReading gripper_;
};

}  // namespace

std::unique_ptr<ArmWorld> makeBulletArmWorld(const Arm& mounted, const Gripper& gripper, const Eigen::Isometry3d& X_WB,
                                             const JointVector& start_rad) {
  return std::make_unique<BulletArmWorld>(mounted, gripper, X_WB, start_rad);
}

}  // namespace mw::motion
