(* What is proved of the verified checker: definitions and statements, and no proofs.
   MainChecker.v proves each statement under the same name with a T.

   Read before: Certificate.v (what stands in a certificate) and Meaning.v (what its
   claim means over an ordered field F).  The program is check_text and check_pair;
   ocaml/ftcheck_verified.ml prints VERIFIED when they return Ok. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements Meaning.
From FTCert Require Import Certificate Reader ReadCertificate CheckSamples CheckFile Certified Pair.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* the claim of a certificate about its samples *)
Definition claim_holds (F : realFieldType) (c : certificate) (ss : seq sample_text) : Prop :=
  let b := body_of c in let s := the_claim b in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers s) in let M := N.to_nat (neurons s) in
  let K := N.to_nat (samples s) in let N := N.to_nat (changed s) in
  (* points, values of f and labels have as many components as stated *)
  (forall d : datum, List.In d (data_of b ss) ->
     [/\ size (point d) = D, size (frozen d) = P & size (target d) = P]) /\
  match c with
  | OfInterpolation _ => interpolation_claim F D P (data_of b ss) L M K N
  | OfBound _ => bound_claim F D P (data_of b ss) L M K N
  end.

(* what is printed as VERIFIED holds over every ordered field: of the certificate that
   the file is, by the grammar of ReadCertificate.v, and of the samples in it or, with
   [samples external], of those that CheckFile.the_samples reads from the supplied data
   file.  A data file has the digest that the certificate states, and holds exactly the
   samples that are embedded; a model file has its digest.  (The margins and the line
   [construction] are checked, but no statement speaks of them.) *)
Definition checker_sound : Prop :=
  forall (t : text) (data_file model_file : option supplied_file) (v : verdict),
  check_text t data_file model_file = Ok v ->
  let b := body_of (verified v) in
  [/\ read_certificate t = Ok (verified v),
      if external b then the_samples b data_file = Ok (of_samples v) else of_samples v = embedded b,
      check_data_file b data_file = Ok tt,
      check_model_file b model_file = Ok tt &
      forall F : realFieldType, claim_holds F (verified v) (of_samples v)].

(* a network and a lower bound for the same data: some network with [most] hidden
   neurons fits, and none with fewer than [least] *)
Definition pair_sound : Prop :=
  forall t1 d1 m1 net t2 d2 m2 low least most,
  check_text t1 d1 m1 = Ok net -> check_text t2 d2 m2 = Ok low -> check_pair net low = Ok (least, most) ->
  forall F : realFieldType,
  let b := body_of (verified net) in let data := data_of b (of_samples net) in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers (the_claim b)) in
  interpolable F D P data L (N.to_nat most) /\ needs F D P data L (N.to_nat least).

(* the same when the two numbers are equal: n is the least number of hidden neurons *)
Definition pair_exact : Prop :=
  forall t1 d1 m1 net t2 d2 m2 low n,
  check_text t1 d1 m1 = Ok net -> check_text t2 d2 m2 = Ok low -> check_pair net low = Ok (n, n) ->
  forall F : realFieldType,
  let b := body_of (verified net) in
  exact_claim F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (data_of b (of_samples net))
    (N.to_nat (layers (the_claim b))) (N.to_nat n).

(* the theorems that `ftcert explain CERT --coq` writes *)
Definition certificate_theorems : Prop :=
  forall (F : realFieldType) lines (D P : nat) (data : seq datum) (L M K N : nat),
  (accepts false lines D P data L M K N -> interpolation_claim F D P data L M K N) /\
  (accepts true lines D P data L M K N -> bound_claim F D P data L M K N).

(* what the bounds for any number of layers rest on: a network with hidden layers of ws
   neurons has at most prod (w + 1) pieces along a line *)
Definition pieces_any_depth : Prop :=
  forall (F : realFieldType) (ws : seq nat) (D P : nat) (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P),
  deep ws g -> at_most_kinks (\prod_(w <- ws) w.+1 - 1) (fun t => g (u + t *: v) J 0).
