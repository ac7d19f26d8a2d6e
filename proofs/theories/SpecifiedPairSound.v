(* An accepted pair with specifications: the number of hidden neurons that meeting them
   takes, over every ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification ReadSpecifiedData CheckSamples FrozenValues CheckSpecification CheckFile CheckSpecifiedFile Pair.
From FTCert Require Import NetworkDeep LineSound CheckSound CertifiedSound SpecifiedClaims.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Same.
Variable F : realFieldType.

Lemma same_endP a b (q : Q) : same_end a b -> b = Some q -> exists2 p, a = Some p & Q2F F p = Q2F F q.
Proof. by case: a; case: b => //= x y /Qeq_bool_iff e [<-]; exists y => //; apply/Q2F_eq. Qed.
Lemma same_interval i k (z : F) : same_end (low i) (low k) && same_end (high i) (high k) -> in_interval i z -> in_interval k z.
Proof.
move=> /andP[l h] [lo hi]; split=> q e.
  by have [p ep <-] := same_endP l e; exact: lo.
by have [p ep <-] := same_endP h e; exact: hi.
Qed.
Lemma same_list_nth (T : Type) (same : T -> T -> bool) d a b : same d d -> same_list same a b ->
  forall j, same (nth d a j) (nth d b j).
Proof. by move=> sd; elim: a b => [|x a IH] [|y b] //= => [_ j|/andP[h t] [|j]] //; [rewrite !nth_nil | exact: IH]. Qed.
Lemma same_numbers (a b : seq N) : same_list N.eqb a b -> a = b.
Proof. by elim: a b => [|x a IH] [|y b] //= /andP[/N.eqb_eq -> /IH ->]. Qed.

Lemma same_meets P q r s u (v w : 'cV[F]_P) : Q2F F q = Q2F F r -> same_specification s u -> meets q s v w -> meets r u v w.
Proof.
move=> qr; case: s => [l|[cs|]]; case: u => [m|[ds|]] //=.
  move=> sm h j; have := h j; have := same_list_nth (d := Keep) (same := same_allowed) isT sm j.
  by case: (nth Keep l j); case: (nth Keep m j) => //= k i; exact: same_interval.
by move=> /same_numbers <- [c [cin h]]; exists c; split=> // k /h; rewrite qr.
Qed.
End Same.

(* where f is not known in one of them, it is to be kept in both *)
Definition equal_specified (s u : specified_datum) : Prop :=
  [/\ List.Forall2 Qeq (datum_point s) (datum_point u),
      List.Forall2 Qeq (datum_frozen s) (datum_frozen u) \/ is_specified (asked s) = false &
      same_specification (asked s) (asked u)].
Lemma same_specifiedP b b' ss ss' : outputs b = outputs b' ->
  same_specified (outputs b) b b' (prepare b) (prepare b') ss ss' ->
  List.Forall2 equal_specified (specified_data_of b ss) (specified_data_of b' ss').
Proof.
move=> eP; elim: ss ss' => [|s ss IH] [|u ss'] // ; first by move=> _; constructor.
case/andP => /andP[/andP[/equal_numbersP h1 h2] h3] /IH; apply: List.Forall2_cons; split=> //.
move: h2; rewrite /same_f; case: ifP => [_ /equal_numbersP h2|_ /negbTE]; [left|by right].
have e1 := equal_sym (frozen_values_eq b (marked (outputs b) s)).
have e2 := frozen_values_eq b' (marked (outputs b') u).
by rewrite eP in h2 e1 *; exact: equal_trans e1 (equal_trans h2 e2).
Qed.

Lemma kept_component l j : is_specified (OfComponents l) = false -> nth Keep l j = Keep.
Proof.
move=> /negbFE h; case: (leqP (size l) j) => [|lt]; first exact: nth_default.
elim: l h j lt => //= a l IH /andP[k h] [|j] lt /=; first by case: a k.
exact: IH.
Qed.
(* what f is does not matter where it is to be kept *)
Lemma kept_meets (F : realFieldType) P q s (v v' w : 'cV[F]_P) : is_specified s = false -> meets q s v w -> meets q s v' w.
Proof.
case: s => [l|[cs|]] //= sp h j.
by move: (h j); rewrite (kept_component j sp).
Qed.
Lemma equal_specified_needs (F : realFieldType) D P q r d e L M : Q2F F q = Q2F F r -> List.Forall2 equal_specified d e ->
  @specified_needs F D P r e L M -> @specified_needs F D P q d L M.
Proof.
move=> qr same h ws g szw net all_met; apply: (h ws g szw net).
elim: same all_met {h} => [|s u l l' [h1 h2 h3] _ IH] all_met x //= [<-|xin].
  rewrite -(vec_eq F D h1); apply: (same_meets qr h3); have met := all_met s (or_introl erefl).
  by case: h2 => [h2|k]; [rewrite -(vec_eq F P h2) | exact: kept_meets k met].
by apply: IH xin => y yin; apply: all_met; right.
Qed.
Lemma same_termsP (F : realFieldType) t u : same_terms t u -> Q2F F (margin_of t) = Q2F F (margin_of u).
Proof. by case: t; case: u => //= p q /Qeq_bool_iff /(Q2F_eq F). Qed.

Theorem check_specified_pair_sound l1 l2 t1 d1 m1 p1 net t2 d2 m2 p2 low least most :
  check_specified_text l1 t1 d1 m1 p1 = Ok net -> check_specified_text l2 t2 d2 m2 p2 = Ok low ->
  check_specified_pair net low = Ok (least, most) ->
  forall F : realFieldType,
  let c := checked net in let b := specified_body c in let data := specified_data_of b (checked_samples net) in
  let Q := margin_of (the_terms (terms_in c)) in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers (the_claim b)) in let K := N.to_nat (samples (the_claim b)) in
  let S := N.to_nat (specified_count (terms_in c)) in
  (exists N, specification_claim F D P Q data L (N.to_nat most) K N S) /\
  specified_bound_claim F D P Q data L (N.to_nat least) K S.
Proof.
move=> /check_specified_text_sound [_ _ _ _ holds1] /check_specified_text_sound [_ _ _ _ holds2].
rewrite /check_specified_pair => /(@bind_ok _ _ _ _ _) [[] kinds].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq eL /(@bind_ok _ _ _ _ _) [? /require_ok tm]].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /andP[/andP[/N.eqb_eq eD /N.eqb_eq eP] _]].
move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? /require_ok same [<- <-]]]].
move=> F; move: (holds1 F) (holds2 F); rewrite /specified_claim_holds; cbv zeta.
have {}same := same_specifiedP eP same; have {}tm := same_termsP F tm.
case: (checked net) kinds eL eD eP same tm => // t x; case: (checked low) => // u y dif _ eL eD eP same tm.
move=> [_ claim] [_ [_ _ _ bound]]; have [hk hd hs _] := claim; split; first by exists (N.to_nat (changed (the_claim (int_body x)))).
by split=> //; apply: (equal_specified_needs tm same); rewrite eL eD eP.
Qed.
