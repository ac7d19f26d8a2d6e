(* Arbitrary labels: the core of m*_3 <= min { d1 + d2 : d1 d2 + 1 >= K }.

   Z_k is the steep zigzag of ThreeUpperRank.v through the points of rank k, where it takes the
   values (-1)^k z: it is >= M at points of higher and <= -M at points of lower rank.
   The pre-activations of the second layer are Z_0 + M and Z_k + Z_{k-1}: at a point of rank r
   the first r+1 are on and the others off, and the alternating sum telescopes to z.
   Paper proof: theorems.md, section 3.2. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperRank.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Dense.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* ---- the telescoping sum ---- *)
Definition before (A : Type) (a : A) (f : nat -> A) (k : nat) : A :=
  if k is i.+1 then f i else a.

Lemma ladder (Z : nat -> F) (M : F) r P : (r < P)%N -> 0 <= M ->
  (forall k, (k < r)%N -> M <= Z k) -> `|Z r| <= M ->
  (forall k, (r < k < P)%N -> Z k <= - M) ->
  - M + \sum_(k < P) (-1) ^+ k * relu (Z k + before M Z k) = (-1) ^+ r * Z r.
Proof.
move=> rP M0 up; rewrite ler_norml => /andP[lo hi] down.
rewrite -(big_mkord xpredT (fun k => (-1) ^+ k * relu (Z k + before M Z k))).
rewrite (big_cat_nat _ (n := r.+1)) //=.
have -> : \sum_(r.+1 <= k < P) (-1) ^+ k * relu (Z k + before M Z k) = 0.
  rewrite big_nat_cond big1 // => -[|k]; rewrite andbT // => /andP[rk kP].
  rewrite relu_neg ?mulr0 //=; have h := down k.+1; rewrite rk kP in h.
  have {}h := h isT; suff : Z k <= M by lra.
  move: rk; rewrite ltnS leq_eqVlt => /orP[/eqP <- //|rk].
  by have := down k; rewrite rk (ltn_trans _ kP) // => /(_ isT); lra.
rewrite addr0.
have part n : (n <= r)%N ->
    - M + \sum_(0 <= k < n.+1) (-1) ^+ k * relu (Z k + before M Z k) = (-1) ^+ n * Z n.
  elim: n => [|n IH] nr.
    rewrite big_nat1 /= expr0 !mul1r relu_pos; first lra.
    by case: (posnP r) => [<-|/up]; lra.
  rewrite big_nat_recr //= addrA IH ?(ltnW nr) // relu_pos; first by rewrite exprS; lra.
  have := up n nr; have : - M <= Z n.+1; last lra.
  by move: nr; rewrite leq_eqVlt => /orP[/eqP -> //|/up]; lra.
exact: part.
Qed.

Section Core.
Variables (x z : nat -> F) (xf y0 : F) (G P : nat).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypotheses (G0 : (0 < G)%N) (P0 : (0 < P)%N) (xf_x : xf < x 0%N) (y0_z : y0 < z 0%N).
Local Notation dxi := (dxi x P).
Local Notation dval := (dval z P).
Local Notation dM := (dM z y0 G P).
Let dcut := midcut x P.
Let dcut_gap := midcut_gap x_inc P0.
(* labels z at the first G P points, y0 at every point left of them *)
Theorem dense_core : exists g : net3 F,
  (forall i, (i < G * P)%N -> eval3 G P g (x i) = z i) /\
  (forall t, t <= xf -> eval3 G P g t = y0).
Proof.
have M0 := dM_ge0 z y0 G P; have M2 : 0 <= 2%:R * dM by lra.
have y0M : `|y0| <= dM by rewrite /dM; have := total_ge0 z (G * P)%N; lra.
pose C0 := steepness x (2%:R * dM) (G * P)%N.
have C0P i l : (i < l)%N -> (i < G * P)%N -> 2%:R * dM <= C0 * (x l - x i).
  exact: steepnessP.
have large k C : (k < P)%N -> exists B, forall s, B <= s ->
    forall j, (j < G)%N -> C <= steep dcut (dxi k) (dval k) s j.
  by move=> kP; apply: steep_large => j; [exact: (dxi_cut x_inc P0 dcut_gap) | exact: (cut_dxi x_inc P0 dcut_gap)].
(* Z_0 takes the value y0 left of the knot t0 *)
have [B0 hB0] := large 0%N C0 P0.
pose q := (z 0%N - y0) / (x 0%N - xf).
have q0 : 0 < q by rewrite divr_gt0 // subr_gt0.
pose s0 := Num.max B0 q.
have s0q : q <= s0 by rewrite /s0 le_maxr lexx orbT.
have s0p : 0 < s0 by apply: lt_le_trans q0 s0q.
pose t0 := x 0%N - (z 0%N - y0) / s0.
have zy0 : 0 < z 0%N - y0 by rewrite subr_gt0.
have t0x : t0 < x 0%N by rewrite /t0 ltr_subl_addr ltr_addl divr_gt0.
have xft0 : xf <= t0.
  rewrite /t0 ler_subr_addr -ler_subr_addl ler_pdivr_mulr // mulrC -ler_pdivr_mulr //.
  by rewrite subr_gt0.
have big0 : forall j, (j < G)%N -> C0 <= steep dcut (dxi 0) (dval 0) s0 j.
  by apply: hB0; rewrite /s0 le_maxr lexx.
(* the other zigzags are so steep that they are <= - M there *)
pose C1 := C0 + 2%:R * dM / (x 0%N - t0).
have x0t0 : 0 < x 0%N - t0 by rewrite subr_gt0.
have C1e : 0 <= 2%:R * dM / (x 0%N - t0) by rewrite divr_ge0 // ltW.
have [s1 hs1] := finite_choice (fun k kP => let: ex_intro B hB := large k C1 kP in
  ex_intro (fun s => forall j, (j < G)%N -> C1 <= steep dcut (dxi k) (dval k) s j)
    B (hB B (lexx B))).
pose s k := if k is 0 then s0 else s1 k.
have big k : (k < P)%N -> forall j, (j < G)%N -> C0 <= steep dcut (dxi k) (dval k) (s k) j.
  case: k => [_|k kP j jG]; first exact: big0.
  by apply: le_trans (hs1 _ kP j jG); rewrite /C1; lra.
pose Z k t := zig t0 dcut (dxi k) (dval k) (s k) G t.
pose zr k := zig_row dcut (dxi k) (dval k) (s k).
pose zb k := zig_bias t0 (dxi k) (dval k) (s k).
exists (spline_net (knot t0 dcut) (fun k j => zr k j + before 0 (fun i => zr i j) k)
  (fun k => zb k + before dM zb k) (fun k => (-1) ^+ k) (- dM)).
have ev t : eval3 G P (spline_net (knot t0 dcut) (fun k j => zr k j + before 0 (fun i => zr i j) k)
    (fun k => zb k + before dM zb k) (fun k => (-1) ^+ k) (- dM)) t =
    - dM + \sum_(k < P) (-1) ^+ k * relu (Z k t + before dM (Z^~ t) k).
  rewrite eval_spline_net; congr (_ + _); apply: eq_bigr => k _; congr (_ * relu _).
  rewrite spline_add; congr (_ + _); case: (nat_of_ord k) => [|i] //=.
  by rewrite /spline big1 ?addr0 // => j _; rewrite mul0r.
split=> [i iN|t ht]; rewrite ev.
  have rP := rankP P0 i; have iz := dM_z z y0 iN.
  have Zi : Z (rank P i) (x i) = (-1) ^+ rank P i * z i by apply: Z_at.
  have Zn : `|Z (rank P i) (x i)| <= dM by rewrite Zi norm_sign.
  rewrite (@ladder (Z^~ (x i)) dM (rank P i) P rP M0).
  - exact: etrans (congr1 _ Zi) (sign_sq _ _).
  - by move=> k kr; have kP := ltn_trans kr rP; apply: (Z_above x_inc P0 dcut_gap kP t0x (big k kP) C0P).
  - exact: Zn.
  - by move=> k /andP[kr kP]; apply: (Z_below x_inc P0 dcut_gap kP t0x (big k kP) C0P).
have tt0 : t <= t0 by apply: le_trans ht xft0.
have Zl k : (k < P)%N -> Z k t = dval k 0 - s k * (dxi k 0 - t0).
  move=> kP; apply: zig_left => //.
  - by move=> j; apply: (dxi_cut x_inc P0 dcut_gap).
  - by move=> j; apply: (cut_dxi x_inc P0 dcut_gap).
  - exact: (t0_dxi P x_inc).
have Z0 : Z 0%N t = y0.
  rewrite Zl //= /dval /dxi /dpoint /= mul0n addn0 expr0 mul1r /t0.
  have e : s0 * ((z 0%N - y0) / s0) = z 0%N - y0 by rewrite mulrC divfK // gt_eqF.
  by move: e; move: ((z 0%N - y0) / s0) => w e; lra.
rewrite (@ladder (Z^~ t) dM 0 P) ?Z0 ?expr0 ?mul1r // => k /andP[k0 kP].
rewrite Zl //; have -> : s k = s1 k by case: (k) k0.
have hs : C1 <= s1 k by have := hs1 k kP 0%N G0.
have hv : dval k 0 <= dM.
  apply: le_trans (ler_norm _) _; rewrite norm_sign dM_z // /dpoint /= mul0n add0n.
  by apply: leq_trans kP _; rewrite leq_pmull.
have h0 : 0 < dxi k 0 - t0 by rewrite subr_gt0; apply: (t0_dxi P x_inc).
have h1 : x 0%N - t0 <= dxi k 0 - t0 by rewrite ler_add2r; apply: increasing_le.
have h2 : 2%:R * dM / (x 0%N - t0) * (x 0%N - t0) = 2%:R * dM by rewrite divfK // gt_eqF.
have C00 : 0 <= C0 by apply: steepness_ge0.
have h3 : 2%:R * dM / (x 0%N - t0) <= s1 k by move: hs; rewrite /C1; lra.
have := ler_wpmul2r (ltW h0) h3; have := ler_wpmul2l C1e h1; lra.
Qed.
End Core.
End Dense.
