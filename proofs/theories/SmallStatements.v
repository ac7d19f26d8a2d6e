(* What is proved of networks with two hidden layers and few neurons: definitions and
   statements, and no proofs.  MainSmall.v proves each statement under the same name with
   a T; theorems.md, section 3.13, is the text.  F is any ordered field. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* the widths (2,1), (2,2), (3,3) take any labels of which at most one, two, three are
   not zero, at any number of points *)
Definition few_labels : Prop :=
  forall (F : realFieldType) (d K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F), injective x ->
  let fit d1 d2 := exists g, net3_widths d1 d2 g /\ forall i, g (x i) = z i in
  let changed := #|[set i | z i != 0]| in
  [/\ (changed <= 1)%N -> fit 2%N 1%N, (changed <= 2)%N -> fit 2%N 2%N & (changed <= 3)%N -> fit 3%N 3%N].

(* the widths (2,2) take any labels at six points *)
Definition six_points : Prop :=
  forall (F : realFieldType) (d K : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F), injective x -> (K <= 6)%N ->
  exists g, net3_widths 2 2 g /\ forall i, g (x i) = z i.

(* no network with three neurons is 0, 1, 0, 1 at four points of a line in equal steps, and
   none with four is 0, 1, 0, 1, 0, 1, 0 at seven *)
Definition four_and_seven_points : Prop :=
  forall (F : realFieldType) (d d1 d2 : nat) (u v : 'cV[F]_d) (g : 'cV[F]_d -> F), net3_widths d1 d2 g ->
  ((d1 + d2)%N = 3%N -> ~ forall i, (i < 4)%N -> g (u + i%:R *: v) = (odd i)%:R) /\
  ((d1 + d2)%N = 4%N -> ~ forall i, (i < 7)%N -> g (u + i%:R *: v) = (odd i)%:R).

(* so four neurons are too few for N >= 3 and K >= 7, and three for N >= 2 and K >= 4 *)
Definition three_layers_small_lower : Prop :=
  forall (F : realFieldType) (d N K m : nat), (0 < d)%N -> (N <= K)%N -> suffices (@net3 F d) N K m ->
  ((2 <= N)%N -> (4 <= K)%N -> (4 <= m)%N) /\ ((3 <= N)%N -> (7 <= K)%N -> (5 <= m)%N).

(* m*_3(N,K) where these bounds are sharp *)
Definition mstar3_small (N K : nat) : nat :=
  if (N == 0%N) || (K <= 1)%N then 0%N
  else if K == 2%N then 2%N
  else if (N == 1%N) || (K == 3%N) then 3%N
  else if (N == 2%N) || (K <= 6)%N then 4%N
  else 5%N.

Definition three_layers_table : Prop :=
  forall (F : realFieldType) (d N K : nat), (0 < d)%N -> (N <= K)%N ->
  (N <= 2)%N \/ (K <= 7)%N -> is_mstar (@net3 F d) N K (mstar3_small N K).

(* three changed labels among any number: five neurons are necessary for K >= 7, six suffice *)
Definition three_changed : Prop :=
  forall (F : realFieldType) (d K m : nat), (0 < d)%N -> (7 <= K)%N ->
  (suffices (@net3 F d) 3 K m -> (5 <= m)%N) /\ suffices (@net3 F d) 3 K 6.
