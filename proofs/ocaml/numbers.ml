(* What the extraction maps by hand, beyond the standard library's ExtrOcaml files:
   each function here is trusted to be the Coq function of that name.  Z is zarith's. *)

(* Z.gcd, and Z.ggcd: the gcd and both cofactors *)
let gcd = Z.gcd
let ggcd a b =
  let g = Z.gcd a b in
  if Z.sign g = 0 then (Z.zero, (Z.zero, Z.zero)) else (g, (Z.divexact a g, Z.divexact b g))

(* N.land, N.lor, N.ldiff, N.size *)
let land_ = Z.logand
let lor_ = Z.logor
let ldiff a b = Z.logand a (Z.lognot b)
let size n = Z.of_int (Z.numbits n)

(* Z.pow (0 for a negative exponent), Z.log2 (0 for what is not positive), Pos.size *)
let pow a b = if Z.sign b < 0 then Z.zero else Z.pow a (Z.to_int b)
let log2 n = if Z.sign n <= 0 then Z.zero else Z.of_int (Z.numbits n - 1)

(* Pos.eqb, N.eqb *)
let equal = Z.equal

(* N_of_ascii, ascii_of_N *)
let code c = Z.of_int (Char.code c)
let char_of n = Char.chr (Z.to_int (Z.logand n (Z.of_int 255)))
