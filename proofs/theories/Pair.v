(* A network and a lower bound for the same data: together they say how many hidden
   neurons these data need, from below and from above. *)
From Coq Require Import QArith NArith String List Bool.
From FTCert Require Import Certificate Work CheckFile Certified.
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
