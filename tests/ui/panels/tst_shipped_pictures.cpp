// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>
#include <cmath>
#include <cstdlib>

#include "core/base/error.h"
#include "ui/models/habits/example_catalog.h"
#include "ui/models/habits/shipped_pictures.h"
#include "ui/panels/files/shipped_pictures.h"

using namespace mw;

namespace {

constexpr auto kCure = "draw them anew: tools/draw-pictures";

std::filesystem::path resources() {
  return models::exampleFolder().parent_path();
}

QImage read(const std::filesystem::path& file) {
  return QImage(QString::fromStdString(file.string())).convertToFormat(QImage::Format_RGBA8888_Premultiplied);
}

/// Mean difference of the channels of two pictures of one size, 0 to 255.
double differenceOf(const QImage& a, const QImage& b) {
  double sum = 0;
  for (int y = 0; y < a.height(); ++y) {
    const uchar* one = a.constScanLine(y);
    const uchar* other = b.constScanLine(y);
    for (int x = 0; x < 4 * a.width(); ++x) sum += std::abs(one[x] - other[x]);
  }
  return sum / (4.0 * a.width() * a.height());
}

}  // namespace

/// The pictures that come with the program show what it comes with.
class TestShippedPictures : public QObject {
  Q_OBJECT
 private slots:
  void examplesAreAsShipped_data();
  void examplesAreAsShipped();
  void cardsLookLikeTheirBodies_data() { themes(); }
  void cardsLookLikeTheirBodies();
  void picturesAreSmall();

 private:
  static void themes();
};

void TestShippedPictures::themes() {
  QTest::addColumn<bool>("is_dark");
  QTest::newRow("light") << false;
  QTest::newRow("dark") << true;
}

void TestShippedPictures::examplesAreAsShipped_data() {
  QTest::addColumn<std::filesystem::path>("example");
  QTest::addColumn<bool>("is_dark");
  for (const models::Example& example : models::examplesIn(models::exampleFolder())) {
    for (const bool is_dark : {false, true}) {
      QTest::addRow("%s %s", example.file.stem().c_str(), is_dark ? "dark" : "light") << example.file << is_dark;
    }
  }
}

void TestShippedPictures::examplesAreAsShipped() {
  QFETCH(std::filesystem::path, example);
  QFETCH(bool, is_dark);
  const QImage picture(QString::fromStdString(models::examplePictureFile(example, is_dark).string()));
  QVERIFY2(!picture.isNull(), kCure);
  QCOMPARE(picture.size(), QSize(496, 320));
  const std::string digest = picture.text(QLatin1String(models::kPictureDigest)).toStdString();
  QVERIFY2(digest == factory::Factory::read(example).digest(), kCure);
  const bool is_dark_above = picture.pixelColor(4, 4).lightness() < 128;
  QVERIFY2(is_dark_above == is_dark, "the picture is of the other theme");
}

void TestShippedPictures::cardsLookLikeTheirBodies() {
  QFETCH(bool, is_dark);
  // Another version of Mesa moves edges by a fraction of a pixel; a body that is missing or another one is off by 10.
  constexpr double kDrawnElsewhere = 2.0;
  const std::vector<std::string> kinds = panels::picturedKinds();
  const std::vector<QImage> drawn = panels::cardPictures(is_dark);
  QCOMPARE(drawn.size(), kinds.size());
  std::string stale;
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const QImage kept = read(models::libraryPictureFile(resources(), kinds[i], is_dark));
    const QImage now = drawn[i].convertToFormat(QImage::Format_RGBA8888_Premultiplied);
    if (kept.size() != now.size() || differenceOf(kept, now) > kDrawnElsewhere) stale += kinds[i] + " ";
  }
  QVERIFY2(stale.empty(), (stale + "look different now; " + kCure).c_str());
}

/// They are read while the window waits.
void TestShippedPictures::picturesAreSmall() {
  constexpr std::uintmax_t kMost_bytes = 200'000;
  for (const char* folder : {"examples/pictures", "library"}) {
    for (const auto& entry : std::filesystem::directory_iterator(resources() / folder)) {
      QVERIFY2(entry.file_size() < kMost_bytes, entry.path().c_str());
    }
  }
}

QTEST_MAIN(TestShippedPictures)
#include "tst_shipped_pictures.moc"
