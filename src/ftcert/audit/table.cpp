#include "ftcert/audit/table.hpp"

#include <array>

#include "ftcert/audit/claims/appendix_a/claims.hpp"
#include "ftcert/audit/claims/appendix_b/claims.hpp"
#include "ftcert/audit/claims/captions/claims.hpp"
#include "ftcert/audit/claims/definitions/claims.hpp"
#include "ftcert/audit/claims/section_4/claims.hpp"
#include "ftcert/audit/claims/section_5/claims.hpp"
#include "ftcert/audit/claims/section_6/claims.hpp"
#include "ftcert/audit/claims/section_7/claims.hpp"

namespace ftcert::audit {

std::span<const Claim* const> claims() {
#define FTCERT_ADDRESS(name) &name,
  // clang-format off
  static constexpr std::array table{
      FTCERT_DEFINITIONS_CLAIMS(FTCERT_ADDRESS)
      FTCERT_SECTION_4_CLAIMS(FTCERT_ADDRESS)
      FTCERT_SECTION_5_CLAIMS(FTCERT_ADDRESS)
      FTCERT_APPENDIX_A_CLAIMS(FTCERT_ADDRESS)
      FTCERT_SECTION_6_CLAIMS(FTCERT_ADDRESS)
      FTCERT_APPENDIX_B_CLAIMS(FTCERT_ADDRESS)
      FTCERT_SECTION_7_CLAIMS(FTCERT_ADDRESS)
      FTCERT_CAPTIONS_CLAIMS(FTCERT_ADDRESS)
  };
  // clang-format on
#undef FTCERT_ADDRESS
  return table;
}

}  // namespace ftcert::audit
