(* Lower bounds in closed form: m neurons that suffice satisfy
   4 min{K, 4N + 4} <= (m + 4)^2 (signs), have widths with
   min{3N, K-2} < (d1+1)(d2+1) (kinks), and number at least three if N >= 1, K >= 3
   (a net with one neuron in each layer is monotone). *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact Spline ThreeShape ThreeLower.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Arithmetic.
Local Open Scope nat_scope.

Lemma amgm (r D n : nat) : n < r * D.+1 -> 4 * n.+1 <= (r + D.+1) ^ 2.
Proof. by move=> h; apply: leq_trans (nat_AGM2 r D.+1).1; rewrite leq_mul2l. Qed.

Lemma sum_squares (a b N : nat) : 4 * (2 * uphalf N).+1 <= a ^ 2 -> 4 * (2 * half N).+1 <= b ^ 2 ->
  16 * N.+1 <= (a + b) ^ 2.
Proof.
have [n [->|->]] : exists n, N = 2 * n \/ N = 2 * n + 1.
  by exists (half N); have := odd_double_half N; case: odd; lia.
- have -> : uphalf (2 * n) = n by lia.
  have -> : half (2 * n) = n by lia.
  rewrite -!mulnn => h1 h2; have h : 4 * (2 * n + 1) <= a * b; last by nia.
  rewrite leqNgt; apply/negP => c.
  have hab : (4 * (2 * n).+1) * (4 * (2 * n).+1) <= (a * a) * (b * b) by exact: leq_mul.
  have : (a * b) * (a * b) < (4 * (2 * n + 1)) * (4 * (2 * n + 1)) by apply: ltn_mul.
  by lia.
have -> : uphalf (2 * n + 1) = n.+1 by lia.
have -> : half (2 * n + 1) = n by lia.
rewrite -!mulnn => h1 h2; have h : 8 * n + 8 <= a * b; last by nia.
rewrite leqNgt; apply/negP => c.
have {c} : (a * b) * (a * b) <= (8 * n + 7) * (8 * n + 7) by apply: leq_mul; lia.
have : (4 * (2 * n.+1).+1) * (4 * (2 * n).+1) <= (a * a) * (b * b) by exact: leq_mul.
case: n h1 h2 => [|n] h1 h2; last by lia.
have a4 : 3 < a by rewrite ltnNge; apply/negP => a3; nia.
have b2 : 1 < b by rewrite ltnNge; apply/negP => a3; nia.
by move: (leq_mul a4 b2); nia.
Qed.
End Arithmetic.

Section Bounds.
Variable F : realFieldType.

Lemma slab_nnz N1 N K : (4 * N <= K)%N ->
  count (fun i => slab F N1 N i != 0) (iota 0 K) = N.
Proof.
move=> NK; rewrite (@eq_count _ _ (fun i => (i < 4 * N) && (i %% 4 == 2))%N); last first.
  move=> i; rewrite /slab; case: ifP => _; last by rewrite eqxx.
  by case: ifP => _; rewrite ?oppr_eq0 oner_eq0.
rewrite -(subnKC NK) iotaD count_cat addnC (@eq_in_count _ _ pred0); last first.
  by move=> i; rewrite mem_iota add0n => h /=; lia.
rewrite count_pred0 add0n (@eq_in_count _ _ (fun i => i %% 4 == 2)%N); last first.
  by move=> i; rewrite mem_iota add0n => h /=; lia.
elim: N {NK} => // N IH; rewrite (_ : 4 * N.+1 = 4 * N + 4)%N; last lia.
by rewrite iotaD count_cat IH /=; lia.
Qed.

Theorem suffices3_lower N K m : suffices3 F N K m ->
  (4 * minn K (4 * N + 4) <= (m + 4) ^ 2)%N.
Proof.
move=> suf; have [->|K0] := posnP K; first by rewrite min0n.
pose N' := minn N ((K - 1) %/ 4).
have NK : (4 * N' < K)%N by lia.
have [xs [srt sx]] := points_exist F K.
pose ys := mkseq (slab F (uphalf N') N') K.
have [|d1 [d2 [<- [g e]]]] := suf xs ys.
  split=> //; first by rewrite size_mkseq.
  by rewrite /nnz /ys /mkseq count_map slab_nnz ?geq_minl //; lia.
have xinc := sorted_inc srt; rewrite sx in xinc.
have [||Dp [Dm [r1 [r2 [h1 h2 h3 h4]]]]] :=
  @lower_signs F (nth 0 xs) K (uphalf N') N' d1 d2 g xinc _ NK; first by lia.
  move=> i iK; have := congr1 (nth 0 ^~ i) e; rewrite (nth_map 0) ?sx // => ->.
  by rewrite nth_mkseq.
have q1 := amgm h3.
have q2 : (4 * (2 * half N').+1 <= (r2 + Dm.+1) ^ 2)%N.
  by apply: leq_trans (amgm h4); rewrite (_ : half N' = N' - uphalf N')%N //; lia.
have q := sum_squares q1 q2.
have mn : (4 * minn K (4 * N + 4) <= 16 * N'.+1)%N by lia.
apply: leq_trans mn _; apply: leq_trans q _.
by rewrite leq_exp2r //; lia.
Qed.
(* from the number of kinks *)
Theorem suffices3_kinks N K m : (N <= K)%N -> (2 < K)%N -> suffices3 F N K m ->
  exists d1 d2 : nat, (d1 + d2)%N = m /\ (minn (3 * N) (K - 2) < d1.+1 * d2.+1)%N.
Proof.
move=> NK K2 suf; have [xs [srt sx]] := points_exist F K.
have [T [ct hT]] := worst_labels NK.
have [|d1 [d2 [dm [g e]]]] := suf xs (mkseq (wlab F T) K).
  by split; rewrite ?size_mkseq // wlab_nnz ct.
exists d1, d2; split=> //; have xinc := sorted_inc srt; rewrite sx in xinc.
apply: (@lower_kinks F (nth 0 xs) K T _ d1 d2 g xinc _ hT); first by lia.
move=> i iK; have := congr1 (nth 0 ^~ i) e; rewrite (nth_map 0) ?sx // => ->.
by rewrite nth_mkseq.
Qed.

(* a net with an empty layer is constant *)
Lemma empty_layer d1 d2 (g : net3 F) t t' : (d1 * d2 = 0)%N ->
  eval3 d1 d2 g t = eval3 d1 d2 g t'.
Proof.
case: d1 => [|d1]; case: d2 => [|d2] // _; rewrite /eval3 ?big_ord0 //.
by congr (_ + _); apply: eq_bigr => k _; rewrite /pre3 !big_ord0.
Qed.

Lemma suffices3_empty N K m : (0 < N)%N -> (1 < K)%N -> suffices3 F N K m -> (1 < m)%N.
Proof.
move=> N0 K1 suf; have [xs [srt sx]] := points_exist F K.
have [|d1 [d2 [<- [g e]]]] := suf xs (1 :: nseq K.-1 0).
  split; rewrite //= ?size_nseq ?prednK //; first exact: ltnW.
  by rewrite /nnz /= oner_eq0 count_nseq eqxx mul0n addn0.
case: d1 d2 e => [|[|d1]] [|[|d2]] //= e; try lia.
all: have E0 := congr1 (nth 0 ^~ 0%N) e; have E1 := congr1 (nth 0 ^~ 1%N) e.
all: move: E0 E1; rewrite !(nth_map 0) ?sx //; try exact: ltnW.
all: rewrite (@empty_layer _ _ g (nth 0 xs 0) (nth 0 xs 1)) // => -> /eqP.
all: by rewrite /= nth_nseq; case: ifP => _; rewrite oner_eq0.
Qed.
(* a net with one neuron in each layer is monotone *)
Definition monotone3 (p q r : F) := (p <= q /\ q <= r) \/ (r <= q /\ q <= p).
Lemma monotone3_affine a c p q r : monotone3 p q r ->
  monotone3 (c + a * p) (c + a * q) (c + a * r).
Proof.
rewrite /monotone3 !ler_add2l; case: (leP 0 a) => ha [] [h1 h2].
- by left; split; apply: ler_wpmul2l.
- by right; split; apply: ler_wpmul2l.
- by right; split; apply: ler_wnmul2l => //; exact: ltW.
- by left; split; apply: ler_wnmul2l => //; exact: ltW.
Qed.
Lemma monotone3_relu p q r : monotone3 p q r -> monotone3 (relu p) (relu q) (relu r).
Proof.
have R u v : u <= v -> relu u <= relu v.
  by move=> h; rewrite /relu le_maxl !le_maxr h lexx !orbT.
by case=> [] [h1 h2]; [left | right]; split; apply: R.
Qed.
Lemma eval11_monotone (g : net3 F) t0 t1 t2 : t0 < t1 -> t1 < t2 ->
  monotone3 (eval3 1 1 g t0) (eval3 1 1 g t1) (eval3 1 1 g t2).
Proof.
move=> h1 h2; rewrite /eval3 /pre3 !big_ord1; do 2 (apply: monotone3_affine; apply: monotone3_relu).
rewrite ![_ * _ + n3c g _]addrC; apply: monotone3_affine.
by left; split; exact: ltW.
Qed.

Lemma suffices3_two N K m : (0 < N)%N -> (2 < K)%N -> suffices3 F N K m -> (2 < m)%N.
Proof.
move=> N0 K2 suf; have m1 := suffices3_empty N0 (ltnW K2) suf.
rewrite ltn_neqAle m1 andbT; apply/eqP => m2.
have [xs [srt sx]] := points_exist F K; have xinc := sorted_inc srt; rewrite sx in xinc.
have [|d1 [d2 [dm [g e]]]] := suf xs [:: 0, 1 & nseq K.-2 0].
  split; rewrite //= ?size_nseq; first lia.
  by rewrite /nnz /= eqxx oner_eq0 count_nseq eqxx mul0n addn0.
have E i : (i < K)%N -> eval3 d1 d2 g (nth 0 xs i) = nth 0 [:: 0, 1 & nseq K.-2 0] i.
  by move=> iK; have := congr1 (nth 0 ^~ i) e; rewrite (nth_map 0) ?sx.
have E0 := E 0%N (ltnW (ltnW K2)); have E1 := E 1%N (ltnW K2); have E2 := E 2%N K2.
rewrite /= in E0 E1; rewrite /= nth_nseq if_same in E2.
have lt01 : (0 : F) < 1 by exact: ltr01.
have [z|[a1 a2]] : (d1 * d2 = 0)%N \/ (d1 = 1)%N /\ (d2 = 1)%N.
- by case: d1 d2 dm {e E E0 E1 E2} => [|[|[|d1]]] [|[|[|d2]]]; lia.
- by move: E1; rewrite (empty_layer g _ (nth 0 xs 0) z) E0 => /eqP; rewrite eq_sym oner_eq0.
move: E0 E1 E2; rewrite a1 a2 => E0 E1 E2.
have := @eval11_monotone g (nth 0 xs 0) (nth 0 xs 1) (nth 0 xs 2) (xinc 0%N 1%N isT (ltnW K2)) (xinc 1%N 2%N isT K2).
by rewrite E0 E1 E2 => -[] [_ h]; rewrite leNgt lt01 in h.
Qed.
End Bounds.
