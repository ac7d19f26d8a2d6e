// Appendix B. A new claim: its definition in a file of this folder, and a line here, in the order of the paper.
#pragma once

#include "ftcert/audit/claim.hpp"

namespace ftcert::audit {

#define FTCERT_APPENDIX_B_CLAIMS(CLAIM) CLAIM(kAppendixBCount)

FTCERT_APPENDIX_B_CLAIMS(FTCERT_DECLARE_CLAIM)

}  // namespace ftcert::audit
