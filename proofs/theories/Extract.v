(* The extraction of the verified checker to OCaml.  Numbers become zarith's; what is
   mapped here by hand, beyond the standard library's ExtrOcaml files, is
   ocaml/numbers.ml and belongs to what is trusted. *)
From Coq Require Import Extraction ExtrOcamlBasic ExtrOcamlString ExtrOcamlNatBigInt ExtrOcamlZBigInt.
From Coq Require Import NArith ZArith Ascii.
From FTCert Require Import CheckFile Verdict.

Extraction Language OCaml.
Extract Constant Z.gcd => "Numbers.gcd".
Extract Constant Z.ggcd => "Numbers.ggcd".
Extract Constant N.land => "Numbers.land_".
Extract Constant N.lor => "Numbers.lor_".
Extract Constant N.ldiff => "Numbers.ldiff".
Extract Constant N.size => "Numbers.size".
Extract Constant Z.pow => "Numbers.pow".
Extract Constant Z.log2 => "Numbers.log2".
Extract Constant Pos.size => "Numbers.size".
Extract Constant Pos.eqb => "Numbers.equal".
Extract Constant N.eqb => "Numbers.equal".
Extract Constant N_of_ascii => "Numbers.code".
Extract Constant ascii_of_N => "Numbers.char_of".

Extraction "checker.ml" answer pair_answer no_answer file_line.
