# Writes OUTPUT, the definition of program_digest() (ftcert/common/program.hpp), of the sources of the programs. Called with -DSOURCES=.../src -DOUTPUT=FILE
file(GLOB_RECURSE files RELATIVE ${SOURCES} ${SOURCES}/ftcert/* ${SOURCES}/programs/*)
list(SORT files)
set(lines "")
foreach(file IN LISTS files)
  file(SHA256 ${SOURCES}/${file} digest)
  string(APPEND lines "${digest} ${file}\n")
endforeach()
string(SHA256 digest "${lines}")
file(WRITE ${OUTPUT} "#include \"ftcert/common/program.hpp\"

namespace ftcert {

std::string_view program_digest() { return \"${digest}\"; }

}  // namespace ftcert
")
