(* What is proved of samples in F^d and networks with one hidden layer: definitions and
   statements, and no proofs.  MainSpace.v and GroupCosts.v prove each statement under
   the same name with a T; theorems.md, section 2.13, is the text.  F is any ordered
   field.  What certificates by patterns show is in CheckerStatements.v, as for all others. *)
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ======================================================================== *)
(** * Networks *)

Section Networks.
Variable F : realFieldType.

(* 1 and -1 *)
Definition sg (b : bool) : F := if b then 1 else -1.

(* of functions l_j on any set, outer weights 1 and -1 *)
Definition signed (X : Type) m (c : F) (s : 'I_m -> bool) (l : 'I_m -> X -> F) (x : X) : F :=
  c + \sum_j sg (s j) * relu (l j x).
(* what the network is where the functions of A are active and no others *)
Definition active_part (X : Type) m (c : F) (s : 'I_m -> bool) (l : 'I_m -> X -> F) (A : {set 'I_m}) (x : X) : F :=
  c + \sum_(j in A) sg (s j) * l j x.
Definition flip (X : Type) m (A : {set 'I_m}) (l : 'I_m -> X -> F) (j : 'I_m) (x : X) : F :=
  if j \in A then - l j x else l j x.

(* of affine functions, any outer weights *)
Definition affine d (w : 'rV[F]_d) (b : F) (x : 'cV[F]_d) : F := (w *m x) 0 0 + b.
Definition weighted d m (c : F) (v : 'I_m -> F) (w : 'I_m -> 'rV[F]_d) (b : 'I_m -> F) (x : 'cV[F]_d) : F :=
  c + \sum_j v j * relu (affine (w j) (b j) x).
(* the hyperplane of an affine function cuts the points that count *)
Definition cuts d (w : 'rV[F]_d) (b : F) K (x : 'I_K -> 'cV[F]_d) (a : 'I_K -> F) : Prop :=
  exists i k, [/\ a i != 0, a k != 0, affine w b (x i) < 0 & 0 < affine w b (x k)].
End Networks.

(* ======================================================================== *)
(** * The constant can be left out, or few hyperplanes cover the unchanged samples *)

Definition normal_form : Prop :=
  forall (F : realFieldType) (X : Type) (m : nat) (c : F) (s : 'I_m -> bool) (l : 'I_m -> X -> F),
  (* where an active part is 0, the network is one without a constant, of the same signs *)
  (forall A x, active_part c s l A x = 0 -> signed c s l x = signed 0 s (flip A l) x) /\
  (* a zero of the network is one of an active part in which not all signs are c's *)
  (forall x, c != 0 -> signed c s l x = 0 ->
     exists2 A : {set 'I_m}, ~~ (A \subset [set j | s j == (0 < c)%R]) & active_part c s l A x = 0) /\
  (* and these are so many, p the number of signs that are c's *)
  #|[set A : {set 'I_m} | ~~ (A \subset [set j | s j == (0 < c)%R])]| = (2 ^ m - 2 ^ #|[set j | s j == (0 < c)%R]|)%N.

(* without a constant and with one sign, all values have this sign *)
Definition one_sign : Prop :=
  forall (F : realFieldType) (X : Type) (m : nat) (e : bool) (l : 'I_m -> X -> F) (x : X),
  0 <= sg F e * signed 0 (fun=> e) l x.

(* ======================================================================== *)
(** * Circuits *)

(* values that no affine function takes need a hyperplane that cuts *)
Definition circuit_cut : Prop :=
  forall (F : realFieldType) (d m K : nat) (c : F) v w b (x : 'I_K -> 'cV[F]_d) (a : 'I_K -> F),
  \sum_i a i *: x i = 0 -> \sum_i a i = 0 -> \sum_i a i * @weighted F d m c v w b (x i) != 0 ->
  exists j, cuts (w j) (b j) x a.

(* a peak needs a negative weight, a valley a positive one *)
Definition peak_cut : Prop :=
  forall (F : realFieldType) (d m K : nat) (c : F) v w b (x0 : 'cV[F]_d) (x : 'I_K -> 'cV[F]_d) (a : 'I_K -> F),
  (forall i, 0 <= a i) -> \sum_i a i = 1 -> x0 = \sum_i a i *: x i ->
  let g := @weighted F d m c v w b in
  (\sum_i a i * g (x i) < g x0 -> exists j, v j < 0 /\ cuts (w j) (b j) x a) /\
  (g x0 < \sum_i a i * g (x i) -> exists j, 0 < v j /\ cuts (w j) (b j) x a).

(* ======================================================================== *)
(** * The worst case in general position: what its proof counts *)

(* functions whose signed sum is 0, all positive somewhere, kinks on one hyperplane:
   two of them add up to nothing, three to something of one sign *)
Definition small_bundles : Prop :=
  forall (F : realFieldType) (X : Type) (k : nat) (s : 'I_k -> bool) (l : 'I_k -> X -> F) (y : X),
  (forall x, \sum_j sg F (s j) * l j x = 0) -> (forall j, 0 < l j y) ->
  [/\ k <> 1%N, k = 2%N -> forall x, signed 0 s l x = 0 &
      k = 3%N -> exists e, forall x, 0 <= sg F e * signed 0 s l x].

Local Open Scope nat_scope.
(* groups of P positive and Q negative samples, at most d in each: 3 neurons for one
   sign, 4 for both *)
Definition group_cost (g : nat * nat) : nat :=
  if (g.1 == 0) && (g.2 == 0) then 0 else if (g.1 == 0) || (g.2 == 0) then 3 else 4.
Definition groups_of (d P Q : nat) (gs : seq (nat * nat)) : Prop :=
  [/\ all (fun g : nat * nat => g.1 + g.2 <= d)%N gs, sumn (map fst gs) = P & sumn (map snd gs) = Q].
Definition cost (gs : seq (nat * nat)) : nat := sumn (map group_cost gs).
Definition remainder_cost (d p q : nat) : nat :=
  if (p == 0) && (q == 0) then 0 else if (p == 0) || (q == 0) then 3 else if p + q <= d then 4 else 6.
Definition least_cost (d P Q : nat) : nat :=
  3 * (P %/ d + Q %/ d) + remainder_cost d (P %% d) (Q %% d).
Definition cheapest_groups : Prop :=
  forall d P Q : nat, (0 < d)%N ->
  (forall gs, groups_of d P Q gs -> (least_cost d P Q <= cost gs)%N) /\
  exists gs, groups_of d P Q gs /\ cost gs = least_cost d P Q.

(* the greatest least cost of at most N samples *)
Definition worst_cost (d N : nat) : nat :=
  3 * (N %/ d) + (if N %% d == 0 then 1 else if N %% d == 1 then 3 else 4).
Definition worst_groups : Prop :=
  forall d N : nat, (2 <= d)%N -> (d <= N)%N ->
  (forall P Q, (P + Q <= N)%N -> (least_cost d P Q <= worst_cost d N)%N) /\
  exists P Q, (P + Q <= N)%N /\ least_cost d P Q = worst_cost d N.
