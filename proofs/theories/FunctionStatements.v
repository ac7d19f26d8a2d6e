(* What is proved of functions f, whose values a certificate states at all samples or at those that have a label: statements,
   no proofs.  FunctionMeaning.v has the definitions; MainChecker.v proves each statement under the same name with a T. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning FunctionMeaning Execution ExecutionMeaning.
From FTCert Require Import Certificate Specification Compose CheckSamples CheckSpecification CheckFile CheckSpecifiedFile Verdict CheckerStatements.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* for the lines of certificates of every kind, however they say what f is, what holds for every f with the stated values *)
Definition functions_sound : Prop :=
  forall (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N : nat),
  let printed := verdict_line (answer limit bytes tables model_file patched_file) in
  let labelled c ss := certificate_in limit bytes tables model_file patched_file c ss in
  let specified c ss := specified_in limit bytes tables model_file patched_file c ss in
  [/\ printed = interpolation_line L M K N ->
        exists c ss, labelled c ss /\ forall F : realFieldType, interpolation_of_functions F (body_of c) ss L M K N,
      printed = bound_line L M K N ->
        exists c ss, labelled c ss /\ forall F : realFieldType, bound_of_functions F (body_of c) ss L M K N,
      forall S, printed = specification_line L M K N S ->
        exists c ss, specified c ss /\ forall F : realFieldType,
        specification_of_functions F (specified_body c) (margin_of (the_terms (terms_in c))) ss L M K N S &
      forall S, printed = specified_bound_line L M K S ->
        exists c ss, specified c ss /\ forall F : realFieldType,
        specified_bound_of_functions F (specified_body c) (margin_of (the_terms (terms_in c))) ss L M K S].

(* executions: where the label is what such an f says, g returns 0 in every one of them; elsewhere the certificate states
   f, and every output of g is within q of label minus f *)
Definition functions_executed : Prop :=
  forall (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N : nat) a g q,
  verdict_line (answer limit bytes tables model_file patched_file) = execution_line L M K N a g q ->
  exists e ss, certificate_in limit bytes tables model_file patched_file (OfExecution e) ss /\
  let b := exe_body e in
  forall (F : realFieldType) f, @has_values F b ss f ->
  changed_labels ss f = N /\
  forall A G : arithmetic, sound A -> sound G -> its_format A = format_of a -> its_format G = format_of g ->
  forall (s : sample_text) (j : 'I_(N.to_nat (outputs b))), List.In s ss ->
  exists y : value, List.nth_error (run_g A G (centre e) (network_of (exe_g e)) (sample_point s)) j = Some y /\
  if f (at_sample F b s) j 0 == label_of f s j 0 then zero_for_all y
  else exists v w, [/\ nth None (sample_label s) j = Some w, f (at_sample F b s) j 0 = Q2F F v & within y (w - v, q)%coqQ].

(* a network and a bound: the same data for every f with the values that the network's certificate states *)
Definition functions_pair : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L least most K N : nat),
  let printed := option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) in
  printed = Some (interval_line L least most K N) \/ least = most /\ printed = Some (exact_line L most K N) ->
  exists c ss, certificate_in l1 net d1 m1 p1 c ss /\ forall F : realFieldType,
  interpolation_of_functions F (body_of c) ss L most K N /\ bound_of_functions F (body_of c) ss L least K N.
Definition specified_functions_pair : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L least most K S : nat),
  let printed := option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) in
  printed = Some (specified_interval_line L least most K S) \/ least = most /\ printed = Some (specified_exact_line L most K S) ->
  exists c ss, specified_in l1 net d1 m1 p1 c ss /\ forall F : realFieldType,
  let Q := margin_of (the_terms (terms_in c)) in
  (exists N, specification_of_functions F (specified_body c) Q ss L most K N S) /\
  specified_bound_of_functions F (specified_body c) Q ss L least K S.
