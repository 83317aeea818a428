# Most sources include these: they are parsed once for all. Configure with CMAKE_DISABLE_PRECOMPILE_HEADERS=ON to see
# that each source names what it uses.
set(FSCOPE_COMMON_HEADERS
    <algorithm> <array> <cmath> <filesystem> <functional> <memory> <optional> <span> <stdexcept> <string>
    <string_view> <utility> <variant> <vector> <Eigen/Core>)

# common_headers_library(name header...): compiles these headers, with the options of this directory, for
# targets with the same options to use: target_precompile_headers(target REUSE_FROM name).
function(common_headers_library name)
  file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp CONTENT "")
  add_library(${name} OBJECT ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()
