// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/factor_tree.h"

#include "ui/models/response_text.h"

namespace mw::models {
namespace {

constexpr quintptr kIsGroup = 0;  // else the group's row + 1

QString kindText(const std::string& kind) {
  if (kind == "pools") return FactorTree::tr("Operators");
  if (kind == "vehicles") return FactorTree::tr("Vehicles");
  if (kind == "flows") return FactorTree::tr("Flow");
  if (kind == "control") return FactorTree::tr("Limit of work in process");
  return QString::fromStdString(kind);
}

QString labelText(const FactorProposal& proposal) {
  return responseTitle(proposal.label);
}

}  // namespace

FactorTree::FactorTree(Document& document, StudyModel& study, jobs::JobService& jobs, QObject* parent)
    : QAbstractItemModel(parent), document_(document), study_(study), jobs_(jobs) {
  connect(&document_, &Document::changed, this, &FactorTree::fill);
  connect(&study_, &StudyModel::draftChanged, this, &FactorTree::showChosen);
  showChosen();
  fill();
}

FactorTree::~FactorTree() {
  if (job_) job_->cancel();
}

void FactorTree::fill() {
  if (job_) job_->cancel();
  const auto work = [factory = document_.snapshot()](std::stop_token, const ProgressSink&) {
    return everyProposal(*factory);
  };
  job_ = jobs_.start(tr("Looking for what can be varied"), this, work, [this](std::vector<ProposalGroup> groups) {
    beginResetModel();
    groups_ = std::move(groups);
    is_filled_ = true;
    endResetModel();
    emit filled();
  });
}

void FactorTree::showChosen() {
  std::set<std::string> chosen;
  for (const StudyDraft::Factor& factor : study_.draft().factors) chosen.insert(factor.path);
  if (chosen == chosen_) return;
  chosen_ = std::move(chosen);
  for (int row = 0; row < rowCount(); ++row) {
    const QModelIndex group = index(row, 0);
    emit dataChanged(index(0, 0, group), index(rowCount(group) - 1, 0, group), {Qt::CheckStateRole});
  }
}

QModelIndex FactorTree::index(int row, int column, const QModelIndex& parent) const {
  if (!hasIndex(row, column, parent)) return {};
  return createIndex(row, column, parent.isValid() ? static_cast<quintptr>(parent.row()) + 1 : kIsGroup);
}

QModelIndex FactorTree::parent(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == kIsGroup) return {};
  return createIndex(static_cast<int>(index.internalId() - 1), 0, kIsGroup);
}

int FactorTree::rowCount(const QModelIndex& parent) const {
  if (!parent.isValid()) return static_cast<int>(groups_.size());
  if (parent.internalId() != kIsGroup || parent.column() > 0) return 0;
  return static_cast<int>(groups_[static_cast<std::size_t>(parent.row())].proposals.size());
}

int FactorTree::columnCount(const QModelIndex&) const {
  return ColumnCount;
}

const ProposalGroup* FactorTree::groupOf(const QModelIndex& index) const {
  const QModelIndex group = index.internalId() == kIsGroup ? index : index.parent();
  return &groups_[static_cast<std::size_t>(group.row())];
}

const FactorProposal* FactorTree::proposalOf(const QModelIndex& index) const {
  if (!index.isValid() || index.internalId() == kIsGroup) return nullptr;
  return &groupOf(index)->proposals[static_cast<std::size_t>(index.row())];
}

QVariant FactorTree::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const ProposalGroup& group = *groupOf(index);
  const FactorProposal* proposal = proposalOf(index);
  const bool is_what = index.column() == What;
  if (role == Qt::DisplayRole) {
    if (!proposal) return is_what ? QString::fromStdString(group.name) : kindText(group.kind);
    return is_what ? labelText(*proposal) : valueText(*proposal);
  }
  if (role == Qt::CheckStateRole && proposal && is_what)
    return chosen_.contains(proposal->path) ? Qt::Checked : Qt::Unchecked;
  if (role == Qt::ToolTipRole) return QString::fromStdString(proposal ? proposal->path : group.id);
  if (role == kSearchRole) {
    const QString thing =
        QStringLiteral("%1 %2 %3")
            .arg(QString::fromStdString(group.name), QString::fromStdString(group.id), kindText(group.kind));
    return proposal
               ? QStringLiteral("%1 %2 %3").arg(thing, labelText(*proposal), QString::fromStdString(proposal->label))
               : thing;
  }
  return {};
}

bool FactorTree::setData(const QModelIndex& index, const QVariant& value, int role) {
  const FactorProposal* proposal = proposalOf(index);
  if (role != Qt::CheckStateRole || !proposal) return false;
  if (value.toInt() == Qt::Checked) {
    const QString why_not = study_.vary(proposal->path);
    emit refused(why_not);
    return why_not.isEmpty();
  }
  const auto& factors = study_.draft().factors;
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (factors[i].path != proposal->path) continue;
    study_.removeFactor(i);
    emit refused({});
    return true;
  }
  return false;
}

QVariant FactorTree::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  return section == What ? tr("What can be varied") : tr("Today");
}

Qt::ItemFlags FactorTree::flags(const QModelIndex& index) const {
  Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable;
  return proposalOf(index) && index.column() == What ? flags | Qt::ItemIsUserCheckable : flags;
}

}  // namespace mw::models
