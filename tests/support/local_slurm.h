// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QProcessEnvironment>
#include <QStandardPaths>
#include <QString>
#include <unistd.h>

#include "tests/support/program.h"

namespace mw::test {

/// A Slurm of this machine's own (tools/slurm-local), stopped with the object. All that it writes is in a folder.
class LocalSlurm {
 public:
  /// @param folder  of the test; Slurm's own is made in it
  /// @param tool    tools/slurm-local
  LocalSlurm(QString folder, QString tool) : folder_(std::move(folder)), tool_(std::move(tool)) {}
  ~LocalSlurm() {
    if (is_started_) (void)run(tool_, {"stop", "slurm"});
  }
  LocalSlurm(const LocalSlurm&) = delete;
  LocalSlurm& operator=(const LocalSlurm&) = delete;

  /// Why there is none here; empty where there can be.
  [[nodiscard]] static QString whyNot() {
    for (const char* program : {"slurmctld", "slurmd", "munged", "sbatch"}) {
      const bool is_there = !QStandardPaths::findExecutable(program).isEmpty() ||
                            !QStandardPaths::findExecutable(program, {"/usr/sbin", "/sbin"}).isEmpty();
      if (!is_there) return "Slurm is not installed";
    }
    return geteuid() == 0 ? QString() : QString("tools/slurm-local needs root");
  }

  /// @returns what went wrong; empty when it works
  [[nodiscard]] std::string start() {
    environment_.insert("PATH", environment_.value("PATH") + ":/usr/sbin:/sbin");
    const Answer started = run(tool_, {"start", "slurm", "2"});
    if (started.exit_code != 0) return started.err + " ";
    environment_.insert("SLURM_CONF", QDir(folder_).filePath("slurm/slurm.conf"));
    is_started_ = true;
    return {};
  }
  /// With which its programs find it.
  [[nodiscard]] const QProcessEnvironment& environment() const { return environment_; }
  /// One of its programs, say scontrol, or another in the same folder and environment.
  [[nodiscard]] Answer run(const QString& program, const QStringList& arguments) const {
    return runProgram(program, arguments, folder_, environment_);
  }

 private:
  QString folder_;
  QString tool_;
  QProcessEnvironment environment_ = QProcessEnvironment::systemEnvironment();
  bool is_started_ = false;
};

}  // namespace mw::test
