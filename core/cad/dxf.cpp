// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unordered_set>

#include "core/base/error.h"
#include "core/cad/drawing.h"
#include "core/cad/dxf_shapes.h"

namespace mw::cad {
namespace {

/// Metres of the units that $INSUNITS counts; 0 where it does not say, or says parsecs.
double unitOf(long long insunits) {
  constexpr std::array<double, 16> kUnits = {0,       0.0254,  0.3048, 1609.344, 0.001, 0.01, 1,   1000,
                                             2.54e-8, 2.54e-5, 0.9144, 1e-10,    1e-9,  1e-6, 0.1, 10};
  if (insunits < 0 || insunits >= static_cast<long long>(kUnits.size())) return 0;
  return kUnits[static_cast<std::size_t>(insunits)];
}

class DxfReader {
 public:
  DxfReader(std::string_view content, const std::string& name, const DrawingReading& reading)
      : pairs_(content, name), reading_(reading) {}

  Drawing read() {
    pairs_.next();
    while (pairs_.current() && !pairs_.current()->is(0, "EOF")) {
      if (pairs_.current()->code == 999) {
        pairs_.next();  // a remark
        continue;
      }
      if (!pairs_.current()->is(0, "SECTION")) {
        pairs_.fail(pairs_.current()->line, "is no DXF drawing: a section is missing here",
                    "choose a drawing saved as text DXF");
      }
      section();
    }
    Drawing drawing = opened(model_, blocks_, pairs_, reading_.stop);
    if (drawing.points.empty()) {
      pairs_.fail(0, "holds no lines that can be shown", "save walls as lines, polylines, arcs or blocks of these");
    }
    return drawing;
  }

 private:
  void section() {
    const DxfRecord head = DxfRecord::take(pairs_);
    const std::string_view name = head.text(2);
    if (name == "HEADER") header(head);
    while (pairs_.current() && !pairs_.current()->is(0, "ENDSEC")) {
      if (name == "TABLES") {
        layer(DxfRecord::take(pairs_));
      } else if (name == "BLOCKS") {
        block();
      } else if (name == "ENTITIES") {
        entity(model_);
      } else {
        (void)DxfRecord::take(pairs_);
      }
    }
    if (!pairs_.current()) pairs_.fail(head.line(), "ends within a section", "it is cut off: get the whole file");
    pairs_.next();
  }

  /// Variables follow their names.
  void header(const DxfRecord& head) {
    bool is_unit = false;
    for (const DxfPair& pair : head.pairs()) {
      if (pair.code == 9) is_unit = pair.value == "$INSUNITS";
      if (is_unit && pair.code == 70) model_.lines.unit_m = unitOf(integerOf(pair.value).value_or(0));
    }
  }

  void layer(const DxfRecord& record) {
    if (record.kind() != "LAYER") return;
    const bool is_off = record.integer(62, 7, pairs_) < 0;
    const bool is_frozen = (record.integer(70, 0, pairs_) & 1) != 0;
    if (is_off || is_frozen) hidden_.insert(std::string(record.text(2)));
  }

  void block() {
    const DxfRecord head = DxfRecord::take(pairs_);
    if (head.kind() != "BLOCK") return;
    DxfShapes shapes;
    shapes.base = {head.number(10, 0, pairs_), head.number(20, 0, pairs_)};
    while (pairs_.current() && !pairs_.current()->is(0, "ENDBLK") && !pairs_.current()->is(0, "ENDSEC")) entity(shapes);
    blocks_[std::string(head.text(2))] = std::move(shapes);
  }

  void entity(DxfShapes& shapes) {
    if (++count_ > kMaxEntities) {
      pairs_.fail(pairs_.current()->line, fmt::format("has more than {} entities", kMaxEntities),
                  "leave out what is small");
    }
    if (count_ % 1024 == 0) {
      if (reading_.stop.stop_requested()) throw Cancelled("reading the drawing stopped");
      if (reading_.progress) reading_.progress({static_cast<double>(count_), 0, "entities"});
    }
    const DxfRecord record = DxfRecord::take(pairs_);
    const bool is_on_paper = record.integer(67, 0, pairs_) == 1;
    if (is_on_paper || hidden_.contains(std::string(record.text(8)))) {
      DxfShapes unseen;  // a polyline's vertices are taken all the same
      addDxfEntity(record, pairs_, unseen);
      return;
    }
    addDxfEntity(record, pairs_, shapes);
  }

  DxfPairs pairs_;
  const DrawingReading& reading_;
  DxfShapes model_;
  std::unordered_map<std::string, DxfShapes> blocks_;
  std::unordered_set<std::string> hidden_;
  std::size_t count_ = 0;
};

}  // namespace

Drawing readDxf(std::string_view content, const std::string& name, const DrawingReading& reading) {
  const auto refuse = [&name](std::string cause, std::string cure) {
    throw InputError(Place{name, "", 0, 0}, std::move(cause), std::move(cure));
  };
  if (content.size() > kMaxDrawingBytes) {
    refuse(fmt::format("has {} MB, at most {} MB are read", content.size() >> 20U, kMaxDrawingBytes >> 20U),
           "leave out what the floor plan does not need");
  }
  if (content.starts_with("AutoCAD Binary DXF")) refuse("is a binary DXF", "save it as text DXF");
  if (content.starts_with("AC10")) refuse("is a DWG", "save it as DXF");
  if (content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
  return DxfReader(content, name, reading).read();
}

}  // namespace mw::cad
