(* The theorems of SmallStatements.v. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements SmallStatements.
From FTCert Require Import OFLra Net Reduction ThreeUpper SmallUpper SixPoints SmallBounds MainThree.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem few_labelsT : few_labels.
Proof.
move=> F d K x z xI fit changed; split=> h; apply: (fits3_any xI) => xs ys srt sx sy nz _.
- by apply: few1; rewrite ?sx ?sy // nz.
- by apply: few2; rewrite ?sx ?sy // nz.
by apply: few3; rewrite ?sx ?sy // nz.
Qed.

Theorem six_pointsT : six_points.
Proof.
move=> F d K x z xI K6; apply: (fits3_any xI) => xs ys srt sx sy _ _.
case: (leqP K 5) => K5; first by apply: fits3_dense; rewrite ?sx ?sy.
by apply: fits_six => //; rewrite ?sx ?sy; apply/eqP; rewrite eqn_leq K6.
Qed.

Theorem four_and_seven_pointsT : four_and_seven_points.
Proof.
move=> F d d1 d2 u v g ng; have [h [n eh] k] := deep_restrict u v ng.
split=> dm e; [apply: (no_four (g := n) dm) | apply: (no_seven_four (g := n) dm)].
all: by move=> i hi; rewrite -eh -k e.
Qed.

Theorem three_layers_small_lowerT : three_layers_small_lower.
Proof.
move=> F d N K m d0 NK /(suffices3_dim F m d0 NK) suf.
by split=> hN hK; [exact: lower4 suf | exact: lower5 suf].
Qed.

Theorem three_layers_tableT : three_layers_table.
Proof.
move=> F d N K d0 NK h; have [s l] := least F NK h; split; first exact/(suffices3_dim F _ d0 NK).
by move=> m /(suffices3_dim F m d0 NK); exact: l.
Qed.

Theorem three_changedT : three_changed.
Proof.
move=> F d K m d0 K7; have K3 : (3 <= K)%N by exact: leq_trans K7.
split; first by move/(suffices3_dim F m d0 K3); exact: lower5.
by apply/(suffices3_dim F 6 d0 K3); have [[]] := @upper_few F 3 K.
Qed.
