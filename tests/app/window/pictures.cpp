// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/window/pictures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace mw::test {

double shareOf(const QImage& picture, const QColor& color) {
  qint64 count = 0;
  for (int y = 0; y < picture.height(); ++y) {
    for (int x = 0; x < picture.width(); ++x) {
      const QColor pixel = picture.pixelColor(x, y);
      count += std::abs(pixel.red() - color.red()) + std::abs(pixel.green() - color.green()) +
                   std::abs(pixel.blue() - color.blue()) <=
               3;
    }
  }
  return static_cast<double>(count) / (static_cast<double>(picture.width()) * picture.height());
}

double changedShare(const QImage& a, const QImage& b) {
  constexpr int kSmoothing = 30;
  if (a.isNull() || a.size() != b.size()) throw std::runtime_error("two pictures that cannot be compared");
  qint64 count = 0;
  for (int y = 0; y < a.height(); ++y) {
    for (int x = 0; x < a.width(); ++x) {
      const QColor one = a.pixelColor(x, y);
      const QColor other = b.pixelColor(x, y);
      count += std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
                   std::abs(one.blue() - other.blue()) >
               kSmoothing;
    }
  }
  return static_cast<double>(count) / (static_cast<double>(a.width()) * a.height());
}

double contrastOf(const QImage& picture) {
  const QImage grey = picture.convertToFormat(QImage::Format_Grayscale8);
  double sum = 0;
  double squares = 0;
  for (int y = 0; y < grey.height(); ++y) {
    for (int x = 0; x < grey.width(); ++x) {
      const double value = grey.constScanLine(y)[x];
      sum += value;
      squares += value * value;
    }
  }
  const double n = static_cast<double>(grey.width()) * grey.height();
  return std::sqrt(squares / n - sum / n * (sum / n));
}

}  // namespace mw::test
