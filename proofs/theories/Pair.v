(* A network and a lower bound for the same data: together they say how many hidden
   neurons these data need, from below and from above. *)
From Coq Require Import QArith NArith String List Bool.
From FTCert Require Import Certificate Specification Work ReadData ReadSpecifiedData CheckSamples FrozenValues CheckFile CheckSpecifiedFile Certified.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Definition data_of_verdict (v : verdict) : list datum := fast_data (body_of (verified v)) (of_samples v).
Definition claim_of (v : verdict) : claim := the_claim (body_of (verified v)).

(* the values of f at all samples, within the greater limit of the two *)
Definition greater_limit (v w : verdict) : option N :=
  match allowed v, allowed w with Some a, Some b => Some (N.max a b) | _, _ => None end.
Definition within_values (limit : option N) (v : verdict) : result unit :=
  let ss := of_samples v in
  within limit 0 [Text "a pair: "] (fun _ => frozen_work (body_of (verified v)) (points_of ss) (sizeN ss)).

(* the least number that is possible and the number of the network *)
Definition check_pair (net low : verdict) : result (N * N) :=
  let b := body_of (verified net) in let b' := body_of (verified low) in
  _ <- require (is_kind false (verified net) && is_kind true (verified low))%bool 201 0
    [Text "a pair: expected an interpolation certificate and a bound, found other kinds"] ;;
  _ <- require (N.eqb (layers (claim_of net)) (layers (claim_of low))) 201 0
    [Text "a pair: layers: expected "; Count (layers (claim_of net)); Text ", found "; Count (layers (claim_of low))] ;;
  let other := [Text "a pair: expected the same samples, values of f and labels, found others"] in
  _ <- require (N.eqb (dimension b) (dimension b') && N.eqb (outputs b) (outputs b')
                && N.eqb (sample_count b) (sample_count b'))%bool 208 0 other ;;
  _ <- within_values (greater_limit net low) net ;;
  _ <- within_values (greater_limit net low) low ;;
  _ <- require (same_data (data_of_verdict low) (data_of_verdict net)) 208 0 other ;;
  Ok (neurons (claim_of low), neurons (claim_of net)).

(* ---- with specifications: they are compared as they stand, not what they allow ---- *)
Definition same_terms (t u : terms) : bool :=
  match t, u with
  | Intervals _, Intervals _ => true
  | Classes q, Classes r => Qeq_bool q r
  | _, _ => false
  end.
(* f prepared, of both *)
Fixpoint same_specified (p : N) (f g : prepared) (ours theirs : list specified_sample) : bool :=
  match ours, theirs with
  | [], [] => true
  | s :: ours', u :: theirs' =>
      (equal_numbers (spec_point s) (spec_point u)
       && equal_numbers (frozen_values f (marked p s)) (frozen_values g (marked p u))
       && same_specification (spec_of s) (spec_of u) && same_specified p f g ours' theirs')%bool
  | _, _ => false
  end.
Definition within_specified_values (limit : option N) (v : specified_verdict) : result unit :=
  let ss := all_marked (outputs (specified_body (checked v))) (checked_samples v) in
  within limit 0 [Text "a pair: "] (fun _ => frozen_work (specified_body (checked v)) (points_of ss) (sizeN ss)).

Definition check_specified_pair (net low : specified_verdict) : result (N * N) :=
  let b := specified_body (checked net) in let b' := specified_body (checked low) in
  _ <- match checked net, checked low with
       | SpecifiedNetwork _ _, SpecifiedBound _ _ _ => Ok tt
       | _, _ => fail 201 0 [Text "a pair: expected a claim 'specification' and a bound, found other kinds"]
       end ;;
  _ <- require (N.eqb (layers (the_claim b)) (layers (the_claim b'))) 201 0
    [Text "a pair: layers: expected "; Count (layers (the_claim b)); Text ", found "; Count (layers (the_claim b'))] ;;
  _ <- require (same_terms (the_terms (terms_in (checked net))) (the_terms (terms_in (checked low)))) 208 0
    [Text "a pair: expected the same line 'specification', found another"] ;;
  let other := [Text "a pair: expected the same samples, values of f and labels, found others"] in
  _ <- require (N.eqb (dimension b) (dimension b') && N.eqb (outputs b) (outputs b')
                && N.eqb (sample_count b) (sample_count b'))%bool 208 0 other ;;
  let limit := match checked_limit net, checked_limit low with Some a, Some b => Some (N.max a b) | _, _ => None end in
  _ <- within_specified_values limit net ;;
  _ <- within_specified_values limit low ;;
  _ <- require (same_specified (outputs b) (prepare b) (prepare b') (checked_samples net) (checked_samples low)) 208 0 other ;;
  Ok (neurons (the_claim b'), neurons (the_claim b)).
