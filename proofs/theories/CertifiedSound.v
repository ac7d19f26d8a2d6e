(* What Certified.v accepts are theorems: the claim of a certificate about the data that
   are written out. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning.
From FTCert Require Import Certificate Reader ReadData CheckSamples CheckInterpolation CheckFile Certified.
From FTCert Require Import LineSound CheckSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma equal_numbersP a b : equal_numbers a b -> List.Forall2 Qeq a b.
Proof.
elim: a b => [|x a IH] [|y b] //=.
by case/andP => /Qeq_bool_iff e /IH; exact: List.Forall2_cons.
Qed.
Lemma same_dataP a b : same_data a b -> List.Forall2 equal_datum a b.
Proof.
elim: a b => [|s a IH] [|t b] //=.
case/andP => /andP[/andP[/equal_numbersP h1 /equal_numbersP h2] /equal_numbersP h3] /IH.
exact: List.Forall2_cons.
Qed.

Lemma equal_datum_trans s t r : equal_datum s t -> equal_datum t r -> equal_datum s r.
Proof.
move=> [a1 a2 a3] [b1 b2 b3]; split; [exact: equal_trans a1 b1 | exact: equal_trans a2 b2 | exact: equal_trans a3 b3].
Qed.
Lemma equal_data_trans a b c : List.Forall2 equal_datum a b -> List.Forall2 equal_datum b c ->
  List.Forall2 equal_datum a c.
Proof.
move=> h; elim: h c => [|x y u v e _ IH] c h; inversion h; subst; first exact: List.Forall2_nil.
by apply: List.Forall2_cons; [exact: equal_datum_trans e H1 | exact: IH].
Qed.
Lemma equal_data_sym a b : List.Forall2 equal_datum a b -> List.Forall2 equal_datum b a.
Proof.
elim=> [|x y u v [h1 h2 h3] _ IH]; first exact: List.Forall2_nil.
by apply: List.Forall2_cons IH; split; exact: equal_sym.
Qed.

Section Claims.
Variables (F : realFieldType) (lines : seq string) (D P : nat) (data : seq datum) (L M K N : nat).

Lemma accepts_claim bound : accepts bound lines D P data L M K N ->
  exists c ss, [/\ claim_holds F c ss, List.Forall2 equal_datum (data_of (body_of c) ss) data,
    is_kind bound c,
    N.to_nat (dimension (body_of c)) = D /\ N.to_nat (outputs (body_of c)) = P &
    let s := the_claim (body_of c) in
    [/\ N.to_nat (layers s) = L, N.to_nat (neurons s) = M, N.to_nat (samples s) = K & N.to_nat (changed s) = N]].
Proof.
rewrite /accepts; case E: check_text => [v|] //.
move=> /andP[/andP[/andP[/andP[/andP[/andP[/andP[kb /N.eqb_eq eD] /N.eqb_eq eP]
  /N.eqb_eq eL] /N.eqb_eq eM] /N.eqb_eq eK] /N.eqb_eq eN] /same_dataP ed].
have [_ _ _ _ holds] := check_text_sound E.
exists (verified v), (of_samples v); split=> //.
- exact: equal_data_trans (fast_data_equal _ _) ed.
- by rewrite eD eP !Nat2N.id.
- by rewrite /= eL eM eK eN !Nat2N.id.
Qed.

Lemma certified bound : accepts bound lines D P data L M K N ->
  if bound then bound_claim F D P data L M K N else interpolation_claim F D P data L M K N.
Proof.
move=> /accepts_claim [x [ss [+ same kb [eD eP] [eL eM eK eN]]]].
rewrite /claim_holds eL eM eK eN -eD -eP.
case: x kb eD eP same {eL eM eK eN} => x; case: bound => // _ eD eP same [_ [h1 h2 h3 h4]]; split.
1,5: by rewrite -(equal_size same).
1,4: exact: equal_distinct same h2.
1,3: by rewrite -(equal_changed F _ same).
- exact: (equal_interpolable same h4).
- exact: (equal_needs same h4).
Qed.
Theorem interpolation_certified : accepts false lines D P data L M K N = true ->
  interpolation_claim F D P data L M K N.
Proof. exact: certified. Qed.
Theorem bound_certified : accepts true lines D P data L M K N = true ->
  bound_claim F D P data L M K N.
Proof. exact: certified. Qed.
End Claims.

(* as the files name them that are written for a certificate *)
Arguments interpolation_certified F lines {D P data L M K N} _.
Arguments bound_certified F lines {D P data L M K N} _.
