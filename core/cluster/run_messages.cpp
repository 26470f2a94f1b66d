// SPDX-License-Identifier: Apache-2.0
#include "core/cluster/run_messages.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/base/json.h"

namespace mw::cluster {
namespace {

constexpr std::uint32_t kMostBytes = 256U << 20U;

bool sendAll(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receiveAll(int socket, char* at, std::size_t size) {
  while (size > 0) {
    const ssize_t got = ::recv(socket, at, size, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

template <class... Numbers>
std::string packed(const Numbers&... numbers) {
  std::string bytes;
  (bytes.append(reinterpret_cast<const char*>(&numbers), sizeof numbers), ...);
  return bytes;
}

template <class Number>
Number take(std::string_view& bytes) {
  if (bytes.size() < sizeof(Number)) throw experiment::RunFailed("its process sent less than a whole answer");
  Number number;
  std::memcpy(&number, bytes.data(), sizeof number);
  bytes.remove_prefix(sizeof number);
  return number;
}

}  // namespace

bool send(int socket, const Message& message) {
  const std::string head = packed(message.kind, static_cast<std::uint32_t>(message.bytes.size()));
  return sendAll(socket, head) && sendAll(socket, message.bytes);
}

std::optional<Message> receive(int socket) {
  std::array<std::uint32_t, 2> head{};
  if (!receiveAll(socket, reinterpret_cast<char*>(head.data()), sizeof head)) return std::nullopt;
  const bool is_known = head[0] >= static_cast<std::uint32_t>(MessageKind::Point) &&
                        head[0] <= static_cast<std::uint32_t>(MessageKind::Failure);
  if (!is_known || head[1] > kMostBytes) return std::nullopt;
  Message message{static_cast<MessageKind>(head[0]), std::string(head[1], '\0')};
  if (!receiveAll(socket, message.bytes.data(), message.bytes.size())) return std::nullopt;
  return message;
}

bool isReady(int socket, std::chrono::milliseconds longest) {
  pollfd watched{socket, POLLIN, 0};
  return poll(&watched, 1, static_cast<int>(longest.count())) > 0;
}

Message messageOf(const experiment::RunOrder& order) {
  return {MessageKind::Run, packed(order.horizon_s, order.warmup_s, order.seed, order.replication)};
}

Message messageOf(const experiment::RunAnswer& answer) {
  Message message{MessageKind::Answer, packed(answer.events)};
  for (const double value : answer.values) message.bytes += packed(value);
  return message;
}

Message messageOf(const InputError& error) {
  Json list = Json::array();
  for (const Finding& finding : error.findings()) {
    const Place& place = finding.place;
    list.push_back({finding.severity == Severity::Error, place.file, place.pointer, place.line, place.column,
                    finding.cause, finding.cure});
  }
  return {MessageKind::BadInput, list.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

experiment::RunOrder orderIn(const Message& message) {
  std::string_view bytes = message.bytes;
  experiment::RunOrder order;
  order.horizon_s = take<double>(bytes);
  order.warmup_s = take<double>(bytes);
  order.seed = take<std::uint64_t>(bytes);
  order.replication = take<std::uint32_t>(bytes);
  return order;
}

experiment::RunAnswer answerIn(const Message& message) {
  std::string_view bytes = message.bytes;
  experiment::RunAnswer answer;
  answer.events = take<std::uint64_t>(bytes);
  while (!bytes.empty()) answer.values.push_back(take<double>(bytes));
  return answer;
}

InputError errorIn(const Message& message) {
  Findings findings;
  try {
    for (const Json& each : Json::parse(message.bytes)) {
      findings.push_back(
          {each.at(0).get<bool>() ? Severity::Error : Severity::Warning,
           {each.at(1).get<std::string>(), each.at(2).get<std::string>(), each.at(3).get<int>(), each.at(4).get<int>()},
           each.at(5).get<std::string>(),
           each.at(6).get<std::string>()});
    }
  } catch (const Json::exception&) {
    throw experiment::RunFailed("its process sent what is no list of findings");
  }
  return InputError(std::move(findings));
}

}  // namespace mw::cluster
