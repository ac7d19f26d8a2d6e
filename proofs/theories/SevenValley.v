(* Two functions with breaks at t1 and t2 and slopes -y, x - y, x: the sum of their
   positive parts is not c, c-1, c, c-1, c, c-1, c at 0, .., 6 if it is c or more at both
   breaks and 1 < t1 < 3 < t2 < 5.  Paper proof: theorems.md, 3.13.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower SmallLower.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Valley.
Variable F : realFieldType.
Local Ltac lra := flra F.

Definition bent (b x y t1 t2 t : F) : F := b + x * relu (t - t1) + y * relu (t2 - t).

Section Differences.
Variables (b x y t1 t2 : F).
Hypothesis t12 : t1 <= t2.
Lemma bent_left t u : t <= t1 -> u <= t1 -> bent b x y t1 t2 u = bent b x y t1 t2 t - y * (u - t).
Proof.
move=> h1 h2; have e1 : t - t1 <= 0 by lra. have e2 : 0 <= t2 - t by lra.
have e3 : u - t1 <= 0 by lra. have e4 : 0 <= t2 - u by lra.
by rewrite /bent (relu_neg e1) (relu_pos e2) (relu_neg e3) (relu_pos e4); lra.
Qed.
Lemma bent_middle t u : t1 <= t -> t <= t2 -> t1 <= u -> u <= t2 ->
  bent b x y t1 t2 u = bent b x y t1 t2 t - (y - x) * (u - t).
Proof.
move=> h1 h2 h3 h4; have e1 : 0 <= t - t1 by lra. have e2 : 0 <= t2 - t by lra.
have e3 : 0 <= u - t1 by lra. have e4 : 0 <= t2 - u by lra.
by rewrite /bent (relu_pos e1) (relu_pos e2) (relu_pos e3) (relu_pos e4); lra.
Qed.
Lemma bent_right t u : t2 <= t -> t2 <= u -> bent b x y t1 t2 u = bent b x y t1 t2 t + x * (u - t).
Proof.
move=> h1 h2; have e1 : 0 <= t - t1 by lra. have e2 : t2 - t <= 0 by lra.
have e3 : 0 <= u - t1 by lra. have e4 : t2 - u <= 0 by lra.
by rewrite /bent (relu_pos e1) (relu_neg e2) (relu_pos e3) (relu_neg e4); lra.
Qed.
(* from a point on the left to one on the right *)
Lemma bent_across t u : t <= t1 -> t2 <= u ->
  bent b x y t1 t2 u = bent b x y t1 t2 t + x * (u - t1) - y * (t2 - t).
Proof.
move=> h1 h2; have e1 : t - t1 <= 0 by lra. have e2 : 0 <= t2 - t by lra.
have e3 : 0 <= u - t1 by lra. have e4 : t2 - u <= 0 by lra.
by rewrite /bent (relu_neg e1) (relu_pos e2) (relu_pos e3) (relu_neg e4); lra.
Qed.
End Differences.

(* how much relu changes *)
Lemma relu_rise (u v : F) : relu u < relu v -> u < v /\ 0 < v.
Proof.
move=> h; split; first exact: relu_lt.
by rewrite ltNge; apply/negP => h1; move: h; rewrite (relu_neg h1) ltNge relu_ge0.
Qed.
Lemma relu_less (u v : F) : u <= v -> relu v - relu u <= v - u.
Proof.
move=> h; case: (leP v 0) => h1; first by rewrite !relu_neg; lra.
have k : u <= relu u by case: (reluP u).
by rewrite (relu_pos (ltW h1)); lra.
Qed.
Lemma relu_above (u : F) : u <= relu u.
Proof. by case: (reluP u). Qed.

(* ---- the first function falls left of t2, by a and then e a unit, and rises behind it;
   the second rises left of t2, by d and then f a unit, and falls behind it ---- *)
Section Steps.
Variables a e d f c : F.
Hypotheses (pa : 0 < a) (pe : 0 < e) (pd : 0 < d) (pf : 0 < f).

Lemma begin_positive (p q A1 At A3 B1 Bt B3 : F) : 0 < p -> 0 < q ->
  At = A1 - a * p -> A3 = At - e * q -> Bt = B1 + d * p -> B3 = Bt + f * q ->
  relu A1 + relu B1 = c - 1 -> relu A3 + relu B3 = c - 1 -> c <= relu At + relu Bt ->
  [/\ 0 < At, 0 < Bt, a < d & 1 < c].
Proof.
move=> p0 q0 eAt eA3 eBt eB3 s1 s3 st.
have g1 := mulr_gt0 pa p0; have g2 := mulr_gt0 pe q0; have g3 := mulr_gt0 pd p0; have g4 := mulr_gt0 pf q0.
have l1 : relu Bt <= relu B3 by apply: relu_mono; lra.
have k1 : relu A3 < relu At by lra.
have [_ pAt] := relu_rise k1; have pA1 : 0 < A1 by lra.
rewrite (relu_pos (ltW pAt)) in st; rewrite (relu_pos (ltW pA1)) in s1.
have k2 : relu B1 < relu Bt by lra.
have [lB pBt] := relu_rise k2; have l2 := relu_less (ltW lB).
split=> //; last by have := relu_ge0 B1; lra.
have : 0 < (d - a) * p by lra.
by rewrite pmulr_lgt0 // subr_gt0.
Qed.

Lemma rise_slope (w A3 Aw B3 Bw : F) : 0 < w -> w <= 1 -> 0 < B3 -> Aw = A3 - e * w -> Bw = B3 + f * w ->
  relu A3 + relu B3 = c - 1 -> c <= relu Aw + relu Bw -> 1 <= f.
Proof.
move=> w0 w1 pB3 eA eB s3 sw; have g1 := mulr_gt0 pe w0; have g2 := mulr_gt0 pf w0.
have l1 : relu Aw <= relu A3 by apply: relu_mono; lra.
have pBw : 0 < Bw by lra.
rewrite (relu_pos (ltW pB3)) in s3; rewrite (relu_pos (ltW pBw)) in sw.
have g3 : 0 <= f * (1 - w) by apply: mulr_ge0; [exact: ltW | rewrite subr_ge0].
by lra.
Qed.

Lemma fall_slope (w Aw A3 Bw B3 : F) : 0 < w -> w <= 1 -> 0 < Bw -> A3 = Aw - e * w -> B3 = Bw + f * w ->
  relu A3 + relu B3 = c - 1 -> c <= relu Aw + relu Bw -> f + 1 <= e.
Proof.
move=> w0 w1 pBw eA eB s3 sw; have g1 := mulr_gt0 pe w0; have g2 := mulr_gt0 pf w0.
have pB3 : 0 < B3 by lra.
rewrite (relu_pos (ltW pB3)) in s3; rewrite (relu_pos (ltW pBw)) in sw.
have k : relu A3 < relu Aw by lra.
have [_ pAw] := relu_rise k; rewrite (relu_pos (ltW pAw)) in sw; have l := relu_above A3.
have h : 1 <= (e - f) * w by lra.
have p : 0 < e - f by rewrite -(pmulr_lgt0 _ w0); apply: lt_le_trans h; exact: ltr01.
have g3 : 0 <= (e - f) * (1 - w) by apply: mulr_ge0; [exact: ltW | rewrite subr_ge0].
by lra.
Qed.

Lemma end_value (A5 A6 B5 B6 : F) : e < a -> f < d -> a - e < d - f -> 1 < c ->
  A6 = A5 + (a - e) -> B6 = B5 - (d - f) ->
  relu A5 + relu B5 = c - 1 -> relu A6 + relu B6 = c -> A6 = c.
Proof.
move=> ea fd ad c1 eA eB s5 s6; have l1 : relu A6 - relu A5 <= A6 - A5 by apply: relu_less; lra.
case: (leP B6 0) => h; last first.
  have pB5 : 0 < B5 by lra.
  by rewrite (relu_pos (ltW h)) in s6; rewrite (relu_pos (ltW pB5)) in s5; lra.
by rewrite (relu_neg h) addr0 in s6; case: (reluP A6) s6 => k s6; lra.
Qed.

Lemma begin_value (A0 A1 B0 B1 : F) : a < d -> 0 < A1 -> A1 = A0 - a -> B1 = B0 + d ->
  relu A0 + relu B0 = c -> relu A1 + relu B1 = c - 1 -> A0 = c.
Proof.
move=> ad pA1 eA eB s0 s1; have pA0 : 0 < A0 by lra.
rewrite (relu_pos (ltW pA0)) in s0; rewrite (relu_pos (ltW pA1)) in s1.
case: (leP B0 0) => h; first by rewrite (relu_neg h) in s0; lra.
have pB1 : 0 < B1 by lra.
by rewrite (relu_pos (ltW h)) in s0; rewrite (relu_pos (ltW pB1)) in s1; lra.
Qed.

(* s = 6 - t1 - t2 *)
Lemma no_slopes (t1 t2 A1 A5 B1 B5 : F) : 1 < t1 -> t1 < 3%:R -> 3%:R < t2 -> e < a -> a < d -> 1 <= f -> f + 1 <= e ->
  A1 = c - a -> 0 < A1 -> A5 = c - (a - e) ->
  relu A1 + relu B1 = c - 1 -> relu A5 + relu B5 = c - 1 ->
  a * (6%:R - t1 - t2) = e * (6%:R - t1) ->
  B5 = B1 - d * (6%:R - t1 - t2) + f * (5%:R - t1) -> False.
Proof.
move=> h1 h2 h3 ea ad f1 ef eA1 pA1 eA5 s1 s5 es eB.
have pA5 : 0 < A5 by lra.
rewrite (relu_pos (ltW pA1)) in s1; rewrite (relu_pos (ltW pA5)) in s5.
have eB1 : B1 = a - 1 by case: (reluP B1) s1 => h s1; lra.
have e2 : 2%:R <= e by lra.
have pae : 0 < a - e by lra.
have {pA1 pA5 s1 f1}et2 : 6%:R < e * t2.
  have g : 0 <= (e - 2%:R) * t2 by apply: mulr_ge0; lra.
  by lra.
move: s5 eB es; have : 0 < 2%:R - (6%:R - t1 - t2) by lra.
have -> : e * (6%:R - t1) = e * (6%:R - t1 - t2) + e * t2 by lra.
have : 0 < 5%:R - t1 by lra.
have : f * (5%:R - t1) - e * (5%:R - t1) = - ((e - f) * (5%:R - t1)) by lra.
have : e * (6%:R - t1 - t2) + e * t2 = e + e * (5%:R - t1) by lra.
move: (6%:R - t1 - t2) (5%:R - t1) => s r {h1 h2 h3} k1 k2 r0 s2 s5 eB es.
have g1 : 0 < (a - e) * (2%:R - s) by apply: mulr_gt0.
have a3 : 3%:R < a - e by lra.
have eB5 : B5 = a - e - 1 by case: (reluP B5) s5 => h s5; lra.
have s0 : 0 < s by rewrite -(pmulr_rgt0 _ pae); lra.
have g2 : 0 < (d - a) * s by apply: mulr_gt0; lra.
have g3 : 0 < (e - f) * r by apply: mulr_gt0; lra.
by lra.
Qed.
End Steps.

(* the sum at the integers and at the breaks *)
Record valley (b0 x0 y0 b1 x1 y1 t1 t2 c : F) : Prop := Valley {
  v_breaks : [/\ 1 < t1, t1 < 3%:R, 3%:R < t2 & t2 < 5%:R];
  v_value : forall i, (i < 7)%N ->
    relu (bent b0 x0 y0 t1 t2 i%:R) + relu (bent b1 x1 y1 t1 t2 i%:R) = c - (odd i)%:R;
  v_at1 : c <= relu (bent b0 x0 y0 t1 t2 t1) + relu (bent b1 x1 y1 t1 t2 t1);
  v_at2 : c <= relu (bent b0 x0 y0 t1 t2 t2) + relu (bent b1 x1 y1 t1 t2 t2) }.

Lemma valley_swap b0 x0 y0 b1 x1 y1 t1 t2 c :
  valley b0 x0 y0 b1 x1 y1 t1 t2 c -> valley b1 x1 y1 b0 x0 y0 t1 t2 c.
Proof. by case=> h1 h2 h3 h4; split=> // [i i7||]; rewrite addrC // h2. Qed.

Lemma bent_mirror b x y t1 t2 t t' : t' = 6%:R - t ->
  bent b y x (6%:R - t2) (6%:R - t1) t = bent b x y t1 t2 t'.
Proof.
move=> ->; rewrite /bent (_ : t - (6%:R - t2) = t2 - (6%:R - t)); last by lra.
by rewrite (_ : 6%:R - t1 - t = 6%:R - t - t1) 1?addrAC //; lra.
Qed.
Lemma valley_mirror b0 x0 y0 b1 x1 y1 t1 t2 c :
  valley b0 x0 y0 b1 x1 y1 t1 t2 c -> valley b0 y0 x0 b1 y1 x1 (6%:R - t2) (6%:R - t1) c.
Proof.
case=> -[h1 h2 h3 h4] v a1 a2; split.
- by split; lra.
- move=> i i7; have e : (6 - i)%N%:R = 6%:R - i%:R :> F by rewrite natrB.
  rewrite !(bent_mirror _ _ _ _ _ e) v; last by lia.
  by rewrite oddB; [rewrite addFb | lia].
- by rewrite !(@bent_mirror _ _ _ _ _ _ t2) //; lra.
by rewrite !(@bent_mirror _ _ _ _ _ _ t1) //; lra.
Qed.

Section Core.
Variables (b0 x0 y0 b1 x1 y1 t1 t2 c : F).
Hypothesis V : valley b0 x0 y0 b1 x1 y1 t1 t2 c.
Let A := bent b0 x0 y0 t1 t2.
Let B := bent b1 x1 y1 t1 t2.

Lemma crossed : 0 < x0 -> x0 < y0 -> x1 < 0 -> y1 < x1 -> False.
Proof.
have [[h1 h2 h3 h4] v a1 a2] := V.
have t12 : t1 <= t2 by exact: ltW (lt_trans h2 h3).
have n0 : 0 <= t1 by lra. have n6 : t2 <= 6%:R by lra.
pose a := y0; pose e := y0 - x0; pose d := - y1; pose f := x1 - y1.
have dA1 : A 1 = A 0 - a by rewrite /A (@bent_left _ _ _ _ _ t12 0 1) ?(ltW h1) // subr0 mulr1.
have dB1 : B 1 = B 0 + d by rewrite /B (@bent_left _ _ _ _ _ t12 0 1) ?(ltW h1) // subr0 mulr1.
have LA t u : t <= t1 -> u <= t1 -> A u = A t - a * (u - t) by exact: bent_left.
have LB t u : t <= t1 -> u <= t1 -> B u = B t + d * (u - t).
  by move=> k1 k2; rewrite /d mulNr; exact: bent_left.
have MA t u : t1 <= t -> t <= t2 -> t1 <= u -> u <= t2 -> A u = A t - e * (u - t) by exact: bent_middle.
have MB t u : t1 <= t -> t <= t2 -> t1 <= u -> u <= t2 -> B u = B t + f * (u - t).
  by move=> k1 k2 k3 k4; rewrite /f -opprB mulNr; exact: bent_middle.
have dA6 : A 6%:R = A 5%:R + (a - e).
  by rewrite /A (bent_right _ _ _ t12 (ltW h4) n6) /a /e; lra.
have dB6 : B 6%:R = B 5%:R - (d - f).
  by rewrite /B (bent_right _ _ _ t12 (ltW h4) n6) /d /f; lra.
have gA : A 6%:R = A 0 + (a - e) * (6%:R - t1) - a * t2.
  by rewrite /A (bent_across _ _ _ t12 n0 n6) /a /e; lra.
have gB : B 5%:R = B 1 - d * (6%:R - t1 - t2) + f * (5%:R - t1).
  by rewrite /B (bent_across _ _ _ t12 (ltW h1) (ltW h4)) /d /f; lra.
have w1 : 0 < t1 - 1 by lra. have w2 : 0 < 3%:R - t1 by lra.
have pos : 0 < x0 -> x0 < y0 -> x1 < 0 -> y1 < x1 ->
    [/\ 0 < a, 0 < e, 0 < d & 0 < f] /\ (e < a /\ f < d).
  by move=> k1 k2 k3 k4; rewrite /a /e /d /f; split; split; lra.
have near : t1 <= 2%:R -> 2%:R <= t2 by lra.
have z1 : 0 < 3%:R - 2%:R :> F by lra. have z2 : 3%:R - 2%:R <= 1 :> F by lra.
have z3 : 0 < 4%:R - 3%:R :> F by lra. have z4 : 4%:R - 3%:R <= 1 :> F by lra.
have z5 : 2%:R < t1 -> 3%:R - t1 <= 1 by lra.
have z6 : t2 < 4%:R -> t2 - 3%:R <= 1 by lra.
have z7 : 0 < t2 - 3%:R by lra.
have t14 : t1 <= 4%:R by lra.
rewrite -/A -/B in v a1 a2; move: (v 0%N isT) (v 1%N isT) (v 2%N isT) (v 3%N isT) (v 4%N isT) (v 5%N isT) (v 6%N isT).
rewrite /= !subr0 => v0 v1 v2 v3 v4 v5 v6 k1 k2 k3 k4.
have [[pa pe pd pf] [ea fd]] := pos k1 k2 k3 k4.
clear V v k1 k2 k3 k4 pos; clearbody a e d f A B.
have t13 : t1 <= 3%:R := ltW h2. have t23 : 3%:R <= t2 := ltW h3.
have mA3 := MA t1 3%:R (lexx _) t12 t13 t23; have mB3 := MB t1 3%:R (lexx _) t12 t13 t23.
have lAt := LA 1 t1 (ltW h1) (lexx _); have lBt := LB 1 t1 (ltW h1) (lexx _).
have [pAt pBt ad c1] := begin_positive pa pe pd pf w1 w2 lAt mA3 lBt mB3 v1 v3 a1.
have pB3 : 0 < B 3%:R by rewrite mB3; apply: addr_gt0 => //; exact: mulr_gt0.
have f1 : 1 <= f.
  case: (leP 4%:R t2) => h.
    by apply: (rise_slope pa pe pd pf z3 z4 pB3 (MA _ _ t13 t23 t14 h) (MB _ _ t13 t23 t14 h) v3); rewrite v4.
  exact: (rise_slope pa pe pd pf z7 (z6 h) pB3 (MA _ _ t13 t23 t12 (lexx _)) (MB _ _ t13 t23 t12 (lexx _)) v3 a2).
have ef : f + 1 <= e.
  case: (leP t1 2%:R) => h.
    have pB2 : 0 < B 2%:R.
      rewrite (MB t1 2%:R (lexx _) t12 h (near h)); apply: (lt_le_trans pBt); rewrite ler_addl.
      by apply: mulr_ge0; [exact: ltW | rewrite subr_ge0].
    by apply: (fall_slope pa pe pd pf z1 z2 pB2 (MA _ _ h (near h) t13 t23) (MB _ _ h (near h) t13 t23) v3); rewrite v2.
  exact: (fall_slope pa pe pd pf w2 (z5 h) pBt mA3 mB3 v3 a1).
have pA1 : 0 < A 1.
  have -> : A 1 = A t1 + a * (t1 - 1) by rewrite lAt subrK.
  by apply: addr_gt0 => //; exact: mulr_gt0.
have eA0 := begin_value pa pe pd pf ad pA1 dA1 dB1 v0 v1.
have aedf : a - e < d - f by move: ad f1 ef; clear; lra.
have eA6 := end_value pa pe pd pf ea fd aedf c1 dA6 dB6 v5 v6.
have eA1 : A 1 = c - a by rewrite dA1 eA0.
have eA5 : A 5%:R = c - (a - e) by rewrite -eA6 dA6 addrK.
have es : a * (6%:R - t1 - t2) = e * (6%:R - t1) by move: gA; rewrite eA0 eA6; clear; lra.
exact: (no_slopes pa pe pd pf h1 h2 h3 ea ad f1 ef eA1 pA1 eA5 v1 v5 es gB).
Qed.
End Core.

(* by exchange and reflection *)
Lemma no_valley_falls b0 x0 y0 b1 x1 y1 t1 t2 c : valley b0 x0 y0 b1 x1 y1 t1 t2 c ->
  0 < y0 -> y1 < 0 -> 0 < x0 -> x1 < 0 -> (x0 < y0 /\ y1 < x1) \/ (y0 < x0 /\ x1 < y1) -> False.
Proof.
move=> V y0p y1n x0p x1n [[h1 h2]|[h1 h2]]; first exact: (crossed V).
exact: (crossed (valley_mirror V)).
Qed.
End Valley.
