# What Debian expects of each package, written into what cpack has gathered: copyright, changelogs, everything compressed that is to be. cpack runs
# this before it writes the packages. Files get the date of the release, unless SOURCE_DATE_EPOCH names another.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  file(STRINGS ${CPACK_FTCERT_SOURCE}/CITATION.cff released REGEX "^date-released:")
  string(REGEX REPLACE "^date-released: *" "" released "${released}")
  execute_process(COMMAND date --utc --date ${released} +%s OUTPUT_VARIABLE seconds OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{SOURCE_DATE_EPOCH} ${seconds})
endif()
string(TIMESTAMP date "%a, %d %b %Y %H:%M:%S +0000" UTC)
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(name ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  set(root ${CPACK_TEMPORARY_DIRECTORY}/${component}/usr)
  set(documents ${root}/share/doc/${name})
  configure_file(${CPACK_FTCERT_SOURCE}/src/packaging/copyright ${documents}/copyright COPYONLY)
  configure_file(${CPACK_FTCERT_SOURCE}/CHANGELOG.md ${documents}/changelog COPYONLY)
  file(WRITE ${documents}/changelog.Debian "${name} (${CPACK_PACKAGE_VERSION}-${CPACK_DEBIAN_PACKAGE_RELEASE}) bookworm; urgency=medium

  * Version ${CPACK_PACKAGE_VERSION}: see the changelog beside this one.

 -- ${CPACK_PACKAGE_CONTACT}  ${date}
")
  file(GLOB manuals ${root}/share/man/man*/*.?)
  execute_process(COMMAND gzip -9n ${documents}/changelog ${documents}/changelog.Debian ${manuals} COMMAND_ERROR_IS_FATAL ANY)
  file(GLOB modules ${root}/lib/python3/dist-packages/*/*.so)
  if(modules)
    execute_process(COMMAND strip --strip-unneeded ${modules} COMMAND_ERROR_IS_FATAL ANY)
  endif()
  file(GLOB_RECURSE files LIST_DIRECTORIES true ${root}/*)
  foreach(file IN LISTS files ITEMS ${root})
    if(IS_DIRECTORY ${file} OR file MATCHES "/bin/" OR file MATCHES "/share/ftcert/ftcheck.py$")
      file(CHMOD ${file} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
    else()
      file(CHMOD ${file} PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
    endif()
  endforeach()
endforeach()
