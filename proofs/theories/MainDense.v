(* The statements of DenseStatements.v, proved. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements SmallStatements DenseStatements.
From FTCert Require Import OFLra Net Reduction TwoLower TwoUpper TwoExact.
From FTCert Require Import ThreeUpper ThreeUpperPlus ThreeBounds MainTwo MainThree MainSmall.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem real_closed_square_rootsT : real_closed_square_roots.
Proof. by move=> F a a0; exists (Num.sqrt a); rewrite -expr2 sqr_sqrtr. Qed.

Theorem three_layers_dense_plusT : three_layers_dense_plus.
Proof.
move=> F sq d d1 d2 K x z xI d23 le; apply: fits3_any xI _ => xs ys srt sx sy _ _.
by apply: (fits3_plus sq); rewrite ?sx ?sy //; move: le; rewrite !addn1.
Qed.

Lemma enough (F : realFieldType) : square_roots F -> forall d N K m : nat, (0 < d)%N -> (N <= K)%N ->
  (6 <= m)%N || (5 <= m)%N && (K <= 9)%N -> (4 * (K - 1) <= (m + 1) ^ 2)%N ->
  Statements.suffices (@Statements.net3 F d) N K m.
Proof.
move=> sq d N K m d0 NK hm h; apply/suffices3_dim => //; apply: (plus_upper sq hm).
by move: h; rewrite subn1 addn1.
Qed.

Theorem three_layers_upper_plusT : three_layers_upper_plus.
Proof.
move=> F sq d N K m d0 NK; rewrite /dense_sizes => hK h; apply: enough => //.
have low a : (m <= a)%N -> (4 * (K - 1) <= (a + 1) ^ 2)%N.
  by move=> ma; apply: leq_trans h _; rewrite leq_exp2r // leq_add2r.
case: (leqP 6 m) => //= m6; case/or3P: hK => hK.
- case: (leqP 5 m) => m5; first by rewrite (eqP hK).
  by have := low 4%N m5; rewrite (eqP hK).
- case: (leqP 5 m) => m5; first by rewrite (eqP hK).
  by have := low 4%N m5; rewrite (eqP hK).
- by have := low 5%N m6; move: hK; rewrite (_ : (5 + 1) ^ 2 = 36)%N //; lia.
Qed.

Theorem three_layers_headline_plusT : three_layers_headline_plus.
Proof.
move=> F sq d N K m d0 NK hK ms; have [lo up] := three_layers_headlineT d0 NK ms.
case: ms => suf least; case/andP: (NK) => N0 NK'.
have K8 : (8 <= K)%N by move: hK; rewrite /dense_sizes; case/or3P => [/eqP->|/eqP->|]; lia.
split=> //; last first.
  by apply: leq_trans up _; rewrite (_ : 16 * (N + 1) = 4 * (4 * N + 4))%N ?leq_mul2l ?geq_minr //; lia.
rewrite ltnNge; apply/negP => h; case: m suf least h {lo up} => [|m] suf least h.
  by move: h; rewrite exp0n //; lia.
have /least : Statements.suffices (@Statements.net3 F d) N K m.
  by apply: three_layers_upper_plusT => //; rewrite addn1.
by rewrite ltnn.
Qed.

Theorem three_layers_gap_oneT : three_layers_gap_one.
Proof.
move=> F sq d N K m d0 /andP[NK KN] hK ms.
have K8 : (8 <= K)%N by move: hK; rewrite /dense_sizes; case/or3P => [/eqP->|/eqP->|]; lia.
have NK1 : (1 <= N <= K)%N by lia.
have [_ up _] := three_layers_headline_plusT sq d0 NK1 hK ms; split=> //.
have suf : Net.suffices3 F N K m by apply/(@suffices3_dim F d) => //; case: ms.
have K2 : (2 < K)%N by lia.
have [d1 [d2 [<- h]]] := suffices3_kinks NK K2 suf.
have am := (nat_AGM2 d1.+1 d2.+1).1; rewrite (_ : d1 + d2 + 2 = d1.+1 + d2.+1)%N; last by lia.
apply: leq_trans am; rewrite leq_mul2l /=; lia.
Qed.

Theorem capacity_dense_plusT : capacity_dense_plus.
Proof.
move=> F sq d m K N d0 m6 h [NK _ most]; apply/eqP; rewrite eqn_leq NK /=; apply: most => //.
by apply: enough => //; rewrite m6.
Qed.

(* ---- without roots ---- *)
Theorem three_layers_two_groupsT : three_layers_two_groups.
Proof.
move=> F d d2 K x z xI od d23 le; apply: fits3_any xI _ => xs ys srt sx sy _ _.
by apply: fits3_two; rewrite ?sx ?sy //; move: le; rewrite !addn1.
Qed.

Theorem three_layers_nineT : three_layers_nine.
Proof.
move=> F d N K d0 /andP[NK K9]; apply/suffices3_dim => //; exact: nine_upper K9.
Qed.

Theorem three_layers_fiveT : three_layers_five.
Proof.
move=> F d N K d0 /andP[N3 NK] /andP[K7 K9]; split; first by apply: three_layers_nineT; rewrite ?NK.
by move=> m suf; have [_ ->] := three_layers_small_lowerT d0 NK suf.
Qed.
