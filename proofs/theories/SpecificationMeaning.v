(* What an accepted certificate with specifications means, over every ordered field F:
   definitions, no proofs (section 18 of certificate-format.md).  Meaning.v has networks and
   vectors. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning.
From FTCert Require Import Certificate Specification CheckSamples.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* a sample: its point, the value of f there, what is allowed for f + g *)
Record specified_datum := SpecifiedDatum { datum_point : seq Q; datum_frozen : seq Q; asked : specification }.
(* f as the certificate has it; what the label would be is not looked at *)
Definition specified_data_of (b : body) (ss : seq specified_sample) : seq specified_datum :=
  [seq let d := datum_of b (marked (outputs b) s) in SpecifiedDatum (point d) (frozen d) (spec_of s) | s <- ss].

Section Meaning.
Variable F : realFieldType.

Definition in_interval (i : interval) (z : F) : Prop :=
  (forall q, low i = Some q -> Q2F F q <= z) /\ (forall q, high i = Some q -> z <= Q2F F q).

Variables (D P : nat) (margin : Q).

(* v is the value of f and w that of g: v + w is as allowed *)
Definition meets (s : specification) (v w : 'cV[F]_P) : Prop :=
  match s with
  | OfComponents l =>
      forall j : 'I_P, match nth Keep l j with Keep => w j 0 = 0 | Allow i => in_interval i ((v + w) j 0) end
  | OfClasses None => w = 0
  (* one of the classes leads all components that are none of them by the margin *)
  | OfClasses (Some cs) =>
      exists c : 'I_P, List.In (N.of_nat c) cs /\
      forall k : 'I_P, ~ List.In (N.of_nat k) cs -> Q2F F margin <= (v + w) c 0 - (v + w) k 0
  end.

Variable data : seq specified_datum.

(* f + g meets every specification *)
Definition meets_all (g : 'cV[F]_D -> 'cV[F]_P) : Prop :=
  forall s, List.In s data -> meets (asked s) (vec F P (datum_frozen s)) (g (vec F D (datum_point s))).

Definition distinct_specified : Prop := distinct_points F D [seq Datum (datum_point s) [::] [::] | s <- data].

(* samples with a specification other than keep, and those at which g is not 0 *)
Definition specified_samples : nat := count (fun s => is_specified (asked s)) data.
Definition changed_by (g : 'cV[F]_D -> 'cV[F]_P) : nat := count (fun s => g (vec F D (datum_point s)) != 0) data.

(* some network with L affine maps and M hidden neurons meets them and is 0 outside of N samples *)
Definition specification_claim (L M K N S : nat) : Prop :=
  [/\ size data = K, distinct_specified, specified_samples = S &
      exists (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
      [/\ (size ws + 1)%N = L, sumn ws = M, deep ws g, meets_all g & changed_by g = N]].

(* every network with L affine maps that meets them has at least M hidden neurons *)
Definition specified_needs (L M : nat) : Prop :=
  forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P),
  (size ws + 1)%N = L -> deep ws g -> meets_all g -> (M <= sumn ws)%N.
Definition specified_bound_claim (L M K S : nat) : Prop :=
  [/\ size data = K, distinct_specified, specified_samples = S & specified_needs L M].
End Meaning.
