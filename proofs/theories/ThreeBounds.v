(* The sign bound in closed form: m neurons that suffice satisfy
   4 min{K, 4N + 4} <= (m + 4)^2. *)
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
End Bounds.
