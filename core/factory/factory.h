// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/factory/element_type_registry.h"

namespace mw::factory {

/// Where something stands: metres and radians in hall coordinates, z up.
struct Pose {
  double x_m = 0;
  double y_m = 0;
  double z_m = 0;
  double yaw_rad = 0;
};

struct Part {
  std::string id;
  std::array<double, 3> size_m{0.3, 0.3, 0.3};
  double mass_kg = 1;
  std::string color;  ///< #rrggbb or empty
};

/// Anything parts pass through. Own fields are read with value(), which knows the declared defaults.
struct Element {
  std::string id;
  std::string type;
  std::string name;  ///< for people; the id where none is given
  Pose pose;
  Json fields;                          ///< the element's object as written
  const api::ElementType* declaration;  ///< owned by the factory's registry

  /// The field as written, or its declared default, or null.
  [[nodiscard]] Json value(std::string_view key) const;
  [[nodiscard]] bool has(std::string_view key) const;
};

struct Flow {
  std::size_t from = 0;  ///< index of an element
  std::size_t to = 0;
  Json fields;
};

/// A factory as a value: well-formed (declared keys, ranges, references), though perhaps not yet complete enough to run
/// (see factory_check.h). Copies are independent; hand one to a thread as shared_ptr<const Factory>.
class Factory {
 public:
  /// An empty hall.
  Factory();

  /// @throws InputError with all findings, each with file, pointer, line and column
  static Factory fromDocument(const JsonDocument& document, std::shared_ptr<const ElementTypeRegistry> types = nullptr);
  /// The same for a document that was read from a file: values of empirical distributions (empirical_files.h) and
  /// schedules of sources (schedule_files.h) that it names as files, relative to its own folder, are taken in.
  static Factory fromFile(const JsonDocument& document, std::shared_ptr<const ElementTypeRegistry> types = nullptr);
  /// The same for JSON that came from no file: findings carry the pointer alone.
  static Factory fromJson(Json root, std::shared_ptr<const ElementTypeRegistry> types = nullptr);
  /// @throws InputError also when the file cannot be read
  static Factory read(const std::filesystem::path& file, std::shared_ptr<const ElementTypeRegistry> types = nullptr);
  /// @throws OutputError
  void write(const std::filesystem::path& file) const;

  /// The factory as in its file.
  [[nodiscard]] const Json& json() const { return root_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::span<const Part> parts() const { return parts_; }
  [[nodiscard]] std::span<const Element> elements() const { return elements_; }
  [[nodiscard]] std::span<const Flow> flows() const { return flows_; }
  [[nodiscard]] const Element* findElement(std::string_view id) const;
  [[nodiscard]] const Part* findPart(std::string_view id) const;
  [[nodiscard]] const std::shared_ptr<const ElementTypeRegistry>& types() const { return types_; }
  /// Fingerprint of the whole content.
  [[nodiscard]] std::string digest() const;

  bool operator==(const Factory& other) const { return root_ == other.root_; }

 private:
  void build();

  std::shared_ptr<const ElementTypeRegistry> types_;
  Json root_;
  std::string name_;
  std::vector<Part> parts_;
  std::vector<Element> elements_;
  std::vector<Flow> flows_;
};

}  // namespace mw::factory
