(* Theorem 4.4, sharpened: the bound that reads where the residuals are.  T holds
   the indices with a residual, J is T and the two ends of every block of
   consecutive indices outside T.  The interpolant of the points of J with kinks
   in data points is zero between the ends of a block, so |J| - 1 neurons
   suffice, and |J| - 2 when some block has two elements or more. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoUpper.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Blocks.
Variable F : realFieldType.
Variables (x y : nat -> F) (K : nat) (T : pred nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.
Hypothesis yT : forall i, (i < K)%N -> ~~ T i -> y i = 0.

Definition inJ (i : nat) : bool := [|| T i, i == 0%N, i.+1 == K, T i.-1 | T i.+1].
Definition J : seq nat := filter inJ (iota 0 K).
Local Notation K' := (size J).
Local Notation a k := (nth 0%N J k).

Lemma J_sorted : sorted ltn J.
Proof. by apply: sorted_filter; [exact: ltn_trans | exact: iota_ltn_sorted]. Qed.
Lemma mem_J i : (i \in J) = (i < K)%N && inJ i.
Proof. by rewrite mem_filter mem_iota add0n andbC. Qed.
Lemma a_J k : (k < K')%N -> (a k < K)%N && inJ (a k).
Proof. by move=> h; rewrite -mem_J mem_nth. Qed.
Lemma a_inc k l : (k < l)%N -> (l < K')%N -> (a k < a l)%N.
Proof.
move=> kl lK; apply: (sorted_ltn_nth ltn_trans 0%N J_sorted) => //; rewrite inE //.
exact: ltn_trans lK.
Qed.

(* every index between the first and the last is in J or between two neighbours of J *)
Lemma locate i : (i.+1 < K)%N ->
  exists2 k, (k.+1 < K')%N & (a k <= i < a k.+1)%N.
Proof.
move=> iK; pose q := find (fun j => i < j)%N J.
have hq : has (fun j => i < j)%N J.
  apply/hasP; exists K.-1; last by lia.
  by rewrite mem_J /inJ; apply/andP; split; [lia | apply/or4P; apply: Or43; lia].
have qK : (q < K')%N by rewrite -has_find.
have a0 : a 0%N = 0%N.
  by rewrite /J; case: K iK => //= n _; rewrite /inJ eqxx orbT.
have q0 : (0 < q)%N.
  rewrite lt0n; apply/eqP => e; have := nth_find 0%N hq; rewrite -/q e a0; lia.
exists q.-1; rewrite prednK //; apply/andP; split; last exact: (nth_find 0%N hq).
by rewrite leqNgt; apply/negP/negP; rewrite (before_find 0%N) // -/q; lia.
Qed.

Lemma gap k i : (k.+1 < K')%N -> (a k < i < a k.+1)%N -> ~~ inJ i.
Proof.
move=> kK /andP[h1 h2]; apply/negP => iJ.
have /andP[aK _] := a_J kK.
have iJ' : i \in J by rewrite mem_J iJ andbT; exact: ltn_trans h2 aK.
have e := nth_index 0%N iJ'; have lJ : (index i J < K')%N by rewrite index_mem.
case: (leqP (index i J) k) => c.
  move: c; rewrite leq_eqVlt => /orP[/eqP c|c]; first by rewrite -e c ltnn in h1.
  by have := a_inc c (ltnW kK); rewrite e; lia.
move: c; rewrite leq_eqVlt => /orP[/eqP c|c]; first by rewrite -e c ltnn in h2.
by have := a_inc c lJ; rewrite e; lia.
Qed.

(* a pair of neighbours in J with an index between them, or two neighbours
   outside T around a step outside T: both are outside T *)
Lemma ends k i : (k.+1 < K')%N -> (a k <= i < a k.+1)%N -> ~~ T i -> ~~ T i.+1 ->
  ~~ T (a k) && ~~ T (a k.+1).
Proof.
move=> kK /andP[h1 h2] Ti Ti1; apply/andP; split.
  move: h1; rewrite leq_eqVlt => /orP[/eqP -> //|h1].
  apply/negP => Ta; have /negP[] := @gap k (a k).+1 kK ltac:(lia).
  by rewrite /inJ /= Ta !orbT.
move: h2; rewrite leq_eqVlt => /orP[/eqP <- //|h2].
apply/negP => Ta; have /negP[] := @gap k (a k.+1).-1 kK ltac:(lia).
by rewrite /inJ prednK ?Ta ?orbT //; lia.
Qed.

Lemma x'inc i j : (i < j)%N -> (j < K')%N -> x (a i) < x (a j).
Proof. by move=> ij jK; apply: xinc; [exact: a_inc | have /andP[] := a_J jK]. Qed.

(* a net with kinks in points of J that fits on J fits everywhere *)
Lemma fits_from_J b ns :
  all_knotted (fun k => x (a k)) K' ns ->
  itp (fun k => x (a k)) (fun k => y (a k)) b ns 0 K' -> itp x y b ns 0 K.
Proof.
move=> kn e i /= iK; case: (boolP (i \in J)) => iJ.
  by rewrite -(nth_index 0%N iJ); apply: e; rewrite /= index_mem.
have i1K : (i.+1 < K)%N.
  rewrite ltn_neqAle iK andbT; apply: contra iJ => /eqP h.
  by rewrite mem_J iK /inJ h eqxx !orbT.
have [k kK /andP[h1 h2]] := locate i1K.
have hne : a k != i by apply: contra iJ => /eqP <-; rewrite mem_nth // ltnW.
have {hne}h1 : (a k < i)%N by rewrite ltn_neqAle hne.
have nJ := gap kK; have /norP[Ti _] := nJ i ltac:(lia).
have ak1 := a_J kK; move/andP: ak1 => [ak1 _].
have Ta : ~~ T (a k).
  have := nJ (a k).+1 ltac:(lia); apply: contra => h; rewrite /inJ /= h !orbT //.
have Ta1 : ~~ T (a k.+1).
  have := nJ (a k.+1).-1 ltac:(lia); apply: contra => h.
  by rewrite /inJ prednK ?h ?orbT //; lia.
rewrite yT //; apply: (knotted_zero x'inc kn kK).
- by apply/andP; split; apply: ltW; apply: xinc => //; lia.
- by rewrite e ?yT //; lia.
- by rewrite e ?yT //; lia.
Qed.

Theorem blocks_printed : (0 < K)%N -> fitted x K y (K' - 1).
Proof.
move=> K0; have K'0 : (0 < K')%N.
  by rewrite -has_predT; apply/hasP; exists 0%N; rewrite // mem_J K0 /inJ eqxx orbT.
have [|||ns [sz kn e]] := @extend F _ (fun k => y (a k)) _ x'inc (y (a 0%N)) [::] 0 1 => //.
  by case=> // _; rewrite neval_nil.
by exists (y (a 0%N)), ns; split=> //; rewrite cats0 in e; exact: fits_from_J.
Qed.

Theorem blocks_sharp i : (i.+1 < K)%N -> ~~ T i -> ~~ T i.+1 -> fitted x K y (K' - 2).
Proof.
move=> iK Ti Ti1; have [k kK h] := locate iK.
have /andP[T1 T2] := ends kK h Ti Ti1.
have /andP[aK _] := a_J kK; have /andP[aK' _] := a_J (ltnW kK).
have [|||ns [sz kn e]] := @extend F _ (fun k => y (a k)) _ x'inc 0 [::] k 2 => //; first lia.
  move=> j hj; rewrite neval_nil.
  by have [->|->] : j = k \/ j = k.+1 by [lia]; rewrite yT.
by exists 0, ns; split=> //; rewrite cats0 in e; exact: fits_from_J.
Qed.
End Blocks.
