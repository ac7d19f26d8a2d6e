(* What is proved: definitions and statements, and no proofs.

   Each statement below is a proposition; Main.v proves each under the same
   name with a T, and Assumptions.v prints that no proof uses an axiom.
   F is any ordered field (realFieldType: the rationals and the reals are
   instances), d >= 1 the dimension of the inputs.

   Sources: Sohn, Kwon, An, Lee, "Memorization Capacity for Additive
   Fine-Tuning with Small ReLU Networks" (UAI 2024), "the paper"; README.md maps
   each of its claims to the statements here. *)
From mathcomp Require Import all_ssreflect all_algebra.
Import GRing.Theory Num.Theory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ======================================================================== *)
(** * Networks *)

Section Networks.
Variable F : realFieldType.
Variable d : nat.

Definition relu (t : F) : F := Num.max t 0.
(* entry by entry *)
Definition relus p (v : 'cV[F]_p) : 'cV[F]_p := map_mx relu v.

(* g is a network with one hidden layer ("two layers") of m neurons:
   g(x) = W2 relu(W1 x + b1) + b2 *)
Definition net2 (m : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists (W1 : 'M[F]_(m, d)) (b1 : 'cV[F]_m) (W2 : 'rV[F]_m) (b2 : 'cV[F]_1),
  forall x, g x = (W2 *m relus (W1 *m x + b1) + b2) 0 0.

(* g is a network with two hidden layers ("three layers") of d1 and d2 neurons:
   g(x) = W3 relu(W2 relu(W1 x + b1) + b2) + b3 *)
Definition net3_widths (d1 d2 : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists (W1 : 'M[F]_(d1, d)) (b1 : 'cV[F]_d1) (W2 : 'M[F]_(d2, d1))
         (b2 : 'cV[F]_d2) (W3 : 'rV[F]_d2) (b3 : 'cV[F]_1),
  forall x, g x = (W3 *m relus (W2 *m relus (W1 *m x + b1) + b2) + b3) 0 0.

(* ... of m hidden neurons in all *)
Definition net3 (m : nat) (g : 'cV[F]_d -> F) : Prop :=
  exists d1 d2 : nat, (d1 + d2)%N = m /\ net3_widths d1 d2 g.

(* ======================================================================== *)
(** * Fine-tuning capacity *)

(* net m is a class of functions: networks with m hidden neurons *)
Variable net : nat -> ('cV[F]_d -> F) -> Prop.

(* some network with m neurons takes the value z_i at every x_i *)
Definition fits K (m : nat) (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F) : Prop :=
  exists g, net m g /\ forall i, g (x i) = z i.

(* m neurons suffice for all K distinct samples and all residuals z on any N of
   them (Definition 3.3; z_i = 0 on T is allowed) *)
Definition suffices (N K m : nat) : Prop :=
  forall x : 'I_K -> 'cV[F]_d, injective x ->
  forall T : {set 'I_K}, #|T| = N ->
  forall z : 'I_K -> F, fits m x (fun i => if i \in T then z i else 0).

(* the same in the words of Definition 3.1: any frozen function f that is right
   outside T can be mended by adding g *)
Definition suffices_frozen (N K m : nat) : Prop :=
  forall (x : 'I_K -> 'cV[F]_d) (f : 'cV[F]_d -> F) (y : 'I_K -> F), injective x ->
  forall T : {set 'I_K}, #|T| = N -> (forall i, i \notin T -> f (x i) = y i) ->
  exists g, net m g /\ forall i, f (x i) + g (x i) = y i.

(* m is m*(N,K): the least number of neurons that suffices *)
Definition is_mstar (N K m : nat) : Prop :=
  suffices N K m /\ forall m', suffices N K m' -> (m <= m')%N.

(* N is N*(m,K): the largest number of residuals for which m neurons suffice *)
Definition is_Nstar (m K N : nat) : Prop :=
  [/\ (N <= K)%N, suffices N K m &
      forall N', (N' <= K)%N -> suffices N' K m -> (N' <= N)%N].

End Networks.
