(* What an accepted claim about executions with specifications means: definitions, no proofs
   (section 18 of certificate-format.md).  As in ExecutionMeaning.v it is about every
   execution, whatever the operations of both formats do within the assumptions [sound]. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning ExecutionMeaning.
From FTCert Require Import Certificate Specification ExecutionRules Execution Compose.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* f + g is to be f in component j *)
Definition keeps (s : specification) (j : nat) : Prop :=
  match s with
  | OfComponents l => List.nth j l Keep = Keep
  | OfClasses cs => cs = None
  end.

(* as many values as outputs, and no reader of one sees anything but a number *)
Definition all_finite (P : nat) (ys : seq value) : Prop :=
  size ys = P /\ forall j y, List.nth_error ys j = Some y -> finite y.

(* whatever numbers are read, one for each component, they are as allowed *)
Definition values_meet (margin : Q) (s : specification) (ys : seq value) : Prop :=
  match s with
  | OfComponents l => forall j y i, List.nth_error ys j = Some y -> List.nth j l Keep = Allow i ->
      forall q, y (Some q) -> in_ends i q
  | OfClasses None => True
  | OfClasses (Some cs) =>
      forall q : nat -> Q, (forall j y, List.nth_error ys j = Some y -> y (Some (q j))) ->
      exists c, [/\ (c < size ys)%N, List.In (N.of_nat c) cs &
        forall k, (k < size ys)%N -> ~ List.In (N.of_nat k) cs -> (margin <= q c - q k)%coqQ]
  end.

Section Executions.
Variables (A G : arithmetic) (f : program) (centre : option (seq Q)) (g : network) (P : nat) (margin : Q).
Definition returned (d : specified_datum) : seq value := run_g A G centre g (datum_point d).

Definition runs_so (d : specified_datum) : Prop :=
  [/\ all_finite P (returned d),
      (* (a) *)
      forall j y, keeps (asked d) j -> List.nth_error (returned d) j = Some y -> zero_for_all y &
      (* (b) *)
      is_specified (asked d) ->
      let sums := run_sum A f (datum_point d) (returned d) in all_finite P sums /\ values_meet margin (asked d) sums].
End Executions.

Definition specified_execution_claim (a b : format_name) (f : program) (centre : option (seq Q)) (g : network)
    (D P : nat) (margin : Q) (data : seq specified_datum) (L M K N S : nat) : Prop :=
  [/\ size data = K, forall F : realFieldType, distinct_specified F D data, specified_samples data = S,
      size g = L /\ sumn (widths g) = M &
      (* outside of N samples g returns 0 *)
      exists touched : seq bool, [/\ size touched = K, count id touched = N &
      forall A G : arithmetic, sound A -> sound G -> its_format A = format_of a -> its_format G = format_of b ->
      forall k d, List.nth_error data k = Some d ->
      runs_so A G f centre g P margin d /\
      (nth false touched k = false -> forall j y, List.nth_error (returned A G centre g d) j = Some y -> zero_for_all y)]].
