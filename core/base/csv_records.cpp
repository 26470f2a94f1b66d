// SPDX-License-Identifier: Apache-2.0
#include "core/base/csv_records.h"

#include <algorithm>
#include <cstring>
#include <system_error>
#include <utility>

#include "core/base/csv_cells.h"
#include "core/base/error.h"

namespace mw {
namespace {

constexpr std::size_t kPieceBytes = 1U << 20U;

bool hasOddQuotes(std::string_view text) {
  return std::count(text.begin(), text.end(), '"') % 2 != 0;
}

bool isAscii(std::string_view text) {
  unsigned bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

}  // namespace

CsvRecords::CsvRecords(std::filesystem::path file, std::optional<TextEncoding> encoding) : file_(std::move(file)) {
  std::error_code error;
  const auto status = std::filesystem::status(file_, error);
  if (error || !std::filesystem::exists(status)) {
    throw InputError(Place{file_.string(), "", 0, 0}, "no such file", "check the name and the folder");
  }
  if (!std::filesystem::is_regular_file(status)) {
    throw InputError(Place{file_.string(), "", 0, 0}, "not a regular file", "name a file");
  }
  // The size of the very file that was opened: another may take its name at any time.
  stream_.open(file_, std::ios::binary | std::ios::ate);
  const auto end = stream_.is_open() ? static_cast<std::streamoff>(stream_.tellg()) : -1;
  if (end < 0 || !stream_.seekg(0)) {
    throw InputError(Place{file_.string(), "", 0, 0}, "cannot be read", "check its permissions");
  }
  total_bytes_ = static_cast<std::uint64_t>(end);
  refill();
  decode(encoding);
}

/// Turns what has been read so far into UTF-8, and sees to it that all that follows will be.
void CsvRecords::decode(std::optional<TextEncoding> encoding) {
  const std::string_view start(buffer_);
  if (start.starts_with(std::string_view("\xFF\xFE\0\0", 4)) ||
      start.starts_with(std::string_view("\0\0\xFE\xFF", 4))) {
    throw InputError(Place{file_.string(), "", 1, 1}, "is in UTF-32", "save it as UTF-8");
  }
  guess_ = guessEncoding(start, total_bytes_ == read_bytes_);
  const TextEncoding used = encoding.value_or(guess_.encoding);
  const std::size_t mark_bytes = used == guess_.encoding ? guess_.mark_bytes : 0;
  if (used == TextEncoding::Utf16Le || used == TextEncoding::Utf16Be) {
    wide_.emplace(used);
    const std::string raw = std::exchange(buffer_, {});
    wide_->append(std::string_view(raw).substr(mark_bytes), buffer_);
    if (total_bytes_ == read_bytes_) wide_->finish(buffer_);
    return;
  }
  cursor_ = scanned_ = mark_bytes;
  converts_utf8_ = encoding && used != TextEncoding::Utf8;
  if (converts_utf8_) {
    bytes_.emplace(used);
  } else if (!encoding) {
    bytes_.emplace(used == TextEncoding::Utf8 ? TextEncoding::Windows1252 : used);
  }
}

bool CsvRecords::refill() {
  const std::uint64_t wanted = std::min<std::uint64_t>(kPieceBytes, total_bytes_ - read_bytes_);
  if (wanted == 0) return false;
  buffer_.erase(0, cursor_);
  scanned_ -= cursor_;
  cursor_ = 0;
  const std::size_t kept = wide_ ? 0 : buffer_.size();
  std::string& raw = wide_ ? converted_ : buffer_;
  raw.resize(kept + wanted);
  stream_.read(raw.data() + kept, static_cast<std::streamsize>(wanted));
  if (static_cast<std::uint64_t>(stream_.gcount()) != wanted) {
    throw InputError(Place{file_.string(), "", line_, 0}, "became shorter while it was read",
                     "wait until nothing writes to it and read it again");
  }
  read_bytes_ += wanted;
  Digest piece;
  piece.addText(std::string_view(raw).substr(kept));
  digest_.addText(piece.hex());
  if (wide_) {
    wide_->append(raw, buffer_);
    if (read_bytes_ == total_bytes_) wide_->finish(buffer_);
  }
  return true;
}

/// Position of the next CR or LF, or npos. Remembers the line feed found, so that files with CR line ends are not
/// searched to their end for every line.
std::size_t CsvRecords::findLineEnd() {
  if (line_feed_ == std::string::npos || line_feed_ < cursor_) {
    line_feed_ = std::string::npos;
    if (scanned_ < buffer_.size()) {
      const void* found = std::memchr(buffer_.data() + scanned_, '\n', buffer_.size() - scanned_);
      if (found != nullptr) line_feed_ = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
      scanned_ = line_feed_ == std::string::npos ? buffer_.size() : line_feed_ + 1;
    }
  }
  const std::size_t stop = std::min(line_feed_, buffer_.size());
  const void* found = stop > cursor_ ? std::memchr(buffer_.data() + cursor_, '\r', stop - cursor_) : nullptr;
  if (found == nullptr) return line_feed_;
  return static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
}

bool CsvRecords::takeLine(std::string_view& line, bool& has_line_end, bool& is_too_long) {
  is_too_long = false;
  has_line_end = true;
  while (true) {
    const std::size_t end = findLineEnd();
    // A CR at the very end of the buffer may be the first half of CRLF.
    const bool is_undecided = end == std::string::npos || (end + 1 == buffer_.size() && buffer_[end] == '\r');
    if (is_undecided) {
      const bool had_line_feed = line_feed_ != std::string::npos && line_feed_ >= cursor_;
      if (end == std::string::npos && buffer_.size() - cursor_ > kMaxRecordBytes) {
        is_too_long = true;
        cursor_ = buffer_.size();
      }
      const std::size_t shift = cursor_;
      if (refill()) {
        line_feed_ = had_line_feed ? line_feed_ - shift : std::string::npos;
        continue;
      }
    }
    if (end == std::string::npos) {
      if (cursor_ >= buffer_.size() && !is_too_long) return false;
      line = std::string_view(buffer_).substr(cursor_);
      cursor_ = buffer_.size();
      has_line_end = false;
    } else {
      line = std::string_view(buffer_).substr(cursor_, end - cursor_);
      const bool is_pair = buffer_[end] == '\r' && end + 1 < buffer_.size() && buffer_[end + 1] == '\n';
      cursor_ = end + (is_pair ? 2 : 1);
    }
    if (is_too_long || line.size() > kMaxRecordBytes) {
      is_too_long = true;
      line = {};
    }
    ++line_;
    return true;
  }
}

bool CsvRecords::next(CsvRecord& record) {
  if (!takeRecord(record)) return false;
  if (!bytes_ || isAscii(record.text)) return true;
  if (!converts_utf8_ && isUtf8(record.text)) return true;
  converted_ = bytes_->convert(record.text);
  record.text = converted_;
  return true;
}

bool CsvRecords::takeRecord(CsvRecord& record) {
  record = CsvRecord{};
  if (!takeLine(record.text, record.has_line_end, record.is_too_long)) return false;
  record.line = line_;
  record.has_quote = !record.text.empty() && std::memchr(record.text.data(), '"', record.text.size()) != nullptr;
  if (!record.has_quote || !hasOddQuotes(record.text)) return true;
  joined_ = record.text;
  std::string_view more;
  bool is_too_long = false;
  while (takeLine(more, record.has_line_end, is_too_long)) {
    joined_ += '\n';
    joined_ += more;
    if (is_too_long || joined_.size() > kMaxRecordBytes) break;
    if (hasOddQuotes(more)) {
      record.text = joined_;
      return true;
    }
  }
  record.has_open_quote = true;
  record.text = {};
  return true;
}

}  // namespace mw
