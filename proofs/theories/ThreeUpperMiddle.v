(* Line I = line 0 + line P: the relation of ThreeUpperTuned.v with e = 1 and c = 0.

   The slopes of 0 and P determine each other.  On the left of a gap whose ends are pivots of
   one of them both are large; the other one passes the knot and stays large, and the relation
   hands this on to the first, which is tuned.  Paper proof: theorems.md, 3.2.4, P even. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra ThreeUpperSpline ThreeUpperRank ThreeUpperPass ThreeUpperTuned QuadraticRoot.
From FTCert Require DenseStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Middle.
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

(* one knot: zigzag X passes, zigzag Y with pivots at the ends of the gap is tuned *)
Lemma tune_up j (x1 x2 vx vx' vy vy' al be ka C : F) :
  x1 < g j -> h j < x2 -> 0 < al -> 0 < be ->
  exists B, forall p q, B <= p -> B <= q -> exists t p' q' : F, [/\ g j < t, t < h j,
    vx + sg j * p * (t - x1) = vx' - sg j * p' * (t - x2),
    vy + sg j * q * (t - g j) = vy' - sg j * q' * (t - h j) &
    [/\ p' * al - q' * be = ka, C <= p' & C <= q']].
Proof.
move=> xg hx al0 be0; have d0 : 0 < h j - g j by rewrite subr_gt0.
pose D := (`|vy - vy'| + 1) / (h j - g j).
have eD : D * (h j - g j) = `|vy - vy'| + 1 by rewrite /D divfK // gt_eqF.
pose E := Num.max C D; pose C1 := Num.max C ((E * be + ka) / al).
have [EC ED] : C <= E /\ D <= E by rewrite /E !le_maxr !lexx orbT.
have C1C : C <= C1 by rewrite /C1 le_maxr lexx.
have other p' : C1 <= p' -> E <= (al * p' - ka) / be.
  rewrite /C1 le_maxl ler_pdivr_mulr // ler_pdivl_mulr // => /andP[_ hp]; lra.
have [B hB] := pass_lo (sg j * (vx - vx')) xg hx C1.
exists (Num.max B D) => p q; rewrite !le_maxl => /andP[pB _] /andP[_ qD].
pose pg := (p * (g j - x1) + sg j * (vx - vx')) / (x2 - g j).
have gX : g j < x2 := lt_trans (gap j) hx.
have pgE : E <= (al * pg - ka) / be.
  apply: other; apply: (hB (g j) p pg pB); split; rewrite ?lexx ?ltW //.
  by rewrite divfK // gt_eqF // subr_gt0.
have /andP[m n] := sg_norm j (vy - vy').
have [||t [p' [gt th mX mY]]] := @tune F squares (sg j) (g j) (h j) x1 x2 vx vx' vy vy' p q
  (- (ka / be)) (al / be) (sg2 F j) (gap j) hx.
- by have := ler_wpmul2r (ltW d0) qD; lra.
- rewrite -/pg (_ : - (ka / be) + al / be * pg = (al * pg - ka) / be); last by lra.
  by have := ler_wpmul2r (ltW d0) (le_trans ED pgE); lra.
have p'C : C1 <= p'.
  apply: (hB t p p' pB); split; [exact: ltW | exact: ltW |].
  have : sg j * (vx + sg j * p * (t - x1)) = sg j * (vx' - sg j * p' * (t - x2)) by rewrite mX.
  have s2 := sg2 F j; move: (sg j) s2 => s s2.
  have -> : s * (vx + s * p * (t - x1)) = s * vx + s * s * (p * (t - x1)) by lra.
  have -> : s * (vx' - s * p' * (t - x2)) = s * vx' - s * s * (p' * (t - x2)) by lra.
  by rewrite s2; lra.
exists t, p', ((al * p' - ka) / be); split=> //.
  by move: mY; rewrite (_ : - (ka / be) + al / be * p' = (al * p' - ka) / be) //; lra.
by split; [rewrite divfK ?gt_eqF //; lra | exact: le_trans C1C p'C | exact: le_trans EC (other _ p'C)].
Qed.

Let al j := sg j * (XI j - X0 j).
Let be j := sg j * (XP j - XI j).
Let kap j := VI j - V0 j - VP j.

Lemma tuned_middle C : tuned 1 0 C.
Proof.
pose C' := Num.max C 0.
have [C'0 C'C] : 0 <= C' /\ C <= C' by rewrite /C' !le_maxr !lexx orbT.
pose good j p q := p * al j - q * be j = kap j.
have [|th [_ hth]] := @thresholds F (fun j B c => C' <= B /\ forall p q, B <= p -> B <= q ->
    exists t p' q' : F, [/\ g j < t, t < h j, meet X0 V0 j t p p', meet XP VP j t q q' &
    [/\ good j.+1 p' q', c <= p' & c <= q']]) G C'.
  move=> j c; have [a0 b0] := order j.+1; case oj: (odd j).
    have [e1 e2 x1 x2] := gapO oj.
    have [B hB] := @tune_up j _ _ (VP j) (VP j.+1) (V0 j) (V0 j.+1) _ _ (- kap j.+1) c x1 x2 b0 a0.
    exists (Num.max B C'); rewrite le_maxr lexx orbT; split=> // p q.
    rewrite !le_maxl => /andP[pB _] /andP[qB _].
    have [t [q' [p' [gt th mP m0 [eg cq cp]]]]] := hB q p qB pB.
    exists t, p', q'; split=> //; first by rewrite /meet sgS e1 e2; lra.
      by rewrite /meet sgS; lra.
    by split=> //; rewrite /good /al /be; lra.
  have [e1 e2 x1 x2] := gapE (negbT oj).
  have [B hB] := @tune_up j _ _ (V0 j) (V0 j.+1) (VP j) (VP j.+1) _ _ (kap j.+1) c x1 x2 a0 b0.
  exists (Num.max B C'); rewrite le_maxr lexx orbT; split=> // p q.
  rewrite !le_maxl => /andP[pB _] /andP[qB _].
  have [t [p' [q' [gt th m0 mP [eg cp cq]]]]] := hB p q pB qB.
  exists t, p', q'; split=> //; first by rewrite /meet sgS; lra.
  by rewrite /meet sgS e1 e2; lra.
pose St j (w : F * F * F) := [/\ th j <= w.1.2, th j <= w.2, w.1.1 = w.1.2 + w.2 & good j w.1.2 w.2].
have StR j w : St j w -> related 1 0 j w.
  by case=> _ _ ea; rewrite /good /al /be /kap => eg t; rewrite ea; lra.
have [a0 b0] := order 0%N.
pose p0 := Num.max (th 0%N) ((th 0%N * be 0%N + kap 0%N) / al 0%N).
pose q0 := (p0 * al 0%N - kap 0%N) / be 0%N.
have [|j w jG hw|w [_ hw]] := @chain _ St next G (p0 + q0, p0, q0).
- split=> //=; first by rewrite /p0 le_maxr lexx.
    rewrite /q0 ler_pdivl_mulr //.
    have : (th 0%N * be 0%N + kap 0%N) / al 0%N <= p0 by rewrite /p0 le_maxr lexx orbT.
    by rewrite ler_pdivr_mulr //; lra.
  by have : q0 * be 0%N = p0 * al 0%N - kap 0%N by [rewrite /q0 divfK // gt_eqF]; rewrite /good; lra.
- have [tp tq ea eg] := hw; have [_ hp] := hth j (ltnW jG).
  have [t [p' [q' [gt t_h m0 mP [eg' cp cq]]]]] := hp _ _ tp tq.
  have sr : St j.+1 (p' + q', p', q') by [].
  exists (p' + q', p', q'); split=> //; exists t; split=> //.
  exact: (meet_I (StR j w hw) (StR _ _ sr)).
exists w => j jG; have [h1 h2] := hw j jG; split=> //; have [tC _] := hth j jG.
by case: (h1) => tp tq ea _; split; [rewrite ea; lra | lra | lra | exact: StR].
Qed.
End Middle.
