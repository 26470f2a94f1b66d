// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QString>

namespace mw::panels {

/// Facts of the status line, published by whoever knows them under a fixed place. GUI thread.
class StatusBoard : public QObject {
  Q_OBJECT
 public:
  enum class Place { Problems, Elements, Events, EventRate, DataAge, Message, Selected, Snap, Units, Cores };
  enum class Tone { Plain, Warning, Alarm };
  Q_ENUM(Place)
  using QObject::QObject;

  /// An empty text clears the place.
  void set(Place place, const QString& text, Tone tone = Tone::Plain) { emit changed(place, text, tone); }
  /// A line about what just happened or could not be done; fades when the next comes or after some seconds.
  void say(const QString& text, Tone tone = Tone::Plain) { emit changed(Place::Message, text, tone); }

 signals:
  void changed(mw::panels::StatusBoard::Place place, const QString& text, mw::panels::StatusBoard::Tone tone);
};

}  // namespace mw::panels
