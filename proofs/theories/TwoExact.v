(* The exact value m*_2(N,K) on sorted numbers, for K >= 5 and for the small
   cases K <= 4. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Statements.
From FTCert Require Import OFLra Net TwoLower TwoUpper.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Small.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* m is the least number of neurons that suffices *)
Definition exact (N K m : nat) : Prop := forall m', suffices F N K m' <-> (m <= m')%N.

Lemma exactI N K k : suffices F N K k ->
  (forall m', suffices F N K m' -> (k <= m')%N) -> exact N K k.
Proof.
move=> s l m'; split; first exact: l.
by move=> km xs ys ds; apply: fits_mono km _; exact: s.
Qed.

Lemma points_exist K : exists xs : seq F, sorted <%R xs /\ size xs = K.
Proof.
exists (mkseq (fun i => i%:R) K); rewrite size_mkseq; split=> //.
rewrite /mkseq; apply: (homo_sorted (e := ltn)); last exact: iota_ltn_sorted.
by move=> i j; rewrite ltr_nat.
Qed.

(* m*(N,K) = min(3N, K-2) for K >= 5 *)
Lemma lower_suffices N K m : (N <= K)%N -> suffices F N K m -> (minn (3 * N) (K - 2) <= m)%N.
Proof.
move=> NK suf; have [xs [srt sx]] := points_exist K.
have [T [ct low]] := two_layer_lower NK srt sx.
by apply: low; apply: suf; split; rewrite ?size_mkseq // wlab_nnz ct.
Qed.

Theorem mstar_K5 (N K : nat) : (5 <= K)%N -> (N <= K)%N -> exact N K (minn (3 * N) (K - 2)).
Proof.
move=> K5 NK; apply: exactI; first exact: two_layer_upper.
by move=> m'; exact: lower_suffices.
Qed.

(* ---- two neurons do not fit a zigzag of four points, nor one of three ---- *)
Lemma turn (n : neuron F) p r : p < r -> lin n p * lin n r < 0 ->
  (0 < na n /\ lin n p < 0 < lin n r) \/ (na n < 0 /\ lin n r < 0 < lin n p).
Proof.
rewrite /lin; move: (na n) (nc n) => a c pr h.
have d0 : 0 < r - p by lra.
case: (ltgtP a 0) => ha; [right | left |].
- have k : a * (r - p) < 0 by rewrite nmulr_rlt0.
  have [h1|h1] := leP (a * p + c) 0.
    have h2 : a * r + c <= 0 by lra.
    by have := mulr_le0 h1 h2; lra.
  by split=> //; rewrite andbT -(pmulr_rlt0 _ h1).
- have k := mulr_gt0 ha d0.
  have [h1|h1] := leP 0 (a * p + c).
    have h2 : 0 <= a * r + c by lra.
    by have := mulr_ge0 h1 h2; lra.
  by split=> //=; rewrite -(nmulr_rlt0 _ h1).
- have : 0 <= (a * p + c) * (a * r + c) by rewrite ha !mul0r !add0r -expr2 sqr_ge0.
  by lra.
Qed.


Lemma no2_aux b (g h : neuron F) p0 p1 p2 p3 y0 y1 y2 y3 :
  p0 < p1 -> p1 < p2 -> p2 < p3 -> y0 < y1 -> y2 < y1 -> y2 < y3 ->
  b + (nw g * act g p0 + nw h * act h p0) = y0 ->
  b + (nw g * act g p1 + nw h * act h p1) = y1 ->
  b + (nw g * act g p2 + nw h * act h p2) = y2 ->
  b + (nw g * act g p3 + nw h * act h p3) = y3 ->
  nw g * D2 p0 p1 p2 (act g p0) (act g p1) (act g p2) < 0 -> False.
Proof.
move=> h01 h12 h23 v01 v12 v23 e0 e1 e2 e3 hg.
have Ag1 := D2_relu_ge0 g h01 h12; have Ag2 := D2_relu_ge0 g h12 h23.
have Ah2 := D2_relu_ge0 h h12 h23.
have wg : nw g < 0.
  by rewrite ltNge; apply/negP => k; have := mulr_ge0 k Ag1; lra.
have S : 0 < nw g * D2 p1 p2 p3 (act g p1) (act g p2) (act g p3) +
             nw h * D2 p1 p2 p3 (act h p1) (act h p2) (act h p3).
  have -> : nw g * D2 p1 p2 p3 (act g p1) (act g p2) (act g p3) +
     nw h * D2 p1 p2 p3 (act h p1) (act h p2) (act h p3) = D2 p1 p2 p3 y1 y2 y3.
    by rewrite -e1 -e2 -e3 /D2; lra.
  have k1 : 0 < (y3 - y2) * (p2 - p1) by apply: mulr_gt0; lra.
  have k2 : 0 < (y1 - y2) * (p3 - p2) by apply: mulr_gt0; lra.
  by rewrite /D2; lra.
have hh : 0 < nw h * D2 p1 p2 p3 (act h p1) (act h p2) (act h p3).
  by have := mulr_le0_ge0 (ltW wg) Ag2; lra.
have wh : 0 < nw h.
  by rewrite ltNge; apply/negP => k; have := mulr_le0_ge0 k Ah2; lra.
have nz n w p q r (t : F) : t = nw n * D2 p q r (act n p) (act n q) (act n r) -> w = nw n ->
    t <> 0 -> D2 p q r (act n p) (act n q) (act n r) <> 0.
  by move=> -> _ k e; apply: k; rewrite e mulr0.
have cg : lin g p0 * lin g p2 < 0.
  apply: (D2_relu_neq0 h01 h12); apply: nz (erefl _) (erefl _) _ => e.
  by rewrite e ltxx in hg.
have ch : lin h p1 * lin h p3 < 0.
  apply: (D2_relu_neq0 h12 h23); apply: nz (erefl _) (erefl _) _ => e.
  by rewrite e ltxx in hh.
have pg t := mulr_le0_ge0 (ltW wg) (relu_ge0 (lin g t)).
have ph t := mulr_ge0 (ltW wh) (relu_ge0 (lin h t)).
have mono (n : neuron F) p q : p < q -> 0 <= na n -> lin n p <= lin n q.
  by move=> pq a0; have := mulr_ge0 a0 (_ : 0 <= q - p); rewrite /lin => k; have := k ltac:(lra); lra.
have anti (n : neuron F) p q : p < q -> na n <= 0 -> lin n q <= lin n p.
  by move=> pq a0; have := mulr_le0_ge0 a0 (_ : 0 <= q - p); rewrite /lin => k; have := k ltac:(lra); lra.
have h02 := lt_trans h01 h12; have h13 := lt_trans h12 h23.
rewrite /act in e0 e1 e2 e3.
case: (turn h02 cg) => -[ag /andP[g1 g2]]; case: (turn h13 ch) => -[ah /andP[k1 k2]].
- have m := mono h _ _ h01 (ltW ah).
  rewrite (relu_neg (ltW g1)) (relu_neg (ltW (le_lt_trans m k1))) in e0.
  rewrite (relu_neg (ltW k1)) in e1.
  by have := pg p1; lra.
- have m := anti h _ _ h01 (ltW ah).
  rewrite (relu_neg (ltW g1)) in e0.
  have r01 : relu (lin h p1) <= relu (lin h p0) by rewrite !relu_pos //; lra.
  have := mulr_ge0 (ltW wh) (_ : 0 <= relu (lin h p0) - relu (lin h p1)); move=> k.
  have {}k := k ltac:(lra).
  by have := pg p1; lra.
- have m := anti g _ _ h23 (ltW ag).
  rewrite (relu_neg (ltW g1)) in e2.
  rewrite (relu_neg (ltW k1)) in e1.
  by have := pg p1; have := ph p2; lra.
- have m := anti g _ _ h23 (ltW ag).
  rewrite (relu_neg (ltW g1)) in e2.
  rewrite (relu_neg (ltW k1)) (relu_neg (ltW (le_lt_trans m g1))) in e3.
  by have := ph p2; lra.
Qed.

Lemma no2 b (g h : neuron F) p0 p1 p2 p3 y0 y1 y2 y3 :
  p0 < p1 -> p1 < p2 -> p2 < p3 -> y0 < y1 -> y2 < y1 -> y2 < y3 ->
  neval b [:: g; h] p0 = y0 -> neval b [:: g; h] p1 = y1 ->
  neval b [:: g; h] p2 = y2 -> neval b [:: g; h] p3 = y3 -> False.
Proof.
move=> h01 h12 h23 v01 v12 v23; rewrite /neval !big_cons !big_nil !addr0 => e0 e1 e2 e3.
have S : nw g * D2 p0 p1 p2 (act g p0) (act g p1) (act g p2) +
         nw h * D2 p0 p1 p2 (act h p0) (act h p1) (act h p2) < 0.
  have -> : nw g * D2 p0 p1 p2 (act g p0) (act g p1) (act g p2) +
     nw h * D2 p0 p1 p2 (act h p0) (act h p1) (act h p2) = D2 p0 p1 p2 y0 y1 y2.
    by rewrite -e0 -e1 -e2 /D2; lra.
  have k1 : 0 < (y1 - y2) * (p1 - p0) by apply: mulr_gt0; lra.
  have k2 : 0 < (y1 - y0) * (p2 - p1) by apply: mulr_gt0; lra.
  by rewrite /D2; lra.
have [k|k] := ltP (nw g * D2 p0 p1 p2 (act g p0) (act g p1) (act g p2)) 0.
  exact: (no2_aux h01 h12 h23 v01 v12 v23 e0 e1 e2 e3 k).
have k' : nw h * D2 p0 p1 p2 (act h p0) (act h p1) (act h p2) < 0 by lra.
apply: (@no2_aux b h g p0 p1 p2 p3 y0 y1 y2 y3) => //; by rewrite [X in b + X]addrC.
Qed.

Lemma no1 b (g : neuron F) p0 p1 p2 : p0 < p1 -> p1 < p2 ->
  neval b [:: g] p0 = 0 -> neval b [:: g] p1 = 1 -> neval b [:: g] p2 = 0 -> False.
Proof.
move=> h01 h12; rewrite /neval !big_cons !big_nil !addr0 => e0 e1 e2.
have ne : D2 p0 p1 p2 (act g p0) (act g p1) (act g p2) <> 0.
  move=> e; have E : nw g * D2 p0 p1 p2 (act g p0) (act g p1) (act g p2) =
    D2 p0 p1 p2 (b + nw g * act g p0) (b + nw g * act g p1) (b + nw g * act g p2).
    by rewrite /D2; lra.
  by move: E; rewrite e e0 e1 e2 /D2; lra.
have c := D2_relu_neq0 h01 h12 ne; rewrite /act in e0 e1 e2.
case: (turn (lt_trans h01 h12) c) => -[ag /andP[g1 g2]].
- rewrite (relu_neg (ltW g1)) in e0; rewrite (relu_pos (ltW g2)) in e2.
  have /eqP : nw g * lin g p2 = 0 by lra.
  by rewrite mulf_eq0 (gt_eqF g2) orbF => /eqP w0; move: e1; rewrite w0; lra.
- rewrite (relu_neg (ltW g1)) in e2; rewrite (relu_pos (ltW g2)) in e0.
  have /eqP : nw g * lin g p0 = 0 by lra.
  by rewrite mulf_eq0 (gt_eqF g2) orbF => /eqP w0; move: e1; rewrite w0; lra.
Qed.

Definition three_pts : seq F := [:: 0; 1; 1 + 1].
Definition four_pts : seq F := [:: 0; 1; 1 + 1; 1 + 1 + 1].

Lemma Km1_suffices N K : (0 < K)%N -> suffices F N K (K - 1).
Proof.
move=> K0 xs ys [srt sx sy nz]; apply: fitted_fits; first by rewrite sx.
rewrite -sx; apply: upper_Km1; [exact: sorted_inc | by rewrite sx].
Qed.

Theorem mstar_K3 N : (1 <= N)%N -> exact N 3 2.
Proof.
move=> N1; apply: exactI; first exact: (@Km1_suffices N 3).
move=> m' suf; rewrite ltnNge; apply/negP => m1.
have [b [ns [sz e]]] : fits 1 three_pts [:: 0; 1; 0].
  apply: fits_mono m1 _; apply: suf; split=> //=; first by rewrite !andbT; apply/andP; split; lra.
  by rewrite /nnz /= eqxx oner_eq0.
case: ns sz e => [|g [|? ?]] //= _ [e0 e1 e2].
by apply: (no1 _ _ e0 e1 e2); lra.
Qed.

Theorem mstar_K4 N : (2 <= N)%N -> exact N 4 3.
Proof.
move=> N1; apply: exactI; first exact: (@Km1_suffices N 4).
move=> m' suf; rewrite ltnNge; apply/negP => m1.
have [b [ns [sz e]]] : fits 2 four_pts [:: 0; 1; 0; 1].
  apply: fits_mono m1 _; apply: suf; split=> //=.
    by rewrite !andbT; apply/and3P; split; lra.
  by rewrite /nnz /= eqxx oner_eq0.
case: ns sz e => [|g [|h [|? ?]]] //= _ [e0 e1 e2 e3].
by apply: (no2 _ _ _ _ _ _ e0 e1 e2 e3); lra.
Qed.

Theorem mstar_K4_N1 : exact 1 4 2.
Proof.
apply: exactI.
  move=> xs ys [srt sx sy nz]; apply: fitted_fits; first by rewrite sx.
  have xinc := sorted_inc srt; rewrite sx in xinc *.
  have [p p3 e] : exists2 p, (p.+1 < 4)%N & nth 0 ys p = nth 0 ys p.+1.
    case: ys sy nz => [|a [|b [|c [|d [|? ?]]]]] //= _; rewrite /nnz /=.
    case: (eqVneq a 0) => ha; case: (eqVneq b 0) => hb; case: (eqVneq c 0) => hc;
      case: (eqVneq d 0) => hd //= _;
    first [ by exists 0%N => //=; rewrite ha hb | by exists 1%N => //=; rewrite hb hc
          | by exists 2%N => //=; rewrite hc hd ].
  exact: (fitted_eq xinc p3 e).
by move=> m' /lower_suffices; apply.
Qed.
Theorem mstar_K2 N : (1 <= N)%N -> exact N 2 1.
Proof.
move=> N1; apply: exactI; first exact: (@Km1_suffices N 2).
case=> // suf; have [b [ns [sz e]]] : fits 0 [:: 0; 1 : F] [:: 0; 1].
  by apply: suf; split=> //=; rewrite ?ltr01 // /nnz /= eqxx oner_eq0.
move: e; rewrite (size0nil sz) /= !neval_nil => -[-> /eqP].
by rewrite eq_sym oner_eq0.
Qed.

Theorem mstar_K1 N K : (K <= 1)%N -> exact N K 0.
Proof.
move=> K1; apply: exactI => // xs ys [_ sx sy _]; exists (nth 0 ys 0), [::]; split=> //.
by move: K1 xs ys sx sy; case: K => [|[|//]] _ [|? [|//]] [|? [|//]] //= _ _; rewrite neval_nil.
Qed.

Theorem mstar_N0 K : exact 0 K 0.
Proof.
apply: exactI => // xs ys [_ sx sy nz]; exists 0, [::]; split=> //.
apply: (@eq_from_nth _ 0); rewrite size_map ?sx // => i iK.
rewrite (nth_map 0) ?sx // neval_nil; apply/esym/eqP.
have : all (fun v => v == 0) ys by rewrite -[all _ _]negbK -has_predC has_count -leqNgt.
by move=> /allP -> //; rewrite mem_nth ?sy.
Qed.

(* every case *)
Theorem mstar_all N K : (N <= K)%N -> exact N K (Statements.mstar2 N K).
Proof.
move=> NK; rewrite /Statements.mstar2; case: eqP => [->|/eqP N0]; first exact: mstar_N0.
case: K NK => [|[|[|[|[|K]]]]] NK /=; try exact: mstar_K1.
- by apply: mstar_K2; lia.
- by apply: mstar_K3; lia.
- by case: eqP => [->|N1]; [exact: mstar_K4_N1 | apply: mstar_K4; lia].
- exact: mstar_K5.
Qed.
End Small.
