// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <string>
#include <vector>

namespace mw::models {

/// What an edit did to the factory: models, scene and validator each react to what concerns them.
struct FactoryChange {
  enum class Kind {
    Replaced,         ///< another factory altogether
    ElementsChanged,  ///< fields of the named elements
    ElementsAdded,
    ElementsRemoved,
    FlowsChanged,
    OtherChanged,  ///< parts, pools, name, ...
  };
  Kind kind = Kind::Replaced;
  std::vector<std::string> ids;  ///< elements concerned; empty = any
};

}  // namespace mw::models

Q_DECLARE_METATYPE(mw::models::FactoryChange)
