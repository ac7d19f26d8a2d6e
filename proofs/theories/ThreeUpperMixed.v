(* Hats, negated hats and waves on the same knots.

   The labels come in G runs of consecutive points.  np hats serve np positive labels of every
   run, nm negated hats serve nm negative ones, nw waves serve what is left.  A unit with
   nothing to do in a run passes through some data point of it, at a height where its bump is 0.
   Paper proof: theorems.md, section 3.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperData ThreeUpperSparse.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Mixed.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (xs ys : seq F) (yss : seq (seq F)).

Definition npos ys : nat := count (fun y => 0 < y) ys.
Definition nneg ys : nat := count (fun y => y < 0) ys.

(* ---- which label of a run each unit serves ---- *)
Section Run.
Variables (np nm nw : nat) (ys : seq F).
Definition offsets (p : pred F) : seq nat := [seq o <- iota 0 (size ys) | p (nth 0 ys o)].
Let pos := offsets (fun y => 0 < y).
Let neg := offsets (fun y => y < 0).

(* position in the run; size ys: none *)
Definition serves (k : nat) : nat :=
  if (k < np)%N then nth (size ys) pos k
  else if (k < np + nm)%N then nth (size ys) neg (k - np)
  else nth (size ys) (drop np pos ++ drop nm neg) (k - (np + nm)).

Lemma size_offsets p : size (offsets p) = count p ys.
Proof.
rewrite size_filter -[in RHS](mkseq_nth 0 ys) /mkseq count_map.
by apply: eq_count.
Qed.

Lemma mem_offsets p o : (o \in offsets p) = (o < size ys)%N && p (nth 0 ys o).
Proof. by rewrite mem_filter mem_iota andbC. Qed.

Lemma sum_nth (d o n : nat) (l : seq nat) : d != o ->
  (\sum_(k < n) (nth d l k == o) = count_mem o (take n l))%N.
Proof.
move=> ne; elim: n l => [|n IH] [|a l]; rewrite ?big_ord0 ?take0 //.
  by rewrite big1 // => k _; rewrite nth_nil (negbTE ne).
by rewrite big_ord_recl /= IH.
Qed.

(* every nonzero label is served exactly once *)
Lemma serves_once o : (npos ys - np + (nneg ys - nm) <= nw)%N -> (o < size ys)%N ->
  (\sum_(k < np + nm + nw) (serves k == o))%N = (nth 0 ys o != 0) :> nat.
Proof.
move=> le oN; have ne : size ys != o by lia.
rewrite !big_split_ord /=.
have -> : (\sum_(k < np) (serves k == o) = count_mem o (take np pos))%N.
  by rewrite -(sum_nth _ _ ne); apply: eq_bigr => k _; rewrite /serves ltn_ord.
have -> : (\sum_(k < nm) (serves (np + k) == o) = count_mem o (take nm neg))%N.
  rewrite -(sum_nth _ _ ne); apply: eq_bigr => k _.
  by rewrite /serves ltnNge leq_addr /= ltn_add2l ltn_ord addKn.
have -> : (\sum_(k < nw) (serves (np + nm + k) == o) = count_mem o (drop np pos ++ drop nm neg))%N.
  rewrite -[X in count_mem o X](@take_oversize _ nw); last first.
    by rewrite size_cat !size_drop !size_offsets.
  rewrite -(sum_nth _ _ ne); apply: eq_bigr => k _; rewrite /serves.
  have -> : (np + nm + k < np)%N = false by lia.
  have -> : (np + nm + k < np + nm)%N = false by lia.
  by rewrite addKn.
have e p : count_mem o (offsets p) = p (nth 0 ys o) :> nat.
  by rewrite count_uniq_mem ?filter_uniq ?iota_uniq // mem_offsets oN.
have ep : (count_mem o (take np pos) + count_mem o (drop np pos))%N = (0 < nth 0 ys o) :> nat.
  by rewrite -count_cat cat_take_drop e.
have en : (count_mem o (take nm neg) + count_mem o (drop nm neg))%N = (nth 0 ys o < 0) :> nat.
  by rewrite -count_cat cat_take_drop e.
rewrite count_cat; case: ltgtP ep en => _ /=; lia.
Qed.

Lemma serves_pos k : (k < np)%N -> (serves k < size ys)%N -> 0 < nth 0 ys (serves k).
Proof.
rewrite /serves => -> h; have : nth (size ys) pos k \in pos.
  by apply: mem_nth; rewrite ltnNge; apply: contraTN h => h; rewrite nth_default ?ltnn.
by rewrite mem_offsets => /andP[].
Qed.

Lemma serves_neg k : (np <= k)%N -> (k < np + nm)%N -> (serves k < size ys)%N ->
  nth 0 ys (serves k) < 0.
Proof.
rewrite /serves leqNgt => /negbTE -> -> h; have : nth (size ys) neg (k - np) \in neg.
  by apply: mem_nth; rewrite ltnNge; apply: contraTN h => h; rewrite nth_default ?ltnn.
by rewrite mem_offsets => /andP[].
Qed.
End Run.

Section Build.
Variables (np nm nw : nat) (xs : seq F) (yss : seq (seq F)).
Hypothesis srt : sorted <%R xs.
Hypothesis sz : size xs = size (flatten yss).
Hypothesis full : all (fun ys => ys != [::]) yss.
Hypothesis few : all (fun ys => npos ys - np + (nneg ys - nm) <= nw)%N yss.

Let G := size yss.
Let ys := flatten yss.
Let M : F := total (nth 0 ys) (size ys).
Let run j : seq F := nth [::] yss j.
(* beyond the last run the groups are single dummy points *)
Let e j : nat := (sumn (take j (shape yss)) + (j - G))%N.
Let off k j : nat := serves np nm (run j) k.
Let idle k j : bool := ~~ (off k j < size (run j))%N.
Let label k j : F := nth 0 (run j) (off k j).

Definition mixed_w (k : nat) : seq F :=
  if (k < np)%N then hat_w F else if (k < np + nm)%N then map -%R (hat_w F) else wave_w F.
Definition mixed_b (k : nat) : seq F := if (k < np + nm)%N then hat_b M else wave_b M.
Let piv k j : nat := (e j + (if idle k j then 0 else off k j))%N.
Let val k j : F :=
  if (k < np + nm)%N then M - (if idle k j then 0 else `|label k j|)
  else if idle k j then 0 else label k j.

Lemma e_inc j : (e j < e j.+1)%N.
Proof.
rewrite /e; case: (ltnP j G) => jG.
  rewrite (take_nth 0%N) ?size_map // sumn_rcons (nth_map [::]) //.
  have : (0 < size (nth [::] yss j))%N by rewrite lt0n size_eq0 (allP full) // mem_nth.
  by lia.
rewrite !take_oversize ?size_map //; lia.
Qed.

Lemma e_off j o : (j < G)%N -> (o < size (run j))%N ->
  (e j + o < e j.+1)%N /\ nth 0 ys (e j + o) = nth 0 (run j) o.
Proof.
move=> jG oN; have on : (o < nth 0 (shape yss) j)%N by rewrite (nth_map [::]).
have ej : e j = sumn (take j (shape yss)) by rewrite /e (eqP (ltnW jG)) addn0.
split; first by rewrite ej /e (take_nth 0%N) ?size_map // sumn_rcons (eqP jG) addn0 ltn_add2l.
by rewrite ej nth_flatten -/(flatten_index (shape yss) j o) flatten_indexKl // flatten_indexKr.
Qed.

Lemma run_out j : (G <= j)%N -> run j = [::].
Proof. exact: nth_default. Qed.

Lemma piv_group k j : (e j <= piv k j < e j.+1)%N.
Proof.
rewrite leq_addr /= /piv /idle; case: ifP => [_|/negbFE h]; first by rewrite addn0 e_inc.
case: (ltnP j G) => jG; first by case: (e_off jG h).
by move: h; rewrite (run_out jG).
Qed.

Lemma label_le o j : `|nth 0 (run j) o| <= M.
Proof.
have M0 : 0 <= M by apply: total_ge0.
case: (ltnP j G) => jG; last by rewrite (run_out jG) nth_nil normr0.
case: (ltnP o (size (run j))) => oN; last by rewrite nth_default ?normr0.
have [h <-] := e_off jG oN; case: (ltnP (e j + o) (size ys)) => h2; first exact: totalP.
by rewrite nth_default ?normr0.
Qed.

Lemma val_le k j : `|val k j| <= M.
Proof.
have M0 : 0 <= M by apply: total_ge0.
have := label_le (off k j) j; rewrite -/(label k j) => h; have h0 := normr_ge0 (label k j).
rewrite /val; case: ifP => _; case: ifP => _ //; last by rewrite normr0.
  by rewrite subr0 ger0_norm.
by rewrite ger0_norm; lra.
Qed.

Lemma mixed_far k p : 3%:R * M - M <= `|p| -> bump (mixed_w k) (mixed_b k) p = 0.
Proof.
have M0 : 0 <= M by apply: total_ge0.
move=> h; rewrite /mixed_w /mixed_b; case: (ltnP k np) => k1.
  by rewrite ltn_addr //; apply: hat_0 => //; lra.
case: ifP => _; last by apply: wave_0 => //; lra.
by rewrite bump_opp hat_0 ?oppr0 //; lra.
Qed.

Lemma mixed_at k j : bump (mixed_w k) (mixed_b k) (val k j) = if idle k j then 0 else label k j.
Proof.
have M0 : 0 <= M by apply: total_ge0.
have hM := label_le (off k j) j; rewrite -/(label k j) in hM; have h0 := normr_ge0 (label k j).
have peak v : 0 <= v <= M -> bump (hat_w F) (hat_b M) (M - v) = v by apply: hat_peak.
rewrite /mixed_w /mixed_b /val; case: (ltnP k np) => k1.
  rewrite ltn_addr //; case: ifP => [_|/negbFE il]; first by rewrite peak ?lexx.
  by rewrite peak ?h0 // gtr0_norm //; apply: serves_pos.
case: ifP => k2.
  rewrite bump_opp; case: ifP => [_|/negbFE il]; first by rewrite peak ?lexx ?oppr0.
  by rewrite peak ?h0 // ltr0_norm ?opprK //; apply: serves_neg.
by case: ifP => _; rewrite wave_id ?normr0.
Qed.

Lemma mixed_sum i : (i < size xs)%N -> exists j, [/\ (j < G)%N, (e j <= i < e j.+1)%N &
  \sum_(k < np + nm + nw) unit_at mixed_w mixed_b piv val k j i = nth 0 ys i].
Proof.
rewrite sz size_flatten => iN; set sh := shape yss in iN.
have jG := reshape_indexP iN; rewrite size_map -/G in jG.
have on := reshape_offsetP iN; have ei := reshape_indexK sh i.
move: (reshape_index sh i) (reshape_offset sh i) jG on ei => j o jG on ei.
have {}on : (o < size (run j))%N by rewrite (nth_map [::]) in on.
have {}ei : i = (e j + o)%N by rewrite -ei /flatten_index /e (eqP (ltnW jG)) addn0.
have [h1 h2] := e_off jG on; exists j; split=> //; first by rewrite ei leq_addr.
rewrite ei h2.
have -> : nth 0 (run j) o = (nth 0 (run j) o) *+ (\sum_(k < np + nm + nw) (off k j == o))%N.
  rewrite serves_once //; last by apply: (allP few); exact: mem_nth.
  by case: eqP => [->|_]; rewrite ?mulr0n ?mulr1n.
rewrite -sumrMnr; apply: eq_bigr => k _; rewrite /unit_at mixed_at /piv eqn_add2l.
case il: (idle k j); last by case: eqP => [<-|_]; rewrite ?mulr0n ?mulr1n.
have -> : (off k j == o) = false by apply: contraTF il => /eqP; rewrite /idle => ->; rewrite on.
by rewrite mulr0n; case: ifP.
Qed.

Lemma mixed_full : fits3 G (3 * np + 3 * nm + 4 * nw) xs ys.
Proof.
have M0 : 0 <= M by apply: total_ge0.
have [|g hg] := units_core (extend_inc srt) e_inc _ piv_group val_le mixed_far mixed_sum.
  by lra.
apply: fits3_nth => //; exists g => i iN; rewrite -extend_nth // -hg //; congr (eval3 _ _ _ _).
have const c d (f : 'I_d -> nat) : (forall k, f k = c) -> (\sum_(k < d) f k = c * d)%N.
  by move=> h; rewrite (eq_bigr (fun=> c)) // sum_nat_const card_ord mulnC.
rewrite !big_split_ord /= (const 3%N) ?(const 3%N nm) ?(const 4%N) // => k; rewrite /mixed_w.
- have -> : (np + nm + k < np)%N = false by lia.
  by have -> : (np + nm + k < np + nm)%N = false by lia.
- by rewrite ltnNge leq_addr /= ltn_add2l ltn_ord.
- by rewrite ltn_ord.
Qed.
End Build.

(* empty runs are allowed *)
Theorem fits3_mixed np nm nw xs yss : sorted <%R xs -> size xs = size (flatten yss) ->
  all (fun ys => npos ys - np + (nneg ys - nm) <= nw)%N yss ->
  fits3 (size yss) (3 * np + 3 * nm + 4 * nw) xs (flatten yss).
Proof.
move=> srt sz few; pose zss := [seq ys <- yss | ys != [::]].
have e : flatten zss = flatten yss.
  by rewrite /zss; elim: (yss) => //= ys l IH; case: eqP => [->|_] /=; rewrite IH.
apply: (@fits3_mono _ (size zss) (3 * np + 3 * nm + 4 * nw)) => //.
  by rewrite size_filter count_size.
rewrite -e; apply: mixed_full => //; first by rewrite e.
  by apply/allP => ys; rewrite mem_filter => /andP[].
by apply/allP => ys; rewrite mem_filter => /andP[_]; exact: (allP few).
Qed.
End Mixed.
