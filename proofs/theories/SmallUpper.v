(* At most three nonzero labels: widths (2,1), (2,2), (3,3).  Every second-layer neuron
   has a peak at one of the labels; the last first-layer neuron faces left.  Paper
   proof: theorems.md, 3.13.1. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Upper.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* a peak at a, with a break at c, in neurons that face right at a and left at c *)
Definition peak (C a c t : F) : F := 1 + C * (c - a) + (- (C *+ 2)) * relu (t - a) + (- C) * relu (c - t).
Lemma peak_top C a c : a <= c -> peak C a c a = 1.
Proof. by move=> ac; rewrite /peak subrr [relu 0]relu_neg // relu_pos; lra. Qed.
Lemma peak_low C a c t : 0 <= C -> a <= c -> peak C a c t <= 1 - C * `|t - a|.
Proof.
move=> C0 ac; rewrite /peak; case: (leP t a) => h.
  by rewrite ler0_norm ?[relu (t - a)]relu_neg ?[relu (c - t)]relu_pos; lra.
rewrite gtr0_norm ?[relu (t - a)]relu_pos; [|lra|lra].
case: (leP t c) => k; first by rewrite relu_pos; lra.
have : 0 <= C * (t - c) by apply: mulr_ge0; lra.
by rewrite relu_neg; lra.
Qed.
(* mirrored *)
Definition peak' (C a c t : F) : F := 1 + C * (c - a) + (- C) * relu (t - a) + (- (C *+ 2)) * relu (c - t).
Lemma mirror C a c t : peak' C a c t = peak C (- c) (- a) (- t).
Proof.
have e1 : - t - - c = c - t by lra.
have e2 : - a - - t = t - a by lra.
by rewrite /peak /peak' e1 e2; move: (relu (c - t)) (relu (t - a)) => p q; lra.
Qed.
Lemma peak'_top C a c : a <= c -> peak' C a c c = 1.
Proof. by move=> ac; rewrite mirror peak_top // ler_opp2. Qed.
Lemma peak'_low C a c t : 0 <= C -> a <= c -> peak' C a c t <= 1 - C * `|t - c|.
Proof.
move=> C0 ac; have h : - c <= - a by rewrite ler_opp2.
by rewrite mirror; have := peak_low (- t) C0 h; rewrite opprK [- t + c]addrC distrC.
Qed.

Variables (x y : nat -> F) (K : nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Lemma steepness : exists C, 0 <= C /\
  forall i j, (i < K)%N -> (j < K)%N -> i != j -> 1 - C * `|x i - x j| <= 0.
Proof.
have [e [e0 gap]] := min_gap xinc (leqnn K); have [C eC] := div_ex 1 (lt0r_neq0 e0).
have C0 : 0 < C by apply: (pos_l e0); rewrite eC ltr01.
exists C; split; first exact: ltW.
have wide i j : (i < j)%N -> (j < K)%N -> e <= x j - x i.
  move=> ij jK; have := gap j.-1; rewrite prednK ?(leq_ltn_trans _ ij) // => /(_ jK) g.
  have : x i <= x j.-1 by apply: (xle xinc); lia.
  by lra.
have far i j : (i < j)%N -> (j < K)%N -> 1 - C * (x j - x i) <= 0.
  move=> ij jK; have : 0 <= C * (x j - x i - e) by apply: mulr_ge0; [exact: ltW | have := wide i j ij jK; lra].
  by lra.
move=> i j iK jK; rewrite neq_ltn => /orP[] h; [rewrite distrC|].
  by rewrite gtr0_norm ?far // subr_gt0 xinc.
by rewrite gtr0_norm ?far // subr_gt0 xinc.
Qed.

Definition literal (a c : seq F) (v : seq (seq F)) (b w : seq F) : net3 F :=
  Net3 (nth 0 a) (nth 0 c) (fun k => nth 0 (nth [::] v k)) (nth 0 b) (nth 0 w) 0.

Let fits d1 d2 := exists g : net3 F, forall l, (l < K)%N -> eval3 d1 d2 g (x l) = y l.

Lemma fits_one i : (i < K)%N -> (forall l, (l < K)%N -> l != i -> y l = 0) -> fits 2 1.
Proof.
move=> iK z; have [C [C0 low]] := steepness.
exists (literal [:: 1; -1] [:: - x i; x i] [:: [:: - C; - C]] [:: 1] [:: y i]) => l lK.
rewrite /eval3 /pre3 !big_ord_recr !big_ord0 /= !add0r mul1r mulN1r [- _ + x i]addrC.
have [->|li] := eqVneq l i.
  by rewrite subrr [relu 0]relu_neg // !mulr0 !addr0 relu_pos ?mulr1 ?ler01.
rewrite (z l) // relu_neg ?mulr0 //; have := low l i lK iK li.
case: (leP (x l) (x i)) => h.
  have h0 : x l - x i <= 0 by lra. have h1 : 0 <= x i - x l by lra.
  by rewrite (ler0_norm h0) (relu_neg h0) (relu_pos h1); lra.
have h0 : 0 < x l - x i by lra. have h1 : x i - x l <= 0 by lra.
by rewrite (gtr0_norm h0) (relu_pos (ltW h0)) (relu_neg h1); lra.
Qed.

Lemma fits_two i k : (i < k)%N -> (k < K)%N ->
  (forall l, (l < K)%N -> l != i -> l != k -> y l = 0) -> fits 2 2.
Proof.
move=> ik kK z; have [C [C0 low]] := steepness; have ac := ltW (xinc ik kK).
have iK := ltn_trans ik kK; pose h := 1 + C * (x k - x i).
exists (literal [:: 1; -1] [:: - x i; x k]
  [:: [:: - (C *+ 2); - C]; [:: - C; - (C *+ 2)]] [:: h; h] [:: y i; y k]) => l lK.
rewrite /eval3 /pre3 !big_ord_recr !big_ord0 /= !add0r mul1r mulN1r [- _ + x k]addrC !addrA.
rewrite -[LHS]/(y i * relu (peak C (x i) (x k) (x l)) + y k * relu (peak' C (x i) (x k) (x l))).
have P j : j != i -> (j < K)%N -> relu (peak C (x i) (x k) (x j)) = 0.
  by move=> ji jK; rewrite relu_neg //; apply: le_trans (peak_low _ C0 ac) (low _ _ _ _ ji).
have Q j : j != k -> (j < K)%N -> relu (peak' C (x i) (x k) (x j)) = 0.
  by move=> ji jK; rewrite relu_neg //; apply: le_trans (peak'_low _ C0 ac) (low _ _ _ _ ji).
have [->|li] := eqVneq l i.
  by rewrite Q ?peak_top ?ltn_eqF // relu_pos ?ler01 // mulr1 mulr0 addr0.
have [->|lk] := eqVneq l k.
  by rewrite P ?peak'_top ?gtn_eqF // relu_pos ?ler01 // mulr1 mulr0 add0r.
by rewrite P // Q // (z l) // !mulr0 addr0.
Qed.

Lemma fits_three i j k : (i < j)%N -> (j < k)%N -> (k < K)%N ->
  (forall l, (l < K)%N -> l != i -> l != j -> l != k -> y l = 0) -> fits 3 3.
Proof.
move=> ij jk kK z; have [C [C0 low]] := steepness; have ac := ltW (xinc (ltn_trans ij jk) kK).
have bc := ltW (xinc jk kK); have jK := ltn_trans jk kK; have iK := ltn_trans ij jK.
exists (literal [:: 1; 1; -1] [:: - x i; - x j; x k]
  [:: [:: - (C *+ 2); 0; - C]; [:: 0; - (C *+ 2); - C]; [:: - C; 0; - (C *+ 2)]]
  [:: 1 + C * (x k - x i); 1 + C * (x k - x j); 1 + C * (x k - x i)] [:: y i; y j; y k]) => l lK.
rewrite /eval3 /pre3 !big_ord_recr !big_ord0 /= !add0r !mul1r mulN1r [- _ + x k]addrC !mul0r.
rewrite !addr0 !add0r !addrA.
rewrite -[LHS]/(y i * relu (peak C (x i) (x k) (x l)) + y j * relu (peak C (x j) (x k) (x l)) +
  y k * relu (peak' C (x i) (x k) (x l))).
have P p q : x p <= x k -> (p < K)%N -> q != p -> (q < K)%N -> relu (peak C (x p) (x k) (x q)) = 0.
  by move=> pk pK qp qK; rewrite relu_neg //; apply: le_trans (peak_low _ C0 pk) (low _ _ _ _ qp).
have Q p : p != k -> (p < K)%N -> relu (peak' C (x i) (x k) (x p)) = 0.
  by move=> pk pK; rewrite relu_neg //; apply: le_trans (peak'_low _ C0 ac) (low _ _ _ _ pk).
have n1 : i != k by rewrite ltn_eqF // (ltn_trans ij).
have n2 : k != i by rewrite eq_sym.
have n3 : i != j by rewrite ltn_eqF.
have n4 : j != k by rewrite ltn_eqF.
have r1 : relu (1 : F) = 1 by rewrite relu_pos ?ler01.
have [->|li] := eqVneq l i; first by rewrite (Q i) // (P j i) // peak_top // r1 mulr1 !mulr0 !addr0.
have [->|lj] := eqVneq l j.
  by rewrite (Q j) // (P i j) 1?eq_sym // peak_top // r1 mulr1 !mulr0 addr0 add0r.
have [->|lk] := eqVneq l k.
  by rewrite (P i k) // (P j k) 1?eq_sym // peak'_top // r1 mulr1 !mulr0 !add0r.
by rewrite (P i l) // (P j l) // Q // (z l) // !mulr0 !addr0.
Qed.
End Upper.

(* ---- data sets ---- *)
Section Data.
Variables (F : realFieldType) (xs ys : seq F).
Hypotheses (srt : sorted <%R xs) (sxy : size xs = size ys).
Let K := size xs.

Lemma support N : (nnz ys <= N <= K)%N -> exists s : seq nat, [/\ size s = N, sorted ltn s,
  forall i, i \in s -> (i < K)%N & forall l, (l < K)%N -> l \notin s -> nth 0 ys l = 0].
Proof.
have e : nnz ys = count (fun i => nth 0 ys i != 0) (iota 0 K).
  by rewrite /nnz -{1}(mkseq_nth 0 ys) /mkseq count_map -sxy; exact: eq_count.
rewrite e => /pred_count [T [sub c]]; exists [seq i <- iota 0 K | T i]; split.
- by rewrite size_filter.
- by apply: sorted_filter; [exact: ltn_trans | exact: iota_ltn_sorted].
- by move=> i; rewrite mem_filter mem_iota => /andP[_].
move=> l lK; rewrite mem_filter mem_iota lK andbT => nT; apply/eqP/negPn/negP => /sub h.
by rewrite h in nT.
Qed.

Lemma fits_list d1 d2 :
  (exists g : net3 F, forall l, (l < K)%N -> eval3 d1 d2 g (nth 0 xs l) = nth 0 ys l) -> fits3 d1 d2 xs ys.
Proof.
move=> [g e]; exists g; apply: (@eq_from_nth _ 0); rewrite size_map // => i iK.
by rewrite (nth_map 0) // e.
Qed.

Theorem few1 : (nnz ys <= 1)%N -> fits3 2 1 xs ys.
Proof.
move=> h; apply: fits_list; case: (posnP K) => [->|K0].
  by exists (literal [::] [::] [::] [::] [::]).
have [|s [ss so sK z]] := @support 1; first by rewrite h.
case: s ss so sK z => [|i [|//]] //= _ _ sK z.
apply: (@fits_one F _ _ K (sorted_inc srt) i); first by apply: sK; rewrite inE.
by move=> l lK li; apply: z; rewrite // inE.
Qed.

Theorem few2 : (nnz ys <= 2)%N -> fits3 2 2 xs ys.
Proof.
move=> h; case: (ltnP K 2) => K2.
  apply: (@fits3_mono F 2 1) => //; apply: few1; apply: leq_trans (count_size _ _) _.
  by rewrite -sxy.
have [|s [ss so sK z]] := @support 2; first by rewrite h.
case: s ss so sK z => [|i [|k [|//]]] //= _ /andP[ik _] sK z.
apply: fits_list; apply: (@fits_two F _ _ K (sorted_inc srt) i k ik).
  by apply: sK; rewrite !inE eqxx orbT.
by move=> l lK li lk; apply: z; rewrite // !inE negb_or li lk.
Qed.

Theorem few3 : (nnz ys <= 3)%N -> fits3 3 3 xs ys.
Proof.
move=> h; case: (ltnP K 3) => K3.
  apply: (@fits3_mono F 2 2) => //; apply: few2; apply: leq_trans (count_size _ _) _.
  by rewrite -sxy.
have [|s [ss so sK z]] := @support 3; first by rewrite h.
case: s ss so sK z => [|i [|j [|k [|//]]]] //= _ /and3P[ij jk _] sK z.
apply: fits_list; apply: (@fits_three F _ _ K (sorted_inc srt) i j k ij jk).
  by apply: sK; rewrite !inE eqxx !orbT.
by move=> l lK li lj lk; apply: z; rewrite // !inE !negb_or li lj lk.
Qed.
End Data.
