# Targets `format`, `format-check` and `tidy`: the two checkers over all our own sources.
file(GLOB_RECURSE FSCOPE_SOURCES CONFIGURE_DEPENDS
     ${PROJECT_SOURCE_DIR}/core/*.h ${PROJECT_SOURCE_DIR}/core/*.cpp
     ${PROJECT_SOURCE_DIR}/app/*.h ${PROJECT_SOURCE_DIR}/app/*.cpp
     ${PROJECT_SOURCE_DIR}/tests/*.h ${PROJECT_SOURCE_DIR}/tests/*.cpp)
find_program(CLANG_FORMAT clang-format)
find_program(RUN_CLANG_TIDY run-clang-tidy)
if(CLANG_FORMAT)
  add_custom_target(format COMMAND ${CLANG_FORMAT} -i ${FSCOPE_SOURCES} VERBATIM)
  add_custom_target(format-check COMMAND ${CLANG_FORMAT} --dry-run -Werror ${FSCOPE_SOURCES} VERBATIM)
endif()
if(RUN_CLANG_TIDY)
  # clang does not read GCC's precompiled headers: sources are read without them.
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/tidy)
  add_custom_target(tidy
                    COMMAND sed "s/-Winvalid-pch -include [^ ]*cmake_pch.hxx//g" ${CMAKE_BINARY_DIR}/compile_commands.json
                            > ${CMAKE_BINARY_DIR}/tidy/compile_commands.json
                    COMMAND ${RUN_CLANG_TIDY} -quiet -p ${CMAKE_BINARY_DIR}/tidy
                    # what clang 14 wants beside GCC's -ftrivial-auto-var-init=zero
                    -extra-arg=-enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
                    "${PROJECT_SOURCE_DIR}/(core|app)/.*\\.cpp$" VERBATIM)
endif()
