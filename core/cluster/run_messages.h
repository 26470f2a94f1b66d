// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/experiment/study_runner.h"

namespace mw::cluster {

/// What a program and its worker processes say to each other over a socket: a kind, a length, and so many bytes, as
/// this machine has them.
///
///   to the worker:   Point {"factory": ..., "kpis": [...]}     what the next runs are of; not answered
///                    Run   horizon, warm-up, seed, replication
///   from the worker: Answer   events, then each value: the very bits
///                    BadInput the findings of an InputError
///                    Failure  why the run came to nothing, in words
enum class MessageKind : std::uint32_t { Point = 1, Run, Answer, BadInput, Failure };

struct Message {
  MessageKind kind = MessageKind::Failure;
  std::string bytes;
};

/// @returns false where the other side has gone
[[nodiscard]] bool send(int socket, const Message& message);
/// Waits for a whole message. @returns nothing where the other side has gone, or said what is no message
[[nodiscard]] std::optional<Message> receive(int socket);
/// @returns whether there is something to receive, or the other side has gone, within so long
[[nodiscard]] bool isReady(int socket, std::chrono::milliseconds longest);

[[nodiscard]] Message messageOf(const experiment::RunOrder& order);
[[nodiscard]] Message messageOf(const experiment::RunAnswer& answer);
[[nodiscard]] Message messageOf(const InputError& error);

/// @throws RunFailed where the bytes are not what their kind says
[[nodiscard]] experiment::RunOrder orderIn(const Message& message);
[[nodiscard]] experiment::RunAnswer answerIn(const Message& message);
[[nodiscard]] InputError errorIn(const Message& message);

}  // namespace mw::cluster
