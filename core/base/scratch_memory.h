// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <vector>

namespace mw {

/// Blocks of at least this size lie in scratch files, smaller ones on the heap.
inline constexpr std::size_t kScratchBytes = std::size_t{16} << 20U;

/// Memory in an unnamed file of the folder for large temporary files ($TMPDIR, else /var/tmp): the system keeps it in
/// memory while there is room, and writes it out where there is none. Nothing is left behind, however the program
/// ends. Where the folder has no room, or is none, plain memory instead.
/// @throws std::bad_alloc
[[nodiscard]] void* allocateScratch(std::size_t bytes);
/// @param bytes  as it was asked for
void freeScratch(void* memory, std::size_t bytes) noexcept;
/// The system may have back the memory that pages of a scratch block use; they keep what they hold and come back when
/// they are touched. From any thread, also while others read.
/// @param memory  from allocateScratch
/// @param first   bytes from its start, as is last
void letGoOfScratch(const void* memory, std::size_t first, std::size_t last) noexcept;

/// Puts what may outgrow memory into scratch files.
template <class T>
struct ScratchAllocator {
  using value_type = T;

  ScratchAllocator() = default;
  template <class U>
  ScratchAllocator(const ScratchAllocator<U>& /*other*/) noexcept {}

  [[nodiscard]] T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
    const std::size_t bytes = count * sizeof(T);
    return static_cast<T*>(bytes < kScratchBytes ? ::operator new(bytes) : allocateScratch(bytes));
  }
  void deallocate(T* memory, std::size_t count) noexcept {
    const std::size_t bytes = count * sizeof(T);
    bytes < kScratchBytes ? ::operator delete(memory) : freeScratch(memory, bytes);
  }
  friend bool operator==(const ScratchAllocator& /*a*/, const ScratchAllocator& /*b*/) { return true; }
};

/// A long series of numbers: a vector in every respect, of which only what is in use needs memory.
class Column : public std::vector<double, ScratchAllocator<double>> {
 public:
  using vector::vector;
  Column(const std::vector<double>& values) : vector(values.begin(), values.end()) {}

  [[nodiscard]] bool operator==(const std::vector<double>& other) const { return std::ranges::equal(*this, other); }
};

/// The system may have back the memory of a column's rows [first, last) until they are read again. Long passes over
/// long columns call this behind them.
inline void letGo(const Column& column, std::size_t first, std::size_t last) noexcept {
  if (column.capacity() * sizeof(double) < kScratchBytes) return;
  letGoOfScratch(column.data(), first * sizeof(double), last * sizeof(double));
}
inline void letGo(const Column& column) noexcept {
  letGo(column, 0, column.size());
}

}  // namespace mw
