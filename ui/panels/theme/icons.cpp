// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/theme/icons.h"

#include <QFileInfo>
#include <QIconEngine>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>
#include <memory>

namespace mw::panels {
namespace {

constexpr auto kIconFolder = "/usr/share/icons/breeze/actions";

class TintedSvg : public QIconEngine {
 public:
  TintedSvg(QString file, const ThemeService& themes, Token tint)
      : renderer_(std::make_shared<QSvgRenderer>(file)), themes_(&themes), tint_(tint) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const qreal dpr = painter->device()->devicePixelRatioF();
    QImage image(rect.size() * dpr, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    {
      QPainter ink(&image);
      renderer_->render(&ink);
      ink.setCompositionMode(QPainter::CompositionMode_SourceIn);
      ink.fillRect(image.rect(), themes_->color(mode == QIcon::Disabled ? Token::Faint : tint_));
    }
    image.setDevicePixelRatio(dpr);
    painter->drawImage(rect.topLeft(), image);
  }

  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
    return scaledPixmap(size, mode, state, 1);
  }

  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal) override {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
  }

  [[nodiscard]] QIconEngine* clone() const override { return new TintedSvg(*this); }

 private:
  std::shared_ptr<QSvgRenderer> renderer_;
  const ThemeService* themes_;
  Token tint_;
};

}  // namespace

QIcon lineIcon(const QString& name, const ThemeService& themes, Token tint) {
  for (const int size : {16, 22}) {
    const QString file = QStringLiteral("%1/%2/%3.svg").arg(QLatin1String(kIconFolder)).arg(size).arg(name);
    if (QFileInfo::exists(file)) return QIcon(new TintedSvg(file, themes, tint));
  }
  return {};
}

}  // namespace mw::panels
