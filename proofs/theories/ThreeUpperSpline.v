(* Steep zigzag splines: the one construction behind the three-layer upper bounds.

   A spline with knots t_0 < t_1 < ... is x |-> b + sum_j W_j relu (x - t_j), that is, a row
   of a second hidden layer over the first-layer neurons relu (x - t_j).  Given one point
   xi_j in every cell (t_j, t_j+1), one value v_j for it and any steepness C, there is a spline
   through all (xi_j, v_j) that rises on the even cells and falls on the odd ones, everywhere
   with a slope of magnitude at least C.  Paper proof: theorems.md, section 3.1. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Spline.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (t u xi v W : nat -> F) (b x C M : F) (G n : nat).

Definition spline t W b G x : F := b + \sum_(j < G) W j * relu (x - t j).

Lemma spline_add t W1 W2 b1 b2 G x :
  spline t (fun j => W1 j + W2 j) (b1 + b2) G x = spline t W1 b1 G x + spline t W2 b2 G x.
Proof.
rewrite /spline addrACA -big_split; congr (_ + _).
by apply: eq_bigr => j _; rewrite mulrDl.
Qed.

Lemma spline_shift t W b e G x : spline t W (b + e) G x = spline t W b G x + e.
Proof. by rewrite /spline addrAC. Qed.

(* the three-layer net whose second layer consists of given splines *)
Definition spline_net t (v : nat -> nat -> F) (b w : nat -> F) (o : F) : net3 F :=
  Net3 (fun=> 1) (fun j => - t j) v b w o.

Lemma eval_spline_net t (v : nat -> nat -> F) (b w : nat -> F) (o : F) G n x :
  eval3 G n (spline_net t v b w o) x = o + \sum_(k < n) w k * relu (spline t (v k) (b k) G x).
Proof.
rewrite /eval3 /pre3 /spline /=; congr (_ + _); apply: eq_bigr => k _.
by congr (_ * relu (_ + _)); apply: eq_bigr => j _; rewrite mul1r.
Qed.

(* ---- the zigzag ---- *)
(* u j is the knot between cell j and cell j+1, s0 the slope on cell 0 *)
Fixpoint steep u xi v (s0 : F) (j : nat) : F :=
  if j is i.+1 then
    (steep u xi v s0 i * (u i - xi i) + (-1) ^+ i * (v i - v j)) / (xi j - u i)
  else s0.

Definition knot (t0 : F) u (j : nat) : F := if j is i.+1 then u i else t0.
Definition zig_slope u xi v (s0 : F) j : F := (-1) ^+ j * steep u xi v s0 j.
Definition zig_row u xi v (s0 : F) (j : nat) : F :=
  if j is i.+1 then zig_slope u xi v s0 j - zig_slope u xi v s0 i else s0.
Definition zig_bias (t0 : F) xi v (s0 : F) : F := v 0%N - s0 * (xi 0%N - t0).
Definition zig (t0 : F) u xi v (s0 : F) G : F -> F :=
  spline (knot t0 u) (zig_row u xi v s0) (zig_bias t0 xi v s0) G.

Section Zig.
Variables (u xi v : nat -> F).
Hypothesis xi_u : forall j, xi j < u j.
Hypothesis u_xi : forall j, u j < xi j.+1.

(* every slope is an increasing affine function of the first one *)
Lemma steep_large1 C j : exists B, forall s0, B <= s0 -> C <= steep u xi v s0 j.
Proof.
elim: j C => [|j IH] C; first by exists C.
have a0 : 0 < xi j.+1 - u j by rewrite subr_gt0.
have b0 : 0 < u j - xi j by rewrite subr_gt0.
have [B hB] := IH ((C * (xi j.+1 - u j) + `|v j - v j.+1|) / (u j - xi j)).
exists B => s0 /hB; rewrite ler_pdivr_mulr //= ler_pdivl_mulr //.
have : - `|v j - v j.+1| <= (-1) ^+ j * (v j - v j.+1).
  by rewrite ler_oppl (le_trans (ler_norm _)) // normrN normrM normrX normrN1 expr1n mul1r.
by lra.
Qed.

Lemma steep_large C n : exists B, forall s0, B <= s0 ->
  forall j, (j < n)%N -> C <= steep u xi v s0 j.
Proof.
elim: n => [|n [B hB]]; first by exists 0.
have [B' hB'] := steep_large1 C n; exists (Num.max B B') => s0.
rewrite le_maxl => /andP[/hB h /hB' h'] j; rewrite ltnS leq_eqVlt.
by case/orP => [/eqP -> //|]; exact: h.
Qed.

Variables (t0 s0 : F) (G : nat).

(* two neighbouring lines meet at the knot between them *)
Lemma zig_meet j :
  v j + zig_slope u xi v s0 j * (u j - xi j) =
  v j.+1 + zig_slope u xi v s0 j.+1 * (u j - xi j.+1).
Proof.
rewrite /zig_slope /=.
set s := steep u xi v s0 j.
have a0 : xi j.+1 - u j != 0 by rewrite subr_eq0 gt_eqF.
set q := (_ / _).
have eq : q * (xi j.+1 - u j) = s * (u j - xi j) + (-1) ^+ j * (v j - v j.+1).
  by rewrite /q divfK.
have e2 : (-1) ^+ j * ((-1) ^+ j * (v j - v j.+1)) = v j - v j.+1.
  by rewrite mulrA -exprD addnn -signr_odd odd_double expr0 mul1r.
have e3 : (-1) ^+ j * (q * (xi j.+1 - u j)) =
  (-1) ^+ j * s * (u j - xi j) + (v j - v j.+1) by rewrite eq mulrDr e2 mulrA.
by rewrite exprS; lra.
Qed.

Lemma zig_line j x :
  zig_bias t0 xi v s0 + \sum_(0 <= i < j.+1) zig_row u xi v s0 i * (x - knot t0 u i) =
  v j + zig_slope u xi v s0 j * (x - xi j).
Proof.
elim: j => [|j IH].
  by rewrite big_nat1 /zig_bias /zig_slope /= expr0 mul1r; lra.
rewrite big_nat_recr //= addrA IH; have := zig_meet j.
move: (zig_slope _ _ _ _ j) (zig_slope _ _ _ _ j.+1) => a c; lra.
Qed.

Hypothesis t0_xi : t0 < xi 0%N.

Lemma knot_inc j : knot t0 u j < knot t0 u j.+1.
Proof. by case: j => [|j] /=; [apply: lt_trans (xi_u 0) | apply: lt_trans (xi_u _)]. Qed.

Lemma knot_le i j : (i <= j)%N -> knot t0 u i <= knot t0 u j.
Proof.
elim: j => [|j IH]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /orP[/eqP -> //|]; rewrite ltnS => /IH h.
exact: le_trans h (ltW (knot_inc j)).
Qed.

Lemma zig_on j x : (j < G)%N -> knot t0 u j <= x -> ((j.+1 < G)%N -> x <= knot t0 u j.+1) ->
  zig t0 u xi v s0 G x = v j + (-1) ^+ j * steep u xi v s0 j * (x - xi j).
Proof.
move=> jG h1 h2; rewrite -zig_line /zig /spline; congr (_ + _).
rewrite -(big_mkord xpredT (fun i => zig_row u xi v s0 i * relu (x - knot t0 u i))).
rewrite (big_cat_nat _ (n := j.+1)) //=.
have -> : \sum_(j.+1 <= i < G) zig_row u xi v s0 i * relu (x - knot t0 u i) = 0.
  rewrite big_nat_cond big1 // => i; rewrite andbT => /andP[ji iG].
  rewrite relu_neg ?mulr0 // subr_le0.
  exact: le_trans (h2 (leq_ltn_trans ji iG)) (knot_le ji).
rewrite addr0; apply: eq_big_nat => i /andP[_]; rewrite ltnS => ij.
by rewrite relu_pos // subr_ge0; apply: le_trans h1; apply: knot_le.
Qed.

Lemma zig_left x : x <= t0 -> zig t0 u xi v s0 G x = v 0%N - s0 * (xi 0%N - t0).
Proof.
move=> h; rewrite /zig /spline big1 ?addr0 // => j _.
rewrite relu_neg ?mulr0 // subr_le0; apply: le_trans h _; exact: (@knot_le 0).
Qed.
End Zig.

(* ---- finitely many choices, and one steepness for finitely many points ---- *)
Lemma finite_choice (Q : nat -> F -> Prop) n :
  (forall k, (k < n)%N -> exists s, Q k s) -> exists s, forall k, (k < n)%N -> Q k (s k).
Proof.
elim: n => [|n IH] h; first by exists (fun=> 0).
have [k kn|s hs] := IH; first exact/h/leqW.
have [a ha] := h n (ltnSn n); exists (fun k => if k == n then a else s k) => k.
rewrite ltnS leq_eqVlt; case: eqP => [-> //|_] /=; exact: hs.
Qed.

Lemma increasing_le (x : nat -> F) i j : (forall i, x i < x i.+1) -> (i <= j)%N -> x i <= x j :> F.
Proof.
move=> inc; elim: j => [|j IH]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /orP[/eqP -> //|]; rewrite ltnS => /IH h.
exact: le_trans h (ltW (inc j)).
Qed.

Lemma increasing_lt (x : nat -> F) i j : (forall i, x i < x i.+1) -> (i < j)%N -> x i < x j :> F.
Proof. by move=> inc h; apply: lt_le_trans (inc i) (increasing_le inc h). Qed.

(* C is explicit: the sum of all R / gap *)
Definition steepness (x : nat -> F) (R : F) n : F := \sum_(i < n) R / (x i.+1 - x i).

Lemma steepness_ge0 (x : nat -> F) (R : F) n : (forall i, x i < x i.+1) -> 0 <= R -> 0 <= steepness x R n.
Proof.
by move=> inc R0; apply: sumr_ge0 => i _; rewrite divr_ge0 // subr_ge0 ltW.
Qed.

Lemma steepnessP (x : nat -> F) (R : F) n i j : (forall i, x i < x i.+1) -> 0 <= R ->
  (i < j)%N -> (i < n)%N -> R <= steepness x R n * (x j - x i).
Proof.
move=> inc R0 ij iN; have g0 : 0 < x i.+1 - x i by rewrite subr_gt0.
have h1 : R / (x i.+1 - x i) <= steepness x R n.
  rewrite /steepness (bigD1 (Ordinal iN)) //= ler_addl; apply: sumr_ge0 => k _.
  by rewrite divr_ge0 // subr_ge0 ltW.
rewrite ler_pdivr_mulr // in h1; apply: le_trans h1 _.
rewrite ler_wpmul2l ?steepness_ge0 // ler_add2r; exact: increasing_le inc ij.
Qed.

Definition total (z : nat -> F) n : F := \sum_(i < n) `|z i|.
Lemma totalP z n i : (i < n)%N -> `|z i| <= total z n.
Proof.
move=> iN; rewrite /total (bigD1 (Ordinal iN)) //= ler_addl.
by apply: sumr_ge0 => k _; exact: normr_ge0.
Qed.
Lemma total_ge0 z n : 0 <= total z n.
Proof. by apply: sumr_ge0 => k _; exact: normr_ge0. Qed.
End Spline.
