// SPDX-License-Identifier: Apache-2.0
#include <QtTest>

#include "core/base/random_stream.h"
#include "core/motion/arm/arm_kinematics.h"
#include "core/motion/arm/arm_presets.h"
#include "core/motion/kdl/inverse_dynamics.h"
#include "tests/support/near.h"

using namespace mw;
using namespace mw::motion;

namespace {

constexpr double kGravity_mps2 = 9.80665;

double potentialEnergy_j(const Arm& arm, const JointVector& q, const ArmLink& load) {
  const auto frames = framesAt(arm, q);
  double energy_j = 0;
  for (std::size_t i = 0; i < arm.links.size(); ++i)
    energy_j += arm.links[i].mass_kg * kGravity_mps2 * (frames[i] * arm.links[i].com_m).z();
  return energy_j + load.mass_kg * kGravity_mps2 * (frames[kArmJoints] * load.com_m).z();
}

double kineticEnergy_j(const Arm& arm, const JointVector& q, const JointVector& speed, const ArmLink& load) {
  const auto frames = framesAt(arm, q);
  Eigen::Vector3d omega = Eigen::Vector3d::Zero();
  Eigen::Vector3d velocity = Eigen::Vector3d::Zero();
  Eigen::Vector3d origin = Eigen::Vector3d::Zero();
  double energy_j = 0;
  const auto add = [&](const Eigen::Isometry3d& frame, const ArmLink& body) {
    const Eigen::Vector3d v = velocity + omega.cross(frame * body.com_m - origin);
    const Eigen::Vector3d w = frame.linear().transpose() * omega;
    energy_j += body.mass_kg * v.squaredNorm() / 2 + w.dot(body.inertia_kgm2 * w) / 2;
  };
  for (std::size_t i = 0; i < arm.links.size(); ++i) {
    velocity += omega.cross(frames[i].translation() - origin);
    origin = frames[i].translation();
    omega += frames[i].linear() * arm.joints[i].axis * speed[static_cast<Eigen::Index>(i)];
    add(frames[i], arm.links[i]);
  }
  add(frames[kArmJoints], load);
  return energy_j;
}

}  // namespace

class TestInverseDynamics : public QObject {
  Q_OBJECT
 private slots:
  void holdsAgainstGravity();
  void powerIsTheChangeOfEnergy();
};

void TestInverseDynamics::holdsAgainstGravity() {
  RandomStream random(41, streamId("arm", "gravity"), 0);
  const ArmLink load = cylinderLink(3, {0, 0, 0}, {0, 0, 0.2}, 0.1);
  for (const std::string_view name : armPresetNames()) {
    const Arm arm = presetArm(name);
    for (int i_case = 0; i_case < 50; ++i_case) {
      JointVector q;
      for (int i = 0; i < kArmJoints; ++i) q[i] = 6 * random.uniform() - 3;
      const JointVector torques = jointTorques_nm(arm, q, JointVector::Zero(), JointVector::Zero(), load);
      // Virtual work: the torque is the derivative of the potential energy, here by central differences, which are off
      // by about h^2 of some 100 J, and rounding of 100 J over h.
      constexpr double kStep_rad = 1e-5;
      for (int i = 0; i < kArmJoints; ++i) {
        JointVector before = q;
        JointVector after = q;
        before[i] -= kStep_rad;
        after[i] += kStep_rad;
        const double slope_nm =
            (potentialEnergy_j(arm, after, load) - potentialEnergy_j(arm, before, load)) / (2 * kStep_rad);
        MW_NEAR(torques[i], slope_nm, 0, 1e-6);
      }
    }
  }
}

void TestInverseDynamics::powerIsTheChangeOfEnergy() {
  RandomStream random(43, streamId("arm", "power"), 0);
  const ArmLink load = cylinderLink(2, {0.05, 0, 0}, {0.05, 0, 0.2}, 0.1);
  for (const std::string_view name : armPresetNames()) {
    const Arm arm = presetArm(name);
    for (int i_case = 0; i_case < 50; ++i_case) {
      JointVector q, speed, acceleration;
      for (int i = 0; i < kArmJoints; ++i) {
        q[i] = 6 * random.uniform() - 3;
        speed[i] = 4 * random.uniform() - 2;
        acceleration[i] = 20 * random.uniform() - 10;
      }
      const double power_w = jointTorques_nm(arm, q, speed, acceleration, load).dot(speed);
      constexpr double kStep_s = 1e-5;
      const auto energy = [&](double t) {
        const JointVector q_t = q + t * speed + t * t / 2 * acceleration;
        return kineticEnergy_j(arm, q_t, speed + t * acceleration, load) + potentialEnergy_j(arm, q_t, load);
      };
      // Differences as above, of energies of some 100 J.
      MW_NEAR(power_w, (energy(kStep_s) - energy(-kStep_s)) / (2 * kStep_s), 1e-6, 1e-5);
    }
  }
}

QTEST_APPLESS_MAIN(TestInverseDynamics)
#include "tst_inverse_dynamics.moc"
