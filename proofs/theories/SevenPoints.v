(* Widths (2,2) do not fit 0, 1, 0, 1, 0, 1, 0 at 0, .., 6.  Between two breaks of the
   first layer the network is one with one hidden layer of two neurons, which has no
   zigzag of four points: so each of the three cells has exactly one peak.  Paper proof:
   theorems.md, 3.13.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact SmallLower SevenValley.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Cells.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* on [u, w] a network with one hidden layer of two neurons *)
Definition cell (G : F -> F) (u w : F) : Prop :=
  exists b g h, forall t, u <= t -> t <= w -> G t = neval b [:: g; h] t.

Lemma within (p : nat -> F) n i : increasing p n -> (i <= n)%N -> p 0%N <= p i /\ p i <= p n.
Proof.
move=> h iN; split.
  case: i iN => [|i] iN; first exact: lexx.
  by apply/ltW/(increasing_lt h).
move: iN; rewrite leq_eqVlt => /orP[/eqP -> |iN]; first exact: lexx.
exact/ltW/(increasing_lt h iN).
Qed.

Lemma no4 G u w s (p : nat -> F) : cell G u w -> increasing p 3 -> u <= p 0%N -> p 3%N <= w ->
  zigzag s (fun i => G (p i)) 3 -> False.
Proof.
move=> [b [g [h e]]] pI l r z; apply: (@no2_zigzag F s b g h p pI) => i i3.
have E j : (j <= 3)%N -> G (p j) = neval b [:: g; h] (p j).
  by move=> j3; have [k1 k2] := within pI j3; apply: e; [exact: le_trans l k1 | exact: le_trans k2 r].
by have := z i i3; rewrite !E //; exact: ltnW.
Qed.

(* six points in two cells *)
Lemma no6 G u v w s (p : nat -> F) : cell G u v -> cell G v w -> increasing p 5 -> u <= p 0%N -> p 5%N <= w ->
  zigzag s (fun i => G (p i)) 5 -> False.
Proof.
move=> c1 c2 pI l r z; case: (leP (p 3%N) v) => h3.
  by apply: (@no4 G u v s p c1) => // [i i3|i i3]; [apply: pI | apply: z]; lia.
case: (leP v (p 2%N)) => h2.
  apply: (@no4 G v w s (fun i => p i.+2) c2) => // i i3; first by apply: pI; lia.
  by have := z i.+2 ltac:(lia); rewrite /= negbK.
have left : (if s then G (p 2%N) < G v else G v < G (p 2%N)) -> False.
  move=> k; apply: (@no4 G u v s (fun i => if i == 3%N then v else p i) c1) => //=.
    by case=> [|[|[|i]]] //= _; apply: pI.
  by case=> [|[|[|i]]] //= _; [exact: (z 0%N) | exact: (z 1%N) | move: k; case: (s)].
have right : (if s then G v < G (p 3%N) else G (p 3%N) < G v) -> False.
  move=> k; apply: (@no4 G v w s (fun i => if i == 0%N then v else p i.+2) c2) => //=.
    by case=> [|[|[|i]]] //= _; apply: pI.
  by case=> [|[|[|i]]] //= _; [move: k; case: (s) | exact: (z 3%N) | exact: (z 4%N)].
have := z 2%N isT; case: s left right {z} => /= left right k.
  by case: (ltP (G (p 2%N)) (G v)) => // h; apply: right; exact: le_lt_trans h k.
by case: (ltP (G v) (G (p 2%N))) => // h; apply: right; exact: lt_le_trans k h.
Qed.

(* a peak inside a cell comes from a neuron with negative outer weight whose argument
   changes its sign *)
Lemma peak_turn b (g h : neuron F) u t w : u < t -> t < w ->
  neval b [:: g; h] u < neval b [:: g; h] t -> neval b [:: g; h] w < neval b [:: g; h] t ->
  (nw g < 0 /\ lin g u * lin g w < 0) \/ (nw h < 0 /\ lin h u * lin h w < 0).
Proof.
move=> ut tw h1 h2; have d : D2 u t w (neval b [:: g; h] u) (neval b [:: g; h] t) (neval b [:: g; h] w) < 0.
  have k1 : 0 < (neval b [:: g; h] t - neval b [:: g; h] w) * (t - u) by apply: mulr_gt0; rewrite subr_gt0.
  have k2 : 0 < (neval b [:: g; h] t - neval b [:: g; h] u) * (w - t) by apply: mulr_gt0; rewrite subr_gt0.
  by rewrite /D2; lra.
move: d; rewrite D2_neval !big_cons big_nil addr0.
have one (n : neuron F) : nw n * D2 u t w (act n u) (act n t) (act n w) < 0 -> nw n < 0 /\ lin n u * lin n w < 0.
  move=> k; have D0 := D2_relu_ge0 n ut tw; split.
    by rewrite ltNge; apply/negP => w0; move: k; rewrite ltNge mulr_ge0.
  by apply: (D2_relu_neq0 ut tw) => e; move: k; rewrite e mulr0 ltxx.
case: (ltP (nw g * D2 u t w (act g u) (act g t) (act g w)) 0) => [/one k _|k1 k2]; first by left.
by right; apply: one; move: k1 k2; lra.
Qed.

(* ---- breaks of the first layer ---- *)
Definition half (r : bool) (z t : F) : F := relu (if r then t - z else z - t).
Lemma relu_scale (q t : F) : 0 < q -> relu (q * t) = q * relu t.
Proof.
move=> q0; case: (reluP t) => h; first by rewrite relu_pos // mulr_ge0 // ltW.
by rewrite mulr0 relu_neg // mulr_ge0_le0 // ltW.
Qed.
Lemma half_form (a c : F) : exists k q z r, forall t, relu (a * t + c) = k + q * half r z t.
Proof.
case: (ltgtP a 0) => a0; last first.
- by exists (relu c), 0, 0, true => t; rewrite a0 !mul0r add0r addr0.
- have [z ez] := div_ex (- c) (lt0r_neq0 a0); exists 0, a, z, true => t.
  by rewrite /half add0r -relu_scale //; congr relu; lra.
have na : 0 < - a by rewrite oppr_gt0.
have [z ez] := div_ex c (lt0r_neq0 na); exists 0, (- a), z, false => t.
by rewrite /half add0r -relu_scale //; congr relu; lra.
Qed.

Lemma breaks (g : net3 F) : exists r1 r2 t1 t2 (b x y : nat -> F), t1 <= t2 /\
  forall k t, pre3 2 g k t = b k + x k * half r1 t1 t + y k * half r2 t2 t.
Proof.
have [k0 [q0 [z0 [s0 e0]]]] := half_form (n3a g 0%N) (n3c g 0%N).
have [k1 [q1 [z1 [s1 e1]]]] := half_form (n3a g 1%N) (n3c g 1%N).
pose b k := n3b g k + n3v g k 0%N * k0 + n3v g k 1%N * k1.
case: (leP z0 z1) => z01.
  exists s0, s1, z0, z1, b, (fun k => n3v g k 0%N * q0), (fun k => n3v g k 1%N * q1); split=> // k t.
  by rewrite /pre3 !big_ord_recl big_ord0 /= e0 e1 /b; move: (half s0 z0 t) (half s1 z1 t) => p q; lra.
exists s1, s0, z1, z0, b, (fun k => n3v g k 1%N * q1), (fun k => n3v g k 0%N * q0); split; first exact: ltW.
move=> k t; rewrite /pre3 !big_ord_recl big_ord0 /= e0 e1 /b.
by move: (half s0 z0 t) (half s1 z1 t) => p q; lra.
Qed.

(* on one side of z it is affine *)
Definition affine_on (f : F -> F) (u w : F) := exists al be, forall t, u <= t -> t <= w -> f t = al * t + be.
Lemma half_affine r z u w : w <= z \/ z <= u -> affine_on (half r z) u w.
Proof.
case=> h.
  exists (if r then 0 else -1), (if r then 0 else z) => t _ tw; have tz := le_trans tw h.
  rewrite /half; case: r; first by rewrite relu_neg ?mul0r ?addr0 // subr_le0.
  by rewrite relu_pos ?subr_ge0 // mulN1r addrC.
exists (if r then 1 else 0), (if r then - z else 0) => t ut _; have tz := le_trans h ut.
rewrite /half; case: r; first by rewrite relu_pos ?subr_ge0 // mul1r.
by rewrite relu_neg ?mul0r ?addr0 // subr_le0.
Qed.

(* ---- the labels 0, 1, 0, 1, 0, 1, 0 ---- *)
Section Labels.
Variables (G : F -> F) (t1 t2 : F).
Hypothesis t12 : t1 <= t2.
Hypothesis cells : forall u w, w <= t1 \/ (t1 <= u /\ w <= t2) \/ t2 <= u -> cell G u w.
Hypothesis labels : forall i, (i < 7)%N -> G i%:R = (odd i)%:R.

Lemma up_down m n : (m + n <= 6)%N -> zigzag (~~ odd m) (fun i => G (i + m)%:R) n.
Proof.
move=> mn i iN; rewrite !labels; [|lia|lia]; rewrite addSn /= oddD.
by case: (odd i); case: (odd m); rewrite /= ltr01.
Qed.
Lemma integers m n : increasing (fun i => (i + m)%:R : F) n.
Proof. by move=> i _; rewrite ltr_nat addSn. Qed.

Lemma at_integer (i : nat) (t : F) : (i < 7)%N -> t = i%:R -> G t = (odd i)%:R.
Proof. by move=> h ->; exact: labels. Qed.

Lemma places : [/\ 1 < t1, t1 < 3%:R, 3%:R < t2 & t2 < 5%:R].
Proof.
split.
- rewrite ltNge; apply/negP => h; apply: (@no6 G 1 t2 6%:R _ (fun i => (i + 1)%:R)) => //.
  + by apply: cells; right; left.
  + by apply: cells; right; right.
  + exact: integers.
  exact: (@up_down 1).
- rewrite ltNge; apply/negP => h; apply: (@no4 G 0 3%:R _ (fun i => (i + 0)%:R)) => //.
  + by apply: cells; left.
  + exact: integers.
  exact: (@up_down 0).
- rewrite ltNge; apply/negP => h; apply: (@no4 G 3%:R 6%:R _ (fun i => (i + 3)%:R)) => //.
  + by apply: cells; right; right.
  + exact: integers.
  exact: (@up_down 3).
rewrite ltNge; apply/negP => h; apply: (@no6 G 0 t1 5%:R _ (fun i => (i + 0)%:R)) => //.
+ by apply: cells; left.
+ by apply: cells; right; left.
+ exact: integers.
exact: (@up_down 0).
Qed.

Lemma low1 : G t1 <= 0.
Proof.
have [h1 h2 h3 h4] := places; rewrite leNgt; apply/negP => p.
case: (ltgtP t1 2%:R) => h.
- apply: (@no6 G t1 t2 6%:R false (fun i => if i == 0%N then t1 else i.+1%:R)) => //=.
  + by apply: cells; right; left.
  + by apply: cells; right; right.
  + by case=> [|i] _ //=; rewrite ltr_nat.
  case=> [|i] i5 /=; first by rewrite (labels (_ : 2 < 7)%N).
  have k1 : (i.+2 < 7)%N := ltnW i5. have k2 : (i.+3 < 7)%N := i5.
  by rewrite (labels k1) (labels k2) /=; case: (odd i); rewrite /= ltr01.
- apply: (@no4 G 0 t1 true (fun i => if i == 3%N then t1 else i%:R)) => //=.
  + by apply: cells; left.
  + by case=> [|[|[|i]]] //= _; rewrite ltr_nat.
  case=> [|[|[|i]]] //= _; rewrite ?(labels (_ : 0 < 7)%N) ?(labels (_ : 1 < 7)%N) ?(labels (_ : 2 < 7)%N) //=.
  + exact: ltr01.
  exact: ltr01.
by move: p; rewrite (at_integer (_ : 2 < 7)%N h) //= ltxx.
Qed.

Lemma low2 : G t2 <= 0.
Proof.
have [h1 h2 h3 h4] := places; rewrite leNgt; apply/negP => p.
case: (ltgtP t2 4%:R) => h.
- apply: (@no4 G t2 6%:R false (fun i => if i == 0%N then t2 else i.+3%:R)) => //=.
  + by apply: cells; right; right.
  + by case=> [|i] _ //=; rewrite ltr_nat.
  case=> [|i] i5 /=; first by rewrite (labels (_ : 4 < 7)%N).
  have k1 : (i.+4 < 7)%N := ltnW i5. have k2 : (i.+4.+1 < 7)%N := i5.
  by rewrite (labels k1) (labels k2) /=; case: (odd i); rewrite /= ltr01.
- apply: (@no6 G 0 t1 t2 true (fun i => if i == 5%N then t2 else i%:R)) => //=.
  + by apply: cells; left.
  + by apply: cells; right; left.
  + by move=> i i5; rewrite (ltn_eqF i5); case: eqP => [[->]|_] //; rewrite ltr_nat.
  have l i (h : (i < 7)%N) := labels h.
  have l0 := l 0%N isT; have l1 := l 1%N isT; have l2 := l 2%N isT; have l3 := l 3%N isT; have l4 := l 4%N isT.
  by case=> [|[|[|[|[|i]]]]] //= _; rewrite ?l0 ?l1 ?l2 ?l3 ?l4 /= ?ltr01.
by move: p; rewrite (at_integer (_ : 4 < 7)%N h) //= ltxx.
Qed.
End Labels.
End Cells.
