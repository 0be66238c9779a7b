# One folder under src/ is one module: one target, one namespace.
#
#   gangway_module(NAME store DEPENDS base LINKS SQLite::SQLite3)
#
# globs the folder (and one level below), makes gangway::<name>, and, where there are *_test.cpp or
# *_bench.cpp files, <name>_test (its cases become ctests labelled with the module) and <name>_bench.
# tools/check_includes.py reads these lines: a module includes only what DEPENDS and LINKS name.

add_library(gangway_options INTERFACE)
target_compile_features(gangway_options INTERFACE cxx_std_20)
if(NOT GANGWAY_FUZZ)  # g++ gives the warnings; clang builds the fuzz targets alone
  target_compile_options(gangway_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow=local -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Woverloaded-virtual
    -Wconversion -Wsign-conversion -Wduplicated-cond -Wlogical-op -Wformat=2 -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(GANGWAY_SANITIZE)
  # The sanitizers reach every target, third-party headers' inline code included.
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()
if(GANGWAY_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

function(gangway_module)
  cmake_parse_arguments(arg "" "NAME" "DEPENDS;LINKS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  set(benches ${sources})
  list(FILTER sources EXCLUDE REGEX "_(test|bench)\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")

  if(sources)
    add_library(gangway_${arg_NAME} STATIC ${sources})
    set(scope PUBLIC)
    target_link_libraries(gangway_${arg_NAME} PRIVATE gangway_options)
  else()
    add_library(gangway_${arg_NAME} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(gangway::${arg_NAME} ALIAS gangway_${arg_NAME})
  target_include_directories(gangway_${arg_NAME} ${scope} ${CMAKE_SOURCE_DIR}/src ${CMAKE_BINARY_DIR}/generated)
  target_compile_features(gangway_${arg_NAME} ${scope} cxx_std_20)
  list(TRANSFORM arg_DEPENDS PREPEND gangway::)
  target_link_libraries(gangway_${arg_NAME} ${scope} ${arg_DEPENDS} ${arg_LINKS})

  if(tests AND BUILD_TESTING)
    add_executable(${arg_NAME}_test ${tests})
    target_link_libraries(${arg_NAME}_test PRIVATE gangway::${arg_NAME} gangway_options rapidcheck_gtest
                          GTest::gmock GTest::gtest_main)
    target_compile_definitions(${arg_NAME}_test PRIVATE GANGWAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    gtest_discover_tests(${arg_NAME}_test PROPERTIES LABELS ${arg_NAME} TIMEOUT 900 DISCOVERY_TIMEOUT 60)
  endif()
  if(benches AND GANGWAY_BENCH)
    add_executable(${arg_NAME}_bench ${benches})
    target_link_libraries(${arg_NAME}_bench PRIVATE gangway::${arg_NAME} gangway_options benchmark::benchmark_main)
    target_compile_definitions(${arg_NAME}_bench PRIVATE GANGWAY_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  endif()
endfunction()
