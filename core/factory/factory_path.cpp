// SPDX-License-Identifier: Apache-2.0
#include "core/factory/factory_path.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/base/text.h"
#include "core/factory/distribution_families.h"
#include "core/factory/factory_declarations.h"

namespace mw::factory {
namespace {

using api::ParameterDeclaration;
using api::ParameterDeclarations;
using api::ParameterKind;

const ParameterDeclaration* find(const ParameterDeclarations& fields, std::string_view key) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [key](const ParameterDeclaration& each) { return each.key == key; });
  return found == fields.end() ? nullptr : &*found;
}

/// Follows a path through a document and its declarations at once.
class PathWalk {
 public:
  PathWalk(const Factory& factory, const FactoryPath& path) : factory_(factory), path_(path), at_(&factory.json()) {}

  PathTarget walk() {
    const auto& segments = path_.segments();
    enterObject(factoryDeclarations(), segments[0]);
    for (depth_ = 1; depth_ < segments.size(); ++depth_) step(segments[depth_]);
    PathTarget target{pointer_, declaration_, at_ != nullptr, nullptr};
    if (at_ != nullptr) {
      target.value = *at_;
    } else if (declaration_ != nullptr && declaration_->default_value) {
      target.value = *declaration_->default_value;
    }
    return target;
  }

 private:
  [[noreturn]] void fail(const std::string& segment, const std::vector<std::string>& known) const {
    const auto nearest = nearestWord(segment, known);
    std::string cure = nearest ? fmt::format("did you mean \"{}\"?", *nearest) : "check the path";
    if (!nearest && !known.empty()) cure = fmt::format("known here are {}", fmt::join(known, ", "));
    throw InputError(Place{},
                     fmt::format("path {} leads nowhere: no \"{}\"{}", path_.text(), segment,
                                 pointer_.empty() ? "" : " in " + pointer_.substr(1)),
                     cure);
  }

  void descend(const std::string& key) {
    pointer_ += "/" + pointerToken(key);
    at_ = at_ != nullptr && at_->is_object() && at_->contains(key) ? &(*at_)[key] : nullptr;
  }

  void enterObject(const ParameterDeclarations& fields, const std::string& segment) {
    const ParameterDeclaration* field = find(fields, segment);
    if (field == nullptr) {
      std::vector<std::string> known;
      for (const ParameterDeclaration& each : fields) known.push_back(each.key);
      fail(segment, known);
    }
    descend(segment);
    declaration_ = field;
  }

  void step(const std::string& segment) {
    if (element_ != nullptr) {
      const api::ElementType* type = std::exchange(element_, nullptr)->declaration;
      const ParameterDeclarations& own = type->parameters;
      if (find(own, segment) != nullptr || find(commonElementParameters(), segment) == nullptr) {
        enterObject(own, segment);
      } else {
        enterObject(commonElementParameters(), segment);
      }
      return;
    }
    if (declaration_ == nullptr) fail(segment, {});
    if (declaration_->kind == ParameterKind::OneOf) chooseAlternative();
    switch (declaration_->kind) {
      case ParameterKind::List:
        enterList(segment);
        return;
      case ParameterKind::Object:
        enterObject(declaration_->nested, segment);
        return;
      case ParameterKind::Time:
        enterTime(segment);
        return;
      case ParameterKind::Map:
        if (at_ == nullptr || !at_->contains(segment)) fail(segment, keysOf(at_));
        declaration_ = &declaration_->nested[0];
        descend(segment);
        return;
      case ParameterKind::Vector:
        enterVector(segment);
        return;
      default:
        fail(segment, {});
    }
  }

  static std::vector<std::string> keysOf(const Json* object) {
    std::vector<std::string> keys;
    if (object != nullptr && object->is_object()) {
      for (const auto& item : object->items()) keys.push_back(item.key());
    }
    return keys;
  }

  void chooseAlternative() {
    for (const ParameterDeclaration& alternative : declaration_->nested) {
      const bool nests = alternative.kind == ParameterKind::Time || alternative.kind == ParameterKind::Map ||
                         alternative.kind == ParameterKind::Object;
      if (nests) {
        declaration_ = &alternative;
        return;
      }
    }
  }

  void enterList(const std::string& segment) {
    std::vector<std::string> known;
    if (at_ != nullptr) {
      for (std::size_t i = 0; i < at_->size(); ++i) {
        const Json& item = (*at_)[i];
        const bool has_id = item.is_object() && item.contains("id");
        const std::string name = has_id ? item["id"].get<std::string>() : std::to_string(i);
        if (name == segment || std::to_string(i) == segment) {
          if (pointer_ == "/elements") element_ = &factory_.elements()[i];
          pointer_ += "/" + std::to_string(i);
          at_ = &item;
          declaration_ = &declaration_->nested[0];
          return;
        }
        known.push_back(name);
      }
    }
    fail(segment, known);
  }

  void enterVector(const std::string& segment) {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < declaration_->size; ++i) known.push_back(std::to_string(i));
    const auto index = static_cast<std::size_t>(std::ranges::find(known, segment) - known.begin());
    if (index == known.size()) fail(segment, known);
    if (at_ == nullptr || !at_->is_array() || index >= at_->size()) {
      throw InputError(Place{}, fmt::format("path {} leads nowhere: {} is not given", path_.text(), pointer_.substr(1)),
                       fmt::format("give all {} numbers of it in the factory first", known.size()));
    }
    pointer_ += "/" + segment;
    at_ = &(*at_)[index];
    declaration_ = nullptr;
  }

  void enterTime(const std::string& segment) {
    if (segment == "by_part" && at_ != nullptr && at_->contains("by_part")) {
      descend(segment);
      is_by_part_ = true;
      return;
    }
    if (is_by_part_) {
      if (at_ == nullptr || !at_->contains(segment)) fail(segment, keysOf(at_));
      is_by_part_ = false;
      descend(segment);
      return;
    }
    if (at_ != nullptr && at_->is_number() && segment == "value_s") {
      pointer_ += "/value_s";
      declaration_ = &findDistributionFamily("constant")->parameters[0];
      return;
    }
    const DistributionFamily* family = at_ != nullptr && at_->is_object() && at_->contains("dist")
                                           ? findDistributionFamily((*at_)["dist"].get<std::string>())
                                           : nullptr;
    if (family == nullptr) fail(segment, {});
    if (segment == "dist") {
      descend(segment);
      declaration_ = nullptr;
      return;
    }
    enterObject(family->parameters, segment);
  }

  const Factory& factory_;
  const FactoryPath& path_;
  const Json* at_;
  std::string pointer_;
  std::size_t depth_ = 0;
  const ParameterDeclaration* declaration_ = nullptr;
  const Element* element_ = nullptr;
  bool is_by_part_ = false;
};

/// Opens "5" into {"dist": "constant", "value_s": 5} where the path goes inside it.
void openConstant(Json& root, const std::string& parent) {
  Json& value = root[Json::json_pointer(parent)];
  if (value.is_number()) value = Json{{"dist", "constant"}, {"value_s", value}};
}

/// Whether what the first sets may change how the second is read: it holds it, or names its family of distributions.
bool decidesAbout(const FactoryPath& first, const FactoryPath& second) {
  std::span<const std::string> held = first.segments();
  if (held.back() == "dist") held = held.first(held.size() - 1);
  const std::span<const std::string> all = second.segments();
  return held.size() <= all.size() && std::equal(held.begin(), held.end(), all.begin());
}

/// A whole entry of a list that is given without an id keeps the one that it is known by.
Json withKeptId(const Json& value, const Json& before) {
  const bool keeps = value.is_object() && before.is_object() && before.contains("id") && !value.contains("id");
  if (!keeps) return value;
  Json kept = {{"id", before["id"]}};
  kept.update(value);
  return kept;
}

void assign(Json& root, const std::string& pointer, const Json& value) {
  const std::string parent = pointer.substr(0, pointer.rfind('/'));
  if (root.contains(Json::json_pointer(parent))) openConstant(root, parent);
  Json& at = root[Json::json_pointer(pointer)];
  at = withKeptId(value, at);
}

}  // namespace

FactoryPath::FactoryPath(std::string text) : text_(std::move(text)) {
  std::size_t start = 0;
  while (start <= text_.size()) {
    const std::size_t end = std::min(text_.find('/', start), text_.size());
    segments_.push_back(text_.substr(start, end - start));
    if (segments_.back().empty()) {
      throw InputError(Place{}, fmt::format("path \"{}\" has an empty segment", text_),
                       "write it as elements/mill/process/mean_s");
    }
    start = end + 1;
  }
}

PathTarget resolve(const Factory& factory, const FactoryPath& path) {
  return PathWalk(factory, path).walk();
}

Factory withValues(const Factory& factory, std::span<const FactoryPath> paths, const Json& value) {
  Json root = factory.json();
  for (const FactoryPath& path : paths) {
    assign(root, resolve(factory, path).pointer, value);
  }
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withAssignments(const Factory& factory, std::span<const Assignment> assignments) {
  Json root = factory.json();
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    const auto earlier = assignments.first(i);
    const bool is_decided = std::any_of(earlier.begin(), earlier.end(), [&](const Assignment& other) {
      return decidesAbout(other.path, assignments[i].path);
    });
    if (is_decided) {
      return withAssignments(Factory::fromJson(std::move(root), factory.types()), assignments.subspan(i));
    }
    assign(root, resolve(factory, assignments[i].path).pointer, assignments[i].value);
  }
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withoutValues(const Factory& factory, std::span<const FactoryPath> paths) {
  Json root = factory.json();
  for (const FactoryPath& path : paths) {
    const PathTarget target = resolve(factory, path);
    if (!target.is_given) continue;
    const auto slash = target.pointer.rfind('/');
    Json& parent = root[Json::json_pointer(target.pointer.substr(0, slash))];
    if (parent.is_object()) parent.erase(path.segments().back());
  }
  return Factory::fromJson(std::move(root), factory.types());
}

Factory withValue(const Factory& factory, const FactoryPath& path, const Json& value) {
  return withValues(factory, {&path, 1}, value);
}

Factory withoutValue(const Factory& factory, const FactoryPath& path) {
  if (!resolve(factory, path).is_given) return factory;
  return withoutValues(factory, {&path, 1});
}

}  // namespace mw::factory
