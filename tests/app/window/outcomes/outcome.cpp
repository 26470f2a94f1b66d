// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/outcomes/outcome.h"

#include <stdexcept>

namespace mw::test {

const factory::Element& elementOf(const factory::Factory& factory, const char* id) {
  const factory::Element* element = factory.findElement(id);
  if (element == nullptr) throw std::runtime_error(std::string("the project has no ") + id);
  return *element;
}

}  // namespace mw::test
