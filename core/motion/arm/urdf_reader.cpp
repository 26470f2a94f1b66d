// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/urdf_reader.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <boost/property_tree/xml_parser.hpp>
#include <fmt/format.h>
#include <map>
#include <numbers>
#include <set>
#include <sstream>
#include <vector>

#include "core/base/json.h"
#include "core/base/text.h"

namespace mw::motion {
namespace {

using Eigen::Isometry3d;
using Eigen::Vector3d;
using Tree = boost::property_tree::ptree;

struct UrdfJoint {
  std::string name, type, parent, child;
  Isometry3d origin = Isometry3d::Identity();
  Vector3d axis = Vector3d::UnitX();  // the default of the specification
  Tree limit;
  bool has_limit = false;
};

constexpr std::size_t kLargestFile = 16U << 20U;
constexpr std::size_t kMostTags = 8000;
constexpr double kMostTurns_rad = 100 * 2 * std::numbers::pi;

/// A file as read: links with their masses, joints in its order.
class UrdfTree {
 public:
  explicit UrdfTree(const std::filesystem::path& file) : file_(file.string()) {
    const std::string text = readTextFile(file, kLargestFile);
    requireFewTags(text);
    Tree root;
    try {
      std::istringstream stream(text);
      boost::property_tree::read_xml(stream, root);
    } catch (const boost::property_tree::xml_parser_error& error) {
      throw InputError({file_, "", static_cast<int>(error.line()), 0}, "this is no XML: " + error.message(),
                       "give a URDF file");
    }
    const auto robot = root.get_child_optional("robot");
    if (!robot) refuse("there is no <robot> in it", "give a URDF file");
    for (const auto& [tag, element] : *robot) {
      if (tag.starts_with("xacro:")) refuse("it holds xacro macros", "work them out first: xacro FILE > arm.urdf");
      if (tag == "link") links_[attribute(element, "name")] = inertialOf(element);
      if (tag == "joint") joints_.push_back(jointOf(element));
    }
    for (const UrdfJoint& joint : joints_) {
      for (const std::string& link : {joint.parent, joint.child})
        if (!links_.contains(link))
          refuse(fmt::format("joint \"{}\" names no link \"{}\"", joint.name, link), "add it");
      if (!parent_joint_.emplace(joint.child, &joint).second)
        refuse(fmt::format("link \"{}\" hangs on two joints", joint.child), "give it one parent");
    }
  }

  /// The reader below goes down a level of the stack with each that a tag opens.
  void requireFewTags(const std::string& text) const {
    std::size_t n_tags = 0;
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
      const bool opens = at + 1 < text.size() && std::string_view("/!?").find(text[at + 1]) == std::string_view::npos;
      if (opens) ++n_tags;
    }
    if (n_tags > kMostTags) refuse(fmt::format("it has {} elements", n_tags), "give the file of one arm alone");
  }

  [[noreturn]] void refuse(std::string cause, std::string cure) const {
    throw InputError({file_, "", 0, 0}, std::move(cause), std::move(cure));
  }

  /// The joints from base to tip.
  [[nodiscard]] std::vector<const UrdfJoint*> chain(const UrdfEnds& ends) const {
    if (!ends.base.empty()) requireLink(ends.base);
    std::string link = ends.tip.empty() ? onlyTip() : ends.tip;
    requireLink(link);
    std::vector<const UrdfJoint*> found;
    while (link != ends.base) {
      const auto above = parent_joint_.find(link);
      if (above == parent_joint_.end() && ends.base.empty()) break;
      if (above == parent_joint_.end() || found.size() > joints_.size())
        refuse(fmt::format("no joints lead from \"{}\" to the tip", ends.base), "name another \"base\" or \"tip\"");
      found.push_back(above->second);
      link = above->second->parent;
    }
    std::reverse(found.begin(), found.end());
    return found;
  }

  /// The link and all that is fixed to it, save what lies along the chain.
  [[nodiscard]] ArmLink bodyOf(const std::string& link, const std::set<std::string>& along) const {
    ArmLink body = links_.at(link);
    for (const UrdfJoint& joint : joints_) {
      if (joint.parent != link || joint.type != "fixed" || along.contains(joint.child)) continue;
      body = joined(body, seenFrom(joint.origin, bodyOf(joint.child, along)));
    }
    return body;
  }

  [[nodiscard]] double number(const Tree& element, const char* name, const std::string& whose) const {
    const std::string text = attribute(element, name);
    const auto value = parseNumber(text);
    if (!value) refuse(fmt::format("{} of {} is \"{}\"", name, whose, text), "give a number");
    return *value;
  }

 private:
  static std::string attribute(const Tree& element, const char* name) {
    return element.get<std::string>(std::string("<xmlattr>.") + name, "");
  }

  [[nodiscard]] Vector3d vector(const Tree& element, const char* name, const Vector3d& otherwise) const {
    const std::string text = attribute(element, name);
    if (text.empty()) return otherwise;
    std::istringstream words(text);
    Vector3d numbers = Vector3d::Zero();
    std::string word;
    int count = 0;
    for (; words >> word; ++count) {
      const auto value = parseNumber(word);
      if (!value || count >= 3) refuse(fmt::format("{}=\"{}\" is not three numbers", name, text), "mend it");
      numbers[count] = *value;
    }
    if (count != 3) refuse(fmt::format("{}=\"{}\" is not three numbers", name, text), "mend it");
    return numbers;
  }

  [[nodiscard]] Isometry3d originOf(const Tree& element) const {
    const Tree origin = element.get_child("origin", Tree());
    Isometry3d place(Eigen::Translation3d(vector(origin, "xyz", Vector3d::Zero())));
    place.linear() = rotationOf(vector(origin, "rpy", Vector3d::Zero()));
    return place;
  }

  [[nodiscard]] ArmLink inertialOf(const Tree& link) const {
    const auto inertial = link.get_child_optional("inertial");
    if (!inertial) return {};
    const std::string whose = fmt::format("link \"{}\"", attribute(link, "name"));
    ArmLink body;
    body.mass_kg = number(inertial->get_child("mass", Tree()), "value", whose);
    const Tree tensor = inertial->get_child("inertia", Tree());
    const auto entry = [&](const char* name) { return number(tensor, name, whose); };
    body.inertia_kgm2 << entry("ixx"), entry("ixy"), entry("ixz"), entry("ixy"), entry("iyy"), entry("iyz"),
        entry("ixz"), entry("iyz"), entry("izz");
    if (!(body.mass_kg >= 0)) refuse(whose + " has a mass below zero", "mend its <inertial>");
    if (body.mass_kg > 0 && !isPhysical(body.inertia_kgm2))
      refuse("no body has the inertia of " + whose, "mend its <inertial>");
    return seenFrom(originOf(*inertial), body);
  }

  [[nodiscard]] UrdfJoint jointOf(const Tree& element) const {
    UrdfJoint joint;
    joint.name = attribute(element, "name");
    joint.type = attribute(element, "type");
    joint.parent = attribute(element.get_child("parent", Tree()), "link");
    joint.child = attribute(element.get_child("child", Tree()), "link");
    joint.origin = originOf(element);
    joint.axis = vector(element.get_child("axis", Tree()), "xyz", Vector3d::UnitX());
    if (joint.type == "revolute" || joint.type == "continuous") {
      const double norm = joint.axis.norm();
      if (!(norm > 0 && std::isfinite(norm)))
        refuse(fmt::format("joint \"{}\" has no axis", joint.name), "give its <axis>");
      joint.axis /= norm;
    }
    joint.has_limit = element.get_child_optional("limit").has_value();
    joint.limit = element.get_child("limit", Tree());
    return joint;
  }

  void requireLink(const std::string& name) const {
    if (links_.contains(name)) return;
    std::vector<std::string> known;
    for (const auto& [link, body] : links_) known.push_back(link);
    const auto nearest = nearestWord(name, known);
    refuse(fmt::format("it has no link \"{}\"", name),
           nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "name one of its links");
  }

  [[nodiscard]] std::string onlyTip() const {
    std::set<std::string> tips;
    for (const auto& [link, body] : links_) tips.insert(link);
    for (const UrdfJoint& joint : joints_) tips.erase(joint.parent);
    if (tips.size() != 1) refuse(fmt::format("{} chains end in it", tips.size()), "name the last link as \"tip\"");
    return *tips.begin();
  }

  std::string file_;
  std::map<std::string, ArmLink> links_;
  std::vector<UrdfJoint> joints_;
  std::map<std::string, const UrdfJoint*> parent_joint_;
};

ArmJoint armJointOf(const UrdfTree& tree, const UrdfJoint& given, const ArmRamps& ramps) {
  const std::string whose = fmt::format("joint \"{}\"", given.name);
  if (!given.has_limit) tree.refuse(whose + " has no <limit>", "give its range and speed");
  ArmJoint joint;
  joint.name = given.name;
  joint.axis = given.axis;
  const bool is_continuous = given.type == "continuous";
  joint.lower_rad = is_continuous ? -2 * std::numbers::pi : tree.number(given.limit, "lower", whose);
  joint.upper_rad = is_continuous ? 2 * std::numbers::pi : tree.number(given.limit, "upper", whose);
  joint.speed_radps = tree.number(given.limit, "velocity", whose);
  if (std::abs(joint.lower_rad) > kMostTurns_rad || std::abs(joint.upper_rad) > kMostTurns_rad)
    tree.refuse(whose + " has a range of over a hundred turns", "give radians up to 628");
  if (!(joint.lower_rad < joint.upper_rad) || !(joint.speed_radps > 0))
    tree.refuse(whose + " cannot move", "give a range and a speed above 0 in its <limit>");
  joint.acceleration_radps2 = joint.speed_radps / ramps.ramp_s;
  joint.jerk_radps3 = joint.acceleration_radps2 / ramps.jerk_ramp_s;
  if (given.limit.get_child_optional("<xmlattr>.effort")) {
    const double effort_nm = tree.number(given.limit, "effort", whose);
    if (effort_nm > 0) joint.torque_nm = effort_nm;
  }
  return joint;
}

}  // namespace

Arm readUrdf(const std::filesystem::path& file, const UrdfEnds& ends, const ArmRamps& ramps) {
  const UrdfTree tree(file);
  const auto chain = tree.chain(ends);
  std::set<std::string> along;
  for (const UrdfJoint* joint : chain) along.insert(joint->child);

  Arm arm;
  std::size_t n_joints = 0;
  Isometry3d since_joint = Isometry3d::Identity();
  for (const UrdfJoint* joint : chain) {
    since_joint = since_joint * joint->origin;
    const bool turns = joint->type == "revolute" || joint->type == "continuous";
    if (!turns && joint->type != "fixed")
      tree.refuse(fmt::format("joint \"{}\" is {}", joint->name, joint->type), "arms have revolute and fixed joints");
    if (turns && ++n_joints <= kArmJoints) {
      arm.joints[n_joints - 1] = armJointOf(tree, *joint, ramps);
      arm.joints[n_joints - 1].X_PJ = since_joint;
      since_joint = Isometry3d::Identity();
    }
    if (n_joints == 0 || n_joints > kArmJoints) continue;
    ArmLink& link = arm.links[n_joints - 1];
    link = joined(link, seenFrom(since_joint, tree.bodyOf(joint->child, along)));
  }
  if (n_joints != kArmJoints)
    tree.refuse(fmt::format("{} joints turn between its ends", n_joints), "give a chain of six, or other ends");
  arm.X_6F = since_joint;
  for (std::size_t i = 0; i < arm.links.size(); ++i)
    if (!(arm.links[i].mass_kg > 0))
      tree.refuse(fmt::format("what joint \"{}\" carries has no mass", arm.joints[i].name), "give its <inertial>");
  return arm;
}

bool isPhysical(const Eigen::Matrix3d& inertia_kgm2) {
  const Eigen::Vector3d principal = Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(inertia_kgm2).eigenvalues();
  // A flat body keeps the inequality as an equation; rounding in a file must not break it.
  constexpr double kRounding = 1e-3;
  return principal.minCoeff() > 0 && principal[0] + principal[1] >= principal[2] * (1 - kRounding);
}

}  // namespace mw::motion
