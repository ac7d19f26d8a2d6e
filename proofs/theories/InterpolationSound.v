(* An interpolation certificate that the checker accepts is true: over every ordered
   field the network of the certificate fits, with the stated numbers of layers and
   neurons. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements.
From FTCert Require Import Certificate Meaning Evaluation CheckInterpolation NetworkDeep.
From FTCert Require Import SamplesSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma sum_widths n : sumn (widths (network_of n)) = N.to_nat (hidden_neurons n).
Proof.
elim: n => [|x [|y n] IH] //; rewrite -[hidden_neurons _]/(sizeN (rows x) + hidden_neurons (y :: n))%num.
by rewrite N2Nat.inj_add sizeN_eq Nat2N.id -IH.
Qed.

Lemma size_widths n : n <> [::] -> (size (widths n) + 1)%N = size n.
Proof. by elim: n => [|x [|y n] IH] // _; apply: (congr1 S (IH _)). Qed.

Section Sound.
Variable F : realFieldType.

Theorem interpolation_sound limit (c : interpolation) (ss : seq sample_text) :
  check_interpolation limit c ss = Ok tt ->
  let b := int_body c in
  let stated := the_claim b in
  let D := N.to_nat (dimension b) in
  let P := N.to_nat (outputs b) in
  let data := data_of b ss in
  [/\ size data = N.to_nat (samples stated),
      forall s, List.In s data -> [/\ size (point s) = D, size (frozen s) = P & size (target s) = P],
      distinct_points F D data,
      changed_samples F P data = N.to_nat (changed stated) &
      interpolable F D P data (N.to_nat (layers stated)) (N.to_nat (neurons stated))].
Proof.
move=> /check_interpolation_ok ok; move: (int_body c) (accepted_layers ok) (accepted_neurons ok)
  (accepted_count ok) (accepted_frozen ok) (accepted_network ok) (accepted_shapes ok)
  (accepted_samples ok) (accepted_fit ok) (accepted_changed ok) => b.
move=> L M K f_ok nonempty shapes s_ok fit N stated D P data.
have [sz len dist ch] := samples_sound F f_ok s_ok.
split=> //; [by rewrite sz K | by rewrite ch N |].
have ne : network_of (g c) <> [::] by case: (g c) nonempty.
have [h [deep_h e]] := network_deep F ne (check_shapes_shaped _ _ _ shapes).
exists (widths (network_of (g c))), h; split=> //.
- by rewrite size_widths // L sizeN_eq Nat2N.id size_map.
- by rewrite sum_widths M.
move=> s i; have [sz_p _ _] := len _ i; rewrite e //; apply/colP=> k; rewrite !mxE -Q2FD.
apply/Q2F_eq; case/List.in_map_iff: i sz_p => t [<- i] _.
by move/List.Forall_forall/(_ _ i)/(_ k): fit; rewrite !list_nthE.
Qed.

Corollary interpolation_claimed limit (c : interpolation) (ss : seq sample_text) :
  check_interpolation limit c ss = Ok tt ->
  let b := int_body c in
  let stated := the_claim b in
  interpolation_claim F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (data_of b ss)
    (N.to_nat (layers stated)) (N.to_nat (neurons stated))
    (N.to_nat (samples stated)) (N.to_nat (changed stated)).
Proof. by move=> /interpolation_sound []. Qed.
End Sound.
