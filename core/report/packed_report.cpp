// SPDX-License-Identifier: Apache-2.0
#include "core/report/packed_report.h"

#include "core/base/error.h"
#include "core/base/json.h"

namespace mw::report {
namespace {

constexpr auto kFormat = "millwright-report/1";

template <class Items, class Pack>
Json listOf(const Items& items, Pack pack) {
  Json list = Json::array();
  for (const auto& item : items) list.push_back(pack(item));
  return list;
}

template <class Item, class Unpack>
std::vector<Item> itemsOf(const Json& list, Unpack unpack) {
  std::vector<Item> items;
  for (const Json& item : list) items.push_back(unpack(item));
  return items;
}

Json pack(const Table& table) {
  return {{"id", table.id},
          {"title", table.title},
          {"columns", listOf(table.columns,
                             [](const Column& column) {
                               return Json::array({column.name, column.unit});
                             })},
          {"rows", listOf(table.rows,
                          [](const std::vector<Cell>& row) {
                            return listOf(row, [](const Cell& cell) {
                              return Json::array({cell.text, cell.is_number, cell.rounded});
                            });
                          })},
          {"note", table.note},
          {"keys", table.keys},
          {"is_for_files", table.is_for_files}};
}

Table unpackTable(const Json& json) {
  Table table;
  json.at("id").get_to(table.id);
  json.at("title").get_to(table.title);
  table.columns = itemsOf<Column>(json.at("columns"), [](const Json& column) {
    return Column{column.at(0).get<std::string>(), column.at(1).get<std::string>()};
  });
  table.rows = itemsOf<std::vector<Cell>>(json.at("rows"), [](const Json& row) {
    return itemsOf<Cell>(row, [](const Json& cell) {
      return Cell{cell.at(0).get<std::string>(), cell.at(1).get<bool>(), cell.at(2).get<std::string>()};
    });
  });
  json.at("note").get_to(table.note);
  json.at("keys").get_to(table.keys);
  json.at("is_for_files").get_to(table.is_for_files);
  for (const auto& row : table.rows) {
    if (row.size() != table.columns.size())
      throw InputError({}, "a row of another length than its table", "report this");
  }
  return table;
}

Json pack(const Section& section) {
  return {{"title", section.title},
          {"paragraphs", section.paragraphs},
          {"figures", listOf(section.figures,
                             [](const Figure& figure) {
                               return Json::array({figure.svg, figure.png, figure.caption});
                             })},
          {"tables", listOf(section.tables, [](const Table& table) { return pack(table); })}};
}

Section unpackSection(const Json& json) {
  Section section;
  json.at("title").get_to(section.title);
  json.at("paragraphs").get_to(section.paragraphs);
  section.figures = itemsOf<Figure>(json.at("figures"), [](const Json& figure) {
    return Figure{figure.at(0).get<std::string>(), figure.at(1).get<std::string>(), figure.at(2).get<std::string>()};
  });
  section.tables = itemsOf<Table>(json.at("tables"), unpackTable);
  return section;
}

}  // namespace

std::string packed(const Report& report) {
  const Json json{{"format", kFormat},
                  {"title", report.title},
                  {"subtitle", report.subtitle},
                  {"sections", listOf(report.sections, [](const Section& section) { return pack(section); })},
                  {"provenance", listOf(report.provenance, [](const Report::Fact& fact) {
                     return Json::array({fact.label, fact.text});
                   })}};
  const std::vector<std::uint8_t> bytes = Json::to_cbor(json);
  return {bytes.begin(), bytes.end()};
}

Report unpacked(std::string_view bytes) {
  try {
    const Json json = Json::from_cbor(bytes.begin(), bytes.end());
    if (json.at("format") != kFormat)
      throw InputError({}, "a report of another version", "use programs of one version");
    Report report;
    json.at("title").get_to(report.title);
    json.at("subtitle").get_to(report.subtitle);
    report.sections = itemsOf<Section>(json.at("sections"), unpackSection);
    report.provenance = itemsOf<Report::Fact>(json.at("provenance"), [](const Json& fact) {
      return Report::Fact{fact.at(0).get<std::string>(), fact.at(1).get<std::string>()};
    });
    return report;
  } catch (const Json::exception& error) {
    throw InputError({}, std::string("what was given is no report: ") + error.what(),
                     "give what millwright-cli report hands on");
  }
}

}  // namespace mw::report
