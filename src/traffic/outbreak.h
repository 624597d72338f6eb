// A small simulated outbreak: every probe an event. Inert: the bytes are the catalogue's dialogues.
//
// An infected server probes the fleet's network and the world; a probe to an open server plays the
// strain's `vulnerable` dialogues and infects it, one to a patched server plays `patched`, one to
// an empty address stays unanswered. It ends when every open server is infected and each of these
// has reached a few servers, or at Options::longest. Deterministic by Options::seed.
#pragma once

#include <functional>

#include "strain/strain.h"
#include "traffic/truth.h"
#include "traffic/wire.h"

namespace cordon::traffic {

/// Fails where the strain has no dialogues, or the options make no sense.
/// `progress` is told the share of servers that are infected; it may be empty.
Result<Truth> simulate(const strain::Strain& strain, const Options& options, FrameSink& sink,
                       const std::function<void(std::size_t infected, std::size_t open)>& progress);

}  // namespace cordon::traffic
