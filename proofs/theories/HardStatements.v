(* What is proved of the least number of neurons for given data on a line, one hidden
   layer: definitions and statements, and no proofs.  MainHard.v proves each statement
   under the same name with a T; theorems.md, section 2.16, is the text.  F is any
   ordered field. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ======================================================================== *)
(** * The least number is one of two *)

(* D lists the second differences from left to right.  Two neighbours of one sign count
   once, paired from the left, and zeros do not count: a run of L of one sign counts
   ceil (L/2) *)
Fixpoint forced (F : realFieldType) (D : seq F) : nat :=
  match D with
  | [::] => 0%N
  | d :: D1 =>
      if d == 0 then forced D1
      else match D1 with
           | [::] => 1%N
           | e :: D2 => if 0 < d * e then (forced D2).+1 else (forced D1).+1
           end
  end.

Definition forced_runs : Prop :=
  forall (F : realFieldType) (s : bool) (R D : seq F),
  forced (0 :: D) = forced D /\
  (all (has_sign s) R -> (if D is e :: _ then ~~ has_sign s e else true) ->
   forced (R ++ D) = (uphalf (size R) + forced D)%N).

(* with A the count of the data, every network that fits has A neurons or more, and
   A + 1 neurons fit *)
Definition one_layer_last_neuron : Prop :=
  forall (F : realFieldType) (d K : nat) (u v : 'cV[F]_d) (x z : nat -> F), v != 0 ->
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  let A := forced [seq second_difference x z i | i <- iota 1 (K - 2)] in
  let fit m := fits (@net2 F d) m (fun i : 'I_K => u + x i *: v) (fun i : 'I_K => z i) in
  (forall m, fit m -> (A <= m)%N) /\ fit A.+1.

(* ======================================================================== *)
(** * Which of the two it is says whether some subset has a given sum *)

(* slopes between neighbours: -2B, and from one to the next they grow by a_0, a_0, a_1,
   a_1, a_2, a_2, .. *)
Definition hard_slope (R : ringType) (a : nat -> R) (B : R) (i : nat) : R :=
  - (B *+ 2) + \sum_(j < i) a j./2.
(* the labels with these slopes at the points 0, 1, 2, .. *)
Definition hard_label (R : ringType) (a : nat -> R) (B : R) (i : nat) : R :=
  \sum_(j < i) hard_slope a B j.

(* positive a_0, .., a_{n-1} and B: every network that fits these labels at 2n + 2 points
   has n neurons or more, n + 1 fit, and n fit if and only if B is a sum of some a_k *)
Definition subset_sums : Prop :=
  forall (F : realFieldType) (d n : nat) (u v : 'cV[F]_d) (a : nat -> F) (B : F), v != 0 ->
  (forall k, (k < n)%N -> 0 < a k) ->
  let fit m := fits (@net2 F d) m (fun i : 'I_(2 * n + 2) => u + i%:R *: v)
                 (fun i => hard_label a B i) in
  [/\ forall m, fit m -> (n <= m)%N, fit n.+1 &
      fit n <-> exists S : {set 'I_n}, \sum_(k in S) a k = B].

(* the same with whole numbers: then the labels are whole, and strictly convex *)
Definition subset_sums_integers : Prop :=
  forall (F : realFieldType) (d n : nat) (u v : 'cV[F]_d) (a : nat -> nat) (B : nat), v != 0 ->
  (forall k, (k < n)%N -> (0 < a k)%N) ->
  let z i : int := hard_label (fun k => Posz (a k)) (Posz B) i in
  let fit m := fits (@net2 F d) m (fun i : 'I_(2 * n + 2) => u + i%:R *: v) (fun i => (z i)%:~R) in
  (forall i, (i < 2 * n)%N -> z i.+1 - z i < z i.+2 - z i.+1) /\
  [/\ forall m, fit m -> (n <= m)%N, fit n.+1 &
      fit n <-> exists S : {set 'I_n}, (\sum_(k in S) a k)%N = B].
