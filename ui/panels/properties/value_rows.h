// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QComboBox>
#include <QToolButton>
#include <vector>

#include "ui/panels/properties/density_view.h"
#include "ui/panels/properties/property_row.h"
#include "ui/panels/properties/unit_field.h"

class QVBoxLayout;

namespace mw::panels {

/// A number with its unit; takes other units too. Empty takes the default back (or null where that is allowed).
class NumberRow : public PropertyRow {
  Q_OBJECT
 public:
  NumberRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;
  void markWrong(bool is_wrong) override { field_->setIsWrong(is_wrong); }

 private:
  void take(const QString& text);
  UnitField* field_;
};

/// One of several words, the id of something, or yes and no.
class ChoiceRow : public PropertyRow {
  Q_OBJECT
 public:
  ChoiceRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;

 private:
  void fill();
  QComboBox* combo_;
};

/// Plain text; renames where it is the id of the element.
class TextRow : public PropertyRow {
  Q_OBJECT
 public:
  TextRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;
  void markWrong(bool is_wrong) override { field_->setIsWrong(is_wrong); }

 private:
  void take(const QString& text);
  UnitField* field_;
};

/// A few numbers side by side.
class VectorRow : public PropertyRow {
  Q_OBJECT
 public:
  VectorRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;

 private:
  void take();
  std::vector<UnitField*> fields_;
};

/// Anything else, as JSON in one line.
class JsonRow : public PropertyRow {
  Q_OBJECT
 public:
  JsonRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;
  void markWrong(bool is_wrong) override { field_->setIsWrong(is_wrong); }

 private:
  UnitField* field_;
};

/// A distribution of times: its family, the family's parameters and its density.
class DistributionRow : public PropertyRow {
  Q_OBJECT
 public:
  DistributionRow(const PanelServices& services, const PropertyItem& item, QWidget* parent);

 protected:
  void showValue() override;

 private:
  [[nodiscard]] QToolButton* fitButton();
  void takeFamily(int index);
  void rebuildParameters(const std::string& family);
  [[nodiscard]] std::string family() const;

  QToolButton* fit_ = nullptr;  ///< a log is of one element
  QComboBox* family_;
  QVBoxLayout* parameters_ = nullptr;
  DensityView* density_;
  std::string shown_family_;
  std::vector<PropertyRow*> rows_;
};

}  // namespace mw::panels
