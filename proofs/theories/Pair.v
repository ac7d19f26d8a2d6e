(* A network and a lower bound for the same data: together they say how many hidden
   neurons these data need, from below and from above. *)
From Coq Require Import QArith NArith String List Bool.
From FTCert Require Import Certificate Specification Work ReadData ReadSpecifiedData CheckSamples FrozenValues CheckFile CheckSpecifiedFile Certified.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Definition claim_of (v : verdict) : claim := the_claim (body_of (verified v)).

(* the values of f at all samples, within the greater limit of the two *)
Definition greater_limit (v w : verdict) : option N :=
  match allowed v, allowed w with Some a, Some b => Some (N.max a b) | _, _ => None end.
Definition within_values (limit : option N) (v : verdict) : result unit :=
  let ss := of_samples v in
  within limit 0 [Text "a pair: "] (fun _ => frozen_work (body_of (verified v)) (points_of ss) (sizeN ss)).

Fixpoint differences (a b : list Q) : list Q :=
  match a, b with x :: a', y :: b' => Qred (x - y) :: differences a' b' | _, _ => [] end.
(* equal points, values of f where both know them, and labels minus values of f, in the same order *)
Definition known_with (known : sample_text -> bool) (values : sample_text -> list Q) (ss : list sample_text) : list (bool * datum) :=
  map (fun s => let f := values s in (known s, Datum (sample_point s) f (targets (sample_label s) f))) ss.
Definition known_data (v : verdict) : list (bool * datum) :=
  let b := body_of (verified v) in known_with (is_known b) (frozen_values (prepare b)) (of_samples v).
Fixpoint same_where_known (a b : list (bool * datum)) : bool :=
  match a, b with
  | [], [] => true
  | (k, s) :: a', (l, t) :: b' =>
      (equal_numbers (point s) (point t) && (negb (k && l) || equal_numbers (frozen s) (frozen t))
       && equal_numbers (differences (target s) (frozen s)) (differences (target t) (frozen t)) && same_where_known a' b')%bool
  | _, _ => false
  end.

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
  _ <- require (same_where_known (known_data low) (known_data net)) 208 0 other ;;
  Ok (neurons (claim_of low), neurons (claim_of net)).

(* ---- with specifications: they are compared as they stand, not what they allow ---- *)
Definition same_terms (t u : terms) : bool :=
  match t, u with
  | Intervals _, Intervals _ => true
  | Classes q, Classes r => Qeq_bool q r
  | _, _ => false
  end.
(* where one does not know f, the specification is that of f itself *)
Definition same_f (p : N) (b b' : body) (f g : prepared) (s u : specified_sample) : bool :=
  let s' := marked p s in let u' := marked p u in
  if (is_known b s' && is_known b' u')%bool then equal_numbers (frozen_values f s') (frozen_values g u')
  else negb (is_specified (spec_of s)).
(* f prepared, of both *)
Fixpoint same_specified (p : N) (b b' : body) (f g : prepared) (ours theirs : list specified_sample) : bool :=
  match ours, theirs with
  | [], [] => true
  | s :: ours', u :: theirs' =>
      (equal_numbers (spec_point s) (spec_point u)
       && same_f p b b' f g s u
       && same_specification (spec_of s) (spec_of u) && same_specified p b b' f g ours' theirs')%bool
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
  _ <- require (same_specified (outputs b) b b' (prepare b) (prepare b') (checked_samples net) (checked_samples low)) 208 0 other ;;
  Ok (neurons (the_claim b'), neurons (the_claim b)).
