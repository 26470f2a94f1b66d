# SPDX-License-Identifier: Apache-2.0
# Third-party libraries, found once here; targets name the ones they use.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(Iconv REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(fmt REQUIRED)
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED COMPONENTS filesystem)
find_package(TBB REQUIRED)
find_package(NLopt REQUIRED)
find_package(SQLiteCpp REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(CLI11 REQUIRED)

add_library(Random123::Random123 INTERFACE IMPORTED)
find_path(RANDOM123_INCLUDE_DIR Random123/philox.h REQUIRED)
target_include_directories(Random123::Random123 INTERFACE ${RANDOM123_INCLUDE_DIR})

add_library(xxHash::xxHash INTERFACE IMPORTED)
find_path(XXHASH_INCLUDE_DIR xxhash.h REQUIRED)
target_include_directories(xxHash::xxHash INTERFACE ${XXHASH_INCLUDE_DIR})

# Debian ships a float and a double set under the same headers; CMake's own module finds the float one.
pkg_check_modules(BULLET_FLOAT64 REQUIRED IMPORTED_TARGET bullet-float64)
pkg_check_modules(OROCOS_KDL REQUIRED IMPORTED_TARGET orocos-kdl)
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)

if(MW_WINDOW)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Gui Widgets OpenGL OpenGLWidgets Svg PrintSupport)
  find_package(QCustomPlotQt6 CONFIG REQUIRED)
  # Explicit components: the whole list would load Qt 5 into a Qt 6 process.
  find_package(VTK 9.1 REQUIRED COMPONENTS CommonCore CommonDataModel CommonExecutionModel CommonTransforms CommonColor
    CommonMath FiltersCore FiltersGeneral FiltersSources FiltersModeling FiltersGeometry RenderingCore RenderingOpenGL2
    RenderingUI RenderingAnnotation RenderingFreeType InteractionStyle InteractionWidgets IOImage ImagingCore)
endif()
if(MW_TESTS)
  find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
  # Qt's own definitions name the build folder, and no suite could come from another checkout's cache.
  set_property(TARGET Qt6::Test PROPERTY INTERFACE_COMPILE_DEFINITIONS QT_TESTLIB_LIB)
  find_package(rapidcheck REQUIRED)
endif()
if(MW_BENCHMARKS)
  find_package(benchmark REQUIRED)
endif()
