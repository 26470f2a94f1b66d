// SPDX-License-Identifier: Apache-2.0
#include "tests/app/cli/bad_input.h"

namespace mw::test {
namespace {

using Edit = std::pair<std::string, std::string>;

const std::string kLastFlow = R"({"from": "m", "to": "out"})";

Edit process(const std::string& time) {
  return {R"("process": 30)", R"("process": )" + time};
}
Edit arrivals(const std::string& fields) {
  return {R"("interarrival": 60)", fields};
}
Edit part(const std::string& part) {
  return {R"({"a": 0.5, "b": 0.5})", part};
}
Edit machine(const std::string& fields) {
  return {R"("process": 30)", R"("process": 30, )" + fields};
}
/// Another element in the place of the station.
Edit instead(const std::string& fields) {
  return {R"("type": "station", "process": 30)", fields};
}
Edit capacity(const std::string& capacity) {
  return {R"("capacity": 10)", R"("capacity": )" + capacity};
}
Edit element(const std::string& element) {
  return {R"({"id": "out", "type": "sink"})", R"({"id": "out", "type": "sink"}, )" + element};
}
Edit flow(const std::string& flow) {
  return {kLastFlow, kLastFlow + ", " + flow};
}
Edit lastFlow(const std::string& fields) {
  return {kLastFlow, R"({"from": "m", "to": "out", )" + fields + "}"};
}
Edit also(const std::string& fields) {
  return {"\n  ]\n}", "\n  ],\n  " + fields + "\n}"};
}

void addTimes(std::vector<BadInput>& rows) {
  const std::string at = "/elements/2/process";
  rows.push_back({"negative time", {process("-1")}, at, "time is -1"});
  rows.push_back({"negative mean", {process(R"({"dist": "exponential", "mean_s": -5})")}, at + "/mean_s", "is -5"});
  rows.push_back({"zero mean", {process(R"({"dist": "exponential", "mean_s": 0})")}, at + "/mean_s", "is 0"});
  rows.push_back({"negative mean of a normal",
                  {process(R"({"dist": "normal", "mean_s": -5, "sd_s": 1})")},
                  at + "/mean_s",
                  "is -5"});
  rows.push_back({"normal of nothing", {process(R"({"dist": "normal", "mean_s": 0, "sd_s": 0})")}, at, "both zero"});
  rows.push_back({"no variation", {process(R"({"dist": "lognormal", "mean_s": 3, "cv": 0})")}, at + "/cv", "cv is 0"});
  rows.push_back({"no phase", {process(R"({"dist": "erlang", "mean_s": 5, "k": 0})")}, at + "/k", "k is 0"});
  rows.push_back({"half a phase", {process(R"({"dist": "erlang", "mean_s": 5, "k": 1.5})")}, at + "/k", "k is 1.5"});
  rows.push_back({"shape that has no mean",
                  {process(R"({"dist": "weibull", "scale_s": 3, "shape": 1e-3})")},
                  at,
                  "mean time has no end"});
  rows.push_back({"min above max",
                  {process(R"({"dist": "uniform", "min_s": 5, "max_s": 2})")},
                  at + "/max_s",
                  "max_s is below min_s"});
  rows.push_back({"mode above max",
                  {process(R"({"dist": "triangular", "min_s": 1, "mode_s": 5, "max_s": 2})")},
                  at + "/max_s",
                  "max_s is below mode_s"});
  rows.push_back({"min above mode",
                  {process(R"({"dist": "pert", "min_s": 4, "mode_s": 2, "max_s": 8})")},
                  at + "/mode_s",
                  "mode_s is below min_s"});
  const auto mixture = [](const std::string& weight) {
    return process(R"({"dist": "mixture", "components": [{"weight": )" + weight +
                   R"(, "dist": "constant", "value_s": 3}]})");
  };
  rows.push_back({"weight of zero", {mixture("0")}, at + "/components/0", "no positive weight"});
  rows.push_back({"negative weight", {mixture("-1")}, at + "/components/0", "no positive weight"});
  rows.push_back({"weight without end", {mixture("1e308")}, at + "/components/0", "no positive weight"});
  rows.push_back(
      {"negative value", {process(R"({"dist": "empirical", "values_s": [1, -2]})")}, at + "/values_s/1", "is -2"});
  rows.push_back({"no value", {process(R"({"dist": "empirical", "values_s": []})")}, at, "needs values"});
  rows.push_back({"no time for a part",
                  {process(R"({"by_part": {"a": 5}})")},
                  at + "/by_part",
                  "no time for part \"b\", which comes to \"m\""});
  rows.push_back(
      {"time for an unknown part", {process(R"({"by_part": {"c": 5, "*": 3}})")}, at + "/by_part/c", "no part \"c\""});
  rows.push_back({"time for no part", {process(R"({"by_part": {}})")}, at + "/by_part", "is {}"});
}

void addNumbers(std::vector<BadInput>& rows) {
  const std::string at = "/elements/2/process";
  rows.push_back({"NaN", {process("NaN")}, at, "NaN is no number"});
  rows.push_back(
      {"NaN inside", {process(R"({"dist": "exponential", "mean_s": nan})")}, at + "/mean_s", "nan is no number"});
  rows.push_back({"NaN in a list",
                  {process(R"({"dist": "empirical", "values_s": [1, NaN]})")},
                  at + "/values_s/1",
                  "NaN is no number"});
  rows.push_back({"infinity", {process("-Infinity")}, at, "-Infinity is no number"});
  rows.push_back({"beyond a double", {process("1e999")}, at, "1e999 is beyond all numbers"});
  rows.push_back({"beyond a double below zero", {process("-1e999")}, at, "-1e999 is beyond all numbers"});
  rows.push_back({"text for a number", {process(R"("30")")}, at, "is \"30\""});
  rows.push_back(
      {"text for a mean", {process(R"({"dist": "exponential", "mean_s": "30"})")}, at + "/mean_s", "is \"30\""});
  rows.push_back({"null for a time", {process("null")}, at, "is null"});
  rows.push_back({"NaN in a CSV column",
                  {process(R"({"dist": "empirical", "file": "nan.csv", "column": "s"})")},
                  "",
                  "\"nan\" in column \"s\" is not a number"});
  rows.push_back({"negative in a CSV column",
                  {process(R"({"dist": "empirical", "file": "negative.csv", "column": "s"})")},
                  "",
                  "-2 in column \"s\" is below 0"});
  rows.push_back({"beyond a double in a CSV column",
                  {process(R"({"dist": "empirical", "file": "huge.csv", "column": "s"})")},
                  "",
                  "\"1e999\" in column \"s\" is not a number"});
  rows.push_back({"NaN in a schedule's file", {arrivals(R"("schedule": "schedule.csv")")}, "", "\"nan\" is no time"});
  rows.push_back({"no such file", {arrivals(R"("schedule": "none.csv")")}, "/elements/0/schedule", "no file"});
}

void addArrivals(std::vector<BadInput>& rows) {
  const std::string at = "/elements/0/interarrival";
  rows.push_back({"no time between arrivals", {arrivals(R"("interarrival": 0)")}, at, "is 0"});
  rows.push_back({"arrivals of mean zero",
                  {arrivals(R"("interarrival": {"dist": "uniform", "min_s": 0, "max_s": 0})")},
                  at,
                  "is 0"});
  rows.push_back({"observed arrivals of zero",
                  {arrivals(R"("interarrival": {"dist": "empirical", "values_s": [0, 0]})")},
                  at,
                  "is 0"});
  rows.push_back({"arrivals below the clock's tick", {arrivals(R"("interarrival": 1e-10)")}, at, "below a nanosecond"});
  rows.push_back({"no arrivals", {{R"(, "interarrival": 60)", ""}}, "/elements/0", "no way to create parts"});
  rows.push_back(
      {"arrivals twice", {arrivals(R"("interarrival": 60, "supply": "unlimited")")}, "/elements/0", "several ways"});
  rows.push_back({"no part per arrival", {arrivals(R"("interarrival": 60, "batch": 0)")}, "/elements/0/batch", "is 0"});
  rows.push_back({"arrival before the run",
                  {arrivals(R"("interarrival": 60, "first_at_s": -5)")},
                  "/elements/0/first_at_s",
                  "is -5"});
  rows.push_back({"empty schedule", {arrivals(R"("schedule": [])")}, "/elements/0/schedule", "no arrival"});
  rows.push_back({"schedule out of order",
                  {arrivals(R"("schedule": [{"t_s": 5}, {"t_s": 3}])")},
                  "/elements/0/schedule/1/t_s",
                  "before the arrival above"});
  rows.push_back({"schedule before the run",
                  {arrivals(R"("schedule": [{"t_s": -5}])")},
                  "/elements/0/schedule/0/t_s",
                  "is -5"});
  rows.push_back({"shares below one", {part(R"({"a": 0.5, "b": 0.2})")}, "/elements/0/part", "sum to 0.7"});
  rows.push_back({"negative share", {part(R"({"a": 1.5, "b": -0.5})")}, "/elements/0/part/b", "is -0.5"});
  rows.push_back({"supply without end",
                  {arrivals(R"("supply": "unlimited")"), capacity("null")},
                  "/elements/0/supply",
                  "would fill \"b1\" with parts without end"});
  rows.push_back({"supply without end through a station of no time",
                  {arrivals(R"("supply": "unlimited")"), process("0")},
                  "/elements/0/supply",
                  "would fill \"out\" with parts without end"});
}

void addFlows(std::vector<BadInput>& rows) {
  const Edit drawn = machine(R"("routing": "probability")");
  rows.push_back({"probabilities below one",
                  {drawn, lastFlow(R"("probability": 0.4}, {"from": "m", "to": "b1", "probability": 0.3)")},
                  "/elements/2/routing",
                  "sum to 0.7"});
  rows.push_back({"no probability",
                  {drawn, lastFlow(R"("probability": 0.4}, {"from": "m", "to": "b1")")},
                  "/flows/3",
                  "this flow has none"});
  rows.push_back(
      {"probability above one", {drawn, lastFlow(R"("probability": 1.4)")}, "/flows/2/probability", "is 1.4"});
  rows.push_back({"no probability for a part",
                  {drawn, lastFlow(R"("probability": 0}, {"from": "m", "to": "b1", "part": "a", "probability": 1)")},
                  "/elements/2",
                  "take part \"b\" have probability 0"});
  rows.push_back({"flow of probability zero",
                  {drawn, lastFlow(R"("probability": 1}, {"from": "m", "to": "b1", "probability": 0)")},
                  "/flows/3/probability",
                  "never taken",
                  true});
  rows.push_back({"probability that is not used",
                  {lastFlow(R"("probability": 0.4)")},
                  "/flows/2/probability",
                  "does not route by probability",
                  true});
  rows.push_back({"flow for a part that never comes",
                  {part(R"("a")"), flow(R"({"from": "m", "to": "b1", "part": "b"})")},
                  "/flows/3",
                  "no part \"b\" ever leaves \"m\": this flow is never taken",
                  true});
  rows.push_back({"flow behind a sink",
                  {flow(R"({"from": "m", "to": "b1"})")},
                  "/flows/3",
                  "\"m\" gives all its parts to \"out\" before this flow: it is never taken",
                  true});
  rows.push_back({"part without a flow", {lastFlow(R"("part": "a")")}, "/elements/2", "no flow takes part \"b\" out"});
  rows.push_back({"flow to itself", {flow(R"({"from": "m", "to": "m"})")}, "/flows/3", "to itself"});
  rows.push_back({"flow into a source", {flow(R"({"from": "m", "to": "src"})")}, "/flows/3/to", "nothing enters"});
  rows.push_back({"flow out of a sink", {flow(R"({"from": "out", "to": "b1"})")}, "/flows/3/from", "nothing leaves"});
  rows.push_back(
      {"flow to nowhere", {{kLastFlow, R"({"from": "m", "to": "outt"})"}}, "/flows/2/to", "no element \"outt\""});
  const std::string spare = R"({"id": "x", "type": "station", "process": 3})";
  rows.push_back({"dead end", {{kLastFlow, R"({"from": "b1", "to": "out"})"}}, "/elements/2", "\"m\" has no flow out"});
  rows.push_back({"unconnected element",
                  {element(spare), flow(R"({"from": "x", "to": "out"})")},
                  "/elements/4",
                  "\"x\" has no flow in",
                  true});
  rows.push_back({"unreachable element",
                  {element(spare + R"(, {"id": "y", "type": "station", "process": 3})"),
                   flow(R"({"from": "x", "to": "y"}, {"from": "y", "to": "x"})")},
                  "/elements/4",
                  "no part can reach \"x\"",
                  true});
  rows.push_back({"no way out",
                  {element(spare), {kLastFlow, R"({"from": "m", "to": "x"}, {"from": "x", "to": "m"})"}},
                  "/elements/0",
                  "no part in \"src\" can come to a sink",
                  true});
  rows.push_back({"all for rework",
                  {machine(R"("yield": {"good": 0, "rework_to": "b1"})")},
                  "/elements/0",
                  "no part in \"src\" can come to a sink",
                  true});
}

void addLoops(std::vector<BadInput>& rows) {
  const std::string again = "without end, as none takes time";
  rows.push_back({"loop of buffers",
                  {element(R"({"id": "b2", "type": "buffer"})"),
                   flow(R"({"from": "b1", "to": "b2"}, {"from": "b2", "to": "b1"})")},
                  "/flows/4",
                  "b1, b2 " + again});
  rows.push_back({"loop of stations that take no time",
                  {process("0"),
                   element(R"({"id": "y", "type": "station", "process": 0})"),
                   {kLastFlow, R"({"from": "m", "to": "y"}, {"from": "y", "to": "m"}, {"from": "y", "to": "out"})"}},
                  "/flows/3",
                  "m, y " + again});
  rows.push_back({"rework of all in no time",
                  {process(R"(0, "yield": {"good": 0, "rework_to": "b1"})")},
                  "/elements/2/yield",
                  "b1, m " + again});
}

void addShares(std::vector<BadInput>& rows) {
  const std::string at = "/elements/2/yield";
  rows.push_back(
      {"yield above one", {machine(R"("yield": {"good": 1.1, "scrap_to": "out"})")}, at + "/good", "is 1.1"});
  rows.push_back({"shares above one",
                  {machine(R"("yield": {"good": 0.9, "rework": 0.2, "scrap": 0.1, "rework_to": "b1",
                                       "scrap_to": "out"})")},
                  at,
                  "sum to 1.2"});
  rows.push_back({"two shares above one",
                  {machine(R"("yield": {"rework": 0.8, "scrap": 0.8, "rework_to": "b1", "scrap_to": "out"})")},
                  at,
                  "sum to"});
  rows.push_back({"scrap to nowhere", {machine(R"("yield": {"good": 0.9})")}, at, "where parts that are not good go"});
  rows.push_back({"rework to a source",
                  {machine(R"("yield": {"good": 0.9, "rework_to": "src"})")},
                  at + "/rework_to",
                  "nothing enters source"});
  rows.push_back({"detects above one",
                  {instead(R"("type": "inspection", "process": 30, "detects": 1.2, "yield": {"scrap_to": "out"})")},
                  "/elements/2/detects",
                  "is 1.2"});
  rows.push_back({"negative false alarm",
                  {instead(R"("type": "inspection", "process": 3, "false_alarm": -0.2, "yield": {"scrap_to": "out"})")},
                  "/elements/2/false_alarm",
                  "is -0.2"});
  rows.push_back({"refused parts to nowhere",
                  {instead(R"("type": "inspection", "process": 30)")},
                  "/elements/2",
                  "where \"m\" sends what it refuses"});
}

void addSizes(std::vector<BadInput>& rows) {
  const std::string at = "/elements/2";
  rows.push_back({"buffer of nothing", {capacity("0")}, "/elements/1/capacity", "is 0"});
  rows.push_back({"buffer below nothing", {capacity("-1")}, "/elements/1/capacity", "is -1"});
  rows.push_back({"buffer of one and a half", {capacity("1.5")}, "/elements/1/capacity", "is 1.5"});
  rows.push_back({"station of nothing", {machine(R"("capacity": 0)")}, at + "/capacity", "is 0"});
  rows.push_back({"station of too many places", {machine(R"("capacity": 70000)")}, at + "/capacity", "70000 places"});
  rows.push_back({"belt that stands",
                  {instead(R"("type": "conveyor", "length_m": 5, "speed_mps": 0)")},
                  at + "/speed_mps",
                  "is 0"});
  rows.push_back({"belt that runs back",
                  {instead(R"("type": "conveyor", "length_m": 5, "speed_mps": -1)")},
                  at + "/speed_mps",
                  "is -1"});
  rows.push_back({"belt without a length", {instead(R"("type": "conveyor")")}, at, "has no length"});
  rows.push_back({"belt shorter than a part", {instead(R"("type": "conveyor", "length_m": 0.2)")}, at, "shorter than"});
  rows.push_back(
      {"robot that stands", {instead(R"("type": "robot", "cycle": 30, "speed": 0)")}, at + "/speed", "never moves"});
  rows.push_back({"robot too weak",
                  {instead(R"("type": "robot", "cycle": 3, "payload_kg": 0.5)")},
                  at + "/payload_kg",
                  "too heavy"});
  rows.push_back({"load of nothing", {instead(R"("type": "batch", "size": 0)")}, at + "/size", "is 0"});
  rows.push_back(
      {"load beyond 32 bits", {instead(R"("type": "batch", "size": 4294967297)")}, at + "/size", "is 4294967297"});
  rows.push_back({"assembly of nothing",
                  {instead(R"("type": "assembly", "process": 30, "requires": {}, "produces": "b")")},
                  at + "/requires",
                  "names no part"});
  rows.push_back(
      {"assembly that misses a part",
       {part(R"("a")"), instead(R"("type": "assembly", "process": 30, "requires": {"a": 1, "b": 1}, "produces": "b")")},
       at + "/requires",
       "no flow brings \"b\""});
  rows.push_back({"assembly that does not take a part",
                  {instead(R"("type": "assembly", "process": 30, "requires": {"a": 1}, "produces": "b")")},
                  at + "/requires",
                  "\"b\" comes to \"m\", which does not take it"});
  rows.push_back({"disassembly beyond 32 bits",
                  {instead(R"("type": "disassembly", "process": 30, "yields": {"a": 4294967297})")},
                  at + "/yields/a",
                  "is 4294967297"});
  rows.push_back({"setup of an unknown part",
                  {machine(R"("setup": {"matrix": {"a>c": 5}})")},
                  at + "/setup/matrix/a>c",
                  "no pair of part types"});
  rows.push_back({"setup of one part type",
                  {{R"([{"id": "a"}, {"id": "b"}])", R"([{"id": "a"}])"},
                   part(R"("a")"),
                   machine(R"("setup": {"matrix": {"a>c": 5}})")},
                  at + "/setup/matrix/a>c",
                  "no pair of part types"});
  rows.push_back(
      {"negative setup", {machine(R"("setup": {"matrix": {"a>b": -5}})")}, at + "/setup/matrix/a>b", "is -5"});
  const std::string repair = R"("time_to_repair": 5)";
  rows.push_back({"failure at once",
                  {machine(R"("failures": [{"time_to_failure": 0, )" + repair + "}]")},
                  at + "/failures/0/time_to_failure",
                  "is 0"});
  rows.push_back({"failure without a repair",
                  {machine(R"("failures": [{"time_to_failure": 9}])")},
                  at + "/failures/0",
                  "no \"time_to_repair\""});
  rows.push_back({"two failures of one name",
                  {machine(R"("failures": [{"id": "f", "time_to_failure": 9, )" + repair +
                           R"(}, {"id": "f", "time_to_failure": 9, )" + repair + "}]")},
                  at + "/failures/1/id",
                  "two failures \"f\""});
}

void addHours(std::vector<BadInput>& rows) {
  const auto calendar = [](const std::string& fields) {
    return std::vector<Edit>{machine(R"("calendar": "c")"), also(R"("calendars": [{"id": "c")" + fields + "}]")};
  };
  rows.push_back({"calendar without a week", calendar(""), "/calendars/0", "no open minute"});
  rows.push_back({"calendar without a shift", calendar(R"(, "week": [])"), "/calendars/0", "no open minute"});
  rows.push_back({"calendar of breaks alone", calendar(R"(, "week": [{"days": ["mon"], "from": "06:00", "to": "07:00",
                                          "breaks": [{"from": "06:00", "to": "07:00"}]}])"),
                  "/calendars/0", "no open minute"});
  rows.push_back({"hour 25", calendar(R"(, "week": [{"days": ["mon"], "from": "06:00", "to": "25:00"}])"),
                  "/calendars/0/week/0/to", "no time of day"});
  rows.push_back({"unknown calendar", {machine(R"("calendar": "c")")}, "/elements/2/calendar", "no calendar \"c\""});
}

void addCrews(std::vector<BadInput>& rows) {
  const auto crew = [](const std::string& needs, const std::string& pool) {
    return std::vector<Edit>{machine(R"("needs": [)" + needs + "]"), also(R"("pools": [{"id": "p")" + pool + "}]")};
  };
  const std::string at = "/elements/2/needs/0";
  const std::string two = R"({"pool": "p", "count": 2})";
  rows.push_back({"pool of nobody", crew(R"({"pool": "p"})", R"(, "count": 0)"), "/pools/0/count", "is 0"});
  rows.push_back({"needs more than there are", crew(R"({"pool": "p", "count": 3})", R"(, "count": 2)"), at + "/count",
                  "3 are needed, the pool has 2"});
  rows.push_back({"needs beyond 32 bits", crew(R"({"pool": "p", "count": 4294967297})", R"(, "count": 2)"),
                  at + "/count", "is 4294967297"});
  rows.push_back({"needs more in all than there are", crew(two + ", " + two, R"(, "count": 3)"), "/elements/2/needs/1",
                  "4 of pool \"p\" are needed at once, it has 3"});
  rows.push_back({"needs for nothing", crew(R"({"pool": "p", "for": []})", ""), at + "/for", "for nothing"});
  rows.push_back({"needs nobody", crew("{}", ""), at, "not said who is needed"});
  rows.push_back({"skill that nobody has", crew(R"({"skill": "weld"})", ""), at, "no pool has the skill \"weld\""});
  rows.push_back({"unknown pool", crew(R"({"pool": "q"})", ""), at + "/pool", "no pool \"q\""});
}

void addVehicles(std::vector<BadInput>& rows) {
  const auto fleet = [](const std::string& fields, const std::string& roads = "") {
    const std::string network = roads.empty() ? "" : R"(, "networks": [{"id": "n", )" + roads + "}]";
    return std::vector<Edit>{lastFlow(R"("by": "vehicle")"),
                             also(R"("vehicles": [{"id": "v")" + fields + "}]" + network)};
  };
  const std::string nodes = R"("nodes": [{"id": "m", "x_m": 0, "y_m": 0}, {"id": "out", "x_m": 9, "y_m": 0},
                                         {"id": "far", "x_m": 9, "y_m": 9}])";
  const std::string on_roads = R"(, "network": "n")";
  const auto battery = [](const std::string& capacity_kwh, const std::string& charger, const std::string& more = "") {
    return R"(, "battery": {"capacity_kwh": )" + capacity_kwh + R"(, "drive_kw": 1, "charge_kw": 1, "charge_at": ")" +
           charger + "\"" + more + "}";
  };
  rows.push_back({"no vehicles", {lastFlow(R"("by": "vehicle")")}, "/flows/2/by", "has no vehicles"});
  rows.push_back({"vehicles that stand", fleet(R"(, "speed_mps": 0)"), "/vehicles/0/speed_mps", "is 0"});
  rows.push_back({"vehicles that drive back", fleet(R"(, "speed_mps": -2)"), "/vehicles/0/speed_mps", "is -2"});
  rows.push_back({"no vehicle of them", fleet(R"(, "count": 0)"), "/vehicles/0/count", "is 0"});
  rows.push_back({"unknown network", fleet(on_roads), "/vehicles/0/network", "no network \"n\""});
  rows.push_back({"no road", fleet(on_roads, nodes), "/flows/2", "cannot get from \"m\" to \"out\""});
  rows.push_back({"no road back",
                  fleet(on_roads, nodes + R"(, "edges": [{"from": "m", "to": "out", "two_way": false}])"), "/flows/2",
                  "cannot get from \"out\" to \"m\""});
  rows.push_back({"road to nowhere", fleet(on_roads, nodes + R"(, "edges": [{"from": "m", "to": "outt"}])"),
                  "/networks/0/edges/0/to", "no node \"outt\""});
  rows.push_back({"road for nobody",
                  fleet(on_roads, nodes + R"(, "edges": [{"from": "m", "to": "out", "capacity": 0}])"),
                  "/networks/0/edges/0/capacity", "is 0"});
  rows.push_back({"unknown home", fleet(R"(, "home": "garage")"), "/vehicles/0/home", "no element \"garage\""});
  rows.push_back(
      {"unknown charger", fleet(battery("1", "plug")), "/vehicles/0/battery/charge_at", "no element \"plug\""});
  rows.push_back({"no road to the charger",
                  fleet(on_roads + battery("1", "far"), nodes + R"(, "edges": [{"from": "m", "to": "out"}])"),
                  "/flows/2", "cannot get from \"m\" to \"far\""});
  std::vector<Edit> small = fleet(battery("0.1", "src"));
  small.push_back({R"("type": "sink")", R"("type": "sink", "pose": {"x_m": 1000})"});
  rows.push_back({"battery too small", small, "/vehicles/0/battery", "charge up to 0.09 kWh"});
  rows.push_back({"no time to load a part", fleet(R"(, "load_s": {"by_part": {"a": 3}})"), "/vehicles/0/load_s/by_part",
                  "no time for part \"b\", which vehicles \"v\" carry"});
}

void addControl(std::vector<BadInput>& rows) {
  const auto control = [](const std::string& fields) {
    return std::vector<Edit>{also(R"("control": [{"type": )" + fields + "}]")};
  };
  rows.push_back({"no card", control(R"("conwip", "limit": 0)"), "/control/0/limit", "is 0"});
  rows.push_back({"cards behind the sink", control(R"("conwip", "limit": 2, "from": "out")"), "/control/0/from",
                  "nothing leaves sink"});
  rows.push_back({"cards that never come back", control(R"("conwip", "limit": 2, "from": "m", "to": "b1")"),
                  "/control/0", "no flow takes a card"});
  rows.push_back({"kanban of a source", control(R"("kanban", "stages": [{"elements": ["src"], "limit": 1}])"),
                  "/control/0/stages/0/elements/0", "no part stays in source"});
  rows.push_back(
      {"rope without a drum", control(R"("drum-buffer-rope", "limit": 3)"), "/control/0", "without \"drum\""});
}

void addFormat(std::vector<BadInput>& rows) {
  rows.push_back({"unknown key", {machine(R"("proces": 5)")}, "/elements/2/proces", "unknown key \"proces\""});
  rows.push_back({"key twice", {machine(R"("process": 5)")}, "/elements/2/process", "given twice"});
  rows.push_back({"id twice",
                  {element(R"({"id": "m", "type": "station", "process": 3})")},
                  "/elements/4/id",
                  "id \"m\" is used twice"});
  rows.push_back({"unknown type",
                  {instead(R"("type": "staton", "process": 30)")},
                  "/elements/2/type",
                  "no element type \"staton\""});
  rows.push_back({"format of the future",
                  {{"millwright-factory/1", "millwright-factory/2"}},
                  "/format",
                  "\"millwright-factory/2\" is not known"});
  rows.push_back({"no JSON", {{R"("flows": [)", R"("flows": [,)"}}, "/flows/0", "not valid JSON"});
}

}  // namespace

const char* const kSoundLine = R"({
  "format": "millwright-factory/1",
  "parts": [{"id": "a"}, {"id": "b"}],
  "elements": [
    {"id": "src", "type": "source", "part": {"a": 0.5, "b": 0.5}, "interarrival": 60},
    {"id": "b1", "type": "buffer", "capacity": 10},
    {"id": "m", "type": "station", "process": 30},
    {"id": "out", "type": "sink"}
  ],
  "flows": [
    {"from": "src", "to": "b1"},
    {"from": "b1", "to": "m"},
    {"from": "m", "to": "out"}
  ]
}
)";

std::vector<BadInput> badInputs() {
  std::vector<BadInput> rows;
  addTimes(rows);
  addNumbers(rows);
  addArrivals(rows);
  addFlows(rows);
  addLoops(rows);
  addShares(rows);
  addSizes(rows);
  addHours(rows);
  addCrews(rows);
  addVehicles(rows);
  addControl(rows);
  addFormat(rows);
  return rows;
}

}  // namespace mw::test
