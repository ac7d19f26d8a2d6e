(* An accepted pair: the number of hidden neurons that these data need, over every
   ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning.
From FTCert Require Import Certificate CheckSamples CheckFile Certified Pair.
From FTCert Require Import LineSound CheckSound CertifiedSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem check_pair_sound l1 l2 t1 d1 m1 p1 net t2 d2 m2 p2 low least most :
  check_text l1 t1 d1 m1 p1 = Ok net -> check_text l2 t2 d2 m2 p2 = Ok low -> check_pair net low = Ok (least, most) ->
  forall F : realFieldType,
  let b := body_of (verified net) in let data := data_of b (of_samples net) in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers (the_claim b)) in
  let K := N.to_nat (samples (the_claim b)) in let N := N.to_nat (changed (the_claim b)) in
  interpolation_claim F D P data L (N.to_nat most) K N /\ bound_claim F D P data L (N.to_nat least) K N.
Proof.
move=> /check_text_sound [_ _ _ _ holds1] /check_text_sound [_ _ _ _ holds2].
rewrite /check_pair => /(@bind_ok _ _ _ _ _) [? /require_ok /andP[k1 k2]].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq eL].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /andP[/andP[/N.eqb_eq eD /N.eqb_eq eP] _]].
move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? /require_ok /same_dataP same [<- <-]]]].
move=> F; move: (holds1 F) (holds2 F) k1 k2; move: eL eD eP same; rewrite /claim_holds /claim_of /data_of_verdict.
case: (verified net) => // x; case: (verified low) => // y /= eL eD eP same.
move=> [_ [hk hd hc h1]] [_ [_ _ _ h2]] _ _; split=> //; split=> //; rewrite eD eP eL.
have e : List.Forall2 equal_datum (data_of (bound_body y) (of_samples low)) (data_of (int_body x) (of_samples net)).
  apply: equal_data_trans (fast_data_equal _ _) _; apply: equal_data_trans same _.
  exact: equal_data_sym (fast_data_equal _ _).
exact: (equal_needs e h2).
Qed.
