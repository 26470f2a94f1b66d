// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/import/import_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace mw::panels {
namespace {

constexpr int kMargin = 12;
constexpr int kWidest = 720;

}  // namespace

ImportBar::ImportBar(QWidget* hall)
    : QFrame(hall), hall_(hall), text_(new QLabel(this)), button_(new QPushButton(tr("Cancel"), this)) {
  setObjectName(QStringLiteral("import.bar"));
  setAccessibleName(tr("Import"));
  setProperty("look", "card");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(12, 6, 6, 6);
  row->setSpacing(12);
  text_->setObjectName(QStringLiteral("import.text"));
  text_->setWordWrap(true);
  text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  row->addWidget(text_, 1);
  button_->setObjectName(QStringLiteral("import.button"));
  button_->setProperty("look", "quiet");
  row->addWidget(button_);
  connect(button_, &QPushButton::clicked, this, [this] {
    if (job_) {
      job_->cancel();
    } else {
      hide();
    }
  });
  hall_->installEventFilter(this);
  hide();
}

void ImportBar::say(const QString& text, const char* look) {
  text_->setProperty("look", look);
  text_->setStyle(text_->style());
  text_->setText(text);
  button_->setText(job_ ? tr("Cancel") : tr("Close"));
  button_->setAccessibleName(button_->text());
  show();
  raise();
  sit();
}

void ImportBar::follow(jobs::Job* job, const QString& what) {
  job_ = job;
  has_message_ = false;
  say(tr("Reading %1...").arg(what), "quiet");
  connect(job, &jobs::Job::progressed, this, [this, what](double done, double, const QString& unit) {
    if (job_) say(tr("Reading %1: %L2 %3").arg(what).arg(static_cast<qlonglong>(done)).arg(unit), "quiet");
  });
  connect(job, &jobs::Job::failed, this, &ImportBar::showProblem);
  connect(job, &jobs::Job::ended, this, [this, job] {
    if (job_ != job && job_) return;
    job_.clear();
    if (!has_message_) hide();
  });
}

void ImportBar::showProblem(const QString& message) {
  job_.clear();
  has_message_ = true;
  say(message, "error");
}

void ImportBar::showResult(const QString& message) {
  job_.clear();
  has_message_ = true;
  say(message, "quiet");
}

void ImportBar::sit() {
  const int width = std::min(kWidest, hall_->width() - 2 * kMargin);
  const int height = std::max(minimumSizeHint().height(), heightForWidth(width));
  setGeometry((hall_->width() - width) / 2, hall_->height() - height - kMargin, width, height);
}

bool ImportBar::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() == QEvent::Resize && !isHidden()) sit();
  return QFrame::eventFilter(watched, event);
}

}  // namespace mw::panels
