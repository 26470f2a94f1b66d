// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/run_server.h"

#include <poll.h>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

#include "core/base/json.h"
#include "core/cluster/run_messages.h"

namespace mw::cluster {
namespace {

/// Ends the process when the other side goes, whatever the rest of it is doing.
void endWith(int socket) {
  pollfd watched{socket, POLLRDHUP, 0};
  while (poll(&watched, 1, -1) <= 0) {
  }
  _exit(0);
}

experiment::PointModel modelOf(const Message& message, const experiment::Engine& engine) {
  const Json point = Json::parse(message.bytes);
  return engine(factory::Factory::fromJson(point.at("factory")), point.at("kpis").get<std::vector<std::string>>());
}

Message answerTo(const Message& order, const std::optional<Message>& point, experiment::PointModel& model,
                 const experiment::Engine& engine) {
  try {
    if (!model && point) model = modelOf(*point, engine);
    if (!model) return {MessageKind::Failure, "its process was asked for a run of no point"};
    return messageOf(model(orderIn(order), {}));
  } catch (const InputError& error) {
    return messageOf(error);
  } catch (const std::bad_alloc&) {
    return {MessageKind::Failure, "it needs more memory than a worker process may have"};
  } catch (const std::exception& error) {
    return {MessageKind::Failure, error.what()};
  }
}

}  // namespace

void boundMemory(std::uint64_t bytes) {
  const rlimit no_core{0, 0};
  (void)setrlimit(RLIMIT_CORE, &no_core);
  if (bytes == 0) return;
  const rlimit memory{bytes, bytes};
  (void)setrlimit(RLIMIT_AS, &memory);
}

void serveRuns(int socket, const experiment::Engine& engine) {
  std::thread(endWith, socket).detach();
  std::optional<Message> point;
  experiment::PointModel model;
  while (auto message = receive(socket)) {
    if (message->kind == MessageKind::Point) {
      point = std::move(message);
      model = {};
    } else if (!send(socket, answerTo(*message, point, model, engine))) {
      break;
    }
  }
}

}  // namespace mw::cluster
