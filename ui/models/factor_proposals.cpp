// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/factor_proposals.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "core/base/text.h"
#include "core/base/unit_symbol.h"
#include "core/factory/factory_declarations.h"
#include "core/factory/factory_path.h"

namespace mw::models {
namespace {

constexpr double kSpread = 0.3;  // of the value, to both sides

/// Says what and where an element is.
bool isNoFactor(const std::string& key) {
  return key == "pose" || key == "size_m" || key == "id" || key == "type" || key == "name" || key == "mesh";
}

/// A bare number of seconds stands for a constant distribution, whose value is what can be varied.
bool isBareTime(const api::ParameterDeclaration* declaration, const Json& value) {
  return value.is_number() && declaration != nullptr && declaration->kind == api::ParameterKind::Time;
}

class Collector {
 public:
  explicit Collector(const factory::Factory& factory) : factory_(factory) {}

  void visit(const Json& value, const std::string& path, const std::string& label) {
    if (value.is_number() || value.is_string() || value.is_boolean()) return add(path, label);
    if (value.is_object()) {
      for (const auto& [key, child] : value.items())
        if (!isNoFactor(key)) visit(child, path + "/" + key, label.empty() ? key : label + " " + key);
    } else if (value.is_array()) {
      for (std::size_t i = 0; i < value.size(); ++i) {
        const bool has_id = value[i].is_object() && value[i].contains("id") && value[i]["id"].is_string();
        const std::string segment = has_id ? value[i]["id"].get<std::string>() : std::to_string(i);
        visit(value[i], path + "/" + segment, label + " " + segment);
      }
    }
  }

  void add(const std::string& path, const std::string& label) {
    try {
      const auto target = factory::resolve(factory_, factory::FactoryPath(path));
      if (!target.declaration) return;
      const api::ParameterDeclaration& declared = *target.declaration;
      FactorProposal proposal{path, label, declared.unit_text, target.value, 0, 0, 0, false, {}};
      if (declared.kind == api::ParameterKind::Choice)
        proposal.levels.assign(declared.choices.begin(), declared.choices.end());
      if (declared.kind == api::ParameterKind::Boolean) proposal.levels = {false, true};
      if (proposal.levels.size() > 1) return found_.push_back(std::move(proposal));
      if (!target.value.is_number()) return;
      proposal.value = target.value.get<double>();
      proposal.is_integer = declared.kind == api::ParameterKind::Integer;
      const double reach = std::max(std::abs(proposal.value) * kSpread, proposal.is_integer ? 1.0 : 0.0);
      proposal.min = std::max(declared.min, proposal.value - reach);
      proposal.max = std::min(declared.max, proposal.value + (reach > 0 ? reach : 1));
      if (proposal.is_integer) proposal.min = std::ceil(proposal.min);
      if (proposal.is_integer) proposal.max = std::floor(proposal.max);
      if (proposal.min < proposal.max) found_.push_back(std::move(proposal));
    } catch (const InputError&) {
      return;  // a number that no declaration knows, so no study could set it
    }
  }

  std::vector<FactorProposal> take() { return std::move(found_); }

 private:
  const factory::Factory& factory_;
  std::vector<FactorProposal> found_;
};

/// Every number and choice of one object, written or by default.
std::vector<FactorProposal> proposalsOf(const factory::Factory& factory, const std::string& path, const Json& fields,
                                        const api::ParameterDeclarations& declared) {
  Collector collector(factory);
  for (const auto& [key, value] : fields.items()) {
    if (isNoFactor(key)) continue;
    const bool is_bare_time = std::ranges::any_of(
        declared, [&](const auto& parameter) { return parameter.key == key && isBareTime(&parameter, value); });
    is_bare_time ? collector.add(path + "/" + key + "/value_s", key + " value_s")
                 : collector.visit(value, path + "/" + key, key);
  }
  for (const api::ParameterDeclaration& parameter : declared)
    if (!fields.contains(parameter.key) && parameter.default_value && parameter.default_value->is_primitive())
      collector.add(path + "/" + parameter.key, parameter.key);
  return collector.take();
}

/// On screen, of a thing that is no element.
std::string nameOf(const Json& item, const std::string& segment) {
  if (item.contains("name") && item["name"].is_string()) return item["name"].get<std::string>();
  if (item.contains("from") && item.contains("to"))
    return item["from"].get<std::string>() + " → " + item["to"].get<std::string>();
  if (item.contains("type")) return item["type"].get<std::string>();
  return segment;
}

/// Of one of the factory's lists.
void addList(const factory::Factory& factory, const char* list, std::vector<ProposalGroup>& groups) {
  const Json& json = factory.json();
  if (!json.contains(list)) return;
  const auto& declarations = factory::factoryDeclarations();
  const auto declared = std::ranges::find(declarations, list, &api::ParameterDeclaration::key);
  for (std::size_t i = 0; i < json[list].size(); ++i) {
    const Json& item = json[list][i];
    const std::string segment = item.contains("id") ? item["id"].get<std::string>() : std::to_string(i);
    auto proposals = proposalsOf(factory, std::string(list) + "/" + segment, item, declared->nested.front().nested);
    // How parts get across is another line, not a setting of this one.
    std::erase_if(proposals, [](const FactorProposal& each) { return each.label == "by"; });
    if (!proposals.empty()) groups.push_back({segment, nameOf(item, segment), list, std::move(proposals)});
  }
}

}  // namespace

std::vector<FactorProposal> factorProposals(const factory::Factory& factory, const std::string& id) {
  const factory::Element* element = factory.findElement(id);
  if (!element) return {};
  return proposalsOf(factory, "elements/" + id, element->fields, element->declaration->parameters);
}

std::vector<ProposalGroup> everyProposal(const factory::Factory& factory) {
  std::vector<ProposalGroup> groups;
  for (const factory::Element& element : factory.elements()) {
    auto proposals = factorProposals(factory, element.id);
    if (!proposals.empty())
      groups.push_back({element.id, element.name, element.declaration->title, std::move(proposals)});
  }
  for (const char* list : {"pools", "vehicles", "flows", "control"}) addList(factory, list, groups);
  return groups;
}

QString valueText(const FactorProposal& proposal) {
  const QString now = QString::fromStdString(proposal.now.is_number()   ? numberText(proposal.value)
                                             : proposal.now.is_string() ? proposal.now.get<std::string>()
                                                                        : proposal.now.dump());
  return proposal.unit.empty() ? now : now + QLatin1Char(' ') + QString::fromStdString(unitSymbol(proposal.unit));
}

std::vector<FactorProposal> proposalsAt(const factory::Factory& factory, const std::string& path) {
  try {
    const auto target = factory::resolve(factory, factory::FactoryPath(path));
    const auto segments = factory::FactoryPath(path).segments();
    if (segments.size() < 3 || std::ranges::any_of(segments, isNoFactor)) return {};
    Collector collector(factory);
    if (isBareTime(target.declaration, target.value)) {
      collector.add(path + "/value_s", segments.back());
    } else {
      collector.visit(target.value, path, segments.back());
    }
    std::vector<FactorProposal> found = collector.take();
    std::ranges::stable_partition(found, [](const FactorProposal& proposal) {
      return proposal.path.ends_with("/mean_s") || proposal.path.ends_with("/value_s");
    });
    return found;
  } catch (const InputError&) {
    return {};  // a path that leads nowhere has nothing to vary
  }
}

bool isWithin(const factory::Factory& factory, const std::string& path, const std::string& whole) {
  const auto pointerOf = [&factory](const std::string& text) -> std::string {
    try {
      return factory::resolve(factory, factory::FactoryPath(text)).pointer;
    } catch (const InputError&) {
      return "/" + text;  // what leads nowhere is only within itself
    }
  };
  const std::string part = pointerOf(path);
  const std::string all = pointerOf(whole);
  return part == all || part.starts_with(all + "/");
}

std::string factorName(const std::string& path, const std::vector<std::string>& used) {
  const auto segments = factory::FactoryPath(path).segments();
  std::string name = segments.size() > 1 ? segments[1] : "factor";
  if (segments.size() > 2) name += "_" + segments.back();
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  std::string unique = name;
  for (int i = 2; std::ranges::find(used, unique) != used.end(); ++i) unique = name + "_" + std::to_string(i);
  return unique;
}

}  // namespace mw::models
