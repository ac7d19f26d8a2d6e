(* What the checker of executions has compared when it accepts a sample, in terms of the
   enclosures: no executions yet (ExecutionSound.v). *)
From Coq Require Import QArith Qabs ZArith NArith Bool String List.
From FTCert Require Import Certificate Evaluation ExecutionRules Compose CheckSamples FrozenValues Work CheckInterpolation CheckExecution.
Import ListNotations Steps.
Local Open Scope list_scope.
Local Set Implicit Arguments.
Local Ltac step h u e := apply bind_ok in h; destruct h as [u [e h]]; try destruct u.

(* ---- lists side by side ---- *)
Lemma Forall2_nth_error A B (R : A -> B -> Prop) l m : Forall2 R l m ->
  forall j a, nth_error l j = Some a -> exists b, nth_error m j = Some b /\ R a b.
Proof.
  induction 1 as [|x y l m r _ IH]; intros [|j] a; simpl; try discriminate; [|apply IH].
  intros e; injection e as ->; exists y; auto.
Qed.

(* ---- g and the sum ---- *)
Definition g_near (most z : Q) (y : enclosure) : Prop :=
  (z == 0 -> fst y == 0 /\ snd y == 0) /\ (~ z == 0 -> Qabs (fst y - z) + snd y <= most).

Lemma distance_le y z most : Qle_bool (distance y z) most = true -> Qabs (fst y - z) + snd y <= most.
Proof. intros h; apply Qle_bool_iff in h; unfold distance in h; rewrite Qred_correct in h; exact h. Qed.

Lemma check_g_ok p l i most : forall zs j ys, check_g p l i most j zs ys = Ok tt -> Forall2 (g_near most) zs ys.
Proof.
  induction zs as [|z zs IH]; intros j [|y ys]; cbn [check_g]; try discriminate; [constructor|].
  destruct (Qeq_bool z 0) eqn:z0.
  - destruct (zero (fst y) && zero (snd y))%bool eqn:y0; [|discriminate]; intros h; constructor; [|eapply IH; exact h].
    apply Qeq_bool_eq in z0; apply andb_true_iff in y0; destruct y0 as [a b]; apply Qeq_bool_eq in a, b.
    split; [auto|intros n; contradiction].
  - destruct (Qle_bool _ _) eqn:d; [|discriminate]; intros h; constructor; [|eapply IH; exact h].
    apply Qeq_bool_neq in z0; split; [intros e; contradiction|intros _; apply distance_le; exact d].
Qed.

(* with the target t for the label *)
Definition sum_near (most z t : Q) (y : enclosure) : Prop := ~ z == 0 -> Qabs (fst y - t) + snd y <= most.

Lemma check_sum_ok p l i most : forall labels v f j ys, known labels v f ->
  check_sum p l i most j labels (residual labels v) ys = Ok tt ->
  List.length ys = List.length labels /\
  forall k y, nth_error ys k = Some y -> sum_near most (nth k (residual labels v) 0) (nth k (targets labels f) 0) y.
Proof.
  induction labels as [|q labels IH]; intros [|a v] [|x f] j [|y ys]; cbn [known residual check_sum];
    try tauto; try (intros ? h; discriminate h).
  - intros _ _; split; [reflexivity|intros [|k] y; discriminate].
  - intros [ax kn]; destruct q as [q|].
    + destruct (_ || _)%bool eqn:o; [|discriminate]; intros h; destruct (IH _ _ _ _ kn h) as [e m].
      split; [simpl; congruence|]; intros [|k] y' n; [|exact (m k y' n)].
      injection n as <-; simpl; apply orb_true_iff in o; intros z; destruct o as [o|o].
      * apply Qeq_bool_eq in o; contradiction.
      * apply distance_le; exact o.
    + intros h; destruct (IH _ _ _ _ kn h) as [e m].
      split; [simpl; congruence|]; intros [|k] y' n; [|exact (m k y' n)].
      intros z; destruct z; reflexivity.
Qed.

(* the residuals are those of the plain meaning *)
Lemma residual_wanted labels v f : known labels v f -> List.length (residual labels v) = List.length labels /\
  forall k, nth k (residual labels v) 0 == nth k (targets labels f) 0 - nth k f 0.
Proof.
  revert v f; induction labels as [|q labels IH]; intros [|a v] [|x f]; cbn [known]; try tauto.
  - intros _; split; [reflexivity|intros [|k]; reflexivity].
  - intros [ax kn]; destruct (IH _ _ kn) as [e m]; split; [simpl; congruence|].
    intros [|k]; [|exact (m k)]; simpl; destruct q as [q|].
    + rewrite ax by discriminate; reflexivity.
    + symmetry; apply Qplus_opp_r.
Qed.

(* ---- a sample ---- *)
Definition sample_accepted (c : execution) (s : sample_text) : Prop :=
  let z := residual (sample_label s) (needed_values (prepare (exe_body c)) s) in
  exists ys,
  enclose_g (format_of (model_format c)) (format_of (g_format c)) (centre c) (network_of (exe_g c)) (sample_point s) = Within ys /\
  Forall2 (g_near (deviation c)) z ys /\
  forall f most, sum_of c = Some (f, most) -> is_changed z = true ->
    exists p l i sums, enclose_sum (format_of (model_format c)) f (sample_point s) ys = Within sums /\
    check_sum p l i most 1 (sample_label s) z sums = Ok tt.

Lemma enclosed_ok A l who top (x : outcome A) a : enclosed l who top x = Ok a -> x = Within a.
Proof. destruct x; simpl; [intros e; injection e as ->; reflexivity|discriminate|discriminate]. Qed.

Lemma check_sample_ok c p i s z : check_sample c (prepare (exe_body c)) (sum_of c) p i s = Ok z ->
  z = residual (sample_label s) (needed_values (prepare (exe_body c)) s) /\ sample_accepted c s.
Proof.
  unfold check_sample; intros h; apply bind_ok in h; destruct h as [ys [e1 h]]; apply enclosed_ok in e1.
  step h u e2; apply check_g_ok in e2.
  apply bind_ok in h; destruct h as [[] [e3 h]]; injection h as <-; split; [reflexivity|].
  exists ys; split; [exact e1|split; [exact e2|]].
  intros f most eq ch; rewrite eq, ch in e3; apply bind_ok in e3; destruct e3 as [sums [e3 h]].
  apply enclosed_ok in e3; exists p, (sample_line s), i, sums; auto.
Qed.

Lemma check_samples_from_ok c p ss : forall i found n,
  check_samples_from c (prepare (exe_body c)) (sum_of c) p i found ss = Ok n ->
  n = (found + count_changed (residuals (exe_body c) ss))%N /\ Forall (sample_accepted c) ss.
Proof.
  unfold residuals; rewrite tail_map_eq, count_changed_eq.
  induction ss as [|s ss IH]; intros i found n; cbn [check_samples_from].
  - intros h; injection h as <-; split; [symmetry; apply N.add_0_r|constructor].
  - destruct (check_sample _ _ _ _ _ _) as [z|] eqn:o; [|discriminate]; intros h.
    apply check_sample_ok in o; destruct o as [-> o]; apply IH in h; destruct h as [-> f]; split; [|constructor; assumption].
    simpl map; simpl filter; destruct (is_changed _); [|reflexivity].
    simpl List.length; rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity.
Qed.

(* ---- step 1: numbers of the formats ---- *)
Lemma check_numbers_ok a l who qs : check_numbers a l who qs = Ok tt ->
  Forall (fun q => is_number (format_of a) q = true) qs.
Proof.
  unfold check_numbers; destruct (find _ qs) eqn:e; [discriminate|]; intros _; apply Forall_forall; intros q i.
  apply (find_none _ _ e) in i; apply negb_false_iff in i; exact i.
Qed.
Definition row_is_numbers (a : format_name) (r : row) : Prop :=
  Forall (fun q => is_number (format_of a) q = true) (fst r :: snd r).
Lemma check_rows_ok a l who rs : check_rows a l who rs = Ok tt -> Forall (row_is_numbers a) rs.
Proof.
  induction rs as [|r rs IH]; cbn [check_rows]; [constructor|].
  destruct (check_numbers _ _ _ _) as [[]|] eqn:e; [|discriminate]; intros h; constructor.
  - apply check_numbers_ok in e; exact e.
  - apply IH; exact h.
Qed.
Lemma check_network_numbers_ok a name n : forall i, check_network_numbers a name i n = Ok tt ->
  Forall (Forall (row_is_numbers a)) (network_of n).
Proof.
  induction n as [|x n IH]; intros i h; cbn [check_network_numbers] in h; [constructor|].
  apply bind_ok in h; destruct h as [[] [e h]]; apply check_rows_ok in e; constructor; [exact e|eapply IH; exact h].
Qed.

(* ---- all of it ---- *)
Record execution_accepted (c : execution) (ss : list sample_text) : Prop := ExecutionAccepted {
  exe_layers : layers (the_claim (exe_body c)) = sizeN (exe_g c);
  exe_neurons : neurons (the_claim (exe_body c)) = hidden_neurons (exe_g c);
  exe_count : samples (the_claim (exe_body c)) = sample_count (exe_body c);
  exe_steps : check_f_steps c = Ok tt;
  exe_frozen : check_frozen_shapes (exe_body c) = Ok tt;
  exe_shapes : check_shapes (exe_body c) "g" (exe_g c) = Ok tt;
  exe_summed : check_summed c = Ok tt;
  exe_samples : check_samples (exe_body c) ss = Ok tt;
  exe_numbers : Forall (Forall (row_is_numbers (g_format c))) (network_of (exe_g c));
  exe_f_numbers : forall q f, output_deviation c = Some q -> bare_f c = Some f ->
    Forall (Forall (row_is_numbers (model_format c))) (network_of f);
  exe_accepted : Forall (sample_accepted c) ss;
  exe_changed : changed (the_claim (exe_body c)) = count_changed (residuals (exe_body c) ss) }.

Lemma check_execution_ok limit c ss : check_execution limit c ss = Ok tt -> execution_accepted c ss.
Proof.
  unfold check_execution; intros h; step h u0 e0; step h u1 e1; step h u2 w; step h u3 e3.
  apply bind_ok in h; destruct h as [n [e4 h]]; apply check_samples_from_ok in e4; destruct e4 as [-> acc].
  unfold check_claim_execution in e0; step e0 v1 f1; step e0 v2 f2; step e0 v3 f3; step e0 v4 f4.
  step e0 v5 f5; step e0 v6 f6; step e0 v7 f7; step e0 v8 f8; clear e0.
  unfold check_formats in e3; step e3 v9 f9; step e3 va fa.
  apply require_ok, N.eqb_eq in f1, f2, f3, h.
  constructor; auto.
  - apply check_network_numbers_ok in f9; exact f9.
  - intros q f eq ef; rewrite eq, ef in e3; step e3 vb fb; apply check_network_numbers_ok in fb; exact fb.
Qed.
