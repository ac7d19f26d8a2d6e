(* Prints what the theorems about binary32 and binary64 rest on: the axioms of the standard library's real numbers. *)
From FTCertFloat Require Import Formats Claimed.

Print Assumptions binary32_sound.
Print Assumptions binary64_sound.
Print Assumptions ieee_keep.
Print Assumptions binary32_keep.
Print Assumptions binary32_keep_subnormal.
Print Assumptions ieee_near.
Print Assumptions ieee_sum.
Print Assumptions keep_any_mode.
Print Assumptions claimed_executes.
Print Assumptions claimed_keep.
