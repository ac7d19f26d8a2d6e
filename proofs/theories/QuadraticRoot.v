(* Fields in which positive elements are squares: there a quadratic function that changes
   its sign has a zero in between.  With it, a knot is placed where the lines of one zigzag
   meet, while the slopes of two others depend on the knot. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra.
From FTCert Require DenseStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Root.
Variable F : realFieldType.
Local Ltac lra := flra F.
Hypothesis squares : DenseStatements.square_roots F.

(* c + b t + a t^2 is negative at 0 and positive at d *)
Lemma quadratic_root (a b c d : F) : 0 < d -> c < 0 -> 0 < c + b * d + a * d * d ->
  exists t, [/\ 0 < t, t < d & c + b * t + a * t * t = 0].
Proof.
move=> d0 c0 fd; pose D := b * b - 4%:R * a * c.
have aD : 4%:R * a * (c + b * d + a * d * d) = (2%:R * a * d + b) * (2%:R * a * d + b) - D.
  by rewrite /D; lra.
have [D0 b0] : 0 <= D /\ (a <= 0 -> 0 < b).
  case: (lerP a 0) => ha; last first.
    split=> //; have := mulr_gt0 ha (_ : 0 < - c); rewrite oppr_gt0 => /(_ c0).
    by have := sqr_ge0 b; rewrite /D expr2; lra.
  split=> [|_].
    have h : a * (c + b * d + a * d * d) <= 0 by rewrite mulr_le0_ge0 // ltW.
    by have := sqr_ge0 (2%:R * a * d + b); rewrite expr2; lra.
  have h1 : a * (d * d) <= 0 by rewrite mulr_le0_ge0 // ltW // mulr_gt0.
  have h2 : 0 < b * d by lra.
  by move: h2; rewrite pmulr_lgt0.
have [r0 er0] := squares D0; pose r := `|r0|.
have rge : 0 <= r by apply: normr_ge0.
have er : r * r = D by rewrite -expr2 real_normK ?num_real // expr2.
have br : 0 < b + r.
  case: (lerP a 0) => ha; first by have := b0 ha; lra.
  case: (ltrP 0 b) => hb; first lra.
  rewrite ltNge; apply/negP => h.
  have h1 : r * r <= b * b.
    by rewrite -[b * b]mulrNN; apply: ler_pmul => //; lra.
  have := mulr_gt0 ha (_ : 0 < - c); rewrite oppr_gt0 => /(_ c0).
  by move: h1; rewrite er /D; lra.
pose t := (- (2%:R * c)) / (b + r).
have et : t * (b + r) = - (2%:R * c) by rewrite /t divfK // gt_eqF.
have t0 : 0 < t by rewrite divr_gt0 //; lra.
exists t; split=> //.
- rewrite ltNge; apply/negP => dt.
  have h : d * (b + r) <= - (2%:R * c) by rewrite -et ler_wpmul2r // ltW.
  have h0 : 0 <= d * r by rewrite mulr_ge0 // ltW.
  have h1 : (d * r) * (d * r) <= (- (2%:R * c) - b * d) * (- (2%:R * c) - b * d).
    by apply: ler_pmul => //; lra.
  have h2 : (- c) * (c + b * d + a * d * d) <= 0.
    have e : d * r * (d * r) = d * d * (r * r) by lra.
    move: h1; rewrite e er /D; lra.
  by move: h2; rewrite pmulr_rle0 ?oppr_gt0 // leNgt fd.
- apply: (mulfI (_ : (b + r) * (b + r) != 0)); first by rewrite mulf_neq0 // gt_eqF.
  rewrite mulr0.
  have -> : (b + r) * (b + r) * (c + b * t + a * t * t) =
    c * ((b + r) * (b + r)) + b * (t * (b + r)) * (b + r) + a * (t * (b + r)) * (t * (b + r)) by lra.
  rewrite et; have : r * r = b * b - 4%:R * a * c := er; move: (r) => q.
  move=> eq; have e2 : c * (q * q) = c * (b * b) - 4%:R * a * c * c by rewrite eq; lra.
  by move: e2; lra.
Qed.

(* Left of t lines with slopes s p and s q, right of it with slopes - s p' and - s q', where
   q' = al + be p'; pivots x1, g on the left, x2, h on the right; [g, h] holds the knot t *)
Lemma tune (s g h x1 x2 vx vx' vy vy' p q al be : F) :
  s * s = 1 -> g < h -> h < x2 ->
  0 < q * (h - g) + s * (vy - vy') ->
  s * (vy - vy') < (al + be * ((p * (g - x1) + s * (vx - vx')) / (x2 - g))) * (h - g) ->
  exists t p' : F, [/\ g < t, t < h, vx + s * p * (t - x1) = vx' - s * p' * (t - x2) &
    vy + s * q * (t - g) = vy' - s * (al + be * p') * (t - h)].
Proof.
move=> ss gh hx Hh Hg.
pose dx := s * (vx - vx'); pose dy := s * (vy - vy').
rewrite -/dy in Hh Hg; rewrite -/dx in Hg.
pose X := x2 - g; have X0 : 0 < X by rewrite /X; lra.
pose d := h - g; have d0 : 0 < d by rewrite /d; lra.
pose m := p * (g - x1) + dx.
(* (q t + dy) (X - t) - (al (X - t) + be (p t + m)) (d - t) *)
have [||t [t0 td et]] := @quadratic_root (- q - al + be * p) (q * X - dy + al * (X + d) - be * p * d + be * m)
  (dy * X - (al * X + be * m) * d) d d0.
- have : dy * X < (al + be * (m / X)) * d * X by rewrite ltr_pmul2r.
  have -> : (al + be * (m / X)) * d * X = (al * X + be * (m / X * X)) * d by lra.
  by rewrite divfK ?gt_eqF //; lra.
- have : 0 < (q * d + dy) * (X - d) by apply: mulr_gt0 => //; rewrite /X /d; lra.
  by lra.
have Xt : 0 < X - t by move: td; rewrite /X /d; lra.
pose p' := (p * t + m) / (X - t).
have ep : p' * (X - t) = p * t + m by rewrite /p' divfK // gt_eqF.
exists (g + t), p'; split.
- lra.
- by move: td; rewrite /d; lra.
- have e : s * (p' * (X - t)) = s * p * (g + t - x1) + s * s * (vx - vx').
    by rewrite ep /m /dx; lra.
  by move: e; rewrite ss /X; lra.
have e : (q * t + dy - (al + be * p') * (d - t)) * (X - t) = 0.
  have -> : (q * t + dy - (al + be * p') * (d - t)) * (X - t) =
     (q * t + dy) * (X - t) - (al * (X - t) + be * (p' * (X - t))) * (d - t) by lra.
  by rewrite ep -[RHS]et; lra.
move: e => /eqP; rewrite mulf_eq0 => /orP[] /eqP e; last by lra.
have e2 : s * (q * t + dy - (al + be * p') * (d - t)) = 0 by rewrite e mulr0.
have e3 : s * dy = vy - vy' by rewrite /dy mulrA ss mul1r.
by move: e2; rewrite /d; lra.
Qed.
End Root.
