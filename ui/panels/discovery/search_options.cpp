// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/panels/discovery/search_options.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <limits>

namespace mw::panels {
namespace {

constexpr int kFewestReplications = 2;
constexpr int kMostReplications = 10'000;

}  // namespace

SearchOptions::SearchOptions(models::DiscoveryModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(8);
  const auto add = [this, row](QWidget* field, const char* name, const QString& title, int stretch) {
    field->setObjectName(QStringLiteral("discover.") + QLatin1String(name));
    field->setAccessibleName(title);
    auto* label = new QLabel(title, this);
    label->setProperty("look", "muted");
    label->setBuddy(field);
    row->addWidget(label);
    row->addWidget(field, stretch);
  };
  name_ = new QLineEdit(this);
  name_->setPlaceholderText(tr("after the file"));
  add(name_, "name", tr("Name"), 1);
  connect(name_, &QLineEdit::textEdited, this, [this](const QString& text) {
    edit([&](discovery::DiscoveryOptions& options) { options.name = text.trimmed().toStdString(); });
  });
  arrivals_ = new QComboBox(this);
  arrivals_->addItem(tr("as fitted"), static_cast<int>(discovery::ArrivalRule::Fitted));
  arrivals_->addItem(tr("as in the log"), static_cast<int>(discovery::ArrivalRule::Schedule));
  arrivals_->setToolTip(tr("Cases come by fitted times between them, or at the very starts of the log"));
  add(arrivals_, "arrivals", tr("Arrivals"), 0);
  connect(arrivals_, &QComboBox::activated, this, [this] {
    edit([this](discovery::DiscoveryOptions& options) {
      options.arrivals = static_cast<discovery::ArrivalRule>(arrivals_->currentData().toInt());
    });
  });
  replications_ = new QSpinBox(this);
  replications_->setRange(kFewestReplications, kMostReplications);
  replications_->setToolTip(tr("Simulated periods that the log's later part is compared with"));
  add(replications_, "replications", tr("Simulated periods"), 0);
  connect(replications_, &QSpinBox::valueChanged, this, [this](int count) {
    edit([count](discovery::DiscoveryOptions& options) { options.replications = static_cast<std::uint32_t>(count); });
  });
  seed_ = new QSpinBox(this);
  seed_->setRange(0, std::numeric_limits<int>::max());
  seed_->setToolTip(tr("The same seed finds the same factory"));
  add(seed_, "seed", tr("Seed"), 0);
  connect(seed_, &QSpinBox::valueChanged, this, [this](int seed) {
    edit([seed](discovery::DiscoveryOptions& options) { options.seed = static_cast<std::uint64_t>(seed); });
  });
  connect(&model_, &models::DiscoveryModel::changed, this, &SearchOptions::show);
  show();
}

template <class Change>
void SearchOptions::edit(Change change) {
  discovery::DiscoveryOptions options = model_.options();
  change(options);
  model_.setOptions(options);
}

void SearchOptions::show() {
  const QSignalBlocker quiet_replications(replications_);
  const QSignalBlocker quiet_seed(seed_);
  const discovery::DiscoveryOptions& options = model_.options();
  name_->setToolTip(tr("Left empty: Discovered from %1").arg(QFileInfo(model_.file()).fileName()));
  if (name_->text().trimmed().toStdString() != options.name) name_->setText(QString::fromStdString(options.name));
  arrivals_->setCurrentIndex(arrivals_->findData(static_cast<int>(options.arrivals)));
  replications_->setValue(static_cast<int>(options.replications));
  seed_->setValue(static_cast<int>(options.seed));
}

}  // namespace mw::panels
