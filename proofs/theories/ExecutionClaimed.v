(* What the checker of executions accepts is true of every execution: from the enclosures
   that were compared (ExecutionChecked.v) to what is claimed (ExecutionMeaning.v), by the
   theorems on enclosures. *)
From Coq Require Import QArith Qabs ZArith NArith Bool String List Lqa.
From FTCert Require Import Certificate Evaluation ExecutionRules Execution ExecutionMain Compose ComposeSound CheckSamples FrozenValues.
From FTCert Require Import CheckInterpolation CheckExecution ExecutionMeaning ExecutionChecked.
Import ListNotations Steps.
Local Open Scope Q_scope.
Local Set Implicit Arguments.
Local Ltac step h u e := apply bind_ok in h; destruct h as [u [e h]]; try destruct u.

(* ---- the steps of f ---- *)
Lemma check_step_sizes_ok ss : forall d, check_step_sizes d ss = Ok tt -> steps_fit (N.to_nat d) (map the_step ss).
Proof.
  induction ss as [|s ss IH]; intros d; cbn [check_step_sizes]; [constructor|].
  destruct (N.eqb_spec (sizeN (constants (the_step s))) d) as [e|]; [|discriminate]; intros h; constructor.
  - rewrite <- e, sizeN_eq, Nat2N.id; reflexivity.
  - apply IH; exact h.
Qed.
Lemma hd_plain l : hd [] (plain_steps l) = map the_step (hd [] l).
Proof. destruct l; reflexivity. Qed.
Lemma tl_plain l : tl (plain_steps l) = plain_steps (tl l).
Proof. destruct l; reflexivity. Qed.
Lemma check_all_steps_ok behind n : forall d before, check_all_steps d before n behind = Ok tt ->
  n <> [] /\ stages_fit (N.to_nat d) (stages_of (plain_steps before) n) (map the_step behind).
Proof.
  induction n as [|x n IH]; intros d before h; cbn [check_all_steps] in h; [discriminate|].
  step h u e; apply check_step_sizes_ok in e; split; [discriminate|].
  cbn [stages_of]; rewrite hd_plain, tl_plain; cbn [stages_fit]; split; [exact e|].
  destruct n as [|y n].
  - cbn [stages_of]; apply check_step_sizes_ok in h; rewrite sizeN_eq, Nat2N.id in h; exact h.
  - apply IH in h; rewrite sizeN_eq, Nat2N.id in h; exact (proj2 h).
Qed.
Lemma stages_layers n : forall before, map snd (stages_of before n) = network_of n.
Proof. induction n as [|x n IH]; intros before; [reflexivity|]; simpl; rewrite IH; reflexivity. Qed.

Lemma program_frozen c n s : bare_f c = Some n -> check_f_steps c = Ok tt -> lengths (exe_body c) s ->
  Forall2 Qeq (frozen (datum_of (exe_body c) s))
    (real_f (program_of (plain_steps (steps_before c)) n (map the_step (steps_behind c))) (sample_point s)).
Proof.
  unfold check_f_steps; intros e; rewrite e; intros h [d _]; apply check_all_steps_ok in h; destruct h as [ne fit].
  rewrite <- d in fit; unfold datum_of; cbn [frozen]; unfold bare_f in e.
  assert (E : frozen_by (exe_body c) = FrozenNetwork (composed (plain_steps (steps_before c)) n (map the_step (steps_behind c)))).
  { unfold exe_body; destruct (frozen_by (bare_body c)); try discriminate; injection e as ->; reflexivity. }
  rewrite E; apply composed_eval; assumption.
Qed.

Lemma swapped A B (R : A -> B -> Prop) l m : Forall2 R l m -> Forall2 (fun b a => R a b) m l.
Proof. induction 1; constructor; assumption. Qed.
Lemma same_length A B (R : A -> B -> Prop) l m : Forall2 R l m -> List.length l = List.length m.
Proof. induction 1; simpl; congruence. Qed.
Lemma is_changed_nth zs : is_changed zs = false -> forall k, nth k zs 0 == 0.
Proof.
  induction zs as [|z zs IH]; intros h [|k]; simpl; try reflexivity; simpl in h; apply orb_false_iff in h.
  - destruct h as [h _]; apply negb_false_iff, Qeq_bool_eq in h; exact h.
  - apply IH, h.
Qed.

Lemma row_numbers_right a fm r : format_of a = fm -> row_is_numbers a r -> row_numbers fm r.
Proof.
  intros <- h; inversion h as [|? ? h1 h2]; subst; split; [apply is_number_rightT; exact h1|].
  revert h2; apply Forall_impl; intros q; apply is_number_rightT.
Qed.
Lemma network_numbers_right a fm n : format_of a = fm -> Forall (Forall (row_is_numbers a)) n -> network_numbers fm n.
Proof.
  intros e; apply Forall_impl; intros l; apply Forall_impl; intros r; apply row_numbers_right; exact e.
Qed.

Section Executed.
Variables (c : execution) (ss : list sample_text).
Hypothesis accepted : execution_accepted c ss.
Variables (A G : arithmetic).
Hypotheses (A_sound : sound A) (G_sound : sound G).
Hypotheses (A_format : its_format A = format_of (model_format c)) (G_format : its_format G = format_of (g_format c)).

Theorem sample_executes s : In s ss ->
  let d := datum_of (exe_body c) s in
  g_executes A G (centre c) (network_of (exe_g c)) (deviation c) d /\
  forall f most, sum_of c = Some (f, most) -> sum_executes A G (centre c) (network_of (exe_g c)) f most d.
Proof.
  intros i d; destruct (check_samples_lengths _ _ (exe_samples accepted)) as [_ len].
  rewrite Forall_forall in len; specialize (len s i).
  assert (kn := needed_known (exe_frozen accepted) len); fold d in kn.
  destruct (residual_wanted _ _ _ kn) as [zl zn].
  assert (T : target d = targets (sample_label s) (frozen d)) by reflexivity.
  assert (TL : List.length (target d) = List.length (sample_label s)).
  { destruct (datum_lengths (exe_frozen accepted) len) as [_ [_ t]]; fold d in t; rewrite t; symmetry; apply len. }
  set (zs := residual (sample_label s) (needed_values (prepare (exe_body c)) s)) in *.
  assert (wd : forall k, nth k zs 0 == wanted d k) by (intros k; rewrite zn; reflexivity).
  assert (acc := exe_accepted accepted); rewrite Forall_forall in acc; destruct (acc s i) as [ys [eg [near sums]]].
  fold zs in near, sums; rewrite <- A_format, <- G_format in eg.
  assert (gn : network_numbers (its_format G) (network_of (exe_g c))).
  { apply network_numbers_right with (g_format c); [symmetry; exact G_format|exact (exe_numbers accepted)]. }
  destruct (@g_enclosedT A G (centre c) (network_of (exe_g c)) (sample_point s) ys A_sound G_sound gn eg) as [wi _].
  assert (ly : List.length ys = List.length zs) by (symmetry; apply (same_length near)).
  split.
  - split; [change (point d) with (sample_point s); rewrite (same_length wi); congruence|].
    change (point d) with (sample_point s); intros j y e.
    destruct (Forall2_nth_error wi _ e) as [en [en1 w]].
    destruct (Forall2_nth_error (swapped near) _ en1) as [z [z1 [n0 n1]]].
    apply (nth_error_nth _ _ 0) in z1; assert (zw := wd j); rewrite z1 in zw; split.
    + unfold kept; intros k r yr; rewrite k in zw; destruct (n0 zw) as [v0 e0]; destruct (w r yr) as [q [-> b]].
      exists q; split; [reflexivity|]; rewrite v0, e0 in b; apply Qabs_Qle_condition in b; lra.
    + unfold kept; intros k r yr; destruct (w r yr) as [q [-> b]]; exists q; split; [reflexivity|].
      assert (k' : ~ z == 0) by (rewrite zw; exact k).
      specialize (n1 k'); cbn [fst snd]; rewrite <- zw; apply Qabs_Qle_condition in b; apply Qabs_Qle_condition.
      assert (m : Qabs (fst en - z) <= deviation c - snd en) by lra.
      apply Qabs_Qle_condition in m; lra.
  - intros f most es [j0 ch].
    assert (cz : is_changed zs = true).
    { destruct (is_changed zs) eqn:o; [reflexivity|]; destruct ch; unfold kept; rewrite <- wd.
      apply is_changed_nth; exact o. }
    destruct (sums f most es cz) as [p [l [k [sm [e1 e2]]]]]; rewrite <- A_format in e1.
    unfold sum_of, program_in in es; destruct (bare_f c) as [n|] eqn:bf; [|discriminate]; cbn [option_map] in es.
    destruct (output_deviation c) as [q'|] eqn:od; [|discriminate]; injection es as <- ->.
    assert (pn : program_numbers (its_format A) (program_of (plain_steps (steps_before c)) n (map the_step (steps_behind c)))).
    { split; cbn [program_of stages].
      - rewrite stages_layers; apply network_numbers_right with (model_format c); [symmetry; exact A_format|].
        exact (exe_f_numbers accepted od bf).
      - assert (h := exe_steps accepted); unfold check_f_steps in h; rewrite bf in h; apply check_all_steps_ok in h.
        destruct n; [destruct (proj1 h eq_refl)|discriminate]. }
    destruct (@sum_enclosedT A _ (sample_point s) _ ys sm A_sound pn wi e1) as [ws _].
    destruct (@check_sum_ok _ _ _ _ _ _ _ _ _ kn e2) as [sl sn].
    change (point d) with (sample_point s); split; [rewrite (same_length ws); congruence|].
    intros j y e; destruct (Forall2_nth_error ws _ e) as [en [en1 w]]; split.
    + intros r yr; destruct (w r yr) as [q [-> _]]; exists q; reflexivity.
    + intros k0 r yr; destruct (w r yr) as [q [-> b]]; exists q; split; [reflexivity|].
      assert (m := sn j en en1); fold zs in m; rewrite <- T in m.
      assert (k' : ~ nth j zs 0 == 0) by (rewrite wd; exact k0).
      specialize (m k'); cbn [fst snd]; unfold label.
      assert (m' : Qabs (fst en - nth j (target d) 0) <= most - snd en) by lra.
      apply Qabs_Qle_condition in b, m'; apply Qabs_Qle_condition; lra.
Qed.

Theorem accepted_executes :
  executes_so A G (program_in c) (centre c) (network_of (exe_g c)) (data_of (exe_body c) ss) (deviation c) (output_deviation c).
Proof.
  intros d i; apply in_map_iff in i; destruct i as [s [<- i]].
  destruct (sample_executes s i) as [hg hs].
  destruct (check_samples_lengths _ _ (exe_samples accepted)) as [_ len]; rewrite Forall_forall in len.
  unfold program_in; constructor; [exact hg| |].
  - intros h e; destruct (bare_f c) as [n|] eqn:bf; [|discriminate]; injection e as <-.
    apply program_frozen; [exact bf|exact (exe_steps accepted)|exact (len s i)].
  - intros r e; unfold sum_of, program_in in hs; rewrite e in hs.
    assert (sd := exe_summed accepted); unfold check_summed in sd; rewrite e in sd.
    destruct (bare_f c) as [n|] eqn:bf; [|discriminate]; eexists; split; [reflexivity|]; apply hs; reflexivity.
Qed.
End Executed.
