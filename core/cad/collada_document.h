// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <Eigen/Geometry>
#include <map>
#include <vector>

#include "core/cad/mesh_builder.h"
#include "core/cad/xml_document.h"

namespace mw::cad {

/// The points of a <source>.
struct ColladaPoints {
  std::vector<Eigen::Vector3d> points;
  int line = 0;
};

/// A COLLADA file as read: what its elements say, with references followed inside the file alone.
class ColladaDocument {
 public:
  /// @param builder  knows how messages call the file; outlives this
  /// @throws InputError
  ColladaDocument(std::string_view content, const MeshBuilder& builder);

  [[nodiscard]] const XmlDocument& xml() const { return xml_; }
  [[noreturn]] void fail(std::string cause, int line) const;

  /// From the file's unit and axes to metres with z upwards. The specification's defaults are metres and y.
  [[nodiscard]] Eigen::Affine3d toHall() const;
  /// What an attribute of an element refers to. @throws InputError where it is nothing in this file
  [[nodiscard]] const XmlElement& referred(const XmlElement& element, std::string_view attribute) const;
  /// All numbers of an element's text. @throws InputError unless there are `count`, where that is not 0
  [[nodiscard]] std::vector<double> numbers(const XmlElement& element, std::size_t count = 0) const;
  [[nodiscard]] std::vector<std::uint32_t> indices(const XmlElement& element) const;
  /// An attribute that counts something. @throws InputError where it is missing or no count
  [[nodiscard]] std::size_t count(const XmlElement& element, std::string_view attribute) const;
  /// X, Y and Z of a <source>.
  [[nodiscard]] ColladaPoints pointsOf(const XmlElement& source) const;
  /// Of a <material>; none where it is a picture or says nothing.
  [[nodiscard]] std::optional<TriangleMesh::Color> colorOf(const XmlElement& material) const;

 private:
  const MeshBuilder& builder_;
  XmlDocument xml_;
  std::map<std::string_view, std::uint32_t> by_id_;
};

}  // namespace mw::cad
