// SPDX-License-Identifier: Apache-2.0
#include "core/motion/arm/urdf_tree.h"

#include <algorithm>
#include <boost/property_tree/xml_parser.hpp>
#include <fmt/format.h>
#include <sstream>
#include <string_view>

#include "core/base/csv_cells.h"
#include "core/base/json.h"
#include "core/base/text.h"

namespace mw::motion {
namespace {

using Eigen::Isometry3d;
using Eigen::Vector3d;

constexpr std::size_t kLargestFile = 16U << 20U;
constexpr std::size_t kMostTags = 8000;

}  // namespace

UrdfTree::UrdfTree(const std::filesystem::path& file) : file_(file.string()) {
  const std::string text = readTextFile(file, kLargestFile);
  if (!isUtf8(text)) refuse("it is not written in UTF-8", "save it as UTF-8");
  requireFewTags(text);
  try {
    std::istringstream stream(text);
    boost::property_tree::read_xml(stream, root_);
  } catch (const boost::property_tree::xml_parser_error& error) {
    throw InputError({file_, "", static_cast<int>(error.line()), 0}, "this is no XML: " + error.message(),
                     "give a URDF file");
  }
  const auto robot = root_.get_child_optional("robot");
  if (!robot) refuse("there is no <robot> in it", "give a URDF file");
  for (const auto& [tag, element] : *robot) take(tag, element);
  requireTree();
}

void UrdfTree::take(const std::string& tag, const UrdfElement& element) {
  if (tag.starts_with("xacro:")) refuse("it holds xacro macros", "work them out first: xacro FILE > arm.urdf");
  if (tag == "link") {
    links_[attribute(element, "name")] = inertialOf(element);
    drawn_[attribute(element, "name")] = &element;
  }
  if (tag == "joint") joints_.push_back(jointOf(element));
  if (tag == "material") materials_[attribute(element, "name")] = &element;
}

void UrdfTree::requireTree() {
  for (const UrdfJoint& joint : joints_) {
    for (const std::string& link : {joint.parent, joint.child})
      if (!links_.contains(link)) refuse(fmt::format("joint \"{}\" names no link \"{}\"", joint.name, link), "add it");
    if (!parent_joint_.emplace(joint.child, &joint).second)
      refuse(fmt::format("link \"{}\" hangs on two joints", joint.child), "give it one parent");
  }
}

/// What reads the text goes down a level of the stack with each that a tag opens.
void UrdfTree::requireFewTags(const std::string& text) const {
  std::size_t n_tags = 0;
  for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
    const bool opens = at + 1 < text.size() && std::string_view("/!?").find(text[at + 1]) == std::string_view::npos;
    if (opens) ++n_tags;
  }
  if (n_tags > kMostTags) refuse(fmt::format("it has {} elements", n_tags), "give the file of one arm alone");
}

void UrdfTree::refuse(std::string cause, std::string cure) const {
  throw InputError({file_, "", 0, 0}, std::move(cause), std::move(cure));
}

std::vector<const UrdfJoint*> UrdfTree::chain(const UrdfEnds& ends) const {
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

ArmLink UrdfTree::bodyOf(const std::string& link, const std::set<std::string>& along) const {
  ArmLink body = links_.at(link);
  for (const UrdfJoint& joint : joints_) {
    if (joint.parent != link || joint.type != "fixed" || along.contains(joint.child)) continue;
    body = joined(body, seenFrom(joint.origin, bodyOf(joint.child, along)));
  }
  return body;
}

std::vector<UrdfPlace> UrdfTree::placesAlong(const std::vector<const UrdfJoint*>& chain) const {
  std::set<std::string> along;
  for (const UrdfJoint* joint : chain) along.insert(joint->child);
  std::vector<UrdfPlace> places;
  if (chain.empty()) return places;
  along.insert(chain.front()->parent);  // links may go round
  UrdfPlace at{chain.front()->parent, 0, Isometry3d::Identity()};
  addFixed(at, along, places);
  for (const UrdfJoint* joint : chain) {
    at.link = joint->child;
    at.X_BL = joint->turns() ? Isometry3d::Identity() : Isometry3d(at.X_BL * joint->origin);
    if (joint->turns()) ++at.body;
    addFixed(at, along, places);
  }
  return places;
}

void UrdfTree::addFixed(const UrdfPlace& to, const std::set<std::string>& along, std::vector<UrdfPlace>& places) const {
  places.push_back(to);
  for (const UrdfJoint& joint : joints_) {
    if (joint.parent != to.link || joint.type != "fixed" || along.contains(joint.child)) continue;
    addFixed({joint.child, to.body, to.X_BL * joint.origin}, along, places);
  }
}

std::vector<const UrdfElement*> UrdfTree::visualsOf(const std::string& link) const {
  std::vector<const UrdfElement*> visuals;
  for (const auto& [tag, element] : *drawn_.at(link))
    if (tag == "visual") visuals.push_back(&element);
  return visuals;
}

const UrdfElement* UrdfTree::material(const std::string& name) const {
  const auto found = materials_.find(name);
  return found == materials_.end() ? nullptr : found->second;
}

double UrdfTree::number(const UrdfElement& element, const char* name, const std::string& whose) const {
  const std::string text = attribute(element, name);
  const auto value = parseNumber(text);
  if (!value) refuse(fmt::format("{} of {} is \"{}\"", name, whose, text), "give a number");
  return *value;
}

std::string UrdfTree::attribute(const UrdfElement& element, const char* name) {
  return element.get<std::string>(std::string("<xmlattr>.") + name, "");
}

Vector3d UrdfTree::vector(const UrdfElement& element, const char* name, const Vector3d& otherwise) const {
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

Isometry3d UrdfTree::originOf(const UrdfElement& element) const {
  const UrdfElement origin = element.get_child("origin", UrdfElement());
  Isometry3d place(Eigen::Translation3d(vector(origin, "xyz", Vector3d::Zero())));
  place.linear() = rotationOf(vector(origin, "rpy", Vector3d::Zero()));
  return place;
}

ArmLink UrdfTree::inertialOf(const UrdfElement& link) const {
  const auto inertial = link.get_child_optional("inertial");
  if (!inertial) return {};
  const std::string whose = fmt::format("link \"{}\"", attribute(link, "name"));
  ArmLink body;
  body.mass_kg = number(inertial->get_child("mass", UrdfElement()), "value", whose);
  const UrdfElement tensor = inertial->get_child("inertia", UrdfElement());
  const auto entry = [&](const char* name) { return number(tensor, name, whose); };
  body.inertia_kgm2 << entry("ixx"), entry("ixy"), entry("ixz"), entry("ixy"), entry("iyy"), entry("iyz"), entry("ixz"),
      entry("iyz"), entry("izz");
  if (!(body.mass_kg >= 0)) refuse(whose + " has a mass below zero", "mend its <inertial>");
  if (body.mass_kg > 0 && !isPhysical(body.inertia_kgm2))
    refuse("no body has the inertia of " + whose, "mend its <inertial>");
  return seenFrom(originOf(*inertial), body);
}

UrdfJoint UrdfTree::jointOf(const UrdfElement& element) const {
  UrdfJoint joint;
  joint.name = attribute(element, "name");
  joint.type = attribute(element, "type");
  joint.parent = attribute(element.get_child("parent", UrdfElement()), "link");
  joint.child = attribute(element.get_child("child", UrdfElement()), "link");
  joint.origin = originOf(element);
  joint.axis = vector(element.get_child("axis", UrdfElement()), "xyz", Vector3d::UnitX());
  if (joint.turns()) {
    const double norm = joint.axis.norm();
    if (!(norm > 0 && std::isfinite(norm)))
      refuse(fmt::format("joint \"{}\" has no axis", joint.name), "give its <axis>");
    joint.axis /= norm;
  }
  joint.has_limit = element.get_child_optional("limit").has_value();
  joint.limit = element.get_child("limit", UrdfElement());
  return joint;
}

void UrdfTree::requireLink(const std::string& name) const {
  if (links_.contains(name)) return;
  std::vector<std::string> known;
  for (const auto& [link, body] : links_) known.push_back(link);
  const auto nearest = nearestWord(name, known);
  refuse(fmt::format("it has no link \"{}\"", name),
         nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "name one of its links");
}

std::string UrdfTree::onlyTip() const {
  std::set<std::string> tips;
  for (const auto& [link, body] : links_) tips.insert(link);
  for (const UrdfJoint& joint : joints_) tips.erase(joint.parent);
  if (tips.size() != 1) refuse(fmt::format("{} chains end in it", tips.size()), "name the last link as \"tip\"");
  return *tips.begin();
}

}  // namespace mw::motion
