// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/factory/factory.h"

namespace mw::cad {

/// A file that a factory names: a mesh of an element or of its arm, or a drawing on the floor.
struct AttachedName {
  std::string name;     ///< relative to the factory file, or of a file kept in the project
  std::string pointer;  ///< of the value that names it
  bool is_mesh = true;
  bool is_of_arm = false;  ///< draws a body of a robot's arm, in that arm's own frames
};

/// In the order of the factory; a name may come more than once.
[[nodiscard]] std::vector<AttachedName> attachedNames(const factory::Factory& factory);

/// Gives the content of an attached file. @throws InputError when there is none
using AttachedReader = std::function<std::string(const std::string& name)>;

/// Reads one from beside a factory file, whole in itself: buffers of a .gltf are put inside.
/// @throws InputError; for what leads out of the folder too
[[nodiscard]] std::string readAttached(const std::filesystem::path& folder, const std::string& name);

/// Reads every attached file once and says what is wrong with it: missing, not what its name says, over a limit; and
/// warns where a mesh shows another size than its element has.
/// @throws Cancelled
[[nodiscard]] Findings checkAttached(const factory::Factory& factory, const AttachedReader& read,
                                     const std::stop_token& stop = {});

/// Refuses a content that is not the mesh or the drawing that its name says. @throws InputError, Cancelled
void requireSoundUnderlay(std::string_view content, const std::string& name, const std::stop_token& stop = {});

/// "1.20 x 0.80 x 1.50 m"
[[nodiscard]] std::string sizeText(const std::array<double, 3>& size_m);

}  // namespace mw::cad
