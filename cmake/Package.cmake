# What is installed beside the program, and the Debian package of it all: `cpack -G DEB` in the build directory.
# A package fits the release it is built on, whose libraries it names.
set(FSCOPE_PACKAGING ${PROJECT_SOURCE_DIR}/assets/package)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "The fourierscope authors <authors@fourierscope.invalid>"
    CACHE STRING "Who answers for the package: name and address")
# The revision names the release: 0debian12, 0debian13.
cmake_host_system_information(RESULT FSCOPE_RELEASE QUERY DISTRIB_ID DISTRIB_VERSION_ID)
list(JOIN FSCOPE_RELEASE "" FSCOPE_RELEASE)
set(CPACK_DEBIAN_PACKAGE_RELEASE 0${FSCOPE_RELEASE})
set(FSCOPE_PACKAGE_VERSION ${PROJECT_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE})

find_program(GZIP gzip REQUIRED)
# install_compressed(file folder name): installs file as folder/name.gz, the same bytes from every build.
function(install_compressed file folder name)
  set(compressed ${PROJECT_BINARY_DIR}/package/${name}.gz)
  add_custom_command(OUTPUT ${compressed} COMMAND sh -c "${GZIP} -9nc '${file}' > '${compressed}'"
                     DEPENDS ${file} VERBATIM)
  add_custom_target(compress-${name} ALL DEPENDS ${compressed})
  install(FILES ${compressed} DESTINATION ${folder})
endfunction()

set(data ${CMAKE_INSTALL_DATADIR})
configure_file(${FSCOPE_PACKAGING}/changelog.in ${PROJECT_BINARY_DIR}/package/changelog.Debian @ONLY)
install_compressed(${PROJECT_BINARY_DIR}/package/changelog.Debian ${CMAKE_INSTALL_DOCDIR} changelog.Debian)
install_compressed(${FSCOPE_PACKAGING}/fourierscope.1 ${CMAKE_INSTALL_MANDIR}/man1 fourierscope.1)
install(FILES ${FSCOPE_PACKAGING}/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${FSCOPE_PACKAGING}/fourierscope.bash DESTINATION ${data}/bash-completion/completions
        RENAME fourierscope)
install(FILES ${FSCOPE_PACKAGING}/fourierscope.xml DESTINATION ${data}/mime/packages)
install(FILES ${PROJECT_SOURCE_DIR}/assets/fourierscope.desktop DESTINATION ${data}/applications)
install(FILES ${PROJECT_SOURCE_DIR}/assets/fourierscope.svg DESTINATION ${data}/icons/hicolor/scalable/apps)

set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
# Opened while running, which dpkg-shlibdeps cannot see: libGL, and what GLFW finds of the libraries of X.
set(CPACK_DEBIAN_PACKAGE_DEPENDS libgl1)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
    "fonts-dejavu-core, fonts-wqy-microhei, libxcursor1, libxi6, libxinerama1, libxrandr2")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS ffmpeg)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Trains a network that maps the coordinates of a picture to its colours, on
the CPU, in front of you. One number, the scale of random frequencies, decides
between blur, sharpness and aliasing: drag it and watch.
.
Beside the training stand what theory predicts of it, the spectra, and the
same for one-dimensional signals; there are lessons in English and Chinese,
and commands for work without a window.")
include(CPack)
