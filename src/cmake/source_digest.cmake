# Writes OUTPUT, the definition of program_digest() (ftcert/common/program.hpp). Called with -DSOURCES=.../src -DOUTPUT=FILE
file(GLOB_RECURSE files RELATIVE ${SOURCES} ${SOURCES}/*)
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
