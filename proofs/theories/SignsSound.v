(* Two hidden layers: if the test of CountKinks holds for M neurons, every network
   that fits has M.  The outer weights of the network, u of them positive and v
   negative, and its d1 first-layer neurons pass the scan, and with d1 <= 2 the
   count of ThreeFew. *)
From Coq Require NArith.
From Coq Require Import BinNat.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net Reduction TwoLower ThreeShape ThreeLower ThreeScan ThreeFew.
From FTCert Require Import Statements Meaning DeepKinks SignsScan SignsCuts SignsCount.
From FTCert Require CountKinks.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Marks.
Variable F : realFieldType.
Variables (x z : nat -> F) (K : nat).

(* marks of sign s: interior positions, no two side by side *)
Definition marked (s : bool) (l : seq N) : Prop :=
  sorted ltn (nats l) /\ forall i, i \in nats l ->
  [/\ (0 < i)%N, (i.+1 < K)%N, i.+1 \notin nats l & has_sign s (second_difference x z i)].

Lemma markedP s l : sorted N.ltb l ->
  (forall r, r \in l -> [/\ (0 < N.to_nat r)%N, ((N.to_nat r).+1 < K)%N &
     has_sign s (second_difference x z (N.to_nat r))]) ->
  (forall r, r \in l -> N.succ r \notin l) -> marked s l.
Proof.
move=> srt h no; split; first by rewrite sorted_map; apply: sub_sorted srt => i j /= /N.ltb_lt; lia.
move=> i /mapP[r rl ->]; have [h1 h2 h3] := h r rl; split=> //.
by apply/mapP => -[r' r'l e]; case/negP: (no r rl); rewrite (_ : N.succ r = r') //; lia.
Qed.

(* the marks of both signs *)
Variables convex concave : seq N.
Hypothesis mP : marked true convex.
Hypothesis mM : marked false concave.
Let l (s : bool) := if s then convex else concave.

Definition marks : seq nat := [seq i <- iota 0 K | (i \in nats convex) || (i \in nats concave)].

Lemma marks_l s : marked s (l s). Proof. by case: s. Qed.
Lemma marks_mem i : i \in marks -> exists s, i \in nats (l s).
Proof. by rewrite mem_filter => /andP[/orP[] h _]; [exists true | exists false]. Qed.

Lemma marks_sorted : sorted ltn marks.
Proof. by apply: sorted_filter; [exact: ltn_trans | exact: iota_ltn_sorted]. Qed.
Lemma marks_uniq : uniq marks.
Proof. by rewrite filter_uniq // iota_uniq. Qed.

Lemma marks_inner i : i \in marks -> (0 < i)%N && (i.+1 < K)%N.
Proof. by move=> /marks_mem [s h]; have [_ /(_ i h) [-> ->]] := marks_l s. Qed.

Lemma marks_nonzero i : i \in marks -> second_difference x z i != 0.
Proof.
move=> /marks_mem [s h]; have [_ /(_ i h) [_ _ _]] := marks_l s.
by case: (s) => sg; [rewrite gt_eqF | rewrite lt_eqF].
Qed.

Lemma marks_one i s s' : i \in nats (l s) -> has_sign s' (second_difference x z i) -> s = s'.
Proof.
move=> h; have [_ /(_ i h) [_ _ _]] := marks_l s.
by case: (s); case: s' => //= a b; have := lt_trans a b; rewrite ltxx.
Qed.

Lemma marks_alternate i : i \in marks -> i.+1 \in marks ->
  second_difference x z i * second_difference x z i.+1 < 0.
Proof.
move=> /marks_mem [s h] /marks_mem [s' h']; have [_ /(_ i h) [_ _ no a]] := marks_l s.
have [_ /(_ _ h') [_ _ _ b]] := marks_l s'.
have : s' != s by apply: contraNneq no => <-.
by move: a b; rewrite /has_sign; case: (s); case: (s') => // a b _; [rewrite pmulr_rlt0 | rewrite nmulr_rlt0].
Qed.

(* those of one sign are found again *)
Lemma marks_sign s : [seq i <- marks | has_sign s (second_difference x z i)] = nats (l s).
Proof.
have [srt int] := marks_l s; apply: (irr_sorted_eq ltn_trans ltnn) => //.
  by apply: sorted_filter marks_sorted; exact: ltn_trans.
move=> i; rewrite mem_filter; apply/andP/idP => [[sg /marks_mem [s' h]]|h].
  by rewrite -(marks_one h sg).
have [i0 iK _ sg] := int i h; split=> //; rewrite mem_filter mem_iota /= add0n ltnW // andbT.
by case: (s) h => ->; rewrite ?orbT.
Qed.
End Marks.

(* ---- networks ---- *)
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

(* convex, concave: the marks of each sign, positions on the line, counted from 0 *)
Theorem signs_sound D P d1 d2 (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P)
    (x z : nat -> F) (K : nat) (convex concave : seq N) (neurons : N) : deep [:: d1; d2] g ->
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (forall i, (i < K)%N -> g (u + x i *: v) J 0 = z i) ->
  sorted N.ltb convex -> sorted N.ltb concave ->
  (forall r, r \in convex -> [/\ (0 < N.to_nat r)%N, ((N.to_nat r).+1 < K)%N &
     0 < second_difference x z (N.to_nat r)]) ->
  (forall r, r \in concave -> [/\ (0 < N.to_nat r)%N, ((N.to_nat r).+1 < K)%N &
     second_difference x z (N.to_nat r) < 0]) ->
  (forall r, r \in convex -> N.succ r \notin convex) ->
  (forall r, r \in concave -> N.succ r \notin concave) ->
  (exists2 i, (i < K)%N & z i != z 0%N) ->
  CK.signs_show convex concave neurons -> (N.to_nat neurons <= d1 + d2)%N.
Proof.
move=> dg xinc fit sP sM inP inM noP noM [i1 iK1 ne] show.
have mP : marked x z K true convex by exact: markedP.
have mM : marked x z K false concave by exact: markedP.
have K0 : (0 < K)%N by exact: leq_ltn_trans iK1.
have d10 : (0 < d1)%N.
  rewrite lt0n; apply: contraNneq ne => d0; rewrite -!fit //.
  by rewrite (deep_constant dg _ (u + x i1 *: v) (u + x 0%N *: v)) // d0 mem_head.
have [h [n eh] k] := deep_restrict u v (deep_net3 J dg).
have itp i : (i < K)%N -> eval3 d1 d2 n (x i) = z i by move=> iK; rewrite -eh -k fit.
have e0 : (0 < outer d2 n true + outer d2 n false)%N.
  rewrite lt0n; apply: contraNneq ne => o; rewrite -!itp //; apply/eqP; exact: outer_constant.
have [sI uI rI] := And3 (marks_sorted K convex concave) (marks_uniq K convex concave) (marks_inner mP mM).
have nzI := marks_nonzero mP mM; have alt := marks_alternate mP mM.
have el := marks_sign mP mM; have ec := scan_net xinc sI rI nzI alt itp.
rewrite (@enough_ext _ (outer d2 n) _ (fun s => nats (if s then convex else concave))) // in ec.
have few : (d1 <= 2)%N ->
    (size convex - d1 * outer d2 n true + (size concave - d1 * outer d2 n false) <= d1)%N.
  move=> d12; have := few_bound xinc uI rI nzI alt d12 itp.
  by rewrite /of_sign -!size_filter (el true) (el false) !size_map.
have := signs_show_sound (proj1 mP) (proj1 mM) show d10 e0 ec few.
by have := outer_le d2 n; lia.
Qed.
End Sound.
