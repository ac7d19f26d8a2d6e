(* Line 0 = line I + line P + c: the relation of ThreeUpperTuned.v with e = -1.

   The slopes of I pass all knots with bounded factors and are bounded; c is large beside them,
   and so are the slopes of 0 and P.  Paper proof: theorems.md, 3.2.4, P odd. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra ThreeUpperSpline ThreeUpperRank ThreeUpperPass ThreeUpperTuned QuadraticRoot.
From FTCert Require DenseStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Sum.
Variable F : realFieldType.
Local Ltac lra := flra F.
Hypothesis squares : DenseStatements.square_roots F.
Variables (X0 XP XI V0 VP VI g h : nat -> F) (G : nat).
Hypothesis pl : forall j, placed X0 XP XI g h j.
Local Notation sg := (sg F).
Local Notation related := (related X0 XP XI V0 VP VI).
Local Notation next := (next X0 XP XI V0 VP VI g h).
Local Notation tuned := (tuned X0 XP XI V0 VP VI g h G).
Let gap j := placed_gap (pl j).
Let gapI j := placed_I (pl j).
Let order j := placed_order (pl j).
Let gapO j := placed_odd (pl j).
Let gapE j := placed_even (pl j).

(* ---- line 0 = line I + line P + c, with c large ---- *)
Let dI j := sg j * (XI j - X0 j).
Let dP j := sg j * (XP j - X0 j).
Let kap j := VI j + VP j - V0 j.

Lemma dP_gt0 j : 0 < dP j.
Proof. by have [h1 h2] := order j; rewrite /dP; lra. Qed.

Lemma tuned_sum C : exists c, tuned (-1) c C.
Proof.
pose C' := Num.max C 0.
have [C'0 C'C] : 0 <= C' /\ C <= C' by rewrite /C' !le_maxr !lexx orbT.
have [D [DC hD]] := over_gaps V0 VP G C' gap.
pose pI j := passes (g j) (h j) (XI j) (XI j.+1) (sg j * (VI j - VI j.+1)).
have [|th [_ hth]] := @thresholds F (fun j b c => C' <= b /\
    forall t p p', b <= p -> pI j t p p' -> c <= p') G C'.
  move=> j b; have [hI1 hI2] := gapI j; have [B hB] := pass_lo (sg j * (VI j - VI j.+1)) hI1 hI2 b.
  exists (Num.max B C'); rewrite le_maxr lexx orbT; split=> // t p p'.
  by rewrite le_maxl => /andP[hp _]; apply: hB.
have [//||et [et0 het]] := @chain _ (fun _ _ => True)
    (fun j H H' => forall t p p', p <= H -> pI j t p p' -> p' <= H') G (th 0%N).
  move=> j H _ _; have [hI1 hI2] := gapI j.
  by have [H' hH] := pass_hi (sg j * (VI j - VI j.+1)) hI1 hI2 H; exists H'.
have [|c hc] := @finite_large F (fun j c => forall a, a <= et j -> D <= (c + kap j - a * dI j) / dP j) G.
  move=> j _; exists (D * dP j - kap j + `|et j| * dI j) => c hc a ha.
  rewrite ler_pdivl_mulr ?dP_gt0 //; have [o1 _] := order j.
  have := ler_wpmul2r (ltW o1) (le_trans ha (ler_norm _)); rewrite -/(dI j); lra.
exists c; have {}hc := hc c (lexx c).
pose St j (w : F * F * F) := [/\ th j <= w.1.1, w.1.1 <= et j, w.1.2 = w.1.1 + w.2 &
  w.2 * dP j = c + kap j - w.1.1 * dI j].
have StR j w : St j w -> related (-1) c j w.
  by case=> _ _ ep eq t; move: eq; rewrite ep /dP /dI /kap; lra.
have StD j w : (j < G)%N -> St j w -> D <= w.2.
  move=> jG [_ ha _ eq]; have := hc j jG _ ha; rewrite -eq mulfK //.
  by rewrite gt_eqF // dP_gt0.
have [|j w jG hw|w [_ hw]] := @chain _ St next G (th 0%N, th 0%N + (c + kap 0%N - th 0%N * dI 0%N) / dP 0%N,
    (c + kap 0%N - th 0%N * dI 0%N) / dP 0%N).
- by split; rewrite ?et0 ?lexx //= divfK // gt_eqF // dP_gt0.
- have [ta ha ep eq] := hw; have [hI1 hI2] := gapI j; have jG' := ltnW jG.
  have q0 := StD j w jG' hw; have [tC hpass] := hth j jG'.
  pose pg := (w.1.1 * (g j - XI j) + sg j * (VI j - VI j.+1)) / (XI j.+1 - g j).
  have gX : g j < XI j.+1 := lt_trans (gap j) hI2.
  have pgP : pI j (g j) w.1.1 pg by split; rewrite ?lexx ?ltW // divfK // gt_eqF // subr_gt0.
  have lo : th j.+1 <= pg := hpass _ _ _ ta pgP.
  have hi : pg <= et j.+1 := (het j jG').2 jG _ _ _ ha pgP.
  have [tC' _] := hth j.+1 jG; have qg := hc j.+1 jG pg hi.
  have d0 : 0 < h j - g j by rewrite subr_gt0.
  (* the state on the right of a knot where I passes *)
  have right t a' q' : g j < t -> t < h j -> meet XI VI j t w.1.1 a' ->
      q' = (c + kap j.+1 - a' * dI j.+1) / dP j.+1 -> St j.+1 (a', a' + q', q').
    move=> gt th' m ->; have pp := meet_passes (ltW gt) (ltW th') m; split=> //=.
    - exact: hpass pp.
    - exact: (het j jG').2 jG _ _ _ ha pp.
    - by rewrite divfK // gt_eqF // dP_gt0.
  have [hv0 hvP] : `|V0 j - V0 j.+1| < w.1.2 * (h j - g j) /\ `|VP j - VP j.+1| < w.2 * (h j - g j).
    by split; [apply: (hD j jG' w.1.2 _).1; lra | apply: (hD j jG' w.2 q0).2].
  have [gv0 gvP] := hD j jG' _ qg.
  have [/andP[m0 n0] /andP[mP nP]] := (sg_norm j (V0 j - V0 j.+1), sg_norm j (VP j - VP j.+1)).
  case oj: (odd j).
    have [e1 e2 _ _] := gapO oj.
    have [||t [a' [gt th' mI m0']]] := @tune F squares (sg j) (g j) (h j) (XI j) (XI j.+1) (VI j) (VI j.+1)
      (V0 j) (V0 j.+1) w.1.1 w.1.2 ((c + kap j.+1) / dP j.+1) (1 - dI j.+1 / dP j.+1) (sg2 F j) (gap j) hI2.
    - by clear -hv0 m0; lra.
    - rewrite -/pg.
      have -> : (c + kap j.+1) / dP j.+1 + (1 - dI j.+1 / dP j.+1) * pg =
        pg + (c + kap j.+1 - pg * dI j.+1) / dP j.+1 by clear; lra.
      have pos : 0 <= pg * (h j - g j) by apply: mulr_ge0; clear -lo tC' C'0 d0; lra.
      by clear -pos gv0 n0; lra.
    have mI' : meet XI VI j t w.1.1 a' by rewrite /meet sgS; clear -mI; lra.
    have sr := right t a' _ gt th' mI' erefl; eexists; split; first exact: sr.
    have m0'' : meet X0 V0 j t w.1.2 (a' + (c + kap j.+1 - a' * dI j.+1) / dP j.+1).
      by rewrite /meet sgS e1 e2; clear -m0'; lra.
    by exists t; split=> //=; apply: (meet_P (StR j w hw) (StR _ _ sr)).
  have [e1 e2 _ _] := gapE (negbT oj).
  have [||t [a' [gt th' mI mP']]] := @tune F squares (sg j) (g j) (h j) (XI j) (XI j.+1) (VI j) (VI j.+1)
    (VP j) (VP j.+1) w.1.1 w.2 ((c + kap j.+1) / dP j.+1) (- (dI j.+1 / dP j.+1)) (sg2 F j) (gap j) hI2.
  - by clear -hvP mP; lra.
  - rewrite -/pg.
    have -> : (c + kap j.+1) / dP j.+1 + - (dI j.+1 / dP j.+1) * pg =
      (c + kap j.+1 - pg * dI j.+1) / dP j.+1 by clear; lra.
    by clear -gvP nP; lra.
  have mI' : meet XI VI j t w.1.1 a' by rewrite /meet sgS; clear -mI; lra.
  have sr := right t a' _ gt th' mI' erefl; eexists; split; first exact: sr.
  have mP'' : meet XP VP j t w.2 ((c + kap j.+1 - a' * dI j.+1) / dP j.+1).
    by rewrite /meet sgS e1 e2; clear -mP'; lra.
  by exists t; split=> //=; apply: (meet_0 (StR j w hw) (StR _ _ sr)).
exists w => j jG; have [h1 h2] := hw j jG; split=> //.
have [tC _] := hth j jG; have q0 := StD j _ jG h1; case: (h1) => ta _ ep _; split; last exact: StR.
- exact: le_trans C'C (le_trans tC ta).
- by rewrite ep; lra.
- by lra.
Qed.
End Sum.
