# embed_shaders(target file.frag ...): makes the GLSL files, named relative to shaders/, string constants
# of `target`: shaders/image_view.frag becomes fscope::shaders::image_view_frag, declared in "shaders.h".
# Run as a script (cmake -P) it writes the one source that holds them; it reruns when a file changes.
if(CMAKE_SCRIPT_MODE_FILE)
  set(header "// Generated from shaders/ by cmake/EmbedShaders.cmake.\n#pragma once\n\nnamespace fscope::shaders {\n")
  foreach(path ${FILES})
    get_filename_component(name ${path} NAME)
    string(MAKE_C_IDENTIFIER ${name} identifier)
    file(READ ${path} content)
    if(content MATCHES "\\)glsl\"")
      message(FATAL_ERROR "${path} contains the raw string delimiter )glsl\"")
    endif()
    string(APPEND header "inline constexpr char ${identifier}[] = R\"glsl(${content})glsl\";\n")
  endforeach()
  file(WRITE ${OUTPUT} "${header}}  // namespace fscope::shaders\n")
  return()
endif()

set(FSCOPE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(embed_shaders target)
  list(TRANSFORM ARGN PREPEND ${PROJECT_SOURCE_DIR}/shaders/ OUTPUT_VARIABLE files)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  add_custom_command(
    OUTPUT ${dir}/shaders.h
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DOUTPUT=${dir}/shaders.h -P ${FSCOPE_EMBED_SCRIPT}
    DEPENDS ${files} ${FSCOPE_EMBED_SCRIPT}
    COMMENT "Embedding shaders"
    VERBATIM)
  target_sources(${target} PRIVATE ${dir}/shaders.h)
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
