// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QObject>
#include <QString>
#include <QUndoStack>
#include <functional>
#include <memory>

#include "core/factory/factory.h"
#include "ui/jobs/job_service.h"
#include "ui/models/attachment_store.h"
#include "ui/models/factory_change.h"

namespace mw::models {

/// The open factory: one value, one undo stack, one change event. Only commands change it (ui/commands).
class Document : public QObject {
  Q_OBJECT
 public:
  /// Keeps a factory on disk, told how many edits lie between it and the one before; called on a worker thread, may
  /// throw OutputError.
  using Storage = std::function<void(const factory::Factory&, std::uint64_t edits)>;

  explicit Document(jobs::JobService& jobs, QObject* parent = nullptr);

  [[nodiscard]] const factory::Factory& factory() const { return *factory_; }
  /// For jobs: the value as it is now.
  [[nodiscard]] std::shared_ptr<const factory::Factory> snapshot() const { return factory_; }
  /// As it was when it was opened.
  [[nodiscard]] const std::shared_ptr<const factory::Factory>& opened() const { return opened_; }
  /// Counts changes; tells whether a result still belongs to what is on screen.
  [[nodiscard]] std::uint64_t revision() const { return revision_; }
  [[nodiscard]] QUndoStack& undoStack() { return undo_stack_; }
  [[nodiscard]] const QString& fileName() const { return file_name_; }

  /// Shows another factory and forgets the undo history. Nothing is written until the next edit.
  /// @param attachments  where the files are kept that it names; in memory where there is none
  void replace(factory::Factory factory, QString file_name, Storage storage,
               std::shared_ptr<AttachmentStore> attachments = nullptr);
  [[nodiscard]] const std::shared_ptr<AttachmentStore>& attachments() const { return attachments_; }

  /// The same factory from now on lies elsewhere; history and all stay.
  /// @param attachments  where the files are kept now that it names
  /// @param kept  what lies there already; anything newer is written at once
  void moveTo(QString file_name, Storage storage, std::shared_ptr<AttachmentStore> attachments,
              const std::shared_ptr<const factory::Factory>& kept);
  /// Tries again after saveFailed(); does nothing when all is saved.
  void saveAgain() { save(); }

  /// For commands alone: the factory after an edit. Emits changed() and writes to the storage in the background.
  void apply(factory::Factory factory, const FactoryChange& change);

  /// Time of the newest durable write of this document; invalid before the first.
  [[nodiscard]] const QDateTime& savedAt() const { return saved_at_; }
  /// Every edit so far is durable.
  [[nodiscard]] bool isSaved() const { return saved_revision_ == revision_; }
  /// Edits are kept somewhere; false for one that is open for reading only.
  [[nodiscard]] bool hasStorage() const { return storage_ != nullptr; }

 signals:
  void changed(const mw::models::FactoryChange& change);
  /// An edit is not durable any more, or all are again.
  void savedChanged();
  void saved(const QDateTime& at);
  void saveFailed(const QString& message);

 private:
  void save();

  jobs::JobService& jobs_;
  std::shared_ptr<const factory::Factory> factory_;
  std::shared_ptr<const factory::Factory> opened_;
  QUndoStack undo_stack_;
  QString file_name_;
  Storage storage_;
  std::shared_ptr<AttachmentStore> attachments_ = memoryAttachments();
  std::uint64_t revision_ = 0;
  std::uint64_t saved_revision_ = 0;
  std::uint64_t storage_number_ = 0;  ///< tells whether a write was to the present storage
  bool is_saving_ = false;
  QDateTime saved_at_;
};

}  // namespace mw::models
