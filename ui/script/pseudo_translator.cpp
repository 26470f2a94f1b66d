// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/pseudo_translator.h"

namespace mw::script {
namespace {

constexpr QStringView kPlain = u"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr QStringView kAccented = u"ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž";
static_assert(kPlain.size() == kAccented.size());

}  // namespace

QString pseudo(const QString& text) {
  QString result(QLatin1Char('['));
  bool is_tag = false;
  for (qsizetype i = 0; i < text.size(); ++i) {
    const QChar letter = text[i];
    if (letter == QLatin1Char('<')) is_tag = true;
    if (letter == QLatin1Char('>')) is_tag = false;
    const bool is_placeholder = i > 0 && text[i - 1] == QLatin1Char('%');
    const qsizetype at = is_tag || is_placeholder ? -1 : kPlain.indexOf(letter);
    result += at < 0 ? letter : kAccented[at];
  }
  return result + QLatin1Char(']');
}

QString plainLetters(const QString& text) {
  QString found;
  for (const QChar letter : text) {
    if (kPlain.contains(letter)) found += letter;
  }
  return found;
}

QString PseudoTranslator::translate(const char* /*context*/, const char* source, const char* /*disambiguation*/,
                                    int n) const {
  if (source == nullptr || *source == 0) return {};
  QString text = pseudo(QString::fromUtf8(source));
  if (n >= 0) text.replace(QLatin1String("%n"), QString::number(n));
  return text;
}

}  // namespace mw::script
