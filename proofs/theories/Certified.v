(* A certificate as a theorem: what `ftcert explain CERT --coq OUT.v` writes rests on
   this file.  [accepts] reads and checks the lines of a certificate and compares its
   samples with [data]; all of it is one computation. *)
From Coq Require Import QArith NArith String List Bool.
From FTCert Require Import Certificate Reader CheckSamples CheckInterpolation ReadData CheckFile.
Import ListNotations.
Local Set Implicit Arguments.

(* equal points, values of f and labels, in the same order *)
Fixpoint same_data (a b : list datum) : bool :=
  match a, b with
  | [], [] => true
  | s :: a', t :: b' =>
      (equal_numbers (point s) (point t) && equal_numbers (frozen s) (frozen t)
       && equal_numbers (target s) (target t) && same_data a' b')%bool
  | _, _ => false
  end.

(* of these two kinds *)
Definition is_kind (bound : bool) (c : certificate) : bool :=
  match c with OfInterpolation _ => negb bound | OfBound _ => bound | OfExecution _ => false end.

Definition accepts (bound : bool) (lines : list string) (D P : nat) (data : list datum) (L M K N : nat) : bool :=
  match check_text None (TextFile lines EmptyString) no_tables None None with
  | Error _ => false
  | Ok v =>
      let b := body_of (verified v) in let c := the_claim b in
      (is_kind bound (verified v)
       && N.eqb (dimension b) (N.of_nat D) && N.eqb (outputs b) (N.of_nat P)
       && N.eqb (layers c) (N.of_nat L) && N.eqb (neurons c) (N.of_nat M)
       && N.eqb (samples c) (N.of_nat K) && N.eqb (changed c) (N.of_nat N)
       && same_data (fast_data b (of_samples v)) data)%bool
  end.
