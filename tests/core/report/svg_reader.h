// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QXmlStreamReader>
#include <QtGlobal>
#include <string>

namespace mw::test {

/// One shape of an SVG, as a reader of XML sees it.
struct SvgShape {
  QString tag;
  QXmlStreamAttributes attributes;
  QString text;   ///< of a text
  QString title;  ///< that it shows when pointed at

  [[nodiscard]] QString value(const char* name) const { return attributes.value(QLatin1String(name)).toString(); }
  [[nodiscard]] double number(const char* name) const { return value(name).toDouble(); }
};

/// All shapes in order; what is not XML ends the program.
inline QList<SvgShape> shapesOf(const std::string& svg) {
  QList<SvgShape> shapes;
  QXmlStreamReader xml(QByteArray::fromStdString(svg));
  while (!xml.atEnd()) {
    const auto token = xml.readNext();
    if (token == QXmlStreamReader::StartElement) {
      if (xml.name() == QLatin1String("title")) {
        if (!shapes.isEmpty()) shapes.back().title = xml.readElementText();
      } else {
        shapes.push_back({xml.name().toString(), xml.attributes(), {}, {}});
      }
    } else if (token == QXmlStreamReader::Characters && !xml.isWhitespace()) {
      shapes.back().text += xml.text();
    }
  }
  if (xml.hasError()) qFatal("no XML: %s", qPrintable(xml.errorString()));
  return shapes;
}

inline QStringList textsOf(const QList<SvgShape>& shapes) {
  QStringList texts;
  for (const SvgShape& shape : shapes) {
    if (shape.tag == QLatin1String("text")) texts << shape.text;
  }
  return texts;
}

}  // namespace mw::test
