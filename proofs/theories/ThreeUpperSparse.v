(* Few nonzero labels: the core of m*_3 <= G + 4 ceil(N/G), whatever K is.

   The nonzero labels are cut into G groups of P.  Unit k is one steep zigzag Z_k through a
   prescribed value at the k-th of them in every group, so steep that |Z_k| is large at every
   other data point, followed by a function phi of one variable that vanishes at large
   arguments and is made of q ReLUs: the sum of all phi (Z_k) has G + P q hidden neurons.
   phi is a wave (q = 4) for labels of both signs, a hat (q = 3) for labels of one sign.
   Paper proof: three-layers.md, section 4. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Sparse.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* ---- functions of one variable made of q ReLUs ---- *)
Definition bump (w b : seq F) (p : F) : F :=
  \sum_(c < size w) nth 0 w c * relu (p + nth 0 b c).

Definition wave_w : seq F := [:: -1; 2%:R; - 2%:R; 1].
Definition wave_b (M : F) : seq F := [:: 2%:R * M; M; - M; - (2%:R * M)].
Definition hat_w : seq F := [:: 1; - 2%:R; 1].
Definition hat_b (M : F) : seq F := [:: M; 0; - M].

Lemma waveE M p : bump wave_w (wave_b M) p =
  - relu (p + 2%:R * M) + 2%:R * relu (p + M) - 2%:R * relu (p - M) + relu (p - 2%:R * M).
Proof. by rewrite /bump /= !big_ord_recr big_ord0 /=; lra. Qed.
Lemma hatE M p : bump hat_w (hat_b M) p = relu (p + M) - 2%:R * relu p + relu (p - M).
Proof. by rewrite /bump /= !big_ord_recr big_ord0 /= addr0; lra. Qed.

Lemma wave_id M p : `|p| <= M -> bump wave_w (wave_b M) p = p.
Proof.
rewrite ler_norml => /andP[h1 h2]; rewrite waveE.
rewrite [relu (p + 2%:R * M)]relu_pos; last lra.
rewrite [relu (p + M)]relu_pos; last lra.
rewrite [relu (p - M)]relu_neg; last lra.
by rewrite relu_neg; lra.
Qed.
Lemma wave_0 M p : 0 <= M -> 2%:R * M <= `|p| -> bump wave_w (wave_b M) p = 0.
Proof.
rewrite ler_normr => M0 /orP[] h; rewrite waveE; first by rewrite !relu_pos; lra.
by rewrite !relu_neg; lra.
Qed.
Lemma hat_peak M v : 0 <= v <= M -> bump hat_w (hat_b M) (M - v) = v.
Proof.
move=> /andP[h1 h2]; rewrite hatE.
rewrite [relu (M - v + M)]relu_pos; last lra.
rewrite [relu (M - v)]relu_pos; last lra.
by rewrite relu_neg; lra.
Qed.
Lemma hat_0 M p : 0 <= M -> M <= `|p| -> bump hat_w (hat_b M) p = 0.
Proof.
rewrite ler_normr => M0 /orP[] h; rewrite hatE; first by rewrite !relu_pos; lra.
by rewrite !relu_neg; lra.
Qed.

Lemma sum_flat (f : nat -> nat -> F) P q : (0 < q)%N ->
  \sum_(c < P * q) f (c %/ q)%N (c %% q)%N = \sum_(k < P) \sum_(c < q) f k c.
Proof.
move=> q0; elim: P => [|P IH]; first by rewrite mul0n !big_ord0.
rewrite mulSnr big_split_ord big_ord_recr /= -IH; congr (_ + _).
by apply: eq_bigr => c _; rewrite divnMDl // divn_small // addn0 modnMDl modn_small.
Qed.

Lemma norm_away (a b : F) j : `|b| - `|a| <= `|a + (-1) ^+ j * b|.
Proof.
have := ler_norm_sub (a + (-1) ^+ j * b) a.
by rewrite addrC addKr normrM normrX normrN1 expr1n mul1r; lra.
Qed.

(* ---- the core ---- *)
Section Core.
Variables (x z v : nat -> F) (tau : nat -> nat) (G P n : nat) (M R : F) (w b : seq F).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypothesis tau_inc : forall m, (tau m < tau m.+1)%N.
Hypothesis tau_z : forall i, z i != 0 -> exists2 m, (m < G * P)%N & i = tau m.
Hypotheses (G0 : (0 < G)%N) (P0 : (0 < P)%N) (w0 : (0 < size w)%N) (R0 : 0 <= R).
Hypothesis vM : forall i, `|v i| <= M.
Hypothesis bump_v : forall i, bump w b (v i) = z i.
Hypothesis bump_far : forall p, R - M <= `|p| -> bump w b p = 0.

Lemma tau_lt m1 m2 : (m1 < m2)%N -> (tau m1 < tau m2)%N.
Proof.
elim: m2 => // m2 IH; rewrite ltnS leq_eqVlt => /orP[/eqP -> //|/IH h].
exact: ltn_trans h (tau_inc m2).
Qed.
Lemma tau_le m1 m2 : (m1 <= m2)%N -> (tau m1 <= tau m2)%N.
Proof. by rewrite leq_eqVlt => /orP[/eqP -> //|/tau_lt/ltnW]. Qed.
Lemma tau_inj m1 m2 : tau m1 = tau m2 -> m1 = m2.
Proof. by move=> e; case: (ltngtP m1 m2) => // /tau_lt; rewrite e ltnn. Qed.

Definition scut j : F := (x (tau (j.+1 * P)).-1 + x (tau (j.+1 * P))) / 2%:R.
Definition sxi k j : F := x (tau (j * P + k)).
Definition sval k j : F := v (tau (j * P + k)).

Lemma scut_gap j : x (tau (j.+1 * P)).-1 < scut j < x (tau (j.+1 * P)).
Proof.
have t0 : (0 < tau (j.+1 * P))%N.
  by apply: leq_ltn_trans (tau_lt (m1 := 0) _); rewrite ?muln_gt0.
have h := x_inc (tau (j.+1 * P)).-1; rewrite prednK // in h.
by rewrite ltr_pdivl_mulr ?ltr_pdivr_mulr ?ltr0n //; apply/andP; split; lra.
Qed.

Lemma sxi_cut k j : (k < P)%N -> sxi k j < scut j.
Proof.
move=> kP; case/andP: (scut_gap j) => h _; apply: le_lt_trans h.
rewrite /sxi; apply: increasing_le => //.
have : (tau (j * P + k) < tau (j.+1 * P))%N by apply: tau_lt; rewrite mulSnr ltn_add2l.
by lia.
Qed.

Lemma scut_xi k j : scut j < sxi k j.+1.
Proof.
case/andP: (scut_gap j) => _ h; apply: lt_le_trans h _.
by rewrite /sxi; apply: increasing_le => //; apply: tau_le; rewrite leq_addr.
Qed.

(* the group of a data point *)
Definition in_group i j : Prop :=
  [/\ (j < G)%N, (0 < j)%N -> (tau (j * P) <= i)%N & (j.+1 < G)%N -> (i < tau (j.+1 * P))%N].

Lemma group_exists i : exists j, in_group i j.
Proof.
rewrite /in_group; case: G G0 => // g _; elim: g => [|g [j [jg h1 h2]]]; first by exists 0%N.
case: (leqP (tau (g.+1 * P)) i) => h; first by exists g.+1; split=> //; rewrite ltnn.
exists j; split=> //; first exact: ltnW.
by rewrite ltnS leq_eqVlt => /orP[/eqP ->|]; first by [].
Qed.

Lemma group_tau m : (m < G * P)%N -> in_group (tau m) (m %/ P)%N.
Proof.
move=> mN; split; first by rewrite ltn_divLR.
  by move=> _; apply: tau_le; exact: leq_trunc_div.
move=> _; apply: tau_lt; rewrite mulSnr {1}(divn_eq m P) ltn_add2l; exact: ltn_pmod.
Qed.

Let t0 : F := x 0%N - 1.
Let C : F := steepness x R (n + tau (G * P)%N)%N.

Lemma t0_x : t0 < x 0%N. Proof. by rewrite /t0 ltr_subl_addr ltr_addl ltr01. Qed.

Section Values.
Variables (s : F) (k : nat).
Hypothesis kP : (k < P)%N.
Hypothesis big : forall j, (j < G)%N -> C <= steep scut (sxi k) (sval k) s j.
Let Z := zig t0 scut (sxi k) (sval k) s G.

Lemma S_cell i j : in_group i j -> exists S : F, C <= S /\
  Z (x i) = sval k j + (-1) ^+ j * S * (x i - sxi k j).
Proof.
move=> [jG h1 h2]; exists (steep scut (sxi k) (sval k) s j); split; first exact: big.
apply: zig_on => //.
- by move=> l; apply: sxi_cut.
- by move=> l; apply: scut_xi.
- by apply: lt_le_trans t0_x _; rewrite /sxi; apply: increasing_le.
- case: j jG h1 h2 => [|l] /= _ h1 _.
    exact: le_trans (ltW t0_x) (increasing_le x_inc (leq0n _)).
  case/andP: (scut_gap l) => _ /ltW h; apply: le_trans h (increasing_le x_inc _); exact: h1.
- move=> /h2 ij /=; case/andP: (scut_gap j) => /ltW h _.
  by apply: le_trans (increasing_le x_inc _) h; lia.
Qed.

Lemma S_at i j : in_group i j -> i = tau (j * P + k) -> bump w b (Z (x i)) = z i.
Proof.
move=> ij e; have [S [_ ->]] := S_cell ij.
by rewrite /sxi /sval -e subrr mulr0 addr0.
Qed.

Lemma S_far i j : (i < n)%N -> in_group i j -> i <> tau (j * P + k) ->
  bump w b (Z (x i)) = 0.
Proof.
move=> iN ij ne; apply: bump_far; have [S [CS ->]] := S_cell ij.
have C0 : 0 <= C by apply: steepness_ge0.
have tN : (tau (j * P + k) < tau (G * P))%N.
  apply: tau_lt; case: ij => jG _ _; apply: (@leq_trans (j.+1 * P)).
    by rewrite mulSnr ltn_add2l.
  by rewrite leq_mul2r jG orbT.
have hR : R <= `|S * (x i - sxi k j)|.
  rewrite normrM (ger0_norm (le_trans C0 CS)) /sxi.
  apply: le_trans (ler_wpmul2r (normr_ge0 _) CS).
  case: (ltngtP i (tau (j * P + k))) => // h.
    rewrite distrC ger0_norm ?subr_ge0 ?increasing_le // 1?ltnW //.
    by apply: steepnessP => //; lia.
  rewrite ger0_norm ?subr_ge0 ?increasing_le // 1?ltnW //.
  by apply: steepnessP => //; lia.
have hv : `|sval k j| <= M := vM _.
by rewrite -mulrA; apply: le_trans (norm_away _ _ j); lra.
Qed.
End Values.

Theorem sparse_core : exists g : net3 F,
  forall i, (i < n)%N -> eval3 G (P * size w) g (x i) = z i.
Proof.
have large k : (k < P)%N -> exists s,
    forall j, (j < G)%N -> C <= steep scut (sxi k) (sval k) s j.
  move=> kP; have [|j|B hB] := @steep_large F scut (sxi k) (sval k) _ _ C G.
  - by move=> j; apply: sxi_cut.
  - exact: scut_xi.
  by exists B; apply: hB.
have [s big] := finite_choice large.
pose Z k := zig t0 scut (sxi k) (sval k) (s k) G.
pose q := size w.
exists (spline_net (knot t0 scut) (fun c => zig_row scut (sxi (c %/ q)) (sval (c %/ q)) (s (c %/ q)%N))
  (fun c => zig_bias t0 (sxi (c %/ q)) (sval (c %/ q)) (s (c %/ q)%N) + nth 0 b (c %% q))
  (fun c => nth 0 w (c %% q)) 0) => i iN.
rewrite eval_spline_net add0r.
have -> : \sum_(k < P * size w) nth 0 w (k %% q) * relu (spline (knot t0 scut)
      (zig_row scut (sxi (k %/ q)) (sval (k %/ q)) (s (k %/ q)%N))
      (zig_bias t0 (sxi (k %/ q)) (sval (k %/ q)) (s (k %/ q)%N) + nth 0 b (k %% q)) G (x i)) =
    \sum_(k < P) bump w b (Z k (x i)).
  rewrite -(sum_flat (fun k c => nth 0 w c * relu (Z k (x i) + nth 0 b c)) P w0).
  by apply: eq_bigr => c _; rewrite spline_shift.
have [z0|/tau_z[m mN em]] := eqVneq (z i) 0.
  have [j ij] := group_exists i; rewrite z0 big1 // => k _.
  have [e|ne] := eqVneq i (tau (j * P + k)).
    by rewrite -z0; apply: S_at (ij) e => //; apply: big.
  by apply: (S_far (ltn_ord k) (big k (ltn_ord k)) iN ij) => e; rewrite -e eqxx in ne.
have ij := group_tau mN; rewrite -em in ij.
have mP : (m %% P < P)%N by rewrite ltn_pmod.
rewrite (bigD1 (Ordinal mP)) //= big1 ?addr0 => [|k kne].
  by apply: (S_at mP (big _ mP) ij); rewrite -divn_eq.
apply: (S_far (ltn_ord k) (big k (ltn_ord k)) iN ij); rewrite em {1}(divn_eq m P) => /tau_inj e.
by case/eqP: kne; apply: val_inj => /=; apply/esym/eqP; rewrite -(eqn_add2l (m %/ P * P)) e.
Qed.
End Core.
End Sparse.
