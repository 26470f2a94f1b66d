# SPDX-License-Identifier: Apache-2.0
# Compiler, linker and cache settings that every target of ours shares.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)

find_program(MW_CCACHE ccache)
if(MW_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers are cacheable only with these; the base directory lets every checkout share one cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros
      CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${MW_CCACHE})
endif()
find_program(MW_MOLD mold)
if(MW_MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(millwright_warnings INTERFACE)
add_library(Millwright::warnings ALIAS millwright_warnings)
target_compile_options(millwright_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Woverloaded-virtual -Werror
  # GCC 12 sees overlapping copies in std::string + (its bug 105651).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)

# The same bits in debug and release builds: no fused multiply-add, no reordering.
add_compile_options(-ffp-contract=off)
add_compile_definitions($<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
if(MW_SANITIZE)
  add_compile_options(-fsanitize=${MW_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${MW_SANITIZE})
endif()
