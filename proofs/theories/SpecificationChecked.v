(* What the checker of claims `specification` has compared when it accepts a certificate,
   over the rationals: f + g meets every specification.  Standard library only. *)
From FTCert Require Import Certificate Specification Evaluation CheckSamples FrozenValues Work CheckInterpolation CheckSpecification.
From Coq Require Import QArith ZArith NArith Bool String List.
Import ListNotations Steps.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

Lemma inside_ends i q : inside i q = true -> in_ends i q.
Proof.
  unfold inside; rewrite andb_true_iff; intros [a b]; split; intros e h; rewrite h in *; apply Qle_bool_iff; assumption.
Qed.
Lemma in_ends_eq i p q : (p == q)%Q -> in_ends i p -> in_ends i q.
Proof. intros e [a b]; split; intros x h; rewrite <- e; auto. Qed.

(* components of f and g where they exist, and what is allowed there *)
Fixpoint components_met (ys : list allowed) (f g : list Q) : Prop :=
  match ys, f, g with
  | [], [], [] => True
  | y :: ys', a :: f', b :: g' =>
      match y with Keep => (b == 0)%Q | Allow k => in_ends k (a + b)%Q end /\ components_met ys' f' g'
  | _, _, _ => False
  end.
(* component c is one of the classes and leads by the margin those that are none of them *)
Definition leads_by (margin : Q) (cs : list N) (f g : list Q) : Prop :=
  exists c, (c < List.length g)%nat /\ In (N.of_nat c) cs /\
  forall k, (k < List.length g)%nat -> ~ In (N.of_nat k) cs ->
    (margin <= (nth c f 0 + nth c g 0) - (nth k f 0 + nth k g 0))%Q.
Definition specification_met (margin : Q) (s : specification) (f g : list Q) : Prop :=
  match s with
  | OfComponents ys => components_met ys f g
  | OfClasses None => Forall (fun b => b == 0)%Q g
  | OfClasses (Some cs) => leads_by margin cs f g
  end.

Lemma check_components_ok p l i ys v g f g' : forall j, check_components p l i j ys v g = Ok tt ->
  known (map (fun a => mark (is_kept a)) ys) v f -> Forall2 Qeq g g' -> components_met ys f g'.
Proof.
  revert v g f g'; induction ys as [|y ys IH]; intros [|a v] [|b g] [|x f] g' j; simpl;
    try discriminate; try tauto; intros h kn eg; inversion eg; subst; [exact I|].
  destruct kn as [ax kn]; destruct y as [|k]; simpl in ax.
  - destruct (Qeq_bool b 0) eqn:e; [|discriminate]; apply Qeq_bool_eq in e.
    split; [rewrite <- H1; exact e|]; eapply IH; eassumption.
  - destruct (inside k (a + b)) eqn:e; [|discriminate]; apply inside_ends in e.
    split; [|eapply IH; eassumption]; revert e; apply in_ends_eq; rewrite ax by discriminate; rewrite H1; reflexivity.
Qed.
Lemma check_zeros_ok p l i g : forall j g', check_zeros p l i j g = Ok tt -> Forall2 Qeq g g' -> Forall (fun b => b == 0)%Q g'.
Proof.
  induction g as [|b g IH]; simpl; intros j g' h e; inversion e; subst; constructor.
  - destruct (Qeq_bool b 0) eqn:z; [|discriminate]; apply Qeq_bool_eq in z; rewrite <- H1; exact z.
  - destruct (Qeq_bool b 0); [|discriminate]; eapply IH; eassumption.
Qed.

Lemma next_place j k : j + N.of_nat (S k) = N.succ j + N.of_nat k.
Proof. rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity. Qed.
Lemma parted_inside v : forall j cs a, In a (fst (parted j cs v)) ->
  exists k, nth_error v k = Some a /\ In (j + N.of_nat k) cs.
Proof.
  induction v as [|q v IH]; intros j cs a; simpl; [tauto|].
  destruct cs as [|c cs]; [|destruct (N.eqb_spec c j) as [->|ne]].
  - specialize (IH (N.succ j) [] a); destruct (parted (N.succ j) [] v) as [i o]; simpl in *.
    intros h; destruct (IH h) as [k [_ []]].
  - specialize (IH (N.succ j) cs a); destruct (parted (N.succ j) cs v) as [i o]; simpl in *; intros [<-|h].
    + exists 0%nat; split; [reflexivity|left; symmetry; apply N.add_0_r].
    + destruct (IH h) as [k [e m]]; exists (S k); split; [exact e|right; rewrite next_place; exact m].
  - specialize (IH (N.succ j) (c :: cs) a); destruct (parted (N.succ j) (c :: cs) v) as [i o]; simpl fst in *.
    intros h; destruct (IH h) as [k [e m]]; exists (S k); split; [exact e|rewrite next_place; exact m].
Qed.
Lemma parted_outside v : forall j cs k b, nth_error v k = Some b -> ~ In (j + N.of_nat k) cs ->
  In b (snd (parted j cs v)).
Proof.
  induction v as [|q v IH]; intros j cs [|k] b; try discriminate.
  - simpl; intros e n; injection e as ->; rewrite N.add_0_r in n.
    destruct cs as [|c cs]; [|destruct (N.eqb_spec c j) as [->|ne]].
    + destruct (parted _ _ _); left; reflexivity.
    + destruct n; left; reflexivity.
    + destruct (parted _ _ _); left; reflexivity.
  - rewrite next_place; cbn [nth_error parted]; intros e n; destruct cs as [|c cs]; [|destruct (N.eqb_spec c j) as [->|ne]].
    + specialize (IH (N.succ j) [] k b e n); destruct (parted _ _ _); right; exact IH.
    + assert (n' : ~ In (N.succ j + N.of_nat k) cs) by (intros h; apply n; right; exact h).
      specialize (IH (N.succ j) cs k b e n'); destruct (parted _ _ _); exact IH.
    + specialize (IH (N.succ j) (c :: cs) k b e n); destruct (parted _ _ _); right; exact IH.
Qed.
Lemma greatest_from_in l : forall a, In (greatest_from a l) (a :: l).
Proof.
  induction l as [|b l IH]; intros a; [left; reflexivity|]; simpl.
  destruct (IH (if Qle_bool a b then b else a)) as [e|i]; [|right; right; exact i].
  rewrite <- e; destruct (Qle_bool a b); [right; left|left]; reflexivity.
Qed.
Lemma greatest_from_ge l : forall a b, In b (a :: l) -> (b <= greatest_from a l)%Q.
Proof.
  induction l as [|c l IH]; intros a b; simpl.
  - intros [->|[]]; apply Qle_refl.
  - assert (m : (a <= (if Qle_bool a c then c else a) /\ c <= (if Qle_bool a c then c else a))%Q).
    { destruct (Qle_bool a c) eqn:e.
      - apply Qle_bool_iff in e; split; [exact e|apply Qle_refl].
      - split; [apply Qle_refl|]; destruct (Qlt_le_dec c a) as [h|h]; [apply Qlt_le_weak; exact h|].
        apply Qle_bool_iff in h; congruence. }
    intros [->|[->|i]].
    + eapply Qle_trans; [|apply IH; left; reflexivity]; apply m.
    + eapply Qle_trans; [|apply IH; left; reflexivity]; apply m.
    + apply IH; right; exact i.
Qed.

Lemma sums_nth f : forall g k, List.length f = List.length g -> (k < List.length g)%nat ->
  nth_error (sums f g) k = Some (nth k f 0 + nth k g 0)%Q.
Proof.
  induction f as [|a f IH]; intros [|b g] [|k] e lt; simpl in *; try discriminate; try (inversion lt; fail); try reflexivity.
  apply IH; [injection e; auto|apply Nat.succ_lt_mono; exact lt].
Qed.
Lemma sums_length f : forall g, List.length f = List.length g -> List.length (sums f g) = List.length g.
Proof. induction f as [|a f IH]; intros [|b g] e; simpl in *; try discriminate; auto. Qed.

Lemma lead_between cs u v q : lead cs u v = Some q ->
  exists c a, nth_error u c = Some a /\ In (N.of_nat c) cs /\
  forall k b, nth_error v k = Some b -> ~ In (N.of_nat k) cs -> (q <= a - b)%Q.
Proof.
  unfold lead; intros h; assert (hi := parted_inside u 0 cs); assert (ho := parted_outside v 0 cs).
  destruct (fst (parted 0 cs u)) as [|a i]; [discriminate|]; destruct (snd (parted 0 cs v)) as [|b o]; [discriminate|].
  assert (hq : (q == greatest_from a i - greatest_from b o)%Q).
  { injection h as e; rewrite <- e; exact (Qred_correct _). }
  destruct (hi _ (greatest_from_in i a)) as [c [ec mc]]; rewrite N.add_0_l in mc.
  exists c, (greatest_from a i); split; [exact ec|split; [exact mc|]]; intros k x ek nk.
  assert (m := @greatest_from_ge _ _ _ (ho _ _ ek nk)).
  rewrite hq; apply Qplus_le_compat; [apply Qle_refl|apply Qopp_le_compat; exact m].
Qed.
Lemma lead_ok cs f g q : lead cs (sums f g) (sums f g) = Some q -> List.length f = List.length g -> leads_by q cs f g.
Proof.
  intros h len; destruct (lead_between _ _ _ h) as [c [a [ec [mc below]]]].
  assert (lc : (c < List.length g)%nat).
  { rewrite <- (sums_length _ _ len); apply nth_error_Some; congruence. }
  exists c; split; [exact lc|split; [exact mc|]]; intros k lk nk.
  rewrite (sums_nth _ _ len lc) in ec; injection ec as ec; rewrite ec.
  apply (below k); [exact (sums_nth _ _ len lk)|exact nk].
Qed.
Lemma leads_by_eq margin q cs f g f' g' : (margin <= q)%Q -> Forall2 Qeq f f' -> Forall2 Qeq g g' ->
  leads_by q cs f g -> leads_by margin cs f' g'.
Proof.
  intros le ef eg [c [lc [mc h]]].
  assert (same : forall a b, Forall2 Qeq a b -> forall k, (nth k a 0 == nth k b 0)%Q).
  { induction 1; intros [|k]; simpl; try reflexivity; auto. }
  assert (lg : List.length g = List.length g') by (clear - eg; induction eg; simpl; congruence).
  exists c; rewrite <- lg; split; [exact lc|split; [exact mc|]]; intros k lk nk.
  rewrite <- !(same _ _ ef), <- !(same _ _ eg); apply Qle_trans with q; auto.
Qed.

Lemma known_length labels : forall v f, known labels v f -> List.length v = List.length labels.
Proof. induction labels as [|y l IH]; intros [|a v] [|x f]; simpl; try tauto; intros [_ k]; f_equal; eapply IH; exact k. Qed.
Lemma known_all n : forall v f, known (repeat (Some 0%Q) n) v f -> Forall2 Qeq v f.
Proof.
  induction n as [|n IH]; intros [|a v] [|x f]; simpl; try tauto; [constructor|].
  intros [h k]; constructor; [apply h; discriminate|apply IH; exact k].
Qed.

(* f and g where they are right *)
Lemma check_meets_ok margin p l i s v w f g : check_meets margin p l i s v w = Ok tt ->
  known (marks p s) v f -> List.length g = N.to_nat p -> Forall2 Qeq w g -> specification_met margin s f g.
Proof.
  destruct s as [ys|[cs|]]; cbn [check_meets marks specification_met]; intros h kn lg eg.
  - rewrite tail_map_eq in kn; eapply check_components_ok; eassumption.
  - destruct (lead cs (sums v w) (sums v w)) as [q|] eqn:e; [|discriminate].
    destruct (Qle_bool margin q) eqn:m; [|discriminate]; apply Qle_bool_iff in m.
    apply lead_ok in e.
    + revert e; apply leads_by_eq; [exact m|apply known_all in kn; exact kn|exact eg].
    + apply known_length in kn; rewrite repeat_length in kn.
      assert (lw : List.length w = List.length g) by (clear - eg; induction eg; simpl; congruence).
      congruence.
  - eapply check_zeros_ok; eassumption.
Qed.

(* ======================================================================== *)
(** * All samples *)

Definition meets_at (margin : Q) (b : body) (n : network) (s : specified_sample) : Prop :=
  specification_met margin (spec_of s) (frozen (datum_of b (marked (outputs b) s))) (eval n (spec_point s)).
Definition changes_at (n : network) (s : specified_sample) : bool := is_changed (eval n (spec_point s)).

Lemma is_changed_eq v w : Forall2 Qeq v w -> is_changed v = is_changed w.
Proof.
  induction 1 as [|a b v w e _ IH]; [reflexivity|]; simpl; rewrite IH; f_equal; f_equal.
  destruct (Qeq_bool a 0) eqn:x, (Qeq_bool b 0) eqn:y; try reflexivity.
  - apply Qeq_bool_eq in x; apply Qeq_bool_neq in y; destruct y; rewrite <- e; exact x.
  - apply Qeq_bool_eq in y; apply Qeq_bool_neq in x; destruct x; rewrite e; exact y.
Qed.
Lemma check_met_ok margin b n ss : check_frozen_shapes b = Ok tt ->
  shaped (N.to_nat (dimension b)) n (N.to_nat (outputs b)) -> Forall (lengths b) (map (marked (outputs b)) ss) ->
  forall i found es found' es',
  check_met_from margin (outputs b) (prepare b) (integer_network_of n) i found es ss = Ok (found', es') ->
  found' = found + N.of_nat (List.length (filter (changes_at n) ss)) /\ Forall (meets_at margin b n) ss.
Proof.
  intros sh net; induction ss as [|s ss IH]; intros len i found es found' es'; cbn [check_met_from].
  - intros h; injection h as <- _; split; [symmetry; apply N.add_0_r|constructor].
  - destruct (evaluate (integer_network_of n) (spec_point s)) as [hidden w] eqn:ew.
    destruct (check_meets _ _ _ _ _ _ _) as [[]|] eqn:o; [|discriminate]; intros h.
    inversion len as [|? ? l1 l2]; subst; apply IH in h; [|assumption]; destruct h as [-> f].
    assert (ev : Forall2 Qeq w (eval n (spec_point s))).
    { change w with (snd (hidden, w)); rewrite <- ew; apply evaluate_eval. }
    split.
    + assert (E : changes_at n s = is_changed w) by (symmetry; apply is_changed_eq; exact ev).
      cbn [filter]; rewrite E; destruct (is_changed w); [|reflexivity].
      simpl List.length; rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity.
    + constructor; [|exact f]; unfold meets_at; apply (@check_meets_ok _ _ _ _ _ _ _ _ _ o); [|apply (eval_length _ _ _ net); apply l1|exact ev].
      exact (needed_known sh l1).
Qed.

Record specified_accepted (t : specified) (c : interpolation) (ss : list specified_sample) : Prop := SpecifiedAccepted {
  met_layers : layers (the_claim (int_body c)) = sizeN (g c);
  met_neurons : neurons (the_claim (int_body c)) = hidden_neurons (g c);
  met_count : samples (the_claim (int_body c)) = sample_count (int_body c);
  met_frozen : check_frozen_shapes (int_body c) = Ok tt;
  met_network : g c <> [];
  met_shapes : check_shapes (int_body c) "g" (g c) = Ok tt;
  met_samples : check_samples (int_body c) (all_marked (outputs (int_body c)) ss) = Ok tt;
  met_specified : specified_count t = count_specified ss;
  met_meets : Forall (meets_at (margin_of (the_terms t)) (int_body c) (network_of (g c))) ss;
  met_changed : changed (the_claim (int_body c)) = N.of_nat (List.length (filter (changes_at (network_of (g c))) ss)) }.

Local Ltac step h u e := apply bind_ok in h; destruct h as [u [e h]]; try destruct u.
Lemma check_specified_network_ok t c ss : check_claim_interpolation c = Ok tt ->
  check_samples (int_body c) (all_marked (outputs (int_body c)) ss) = Ok tt ->
  check_specified_count (claim_line (int_body c)) t ss = Ok tt ->
  check_specified_network t c ss = Ok tt -> specified_accepted t c ss.
Proof.
  intros e e2 ew2 h; apply bind_ok in h; destruct h as [[found es] [e3 h]]; step h u3 e4; clear h.
  unfold check_claim_interpolation in e; step e v f1; step e v2 f2; step e v3 f3; step e v4 f4.
  step e v5 f5; step e v6 f6; clear e.
  apply require_ok, N.eqb_eq in f1, f2, f3, e4, ew2.
  assert (l := proj2 (check_samples_lengths _ _ e2)); unfold all_marked in l; rewrite tail_map_eq in l.
  apply check_met_ok in e3; [|exact f4|exact (check_shapes_shaped _ _ _ f5)|exact l]; destruct e3 as [found_eq fits].
  constructor; auto.
  - destruct (g c); [discriminate|congruence].
  - rewrite <- e4, found_eq; apply N.add_0_l.
Qed.
