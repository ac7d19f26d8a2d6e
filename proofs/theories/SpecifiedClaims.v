(* What an accepted certificate with specifications claims holds over every ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckSamples CheckInterpolation CheckSpecification SpecificationChecked.
From FTCert Require Import CheckFile CheckSpecifiedFile LineSound SpecificationSound SpecifiedBoundSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Definition specified_claim_holds (F : realFieldType) (c : specified_certificate) (ss : seq specified_sample) : Prop :=
  let b := specified_body c in let s := the_claim b in let t := terms_in c in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let data := specified_data_of b ss in
  let L := N.to_nat (layers s) in let M := N.to_nat (neurons s) in
  let K := N.to_nat (samples s) in let N := N.to_nat (changed s) in let S := N.to_nat (specified_count t) in
  (forall d, List.In d data -> [/\ size (datum_point d) = D, size (datum_frozen d) = P &
     forall l, asked d = OfComponents l -> size l = P]) /\
  match c with
  | SpecifiedNetwork _ _ => specification_claim F D P (margin_of (the_terms t)) data L M K N S
  | SpecifiedBound _ _ _ => specified_bound_claim F D P (margin_of (the_terms t)) data L M K S
  | _ => False
  end.

Theorem specified_claim_sound F limit c ss : check_specified_claim limit c ss = Ok tt -> specified_claim_holds F c ss.
Proof.
move=> /(@bind_ok _ _ _ _ _) [[] before /(@bind_ok _ _ _ _ _) [[] sam /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [[] cnt ok]]]].
case: c before sam cnt ok => // t x; last first.
  move=> difference before sam cnt ok; move: (before); rewrite /= /check_claim_bound.
  move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq num fro]].
  split; first exact: (specified_lengths fro sam).
  split.
  - by rewrite (specified_size sam) /= num.
  - exact: specified_distinct.
  - by rewrite specified_counted; move: cnt => /require_ok /N.eqb_eq <-.
  - exact: (specified_bound_sound before sam ok).
move=> before sam cnt ok.
have {}ok := @check_specified_network_ok t x ss before sam cnt ok.
split; last exact: specified_network_sound ok.
exact: (specified_lengths (met_frozen ok) (met_samples ok)).
Qed.

(* from the first line to the last *)
Theorem check_specified_text_sound limit (t : text) (data_file model_file patched_file : option supplied_file) v :
  check_specified_text limit t data_file model_file patched_file = Ok v ->
  let c := checked v in let b := specified_body c in
  [/\ read_specified t = Ok c,
      if external b then the_specified_samples c data_file = Ok (checked_samples v) else checked_samples v = specified_embedded (terms_in c),
      check_specified_data_file c data_file = Ok tt,
      check_model_file b model_file = Ok tt /\ check_patched_file (plain_of c) patched_file = Ok tt &
      forall F : realFieldType, specified_claim_holds F c (checked_samples v)].
Proof.
rewrite /check_specified_text /check_specified_read => /(@bind_ok _ _ _ _ _) [c rd /(@bind_ok _ _ _ _ _) [[] _ /(@bind_ok _ _ _ _ _) [ss sam]]].
move=> /(@bind_ok _ _ _ _ _) [[] ok /(@bind_ok _ _ _ _ _) [[] hd /(@bind_ok _ _ _ _ _) [[] hm /(@bind_ok _ _ _ _ _) [[] hp [<-]]]]] /=.
split=> //; last by move=> F; exact: specified_claim_sound ok.
by move: sam; rewrite /the_specified_samples; case: external => // -[].
Qed.
