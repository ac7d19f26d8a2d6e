(* Units of several neurons each, as one list of neurons: neuron c of unit k. *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Units.
Variables (n : nat -> nat) (P : nat).
Definition units : seq (nat * nat) := [seq (k, c) | k <- iota 0 P, c <- iota 0 (n k)].

Lemma size_units : size units = (\sum_(k < P) n k)%N.
Proof.
rewrite size_allpairs_dep sumnE big_map -(big_mkord xpredT n).
by rewrite /index_iota subn0; apply: eq_bigr => k _; rewrite size_iota.
Qed.

Lemma sum_units (F : zmodType) (f : nat * nat -> F) :
  \sum_(l < size units) f (nth (0, 0)%N units l) = \sum_(k < P) \sum_(c < n k) f (val k, val c).
Proof.
rewrite -(big_mkord xpredT (fun l => f (nth (0, 0)%N units l))) -(big_nth (0, 0)%N xpredT f).
rewrite big_allpairs_dep /= -(big_mkord xpredT (fun k => \sum_(c < n k) f (k, val c))).
rewrite /index_iota subn0; apply: eq_bigr => k _.
by rewrite -(big_mkord xpredT (fun c => f (k, c))) /index_iota subn0.
Qed.
End Units.
