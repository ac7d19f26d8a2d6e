(* What is proved of two hidden layers on dense data beyond Statements.v: definitions and
   statements, and no proofs.  MainDense.v proves each under the same name with a T.

   The constructions place knots where two lines meet, which takes square roots; so the field F
   is one in which nonnegative elements have them, but for the last three statements.  The lower
   bounds hold over every ordered field and stand in Statements.v. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* every nonnegative element is a square: so in the reals, in every real closed field, and in
   the real numbers that ruler and compass construct; not in the rationals *)
Definition square_roots (F : realFieldType) : Prop :=
  forall a : F, 0 <= a -> exists b : F, b * b = a.

Definition real_closed_square_roots : Prop := forall F : rcfType, square_roots F.

(* arbitrary labels: d1 (d2 + 1) + 1 >= K, d2 >= 3 *)
Definition three_layers_dense_plus : Prop :=
  forall (F : realFieldType), square_roots F ->
  forall (d d1 d2 K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F),
  injective x -> (3 <= d2)%N -> (K <= d1 * (d2 + 1) + 1)%N ->
  exists g, net3_widths d1 d2 g /\ forall i, g (x i) = z i.

(* the numbers of samples of the following statements *)
Definition dense_sizes (K : nat) : bool := [|| K == 8, K == 9 | 11 <= K]%N.

(* m*_3(N,K) <= ceil(2 sqrt(K-1)) - 1 *)
Definition three_layers_upper_plus : Prop :=
  forall (F : realFieldType), square_roots F ->
  forall d N K m : nat, (0 < d)%N -> (N <= K)%N -> dense_sizes K ->
  (4 * (K - 1) <= (m + 1) ^ 2)%N -> suffices (@net3 F d) N K m.

(* the headline: with M = min{K, 4N + 4}, 2 sqrt M - 4 <= m*_3(N,K), which is less than
   2 sqrt(K - 1) and less than 4 sqrt(N + 1) + 1 *)
Definition three_layers_headline_plus : Prop :=
  forall (F : realFieldType), square_roots F ->
  forall d N K m : nat, (0 < d)%N -> (1 <= N <= K)%N -> dense_sizes K ->
  is_mstar (@net3 F d) N K m ->
  [/\ (4 * minn K (4 * N + 4) <= (m + 4) ^ 2)%N, (m ^ 2 < 4 * (K - 1))%N &
      ((m - 1) ^ 2 < 16 * (N + 1))%N].

(* two values are left where at least a third of the labels may change:
   ceil(2 sqrt(K-1)) - 2 and ceil(2 sqrt(K-1)) - 1 *)
Definition three_layers_gap_one : Prop :=
  forall (F : realFieldType), square_roots F ->
  forall d N K m : nat, (0 < d)%N -> (N <= K <= 3 * N + 2)%N -> dense_sizes K ->
  is_mstar (@net3 F d) N K m ->
  (m ^ 2 < 4 * (K - 1))%N /\ (4 * (K - 1) <= (m + 2) ^ 2)%N.

(* N*_3(m,K) = K if 4 (K - 1) <= (m + 1)^2, m >= 6 *)
Definition capacity_dense_plus : Prop :=
  forall (F : realFieldType), square_roots F ->
  forall d m K N : nat, (0 < d)%N -> (6 <= m)%N -> (4 * (K - 1) <= (m + 1) ^ 2)%N ->
  is_Nstar (@net3 F d) m K N -> N = K.

(* ---- without roots, over every ordered field ---- *)
(* two first-layer neurons, an odd number of second-layer neurons *)
Definition three_layers_two_groups : Prop :=
  forall (F : realFieldType) (d d2 K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F),
  injective x -> odd d2 -> (3 <= d2)%N -> (K <= 2 * (d2 + 1) + 1)%N ->
  exists g, net3_widths 2 d2 g /\ forall i, g (x i) = z i.

(* m*_3(N,K) <= 5 for K <= 9 *)
Definition three_layers_nine : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (N <= K <= 9)%N -> suffices (@net3 F d) N K 5.

(* with the lower bound of SmallStatements.v: m*_3(N,K) = 5 for N >= 3 and K = 7, 8, 9 *)
Definition three_layers_five : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (3 <= N <= K)%N -> (7 <= K <= 9)%N ->
  is_mstar (@net3 F d) N K 5.
