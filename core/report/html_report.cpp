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

/// Pictures are drawn for white paper: in the dark their paper, ink and lines follow the page, states keep their
/// colours.
constexpr const char* kStyle = R"(<style>
:root { color-scheme: light dark; --ink: #1b222b; --muted: #5b6672; --faint: #8a94a0; --line: #dde2e8;
  --ground: #f4f6f8; --paper: #ffffff; --accent: #1f6fb2; --soft: #edf0f4; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 14px/1.5 Inter, system-ui, sans-serif; }
main { max-width: 1000px; margin: 32px auto; padding: 48px 56px; background: var(--paper);
  border: 1px solid var(--line); border-radius: 8px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 18px; line-height: 1.3; margin: 48px 0 12px; padding-top: 20px; border-top: 1px solid var(--line); }
h3 { font-size: 14px; margin: 28px 0 6px; }
p { margin: 0 0 8px; max-width: 72ch; }
.subtitle, figcaption, .note { color: var(--muted); }
.note { font-size: 12px; margin-top: 8px; }
nav { margin-top: 16px; font-size: 13px; display: flex; flex-wrap: wrap; gap: 4px 20px; }
nav a { color: var(--accent); text-decoration: none; }
nav a:hover { text-decoration: underline; }
figure { margin: 16px 0; }
figure svg, figure img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px; }
figcaption { font-size: 12px; margin-top: 6px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 13px; line-height: 1.4; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; font-size: 12px; color: var(--muted); vertical-align: bottom; }
th, td { padding: 5px 16px 5px 0; border-bottom: 1px solid var(--line); vertical-align: baseline; }
th:last-child, td:last-child { padding-right: 4px; }
td:first-child { white-space: nowrap; }
tbody tr:hover { background: var(--soft); }
td.n, th.n { text-align: right; white-space: nowrap; }
th.n { white-space: normal; }
th[colspan] { text-align: left; padding-left: 6px; }
td.pm { color: var(--muted); text-align: left; padding-left: 0; }
td.n:has(+ td.pm) { padding-right: 5px; }
td.zero { color: var(--faint); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 20px; margin: 0; }
dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
code { font: 12px/1.5 ui-monospace, monospace; white-space: pre-wrap; }
@media (max-width: 720px) {
  main { margin: 0; padding: 24px 16px; border: 0; border-radius: 0; }
  figure { overflow-x: auto; } figure svg { min-width: 640px; }
  td:not(.n):last-child { min-width: 32ch; }
}
@media screen and (prefers-color-scheme: dark) {
  :root { --ink: #e6eaef; --muted: #98a3af; --faint: #6c7783; --line: #2e343c; --ground: #15181d; --paper: #1d2127;
    --accent: #58a6e0; --soft: #262b33; }
  figure svg, figure svg [fill="#222222"] { fill: var(--ink); }
  figure svg > rect:first-of-type, figure svg > rect[fill="#ffffff"] { fill: var(--paper); }
  figure svg .body { stroke: var(--muted); }
  figure svg [fill="#edf0f4"] { fill: var(--soft); }
  figure svg [fill="#5b6672"] { fill: var(--muted); }
  figure svg [stroke="#1b222b"], figure svg [stroke="#222222"] { stroke: var(--ink); }
  figure svg [stroke="#1f6fb2"] { stroke: var(--accent); }
  figure svg [fill="#1f6fb2"] { fill: var(--accent); }
  figure svg [stroke="#e4e4e4"] { stroke: var(--line); }
  figure svg [fill="#3a424c"] { stroke: var(--muted); }
}
@page { size: A4; margin: 16mm; }
@media print {
  body { background: none; font-size: 10pt; }
  main { max-width: none; margin: 0; padding: 0; border: 0; }
  nav { display: none; }
  h2 { margin-top: 28px; } h2, h3 { break-after: avoid; } figure, tr { break-inside: avoid; }
  thead { display: table-header-group; }
  table { font-size: 8pt; } th { font-size: 7.5pt; } th, td { padding: 3px 9px 3px 0; } .wide { overflow: visible; }
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

/// What the style knows a cell by: a number, a half width, nothing at all.
std::string classOf(const Column& column, bool is_numeric, const std::string& text) {
  std::string name = is_numeric ? "n" : "";
  if (is_numeric && column.isHalfWidth()) name += " pm";
  if (is_numeric && text == "0") name += " zero";
  return name.empty() ? "" : " class=\"" + name + "\"";
}

void write(std::string& out, const Table& table) {
  out += fmt::format("<h3>{}</h3>\n<div class=\"wide\"><table id=\"{}\">\n<thead><tr>", escaped(table.title),
                     escaped(table.id));
  std::vector<bool> is_numeric;
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    is_numeric.push_back(isNumeric(table, c));
    if (table.columns[c].isHalfWidth()) continue;
    const bool is_pair = c + 1 < table.columns.size() && table.columns[c + 1].isHalfWidth();
    const char* span = is_pair ? " colspan=\"2\"" : "";
    out += fmt::format("<th scope=\"{}\"{}{}>{}</th>", is_pair ? "colgroup" : "col", span,
                       classOf(table.columns[c], is_numeric[c], {}), escaped(table.columns[c].title()));
  }
  out += "</tr></thead>\n<tbody>\n";
  for (const std::vector<Cell>& row : table.rows) {
    out += "<tr>";
    for (std::size_t c = 0; c < row.size(); ++c) {
      const Cell& cell = row[c];
      const std::string shown = shownIn(table.columns[c], cell);
      const std::string whole = shown == cell.text ? "" : fmt::format(" title=\"{}\"", escaped(cell.text));
      out += fmt::format("<td{}{}>{}</td>", classOf(table.columns[c], is_numeric[c], cell.text), whole, escaped(shown));
    }
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
  if (!table.note.empty()) out += fmt::format("<p class=\"note\">{}</p>\n", escaped(table.note));
}

/// Links to the chapters, for pages that are longer than a look.
void writeContents(std::string& out, const Report& report) {
  out += "<nav aria-label=\"Contents\">";
  for (std::size_t i = 0; i < report.sections.size(); ++i) {
    out += fmt::format("<a href=\"#chapter-{}\">{}</a>", i + 1, escaped(report.sections[i].title));
  }
  out += "</nav>\n";
}

void write(std::string& out, const Section& section, std::size_t number) {
  out += fmt::format("<section>\n<h2 id=\"chapter-{}\">{}</h2>\n", number, escaped(section.title));
  for (const std::string& paragraph : section.paragraphs) out += fmt::format("<p>{}</p>\n", escaped(paragraph));
  for (const Figure& figure : section.figures) write(out, figure);
  for (const Table& table : section.tables) {
    if (table.is_for_files) continue;
    for (const Table& piece : pageTables(table)) write(out, piece);
  }
  out += "</section>\n";
}

}  // namespace

std::string html(const Report& report) {
  std::string out = kHead;
  out += fmt::format("<title>{}</title>\n{}</head>\n<body>\n<main>\n<h1>{}</h1>\n<p class=\"subtitle\">{}</p>\n",
                     escaped(report.title), kStyle, escaped(report.title), escaped(report.subtitle));
  if (report.sections.size() > 1) writeContents(out, report);
  for (std::size_t i = 0; i < report.sections.size(); ++i) write(out, report.sections[i], i + 1);
  out += "<section>\n<h2>Where this comes from</h2>\n<dl>\n";
  for (const Report::Fact& fact : report.provenance) {
    out += fmt::format("<dt>{}</dt><dd><code>{}</code></dd>\n", escaped(fact.label), escapedLines(fact.text, "\n"));
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
