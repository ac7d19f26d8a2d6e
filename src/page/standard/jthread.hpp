// std::jthread for a program of one thread: none is ever started.
//
// Purpose: included before each file that is compiled for the page. Where the system allows no further thread, ftcert/common/threads.hpp works with the one
// that it has; here this is always so.
#pragma once

#include <system_error>

namespace std {

class jthread {
 public:
  template <class Work>
  explicit jthread(Work&&) {
    throw system_error(make_error_code(errc::resource_unavailable_try_again));
  }
};

}  // namespace std
