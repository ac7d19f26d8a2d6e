(* Few nonzero labels: the core of m*_3 <= G + 4 ceil(N/G), whatever K is.

   The points are cut into G groups of consecutive points.  A unit is one steep zigzag through
   one point of every group, its pivot, followed by a bump: a function of one variable that
   vanishes at large arguments.  The zigzag is so steep that the unit vanishes at all data
   points but its pivots, and each unit is right by itself: zeros cost nothing.
   Paper proof: theorems.md, section 3.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperUnits.
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

Lemma bump_opp w b p : bump (map -%R w) b p = - bump w b p.
Proof.
rewrite /bump size_map -sumrN; apply: eq_bigr => c _.
by rewrite (nth_map 0) ?ltn_ord // mulNr.
Qed.

Lemma norm_away (a b : F) j : `|b| - `|a| <= `|a + (-1) ^+ j * b|.
Proof.
have := ler_norm_sub (a + (-1) ^+ j * b) a.
by rewrite addrC addKr normrM normrX normrN1 expr1n mul1r; lra.
Qed.

(* ---- the core ---- *)
(* x: points; e: first indices of the groups; n: data points, in G groups; P units; unit k has
   the bump (w k, b k), pivots q k j and values v k j there, j < G *)
Section Core.
Variables (x z : nat -> F) (e : nat -> nat) (G P n : nat) (M R : F).
Variables (w b : nat -> seq F) (q : nat -> nat -> nat) (v : nat -> nat -> F).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypothesis e_inc : forall j, (e j < e j.+1)%N.
Hypothesis R0 : 0 <= R.
Hypothesis q_group : forall k j, (e j <= q k j < e j.+1)%N.
Hypothesis vM : forall k j, `|v k j| <= M.
Hypothesis bump_far : forall k p, R - M <= `|p| -> bump (w k) (b k) p = 0.
Definition unit_at (k j i : nat) : F := if q k j == i then bump (w k) (b k) (v k j) else 0.
Hypothesis right_sum : forall i, (i < n)%N -> exists j,
  [/\ (j < G)%N, (e j <= i < e j.+1)%N & \sum_(k < P) unit_at k j i = z i].

Definition scut j : F := (x (e j.+1).-1 + x (e j.+1)) / 2%:R.
Definition sxi k j : F := x (q k j).

Lemma scut_gap j : x (e j.+1).-1 < scut j < x (e j.+1).
Proof.
have h := x_inc (e j.+1).-1; rewrite prednK in h; last exact: leq_ltn_trans (e_inc j).
by rewrite ltr_pdivl_mulr ?ltr_pdivr_mulr ?ltr0n //; apply/andP; split; lra.
Qed.

Lemma sxi_cut k j : sxi k j < scut j.
Proof.
case/andP: (scut_gap j) => h _; apply: le_lt_trans h; rewrite /sxi; apply: increasing_le => //.
by case/andP: (q_group k j) => _; lia.
Qed.

Lemma scut_xi k j : scut j < sxi k j.+1.
Proof.
case/andP: (scut_gap j) => _ h; apply: lt_le_trans h _; rewrite /sxi; apply: increasing_le => //.
by case/andP: (q_group k j.+1).
Qed.

Let t0 : F := x 0%N - 1.
Let C : F := steepness x R (e G + n)%N.

Lemma t0_lt i : t0 < x i.
Proof.
apply: lt_le_trans (increasing_le x_inc (leq0n i)).
by rewrite /t0 ltr_subl_addr ltr_addl ltr01.
Qed.

Lemma e_le j l : (j <= l)%N -> (e j <= e l)%N.
Proof.
elim: l => [|l IH]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /orP[/eqP -> //|]; rewrite ltnS => /IH h; exact: leq_trans h (ltnW _).
Qed.

Section Values.
Variables (s : F) (k : nat).
Hypothesis big : forall j, (j < G)%N -> C <= steep scut (sxi k) (v k) s j.
Let Z := zig t0 scut (sxi k) (v k) s G.

Lemma S_cell i j : (j < G)%N -> (e j <= i < e j.+1)%N -> exists S : F, C <= S /\
  Z (x i) = v k j + (-1) ^+ j * S * (x i - sxi k j).
Proof.
move=> jG /andP[h1 h2]; exists (steep scut (sxi k) (v k) s j); split; first exact: big.
apply: zig_on => //.
- exact: sxi_cut.
- exact: scut_xi.
- exact: t0_lt.
- case: j jG h1 h2 => [|l] /= _ h1 _; first exact: ltW (t0_lt _).
  case/andP: (scut_gap l) => _ /ltW h; exact: le_trans h (increasing_le x_inc h1).
- move=> _ /=; case/andP: (scut_gap j) => /ltW h _.
  by apply: le_trans (increasing_le x_inc _) h; lia.
Qed.

Lemma unit_value i j : (j < G)%N -> (i < n)%N -> (e j <= i < e j.+1)%N ->
  bump (w k) (b k) (Z (x i)) = unit_at k j i.
Proof.
move=> jG iN ij; have [S [CS ->]] := S_cell jG ij; rewrite /unit_at /sxi.
case: eqP => [->|ne]; first by rewrite subrr mulr0 addr0.
apply: bump_far.
have C0 : 0 <= C by apply: steepness_ge0.
have qN : (q k j < e G)%N.
  by case/andP: (q_group k j) => _ h; apply: leq_trans h (e_le jG).
have hR : R <= `|S * (x i - x (q k j))|.
  rewrite normrM (ger0_norm (le_trans C0 CS)).
  apply: le_trans (ler_wpmul2r (normr_ge0 _) CS).
  case: (ltngtP i (q k j)) => h; last by case: ne.
    rewrite distrC ger0_norm ?subr_ge0 ?increasing_le // 1?ltnW //.
    by apply: steepnessP => //; lia.
  rewrite ger0_norm ?subr_ge0 ?increasing_le // 1?ltnW //.
  by apply: steepnessP => //; lia.
have hv := vM k j; rewrite -mulrA; apply: le_trans (norm_away _ _ j); lra.
Qed.
End Values.

(* the neurons of the second layer: neuron c of unit k *)
Let neurons : seq (nat * nat) := units (fun k => size (w k)) P.

Theorem units_core : exists g : net3 F,
  forall i, (i < n)%N -> eval3 G (\sum_(k < P) size (w k)) g (x i) = z i.
Proof.
have large k : (k < P)%N -> exists s,
    forall j, (j < G)%N -> C <= steep scut (sxi k) (v k) s j.
  by move=> kP; have [B hB] := steep_large (v k) (sxi_cut k) (scut_xi k) C G; exists B; apply: hB.
have [s big] := finite_choice large.
have -> : (\sum_(k < P) size (w k) = size neurons)%N by rewrite size_units.
pose nrn := nth (0, 0)%N neurons.
exists (spline_net (knot t0 scut) (fun l => zig_row scut (sxi (nrn l).1) (v (nrn l).1) (s (nrn l).1))
  (fun l => zig_bias t0 (sxi (nrn l).1) (v (nrn l).1) (s (nrn l).1) + nth 0 (b (nrn l).1) (nrn l).2)
  (fun l => nth 0 (w (nrn l).1) (nrn l).2) 0) => i iN.
have [j [jG ij <-]] := right_sum iN.
rewrite eval_spline_net add0r.
pose Z k := zig t0 scut (sxi k) (v k) (s k) G.
pose f p := nth 0 (w p.1) p.2 * relu (Z p.1 (x i) + nth 0 (b p.1) p.2).
transitivity (\sum_(l < size neurons) f (nrn l)); first by apply: eq_bigr => l _; rewrite spline_shift.
rewrite sum_units; apply: eq_bigr => k _.
by rewrite -(unit_value (big k (ltn_ord k)) jG iN ij).
Qed.
End Core.
End Sparse.
