// SPDX-License-Identifier: Apache-2.0
#include "tests/core/events/element_bench.h"

#include <string>

#include "core/factory/transfer_device.h"

namespace mw::test {
namespace {

const char* const kEmptyHall = R"({"format": "millwright-factory/1",
  "parts": [{"id": "housing"}, {"id": "gear"}, {"id": "gearbox"}], "elements": [],
  "pools": [{"id": "crew", "count": 3, "skills": ["weld"]}],
  "calendars": [{"id": "day", "week": [{"days": ["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
                                        "from": "06:00", "to": "14:00"}]}],
  "flows": []})";

class Bench {
 public:
  Bench(const Json& element, const Surroundings& surroundings)
      : id_(element["id"]), type_(element["type"]), surroundings_(surroundings), json_(Json::parse(kEmptyHall)) {
    json_["elements"].push_back(element);
    Json& own = json_["elements"][0];
    if (type_ == "source" && surroundings.has_few_parts) own["limit"] = 24;
    if (type_ == "inspection" && !own.contains("yield")) own["yield"]["scrap_to"] = "bin";
  }

  Json build() {
    if (type_ != "source") feed();
    add({{"id", "done"}, {"type", "sink"}});
    add({{"id", "bin"}, {"type", "sink"}, {"counts_as", "scrap"}});
    add({{"id", "redo"}, {"type", "buffer"}});
    for (const char* next : {"next1", "next2"}) {
      add({{"id", next}, {"type", "station"}, {"process", surroundings_.is_stuck ? 1e9 : 1.0}});
      if (type_ != "sink") {
        connect(id_, next);
        json_["flows"].back()["probability"] = 0.5;
      }
      connect(next, "done");
    }
    connect("redo", "next1");
    return std::move(json_);
  }

 private:
  void add(Json element) { json_["elements"].push_back(std::move(element)); }
  void connect(const std::string& from, const std::string& to) {
    json_["flows"].push_back({{"from", from}, {"to", to}});
  }

  void feed() {
    const Json& element = json_["elements"][0];
    if (type_ == "assembly") {
      const Json recipe = element["requires"];
      for (const auto& [part, count] : recipe.items()) {
        addSource("feed_" + part, part);
        connect("feed_" + part, id_);
      }
      return;
    }
    addSource("feed", {{"housing", 0.5}, {"gear", 0.5}});
    std::string last = "feed";
    if (type_ == "unbatch") {
      add({{"id", "packer"}, {"type", "batch"}, {"size", 2}});
      connect(last, "packer");
      last = "packer";
    }
    if (type_ == "inspection") {
      add({{"id", "maker"}, {"type", "station"}, {"process", 1}, {"yield", {{"good", 0.8}}}});
      connect(last, "maker");
      last = "maker";
    }
    if (factory::transferKind(type_)) {
      const double edge_m = type_ == "pusher" ? 0.5 : 0.6;
      add({{"id", "belt"}, {"type", "conveyor"}, {"length_m", 2}, {"pose", {{"x_m", -1 - edge_m}}}});
      connect(last, "belt");
      last = "belt";
    }
    connect(last, id_);
  }

  void addSource(const std::string& id, const Json& part) {
    Json source = {{"id", id}, {"type", "source"}, {"part", part}, {"interarrival", 10}};
    if (surroundings_.has_few_parts) source["limit"] = 24;
    add(std::move(source));
  }

  std::string id_;
  std::string type_;
  Surroundings surroundings_;
  Json json_;
};

}  // namespace

Json benchAround(const Json& element, const Surroundings& surroundings) {
  return Bench(element, surroundings).build();
}

}  // namespace mw::test
