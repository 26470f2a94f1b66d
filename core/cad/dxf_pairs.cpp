// SPDX-License-Identifier: Apache-2.0
#include "core/cad/dxf_pairs.h"

#include <algorithm>
#include <fmt/format.h>

#include "core/base/error.h"

namespace mw::cad {
namespace {

constexpr double kLargestNumber = 1e9;
constexpr std::size_t kMostValues = 4'000'000;  ///< of one entity

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

const DxfPair* find(const std::vector<DxfPair>& pairs, int code) {
  const auto found =
      std::find_if(pairs.begin(), pairs.end(), [code](const DxfPair& pair) { return pair.code == code; });
  return found == pairs.end() ? nullptr : &*found;
}

}  // namespace

void DxfPairs::fail(int line, std::string cause, std::string cure) const {
  throw InputError(Place{name_, "", line, line > 0 ? 1 : 0}, std::move(cause), std::move(cure));
}

void DxfPairs::next() {
  current_.reset();
  const auto code = text_.nextLine();
  if (!code || (trimmed(*code).empty() && !text_.nextLine())) return;
  const auto number = integerOf(trimmed(*code));
  if (!number || *number < -5 || *number > 1071) {
    fail(text_.line(), fmt::format("\"{}\" is no DXF group code", trimmed(*code).substr(0, 40)),
         "choose a drawing saved as text DXF");
  }
  const auto value = text_.nextLine();
  if (!value) fail(text_.line(), "ends after a group code", "it is cut off: get the whole file");
  current_ = DxfPair{static_cast<int>(*number), trimmed(*value), text_.line()};
}

double dxfNumber(const DxfPair& pair, const DxfPairs& from) {
  const auto number = numberOf(pair.value);
  if (!number) {
    from.fail(pair.line, fmt::format("\"{}\" is no finite number", pair.value.substr(0, 40)), "save the drawing again");
  }
  if (std::abs(*number) > kLargestNumber) {
    from.fail(pair.line, fmt::format("{:g} is beyond {:g}", *number, kLargestNumber),
              "move the drawing to the origin, and check its unit");
  }
  return *number;
}

DxfRecord DxfRecord::take(DxfPairs& pairs) {
  DxfRecord record;
  record.kind_ = pairs.current()->value;
  record.line_ = pairs.current()->line;
  for (pairs.next(); pairs.current() && pairs.current()->code != 0; pairs.next()) {
    if (record.pairs_.size() >= kMostValues) {
      pairs.fail(record.line_, fmt::format("{} has too many values", record.kind_), "split it");
    }
    record.pairs_.push_back(*pairs.current());
  }
  return record;
}

std::string_view DxfRecord::text(int code) const {
  const DxfPair* pair = find(pairs_, code);
  return pair == nullptr ? std::string_view() : pair->value;
}

double DxfRecord::number(int code, double otherwise, const DxfPairs& from) const {
  const DxfPair* pair = find(pairs_, code);
  return pair == nullptr ? otherwise : dxfNumber(*pair, from);
}

long long DxfRecord::integer(int code, long long otherwise, const DxfPairs& from) const {
  const DxfPair* pair = find(pairs_, code);
  if (pair == nullptr) return otherwise;
  const auto number = integerOf(pair->value);
  if (!number) {
    from.fail(pair->line, fmt::format("\"{}\" is no whole number", pair->value.substr(0, 40)),
              "save the drawing again");
  }
  return *number;
}

}  // namespace mw::cad
