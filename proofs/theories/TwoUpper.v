(* Upper bounds for one hidden layer: K - 1, K - 2 (two equal neighbours, three
   monotone points or a zigzag of five, then extension), 3N (a hat for each
   nonzero label). *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
From FTCert Require Export TwoExtend TwoZigzag.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Upper.
Variable F : realFieldType.
Local Ltac lra := flra F.

Section Main.
Variables (x y : nat -> F) (K : nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Definition fitted (z : nat -> F) (m : nat) :=
  exists b ns, size ns = m /\ itp x z b ns 0 K.

Lemma fitted_opp z m : fitted (fun i => - z i) m -> fitted z m.
Proof.
move=> [b [ns [s h]]]; exists (- b), (map (@nopp F) ns); rewrite size_map; split=> // i hi.
by rewrite neval_opp h // opprK.
Qed.

Lemma fitted_ext z p n b ns : (0 < n)%N -> (p + n <= K)%N -> itp x z b ns p (p + n) ->
  fitted z (size ns + (K - n)).
Proof.
move=> n0 pn h; have [ns' [s' _ h']] := extend xinc n0 pn h.
by exists b, (ns' ++ ns); rewrite size_cat s' addnC.
Qed.

Lemma fitted_eq z p : (p.+1 < K)%N -> z p = z p.+1 -> fitted z (K - 2).
Proof.
move=> pK e; apply: (@fitted_ext z p 2 (z p) [::]) => //; first by lia.
move=> i hi; rewrite neval_nil; have [->|->] // : i = p \/ i = p.+1 by lia.
Qed.

Lemma fitted_up z p : (p.+2 < K)%N -> z p < z p.+1 -> z p.+1 < z p.+2 -> fitted z (K - 2).
Proof.
move=> pK h1 h2.
have [||b [n [e0 e1 e2]]] := @mono3 F (x p) (x p.+1) (x p.+2) _ _ _ _ _ h1 h2;
  [by apply: xinc => //; lia | by apply: xinc => //; lia |].
rewrite (_ : K - 2 = size [:: n] + (K - 3))%N; last by rewrite /=; lia.
apply: (@fitted_ext z p 3 b) => //; first by lia.
by move=> i hi; have [->|[->|->]] // : i = p \/ i = p.+1 \/ i = p.+2 by lia.
Qed.

Lemma fitted_zig z : (4 < K)%N ->
  z 0%N < z 1%N -> z 2%N < z 1%N -> z 2%N < z 3%N -> z 4%N < z 3%N -> fitted z (K - 2).
Proof.
move=> K5 h1 h2 h3 h4.
have [||||b [ns [sz [e0 e1 e2 e3 e4]]]] :=
  @zigzag5 F (x 0%N) (x 1%N) (x 2%N) (x 3%N) (x 4%N) _ _ _ _ _ _ _ _ _ h1 h2 h3 h4;
  try by apply: xinc => //; lia.
rewrite (_ : K - 2 = size ns + (K - 5))%N; last by rewrite sz; lia.
apply: (@fitted_ext z 0 5 b) => //.
by case=> [|[|[|[|[|]]]]] //= i; rewrite andbF.
Qed.

Lemma upper_Km2 : (4 < K)%N -> fitted y (K - 2).
Proof.
move=> K5.
have dn p : (p.+2 < K)%N -> y p.+1 < y p -> y p.+2 < y p.+1 -> fitted y (K - 2).
  by move=> pK h1 h2; apply: fitted_opp; apply: (@fitted_up _ p) => //; rewrite ltr_opp2.
have k1 : (1 < K)%N by lia. have k2 : (2 < K)%N by lia. have k3 : (3 < K)%N by lia.
case: (ltgtP (y 0%N) (y 1%N)) => h1; last exact: fitted_eq h1.
all: case: (ltgtP (y 1%N) (y 2%N)) => h2; last exact: fitted_eq h2.
all: try by [exact: fitted_up h1 h2 | exact: dn h1 h2].
all: case: (ltgtP (y 2%N) (y 3%N)) => h3; last exact: fitted_eq h3.
all: try by [exact: fitted_up h2 h3 | exact: dn h2 h3].
all: case: (ltgtP (y 3%N) (y 4%N)) => h4; last exact: fitted_eq h4.
all: try by [exact: fitted_up h3 h4 | exact: dn h3 h4].
  exact: fitted_zig.
by apply: fitted_opp; apply: fitted_zig => //; rewrite ltr_opp2.
Qed.

Lemma upper_Km1 : (0 < K)%N -> fitted y (K - 1).
Proof.
move=> K0; apply: (@fitted_ext y 0 1 (y 0%N) [::]) => //.
by case=> // _; rewrite neval_nil.
Qed.

(* hats *)
Lemma min_gap n : (n <= K)%N -> exists d, 0 < d /\
  forall i, (i.+1 < n)%N -> d <= x i.+1 - x i.
Proof.
elim: n => [|n IH] nK; first by exists 1; split=> //; exact: ltr01.
have [d [d0 h]] := IH (ltnW nK).
case: n nK h {IH} => [|n] nK h; first by exists 1; split=> //; exact: ltr01.
exists (Num.min d (x n.+1 - x n)); split.
  by rewrite lt_minr d0 subr_gt0 xinc.
move=> i; rewrite ltnS leq_eqVlt => /orP[/eqP [->]|lt]; first by rewrite le_minl lexx orbT.
by rewrite le_minl h.
Qed.

Lemma hats n : (n <= K)%N -> exists ns,
  size ns = (3 * count (fun i => y i != 0%R) (iota 0 n))%N /\
  forall k, (k < K)%N -> neval 0 ns (x k) = if (k < n)%N then y k else 0.
Proof.
have [d [d0 gap]] := min_gap (leqnn K).
elim: n => [|n IH] nK; first by exists [::]; split=> // k _; rewrite neval_nil.
have [ns [sz h]] := IH (ltnW nK).
rewrite -(addn1 n) iotaD count_cat /= add0n addn0 (addn1 n).
have [yn|yn] := eqVneq (y n) 0.
  exists ns; split; first by rewrite sz addn0.
  move=> k kK; rewrite h // ltnS.
  by case: (ltngtP k n) => // ->; rewrite yn.
have [c ec] := div_ex (y n) (lt0r_neq0 d0).
exists [:: Neuron c 1 (d - x n), Neuron (- (c + c)) 1 (- x n), Neuron c 1 (- d - x n) & ns].
split; first by rewrite /= sz; lia.
move=> k kK; rewrite !neval_cons h // /act /lin /=.
case: (ltngtP k n) => hk; [rewrite ltnS (ltnW hk) | rewrite ltnS leqNgt hk /= | rewrite hk ltnSn].
- have gp : d <= x n - x k.
    have g1 := gap n.-1; rewrite prednK in g1; last lia.
    have g2 : x k <= x n.-1 by apply: (xle xinc); lia.
    by have g3 := g1 nK; lra.
  by rewrite !relu_neg; lra.
- have gp : d <= x k - x n.
    have g1 := gap n ltac:(lia).
    have g2 : x n.+1 <= x k by apply: (xle xinc).
    by lra.
  by rewrite !relu_pos; lra.
- rewrite [relu (1 * x n + (- d - x n))]relu_neg; last lra.
  by rewrite !relu_pos; lra.
Qed.

Lemma upper_3N : fitted y (3 * count (fun i => y i != 0%R) (iota 0 K)).
Proof.
have [ns [sz h]] := hats (leqnn K); exists 0, ns; split=> // i /= iK.
by rewrite h // iK.
Qed.
End Main.

Lemma fitted_fits (xs ys : seq F) m : size xs = size ys ->
  fitted (nth 0 xs) (size xs) (nth 0 ys) m -> fits m xs ys.
Proof.
move=> sz [b [ns [s h]]]; exists b, ns; split=> //.
apply: (@eq_from_nth _ 0); rewrite size_map // => i iK.
by rewrite (nth_map 0) // h.
Qed.

Lemma sorted_inc (xs : seq F) : sorted <%R xs ->
  forall i j, (i < j)%N -> (j < size xs)%N -> nth 0 xs i < nth 0 xs j.
Proof.
move=> srt i j ij jK; apply: (sorted_ltn_nth lt_trans 0 srt) => //; rewrite inE //.
exact: ltn_trans jK.
Qed.

Theorem two_layer_upper N K : (5 <= K)%N -> suffices F N K (minn (3 * N) (K - 2)).
Proof.
move=> K5 xs ys [srt sx sy nz].
have sxy : size xs = size ys by rewrite sx.
case: (leqP (3 * N) (K - 2)) => h.
  apply: (@fits_mono F (3 * nnz ys)); first by rewrite leq_mul2l.
  apply: fitted_fits => //; have := upper_3N (nth 0 ys) (sorted_inc srt).
  rewrite (_ : count _ _ = nnz ys) // /nnz -{2}(mkseq_nth 0 ys) /mkseq count_map -sxy.
  exact: eq_count.
apply: fitted_fits => //; rewrite -sx; apply: upper_Km2; last by rewrite sx.
exact: sorted_inc.
Qed.
End Upper.
