(* What the checker of executions with specifications accepts is true of every execution:
   from the enclosures that were compared to what is claimed, by the theorems on enclosures. *)
From FTCert Require Import Certificate Specification Evaluation ExecutionRules Execution ExecutionMain Compose CheckSamples FrozenValues.
From FTCert Require Import CheckInterpolation CheckExecution CheckSpecification CheckSpecifiedExecution SpecificationChecked.
From FTCert Require Import ExecutionMeaning SpecificationMeaning SpecifiedExecutionMeaning ExecutionChecked ExecutionClaimed.
From Coq Require Import QArith Qabs ZArith NArith Bool String List Lqa ssrbool.
From mathcomp Require ssreflect.ssrnat ssreflect.seq.
Import ListNotations Steps.
Local Open Scope Q_scope.
Local Set Implicit Arguments.
Local Ltac step h u e := apply bind_ok in h; destruct h as [u [e h]]; try destruct u.

(* ---- what was compared ---- *)
Lemma check_kept_ok p l i ms : forall j ys, check_kept p l i j ms ys = Ok tt -> List.length ys = List.length ms /\
  forall k y, nth_error ys k = Some y -> nth_error ms k = Some None -> is_zero y = true.
Proof.
  induction ms as [|m ms IH]; intros j [|y ys]; cbn [check_kept]; try discriminate.
  - intros _; split; [reflexivity|intros [|k] y; discriminate].
  - destruct (match m with None => is_zero y | Some _ => true end) eqn:z; [|discriminate]; intros h.
    destruct (IH _ _ h) as [e kz]; split; [simpl; congruence|]; intros [|k] y'; simpl; [|apply kz].
    intros ey em; injection ey as <-; injection em as ->; exact z.
Qed.
Lemma check_enclosed_ok p l i ks : forall j ys, check_enclosed p l i j ks ys = Ok tt -> List.length ys = List.length ks /\
  forall k y a, nth_error ys k = Some y -> nth k ks Keep = Allow a -> encloses a y = true.
Proof.
  induction ks as [|x ks IH]; intros j [|y ys]; cbn [check_enclosed]; try discriminate.
  - intros _; split; [reflexivity|intros [|k] y; discriminate].
  - assert (H : check_enclosed p l i (N.succ j) ks ys = Ok tt -> (forall a, x = Allow a -> encloses a y = true) ->
      List.length (y :: ys) = List.length (x :: ks) /\
      forall k y' a, nth_error (y :: ys) k = Some y' -> nth k (x :: ks) Keep = Allow a -> encloses a y' = true).
    { intros h z; destruct (IH _ _ h) as [e kz]; split; [simpl; congruence|]; intros [|k] y' a; simpl; [|apply kz].
      intros ey; injection ey as <-; apply z. }
    destruct x as [|a]; [intros h; apply H; [exact h|discriminate]|].
    destruct (encloses a y) eqn:z; [|discriminate]; intros h; apply H; [exact h|]; intros b eb; injection eb as <-; exact z.
Qed.

Definition run_accepted (t : specified) (c : execution) (f : program) (p : N) (s : specified_sample) (changed : bool) : Prop :=
  exists ys, enclose_g (format_of (model_format c)) (format_of (g_format c)) (centre c) (network_of (exe_g c)) (spec_point s) = Within ys /\
  List.length ys = List.length (marks p (spec_of s)) /\
  (forall k y, nth_error ys k = Some y -> nth_error (marks p (spec_of s)) k = Some None -> is_zero y = true) /\
  (is_specified (spec_of s) = true -> exists l i sums, enclose_sum (format_of (model_format c)) f (spec_point s) ys = Within sums /\
     check_runs (margin_of (the_terms t)) p l i (spec_of s) sums = Ok tt) /\
  changed = negb (forallb is_zero ys).

Lemma check_run_sample_ok t c f p i s changed : check_run_sample t c f p i s = Ok changed -> run_accepted t c f p s changed.
Proof.
  unfold check_run_sample; intros h; apply bind_ok in h; destruct h as [ys [e1 h]]; apply enclosed_ok in e1.
  step h u e2; apply check_kept_ok in e2; destruct e2 as [len kz].
  apply bind_ok in h; destruct h as [[] [e3 h]]; injection h as <-.
  exists ys; split; [exact e1|split; [exact len|split; [exact kz|split; [|reflexivity]]]].
  intros sp; rewrite sp in e3; apply bind_ok in e3; destruct e3 as [sums [e3 h]].
  apply enclosed_ok in e3; exists (spec_line s), i, sums; auto.
Qed.
Lemma check_runs_from_ok t c f p ss : forall i found n, check_runs_from t c f p i found ss = Ok n ->
  exists touched, Forall2 (run_accepted t c f p) ss touched /\ n = (found + N.of_nat (List.length (filter (fun b => b) touched)))%N.
Proof.
  induction ss as [|s ss IH]; intros i found n; cbn [check_runs_from].
  - intros h; injection h as <-; exists []; split; [constructor|symmetry; apply N.add_0_r].
  - destruct (check_run_sample _ _ _ _ _ _) as [b|] eqn:o; [|discriminate]; intros h.
    apply check_run_sample_ok in o; apply IH in h; destruct h as [touched [acc ->]].
    exists (b :: touched); split; [constructor; assumption|]; destruct b; [|reflexivity].
    simpl List.length; rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity.
Qed.

(* ---- enclosures and what is returned ---- *)
Lemma within_ends a y x q : encloses a y = true -> within x y -> x (Some q) -> in_ends a q.
Proof.
  unfold encloses, least_in, most_in; rewrite andb_true_iff; intros [h1 h2] w xq.
  destruct (w _ xq) as [q' [e b]]; injection e as <-; apply Qabs_Qle_condition in b.
  split; intros z ez; rewrite ez in *; apply Qle_bool_iff in h1 || apply Qle_bool_iff in h2; lra.
Qed.
Lemma within_zero y x : is_zero y = true -> within x y -> zero_for_all x.
Proof.
  unfold is_zero, zero; rewrite andb_true_iff; intros [v0 e0] w r xr; apply Qeq_bool_eq in v0, e0.
  destruct (w r xr) as [q [-> b]]; exists q; split; [reflexivity|].
  rewrite v0, e0 in b; apply Qabs_Qle_condition in b; lra.
Qed.
Lemma within_finite P ys es : Forall2 within ys es -> List.length es = P -> all_finite P ys.
Proof.
  intros w len; split; [rewrite <- len; exact (same_length w)|]; intros j y e.
  destruct (Forall2_nth_error w _ e) as [en [_ h]]; intros r yr; destruct (h r yr) as [q [-> _]]; exists q; reflexivity.
Qed.

Lemma sizeN_length A (l : list A) n : N.eqb (sizeN l) n = true -> List.length l = N.to_nat n.
Proof. intros e; apply N.eqb_eq in e; rewrite sizeN_eq in e; rewrite <- e, Nat2N.id; reflexivity. Qed.

Lemma runs_meet margin p l i s ys sums : Forall2 within ys sums -> check_runs margin p l i s sums = Ok tt ->
  (forall ks, s = OfComponents ks -> List.length ks = N.to_nat p) -> all_finite (N.to_nat p) ys /\ values_meet margin s ys.
Proof.
  intros w ck lk; destruct s as [ks|[cs|]]; cbn [check_runs values_meet] in *; [| |discriminate].
  - destruct (check_enclosed_ok _ _ _ _ _ _ ck) as [len z]; split.
    + apply (within_finite w); rewrite len; apply lk; reflexivity.
    + intros j y a e ea q yq; destruct (Forall2_nth_error w _ e) as [en [e1 h]].
      eapply within_ends; [exact (z _ _ _ e1 ea)|exact h|exact yq].
  - destruct (N.eqb (sizeN sums) p) eqn:sz; [|discriminate]; apply sizeN_length in sz.
    rewrite !tail_map_eq in ck; destruct (lead cs (map least_in sums) (map most_in sums)) as [q|] eqn:ld; [|discriminate].
    destruct (Qle_bool margin q) eqn:m; [|discriminate]; apply Qle_bool_iff in m.
    split; [apply (within_finite w); exact sz|].
    assert (lw : List.length ys = List.length sums) by exact (same_length w).
    intros r read; destruct (lead_between _ _ _ ld) as [c [a [ec [mc below]]]].
    assert (near : forall j y, nth_error sums j = Some y -> Qabs (r j - fst y) <= snd y).
    { intros j y e; destruct (Forall2_nth_error (swapped w) _ e) as [x [ex h]].
      destruct (h _ (read _ _ ex)) as [q' [e' b]]; injection e' as ->; exact b. }
    rewrite nth_error_map in ec; destruct (nth_error sums c) as [yc|] eqn:nc; [|discriminate]; injection ec as <-.
    exists c; split.
    + apply (introT ssrnat.ltP); change (seq.size ys) with (List.length ys); rewrite lw; apply nth_error_Some; congruence.
    + exact mc.
    + intros k lt nk; apply (elimT ssrnat.ltP) in lt.
      change (seq.size ys) with (List.length ys) in lt; rewrite lw in lt; apply nth_error_Some in lt.
      destruct (nth_error sums k) as [yk|] eqn:ek; [|congruence].
      assert (b := below k (most_in yk)); rewrite nth_error_map, ek in b; specialize (b eq_refl nk).
      assert (n1 := near _ _ nc); assert (n2 := near _ _ ek); apply Qabs_Qle_condition in n1, n2.
      unfold least_in, most_in in b; lra.
Qed.

(* ---- one sample ---- *)
Lemma marks_keep p s j : List.length (marks p s) = N.to_nat p -> (j < N.to_nat p)%nat -> keeps s j -> nth_error (marks p s) j = Some None.
Proof.
  destruct s as [l|cs]; cbn [marks keeps].
  - rewrite tail_map_eq, map_length; intros len lt k; rewrite nth_error_map.
    destruct (nth_error l j) as [a|] eqn:e; [|apply nth_error_None in e; rewrite len in e; destruct (proj1 (Nat.lt_nge _ _) lt e)].
    apply (nth_error_nth _ _ Keep) in e; rewrite k in e; subst a; reflexivity.
  - intros _ lt ->; cbn [mark]; revert j lt; induction (N.to_nat p) as [|n IH]; intros j lt; [inversion lt|].
    destruct j as [|j]; [reflexivity|]; apply IH, Nat.succ_lt_mono, lt.
Qed.

Section Executed.
Variables (t : specified) (c : execution) (f : program) (q : Q) (ss : list specified_sample).
Hypotheses (claimed : check_claim_execution c = Ok tt) (formats : check_formats c = Ok tt) (summed : sum_of c = Some (f, q)).
Variables (A G : arithmetic).
Hypotheses (A_sound : sound A) (G_sound : sound G).
Hypotheses (A_format : its_format A = format_of (model_format c)) (G_format : its_format G = format_of (g_format c)).

Lemma g_numbers : network_numbers (its_format G) (network_of (exe_g c)).
Proof.
  unfold check_formats in formats; assert (h := formats); step h u e; apply check_network_numbers_ok in e.
  apply network_numbers_right with (g_format c); [symmetry; exact G_format|exact e].
Qed.
Lemma f_numbers : program_numbers (its_format A) f.
Proof.
  assert (h := formats); unfold check_formats in h; step h u e; step h u2 e2.
  unfold sum_of, program_in in summed; destruct (bare_f c) as [n|] eqn:bf; [|discriminate]; cbn [option_map] in summed.
  destruct (output_deviation c); [|discriminate]; injection summed as <- _; step h u3 e3; apply check_network_numbers_ok in e3.
  split; cbn [program_of stages].
  - rewrite stages_layers; apply network_numbers_right with (model_format c); [symmetry; exact A_format|exact e3].
  - assert (s := claimed); unfold check_claim_execution in s; step s v1 f1; step s v2 f2; step s v3 f3; step s v4 f4.
    unfold check_f_steps in f4; rewrite bf in f4; apply check_all_steps_ok in f4.
    destruct n; [destruct (proj1 f4 eq_refl)|discriminate].
Qed.

Theorem sample_runs s changed : lengths (exe_body c) (marked (outputs (exe_body c)) s) ->
  run_accepted t c f (outputs (exe_body c)) s changed ->
  let d := SpecifiedDatum (spec_point s) (frozen (datum_of (exe_body c) (marked (outputs (exe_body c)) s))) (spec_of s) in
  runs_so A G f (centre c) (network_of (exe_g c)) (N.to_nat (outputs (exe_body c))) (margin_of (the_terms t)) d /\
  (changed = false -> forall j y, nth_error (returned A G (centre c) (network_of (exe_g c)) d) j = Some y -> zero_for_all y).
Proof.
  intros len [ys [eg [ly [kz [sums ch]]]]] d; rewrite <- A_format, <- G_format in eg.
  assert (lm : List.length (marks (outputs (exe_body c)) (spec_of s)) = N.to_nat (outputs (exe_body c))) by apply len.
  destruct (@g_enclosedT A G (centre c) (network_of (exe_g c)) (spec_point s) ys A_sound G_sound g_numbers eg) as [wi _].
  split; [|].
  - constructor.
    + apply (within_finite wi); congruence.
    + intros j y k e; destruct (Forall2_nth_error wi _ e) as [en [en1 w]].
      apply (@within_zero en); [|exact w]; apply (kz j); [exact en1|]; apply marks_keep; [exact lm| |exact k].
      rewrite <- lm, <- ly; apply nth_error_Some; congruence.
    + intros sp; destruct (sums sp) as [l [i [sm [e1 e2]]]]; rewrite <- A_format in e1.
      destruct (@sum_enclosedT A f (spec_point s) _ ys sm A_sound f_numbers wi e1) as [ws _].
      apply (@runs_meet _ _ _ _ _ _ _ ws e2); intros ks e; cbn [asked d] in e.
      rewrite e in lm; cbn [marks] in lm; rewrite tail_map_eq, map_length in lm; exact lm.
  - intros c0 j y e; rewrite c0 in ch; symmetry in ch; apply negb_false_iff in ch; rewrite forallb_forall in ch.
    destruct (Forall2_nth_error wi _ e) as [en [en1 w]]; apply (@within_zero en); [|exact w].
    apply ch; exact (nth_error_In _ _ en1).
Qed.
End Executed.
