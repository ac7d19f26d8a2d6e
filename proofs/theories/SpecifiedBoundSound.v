(* An accepted lower bound with specifications: no network of that depth with fewer hidden
   neurons meets them, over any ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification CheckSamples FrozenValues CheckTree CheckBound CheckFile CheckSpecification CheckSpecifiedBound.
From FTCert Require Import LineSound BoundSound SpecificationChecked SpecificationSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.
Arguments Qred : simpl never.
Local Notation marked := Specification.marked.

Section Known.
Variable F : realFieldType.
Local Notation q2f := (Q2F F).
Local Ltac lra := flra F.

(* a linear function of the outputs has the same hidden neurons *)
Lemma deep_linear D P R ws (g : 'cV[F]_D -> 'cV[F]_P) (A : 'M[F]_(R, P)) : deep ws g -> deep ws (fun x => A *m g x).
Proof.
elim: ws D g => [|w ws IH] D g /=.
  by move=> [W [b e]]; exists (A *m W), (A *m b) => x; rewrite e mulmxDr mulmxA.
by move=> [W [b [h [dh e]]]]; exists W, b, (fun y => A *m h y); split=> [|x]; [exact: IH | rewrite e].
Qed.

Lemma exactly_zero (z : F) : z = 0 -> in_interval (exactly 0) z.
Proof. by move=> ->; split=> q [<-]; rewrite Q2F0. Qed.
Lemma any_interval (z : F) : in_interval any_number z. Proof. by []. Qed.

Lemma known_nth l v f j i : known [seq mark (is_kept a) | a <- l] v f -> nth Keep l j = Allow i ->
  q2f (nth 0%coqQ v j) = q2f (nth 0%coqQ f j).
Proof.
elim: l v f j => [|a l IH] [|x v] [|y f] [|j] //= [h kn] e; last exact: (IH v f j kn e).
by apply/Q2F_eq; apply: h; rewrite e.
Qed.

Variables (P : nat) (margin : Q).

Lemma component_known l v f (w : 'cV[F]_P) (J : 'I_P) : known [seq mark (is_kept a) | a <- l] v f ->
  meets margin (OfComponents l) (vec F P f) w -> in_interval (component_interval J l v) (w J 0).
Proof.
move=> kn /(_ J); rewrite /component_interval nth_list.
case E: (nth Keep l J) => [|i]; first exact: exactly_zero.
rewrite !mxE -(known_nth kn E) => -[lo hi]; split=> q /=.
  by case: (low i) lo => // a lo [<-]; rewrite Qred_F Q2FB nth_list ler_subl_addl; exact: lo.
by case: (high i) hi => // a hi [<-]; rewrite Qred_F Q2FB nth_list ler_subr_addl; exact: hi.
Qed.

Lemma difference_known cs v f (w : 'cV[F]_P) (C K : 'I_P) : C <> K ->
  (cs <> None -> List.Forall2 Qeq v f) -> meets margin (OfClasses cs) (vec F P f) w ->
  in_interval (difference_interval margin (N.of_nat C) (N.of_nat K) cs v) (w C 0 - w K 0).
Proof.
move=> CK; case: cs => [cs|_ ->]; last by apply: exactly_zero; rewrite !mxE subrr.
move=> /(_ ltac:(discriminate)) same; case: cs => [|a [|a1 cs]]; [by move=> [c [[] _]] | | by []].

have sn k : q2f (nth 0%coqQ v k) = q2f (nth 0%coqQ f k).
  by elim: same k => [|x y u u' e _ IH] [|k] //=; exact/Q2F_eq.
move=> [c [[ea|[]] lead]]; rewrite /difference_interval; case: N.eqb_spec => [eC|nC]; last first.
  case: N.eqb_spec => [eK|nK] //; split=> q //= [<-].
  have ec : c = K by apply: val_inj; apply: Nat2N.inj; rewrite /= -ea eK.
  have := lead C; rewrite ec !mxE => /(_ _) h.
  rewrite Qred_F Q2FB Q2FN Q2FB !nth_list !Nat2N.id !sn.
  have {}h : q2f margin <= q2f (nth 0%coqQ f K) + w K 0 - (q2f (nth 0%coqQ f C) + w C 0).
    by apply: h => -[e|//]; apply: nC.
  by move: h; lra.
split=> q //= [<-].
have ec : c = C by apply: val_inj; apply: Nat2N.inj; rewrite /= -ea eC.
have := lead K; rewrite ec !mxE => h.
rewrite Qred_F Q2FB Q2FB !nth_list !Nat2N.id !sn.
have {}h : q2f margin <= q2f (nth 0%coqQ f C) + w C 0 - (q2f (nth 0%coqQ f K) + w K 0).
  by apply: h => -[e|//]; apply: CK; apply: val_inj; apply: Nat2N.inj; rewrite /= -e eC.
by move: h; lra.
Qed.
End Known.

Theorem specified_bound_sound (F : realFieldType) (t : specified) (x : bound) difference ss :
  let b := bound_body x in let c := the_claim b in
  check_claim_bound x = Ok tt -> check_samples b (all_marked (outputs b) ss) = Ok tt ->
  check_specified_bound t x difference ss = Ok tt ->
  @specified_needs F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (margin_of (the_terms t))
    (specified_data_of b ss) (N.to_nat (layers c)) (N.to_nat (neurons c)).
Proof.
move=> b c; rewrite /check_claim_bound => /(@bind_ok _ _ _ _ _) [[] met /(@bind_ok _ _ _ _ _) [? _ fro]] sam.
rewrite /check_specified_bound => /(@bind_ok _ _ _ _ _) [[] dif ok] ws g szw net all_met.
have kn s : List.In s ss -> known (marks (outputs b) (spec_of s)) (needed_values (prepare b) (marked (outputs b) s))
    (frozen (datum_of b (marked (outputs b) s))).
  by move=> sin; exact: (needed_known fro (marked_lengths sam sin)).
have met_at s : List.In s ss -> meets (margin_of (the_terms t)) (spec_of s)
    (vec F (N.to_nat (outputs b)) (frozen (datum_of b (marked (outputs b) s)))) (g (vec F (N.to_nat (dimension b)) (spec_point s))).
  by move=> sin; apply: (all_met (SpecifiedDatum _ _ _)); apply: List.in_map sin.
case: difference dif ok => [[C K]|_ ok]; last first.
  have jP : (N.to_nat (output x) < N.to_nat (outputs b))%N.
    by move: met; rewrite /check_method => /(@bind_ok _ _ _ _ _) [? /require_ok /N.ltb_lt]; rewrite /b; lia.
  apply: (bound_sound (J := Ordinal jP) erefl met ok szw net) => v.
  rewrite /known_values Evaluation.tail_map_eq => /List.in_map_iff [s [<- sin]] /=.
  have := met_at s sin; have := kn s sin; rewrite /known_interval; case: (spec_of s) => [l|cs] //= k m.
  rewrite Evaluation.tail_map_eq in k.
  have h := @component_known F _ _ l _ _ _ (Ordinal jP) k m.
  exact: (h 0%coqQ).
case: (boolP (_ && _)) => // /andP[/andP[/N.ltb_lt lC /N.ltb_lt lK] /negP nCK] _ ok.
have lC' : (N.to_nat C < N.to_nat (outputs b))%N by rewrite /b; lia.
have lK' : (N.to_nat K < N.to_nat (outputs b))%N by rewrite /b; lia.
pose A : 'M[F]_(1, N.to_nat (outputs b)) := delta_mx 0 (Ordinal lC') - delta_mx 0 (Ordinal lK').
have Ag (w : 'cV[F]_(N.to_nat (outputs b))) : (A *m w) 0 0 = w (Ordinal lC') 0 - w (Ordinal lK') 0.
  by rewrite /A mulmxBl -!rowE !mxE.
apply: (bound_sound (J := ord0) erefl met ok szw (deep_linear A net)) => v.
rewrite /known_values Evaluation.tail_map_eq => /List.in_map_iff [s [<- sin]] /=; rewrite Ag.
have := met_at s sin; have := kn s sin; rewrite /known_interval; case: (spec_of s) => [l|cs] //= k m.
have ne : Ordinal lC' <> Ordinal lK'.
  by move=> e; apply: nCK; apply/N.eqb_eq; apply: N2Nat.inj; exact: (congr1 val e).
have same : cs <> None -> List.Forall2 Qeq (needed_values (prepare b) (marked (outputs b) s))
    (frozen (datum_of b (marked (outputs b) s))).
  by case: cs k {m} => // cs k _; exact: known_all k.
by have := difference_known ne same m; rewrite /= !N2Nat.id.
Qed.
