// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/document.h"

namespace mw::models {

Document::Document(jobs::JobService& jobs, QObject* parent)
    : QObject(parent), jobs_(jobs), factory_(std::make_shared<const factory::Factory>()) {}

void Document::replace(factory::Factory factory, QString file_name, Storage storage,
                       std::shared_ptr<AttachmentStore> attachments) {
  undo_stack_.clear();
  factory_ = std::make_shared<const factory::Factory>(std::move(factory));
  file_name_ = std::move(file_name);
  storage_ = std::move(storage);
  attachments_ = attachments ? std::move(attachments) : memoryAttachments();
  saved_revision_ = ++revision_;
  emit changed({FactoryChange::Kind::Replaced, {}});
}

void Document::apply(factory::Factory factory, const FactoryChange& change) {
  factory_ = std::make_shared<const factory::Factory>(std::move(factory));
  ++revision_;
  emit changed(change);
  save();
}

void Document::save() {
  if (!storage_ || is_saving_) return;
  is_saving_ = true;
  const auto revision = revision_;
  const auto work = [storage = storage_, factory = factory_](std::stop_token, const ProgressSink&) {
    storage(*factory);
    return QDateTime::currentDateTime();
  };
  jobs::Job* job = jobs_.start(tr("Saving"), this, work, [this, revision](const QDateTime& at) {
    saved_revision_ = revision;
    saved_at_ = at;
    emit saved(at);
  });
  connect(job, &jobs::Job::failed, this, &Document::saveFailed);
  connect(job, &jobs::Job::ended, this, [this, revision] {
    is_saving_ = false;
    if (revision_ != revision) save();
  });
}

}  // namespace mw::models
