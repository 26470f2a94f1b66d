// SPDX-License-Identifier: Apache-2.0
#pragma once

struct btBroadphasePair;

namespace mw::motion {

/// Moves the contacts that a pair of bodies had in the last step along with the surface of a belt, and forgets those
/// that slid apart. Before new contacts are looked for.
///
/// A belt's body stands while its surface moves. Bullet keeps contacts in the frames of both bodies, so those of a part
/// that rides on a belt would slide apart, and a body has room for four: kept too long they take the place of new ones,
/// which rocks the part, and their impulses, from which the solver starts, are lost.
///
/// @param a_is_belt, b_is_belt  of the pair's first and second body
void followBelts(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt, double step_s);

/// Forgets contacts with the upright end of a belt where all are close below its top: belts run over rollers there. A
/// box would catch a part that comes from the belt before and lies deeper than the top by the hundredth of a millimetre
/// that the solver leaves. After contacts were looked for.
void roundBelts(const btBroadphasePair& pair, bool a_is_belt, bool b_is_belt);

}  // namespace mw::motion
