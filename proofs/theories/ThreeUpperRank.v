(* Groups of consecutive points, and steep zigzags through the points of one rank.

   G groups of P points.  Number the points of an even group (counted from 0) from left to
   right and those of an odd group from right to left; call this number the rank.  A zigzag
   that takes at the point of rank k of every group a value of size at most M, and is steep
   enough, is >= M at points of higher and <= -M at points of lower rank, wherever the knots
   lie between the groups.  Paper proof: theorems.md, section 3.2. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Rank.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma sign_sq (n : nat) (a : F) : (-1) ^+ n * ((-1) ^+ n * a) = a.
Proof. by rewrite mulrA -exprD addnn -signr_odd odd_double expr0 mul1r. Qed.
Lemma norm_sign (n : nat) (a : F) : `|(-1) ^+ n * a| = `|a|.
Proof. by rewrite normrM normrX normrN1 expr1n mul1r. Qed.

(* ---- knots in the middle between the groups ---- *)
Definition midcut (x : nat -> F) P j : F := (x (j.+1 * P).-1 + x (j.+1 * P)%N) / 2%:R.
Lemma half_lt (a b : F) : a < b -> a < (a + b) / 2%:R < b.
Proof. by move=> h; rewrite ltr_pdivl_mulr ?ltr_pdivr_mulr ?ltr0n //; apply/andP; split; lra. Qed.
Lemma midcut_gap (x : nat -> F) P : (forall i, x i < x i.+1) -> (0 < P)%N ->
  forall j, x (j.+1 * P).-1 < midcut x P j < x (j.+1 * P)%N.
Proof.
move=> x_inc P0 j; apply: half_lt.
have e : (j.+1 * P = (j.+1 * P).-1.+1)%N by rewrite prednK // muln_gt0.
by rewrite {2}e.
Qed.

(* ---- knots anywhere between the groups ---- *)
Section Core.
Variables (x z cut : nat -> F) (y0 : F) (G P : nat).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypothesis P0 : (0 < P)%N.
Hypothesis cut_gap : forall j, x (j.+1 * P).-1 < cut j < x (j.+1 * P)%N.

Definition dpoint k j : nat := (j * P + (if odd j then P.-1 - k else k))%N.
Definition rank i : nat := (if odd (i %/ P) then P.-1 - i %% P else i %% P)%N.
Definition dxi k j : F := x (dpoint k j).
Definition dval k j : F := (-1) ^+ k * z (dpoint k j).
Definition dM : F := `|y0| + total z (G * P)%N.

Lemma dxi_cut k j : (k < P)%N -> dxi k j < cut j.
Proof.
move=> kP; case/andP: (cut_gap j) => h _; apply: le_lt_trans h.
by rewrite /dxi; apply: increasing_le => //; rewrite /dpoint; case: ifP => _; nia.
Qed.

Lemma cut_dxi k j : cut j < dxi k j.+1.
Proof.
case/andP: (cut_gap j) => _ h; apply: lt_le_trans h _.
by rewrite /dxi; apply: increasing_le => //; rewrite /dpoint; case: ifP => _; nia.
Qed.

Lemma dpoint_rank i : dpoint (rank i) (i %/ P) = i.
Proof.
have := divn_eq i P; have : (i %% P < P)%N by rewrite ltn_mod.
rewrite /dpoint /rank; move: (i %/ P)%N (i %% P)%N => q r rP ->.
by case: (odd q); lia.
Qed.

Lemma rankP i : (rank i < P)%N.
Proof.
have : (i %% P < P)%N by rewrite ltn_mod.
rewrite /rank; move: (i %/ P)%N (i %% P)%N => q r rP; case: ifP => _; lia.
Qed.

Lemma dpoint_lt i k : (i < G * P)%N -> (k < P)%N -> (dpoint k (i %/ P) < G * P)%N.
Proof.
move=> iN kP; have : ((i %/ P).+1 * P <= G * P)%N by rewrite leq_mul2r ltn_divLR // iN orbT.
by rewrite /dpoint; move: (i %/ P)%N => q; case: ifP => _; lia.
Qed.

Lemma dM_ge0 : 0 <= dM.
Proof. by rewrite addr_ge0 ?normr_ge0 ?total_ge0. Qed.
Lemma dM_z i : (i < G * P)%N -> `|z i| <= dM.
Proof. by move=> /(totalP z) h; rewrite /dM; have := normr_ge0 y0; lra. Qed.

(* the value of a steep enough zigzag at a data point, by rank *)
Section Values.
Variables (t0 s C : F) (k : nat).
Hypotheses (kP : (k < P)%N) (t0_x : t0 < x 0%N).
Hypothesis big : forall j, (j < G)%N -> C <= steep cut (dxi k) (dval k) s j.
Hypothesis CM : forall i l, (i < l)%N -> (i < G * P)%N -> 2%:R * dM <= C * (x l - x i).
Let Z := zig t0 cut (dxi k) (dval k) s G.

Lemma t0_dxi : t0 < dxi k 0.
Proof. by apply: lt_le_trans t0_x _; rewrite /dxi; apply: increasing_le. Qed.

Lemma Z_cell i : (i < G * P)%N -> let j := (i %/ P)%N in
  Z (x i) = dval k j + (-1) ^+ j * steep cut (dxi k) (dval k) s j * (x i - dxi k j).
Proof.
move=> iN j; have ei := divn_eq i P; have im : (i %% P < P)%N by rewrite ltn_mod.
have jG : (j < G)%N by rewrite ltn_divLR.
apply: zig_on => //.
- by move=> l; apply: dxi_cut.
- by move=> l; apply: cut_dxi.
- exact: t0_dxi.
- case ej : j => [|l] /=; first exact: le_trans (ltW t0_x) (increasing_le x_inc (leq0n _)).
  case/andP: (cut_gap l) => _ /ltW h; apply: le_trans h (increasing_le x_inc _).
  by rewrite -ej /j leq_trunc_div.
- move=> _ /=; case/andP: (cut_gap j) => /ltW h _; apply: le_trans (increasing_le x_inc _) h.
  by rewrite /j; nia.
Qed.

Lemma Z_at i : (i < G * P)%N -> rank i = k -> Z (x i) = (-1) ^+ k * z i.
Proof. by move=> iN ek; rewrite Z_cell // /dval /dxi -ek dpoint_rank subrr mulr0 addr0. Qed.

Lemma dval_le i : (i < G * P)%N -> `|dval k (i %/ P)| <= dM.
Proof. by move=> iN; rewrite norm_sign dM_z // dpoint_lt. Qed.

(* signed distance from the point of rank k in the direction in which Z rises *)
Definition ahead i : F := (-1) ^+ (i %/ P)%N * (x i - dxi k (i %/ P)).

Lemma ahead_up i : (i < G * P)%N -> (k < rank i)%N -> 0 < ahead i /\ 2%:R * dM <= C * ahead i.
Proof.
move=> iN; have ei := dpoint_rank i; have ir := rankP i; move=> kr.
rewrite /ahead -signr_odd /dxi; set j := (i %/ P)%N in ei *.
case oj : (odd j); rewrite ?expr1 ?expr0.
  have h : (i < dpoint k j)%N by rewrite -{1}ei /dpoint oj; lia.
  by have := CM h iN; have := increasing_lt x_inc h; split; lra.
have h : (dpoint k j < i)%N by rewrite -{1}ei /dpoint oj; lia.
by have := CM h (ltn_trans h iN); have := increasing_lt x_inc h; split; lra.
Qed.

Lemma ahead_down i : (i < G * P)%N -> (rank i < k)%N -> ahead i < 0 /\ 2%:R * dM <= C * - ahead i.
Proof.
move=> iN; have ei := dpoint_rank i; have ir := rankP i; move=> kr.
rewrite /ahead -signr_odd /dxi; set j := (i %/ P)%N in ei *.
case oj : (odd j); rewrite ?expr1 ?expr0.
  have h : (dpoint k j < i)%N by rewrite -{1}ei /dpoint oj; lia.
  by have := CM h (ltn_trans h iN); have := increasing_lt x_inc h; split; lra.
have h : (i < dpoint k j)%N by rewrite -{1}ei /dpoint oj; lia.
by have := CM h iN; have := increasing_lt x_inc h; split; lra.
Qed.

Lemma Z_ahead i : (i < G * P)%N -> exists S : F,
  C <= S /\ Z (x i) = dval k (i %/ P) + S * ahead i.
Proof.
move=> iN; exists (steep cut (dxi k) (dval k) s (i %/ P)).
split; first by apply: big; rewrite ltn_divLR.
by rewrite Z_cell // /ahead; set S := steep _ _ _ _ _; rewrite mulrCA mulrA.
Qed.

Lemma Z_above i : (i < G * P)%N -> (k < rank i)%N -> dM <= Z (x i).
Proof.
move=> iN kr; have [S [CS ->]] := Z_ahead iN; have [a0 ha] := ahead_up iN kr.
have := dval_le iN; rewrite ler_norml => /andP[h _].
by have := ler_wpmul2r (ltW a0) CS; lra.
Qed.

Lemma Z_below i : (i < G * P)%N -> (rank i < k)%N -> Z (x i) <= - dM.
Proof.
move=> iN kr; have [S [CS ->]] := Z_ahead iN; have [a0 ha] := ahead_down iN kr.
have := dval_le iN; rewrite ler_norml => /andP[_ h].
by have := ler_wnmul2r (ltW a0) CS; lra.
Qed.
End Values.

End Core.
End Rank.
