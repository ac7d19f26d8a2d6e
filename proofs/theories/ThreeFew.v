(* At most two neurons in the first layer.  The slopes of what enters a second-layer
   neuron cannot alternate over all d1 + 1 cells, so that each neuron adds at most
   d1 kinks instead of d1 + 1.  Paper proof: theorems.md, 3.7. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper Spline ThreeShape ThreeLower.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Few.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* a neuron: its slope is min a 0 on the left and max a 0 on the right of its zero *)
Lemma neuron_form (a c : F) : exists A, forall t,
  relu (a * t + c) = A + Num.min a 0 * t + `|a| * relu (t - (- c / a)).
Proof.
case: (ltgtP a 0) => ha; last first.
- by exists (relu c) => t; rewrite ha normr0 !mul0r add0r; lra.
- exists 0 => t; have ez : (- c / a) * a = - c by rewrite divfK // gt_eqF.
  rewrite mul0r add0r add0r gtr0_norm //; move: (- c / a) ez => z ez.
  case: (leP t z) => h.
    have k : 0 <= (z - t) * a by apply: mulr_ge0; lra.
    by rewrite !relu_neg; lra.
  have k : 0 <= (t - z) * a by apply: mulr_ge0; lra.
  by rewrite !relu_pos; lra.
exists c => t; have ez : (- c / a) * a = - c by rewrite divfK // lt_eqF.
rewrite ltr0_norm //; move: (- c / a) ez => z ez.
case: (leP t z) => h.
  have k : 0 <= (z - t) * (- a) by apply: mulr_ge0; lra.
  by rewrite [relu (t - z)]relu_neg ?relu_pos; lra.
have k : 0 <= (t - z) * (- a) by apply: mulr_ge0; lra.
by rewrite [relu (t - z)]relu_pos ?relu_neg; lra.
Qed.

Lemma one_alternates (v a : F) : ~~ alternating (v * Num.min a 0) [:: v * `|a|].
Proof.
rewrite /= andbT -leNgt; case: (ltP a 0) => h.
  by rewrite ltr0_norm // mulrN subrr mulr0.
by rewrite mulr0 mul0r.
Qed.

Lemma two_alternate (v a v' a' : F) :
  ~~ alternating (v * Num.min a 0 + v' * Num.min a' 0) [:: v * `|a|; v' * `|a'|].
Proof.
rewrite /= andbT negb_and -!leNgt; case: (ltP a 0) => h; case: (ltP a' 0) => h'.
- rewrite !ltr0_norm //; apply/orP; right.
  by rewrite (_ : _ + v' * - a' = 0) ?mulr0 //; lra.
- rewrite ltr0_norm // ger0_norm //; apply/orP; left.
  by rewrite (_ : _ + v * - a = 0) ?mulr0 //; lra.
- rewrite ger0_norm // ltr0_norm // mulr0 add0r.
  have -> : v' * a' + v * a + v' * - a' = v * a by lra.
  move: (v * a) (v' * a') => p q; case: lerP => //= h1; rewrite leNgt; apply/negP => h2.
  by have := sqr_ge0 (p + q); rewrite expr2; lra.
- by rewrite !mulr0 addr0 mul0r lexx.
Qed.

Lemma few_neuron d1 (g : net3 F) k : (d1 <= 2)%N -> exists A B cf Z,
  [/\ all (fun p => 0 < p.1) Z, (size Z <= d1)%N &
   forall t, relu (pre3 d1 g k t) = A + B * t + rk (knots3 d1 g) cf t + rz Z t].
Proof.
move=> d12; have srt : sorted <%R (knots3 d1 g) by apply: sorted_knots.
case: (ltnP (size (knots3 d1 g)) d1) => few.
  have [A1 [B1 [cf1 e1]]] := rep_pre3 d1 g k.
  have [A [B [cf [Z [pz _ sz _ e]]]]] := rep_relu srt A1 B1 cf1.
  by exists A, B, cf, Z; split=> // [|t]; [exact: leq_trans sz few | rewrite e1 e].
(* all zeros are different *)
have sT : size (knots3 d1 g) = d1 by apply/eqP; rewrite eqn_leq few size_knots3.
suff [A [B [cf [e al]]]] : exists A B cf,
    (forall t, pre3 d1 g k t = A + B * t + rk (knots3 d1 g) cf t) /\
    ((0 < d1)%N -> ~~ alternating B (map cf (knots3 d1 g))).
  have [A' [B' [cf' [Z [pz _ sz h e']]]]] := rep_relu srt A B cf.
  case: (posnP d1) => d0.
    have T0 : knots3 d1 g = [::] by apply: size0nil; rewrite sT.
    exists (relu (n3b g k)), 0, (fun=> 0), [::]; split=> // t.
    by rewrite /pre3 d0 big_ord0 addr0 -{1}d0 T0 /rk /rz !big_nil; lra.
  exists A', B', cf', Z; split=> // [|t]; last by rewrite e e'.
  by case: h => [|[]]; [rewrite sT | move=> h _; case/negP: (al d0)].
pose z j := - n3c g j / n3a g j; pose a j := n3a g j; pose v j := n3v g k j.
have [A0 n0] := neuron_form (a 0%N) (n3c g 0%N); have [A1 n1] := neuron_form (a 1%N) (n3c g 1%N).
rewrite /pre3; move: sT; rewrite /knots3; case: (d1) d12 {few} => [|[|[|//]]] _ /=.
- by move=> _; exists (n3b g k), 0, (fun=> 0); split=> // t; rewrite big_ord0 /rk big_nil; lra.
- move=> _; exists (n3b g k + v 0%N * A0), (v 0%N * Num.min (a 0%N) 0), (fun=> v 0%N * `|a 0%N|).
  split=> [t|_]; last exact: one_alternates.
  by rewrite big_ord_recl big_ord0 /= n0 /rk big_seq1 /v /a /=; lra.
rewrite -/(z 0%N) -/(z 1%N) /knots /= inE; case: eqP => [|/eqP ne] //= _.
pose cf t := if t == z 0%N then v 0%N * `|a 0%N| else v 1%N * `|a 1%N|.
have c0 : cf (z 0%N) = v 0%N * `|a 0%N| by rewrite /cf eqxx.
have c1 : cf (z 1%N) = v 1%N * `|a 1%N| by rewrite /cf eq_sym (negbTE ne).
exists (n3b g k + v 0%N * A0 + v 1%N * A1), (v 0%N * Num.min (a 0%N) 0 + v 1%N * Num.min (a 1%N) 0), cf.
rewrite /sort /=; case: ifP => _; split=> [t|_].
- rewrite !big_ord_recl big_ord0 /= n0 n1 -/(z 0%N) -/(z 1%N) -/(v 0%N) -/(v 1%N).
  by rewrite /rk !big_cons big_nil c0 c1; lra.
- by rewrite /= c0 c1; exact: two_alternate.
- rewrite !big_ord_recl big_ord0 /= n0 n1 -/(z 0%N) -/(z 1%N) -/(v 0%N) -/(v 1%N).
  by rewrite /rk !big_cons big_nil c0 c1; lra.
- by rewrite /= c0 c1 addrC; exact: two_alternate.
Qed.

(* the kinks outside the zeros of the first layer *)
Theorem shape_few d1 d2 (g : net3 F) : (d1 <= 2)%N -> exists A B cf Z,
  (forall s, count (fun p => signed s p.1) Z <= d1 * outer d2 g s)%N /\
  forall t, eval3 d1 d2 g t = A + B * t + rk (knots3 d1 g) cf t + rz Z t.
Proof.
move=> d12; have [|A [B [cf [Z [_ wZ e]]]]] :=
  @shape_sum F d1 d2 g (knots3 d1 g) unit (fun=> predT) (fun=> d1) d1.
  move=> k; have [A [B [cf [Z [pz sz e]]]]] := few_neuron g k d12.
  by exists A, B, cf, Z; split=> // i; apply: leq_trans sz; exact: count_size.
exists A, B, cf, Z; split=> // s; rewrite mulnC; have := wZ s tt.
by rewrite (@eq_count _ _ (fun p => signed s p.1)) // => p; rewrite /= andbT.
Qed.

Definition of_sign (x z : nat -> F) (I : seq nat) (s : bool) : nat :=
  count (fun i => signed s (DD x z i)) I.

(* what d1 zeros and d1 kinks of each second-layer neuron have to serve *)
Theorem few_bound (x z : nat -> F) (K : nat) (I : seq nat) d1 d2 (g : net3 F) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) -> uniq I ->
  (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x z i * DD x z i.+1 < 0) ->
  (d1 <= 2)%N -> (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = z i) ->
  (of_sign x z I true - d1 * outer d2 g true + (of_sign x z I false - d1 * outer d2 g false) <= d1)%N.
Proof.
move=> xinc uI rI nzI alt d12 itp; have [A [B [cf [Z [wZ e]]]]] := shape_few d2 g d12.
set T := knots3 d1 g in e.
have H s : (of_sign x z I s <= count (fun t => signed s (cf t)) T + d1 * outer d2 g s)%N.
  pose Is := [seq i <- I | signed s (DD x z i)].
  pose ns := facing_right ([seq (cf t, t) | t <- T] ++ Z).
  have sub i : i \in Is -> i \in I by rewrite mem_filter => /andP[].
  have : (size Is <= count (fun n => signed s (nw n)) ns)%N.
    apply: (@lower_injection_in F x (fun i => z i - B * x i) K Is A ns) => //.
    - by move=> i iK; rewrite neval_facing rz_cat -rk_rz -itp // e; lra.
    - by rewrite filter_uniq.
    - by move=> i /sub /rI.
    - by move=> i /sub iI; rewrite DD_affine nzI.
    - by move=> i /sub iI /sub i1; rewrite !DD_affine alt.
    by move=> n i _; rewrite mem_filter DD_affine => /andP[h1 _] h2 _; exact: signed_sq h1 h2.
  rewrite size_filter => h; apply: leq_trans h _.
  rewrite /ns /facing_right map_cat count_cat -map_comp !count_map leq_add2l.
  exact: wZ.
have : (count (fun t => signed true (cf t)) T + count (fun t => signed false (cf t)) T <= d1)%N.
  apply: leq_trans (size_knots3 d1 g); rewrite -count_predUI -/T.
  rewrite [X in (_ + X)%N](_ : _ = 0%N) ?addn0 ?count_size //.
  apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => t _ /=.
  by rewrite /signed; case: ltgtP.
have := H true; have := H false; move: (count _ T) (count _ T) => a b; lia.
Qed.
End Few.
