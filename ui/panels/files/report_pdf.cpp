// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/files/report_pdf.h"

#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgRenderer>
#include <QTextDocument>
#include <QThread>
#include <QUrl>
#include <exception>
#include <memory>

#include "core/base/error.h"
#include "core/report/markup.h"

namespace mw::panels {
namespace {

constexpr int kDotsPerInch = 300;
constexpr int kMargin_mm = 16;
constexpr double kFigureScale = 3;     // pixels of a drawing per unit of its own
constexpr QSize kFigure_pt(500, 640);  // at most, of 504 x 728 between the margins
constexpr double kFoot_mm = 8;

/// Light, whatever the window's theme: it is for paper.
constexpr const char* kStyle =
    "body { color: #1b222b; font-size: 9px; } h1 { font-size: 20px; } h2 { font-size: 13px; } h3 { font-size: 9px; }"
    "p.muted { color: #5b6672; } td, th { border-bottom: 1px solid #dde2e8; padding: 2px 8px 2px 0; font-size: 8px; }"
    "th { color: #5b6672; text-align: left; } code { font-family: monospace; font-size: 8px; }";

QString shown(const std::string& text) {
  return QString::fromStdString(report::escaped(text));
}

QImage drawn(const report::Figure& figure) {
  if (!figure.png.empty()) return QImage::fromData(QByteArray::fromStdString(figure.png));
  QSvgRenderer drawing(QByteArray::fromStdString(figure.svg));
  QImage picture((QSizeF(drawing.defaultSize()) * kFigureScale).toSize(), QImage::Format_RGB32);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  drawing.render(&painter);
  return picture;
}

QString htmlOf(const report::Table& table) {
  QString out = QStringLiteral("<h3>%1</h3><table cellspacing='0'><thead><tr>").arg(shown(table.title));
  for (std::size_t c = 0; c < table.columns.size(); ++c) {
    if (table.columns[c].isHalfWidth()) continue;
    const bool is_pair = c + 1 < table.columns.size() && table.columns[c + 1].isHalfWidth();
    out += (is_pair ? QLatin1String("<th colspan='2'>") : QLatin1String("<th>")) + shown(table.columns[c].title()) +
           QLatin1String("</th>");
  }
  out += QLatin1String("</tr></thead>");
  for (const auto& row : table.rows) {
    out += QLatin1String("<tr>");
    for (std::size_t c = 0; c < row.size(); ++c) {
      const bool stands_right = row[c].is_number && !table.columns[c].isHalfWidth();
      out += (stands_right ? QLatin1String("<td align='right'>") : QLatin1String("<td>")) +
             shown(report::shownIn(table.columns[c], row[c])) + QLatin1String("</td>");
    }
    out += QLatin1String("</tr>");
  }
  out += QLatin1String("</table>");
  if (!table.note.empty()) out += "<p class='muted'>" + shown(table.note) + "</p>";
  return out;
}

QString htmlOf(const report::Section& section, QTextDocument& document, int& figures) {
  QString out = "<h2>" + shown(section.title) + "</h2>";
  for (const std::string& paragraph : section.paragraphs) out += "<p>" + shown(paragraph) + "</p>";
  for (const report::Figure& figure : section.figures) {
    const QString name = QStringLiteral("figure:%1").arg(++figures);
    const QImage picture = drawn(figure);
    document.addResource(QTextDocument::ImageResource, QUrl(name), picture);
    const QSize size = picture.size().scaled(kFigure_pt, Qt::KeepAspectRatio);
    out += QStringLiteral("<p><img src='%1' width='%2' height='%3'></p><p class='muted'>%4</p>")
               .arg(name)
               .arg(size.width())
               .arg(size.height())
               .arg(shown(figure.caption));
  }
  for (const report::Table& table : section.tables) {
    if (table.is_for_files) continue;
    for (const report::Table& piece : report::pageTables(table)) out += htmlOf(piece);
  }
  return out;
}

void fill(QTextDocument& document, const report::Report& report) {
  int figures = 0;
  document.setDefaultStyleSheet(QLatin1String(kStyle));
  QString out = "<body><h1>" + shown(report.title) + "</h1><p class='muted'>" + shown(report.subtitle) + "</p>";
  for (const report::Section& section : report.sections) out += htmlOf(section, document, figures);
  out += QLatin1String("<h2>Where this comes from</h2><table cellspacing='0'>");
  for (const report::Report::Fact& fact : report.provenance) {
    out += "<tr><td>" + shown(fact.label) + "</td><td><code>" +
           QString::fromStdString(report::escapedLines(fact.text, "<br>")) + "</code></td></tr>";
  }
  document.setHtml(out + QLatin1String("</table></body>"));
}

/// The document in points, page by page, with page numbers.
void paint(QTextDocument& document, QPdfWriter& writer, const ProgressSink& progress) {
  QPainter painter(&writer);
  constexpr double kPoint = kDotsPerInch / 72.0;
  const QSizeF page_pt = QSizeF(writer.pageLayout().paintRectPixels(kDotsPerInch).size()) / kPoint;
  const double foot_pt = kFoot_mm * 72 / 25.4;
  const QSizeF text_pt(page_pt.width(), page_pt.height() - foot_pt);
  document.setPageSize(text_pt);
  painter.scale(kPoint, kPoint);
  const int pages = document.pageCount();
  for (int page = 0; page < pages; ++page) {
    if (page > 0) writer.newPage();
    painter.save();
    painter.translate(0, -page * text_pt.height());
    document.drawContents(&painter, QRectF(0, page * text_pt.height(), text_pt.width(), text_pt.height()));
    painter.restore();
    painter.setPen(QColor(0x5B, 0x66, 0x72));
    painter.setFont(document.defaultFont());
    painter.drawText(QRectF(0, text_pt.height(), page_pt.width(), foot_pt), Qt::AlignRight | Qt::AlignBottom,
                     QStringLiteral("%1 / %2").arg(page + 1).arg(pages));
    if (progress) progress({page + 1.0, static_cast<double>(pages), "pages"});
  }
}

QByteArray typeset(const report::Report& report, const ProgressSink& progress) {
  QBuffer target;
  target.open(QIODevice::WriteOnly);
  QPdfWriter writer(&target);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageMargins(QMarginsF(kMargin_mm, kMargin_mm, kMargin_mm, kMargin_mm), QPageLayout::Millimeter);
  writer.setResolution(kDotsPerInch);
  writer.setTitle(QString::fromStdString(report.title));
  writer.setCreator(QStringLiteral("Millwright"));
  QTextDocument document;
  // Lengths are points: one pixel of the layout is one point of the page.
  QFont font(QStringLiteral("Inter"));
  font.setPixelSize(9);
  document.setDefaultFont(font);
  document.setDocumentMargin(0);
  fill(document, report);
  paint(document, writer, progress);
  return target.data();
}

}  // namespace

QByteArray reportPdf(const report::Report& report, const ProgressSink& progress) {
  // The layout of texts needs a thread of Qt, which has timers; that of a job is none.
  QByteArray pdf;
  std::exception_ptr failure;
  const std::unique_ptr<QThread> thread(QThread::create([&] {
    try {
      pdf = typeset(report, progress);
    } catch (...) {
      failure = std::current_exception();
    }
  }));
  thread->start();
  thread->wait();
  if (failure) std::rethrow_exception(failure);
  return pdf;
}

void writeReportPdf(const QString& file, const report::Report& report) {
  const QByteArray pdf = reportPdf(report);
  QSaveFile target(file);
  if (target.open(QIODevice::WriteOnly) && target.write(pdf) == pdf.size() && target.commit()) return;
  throw OutputError(file.toStdString(), target.errorString().toStdString(), "check the folder and the free space");
}

}  // namespace mw::panels
