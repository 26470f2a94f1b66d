// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/models/guided_study.h"

namespace mw::panels {

/// One step of the guide: its title, why it is asked, and what is chosen. Follows the study that is written.
class GuidePage : public QWidget {
  Q_OBJECT
 public:
  /// @param name  of its widgets: "studyGuide.NAME..."
  GuidePage(models::GuidedStudy& guide, models::GuideStep step, const QString& name, const QString& why,
            QWidget* parent);

  /// What is typed but cannot be taken; empty when all is.
  [[nodiscard]] virtual QString problem() const { return {}; }
  /// Where the keyboard goes when the page comes up.
  [[nodiscard]] virtual QWidget* firstField() const = 0;

 signals:
  /// Something was chosen or typed.
  void touched();

 protected:
  [[nodiscard]] models::GuidedStudy& guide() const { return guide_; }
  [[nodiscard]] QVBoxLayout& column() const { return *column_; }
  [[nodiscard]] QString named(const char* field) const;
  /// A choice of several, with a line about it.
  QRadioButton* addChoice(const char* field, const QString& title, const QString& about);
  /// A wrapped text that is told later.
  QLabel* addNote(const char* field, const char* look = "muted");
  /// A row of a label and a field, with a remark at its right. @returns the label
  QLabel* addField(const QString& label, QWidget* field, const QString& remark = {});

 private:
  models::GuidedStudy& guide_;
  QString name_;
  QVBoxLayout* column_;
};

[[nodiscard]] QString stepTitle(models::GuideStep step);
/// Shows a text in a look; an empty one takes no room.
void tell(QLabel* label, const QString& text, const char* look = "muted");

/// A field for a time with its unit: "8 h", "90 m". Keeps what cannot be read, and says that it is wrong.
class DurationField : public QLineEdit {
  Q_OBJECT
 public:
  explicit DurationField(QWidget* parent = nullptr);
  /// @param duration_s  none: an empty field
  void show_s(std::optional<double> duration_s);
  /// Why the text is no duration; empty when it is one, or when there is none.
  [[nodiscard]] QString problem() const { return problem_; }

 signals:
  void entered(double duration_s);

 private:
  void take();
  void setProblem(const QString& problem);

  QString shown_;
  QString problem_;
};

}  // namespace mw::panels
