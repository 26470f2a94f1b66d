// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTest>
#include <memory>

#include "tests/support/patience.h"
#include "tests/ui/models/lines.h"
#include "ui/models/session_studies.h"
#include "ui/models/study_model.h"

namespace mw::test {

/// A small line, and a study of its second machine and its buffer.
class StudyFixture : public QObject {
 protected:
  void open() {
    study_.reset();
    document_.reset();
    jobs_ = std::make_unique<jobs::JobService>();
    document_ = std::make_unique<models::Document>(*jobs_);
    document_->replace(smallLine(), "small", {});
    study_ = std::make_unique<models::StudyModel>(*document_, *jobs_, models::sessionStudies());
  }

  [[nodiscard]] static models::StudyDraft draft(std::uint32_t points, std::uint32_t replications) {
    models::StudyDraft draft;
    draft.name = "cycle";
    draft.factors = {{"m2_s", "elements/m2/process/mean_s", 6, 14, false, {}},
                     {"places", "elements/b/capacity", 3, 5, true, {}}};
    draft.points = points;
    draft.horizon_s = 20'000;
    draft.warmup_s = 600;
    draft.replications = replications;
    draft.responses = {"throughput_per_h", "lead_time_mean_s"};
    return draft;
  }

  void run(const models::StudyDraft& wanted) {
    study_->edit(wanted);
    study_->run();
    QTRY_VERIFY2_WITH_TIMEOUT(study_->state() == models::StudyModel::State::Complete, qPrintable(study_->problem()),
                              test::kPatience_ms);
  }

  std::unique_ptr<jobs::JobService> jobs_;
  std::unique_ptr<models::Document> document_;
  std::unique_ptr<models::StudyModel> study_;
};

}  // namespace mw::test
