# Debian packages, by cpack (./run package): ftcert, ftcheck and, with FTCERT_PYTHON, python3-ftcert. The same files give the same bytes.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_VENDOR "The ftcert authors")
set(CPACK_PACKAGE_CONTACT "The ftcert authors <ftcert@ftcert.invalid>")
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")  # each package has its own
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_COMPONENTS_ALL ftcert ftcheck)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_FTCERT_PACKAGE_NAME ftcert)
set(CPACK_DEBIAN_FTCERT_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FTCERT_PACKAGE_DEPENDS "ftcheck (= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_FTCERT_DESCRIPTION "exact certificates for small ReLU networks that correct others
Given a frozen network f and samples of which some get new labels, ftcert
finds a small ReLU network g such that f + g has every label, exactly over the
rational numbers or in every floating-point execution, and shows how few
neurons suffice. What it finds it writes as a certificate that others check
without trusting it (package ftcheck), and as a patched ONNX model.")

set(CPACK_DEBIAN_FTCHECK_PACKAGE_NAME ftcheck)
set(CPACK_DEBIAN_FTCHECK_PACKAGE_SECTION science)
set(CPACK_DEBIAN_FTCHECK_PACKAGE_SUGGESTS python3)
set(CPACK_DEBIAN_FTCHECK_DESCRIPTION "checks certificates of ftcert, without trusting it
Two independent programs that read a certificate of ftcert and check every
statement in it: ftcheck, in C++, and /usr/share/ftcert/ftcheck.py, in Python
with its standard library only.")
set(CPACK_DEBIAN_FTCHECK_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/prerm)

if(FTCERT_PYTHON)
  # What pip installs (src/python/backend.py), where Debian's Python looks for it.
  list(APPEND CPACK_COMPONENTS_ALL python)
  install(CODE "file(GLOB wheel ${CMAKE_BINARY_DIR}/packages/wheel/*.whl)
    set(folder \"\$ENV{DESTDIR}\${CMAKE_INSTALL_PREFIX}/lib/python3/dist-packages\")
    file(ARCHIVE_EXTRACT INPUT \${wheel} DESTINATION \${folder})
    file(GLOB record \${folder}/*.dist-info/RECORD)
    file(REMOVE \${record})" COMPONENT python EXCLUDE_FROM_ALL)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-ftcert)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "python3 (>= 3.11), python3 (<< 3.12), python3-numpy")  # Debian 12's, as the extension is built for one
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS "python3-matplotlib, python3-pandas, python3-tqdm")
  set(CPACK_DEBIAN_PYTHON_DESCRIPTION "exact certificates for small ReLU networks, from Python
The module ftcert: what the programs ftcert and ftcheck do, for arrays in
memory. python3 -m ftcert.check checks certificates with Python's standard
library only.")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_CONTROL_EXTRA ${CMAKE_CURRENT_LIST_DIR}/prerm)
endif()

# What a program hands to cpack when it runs, and what every package holds beside its component.
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_LIST_DIR}/complete.cmake)
set(CPACK_FTCERT_SOURCE ${CMAKE_SOURCE_DIR})
include(CPack)
