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
///
/// A short file can refer to its parts over and over. So all that is looked at is counted, each time anew: beyond
/// kMostLookedAt bytes the file is refused, and a stop is noticed on the way.
class ColladaDocument {
 public:
  /// A mesh of kMaxTriangles with long indices of four kinds takes half of it.
  static constexpr std::uint64_t kMostLookedAt = std::uint64_t{1} << 30U;

  /// @param builder  knows how messages call the file; outlives this
  /// @throws InputError
  ColladaDocument(std::string_view content, const MeshBuilder& builder);

  [[nodiscard]] const XmlElement& root() const { return xml_.root(); }
  /// Where an element stands in the file.
  [[nodiscard]] std::size_t indexOf(const XmlElement& element) const {
    return static_cast<std::size_t>(&element - xml_.elements().data());
  }
  [[nodiscard]] std::vector<const XmlElement*> childrenOf(const XmlElement& element);
  /// The first child of that name; null where there is none.
  [[nodiscard]] const XmlElement* child(const XmlElement& element, std::string_view name);
  /// The first one down this way of names; null where there is none.
  [[nodiscard]] const XmlElement* descendant(const XmlElement& element, std::initializer_list<std::string_view> names);
  [[nodiscard]] std::optional<std::string_view> attributeOf(const XmlElement& element, std::string_view name);
  [[noreturn]] void fail(std::string cause, int line) const;

  /// From the file's unit and axes to metres with z upwards. The specification's defaults are metres and y.
  [[nodiscard]] Eigen::Affine3d toHall();
  /// What an attribute of an element refers to. @throws InputError where it is nothing in this file
  [[nodiscard]] const XmlElement& referred(const XmlElement& element, std::string_view attribute);
  /// All numbers of an element's text. @throws InputError unless there are `count`, where that is not 0
  [[nodiscard]] std::vector<double> numbers(const XmlElement& element, std::size_t count = 0);
  [[nodiscard]] std::vector<std::uint32_t> indices(const XmlElement& element);
  /// An attribute that counts something. @throws InputError where it is missing or no count
  [[nodiscard]] std::size_t count(const XmlElement& element, std::string_view attribute);
  /// X, Y and Z of a <source>.
  [[nodiscard]] ColladaPoints pointsOf(const XmlElement& source);
  /// Of a <material>; none where it is a picture or says nothing.
  [[nodiscard]] std::optional<TriangleMesh::Color> colorOf(const XmlElement& material);

 private:
  [[nodiscard]] std::string_view textOf(const XmlElement& element) const;
  /// Takes the next word off an element's text; empty at its end.
  std::string_view takeWordOf(std::string_view& text, const XmlElement& element);
  void lookAt(std::size_t bytes, int line);

  const MeshBuilder& builder_;
  XmlDocument xml_;
  std::map<std::string_view, std::uint32_t> by_id_;
  std::uint64_t looked_at_ = 0;   ///< bytes
  std::uint64_t next_check_ = 0;  ///< of looked_at_
};

}  // namespace mw::cad
