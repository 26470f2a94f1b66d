// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/document.h"

namespace mw::models {

Document::Document(jobs::JobService& jobs, QObject* parent)
    : QObject(parent), jobs_(jobs), factory_(std::make_shared<const factory::Factory>()), opened_(factory_) {}

void Document::replace(factory::Factory factory, QString file_name, Storage storage,
                       std::shared_ptr<AttachmentStore> attachments) {
  undo_stack_.clear();
  factory_ = std::make_shared<const factory::Factory>(std::move(factory));
  opened_ = factory_;
  file_name_ = std::move(file_name);
  storage_ = std::move(storage);
  attachments_ = attachments ? std::move(attachments) : memoryAttachments();
  ++storage_number_;
  saved_revision_ = ++revision_;
  saved_at_ = {};
  emit changed({FactoryChange::Kind::Replaced, {}});
  emit savedChanged();
}

void Document::moveTo(QString file_name, Storage storage, std::shared_ptr<AttachmentStore> attachments,
                      const std::shared_ptr<const factory::Factory>& kept) {
  file_name_ = std::move(file_name);
  attachments_ = std::move(attachments);
  storage_ = std::move(storage);
  ++storage_number_;
  saved_at_ = {};
  if (kept == factory_) {
    saved_revision_ = revision_;
  } else if (isSaved()) {
    saved_revision_ = revision_++;
  }
  emit savedChanged();
  save();
}

void Document::apply(factory::Factory factory, const FactoryChange& change) {
  factory_ = std::make_shared<const factory::Factory>(std::move(factory));
  const bool was_saved = isSaved();
  ++revision_;
  emit changed(change);
  if (was_saved) emit savedChanged();
  save();
}

void Document::save() {
  if (!storage_ || is_saving_ || isSaved()) return;
  is_saving_ = true;
  const auto revision = revision_;
  const auto number = storage_number_;
  const auto work = [storage = storage_, factory = factory_, edits = revision_ - saved_revision_](std::stop_token,
                                                                                                  const ProgressSink&) {
    storage(*factory, edits);
    return QDateTime::currentDateTime();
  };
  jobs::Job* job = jobs_.start(tr("Saving"), this, work, [this, revision, number](const QDateTime& at) {
    if (number != storage_number_) return;
    saved_revision_ = revision;
    saved_at_ = at;
    emit saved(at);
    if (isSaved()) emit savedChanged();
  });
  connect(job, &jobs::Job::failed, this, [this, number](const QString& message) {
    if (number == storage_number_) emit saveFailed(message);
  });
  connect(job, &jobs::Job::ended, this, [this, revision, number] {
    is_saving_ = false;
    if (revision_ != revision || number != storage_number_) save();
  });
}

}  // namespace mw::models
