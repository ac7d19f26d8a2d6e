(* Widths (2,2) do not fit 0, 1, 0, 1, 0, 1, 0 at 0, .., 6: from the network to the two
   functions of SevenValley.v.  Paper proof: theorems.md, 3.13.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower SmallLower SevenValley SevenPoints.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Signs.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma turn_down (p q : F) : q < p -> p * q < 0 -> q < 0 /\ 0 < p.
Proof.
move=> qp h; case: (ltP q 0) => q0; last first.
  by move: h; rewrite ltNge mulr_ge0 //; exact: ltW (le_lt_trans q0 qp).
by split=> //; move: h; rewrite nmulr_llt0.
Qed.
Lemma turn_up (p q : F) : p < q -> p * q < 0 -> p < 0 /\ 0 < q.
Proof. by rewrite mulrC; exact: turn_down. Qed.

(* in three neighbouring cells no function with slopes -y, x - y, x turns *)
Lemma three_turns (x y u v w p0 p1 p2 p3 : F) : 0 < u -> 0 < v -> 0 < w ->
  p1 = p0 - y * u -> p2 = p1 - (y - x) * v -> p3 = p2 + x * w ->
  p0 * p1 < 0 -> p1 * p2 < 0 -> p2 * p3 < 0 -> False.
Proof.
move=> u0 v0 w0 e1 e2 e3 h1 h2 h3.
have up (z l : F) : 0 < l -> 0 < z * l -> 0 < z by move=> l0; rewrite pmulr_lgt0.
have dn (z l : F) : 0 < l -> z * l < 0 -> z < 0 by move=> l0; rewrite pmulr_llt0.
case: (ltP p0 p1) => k.
  have [a0 a1] := turn_up k h1.
  have b2 : p2 < 0 by move: h2; rewrite pmulr_rlt0.
  have b3 : 0 < p3 by move: h3; rewrite nmulr_rlt0.
  have y0 : y < 0 by apply: (dn y u u0); move: e1 a0 a1; clear; lra.
  have x0 : 0 < x by apply: (up x w w0); move: e3 b2 b3; clear; lra.
  have z0 : 0 < y - x by apply: (up _ v v0); move: e2 a1 b2; clear; lra.
  by move: y0 x0 z0; clear; lra.
have {}k : p1 < p0.
  rewrite lt_neqAle k andbT; apply/eqP => e; move: h1; rewrite e ltNge -expr2 sqr_ge0 //.
have [a1 a0] := turn_down k h1.
have b2 : 0 < p2 by move: h2; rewrite nmulr_rlt0.
have b3 : p3 < 0 by move: h3; rewrite pmulr_rlt0.
have y0 : 0 < y by apply: (up y u u0); move: e1 a0 a1; clear; lra.
have x0 : x < 0 by apply: (dn x w w0); move: e3 b2 b3; clear; lra.
have z0 : y - x < 0 by apply: (dn _ v v0); move: e2 a1 b2; clear; lra.
by move: y0 x0 z0; clear; lra.
Qed.

(* of two summands one rises *)
Lemma one_rises (u0 u1 v0 v1 : F) : relu u0 + relu v0 < relu u1 + relu v1 -> u0 < u1 \/ v0 < v1.
Proof.
move=> h; case: (ltP u0 u1) => [k|k]; first by left.
by right; apply: relu_lt; have := relu_mono k; move: h; clear; lra.
Qed.

Variables (b0 x0 y0 b1 x1 y1 t1 t2 c : F).
Hypothesis V : valley b0 x0 y0 b1 x1 y1 t1 t2 c.
Let A := bent b0 x0 y0 t1 t2.
Let B := bent b1 x1 y1 t1 t2.

Lemma order : [/\ t1 <= t2, 0 <= t1 & t2 <= 6%:R].
Proof. by have [[h1 h2 h3 h4] _ _ _] := V; split; move: h1 h2 h3 h4; clear; lra. Qed.

Lemma sloped (x y b t u : F) : t < u ->
  [/\ u <= t1 -> 0 < bent b x y t1 t2 t - bent b x y t1 t2 u -> 0 < y,
      u <= t1 -> 0 < bent b x y t1 t2 u - bent b x y t1 t2 t -> y < 0,
      t1 <= t -> u <= t2 -> 0 < bent b x y t1 t2 t - bent b x y t1 t2 u -> x < y &
      t1 <= t -> u <= t2 -> 0 < bent b x y t1 t2 u - bent b x y t1 t2 t -> y < x] /\
  [/\ t2 <= t -> 0 < bent b x y t1 t2 t - bent b x y t1 t2 u -> x < 0 &
      t2 <= t -> 0 < bent b x y t1 t2 u - bent b x y t1 t2 t -> 0 < x].
Proof.
have [t12 _ _] := order; move=> tu; have d0 : 0 < u - t by rewrite subr_gt0.
split; split=> h1.
- have h2 := le_trans (ltW tu) h1.
  by rewrite (bent_left b x y t12 h2 h1) opprB addrCA subrr addr0 pmulr_lgt0.
- have h2 := le_trans (ltW tu) h1.
  by rewrite (bent_left b x y t12 h2 h1) addrAC subrr add0r -mulNr pmulr_lgt0 // oppr_gt0.
- move=> h2; have h3 := le_trans h1 (ltW tu); have h4 := le_trans (ltW tu) h2.
  by rewrite (bent_middle b x y t12 h1 h4 h3 h2) opprB addrCA subrr addr0 pmulr_lgt0 // subr_gt0.
- move=> h2; have h3 := le_trans h1 (ltW tu); have h4 := le_trans (ltW tu) h2.
  by rewrite (bent_middle b x y t12 h1 h4 h3 h2) addrAC subrr add0r -mulNr pmulr_lgt0 // opprB subr_gt0.
- have h3 := le_trans h1 (ltW tu).
  by rewrite (bent_right b x y t12 h1 h3) opprD addrA subrr add0r -mulNr pmulr_lgt0 // oppr_gt0.
have h3 := le_trans h1 (ltW tu).
by rewrite (bent_right b x y t12 h1 h3) addrAC subrr add0r pmulr_lgt0.
Qed.

Lemma slopes : [/\ 0 < y0 \/ 0 < y1, y0 < 0 \/ y1 < 0, 0 < x0 \/ 0 < x1 & x0 < 0 \/ x1 < 0] /\
  [/\ x0 < y0 \/ x1 < y1 & y0 < x0 \/ y1 < x1].
Proof.
have [[h1 h2 h3 h4] v a1 a2] := V.
have := (v 0%N isT, v 1%N isT, v 3%N isT, v 5%N isT, v 6%N isT); rewrite /= !subr0 => -[[[[v0 v1] v3] v5] v6].
have less (p q : F) : p = c - 1 -> c <= q -> p < q.
  by move=> -> h; apply: lt_le_trans h; rewrite ltr_subl_addr ltr_addl ltr01.
have ge (p : F) : p = c -> c <= p by move=> ->.
have o1 : 5%:R < 6%:R :> F by rewrite ltr_nat.
have S t u (p : F) := @subr_gt0 F t u.
split; split.
- case: (one_rises (less _ _ v1 (ge _ v0))) => k; rewrite -subr_gt0 in k; [left | right].
    by have [[s1 _ _ _] _] := @sloped x0 y0 b0 0 1 ltr01; exact: s1 (ltW h1) k.
  by have [[s1 _ _ _] _] := @sloped x1 y1 b1 0 1 ltr01; exact: s1 (ltW h1) k.
- case: (one_rises (less _ _ v1 a1)) => k; rewrite -subr_gt0 in k; [left | right].
    by have [[_ s1 _ _] _] := @sloped x0 y0 b0 1 t1 h1; exact: s1 (lexx _) k.
  by have [[_ s1 _ _] _] := @sloped x1 y1 b1 1 t1 h1; exact: s1 (lexx _) k.
- case: (one_rises (less _ _ v5 (ge _ v6))) => k; rewrite -subr_gt0 in k; [left | right].
    by have [_ [_ s1]] := @sloped x0 y0 b0 5%:R 6%:R o1; exact: s1 (ltW h4) k.
  by have [_ [_ s1]] := @sloped x1 y1 b1 5%:R 6%:R o1; exact: s1 (ltW h4) k.
- case: (one_rises (less _ _ v5 a2)) => k; rewrite -subr_gt0 in k; [left | right].
    by have [_ [s1 _]] := @sloped x0 y0 b0 t2 5%:R h4; exact: s1 (lexx _) k.
  by have [_ [s1 _]] := @sloped x1 y1 b1 t2 5%:R h4; exact: s1 (lexx _) k.
- case: (one_rises (less _ _ v3 a1)) => k; rewrite -subr_gt0 in k; [left | right].
    by have [[_ _ s1 _] _] := @sloped x0 y0 b0 t1 3%:R h2; exact: s1 (lexx _) (ltW h3) k.
  by have [[_ _ s1 _] _] := @sloped x1 y1 b1 t1 3%:R h2; exact: s1 (lexx _) (ltW h3) k.
case: (one_rises (less _ _ v3 a2)) => k; rewrite -subr_gt0 in k; [left | right].
  by have [[_ _ _ s1] _] := @sloped x0 y0 b0 3%:R t2 h3; exact: s1 (ltW h2) (lexx _) k.
by have [[_ _ _ s1] _] := @sloped x1 y1 b1 3%:R t2 h3; exact: s1 (ltW h2) (lexx _) k.
Qed.

(* one falls everywhere, the other rises everywhere: two zeros for three cells *)
Lemma monotone_pair : 0 < y0 -> x0 < 0 -> y1 < 0 -> 0 < x1 ->
  A 0 * A t1 < 0 \/ B 0 * B t1 < 0 -> A t1 * A t2 < 0 \/ B t1 * B t2 < 0 ->
  A t2 * A 6%:R < 0 \/ B t2 * B 6%:R < 0 -> False.
Proof.
have [[h1 h2 h3 h4] _ _ _] := V; have [t12 n0 n6] := order; move=> k1 k2 k3 k4.
have l0 : 0 < t1 - 0 by move: h1; clear; lra.
have l1 : 0 < t2 - t1 by move: h2 h3; clear; lra.
have l2 : 0 < 6%:R - t2 by move: h4; clear; lra.
have dA1 : A t1 < A 0.
  by rewrite /A (bent_left b0 x0 y0 t12 n0 (lexx _)) ltr_subl_addr ltr_addl mulr_gt0.
have dA2 : A t2 < A t1.
  rewrite /A (bent_middle b0 x0 y0 t12 (lexx _) t12 t12 (lexx _)) ltr_subl_addr ltr_addl mulr_gt0 // subr_gt0.
  exact: lt_trans k2 k1.
have dA3 : A 6%:R < A t2.
  by rewrite /A (bent_right b0 x0 y0 t12 (lexx _) n6) gtr_addl nmulr_rlt0.
have dB1 : B 0 < B t1.
  by rewrite /B (bent_left b1 x1 y1 t12 n0 (lexx _)) ltr_addl -mulNr mulr_gt0 // oppr_gt0.
have dB2 : B t1 < B t2.
  rewrite /B (bent_middle b1 x1 y1 t12 (lexx _) t12 t12 (lexx _)) ltr_addl -mulNr mulr_gt0 // opprB subr_gt0.
  exact: lt_trans k3 k4.
have dB3 : B t2 < B 6%:R.
  by rewrite /B (bent_right b1 x1 y1 t12 (lexx _) n6) ltr_addl mulr_gt0.
clearbody A B.
move=> [/(turn_down dA1)|/(turn_up dB1)] [] p1 p2 [/(turn_down dA2)|/(turn_up dB2)] [] q1 q2
  [/(turn_down dA3)|/(turn_up dB3)] [] r1 r2.
all: move: dA1 dA2 dA3 dB1 dB2 dB3 p1 p2 q1 q2 r1 r2; clear; lra.
Qed.
End Signs.

Section Net.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma no_valley (b0 x0 y0 b1 x1 y1 t1 t2 c : F) (A := bent b0 x0 y0 t1 t2) (B := bent b1 x1 y1 t1 t2) :
  valley b0 x0 y0 b1 x1 y1 t1 t2 c ->
  A 0 * A t1 < 0 \/ B 0 * B t1 < 0 -> A t1 * A t2 < 0 \/ B t1 * B t2 < 0 ->
  A t2 * A 6%:R < 0 \/ B t2 * B 6%:R < 0 -> False.
Proof.
move=> V T1 T2 T3; have V' := valley_swap V.
have T (p q : Prop) : p \/ q -> q \/ p by case; [right | left].
have [[py ny px nx] [dn up]] := slopes V.
have nn (p : F) : 0 < p -> p < 0 -> False by move=> h1 h2; have := lt_trans h1 h2; rewrite ltxx.
have nl (p q : F) : p < q -> q < p -> False by move=> h1 h2; have := lt_trans h1 h2; rewrite ltxx.
case: py ny => py [ny|ny]; try by [case: (nn _ py ny)].
all: case: px nx => px [nx|nx]; try by [case: (nn _ px nx)].
- apply: (no_valley_falls V py ny px nx); case: dn up => dn [up|up]; try by [case: (nl _ _ dn up)].
    by left.
  by right.
- exact: (monotone_pair V py nx ny px T1 T2 T3).
- exact: (monotone_pair V' py nx ny px (T _ _ T1) (T _ _ T2) (T _ _ T3)).
apply: (no_valley_falls V' py ny px nx); case: dn up => dn [up|up]; try by [case: (nl _ _ dn up)].
  by right.
by left.
Qed.

(* ---- the network ---- *)
Section Fit.
Variable g : net3 F.
Hypothesis fit : forall i, (i < 7)%N -> eval3 2 2 g i%:R = (odd i)%:R.
Let G := eval3 2 2 g.
Let P k := pre3 2 g k.

Lemma evalE t : G t = n3o g + (n3w g 0%N * relu (P 0%N t) + n3w g 1%N * relu (P 1%N t)).
Proof. by rewrite /G /eval3 !big_ord_recl big_ord0 addr0. Qed.

Lemma piece (r1 r2 : bool) (t1 t2 : F) (b x y : nat -> F) u w : t1 <= t2 ->
  (forall k t, P k t = b k + x k * half r1 t1 t + y k * half r2 t2 t) ->
  w <= t1 \/ (t1 <= u /\ w <= t2) \/ t2 <= u ->
  exists n0 n1 : neuron F, [/\ nw n0 = n3w g 0%N, nw n1 = n3w g 1%N &
    forall t, u <= t -> t <= w -> [/\ lin n0 t = P 0%N t, lin n1 t = P 1%N t & G t = neval (n3o g) [:: n0; n1] t]].
Proof.
move=> t12 e h; have [|al1 [be1 e1]] := @half_affine F r1 t1 u w.
  by case: h => [h|[[h _]|h]]; [left | right | right; exact: le_trans t12 h].
have [|al2 [be2 e2]] := @half_affine F r2 t2 u w.
  by case: h => [h|[[_ h]|h]]; [left; exact: le_trans h t12 | left | right].
have E k t : u <= t -> t <= w -> (x k * al1 + y k * al2) * t + (b k + x k * be1 + y k * be2) = P k t.
  by move=> k1 k2; rewrite e e1 // e2 //; clear; lra.
pose n k := Neuron (n3w g k) (x k * al1 + y k * al2) (b k + x k * be1 + y k * be2).
exists (n 0%N), (n 1%N); split=> // t k1 k2; split; try exact: E.
by rewrite evalE /neval !big_cons big_nil addr0 /act /lin /= !E.
Qed.

Lemma flat u w : (forall k, P k u = P k w) -> G u = G w.
Proof. by move=> h; rewrite !evalE !h. Qed.

Theorem no_seven : False.
Proof.
have [r1 [r2 [t1 [t2 [b [x [y [t12 e0]]]]]]]] := breaks g.
have {e0}e k t : P k t = b k + x k * half r1 t1 t + y k * half r2 t2 t := e0 k t.
have pc u w := @piece r1 r2 t1 t2 b x y u w t12 e.
have cells u w : w <= t1 \/ (t1 <= u /\ w <= t2) \/ t2 <= u -> cell G u w.
  move=> /pc [n0 [n1 [_ _ h]]]; exists (n3o g), n0, n1 => t k1 k2; by have [] := h t k1 k2.
have [h1 h2 h3 h4] := places t12 cells fit; have a1 := low1 t12 cells fit; have a2 := low2 t12 cells fit.
have f0 : G 0 = 0 := fit (isT : 0 < 7)%N. have f1 : G 1 = 1 := fit (isT : 1 < 7)%N.
have f3 : G 3%:R = 1 := fit (isT : 3 < 7)%N. have f5 : G 5%:R = 1 := fit (isT : 5 < 7)%N.
have f6 : G 6%:R = 0 := fit (isT : 6 < 7)%N.
have n01 : (0 : F) <> 1 by move/eqP; rewrite eq_sym oner_eq0.
have off (z : F) : z <= 0 -> relu z = 0 by exact: relu_neg.
have o1 : 0 - t1 <= 0 by move: h1; clear; lra.
have o2 : 1 - t1 <= 0 by rewrite subr_le0 ltW.
have o3 : 0 - t2 <= 0 by move: h3; clear; lra.
have o4 : 1 - t2 <= 0 by move: h3; clear; lra.
have o5 : t1 - 3%:R <= 0 by rewrite subr_le0 ltW.
have o6 : 3%:R - t2 <= 0 by rewrite subr_le0 ltW.
have o7 : t1 - 5%:R <= 0 by move: h2; clear; lra.
have o8 : t2 - 5%:R <= 0 by rewrite subr_le0 ltW.
have o9 : t1 - 6%:R <= 0 by move: h2; clear; lra.
have oa : t2 - 6%:R <= 0 by move: h4; clear; lra.
have ob : t1 - t1 <= 0 by rewrite subrr. have oc : t1 - t2 <= 0 by rewrite subr_le0.
case: r1 e pc => e pc; case: r2 e pc => e pc; last 2 first.
- have : G t1 = G 3%:R by apply: flat => k; rewrite !e /half !off.
  by move=> k; move: a1; rewrite k f3 leNgt ltr01.
- have : G 6%:R = G 5%:R by apply: flat => k; rewrite !e /half !off.
  by rewrite f6 f5.
- have : G 0 = G 1 by apply: flat => k; rewrite !e /half !off.
  by rewrite f0 f1.
have eb k t : P k t = bent (b k) (x k) (y k) t1 t2 t by exact: e.
have lt01 : 0 < 1 :> F := ltr01. have o56 : 5%:R < 6%:R :> F by rewrite ltr_nat.
pose turn u w := (n3w g 0%N < 0 /\ P 0%N u * P 0%N w < 0) \/ (n3w g 1%N < 0 /\ P 1%N u * P 1%N w < 0).
have tn u t w : u < t -> t < w -> G u < G t -> G w < G t ->
    w <= t1 \/ (t1 <= u /\ w <= t2) \/ t2 <= u -> turn u w.
  move=> ut tw k1 k2 /pc [n0 [n1 [w0 w1 h]]].
  have [l0 l1 Gu] := h u (lexx _) (ltW (lt_trans ut tw)); have [m0 m1 Gw] := h w (ltW (lt_trans ut tw)) (lexx _).
  have [_ _ Gt] := h t (ltW ut) (ltW tw); rewrite /turn -w0 -w1 -l0 -l1 -m0 -m1.
  by apply: (@peak_turn F (n3o g) n0 n1 u t w ut tw); rewrite -?Gu -?Gw -?Gt.
have T1 : turn 0 t1.
  apply: (tn 0 1 t1 ltr01 h1); first by rewrite f0 f1.
    by rewrite f1; exact: le_lt_trans a1 ltr01.
  by left.
have T2 : turn t1 t2.
  apply: (tn t1 3%:R t2 h2 h3); rewrite ?f3; [exact: le_lt_trans a1 ltr01 | exact: le_lt_trans a2 ltr01 |].
  by right; left.
have T3 : turn t2 6%:R.
  apply: (tn t2 5%:R 6%:R h4 o56); rewrite ?f5; [exact: le_lt_trans a2 ltr01 | by rewrite f6 | by right; right].
have three k : P k 0 * P k t1 < 0 -> P k t1 * P k t2 < 0 -> P k t2 * P k 6%:R < 0 -> False.
  rewrite !eb; have n0 : 0 <= t1 by move: h1; clear; lra.
  have n6 : t2 <= 6%:R by move: h4; clear; lra.
  apply: (@three_turns F (x k) (y k) (t1 - 0) (t2 - t1) (6%:R - t2)).
  + by rewrite subr0; move: h1; clear; lra.
  + by rewrite subr_gt0; exact: lt_trans h3.
  + by move: h4; clear; lra.
  + exact: bent_left.
  + exact: bent_middle.
  exact: bent_right.
have [w0 w1] : n3w g 0%N < 0 /\ n3w g 1%N < 0.
  case: T1 T2 T3 => -[v1 s1] [] [v2 s2] [] [v3 s3]; try by [].
    by case: (three 0%N s1 s2 s3).
  by case: (three 1%N s1 s2 s3).
pose q k := - n3w g k; have q0 : 0 < q 0%N by rewrite /q oppr_gt0.
have q1 : 0 < q 1%N by rewrite /q oppr_gt0.
have eq k t : bent (q k * b k) (q k * x k) (q k * y k) t1 t2 t = q k * P k t.
  by rewrite eb /bent; move: (relu (t - t1)) (relu (t2 - t)) => r r'; clear; lra.
have sm t : relu (bent (q 0%N * b 0%N) (q 0%N * x 0%N) (q 0%N * y 0%N) t1 t2 t) +
    relu (bent (q 1%N * b 1%N) (q 1%N * x 1%N) (q 1%N * y 1%N) t1 t2 t) = n3o g - G t.
  rewrite !eq !relu_scale // evalE /q; move: (relu (P 0%N t)) (relu (P 1%N t)) => r r'; clear; lra.
have sg u w : turn u w -> (q 0%N * P 0%N u) * (q 0%N * P 0%N w) < 0 \/ (q 1%N * P 1%N u) * (q 1%N * P 1%N w) < 0.
  by case=> -[_ h]; [left | right]; rewrite mulrACA pmulr_rlt0 // mulr_gt0.
have V : valley (q 0%N * b 0%N) (q 0%N * x 0%N) (q 0%N * y 0%N) (q 1%N * b 1%N) (q 1%N * x 1%N) (q 1%N * y 1%N)
    t1 t2 (n3o g).
  split=> // [i i7||]; first by rewrite sm /G fit.
    by rewrite sm ler_addl oppr_ge0.
  by rewrite sm ler_addl oppr_ge0.
by apply: (no_valley V); rewrite !eq; apply: sg.
Qed.
End Fit.
End Net.
