// What a verb says of the work that checking its certificate takes.
#pragma once

#include "ftcert/core/work.hpp"
#include "ftcert/verbs/said.hpp"

namespace ftcert {

// Where it is more than a checker does unasked for a certificate of so many bytes: how to ask for it.
inline void say_work(Said& said, const Integer& work, std::size_t bytes) {
  if (work > most_work_for(bytes))
    said.line("Checking it takes " + work.str() + " units of work: a checker needs --max-work " + work.str() + ".");
}

}  // namespace ftcert
