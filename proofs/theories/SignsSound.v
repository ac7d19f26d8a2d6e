(* Two hidden layers: if the test of CountKinks holds for M neurons, every network
   that fits has M.  The outer weights of the network, u of them positive and v
   negative, and its d1 first-layer neurons cut the word of the marks (ThreeOrder),
   and with d1 <= 2 they pass the count of ThreeFew. *)
From Coq Require NArith.
From Coq Require Import BinNat.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net Reduction TwoLower ThreeShape ThreeFew ThreeOrder.
From FTCert Require Import Statements Meaning DeepKinks SignsCount.
From FTCert Require CountKinks.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Sound.
Variable F : realFieldType.

Lemma outer_constant d1 d2 (n : Net.net3 F) t t' : (outer d2 n true + outer d2 n false)%N = 0%N ->
  eval3 d1 d2 n t = eval3 d1 d2 n t'.
Proof.
move=> o; have w k : (k < d2)%N -> n3w n k = 0.
  have none s : ~~ has (fun k => signed s (n3w n k)) (iota 0 d2).
    by rewrite has_count -leqNgt leqn0; move: o; rewrite /outer; case: s; lia.
  move=> kd; have := hasPn (none true) k; have := hasPn (none false) k.
  by rewrite mem_iota kd /= => /(_ isT) h1 /(_ isT) h2; case: ltgtP h1 h2.
by rewrite /eval3 !big1 // => k _; rewrite w ?mul0r.
Qed.

(* I: the marks, positions on the line, counted from 0 *)
Theorem signs_sound D P d1 d2 (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P)
    (x z : nat -> F) (K : nat) (I : seq nat) (neurons : N) : deep [:: d1; d2] g ->
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (forall i, (i < K)%N -> g (u + x i *: v) J 0 = z i) ->
  sorted ltn I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> second_difference x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> second_difference x z i * second_difference x z i.+1 < 0) ->
  (exists2 i, (i < K)%N & z i != z 0%N) ->
  CK.signs_show [seq (0 < second_difference x z i)%R | i <- I] neurons -> (N.to_nat neurons <= d1 + d2)%N.
Proof.
move=> dg xinc fit sI rI nzI alt [i1 iK1 ne] show.
have K0 : (0 < K)%N by exact: leq_ltn_trans iK1.
have d10 : (0 < d1)%N.
  rewrite lt0n; apply: contraNneq ne => d0; rewrite -!fit //.
  by rewrite (deep_constant dg _ (u + x i1 *: v) (u + x 0%N *: v)) // d0 mem_head.
have [h [n eh] k] := deep_restrict u v (deep_net3 J dg).
have itp i : (i < K)%N -> eval3 d1 d2 n (x i) = z i by move=> iK; rewrite -eh -k fit.
have e0 : (0 < outer d2 n true + outer d2 n false)%N.
  rewrite lt0n; apply: contraNneq ne => o; rewrite -!itp //; apply/eqP; exact: outer_constant.
have ec := order_net xinc sI rI nzI alt itp.
have uI : uniq I by apply: sorted_uniq sI; [exact: ltn_trans | exact: ltnn].
have of_word s : of_sign x z I s = seq.count (pred1 s) [seq (0 < DD x z i)%R | i <- I].
  rewrite /of_sign count_map; apply: eq_in_count => i /nzI /=; rewrite -[second_difference x z i]/(DD x z i).
  by rewrite /signed; case: (s); case: ltgtP.
have few : (d1 <= 2)%N -> _ := fun d12 => few_bound xinc uI rI nzI alt d12 itp.
rewrite !of_word in few.
have := signs_show_sound show d10 e0 ec few; have := outer_le d2 n; lia.
Qed.
End Sound.
