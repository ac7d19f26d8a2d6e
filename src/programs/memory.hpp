// What happens when GMP or FLINT find no memory: they would abort; a user is owed the documented exit code.
#pragma once

namespace ftcert {

// From now on a failed allocation of a number prints E401 and ends the program with exit code 4; a failure inside FLINT, E901 and 6.
void report_exhausted_memory();

}  // namespace ftcert
