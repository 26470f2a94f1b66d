// SPDX-License-Identifier: Apache-2.0
#include "core/motion/bullet/bullet_world.h"

#include <LinearMath/btTransformUtil.h>
#include <algorithm>
#include <btBulletDynamicsCommon.h>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "core/base/error.h"
#include "core/motion/bullet/belt_contacts.h"
#include "core/motion/bullet/bullet_vectors.h"
#include "core/motion/bullet/energy_balance.h"

namespace mw::motion {
namespace {

constexpr double kGravity_mps2 = 9.80665;
constexpr int kSolverIterations = 5;
// Overlap up to this is taken back by velocity: a queue that pushes overlaps by as much, and displaced it buckles. Any
// more is taken back by displacement, which throws nothing; 4 cm, Bullet's own limit, are 2 m/s at 1/240 s.
constexpr double kPushedApart_m = 5e-3;

// A part that for half a second stayed within a small distance, and within a small part of the way its belt made,
// rests: it stands fixed, at no cost, until its lane changes or something strikes it. The distance is above what the
// solver makes a pushing queue tremble by, 2 mm.
constexpr double kRest_s = 0.5;
constexpr double kRestWithin_m = 3e-3;
constexpr double kRestOfBelt = 0.05;
constexpr double kRestTurn_rad = 0.02;
constexpr double kStrike_mps = 0.05;
constexpr double kStrikeOfBelt = 0.5;  // on a slow belt nothing is faster than the belt

constexpr double kSlack_m = 0.01;
constexpr double kHeadOn = 0.5;  // cosine between a body's way and the face it runs into

enum class Kind { Fixed, Belt, Driven, Moving };

btQuaternion turnOf(double yaw_rad, double pitch_rad) {
  return btQuaternion(btVector3(0, 0, 1), yaw_rad) * btQuaternion(btVector3(0, 1, 0), pitch_rad);
}

struct Body {
  Kind kind;
  int lane;
  std::vector<int> open_lanes;
  btBoxShape shape;
  btRigidBody rigid;
  btVector3 belt_velocity{0, 0, 0};
  btVector3 belt_turn{0, 0, 0};
  btTransform driven_to{btTransform::getIdentity()};
  bool is_driven = false;  ///< on its way in the coming step
  double pitch_rad = 0;
  double mass_kg = 0;
  btVector3 inertia{0, 0, 0};
  bool is_resting = false;
  double quiet_s = 0;
  btTransform quiet_pose;                                           ///< where it has been for quiet_s
  double lane_speed_mps = std::numeric_limits<double>::infinity();  ///< of the belts of its lane

  Body(Kind a_kind, const Box& box, double a_mass_kg)
      : kind(a_kind),
        lane(box.lane),
        open_lanes(box.open_lanes),
        shape(bulletVector(box.size_m) * 0.5),
        rigid(construction(box, a_mass_kg, shape)),
        pitch_rad(box.pitch_rad),
        mass_kg(a_mass_kg) {
    rigid.setUserPointer(this);
    if (mass_kg > 0) shape.calculateLocalInertia(mass_kg, inertia);
  }

  [[nodiscard]] bool isAwake() const { return kind == Kind::Moving && !is_resting; }
  /// A belt whose surface may move under what lies on it.
  [[nodiscard]] bool isRunning() const { return kind == Kind::Belt && !is_driven; }
  /// Something that may strike what rests.
  [[nodiscard]] bool isGoing() const { return isAwake() || is_driven; }

  void rest() {
    is_resting = true;
    rigid.setLinearVelocity(btVector3(0, 0, 0));
    rigid.setAngularVelocity(btVector3(0, 0, 0));
    rigid.setMassProps(0, btVector3(0, 0, 0));
    rigid.forceActivationState(ISLAND_SLEEPING);
  }

  void wake() {
    quiet_s = 0;
    if (!is_resting) return;
    is_resting = false;
    rigid.setMassProps(mass_kg, inertia);
    rigid.updateInertiaTensor();
    rigid.setGravity(btVector3(0, 0, -kGravity_mps2));
    rigid.forceActivationState(DISABLE_DEACTIVATION);
  }

 private:
  static btRigidBody::btRigidBodyConstructionInfo construction(const Box& box, double mass_kg, btBoxShape& shape) {
    btVector3 inertia(0, 0, 0);
    if (mass_kg > 0) shape.calculateLocalInertia(mass_kg, inertia);
    btRigidBody::btRigidBodyConstructionInfo info(mass_kg, nullptr, &shape, inertia);
    info.m_startWorldTransform = btTransform(turnOf(box.yaw_rad, box.pitch_rad), bulletVector(box.position_m));
    info.m_friction = box.friction;
    info.m_restitution = 0;
    return info;
  }
};

Body& bodyOf(const btBroadphaseProxy* proxy) {
  return *static_cast<Body*>(static_cast<const btCollisionObject*>(proxy->m_clientObject)->getUserPointer());
}

/// Looks for contacts only where something moves, and wakes what is struck.
void collideAwake(btBroadphasePair& pair, btCollisionDispatcher& dispatcher, const btDispatcherInfo& info) {
  Body& a = bodyOf(pair.m_pProxy0);
  Body& b = bodyOf(pair.m_pProxy1);
  if (!a.isGoing() && !b.isGoing()) return;
  if (a.is_resting || b.is_resting) {
    const double strike_mps = (a.rigid.getLinearVelocity() - b.rigid.getLinearVelocity()).length();
    const double least_mps = std::min(kStrike_mps, kStrikeOfBelt * std::min(a.lane_speed_mps, b.lane_speed_mps));
    if (strike_mps > least_mps || a.is_driven || b.is_driven) (a.is_resting ? a : b).wake();
  }
  if (a.kind != Kind::Moving || b.kind != Kind::Moving) {
    followBelts(pair, a.isRunning(), b.isRunning(), info.m_timeStep);
  }
  btCollisionDispatcher::defaultNearCallback(pair, dispatcher, info);
}

/// Which bodies meet: those of a lane, of joined lanes, and of every lane.
class LaneFilter : public btOverlapFilterCallback {
 public:
  void join(int a, int b) { joined_.emplace(std::min(a, b), std::max(a, b)); }

  [[nodiscard]] bool mayMeet(const Body& a, const Body& b) const {
    const auto is_open = [](const Body& body, int lane) {
      return std::find(body.open_lanes.begin(), body.open_lanes.end(), lane) != body.open_lanes.end();
    };
    if (is_open(a, b.lane) || is_open(b, a.lane)) return false;
    return a.lane == b.lane || a.lane == Box::kEveryLane || b.lane == Box::kEveryLane ||
           joined_.contains({std::min(a.lane, b.lane), std::max(a.lane, b.lane)});
  }

  bool needBroadphaseCollision(btBroadphaseProxy* proxy_a, btBroadphaseProxy* proxy_b) const override {
    const Body& a = bodyOf(proxy_a);
    const Body& b = bodyOf(proxy_b);
    return (a.kind == Kind::Moving || b.kind == Kind::Moving) && mayMeet(a, b);
  }

 private:
  std::set<std::pair<int, int>> joined_;  ///< the lower first
};

/// Of a swept body.
class FirstObstacle : public btCollisionWorld::ConvexResultCallback {
 public:
  FirstObstacle(const Body& body, const LaneFilter& filter, const btVector3& direction)
      : body_(body), filter_(filter), direction_(direction) {}

  bool needsCollision(btBroadphaseProxy* proxy) const override {
    const Body& other = bodyOf(proxy);
    return &other != &body_ && other.kind != Kind::Belt && filter_.mayMeet(body_, other);
  }
  btScalar addSingleResult(btCollisionWorld::LocalConvexResult& hit, bool is_normal_in_world) override {
    const btVector3 normal = is_normal_in_world
                                 ? hit.m_hitNormalLocal
                                 : hit.m_hitCollisionObject->getWorldTransform().getBasis() * hit.m_hitNormalLocal;
    if (normal.dot(direction_) > -kHeadOn) return m_closestHitFraction;
    m_closestHitFraction = hit.m_hitFraction;
    found = static_cast<const Body*>(hit.m_hitCollisionObject->getUserPointer());
    return hit.m_hitFraction;
  }

  const Body* found = nullptr;

 private:
  const Body& body_;
  const LaneFilter& filter_;
  btVector3 direction_;
};

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
  }

  ~BulletWorld() override {
    for (const auto& body : bodies_) {
      if (body) world_.removeRigidBody(&body->rigid);
    }
  }

  BodyId addFixed(const Box& box) override { return add(std::make_unique<Body>(Kind::Fixed, box, 0.0)); }

  BodyId addBelt(const Box& box) override { return addKinematic(Kind::Belt, box, belts_); }

  void setBeltVelocity(BodyId belt, const Vector3& velocity_mps, double turn_radps) override {
    Body& body = *bodies_[belt];
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
    auto body = std::make_unique<Body>(Kind::Moving, box, mass_kg);
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
    Body& body = *bodies_[id];
    MW_REQUIRE(std::find(driven_.begin(), driven_.end(), id) != driven_.end());
    body.driven_to = btTransform(turnOf(yaw_rad, body.pitch_rad), bulletVector(position_m));
    body.is_driven = true;
  }

  void joinLanes(int a, int b) override { filter_.join(a, b); }

  void setLane(BodyId id, int lane) override {
    Body& body = *bodies_[id];
    MW_REQUIRE(body.kind == Kind::Moving);
    wakeLane(body.lane);
    body.lane = lane;
    body.lane_speed_mps = beltSpeed_mps(lane);
    wakeLane(lane);
    // Bullet asks who may meet only when two boxes come near each other; as a new one it is asked again.
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
      const Body* body = bodies_[id].get();
      if (body != nullptr && body->isAwake()) {
        energy_.add(static_cast<BodyId>(id), body->rigid, body->mass_kg, body->inertia);
      }
    }
    world_.stepSimulation(step_s, 0);
    energy_rise_ = energy_.end(world_);
    for (const BodyId id : driven_) endDrive(*bodies_[id]);
    for (const auto& body : bodies_) {
      if (body && body->isAwake()) noteQuiet(*body, step_s);
    }
  }

  BodyState state(BodyId id) const override {
    const btRigidBody& rigid = bodies_[id]->rigid;
    return bodyState(rigid.getWorldTransform(), rigid.getLinearVelocity(), rigid.getAngularVelocity());
  }

  std::optional<BodyId> obstacle(BodyId id, const Vector3& way_m) const override {
    const Body& body = *bodies_[id];
    // A little smaller than the body, so that rails beside it and the belt below are not in the way.
    btVector3 half = body.shape.getHalfExtentsWithMargin();
    half.setY(std::max(half.y() - kSlack_m, half.y() / 2));
    half.setZ(std::max(half.z() - kSlack_m, half.z() / 2));
    btBoxShape shape(half);
    const btTransform from = body.rigid.getWorldTransform();
    btTransform to = from;
    to.setOrigin(from.getOrigin() + bulletVector(way_m));
    FirstObstacle first(body, filter_, bulletVector(way_m).normalized());
    world_.convexSweepTest(&shape, from, to, first);
    for (std::size_t other = 0; first.found != nullptr && other < bodies_.size(); ++other) {
      if (bodies_[other].get() == first.found) return static_cast<BodyId>(other);
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
  void noteQuiet(Body& body, double step_s) const {
    const btTransform& here = body.rigid.getWorldTransform();
    const double within_m = std::min(kRestWithin_m, kRestOfBelt * kRest_s * body.lane_speed_mps);
    const bool is_quiet = body.quiet_s > 0 && here.getOrigin().distance(body.quiet_pose.getOrigin()) <= within_m &&
                          here.getRotation().angleShortestPath(body.quiet_pose.getRotation()) <= kRestTurn_rad;
    if (!is_quiet) {
      body.quiet_s = step_s;
      body.quiet_pose = here;
      return;
    }
    body.quiet_s += step_s;
    if (body.quiet_s > kRest_s) body.rest();
  }

  /// Of the slowest surface of a lane that moves: plates in its bends and junctions have speeds of their own.
  void findLaneSpeed(int lane) {
    double speed_mps = 0;
    for (const BodyId id : belts_) {
      const Body& belt = *bodies_[id];
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

  static void beforeTick(btDynamicsWorld* world, btScalar step_s) {
    const auto* self = static_cast<const BulletWorld*>(world->getWorldUserInfo());
    for (const BodyId belt : self->belts_) {
      Body& body = *self->bodies_[belt];
      body.rigid.setLinearVelocity(body.belt_velocity);
      body.rigid.setAngularVelocity(body.belt_turn);
    }
    for (const BodyId id : self->driven_) {
      Body& body = *self->bodies_[id];
      if (!body.isRunning()) startDrive(body, step_s);
    }
  }

  /// Contacts see the velocity with which the box gets there.
  static void startDrive(Body& body, double step_s) {
    btVector3 velocity(0, 0, 0);
    btVector3 turn(0, 0, 0);
    if (body.is_driven) {
      btTransformUtil::calculateVelocity(body.rigid.getWorldTransform(), body.driven_to, step_s, velocity, turn);
    }
    body.rigid.setLinearVelocity(velocity);
    body.rigid.setAngularVelocity(turn);
  }

  static void endDrive(Body& body) {
    if (!body.is_driven) return;
    body.rigid.setWorldTransform(body.driven_to);
    body.rigid.setInterpolationWorldTransform(body.driven_to);
    body.is_driven = false;
  }

  BodyId addKinematic(Kind kind, const Box& box, std::vector<BodyId>& of_its_kind) {
    auto body = std::make_unique<Body>(kind, box, 0.0);
    body->rigid.setCollisionFlags(body->rigid.getCollisionFlags() | btCollisionObject::CF_KINEMATIC_OBJECT);
    body->rigid.setActivationState(DISABLE_DEACTIVATION);
    of_its_kind.push_back(add(std::move(body)));
    return of_its_kind.back();
  }

  BodyId add(std::unique_ptr<Body> body) {
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
  btDefaultCollisionConfiguration configuration_;
  mutable btCollisionDispatcher dispatcher_;  // reading a manifold is not const in Bullet
  btDbvtBroadphase broadphase_;
  btSequentialImpulseConstraintSolver solver_;
  btDiscreteDynamicsWorld world_;
  std::vector<std::unique_ptr<Body>> bodies_;
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
