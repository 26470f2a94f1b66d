// SPDX-License-Identifier: Apache-2.0
#include "core/report/html_report.h"

#include <fmt/format.h>

#include "core/report/markup.h"

namespace mw::report {
namespace {

constexpr const char* kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="generator" content="Millwright">
)";

constexpr const char* kStyle = R"(<style>
:root { --ink: #1b222b; --muted: #5b6672; --line: #dde2e8; --ground: #f4f6f8; --accent: #1f6fb2; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.5 Inter, system-ui, sans-serif; }
main { max-width: 960px; margin: 0 auto; padding: 40px 48px; background: #ffffff; }
h1 { font-size: 28px; line-height: 1.2; margin: 0; }
h2 { font-size: 18px; margin: 40px 0 8px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: 14px; margin: 24px 0 8px; }
p { margin: 0 0 8px; max-width: 72ch; }
.subtitle, figcaption, .note { color: var(--muted); }
.note { font-size: 12px; margin-top: 6px; }
figure { margin: 12px 0; }
figure svg, figure img { display: block; max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px; }
figcaption { font-size: 12px; margin-top: 6px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--muted); vertical-align: bottom; }
th, td { padding: 4px 14px 4px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
td.n, th.n { text-align: right; white-space: nowrap; overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
@page { size: A4; margin: 16mm; }
@media print {
  body { background: none; font-size: 10pt; } main { max-width: none; padding: 0; }
  h2 { break-after: avoid; } figure, tr { break-inside: avoid; } thead { display: table-header-group; }
  table { font-size: 8pt; } th, td { padding-right: 8px; } .wide { overflow: visible; }
}
</style>
)";

void write(std::string& out, const Figure& figure) {
  out += "<figure>\n";
  if (!figure.png.empty()) {
    out += fmt::format("<img alt=\"{}\" src=\"{}\">\n", escaped(figure.caption), dataUri("image/png", figure.png));
  } else {
    out += figure.svg;
  }
  out += fmt::format("<figcaption>{}</figcaption>\n</figure>\n", escaped(figure.caption));
}

/// A column stands right when it holds numbers and nothing else.
bool isNumeric(const Table& table, std::size_t column) {
  bool has_number = false;
  for (const std::vector<Cell>& row : table.rows) {
    if (row[column].text.empty()) continue;
    if (!row[column].is_number) return false;
    has_number = true;
  }
  return has_number;
}

void write(std::string& out, const Table& table) {
  std::vector<const char*> classes;
  for (std::size_t c = 0; c < table.columns.size(); ++c) classes.push_back(isNumeric(table, c) ? " class=\"n\"" : "");
  out += fmt::format("<h3>{}</h3>\n<div class=\"wide\"><table id=\"{}\">\n<thead><tr>", escaped(table.title),
                     escaped(table.id));
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    out += fmt::format("<th scope=\"col\"{}>{}</th>", classes[c], escaped(table.columns[c].heading()));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) out += fmt::format("<td{}>{}</td>", classes[c], escaped(row[c].text));
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
  if (!table.note.empty()) out += fmt::format("<p class=\"note\">{}</p>\n", escaped(table.note));
}

}  // namespace

std::string html(const Report& report) {
  std::string out = kHead;
  out += fmt::format("<title>{}</title>\n{}</head>\n<body>\n<main>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n",
                     escaped(report.title), kStyle, escaped(report.title), escaped(report.subtitle));
  for (const Section& section : report.sections) {
    out += fmt::format("<section>\n<h2>{}</h2>\n", escaped(section.title));
    for (const std::string& paragraph : section.paragraphs) out += fmt::format("<p>{}</p>\n", escaped(paragraph));
    for (const Figure& figure : section.figures) write(out, figure);
    for (const Table& table : section.tables) {
      for (const Table& piece : pageTables(table)) write(out, piece);
    }
    out += "</section>\n";
  }
  out += "<section>\n<h2>Where this comes from</h2>\n<dl>\n";
  for (const Report::Fact& fact : report.provenance) {
    out += fmt::format("<dt>{}</dt><dd><code>{}</code></dd>\n", escaped(fact.label), escaped(fact.text));
  }
  return out + "</dl>\n</section>\n</main>\n</body>\n</html>\n";
}

std::vector<Table> tablesOf(const Report& report) {
  std::vector<Table> tables;
  for (const Section& section : report.sections) {
    tables.insert(tables.end(), section.tables.begin(), section.tables.end());
  }
  return tables;
}

}  // namespace mw::report
