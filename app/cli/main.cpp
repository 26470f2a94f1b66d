// SPDX-License-Identifier: Apache-2.0
#include <csignal>
#include <exception>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <stop_token>

#include "app/cli/verb.h"
#include "core/base/text.h"

namespace {

std::stop_source* interrupted = nullptr;

void onInterrupt(int) {
  // request_stop allocates nothing and takes no lock when no callback is registered; a second Ctrl-C ends the program.
  interrupted->request_stop();
  std::signal(SIGINT, SIG_DFL);
}

bool asks(const CLI::App& verb, const char* flag) {
  return verb.get_option(flag)->count() > 0;
}

/// Stops at a first word that is no verb; the parser's own message would name neither it nor a cure.
void requireKnownVerb(const CLI::App& program, const std::string& word) {
  if (word.starts_with('-')) return;
  std::vector<std::string> known;
  for (const CLI::App* verb : program.get_subcommands({})) {
    if (verb->get_name() == word) return;
    if (!verb->get_group().empty()) known.push_back(verb->get_name());  // others are not for people
  }
  const auto nearest = mw::nearestWord(word, known);
  throw mw::UsageError(nearest ? fmt::format("unknown verb \"{}\"; did you mean \"{}\"?", word, *nearest)
                               : fmt::format("unknown verb \"{}\"; there are {}", word, fmt::join(known, ", ")));
}

int run(int argc, char** argv, mw::cli::Console& console) {
  using namespace mw::cli;
  CLI::App program("Millwright: lay out a factory, run it, keep it in step with the real one.", "millwright-cli");
  program.set_version_flag("--version", "millwright-cli " MW_VERSION);
  program.require_subcommand(1);
  Action action;
  for (const AddVerb add : verbs()) add(program, action);
  if (argc < 2) {
    console.warn(program.help());
    return kWrongUsage;
  }
  requireKnownVerb(program, argv[1]);
  try {
    program.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return program.exit(error) == 0 ? kDone : kWrongUsage;
  }
  const CLI::App& verb = *program.get_subcommands().front();
  console.is_json = asks(verb, "--json");
  console.is_quiet = asks(verb, "--quiet");
  return action(console);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace mw;
  std::stop_source stop;
  interrupted = &stop;
  std::signal(SIGINT, onInterrupt);
  std::signal(SIGTERM, onInterrupt);
  std::signal(SIGXFSZ, SIG_IGN);  // a file that may not grow further is an error like a full disk
  cli::Console console(stop.get_token());
  try {
    return run(argc, argv, console);
  } catch (const Cancelled& error) {
    console.warn(error.what());
    return cli::kInterrupted;
  } catch (const UsageError& error) {
    console.warn(error.what());
    return cli::kWrongUsage;
  } catch (const InputError& error) {
    console.warn(error.what());
    return cli::kBadInput;
  } catch (const PluginError& error) {
    console.warn(error.what());
    return cli::kBadInput;
  } catch (const OutputError& error) {
    console.warn(error.what());
    return cli::kOutputFailed;
  } catch (const std::exception& error) {
    console.warn(error.what());
    return cli::kNegativeFinding;
  }
}
