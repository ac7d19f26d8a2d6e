(* The statement of ChainStatements.v, proved. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements ChainStatements.
From FTCert Require Import Net Reduction ThreeUpperChains.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem three_layers_chainsT : three_layers_chains.
Proof.
move=> F d K G C a x z t cs run rank X tinc Xrun fit place.
have [g e] := chains_core tinc Xrun fit place.
exists (fun p => eval3 G (\sum_(k < C) (pivots (cs k)).+1) g ((a *m p) 0 0)); split; last exact: e.
by apply: (@deep_lift F d _ _ a (eval3 _ _ g)); exists g.
Qed.
