// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/script/script_player.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QMimeData>
#include <QMouseEvent>
#include <QUrl>
#include <QVariant>
#include <filesystem>
#include <fmt/format.h>

#include "ui/script/input_events.h"
#include "ui/script/widget_tree.h"
#include "ui/script/window_shot.h"

namespace mw::script {
namespace {

constexpr int kBetweenSteps_ms = 20;
constexpr double kPoll_ms = 50;
/// As long as a person would look for a widget that is just being built anew.
constexpr double kWidgetComes_ms = 5000;

QString textField(const Step& step, const char* key) {
  return QString::fromStdString(step.fields.value(key, std::string()));
}

Qt::MouseButton buttonOf(const Step& step) {
  const std::string name = step.fields.value("button", std::string("left"));
  return name == "right" ? Qt::RightButton : name == "middle" ? Qt::MiddleButton : Qt::LeftButton;
}

Qt::KeyboardModifiers modifiersOf(const Step& step) {
  Qt::KeyboardModifiers modifiers;
  for (const Json& name : step.fields.value("modifiers", Json::array())) {
    if (name == "ctrl") modifiers |= Qt::ControlModifier;
    if (name == "shift") modifiers |= Qt::ShiftModifier;
    if (name == "alt") modifiers |= Qt::AltModifier;
  }
  return modifiers;
}

Json jsonOf(const QVariant& value) {
  switch (value.typeId()) {
    case QMetaType::Bool:
      return value.toBool();
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
      return value.toLongLong();
    case QMetaType::Double:
      return value.toDouble();
    default:
      return value.toString().toStdString();
  }
}

QVariant variantOf(const Json& value) {
  if (value.is_boolean()) return value.get<bool>();
  if (value.is_number_integer()) return value.get<int>();
  if (value.is_number()) return value.get<double>();
  return QString::fromStdString(value.get<std::string>());
}

}  // namespace

ScriptPlayer::ScriptPlayer(QWidget& window, SceneLocator locator, std::vector<Step> steps, QObject* parent)
    : QObject(parent), window_(window), locator_(std::move(locator)), steps_(steps.begin(), steps.end()) {}

void ScriptPlayer::start() {
  QTimer::singleShot(kBetweenSteps_ms, this, &ScriptPlayer::playNext);
}

void ScriptPlayer::fail(const Step& step, const std::string& cause, const std::string& cure) {
  throw InputError(step.place, fmt::format("step \"{}\": {}", step.what, cause), cure);
}

void ScriptPlayer::playNext() {
  if (steps_.empty()) {
    emit finished();
    return;
  }
  const Step step = steps_.front();
  // A step may lead to another script taking the place of this one.
  const QPointer<ScriptPlayer> here(this);
  try {
    if (mustWait(step)) {
      waitFor(step);
      return;
    }
    steps_.pop_front();
    waited_ms_ = 0;
    play(step);
    if (!here) return;
  } catch (const std::exception& error) {
    if (!here) return;
    emit failed(QString::fromUtf8(error.what()));
    return;
  }
  const int pause_ms = step.what == "wait" ? step.fields.value("ms", 100) : kBetweenSteps_ms;
  QTimer::singleShot(pause_ms, this, &ScriptPlayer::playNext);
}

bool ScriptPlayer::mustWait(const Step& step) const {
  if (step.what == "wait-for") return !holds(step);
  const QString name = textField(step, "target");
  return step.what != "action" && !name.isEmpty() && waited_ms_ < kWidgetComes_ms && findWidget(name) == nullptr;
}

void ScriptPlayer::waitFor(const Step& step) {
  waited_ms_ += kPoll_ms;
  if (waited_ms_ > step.fields.value("timeout_ms", 30000.0)) {
    fail(step, fmt::format("{} did not come about", step.fields.dump()), "raise timeout_ms or mend the program");
  }
  QTimer::singleShot(static_cast<int>(kPoll_ms), this, &ScriptPlayer::playNext);
}

void ScriptPlayer::play(const Step& step) {
  if (step.what == "key" || step.what == "type") {
    playKey(step);
  } else if (step.what == "drag") {
    playDrag(step);
  } else if (step.what == "drop") {
    playDrop(step);
  } else if (step.what == "action") {
    QAction* action = findAction(textField(step, "target"));
    if (action == nullptr || !action->isEnabled()) fail(step, "no such enabled action", "check its objectName");
    action->trigger();
  } else if (step.what == "set") {
    target(step).setProperty(step.fields.at("property").get<std::string>().c_str(), variantOf(step.fields.at("value")));
  } else if (step.what == "expect") {
    if (!holds(step)) {
      const QVariant value = target(step).property(step.fields.at("property").get<std::string>().c_str());
      fail(step, fmt::format("is {}", jsonOf(value).dump()), step.fields.dump());
    }
  } else if (step.what == "resize") {
    window_.resize(step.fields.at("width").get<int>(), step.fields.at("height").get<int>());
  } else if (step.what == "shot") {
    shoot(step);
    if (watch_ != nullptr) watch_->forgive();
  } else if (step.what == "tree") {
    writeTree(textField(step, "file"));
    if (watch_ != nullptr) watch_->forgive();
  } else if (step.what == "expect-responsive") {
    expectResponsive(step);
  } else if (step.what != "wait" && step.what != "wait-for") {
    playMouse(step);
  }
}

void ScriptPlayer::expectResponsive(const Step& step) const {
  if (watch_ == nullptr) fail(step, "nothing watches the event handlers here", "play it with --ui-script");
  const EventWatch::Handler busiest = watch_->busiest();
  if (busiest.cpu_ms <= step.fields.at("max_ms").get<double>()) return;
  std::string others;
  for (const EventWatch::Handler& handler : watch_->busy()) others += "\n  " + text(handler);
  fail(step, fmt::format("the window was deaf for {}", text(busiest)),
       fmt::format("move the work to a job; the busiest handlers:{}", others));
}

void ScriptPlayer::shoot(const Step& step) const {
  QWidget& widget = target(step);
  QRect cut;
  if (step.fields.contains("size")) {
    const Json& size = step.fields["size"];
    cut.setSize({size.at(0).get<int>(), size.at(1).get<int>()});
    cut.moveCenter(widget.mapTo(widget.window(), point(step, widget, "at")));
  }
  writeWindowShot(*widget.window(), textField(step, "file"), cut);
}

void ScriptPlayer::writeTree(const QString& file) const {
  Json tree = widgetTree();
  if (watch_ != nullptr) tree["events"] = watch_->json();
  writeTextFile(file.toStdString(), tree.dump(1) + "\n");
}

void ScriptPlayer::playMouse(const Step& step) {
  QWidget& widget = target(step);
  pointed_at_ = widget.window();
  const QPoint at = point(step, widget, "at");
  const Qt::MouseButton button = buttonOf(step);
  const Qt::KeyboardModifiers modifiers = modifiersOf(step);
  if (step.what == "wheel") {
    wheel(widget, at, step.fields.value("clicks", 1), modifiers);
    return;
  }
  const bool clicks = step.what == "click" || step.what == "double-click";
  if (clicks || step.what == "move") mouseMove(widget, at, Qt::NoButton, modifiers);
  if (clicks || step.what == "press") mousePress(widget, at, button, modifiers);
  if (clicks || step.what == "release") mouseRelease(widget, at, button, modifiers);
  if (step.what == "double-click") {
    // A list's rows are on a child of it, which press and release find by themselves.
    QWidget* child = widget.childAt(at);
    QWidget& hit = child != nullptr ? *child : widget;
    QMouseEvent event(QEvent::MouseButtonDblClick, hit.mapFrom(&widget, at), widget.mapToGlobal(at), button, button,
                      modifiers);
    QCoreApplication::sendEvent(&hit, &event);
    mouseRelease(widget, at, button, modifiers);
  }
}

void ScriptPlayer::playDrag(const Step& step) {
  QWidget& widget = target(step);
  const QPoint from = point(step, widget, "at");
  const QPoint to = point(step, widget, "to");
  const Qt::MouseButton button = buttonOf(step);
  const Qt::KeyboardModifiers modifiers = modifiersOf(step);
  const int count = std::max(1, step.fields.value("steps", 10));
  mouseMove(widget, from, Qt::NoButton, modifiers);
  mousePress(widget, from, button, modifiers);
  for (int i = 1; i <= count; ++i) mouseMove(widget, from + (to - from) * i / count, button, modifiers);
  mouseRelease(widget, to, button, modifiers);
}

void ScriptPlayer::playDrop(const Step& step) {
  QWidget& widget = target(step);
  auto data = std::make_unique<QMimeData>();
  if (step.fields.contains("files")) {
    QList<QUrl> urls;
    for (const Json& file : step.fields["files"])
      urls << QUrl::fromLocalFile(QString::fromStdString(file.get<std::string>()));
    data->setUrls(urls);
  } else {
    data->setData(textField(step, "mime"), textField(step, "data").toUtf8());
  }
  if (!drop(widget, point(step, widget, "at"), std::move(data), modifiersOf(step))) {
    fail(step, "the widget refused the drop", "check its mime type");
  }
}

void ScriptPlayer::playKey(const Step& step) {
  if (step.what == "type") {
    if (step.fields.contains("target")) {
      QWidget& widget = target(step);
      pointed_at_ = widget.window();
      activate(*widget.window());
      widget.setFocus(Qt::OtherFocusReason);
    }
    typeText(windowOfKeys(), textField(step, "text"));
    return;
  }
  const QKeySequence sequence(textField(step, "key"));
  if (sequence.isEmpty()) fail(step, "no such key", "write it as Ctrl+Z, Space or Return");
  const QKeyCombination combination = sequence[0];
  const bool is_letter = combination.key() < 128 && combination.keyboardModifiers() == Qt::NoModifier;
  key(windowOfKeys(), combination.key(), combination.keyboardModifiers(),
      is_letter ? QString(QChar(combination.key())).toLower() : QString());
}

QWidget& ScriptPlayer::target(const Step& step) const {
  const QString name = textField(step, "target");
  if (name.isEmpty()) return window_;
  QWidget* widget = findWidget(name);
  if (widget == nullptr) {
    fail(step, fmt::format("no visible widget \"{}\"", name.toStdString()), "check its objectName with --ui-tree");
  }
  return *widget;
}

QWidget& ScriptPlayer::windowOfKeys() const {
  return pointed_at_ && pointed_at_->isVisible() ? *pointed_at_ : window_;
}

QPoint ScriptPlayer::point(const Step& step, const QWidget& widget, const char* key) const {
  if (!step.fields.contains(key)) return widget.rect().center();
  const Json& at = step.fields[key];
  if (at.is_array()) return {at.at(0).get<int>(), at.at(1).get<int>()};
  const auto found = locate(QString::fromStdString(at.get<std::string>()), locator_);
  if (!found) fail(step, fmt::format("{} is not in view", at.dump()), "write world(x,y,z) or element(\"id\")");
  return *found;
}

bool ScriptPlayer::holds(const Step& step) const {
  if (step.fields.contains("file")) return std::filesystem::exists(step.fields["file"].get<std::string>());
  const QWidget* widget = findWidget(textField(step, "target"));
  if (step.what == "wait-for" && !step.fields.contains("property")) return widget != nullptr;
  if (widget == nullptr) return false;
  const Json value = jsonOf(widget->property(step.fields.at("property").get<std::string>().c_str()));
  if (step.fields.contains("equals")) return value == step.fields["equals"];
  const auto wanted = step.fields.value("contains", std::string());
  return value.is_string() && value.get<std::string>().find(wanted) != std::string::npos;
}

}  // namespace mw::script
