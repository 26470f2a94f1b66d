// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <string>

namespace mw::test {

/// An event log of a small workshop: six orders a day, one every two hours from six on, an hour of turning on the lathe
/// and half an hour of packing at the desk, each some minutes more or less.
/// @param head  names of its seven columns: order, operation, machine, start, end, pieces, pieces rejected
inline std::string madeEventLog(int orders = 120,
                                const std::string& head = "order,operation,machine,begin,end,pieces,scrap") {
  std::string text = head + "\n";
  for (int i = 0; i < orders; ++i) {
    const std::string day = fmt::format("2026-03-{:02}", 1 + i / 6);
    const int hour = 6 + i % 6 * 2;
    text +=
        fmt::format("o{},turn,lathe,{} {:02}:{:02},{} {:02}:{:02},4,0\n", i, day, hour, i % 7, day, hour + 1, i % 11);
    text += fmt::format("o{},pack,desk,{} {:02}:15,{} {:02}:{:02},4,0\n", i, day, hour + 1, day, hour + 1, 40 + i % 13);
  }
  return text;
}

}  // namespace mw::test
