(* The values of f at the samples, the residuals, and how many labels f does not give.
   f is evaluated only where a label stands: where none does, the label is f's value
   whatever it is, so f + g takes it exactly when g is 0 there.  Standard library
   only; extracted. *)
From FTCert Require Import Certificate Evaluation CheckSamples.
From Coq Require Import QArith ZArith NArith Bool String List.
Import ListNotations.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* f in the form in which it is evaluated *)
Inductive prepared := ZeroValues | GivenValues | NetworkValues (n : integer_network) | StatedValues.
Definition prepare (b : body) : prepared :=
  match frozen_by b with
  | Zero => ZeroValues
  | Values => GivenValues
  | FrozenNetwork n => NetworkValues (integer_network_of (network_of n))
  | Computed => StatedValues
  end.
Definition frozen_values (f : prepared) (s : sample_text) : list Q :=
  match f with
  | ZeroValues => no_values s
  | GivenValues => sample_values s
  | NetworkValues n => snd (evaluate n (sample_point s))
  | StatedValues => stated_values s
  end.

(* right in the components with a label *)
Definition needed_values (f : prepared) (s : sample_text) : list Q :=
  if is_labelled s then frozen_values f s else no_values s.

(* label minus f; 0 where the label is f *)
Fixpoint residual (labels : list (option Q)) (f : list Q) : list Q :=
  match labels, f with
  | y :: labels', v :: f' =>
      match y with None => 0%Q | Some q => (q - v)%Q end :: residual labels' f'
  | _, _ => []
  end.
Definition is_changed (z : list Q) : bool := existsb (fun q => negb (Qeq_bool q 0)) z.

Definition residuals (b : body) (ss : list sample_text) : list (list Q) :=
  let f := prepare b in
  tail_map (fun s => residual (sample_label s) (needed_values f s)) ss.
Definition count_changed (zs : list (list Q)) : N :=
  fold_left (fun n z => if is_changed z then N.succ n else n) zs 0.
Definition check_changed (b : body) (found : N) : result unit :=
  require (found =? changed (the_claim b)) 205 (claim_line b)
    [Text "claim says changed="; Count (changed (the_claim b)); Text ", body has "; Count found].

(* ======================================================================== *)
(** * They are those of the plain meaning, where they are needed *)

Lemma frozen_values_eq b s : Forall2 Qeq (frozen_values (prepare b) s) (frozen (datum_of b s)).
Proof.
  assert (R : forall l, Forall2 Qeq l l) by (induction l; constructor; auto; reflexivity).
  unfold prepare, datum_of; simpl; destruct (frozen_by b) as [| |n|]; simpl.
  - unfold no_values; rewrite tail_map_eq; apply R.
  - apply R.
  - apply evaluate_eval.
  - apply R.
Qed.

(* v has a component for each label, and is f where the label stands *)
Fixpoint known (labels : list (option Q)) (v f : list Q) : Prop :=
  match labels, v, f with
  | [], [], [] => True
  | y :: labels', a :: v', x :: f' => (y <> None -> a == x)%Q /\ known labels' v' f'
  | _, _, _ => False
  end.

Lemma known_equal labels v f : List.length labels = List.length f -> Forall2 Qeq v f -> known labels v f.
Proof.
  intros e h; revert labels e; induction h as [|a x v f ax _ IH]; intros [|y labels] e; try discriminate.
  - exact I.
  - split; [intros _; exact ax|apply IH; injection e; auto].
Qed.
Lemma known_zeros labels f : List.length labels = List.length f ->
  existsb (fun y => match y with Some _ => true | None => false end) labels = false ->
  known labels (map (fun _ => 0%Q) labels) f.
Proof.
  revert f; induction labels as [|[q|] labels IH]; intros [|x f] e; try discriminate; simpl; auto.
  intros h; split; [intros k; destruct k; reflexivity|apply IH; [injection e; auto|exact h]].
Qed.
Lemma needed_known b s : check_frozen_shapes b = Ok tt -> lengths b s ->
  known (sample_label s) (needed_values (prepare b) s) (frozen (datum_of b s)).
Proof.
  intros sh len; assert (e : List.length (sample_label s) = List.length (frozen (datum_of b s))).
  { destruct (datum_lengths sh len) as [_ [-> _]]; apply len. }
  unfold needed_values, is_labelled; destruct (existsb _ (sample_label s)) eqn:l.
  - apply known_equal; [exact e|apply frozen_values_eq].
  - unfold no_values; rewrite tail_map_eq; apply known_zeros; assumption.
Qed.

(* a residual is 0 exactly where f gives the label *)
Lemma is_changed_false labels v f : known labels v f ->
  is_changed (residual labels v) = false <-> Forall2 Qeq f (targets labels f).
Proof.
  revert v f; induction labels as [|y labels IH]; intros [|a v] [|x f]; simpl; try tauto.
  - intros _; split; [constructor|reflexivity].
  - intros [ax k]; specialize (IH v f k).
    rewrite orb_false_iff, negb_false_iff, Qeq_bool_iff, IH; clear IH k.
    assert (E : (match y with None => 0 | Some q => q - a end == 0 <->
                 x == match y with None => x | Some q => q end)%Q).
    { destruct y as [q|]; [|split; intros _; reflexivity]; rewrite <- ax by discriminate; split; intros k.
      - rewrite <- (Qplus_0_l a), <- k; ring.
      - rewrite k; ring. }
    rewrite E; split; [intros [p q]; constructor; assumption|intros k; inversion k; auto].
Qed.

Lemma count_changed_eq zs : count_changed zs = N.of_nat (List.length (filter is_changed zs)).
Proof.
  assert (H : forall n, fold_left (fun n z => if is_changed z then N.succ n else n) zs n =
                        n + N.of_nat (List.length (filter is_changed zs))).
  { induction zs as [|z zs IH]; intros n; simpl fold_left; simpl filter.
    - symmetry; apply N.add_0_r.
    - rewrite IH; destruct (is_changed z); simpl List.length; [|reflexivity].
      rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity. }
  exact (H 0).
Qed.
