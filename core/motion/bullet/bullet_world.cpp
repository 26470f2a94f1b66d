// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/bullet_world.h"

#include <algorithm>
#include <btBulletDynamicsCommon.h>
#include <limits>
#include <map>
#include <optional>

#include "core/base/error.h"
#include "core/motion/bullet/box_contacts.h"
#include "core/motion/bullet/bullet_vectors.h"
#include "core/motion/bullet/energy_balance.h"
#include "core/motion/bullet/first_obstacle.h"
#include "core/motion/bullet/lane_filter.h"
#include "core/motion/bullet/near_pairs.h"
#include "core/motion/bullet/world_body.h"

namespace mw::motion {
namespace {

constexpr int kSolverIterations = 5;
// Overlap up to this is taken back by velocity: a queue that pushes overlaps by as much, and displaced it buckles. Any
// more is taken back by displacement, which throws nothing; 4 cm, Bullet's own limit, are 2 m/s at 1/240 s.
constexpr double kPushedApart_m = 5e-3;

using Kind = WorldBody::Kind;

class BulletWorld final : public RigidWorld {
 public:
  BulletWorld() : dispatcher_(&configuration_), world_(&dispatcher_, &broadphase_, &solver_, &configuration_) {
    world_.setGravity(btVector3(0, 0, -kGravity_mps2));
    world_.setForceUpdateAllAabbs(false);
    world_.getPairCache()->setOverlapFilterCallback(&filter_);
    btContactSolverInfo& solver = world_.getSolverInfo();
    solver.m_numIterations = kSolverIterations;
    solver.m_splitImpulse = 1;
    solver.m_splitImpulsePenetrationThreshold = -kPushedApart_m;
    world_.setInternalTickCallback(&BulletWorld::beforeTick, this, true);
    dispatcher_.setNearCallback(&collideAwake);
    dispatcher_.registerCollisionCreateFunc(BOX_SHAPE_PROXYTYPE, BOX_SHAPE_PROXYTYPE, &box_contacts_);
  }

  ~BulletWorld() override {
    for (const auto& body : bodies_) {
      if (body) world_.removeRigidBody(&body->rigid);
    }
  }

  BodyId addFixed(const Box& box) override { return add(std::make_unique<WorldBody>(Kind::Fixed, box, 0.0)); }

  BodyId addBelt(const Box& box) override { return addKinematic(Kind::Belt, box, belts_); }

  void setBeltVelocity(BodyId belt, const Vector3& velocity_mps, double turn_radps) override {
    WorldBody& body = *bodies_[belt];
    const btVector3 velocity = bulletVector(velocity_mps);
    const btVector3 turn(0, 0, turn_radps);
    if (body.belt_velocity == velocity && body.belt_turn == turn) return;
    body.belt_velocity = velocity;
    body.belt_turn = turn;
    findLaneSpeed(body.lane);
    wakeLane(body.lane);
  }

  BodyId addMoving(const Box& box, double mass_kg, const Vector3& velocity_mps) override {
    MW_REQUIRE(mass_kg > 0);
    auto body = std::make_unique<WorldBody>(Kind::Moving, box, mass_kg);
    // Bullet's own sleep knows nothing of belts; ours does.
    body->rigid.setActivationState(DISABLE_DEACTIVATION);
    body->rigid.setLinearVelocity(bulletVector(velocity_mps));
    body->lane_speed_mps = beltSpeed_mps(box.lane);
    return add(std::move(body));
  }

  void setState(BodyId id, const BodyState& state) override {
    MW_REQUIRE(bodies_[id]->kind == Kind::Moving);
    bodies_[id]->wake();
    setBody(bodies_[id]->rigid, state);
    world_.updateSingleAabb(&bodies_[id]->rigid);
  }

  BodyId addDriven(const Box& box) override { return addKinematic(Kind::Driven, box, driven_); }

  BodyId addDrivenBelt(const Box& box) override {
    const BodyId id = addBelt(box);
    driven_.push_back(id);
    return id;
  }

  void driveTo(BodyId id, const Vector3& position_m, double yaw_rad) override {
    WorldBody& body = *bodies_[id];
    MW_REQUIRE(std::find(driven_.begin(), driven_.end(), id) != driven_.end());
    body.driven_to = btTransform(turnOf(yaw_rad, body.pitch_rad), bulletVector(position_m));
    body.is_driven = true;
  }

  void joinLanes(int a, int b) override { filter_.join(a, b); }

  void setLane(BodyId id, int lane) override {
    WorldBody& body = *bodies_[id];
    MW_REQUIRE(body.kind == Kind::Moving);
    wakeLane(body.lane);
    body.lane = lane;
    body.gates_passed = 0;
    body.lane_speed_mps = beltSpeed_mps(lane);
    wakeLane(lane);
    // Bullet asks who may meet only when two boxes come near each other; as a new one it is asked again.
    world_.refreshBroadphaseProxy(&body.rigid);
  }

  void setWay(BodyId id, int way) override {
    WorldBody& body = *bodies_[id];
    MW_REQUIRE(body.kind == Kind::Moving);
    body.wake();
    body.way = way;
    world_.refreshBroadphaseProxy(&body.rigid);
  }

  void passGate(BodyId id) override {
    WorldBody& body = *bodies_[id];
    MW_REQUIRE(body.kind == Kind::Moving);
    ++body.gates_passed;
    wakeLane(body.lane);
    world_.refreshBroadphaseProxy(&body.rigid);
  }

  void remove(BodyId id) override {
    MW_REQUIRE(bodies_[id] && (bodies_[id]->kind == Kind::Moving || bodies_[id]->kind == Kind::Driven));
    wakeLane(bodies_[id]->lane);
    std::erase(driven_, id);
    world_.removeRigidBody(&bodies_[id]->rigid);
    bodies_[id].reset();
    free_ids_.push_back(id);
  }

  // Zero substeps means one internal step of exactly the given length; any other count keeps a remainder of time.
  void step(double step_s) override {
    energy_.clear();
    for (std::size_t id = 0; id < bodies_.size(); ++id) {
      const WorldBody* body = bodies_[id].get();
      if (body != nullptr && body->isAwake()) {
        energy_.add(static_cast<BodyId>(id), body->rigid, body->mass_kg, body->inertia);
      }
    }
    world_.stepSimulation(step_s, 0);
    energy_rise_ = energy_.end(world_);
    for (const BodyId id : driven_) bodies_[id]->endDrive();
    for (const auto& body : bodies_) {
      if (body && body->isAwake()) body->noteQuiet(step_s);
    }
  }

  BodyState state(BodyId id) const override {
    const btRigidBody& rigid = bodies_[id]->rigid;
    return bodyState(rigid.getWorldTransform(), rigid.getLinearVelocity(), rigid.getAngularVelocity());
  }

  std::optional<BodyId> obstacle(BodyId id, const Vector3& way_m) const override {
    const WorldBody* const found = firstObstacle(world_, *bodies_[id], filter_, bulletVector(way_m));
    for (std::size_t other = 0; found != nullptr && other < bodies_.size(); ++other) {
      if (bodies_[other].get() == found) return static_cast<BodyId>(other);
    }
    return std::nullopt;
  }

  std::optional<EnergyRise> energyRise() const override { return energy_rise_; }

  double deepestOverlap_m() const override {
    double deepest_m = 0;
    for (int i = 0; i < dispatcher_.getNumManifolds(); ++i) {
      const btPersistentManifold* contacts = dispatcher_.getManifoldByIndexInternal(i);
      for (int k = 0; k < contacts->getNumContacts(); ++k) {
        deepest_m = std::max(deepest_m, -contacts->getContactPoint(k).getDistance());
      }
    }
    return deepest_m;
  }

 private:
  /// Of the slowest surface of a lane that moves: plates in its bends and junctions have speeds of their own.
  void findLaneSpeed(int lane) {
    double speed_mps = 0;
    for (const BodyId id : belts_) {
      const WorldBody& belt = *bodies_[id];
      const double own_mps = belt.lane == lane ? belt.belt_velocity.length() : 0;
      if (own_mps > 0 && (speed_mps == 0 || own_mps < speed_mps)) speed_mps = own_mps;
    }
    lane_speed_mps_[lane] = speed_mps;
    for (const auto& body : bodies_) {
      if (body && body->kind == Kind::Moving && body->lane == lane) body->lane_speed_mps = beltSpeed_mps(lane);
    }
  }

  /// Of a lane whose belts stand still: unlimited, there is no way to be behind of.
  [[nodiscard]] double beltSpeed_mps(int lane) const {
    const auto found = lane_speed_mps_.find(lane);
    return found == lane_speed_mps_.end() || found->second == 0 ? std::numeric_limits<double>::infinity()
                                                                : found->second;
  }

  void wakeLane(int lane) {
    for (const auto& body : bodies_) {
      if (body && body->kind == Kind::Moving && body->lane == lane) body->wake();
    }
  }

  static btDefaultCollisionConstructionInfo construction() {
    btDefaultCollisionConstructionInfo info;
    info.m_customCollisionAlgorithmMaxElementSize = sizeof(BoxContacts);
    return info;
  }

  static void beforeTick(btDynamicsWorld* world, btScalar step_s) {
    const auto* self = static_cast<const BulletWorld*>(world->getWorldUserInfo());
    for (const BodyId belt : self->belts_) {
      WorldBody& body = *self->bodies_[belt];
      body.rigid.setLinearVelocity(body.belt_velocity);
      body.rigid.setAngularVelocity(body.belt_turn);
    }
    for (const BodyId id : self->driven_) {
      WorldBody& body = *self->bodies_[id];
      if (!body.isRunning()) body.startDrive(step_s);
    }
  }

  BodyId addKinematic(Kind kind, const Box& box, std::vector<BodyId>& of_its_kind) {
    auto body = std::make_unique<WorldBody>(kind, box, 0.0);
    body->rigid.setCollisionFlags(body->rigid.getCollisionFlags() | btCollisionObject::CF_KINEMATIC_OBJECT);
    body->rigid.setActivationState(DISABLE_DEACTIVATION);
    of_its_kind.push_back(add(std::move(body)));
    return of_its_kind.back();
  }

  BodyId add(std::unique_ptr<WorldBody> body) {
    world_.addRigidBody(&body->rigid);
    if (free_ids_.empty()) {
      bodies_.push_back(std::move(body));
      return static_cast<BodyId>(bodies_.size() - 1);
    }
    const BodyId id = free_ids_.back();
    free_ids_.pop_back();
    bodies_[id] = std::move(body);
    return id;
  }

  LaneFilter filter_;
  BoxContacts::CreateFunc box_contacts_;
  btDefaultCollisionConfiguration configuration_{construction()};
  mutable btCollisionDispatcher dispatcher_;  // reading a manifold is not const in Bullet
  btDbvtBroadphase broadphase_;
  btSequentialImpulseConstraintSolver solver_;
  btDiscreteDynamicsWorld world_;
  std::vector<std::unique_ptr<WorldBody>> bodies_;
  std::vector<BodyId> free_ids_;
  std::vector<BodyId> belts_;
  std::vector<BodyId> driven_;
  std::map<int, double> lane_speed_mps_;
  EnergyBalance energy_{kGravity_mps2};
  std::optional<EnergyRise> energy_rise_;
};

}  // namespace

std::unique_ptr<RigidWorld> makeBulletWorld() {
  return std::make_unique<BulletWorld>();
}

}  // namespace mw::motion
