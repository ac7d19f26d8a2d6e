(* What is proved of chain units: definitions and a statement, and no proofs.
   MainChains.v proves it under the same name with a T. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Chains.
Variable F : realFieldType.

(* A chain with n pivots in every run j, at place l j with label l j, l < n: a group of n + 1
   second-layer neurons with outer weights of alternating signs, negative first if so said.
   A run of even number j is read from left to right, one of odd number from right to left. *)
Record chain := Chain {
  pivots : nat; negative_first : bool; place : nat -> nat -> F; label : nat -> nat -> F }.
Variable c : chain.

(* t is further on in run j than s *)
Definition further (j : nat) (s t : F) : Prop := 0 < (-1) ^+ j * (t - s).

(* of the pivots in run j, those before number r - 1 come before t, those after it after t,
   and that one, if there is one, is t *)
Definition in_place (j r : nat) (t : F) : Prop :=
  (r <= (pivots c).+1)%N /\ forall l, (l < pivots c)%N ->
  [/\ (l.+1 < r)%N -> further j (place c l j) t, l.+1 = r -> t = place c l j &
      (r < l.+1)%N -> further j t (place c l j)].

(* what the chain contributes there *)
Definition served (j r : nat) : F := if (0 < r <= pivots c)%N then label c r.-1 j else 0.

(* the first label has the first sign, or is 0; the last one has the last sign, or is 0 *)
Definition end_signs (j : nat) : Prop := (0 < pivots c)%N ->
  0 <= (-1) ^+ negative_first c * label c 0 j /\
  0 <= (-1) ^+ negative_first c * (-1) ^+ pivots c * label c (pivots c).-1 j.
End Chains.

(* G runs between the knots t 0 < .. < t G, C chains with their pivots there: if at every
   sample the contributions sum up to its label, widths G and (pivots + 1, summed over the
   chains) fit *)
Definition three_layers_chains : Prop :=
  forall (F : realFieldType) (d K G C : nat) (a : 'rV[F]_d) (x : nat -> 'cV[F]_d) (z : nat -> F)
    (t : nat -> F) (cs : nat -> chain F) (run : nat -> nat) (rank : nat -> nat -> nat),
  let at_ i := (a *m x i) 0 0 in
  (forall j, (j < G)%N -> t j < t j.+1) ->
  (forall i, (i < K)%N -> (run i < G)%N /\ t (run i) < at_ i < t (run i).+1) ->
  (forall k j, (k < C)%N -> (j < G)%N -> end_signs (cs k) j /\
     forall l, (l < pivots (cs k))%N -> t j < place (cs k) l j < t j.+1) ->
  (forall i, (i < K)%N -> (forall k, (k < C)%N -> in_place (cs k) (run i) (rank k i) (at_ i)) /\
     \sum_(k < C) served (cs k) (run i) (rank k i) = z i) ->
  exists g, net3_widths G (\sum_(k < C) (pivots (cs k)).+1) g /\ forall i, (i < K)%N -> g (x i) = z i.
