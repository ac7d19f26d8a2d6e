(* What an accepted certificate about executions means: definitions, no proofs.  Execution.v
   says what executions are; what is certified is about every one of them, whatever the
   operations of both formats do within its assumptions ([sound]). *)
From Coq Require Import QArith Qabs NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning.
From FTCert Require Import Certificate ExecutionRules Execution Compose.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Section Executions.
(* the formats of the model and of g, with their operations; f where it is a network; g, of
   the point minus the centre *)
Variables (A G : arithmetic) (f : option program) (centre : option (seq Q)) (g : network).

(* every reader of the value sees a number: no operation was lost on the way *)
Definition finite (y : value) : Prop := forall r, y r -> exists q, r = Some q.
(* .. sees 0 *)
Definition zero_for_all (y : value) : Prop := forall r, y r -> exists q, r = Some q /\ (q == 0)%coqQ.
(* as many values as labels, and what is said of the j-th *)
Definition components (d : datum) (ys : seq value) (claim : nat -> value -> Prop) : Prop :=
  List.length ys = List.length (target d) /\ forall j y, List.nth_error ys j = Some y -> claim j y.

(* component j of the label, and of label minus f, over the rationals *)
Definition label (d : datum) (j : nat) : Q := List.nth j (target d) 0%coqQ.
Definition wanted (d : datum) (j : nat) : Q := (label d j - List.nth j (frozen d) 0)%coqQ.
Definition kept (d : datum) (j : nat) : Prop := (wanted d j == 0)%coqQ.

(* in every execution g returns 0 where f gives the label, and is within q of label minus f
   elsewhere *)
Definition g_executes (q : Q) (d : datum) : Prop :=
  components d (run_g A G centre g (point d)) (fun j y =>
    (kept d j -> zero_for_all y) /\ (~ kept d j -> within y (wanted d j, q))).

(* where a label changes, in every execution of f and of the sum: what is returned for f + g
   is within q of it in the changed components *)
Definition sum_executes (h : program) (q : Q) (d : datum) : Prop :=
  (exists j, ~ kept d j) ->
  components d (run_sum A h (point d) (run_g A G centre g (point d))) (fun j y =>
    finite y /\ (~ kept d j -> within y (label d j, q))).

(* q2: also about the output of f + g *)
Definition executes_so (data : seq datum) (q : Q) (q2 : option Q) : Prop :=
  forall d : datum, List.In d data ->
  [/\ g_executes q d,
      (* f as a real function is what its steps and layers compose to *)
      forall h, f = Some h -> List.Forall2 Qeq (frozen d) (real_f h (point d)) &
      forall r, q2 = Some r -> exists h, f = Some h /\ sum_executes h r d].
End Executions.

(* the claim of section 15 of certificate-format.md *)
Definition execution_claim (a b : format_name) (f : option program) (centre : option (seq Q)) (g : network)
    (D P : nat) (data : seq datum) (L M K N : nat) (q : Q) (q2 : option Q) : Prop :=
  [/\ size data = K, forall F : realFieldType, distinct_points F D data /\ changed_samples F P data = N,
      size g = L, sumn (widths g) = M &
      forall A G : arithmetic, sound A -> sound G -> its_format A = format_of a -> its_format G = format_of b ->
      executes_so A G f centre g data q q2].
