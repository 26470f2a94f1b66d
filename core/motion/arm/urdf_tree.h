// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/property_tree/ptree.hpp>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/motion/arm/urdf_reader.h"

namespace mw::motion {

using UrdfElement = boost::property_tree::ptree;

/// One joint of a URDF file, as it stands there.
struct UrdfJoint {
  std::string name, type, parent, child;
  Eigen::Isometry3d origin = Eigen::Isometry3d::Identity();
  Eigen::Vector3d axis = Eigen::Vector3d::UnitX();  // the default of the specification
  UrdfElement limit;
  bool has_limit = false;

  [[nodiscard]] bool turns() const { return type == "revolute" || type == "continuous"; }
};

/// Where a link of the file is on the arm.
struct UrdfPlace {
  std::string link;
  std::size_t body = 0;    ///< 0 = the base, else what that joint carries
  Eigen::Isometry3d X_BL;  ///< link in the frame of that body
};

/// A URDF file as read: links with their masses, joints in its order.
class UrdfTree {
 public:
  /// @throws InputError with file and line as far as known
  explicit UrdfTree(const std::filesystem::path& file);
  UrdfTree(const UrdfTree&) = delete;
  UrdfTree& operator=(const UrdfTree&) = delete;

  /// The joints from base to tip.
  [[nodiscard]] std::vector<const UrdfJoint*> chain(const UrdfEnds& ends) const;
  /// The link and all that is fixed to it, save what lies along the chain.
  [[nodiscard]] ArmLink bodyOf(const std::string& link, const std::set<std::string>& along) const;
  /// The links of a chain and all that is fixed to them, from the base on.
  [[nodiscard]] std::vector<UrdfPlace> placesAlong(const std::vector<const UrdfJoint*>& chain) const;
  /// What is drawn of a link: its <visual> elements.
  [[nodiscard]] std::vector<const UrdfElement*> visualsOf(const std::string& link) const;
  /// A material that links share by its name; null where there is none.
  [[nodiscard]] const UrdfElement* material(const std::string& name) const;

  /// The <origin> of an element.
  [[nodiscard]] Eigen::Isometry3d originOf(const UrdfElement& element) const;
  [[nodiscard]] double number(const UrdfElement& element, const char* name, const std::string& whose) const;
  [[nodiscard]] Eigen::Vector3d vector(const UrdfElement& element, const char* name,
                                       const Eigen::Vector3d& otherwise) const;
  [[nodiscard]] static std::string attribute(const UrdfElement& element, const char* name);
  [[noreturn]] void refuse(std::string cause, std::string cure) const;

 private:
  void requireFewTags(const std::string& text) const;
  void take(const std::string& tag, const UrdfElement& element);
  void requireTree();
  [[nodiscard]] ArmLink inertialOf(const UrdfElement& link) const;
  [[nodiscard]] UrdfJoint jointOf(const UrdfElement& element) const;
  void requireLink(const std::string& name) const;
  [[nodiscard]] std::string onlyTip() const;
  void addFixed(const UrdfPlace& to, const std::set<std::string>& along, std::vector<UrdfPlace>& places) const;

  std::string file_;
  UrdfElement root_;
  std::map<std::string, ArmLink> links_;
  std::map<std::string, const UrdfElement*> drawn_;  ///< links, in root_
  std::map<std::string, const UrdfElement*> materials_;
  std::vector<UrdfJoint> joints_;
  std::map<std::string, const UrdfJoint*> parent_joint_;
};

}  // namespace mw::motion
