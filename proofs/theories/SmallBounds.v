(* Least numbers of neurons of networks with two hidden layers, N or K small: the
   bounds 4 and 5 below, and what is exact.  Paper proof: theorems.md, 3.13. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact ThreeUpper ThreeBounds.
From FTCert Require Import SmallStatements SmallUpper SmallLower SevenNet SixPoints.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Bounds.
Variable F : realFieldType.

(* 0, 1, 0, 1, .. at n points, then zeros *)
Definition turns (n i : nat) : F := if (i < n)%N then (odd i)%:R else 0.

Lemma turns_nnz n K : (n <= K)%N -> (nnz (mkseq (turns n) K) <= count odd (iota 0 n))%N.
Proof.
move=> nK; rewrite /nnz /mkseq count_map -(subnKC nK) iotaD count_cat add0n.
rewrite [X in (_ + X)%N](_ : _ = 0)%N ?addn0.
  apply: sub_count => i /=; rewrite /turns; case: (i < n)%N; last by rewrite eqxx.
  by case: (odd i); rewrite ?eqxx.
apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => i.
by rewrite mem_iota => /andP[h _] /=; rewrite /turns ltnNge h eqxx.
Qed.

Lemma turns_fit N K m n : (n <= K)%N -> (count odd (iota 0 n) <= N)%N -> suffices3 F N K m ->
  exists d1 d2 (g : net3 F), (d1 + d2)%N = m /\ forall i, (i < n)%N -> eval3 d1 d2 g i%:R = (odd i)%:R.
Proof.
move=> nK cN suf; have [|d1 [d2 [dm [g e]]]] := suf (mkseq (fun i => i%:R) K) (mkseq (turns n) K).
  split; rewrite ?size_mkseq //; last exact: leq_trans (turns_nnz nK) cN.
  rewrite /mkseq; apply: (homo_sorted (e := ltn)); last exact: iota_ltn_sorted.
  by move=> i j; rewrite ltr_nat.
exists d1, d2, g; split=> // i iN; have iK := leq_trans iN nK.
have := congr1 (nth 0 ^~ i) e; rewrite (nth_map 0) ?size_mkseq // !nth_mkseq // => ->.
by rewrite /turns iN.
Qed.

Section Turns.
Variables (d1 d2 n : nat) (g : net3 F).
Hypothesis e : forall i, (i < n.+1)%N -> eval3 d1 d2 g i%:R = (odd i)%:R.

Lemma turns_zigzag : zigzag true (fun i => eval3 d1 d2 g i%:R) n.
Proof. by move=> i iN; rewrite !e // ?ltnS ?(ltnW iN) //=; case: (odd i); rewrite /= ltr01. Qed.
Lemma turns_layers : (0 < n)%N -> (0 < d1)%N /\ (0 < d2)%N.
Proof.
move=> n0; have e0 := e (ltn0Sn n); have e1 := e (n0 : (1 < n.+1)%N).
suff h : (d1 * d2 != 0)%N by move: h; rewrite muln_eq0 negb_or -!lt0n => /andP[].
apply/eqP => z; move: e1; rewrite (empty_layer g 1%:R 0%:R z) e0 => /eqP.
by rewrite eq_sym oner_eq0.
Qed.
End Turns.

Lemma integers_increase n : increasing (fun i => i%:R : F) n.
Proof. by move=> i _; rewrite ltr_nat. Qed.

(* three neurons do not fit 0, 1, 0, 1 *)
Theorem no_four d1 d2 (g : net3 F) : (d1 + d2 = 3)%N ->
  (forall i, (i < 4)%N -> eval3 d1 d2 g i%:R = (odd i)%:R) -> False.
Proof.
move=> dm e; have [p1 p2] := turns_layers e isT; have z := turns_zigzag e.
have : (d1 = 1 /\ d2 = 2)%N \/ (d1 = 2 /\ d2 = 1)%N by lia.
case=> -[k1 k2]; move: z; rewrite k1 k2 => z.
  have [s [q [qI zq]]] := zigzag_first (@integers_increase 3) z.
  exact: (no2_zigzag qI zq).
have [s zq] := zigzag_last z; exact: (no2_zigzag (@integers_increase 3) zq).
Qed.

(* four do not fit 0, 1, 0, 1, 0, 1, 0 *)
Theorem no_seven_four d1 d2 (g : net3 F) : (d1 + d2 = 4)%N ->
  (forall i, (i < 7)%N -> eval3 d1 d2 g i%:R = (odd i)%:R) -> False.
Proof.
move=> dm e; have [p1 p2] := turns_layers e isT; have z := turns_zigzag e.
have : (d1 = 1 /\ d2 = 3)%N \/ (d1 = 3 /\ d2 = 1)%N \/ (d1 = 2 /\ d2 = 2)%N by lia.
case=> [[k1 k2]|[[k1 k2]|[k1 k2]]]; move: z e; rewrite k1 k2 => z e.
- have [s [q [qI zq]]] := zigzag_first (@integers_increase 6) z.
  by have := shallow_zigzag qI zq; rewrite size_map size_iota.
- have [s zq] := zigzag_last z.
  by have := shallow_zigzag (@integers_increase 6) zq; rewrite size_row.
exact: (no_seven e).
Qed.

Theorem lower4 N K m : (2 <= N)%N -> (4 <= K)%N -> suffices3 F N K m -> (4 <= m)%N.
Proof.
move=> N2 K4 suf; have m3 : (2 < m)%N by apply: (@suffices3_two F N K) suf; lia.
rewrite ltn_neqAle m3 andbT; apply/eqP => m3'.
have [d1 [d2 [g [dm e]]]] := turns_fit K4 N2 suf.
by apply: (no_four _ e); rewrite dm.
Qed.

Theorem lower5 N K m : (3 <= N)%N -> (7 <= K)%N -> suffices3 F N K m -> (5 <= m)%N.
Proof.
move=> N3 K7 suf; have m4 : (4 <= m)%N by apply: (@lower4 N K) suf; lia.
rewrite ltn_neqAle m4 andbT; apply/eqP => m4'.
have [d1 [d2 [g [dm e]]]] := turns_fit K7 N3 suf.
by apply: (no_seven_four _ e); rewrite dm.
Qed.

(* ---- above ---- *)
Lemma upper_few N K : [/\ suffices3 F 1 K 3, suffices3 F 2 K 4 & suffices3 F 3 K 6] /\
  forall d1 d2, (K <= d1 * d2 + 1)%N -> suffices3 F N K (d1 + d2).
Proof.
split; last first.
  move=> d1 d2 h xs ys [srt sx sy _]; exists d1, d2; split=> //.
  by apply: fits3_dense; rewrite ?sx ?sy //; move: h; rewrite addn1.
split=> xs ys [srt sx sy nz].
- by exists 2%N, 1%N; split=> //; apply: few1 => //; rewrite sx.
- by exists 2%N, 2%N; split=> //; apply: few2 => //; rewrite sx.
by exists 3%N, 3%N; split=> //; apply: few3 => //; rewrite sx.
Qed.

Lemma upper_six N K : (K <= 6)%N -> suffices3 F N K 4.
Proof.
move=> K6 xs ys [srt sx sy _]; exists 2%N, 2%N; split=> //.
case: (leqP K 5) => K5; first by apply: fits3_dense; rewrite ?sx ?sy.
by apply: fits_six => //; rewrite ?sx ?sy; apply/eqP; rewrite eqn_leq K6.
Qed.

Lemma least N K : (N <= K)%N -> (N <= 2)%N \/ (K <= 7)%N ->
  suffices3 F N K (mstar3_small N K) /\ forall m, suffices3 F N K m -> (mstar3_small N K <= m)%N.
Proof.
move=> NK h; rewrite /mstar3_small.
have dense d1 d2 := (@upper_few N K).2 d1 d2; have [f1 f2 _] := (@upper_few N K).1.
case: (posnP N) => [N0|N0] /=.
  split=> // xs ys [srt sx sy nz]; exists 0%N, 0%N; split=> //.
  exists (Net3 (fun=> 0) (fun=> 0) (fun _ _ => 0) (fun=> 0) (fun=> 0) 0).
  apply: (@eq_from_nth _ 0); rewrite size_map sx ?sy // => i iK.
  rewrite (nth_map 0) ?sx // /eval3 big_ord0 addr0; apply/esym/eqP.
  have /hasPn z : ~~ has (fun v => v != 0) ys by rewrite has_count -leqNgt -N0.
  by have := z (nth 0 ys i) (mem_nth _ _); rewrite negbK; apply; rewrite sy.
case: (leqP K 1) => K1; first by split=> //; apply: (dense 0%N 0%N).
case: eqP => [K2|K2].
  by split=> [|m]; [apply: (dense 1%N 1%N); rewrite K2 | apply: suffices3_empty].
have K3 : (2 < K)%N by lia.
case: (boolP ((N == 1)%N || (K == 3)%N)) => h3.
  split=> [|m]; last exact: suffices3_two.
  by case/orP: h3 => /eqP h3; [rewrite h3 | apply: (dense 2%N 1%N); rewrite h3].
have [N2 K4] : (2 <= N)%N /\ (4 <= K)%N by lia.
case: (boolP ((N == 2)%N || (K <= 6)%N)) => h4.
  split=> [|m]; last exact: lower4.
  by case/orP: h4 => [/eqP h4|h4]; [rewrite h4 | exact: upper_six].
have [N3 K7] : (3 <= N)%N /\ K = 7%N by lia.
by split=> [|m]; [apply: (dense 2%N 3%N); rewrite K7 | apply: lower5; rewrite ?K7].
Qed.
End Bounds.
