(* Lower bounds, the part that is executed: from the kinks that data force to the
   number of neurons.  certificate-format.md, section 9, says what B is; the two
   tests here are M <= B.  Standard library only; AlternationCount.v and
   SignsSound.v prove that every network that fits has M neurons if the test holds. *)
From Coq Require Import NArith List Bool.
Import ListNotations.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Method alternation *)

(* acc * base ^ n if that is at most the bound; it stops above the bound *)
Fixpoint power_within (n : nat) (base acc most : N) : option N :=
  if most <? acc then None
  else match n with
       | O => Some acc
       | S n' => power_within n' base (acc * base) most
       end.

(* d hidden layers need M neurons: M <= d, or else the most even split of M - 1 into
   d widths has at most as many kinks as counted.  2 ^ d is more for a large d *)
Definition alternation_shows (layers kinks neurons : N) : bool :=
  let hidden := layers - 1 in
  if neurons <=? hidden then true
  else if hidden =? 0 then false
  else if N.size kinks <=? hidden then false
  else if hidden * (kinks + 1) <? neurons then false
  else
    let '(q, r) := N.div_eucl (neurons - 1) hidden in
    match power_within (N.to_nat r) (q + 2) 1 kinks with
    | Some a =>
        match power_within (N.to_nat (hidden - r)) (q + 1) a kinks with
        | Some _ => true
        | None => false
        end
    | None => false
    end.

(* ======================================================================== *)
(** * Method signs *)

(* the marks from left to right, true for convex.  Cells serve u convex and v concave
   ones, the present cell a and b more; what it cannot serve goes to one of d cuts,
   behind which the next cell begins *)
Fixpoint cuts_serve (u v a b d : N) (word : list bool) : bool :=
  match word with
  | [] => true
  | convex :: word' =>
      if (if convex then a else b) =? 0 then
        if d =? 0 then false else cuts_serve u v u v (d - 1) word'
      else if convex then cuts_serve u v (a - 1) b d word' else cuts_serve u v a (b - 1) d word'
  end.

(* d cuts and d + 1 cells serve no more than this; the last line is for one or
   two first-layer neurons (ThreeFew.v).  p and q count the marks *)
Definition counts_allow (p q u v d : N) : bool :=
  if p <=? d + (d + 1) * u then
    if q <=? d + (d + 1) * v then
      if p + q <=? d + (d + 1) * (u + v) then
        if 3 <=? d then true else (p - d * u) + (q - d * v) <=? d
      else false
    else false
  else false.

(* d first-layer neurons may do for u and v of the second layer *)
Definition possible (word : list bool) (p q u v d : N) : bool :=
  if counts_allow p q u v d then cuts_serve u v u v d word else false.

(* f fails at k and the n - 1 numbers behind it *)
Fixpoint none (n : nat) (k : N) (f : N -> bool) : bool :=
  match n with
  | O => true
  | S n' => if f k then false else none n' (k + 1) f
  end.

Fixpoint count (convex : bool) (word : list bool) (n : N) : N :=
  match word with
  | [] => n
  | s :: word' => count convex word' (if Bool.eqb s convex then n + 1 else n)
  end.

(* neurons - 1 do not do, for no u + v from 1 to neurons - 2.  A pair that is likely
   to refute a wrong claim comes first *)
Definition signs_show (word : list bool) (neurons : N) : bool :=
  if neurons <=? 2 then true
  else
    let p := count true word 0 in
    let q := count false word 0 in
    if p + q =? 0 then false
    else if p + q + 1 <? neurons then false
    else
      let refutes total u :=
        possible word p q u (total - u) (neurons - 1 - total) in
      let middle := N.min (N.sqrt (p + q)) (neurons - 2) in
      if refutes middle (middle * p / (p + q)) then false
      else none (N.to_nat (neurons - 2)) 1
             (fun total => negb (none (N.to_nat (total + 1)) 0 (refutes total))).
