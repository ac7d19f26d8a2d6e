(* The ladder with a base: one more point in every cell than in ThreeUpperDense.v.

   Units may be reversed, relu (- p) for relu p: as relu (- p) = relu p - p, where all units are
   off the function is then no constant but a spline, and serves a point itself.  The price is
   one relation between the zigzags, (R) below; it has to hold on every cell.
   Paper proof: theorems.md, 3.2.3 and 3.2.4. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperRank.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Base.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma relu_opp (t : F) : relu (- t) = relu t - t.
Proof.
case: (leP 0 t) => h; first by rewrite relu_neg ?relu_pos ?subrr // oppr_le0.
by rewrite relu_pos ?relu_neg ?sub0r // ?oppr_ge0 ltW.
Qed.

(* units whose outer weights turn their pre-activations into differences of A: the first r are on *)
Lemma relu_telescope (w p A : nat -> F) r n : (r <= n)%N ->
  (forall k, (k < n)%N -> w k * p k = A k.+1 - A k) ->
  (forall k, (k < r)%N -> 0 <= p k) -> (forall k, (r <= k < n)%N -> p k <= 0) ->
  \sum_(k < n) w k * relu (p k) = A r - A 0%N.
Proof.
move=> rn e up down; rewrite -(big_mkord xpredT (fun k => w k * relu (p k))).
rewrite (big_cat_nat _ (n := r)) //= -(telescope_sumr A (leq0n r)).
have -> : \sum_(r <= k < n) w k * relu (p k) = 0.
  by rewrite big_nat_cond big1 // => k /andP[h _]; rewrite relu_neg ?mulr0 ?down.
rewrite addr0; apply: eq_big_nat => k /andP[_ kr]; rewrite relu_pos ?up // e //.
exact: leq_trans kr rn.
Qed.

(* ---- the ladder: rungs 0, .., P, units 1, .., P (unit k + 1 between rungs k and k + 1) ---- *)
Definition rung (Z : nat -> F) (k : nat) : F := (-1) ^+ k * Z k.
Definition flip (R : pred nat) (k : nat) : F := if R k then -1 else 1.

Lemma base_ladder (Z : nat -> F) (R : pred nat) (M c : F) r P : (r <= P)%N ->
  (forall k, (k < r)%N -> M <= Z k) -> `|Z r| <= M ->
  (forall k, (r < k <= P)%N -> Z k <= - M) ->
  Z 0%N + \sum_(k < P | R k) (rung Z k.+1 - rung Z k) = c ->
  c + \sum_(k < P) (-1) ^+ k.+1 * relu (flip R k * (Z k.+1 + Z k)) = rung Z r.
Proof.
move=> rP up; rewrite ler_norml => /andP[lo hi] down base.
have step k : (-1) ^+ k.+1 * (Z k.+1 + Z k) = rung Z k.+1 - rung Z k.
  by rewrite /rung exprS; lra.
pose off k := (-1) ^+ k.+1 * relu (Z k.+1 + Z k).
have -> : \sum_(k < P) (-1) ^+ k.+1 * relu (flip R k * (Z k.+1 + Z k)) =
    \sum_(k < P) off k - \sum_(k < P | R k) (rung Z k.+1 - rung Z k).
  rewrite [X in _ = _ - X]big_mkcond -sumrB; apply: eq_bigr => k _; rewrite /flip /off.
  by case: (R k); [rewrite mulN1r relu_opp mulrBr step | rewrite mul1r subr0].
have -> : \sum_(k < P) off k = rung Z r - rung Z 0.
  apply: (@relu_telescope (fun k => (-1) ^+ k.+1) (fun k => Z k.+1 + Z k) (rung Z)) => // k kP.
    have : - M <= Z k.+1; last by have := up k kP; lra.
    by move: kP; rewrite leq_eqVlt => /orP[/eqP -> //|/up]; lra.
  case/andP: kP => rk kP; have := down k.+1; rewrite ltnS rk kP => /(_ isT).
  have : Z k <= M; last by lra.
  move: rk; rewrite leq_eqVlt => /orP[/eqP <- //|rk].
  by have := down k; rewrite rk (ltnW kP) => /(_ isT); lra.
by rewrite -base /(rung Z 0) expr0 mul1r; lra.
Qed.

Lemma spline_scale t W (e b : F) G x :
  spline t (fun j => e * W j) (e * b) G x = e * spline t W b G x.
Proof.
by rewrite /spline mulrDr mulr_sumr; congr (_ + _); apply: eq_bigr => j _; rewrite mulrA.
Qed.

(* ---- labels z at G (P + 1) points, y0 left of them ---- *)
Section Core.
Variables (x z cut s : nat -> F) (y0 xf t0 c : F) (G P b : nat).
Let Q := P.+1.
Local Notation dxi := (dxi x Q).
Local Notation dval := (dval z Q).
Local Notation dM := (dM z y0 G Q).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypothesis G0 : (0 < G)%N.
Hypothesis cut_gap : forall j, x (j.+1 * Q).-1 < cut j < x (j.+1 * Q)%N.
Let C0 := steepness x (2%:R * dM) (G * Q)%N.
Hypothesis big : forall k, (k < Q)%N -> forall j, (j < G)%N ->
  C0 <= steep cut (dxi k) (dval k) (s k) j.
Hypotheses (xf_t0 : xf <= t0) (t0_x : t0 < x 0%N) (flat : s 0%N * (x 0%N - t0) = z 0%N - y0).

(* the line of zigzag k on cell j *)
Definition line (k j : nat) (t : F) : F :=
  dval k j + (-1) ^+ j * steep cut (dxi k) (dval k) (s k) j * (t - dxi k j).

(* (R): the units b + 1, .., P are reversed *)
Hypotheses (bP : (b <= P)%N) (b_even : ~~ odd b).
Hypothesis relation : forall j, (j < G)%N -> forall t,
  line 0 j t + (-1) ^+ P * line P j t - line b j t = c.

Lemma base_sum (Z : nat -> F) : Z 0%N + (-1) ^+ P * Z P - Z b = c ->
  Z 0%N + \sum_(k < P | (b <= k)%N) (rung Z k.+1 - rung Z k) = c.
Proof.
move=> <-; rewrite -(big_mkord (leq b) (fun k => rung Z k.+1 - rung Z k)).
rewrite (big_cat_nat _ (n := b)) //= big_nat_cond big1 ?add0r; last by move=> k; lia.
have -> : \sum_(b <= k < P | (b <= k)%N) (rung Z k.+1 - rung Z k) = rung Z P - rung Z b.
  rewrite -(telescope_sumr (rung Z) bP) big_nat_cond [RHS]big_nat_cond.
  by apply: eq_bigl => k; case: (b <= k)%N; rewrite ?andbF ?andbT.
by rewrite addrA /rung -(signr_odd _ b) (negbTE b_even) expr0 mul1r.
Qed.

Theorem base_core : exists g : net3 F,
  (forall i, (i < G * Q)%N -> eval3 G P g (x i) = z i) /\
  (forall t, t <= xf -> eval3 G P g t = y0).
Proof.
have Q0 : (0 < Q)%N by [].
have M0 := dM_ge0 z y0 G Q; have M2 : 0 <= 2%:R * dM by lra.
have y0M : `|y0| <= dM by rewrite /dM; have := total_ge0 z (G * Q)%N; lra.
have C0P i l : (i < l)%N -> (i < G * Q)%N -> 2%:R * dM <= C0 * (x l - x i).
  exact: steepnessP.
have C00 : 0 <= C0 by apply: steepness_ge0.
pose Z k t := zig t0 cut (dxi k) (dval k) (s k) G t.
pose zr k := zig_row cut (dxi k) (dval k) (s k).
pose zb k := zig_bias t0 (dxi k) (dval k) (s k).
pose e k := flip (leq b) k.
pose g := spline_net (knot t0 cut) (fun k j => e k * (zr k.+1 j + zr k j))
  (fun k => e k * (zb k.+1 + zb k)) (fun k => (-1) ^+ k.+1) c.
have ev t : eval3 G P g t = c + \sum_(k < P) (-1) ^+ k.+1 * relu (e k * (Z k.+1 t + Z k t)).
  rewrite eval_spline_net; congr (_ + _); apply: eq_bigr => k _; congr (_ * relu _).
  by rewrite (spline_scale _ (fun j => zr k.+1 j + zr k j)) spline_add.
have at_rung t r : (r <= P)%N -> (forall k, (k < r)%N -> dM <= Z k t) -> `|Z r t| <= dM ->
    (forall k, (r < k <= P)%N -> Z k t <= - dM) ->
    Z 0%N t + (-1) ^+ P * Z P t - Z b t = c -> eval3 G P g t = (-1) ^+ r * Z r t.
  by move=> rP up mid down /(@base_sum (Z^~ t)) h; rewrite ev (base_ladder rP up mid down h).
exists g; split=> [i iN|t ht].
  have rP := rankP Q0 i; have iz := dM_z z y0 iN.
  have Zi : Z (rank Q i) (x i) = (-1) ^+ rank Q i * z i by apply: Z_at.
  have Zn : `|Z (rank Q i) (x i)| <= dM by rewrite Zi norm_sign.
  rewrite (at_rung _ (rank Q i) rP) //.
  - by rewrite Zi sign_sq.
  - by move=> k kr; have kP := ltn_trans kr rP; apply: (Z_above x_inc Q0 cut_gap kP t0_x (big kP) C0P).
  - by move=> k /andP[kr kP]; apply: (Z_below x_inc Q0 cut_gap _ t0_x (@big k kP) C0P).
  by rewrite /Z !Z_cell //; apply: relation; rewrite ltn_divLR.
have tt0 : t <= t0 by apply: le_trans ht xf_t0.
have Zl k : (k < Q)%N -> Z k t = dval k 0 - s k * (dxi k 0 - t0).
  move=> kP; apply: zig_left => //.
  - by move=> j; apply: (dxi_cut x_inc Q0 cut_gap).
  - by move=> j; apply: (cut_dxi x_inc Q0 cut_gap).
  - exact: (t0_dxi Q x_inc).
have Z0 : Z 0%N t = y0.
  by rewrite Zl // /dval /dxi /dpoint /= mul0n addn0 expr0 mul1r flat; lra.
rewrite (at_rung _ 0%N) // ?Z0 ?expr0 ?mul1r // => [k /andP[k0 kP]|].
  rewrite Zl //; have hs : C0 <= s k by have := big (kP : (k < Q)%N) G0.
  have hv : dval k 0 <= dM.
    apply: le_trans (ler_norm _) _; rewrite norm_sign dM_z // /dpoint /= mul0n add0n.
    by apply: leq_trans (kP : (k < Q)%N) _; rewrite leq_pmull.
  have h1 : 2%:R * dM <= C0 * (dxi k 0 - x 0%N).
    by rewrite /dxi /dpoint /= mul0n add0n; apply: C0P => //; rewrite muln_gt0 G0.
  have h2 : 0 <= dxi k 0 - t0 by rewrite subr_ge0 ltW // (t0_dxi Q x_inc).
  have := ler_wpmul2r h2 hs; have : C0 * (dxi k 0 - x 0%N) <= C0 * (dxi k 0 - t0).
    by apply: ler_wpmul2l => //; lra.
  by lra.
rewrite -Z0 !Zl // -(relation G0 t0) /line /= expr0 !mul1r.
by lra.
Qed.
End Core.
End Base.
