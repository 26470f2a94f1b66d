// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/import/underlay_art.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>
#include <QPainter>
#include <QSvgRenderer>
#include <cmath>
#include <fmt/format.h>

#include "core/base/error.h"
#include "core/cad/picture.h"

namespace mw::panels {
namespace {

constexpr int kLargestSide = 4096;

QSize fitted(QSizeF size) {
  const double scale = kLargestSide / std::max({size.width(), size.height(), 1.0});
  return {std::max(1, static_cast<int>(std::lround(size.width() * scale))),
          std::max(1, static_cast<int>(std::lround(size.height() * scale)))};
}

std::shared_ptr<const scene::UnderlayPicture> pictureOf(const QImage& image, QSizeF size) {
  const QImage rgba = image.convertToFormat(QImage::Format_RGBA8888);
  auto picture = std::make_shared<scene::UnderlayPicture>();
  picture->width_px = rgba.width();
  picture->height_px = rgba.height();
  picture->width = size.width();
  picture->height = size.height();
  const std::size_t row = static_cast<std::size_t>(rgba.width()) * 4;
  picture->rgba.resize(row * static_cast<std::size_t>(rgba.height()));
  for (int y = 0; y < rgba.height(); ++y) {
    std::copy_n(rgba.constScanLine(y), row, picture->rgba.begin() + static_cast<std::ptrdiff_t>(row) * y);
  }
  return picture;
}

[[noreturn]] void refuse(const std::string& name, std::string cause, std::string cure) {
  throw InputError(Place{name, "", 0, 0}, std::move(cause), std::move(cure));
}

UnderlayArt readPng(const std::string& content, const std::string& name) {
  const cad::PixelSize size = cad::pngSize(content, name);
  QByteArray bytes = QByteArray::fromRawData(content.data(), static_cast<qsizetype>(content.size()));
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::ReadOnly);
  QImageReader reader(&buffer, "png");
  reader.setAllocationLimit(512);
  const QSizeF whole(size.width, size.height);
  if (size.width > kLargestSide || size.height > kLargestSide) reader.setScaledSize(fitted(whole));
  const QImage image = reader.read();
  if (image.isNull()) {
    refuse(name, "cannot be read as PNG: " + reader.errorString().toStdString(),
           "it is cut off or damaged: save it again");
  }
  UnderlayArt art;
  art.picture = pictureOf(image, whole);
  return art;
}

UnderlayArt readSvg(const std::string& content, const std::string& name) {
  cad::requireHarmlessSvg(content, name);
  QSvgRenderer renderer;
  renderer.setAspectRatioMode(Qt::KeepAspectRatio);
  if (!renderer.load(QByteArray::fromRawData(content.data(), static_cast<qsizetype>(content.size())))) {
    refuse(name, "cannot be read as SVG", "save it as plain SVG");
  }
  const QSizeF size = renderer.viewBoxF().size();
  if (!(size.width() > 0 && size.height() > 0) || size.width() > 1e6 || size.height() > 1e6) {
    refuse(name, "has no size that makes sense", "give it a viewBox");
  }
  QImage image(fitted(size), QImage::Format_ARGB32_Premultiplied);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  renderer.render(&painter);
  painter.end();
  UnderlayArt art;
  art.picture = pictureOf(image, size);
  return art;
}

UnderlayArt readLines(const std::string& content, const std::string& name, const std::stop_token& stop,
                      const ProgressSink& progress) {
  UnderlayArt art;
  auto drawing = std::make_shared<cad::Drawing>(cad::readDxf(content, name, {stop, progress}));
  art.unit_m = drawing->unit_m;
  std::size_t count = 0;
  std::string kinds;
  for (const auto& [kind, number] : drawing->left_out) {
    count += number;
    if (kinds.size() < 60) kinds += (kinds.empty() ? "" : ", ") + kind;
  }
  if (count > 0) art.note = fmt::format("{} entities left out ({})", count, kinds);
  art.lines = std::move(drawing);
  return art;
}

}  // namespace

UnderlayArt readUnderlay(const std::string& content, const std::string& name, const std::stop_token& stop,
                         const ProgressSink& progress) {
  switch (cad::underlayFormatOf(name)) {
    case cad::UnderlayFormat::Png:
      return readPng(content, name);
    case cad::UnderlayFormat::Svg:
      return readSvg(content, name);
    case cad::UnderlayFormat::Dxf:
      break;
  }
  return readLines(content, name, stop, progress);
}

}  // namespace mw::panels
