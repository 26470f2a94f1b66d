// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace mw::script {

/// A language that nobody speaks and everybody can read: "Open..." is "[Óþéñ...]". Whatever stays plain on the screen
/// was never given to translators. Placeholders (%1, %n) and what is between < and > stay.
class PseudoTranslator : public QTranslator {
  Q_OBJECT
 public:
  using QTranslator::QTranslator;
  [[nodiscard]] QString translate(const char* context, const char* source, const char* disambiguation,
                                  int n) const override;
  [[nodiscard]] bool isEmpty() const override { return false; }
};

/// The same for one text.
[[nodiscard]] QString pseudo(const QString& text);
/// The letters of a text that this language would have changed.
[[nodiscard]] QString plainLetters(const QString& text);

}  // namespace mw::script
