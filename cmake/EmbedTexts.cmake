# embed_texts(target HEADER h NAMESPACE n FOLDER f FILES file ...): makes files of f/ string constants
# of `target`: with n = fscope::shaders, image_view.frag becomes fscope::shaders::image_view_frag,
# declared in h; n::kAll lists them all as {name, content}.
# Run as a script (cmake -P) it writes the one source that holds them; it reruns when a file changes.
if(CMAKE_SCRIPT_MODE_FILE)
  set(header "// Generated from ${FOLDER}/ by cmake/EmbedTexts.cmake.\n#pragma once\n\n")
  string(APPEND header "namespace ${NAMESPACE} {\n")
  set(all "")
  foreach(path ${FILES})
    get_filename_component(name ${path} NAME)
    string(MAKE_C_IDENTIFIER ${name} identifier)
    file(READ ${path} content)
    if(content MATCHES "\\)embedded\"")
      message(FATAL_ERROR "${path} contains the raw string delimiter )embedded\"")
    endif()
    string(APPEND header "inline constexpr char ${identifier}[] = R\"embedded(${content})embedded\";\n")
    string(APPEND all "    {\"${name}\", ${identifier}},\n")
  endforeach()
  string(APPEND header "struct Text {\n  const char* name;\n  const char* content;\n};\n")
  string(APPEND header "inline constexpr Text kAll[] = {\n${all}};\n")
  file(WRITE ${OUTPUT} "${header}}  // namespace ${NAMESPACE}\n")
  return()
endif()

set(FSCOPE_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_FILE})
function(embed_texts target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "HEADER;NAMESPACE;FOLDER" "FILES")
  set(files ${arg_FILES})
  list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/${arg_FOLDER}/)
  set(dir ${CMAKE_CURRENT_BINARY_DIR}/embedded)
  add_custom_command(
    OUTPUT ${dir}/${arg_HEADER}
    COMMAND ${CMAKE_COMMAND} "-DFILES=${files}" -DFOLDER=${arg_FOLDER} -DNAMESPACE=${arg_NAMESPACE}
            -DOUTPUT=${dir}/${arg_HEADER} -P ${FSCOPE_EMBED_SCRIPT}
    DEPENDS ${files} ${FSCOPE_EMBED_SCRIPT}
    COMMENT "Embedding ${arg_FOLDER}"
    VERBATIM)
  target_sources(${target} PRIVATE ${dir}/${arg_HEADER})
  target_include_directories(${target} PRIVATE ${dir})
endfunction()
