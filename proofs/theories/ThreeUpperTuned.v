(* Three zigzags with one linear relation, by the choice of the knots.

   On every cell j three lines are sought, of slopes s p, s q, s a with s = (-1)^j, through
   (X0 j, V0 j), (XP j, VP j), (XI j, VI j), such that line 0 + e * line P - line I is one
   constant c, and neighbouring lines meet at a knot in the gap (g j, h j).  The pivots of P
   are the ends of the gap for even j, those of 0 for odd j: there one zigzag passes the knot
   with bounded factors, one is tuned, and the relation takes care of the third.
   Paper proof: theorems.md, 3.2.4. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra ThreeUpperSpline ThreeUpperRank ThreeUpperPass.
From FTCert Require DenseStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Tuned.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* the direction of cell j *)
Definition sg (j : nat) : F := (-1) ^+ j.
Lemma sg2 j : sg j * sg j = 1.
Proof. by rewrite /sg -exprD addnn -signr_odd odd_double expr0. Qed.
Lemma sgS j : sg j.+1 = - sg j.
Proof. by rewrite /sg exprS mulN1r. Qed.
Lemma sg_norm j (a : F) : - `|a| <= sg j * a <= `|a|.
Proof. by rewrite -ler_norml norm_sign. Qed.

Section Lines.
Variables (X0 XP XI V0 VP VI g h : nat -> F) (G : nat).
Definition placed j := [/\ g j < h j, XI j < g j /\ h j < XI j.+1,
  if odd j then [/\ X0 j = g j, X0 j.+1 = h j, XP j < g j & h j < XP j.+1]
  else [/\ XP j = g j, XP j.+1 = h j, X0 j < g j & h j < X0 j.+1] &
  0 < sg j * (XI j - X0 j) /\ 0 < sg j * (XP j - XI j)].
Definition meet (X V : nat -> F) j t p p' :=
  V j + sg j * p * (t - X j) = V j.+1 + sg j.+1 * p' * (t - X j.+1).
Lemma placed_gap j : placed j -> g j < h j.
Proof. by case. Qed.
Lemma placed_I j : placed j -> XI j < g j /\ h j < XI j.+1.
Proof. by case. Qed.
Lemma placed_order j : placed j -> 0 < sg j * (XI j - X0 j) /\ 0 < sg j * (XP j - XI j).
Proof. by case. Qed.
Lemma placed_odd j : placed j -> odd j -> [/\ X0 j = g j, X0 j.+1 = h j, XP j < g j & h j < XP j.+1].
Proof. by case=> _ _; case: (odd j). Qed.
Lemma placed_even j : placed j -> ~~ odd j -> [/\ XP j = g j, XP j.+1 = h j, X0 j < g j & h j < X0 j.+1].
Proof. by case=> _ _; case: (odd j). Qed.
Lemma meet_passes X V j t p p' : g j <= t -> t <= h j -> meet X V j t p p' ->
  passes (g j) (h j) (X j) (X j.+1) (sg j * (V j - V j.+1)) t p p'.
Proof.
move=> gt th; rewrite /meet sgS => e; split=> //.
have e2 : sg j * (V j + sg j * p * (t - X j)) = sg j * (V j.+1 - sg j * p' * (t - X j.+1)) by rewrite e; lra.
have s2 := sg2 j; move: (sg j) s2 e2 => s s2 e2.
have h1 : s * (V j + s * p * (t - X j)) = s * V j + s * s * (p * (t - X j)) by lra.
have h2 : s * (V j.+1 - s * p' * (t - X j.+1)) = s * V j.+1 - s * s * (p' * (t - X j.+1)) by lra.
by move: e2; rewrite h1 h2 s2; lra.
Qed.

(* the slopes (a, p, q) of the zigzags I, 0, P on cell j *)
Definition related (e c : F) j (w : F * F * F) := forall t,
  V0 j + sg j * w.1.2 * (t - X0 j) + e * (VP j + sg j * w.2 * (t - XP j))
  - (VI j + sg j * w.1.1 * (t - XI j)) = c.
Definition next j (w w' : F * F * F) := exists t, [/\ g j < t, t < h j,
  meet XI VI j t w.1.1 w'.1.1, meet X0 V0 j t w.1.2 w'.1.2 & meet XP VP j t w.2 w'.2].
Definition tuned e c C := exists w, forall j, (j < G)%N ->
  [/\ C <= (w j).1.1, C <= (w j).1.2, C <= (w j).2 & related e c j (w j)] /\
  ((j.+1 < G)%N -> next j (w j) (w j.+1)).

(* if two of the zigzags are continuous at t, so is the third *)
Lemma meet_0 e c j t w w' : related e c j w -> related e c j.+1 w' ->
  meet XI VI j t w.1.1 w'.1.1 -> meet XP VP j t w.2 w'.2 -> meet X0 V0 j t w.1.2 w'.1.2.
Proof. by move=> /(_ t) r /(_ t) r' mI mP; rewrite /meet in mI mP *; rewrite mI mP in r; lra. Qed.
Lemma meet_I e c j t w w' : related e c j w -> related e c j.+1 w' ->
  meet X0 V0 j t w.1.2 w'.1.2 -> meet XP VP j t w.2 w'.2 -> meet XI VI j t w.1.1 w'.1.1.
Proof. by move=> /(_ t) r /(_ t) r' m0 mP; rewrite /meet in m0 mP *; rewrite m0 mP in r; lra. Qed.
Lemma meet_P c j t w w' : related (-1) c j w -> related (-1) c j.+1 w' ->
  meet XI VI j t w.1.1 w'.1.1 -> meet X0 V0 j t w.1.2 w'.1.2 -> meet XP VP j t w.2 w'.2.
Proof. by move=> /(_ t) r /(_ t) r' mI m0; rewrite /meet in mI m0 *; rewrite mI m0 in r; lra. Qed.

(* slopes so large that the jump of the values does not matter on a gap *)
Lemma over_gaps C : (forall j, g j < h j) -> exists D, C <= D /\ forall j, (j < G)%N -> forall q, D <= q ->
  `|V0 j - V0 j.+1| < q * (h j - g j) /\ `|VP j - VP j.+1| < q * (h j - g j).
Proof.
move=> gap; have [|B hB] := @finite_large F (fun j D => forall q, D <= q ->
  `|V0 j - V0 j.+1| < q * (h j - g j) /\ `|VP j - VP j.+1| < q * (h j - g j)) G; last first.
  by exists (Num.max B C); rewrite le_maxr lexx orbT; split=> // j jG; apply: hB; rewrite ?le_maxr ?lexx.
move=> j _; have d0 : 0 < h j - g j by rewrite subr_gt0.
exists ((`|V0 j - V0 j.+1| + `|VP j - VP j.+1| + 1) / (h j - g j)) => D hD q /(le_trans hD).
rewrite ler_pdivr_mulr //; have := normr_ge0 (V0 j - V0 j.+1); have := normr_ge0 (VP j - VP j.+1).
by split; lra.
Qed.

End Lines.
End Tuned.
