(* Method exhaustion: a network with one hidden layer that fits has a neuron for
   every condition, as changes of slope and their sums are those of the neurons; so
   its neurons' patterns meet all conditions, and a complete tree says how many
   patterns that takes. *)
From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net Statements Meaning Reduction.
From FTCert Require Import ExhaustionTree ExhaustionChoices ExhaustionPatterns.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Sound.
Variable F : realFieldType.

(* ---- one hidden layer along a line ---- *)
Lemma deep_line D P m (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P) :
  Meaning.deep [:: m] g -> exists2 h, shallow m h & forall t, g (u + t *: v) J 0 = h t.
Proof.
move=> [W1 [b1 [k [[W2 [b2 ek]] eg]]]].
apply: (@shallow_restrict F D m u v (fun y => g y J 0)).
exists W1, b1, (row J W2), (\col__ b2 J 0) => y.
rewrite eg ek !mxE; congr (_ + _); apply: eq_bigr => i _.
by rewrite !mxE.
Qed.

Lemma slope_linear (x z : nat -> F) b (ns : seq (neuron F)) i :
  z i = neval b ns (x i) -> z i.+1 = neval b ns (x i.+1) ->
  slope x z i = \sum_(n <- ns) nw n * slope x (acts x n) i.
Proof.
rewrite /slope => -> ->; elim: ns => [|n ns IH].
  by rewrite big_nil !neval_nil subrr mul0r.
rewrite big_cons !neval_cons -IH /acts; move: (_^-1) => gap.
by rewrite opprD addrACA mulrDl addrC mulrA mulrBr.
Qed.

Section Line.
Variables (x z : nat -> F) (K : nat).
Hypothesis K3 : (3 <= K)%N.
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Lemma second_difference_sign s i : (0 < i)%N -> (i.+1 < K)%N ->
  has_sign s (second_difference x z i) = has_sign s (slope_change x z i).
Proof.
case: i => // i _ iK; rewrite /second_difference /=.
have p : 0 < x i.+1 - x i by rewrite subr_gt0 xinc // ltnW.
have q : 0 < x i.+2 - x i.+1 by rewrite subr_gt0 xinc.
have E (s1 s2 d e : F) : d != 0 -> e != 0 -> s1 * d - s2 * e = (s1 / e - s2 / d) * (d * e).
  move=> d0 e0; rewrite mulrBl (mulrA (s1 / e)) (mulrA (s2 / d)) (mulrAC (s1 / e)).
  by rewrite !divfK.
rewrite E ?gt_eqF // -/(slope x z i) -/(slope x z i.+1).
have pq := mulr_gt0 p q.
by case: s; rewrite /= ?pmulr_lgt0 ?pmulr_llt0.
Qed.

(* what the data say: a kink of this sign at sample i of the line (position i+1), or
   the sign of a sum of changes *)
Inductive forced : N -> Prop :=
  | ForcedKink i s : (0 < i)%N -> (i.+1 < K)%N -> has_sign s (second_difference x z i) ->
      forced (kink_condition (N.of_nat K) (N.of_nat i.+1) s)
  | ForcedSum positions s : inner K positions -> has_sign s (change_sum x z positions) ->
      forced (sum_condition (N.of_nat K) positions s).

Lemma has_sign_sum s (ns : seq (neuron F)) (f : neuron F -> F) :
  has_sign s (\sum_(n <- ns) f n) -> exists2 n, n \in ns & has_sign s (f n).
Proof.
move=> h; have [//|/hasPn no] := altP (@hasP _ (fun n => has_sign s (f n)) ns).
exfalso; case: s h no => /= h no; move: h; apply/negP; rewrite -leNgt big_seq.
  by rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => n /no; rewrite -leNgt oppr_ge0.
by apply: sumr_ge0 => n /no; rewrite -leNgt.
Qed.

Lemma patterns_of_neurons (ns : seq (neuron F)) : exists T : seq N, size T = size ns /\
  forall n, n \in ns -> exists2 p, List.In p T & serves x K n p.
Proof.
elim: ns => [|n l [T [sz h]]]; first by exists [::].
have [p hp] := neuron_pattern K3 xinc n; exists (p :: T); split; first by rewrite /= sz.
move=> k; rewrite inE => /orP[/eqP -> | /h[q qT hq]]; first by exists p => //; left.
by exists q => //; right.
Qed.

Variables (b : F) (ns : seq (neuron F)).
Hypothesis itp : forall i, (i < K)%N -> z i = neval b ns (x i).

Lemma slope_change_neval i : (i.+1 < K)%N ->
  slope_change x z i = \sum_(n <- ns) nw n * slope_change x (acts x n) i.
Proof.
case: i => [|i] iK /=; first by apply: (@slope_linear _ _ b); apply: itp; lia.
rewrite !(@slope_linear x z b ns) ?itp //; try lia.
by rewrite -sumrB; apply: eq_bigr => n _; rewrite mulrBr.
Qed.

Lemma change_sum_neval positions : inner K positions ->
  change_sum x z positions = \sum_(n <- ns) nw n * change_sum x (acts x n) positions.
Proof.
move=> [_ range]; have -> : \sum_(n <- ns) nw n * change_sum x (acts x n) positions =
    \sum_(i <- indices positions) \sum_(n <- ns) nw n * slope_change x (acts x n) i.
  by rewrite exchange_big /=; apply: eq_bigr => n _; rewrite change_sumE mulr_sumr.
rewrite change_sumE; apply: eq_big_seq => i hi; apply: slope_change_neval.
by move: hi; rewrite inE => /orP[/eqP -> // | /mapP[r /mem_In /range /= hr ->]]; lia.
Qed.

(* the patterns of the neurons meet all conditions *)
Lemma patterns_meet : exists T : seq N, size T = size ns /\ forall c, forced c -> meets T c.
Proof.
have [T [sz h]] := patterns_of_neurons ns; exists T; split=> // c [i s i0 iK | positions s inn].
  rewrite second_difference_sign // slope_change_neval // => /has_sign_sum[n /h[p pT sv] hn].
  by exists p; split=> //; apply: (sv s).1.
rewrite change_sum_neval // => /has_sign_sum[n /h[p pT sv] hn].
by exists p; split=> //; apply: (sv s).2.
Qed.
End Line.

Theorem exhaustion_sound D P m K (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P)
    (x z : nat -> F) (conditions : seq N) (M limit nodes : N) :
  (3 <= K)%N -> (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  Meaning.deep [:: m] g -> (forall i, (i < K)%N -> g (u + x i *: v) J 0 = z i) ->
  (forall c, List.In c conditions -> forced x z K c) ->
  visit conditions (N.pred M) limit = Complete nodes ->
  (N.to_nat M <= m)%N.
Proof.
move=> K3 xinc net fit conds tree; rewrite leqNgt; apply/negP => lt.
have [h [b [ns [sz eh]]] e] := deep_line u v J net.
have itp i : (i < K)%N -> z i = neval b ns (x i) by move=> iK; rewrite -fit // e eh.
have [T [szT meet]] := patterns_meet K3 xinc itp.
apply: (visit_sound _ _ _ _ T tree); last by move=> c /conds /meet.
have -> : length T = m by rewrite -sz -szT.
lia.
Qed.
End Sound.
