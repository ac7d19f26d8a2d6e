# find_package(ftcert) for other projects:
#   find_package(ftcert REQUIRED)
#   target_link_libraries(mine PRIVATE ftcert::ftcert)    # and #include <ftcert/ftcert.hpp>
include(CMakeFindDependencyMacro)
find_dependency(Boost 1.74)
find_dependency(ZLIB)
find_dependency(PkgConfig)
pkg_check_modules(GMP REQUIRED IMPORTED_TARGET gmp)
pkg_check_modules(NETTLE REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(LIBZIP REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(CLP REQUIRED IMPORTED_TARGET clp)
include(${CMAKE_CURRENT_LIST_DIR}/ftcertTargets.cmake)
