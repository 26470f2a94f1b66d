// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/logs/choice_box.h"

#include <QCoreApplication>
#include <QSignalBlocker>

namespace mw::panels {
namespace {

using twin::TimeKind;

QString tr(const char* text) {
  return QCoreApplication::translate("LogChoices", text);
}

}  // namespace

QString delimiterText(char sign) {
  switch (sign) {
    case ',':
      return tr("comma");
    case ';':
      return tr("semicolon");
    case '\t':
      return tr("tab");
    default:
      return tr("bar |");
  }
}

QString decimalText(char sign) {
  return sign == '.' ? tr("point 1.5") : tr("comma 1,5");
}

QString timeKindText(TimeKind kind) {
  switch (kind) {
    case TimeKind::ElapsedS:
      return tr("seconds since a start");
    case TimeKind::ElapsedMs:
      return tr("ms since a start");
    case TimeKind::EpochS:
      return tr("Unix time, s");
    case TimeKind::EpochMs:
      return tr("Unix time, ms");
    case TimeKind::EpochUs:
      return tr("Unix time, µs");
    case TimeKind::EpochNs:
      return tr("Unix time, ns");
    case TimeKind::Iso8601:
      return tr("ISO 8601, 2025-04-17T17:00");
    case TimeKind::DayFirst:
      return tr("day first, 17.04.2025");
    case TimeKind::MonthFirst:
      return tr("month first, 4/17/2025");
    case TimeKind::ElapsedClock:
      return tr("elapsed, h:mm:ss");
    case TimeKind::RowNumber:
      return tr("none: count the rows");
  }
  return {};
}

QString encodingText(TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::Utf8:
      return tr("UTF-8");
    case TextEncoding::Utf16Le:
      return tr("UTF-16, low byte first");
    case TextEncoding::Utf16Be:
      return tr("UTF-16, high byte first");
    case TextEncoding::Latin1:
      return tr("Latin-1");
    case TextEncoding::Windows1252:
      return tr("Windows-1252");
  }
  return {};
}

QString encodingText(const EncodingGuess& guess) {
  const QString text = encodingText(guess.encoding);
  if (guess.mark_bytes > 0) return tr("%1, by its mark").arg(text);
  return guess.is_mixed ? tr("UTF-8 and %1").arg(text) : text;
}

void fillChoice(QComboBox* box, const QString& guess, const std::vector<std::pair<QString, QVariant>>& all,
                const QVariant& wished) {
  const QSignalBlocker quiet(box);
  box->clear();
  box->addItem(tr("%1 · guessed").arg(guess));
  for (const auto& [text, value] : all) {
    box->addItem(text, value);
    if (wished.isValid() && value == wished) box->setCurrentIndex(box->count() - 1);
  }
}

}  // namespace mw::panels
