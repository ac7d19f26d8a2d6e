(* The proofs of the statements of Execution.v. *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero ExecutionRow ExecutionGrid ExecutionSound ExecutionValues ExecutionNet.
From Coq Require Import QArith Qabs ZArith List Permutation Lqa Bool.
Import ListNotations.
Local Open Scope Q_scope.

Theorem formats_properT : formats_proper.
Proof. split; split; apply le_true || (apply Qnot_le_lt; intros H; apply Qle_bool_iff in H; revert H); vm_compute; congruence. Qed.

Theorem is_number_rightT : is_number_right.
Proof. exact is_numberT. Qed.

Lemma agrees_values vs ys : Forall2 agrees vs ys -> Forall2 Qeq (map fst ys) vs.
Proof. intros F. apply agree_values in F. induction F; cbn [map]; constructor; assumption. Qed.

Theorem g_enclosedT : g_enclosed.
Proof.
  intros A G centre g x ys SA SG N H. split; [exact (g_within A G centre g x ys SA SG N H)|].
  apply agrees_values. exact (g_value _ _ _ _ _ _ H).
Qed.
Theorem f_enclosedT : f_enclosed.
Proof.
  intros A f x ys SA N H. split; [exact (f_within A SA f x ys N H)|].
  apply agrees_values. apply f_value with (its_format A); [exact (proj2 N)|exact H].
Qed.

(* the values of the sum, in both of its forms *)
Lemma sum_values fm f x es ys : stages f <> [] -> enclose_sum fm f x es = Within ys ->
  Forall2 Qeq (map fst ys) (map (fun p => fst p + snd p) (combine (real_f f x) (map fst es))).
Proof.
  unfold enclose_sum, real_f. intros N H. destruct (last_steps f) as [|s0 ss] eqn:Ls.
  - apply try_within in H. destruct H as (b & Eb & H). apply try_within in H. destruct H as ([c l] & Ec & H).
    destruct (stages_value _ _ N _ _ _ _ (point_value _ _ _ Eb) Ec) as [F ->].
    cbn [real_steps fold_left]. set (vs := real_reads (stages f) x) in *. clearbody vs. clear - F H. revert es ys H.
    induction l as [|r l IH]; intros es ys H; [injection H as <-; constructor|].
    destruct es as [|e es]; [injection H as <-; constructor|]. cbn [combine try_all map] in *.
    apply try_within in H. destruct H as (y & Ey & H). apply try_within in H. destruct H as (ys' & Eys & H). injection H as <-.
    cbn [map fst snd] in *. constructor; [|apply IH; assumption].
    assert (A : Forall2 is_value (fst e :: vs) (e :: c)) by (constructor; [reflexivity|exact (agree_values _ _ F)]).
    destruct (row_value _ _ _ _ _ A Ey) as [V _]. rewrite V. unfold affine. cbn [fst snd dot]. ring.
  - apply try_within in H. destruct H as (fs & Ef & H). pose proof (f_value _ _ _ _ N Ef) as F.
    unfold real_f in F. rewrite Ls in F. set (vs := real_steps _ _) in *. clearbody vs. clear - F H. revert es ys H.
    induction F as [|v y vs fs [V _] F IH]; intros es ys H; [injection H as <-; constructor|].
    destruct es as [|e es]; [injection H as <-; constructor|]. cbn [combine try_all map] in *.
    apply try_within in H. destruct H as (z & Ez & H). apply try_within in H. destruct H as (ys' & Eys & H). injection H as <-.
    cbn [map fst snd] in *. constructor; [|apply IH; assumption].
    destruct (operation_value _ _ _ _ Ez) as [O _]. rewrite O, add_is, V. reflexivity.
Qed.
Theorem sum_enclosedT : sum_enclosed.
Proof.
  intros A f x gs es ys SA N G H. split; [exact (sum_within A SA f x gs es ys N G H)|].
  exact (sum_values _ _ _ _ _ (proj2 N) H).
Qed.

Lemma nth_within xs ys k y : Forall2 within xs ys -> nth_error ys k = Some y -> exists x, nth_error xs k = Some x /\ within x y.
Proof.
  intros F. revert k. induction F as [|x y' xs ys W F IH]; intros [|k] H; try discriminate; cbn [nth_error] in *.
  - injection H as ->. exists x. split; [reflexivity|exact W].
  - exact (IH k H).
Qed.
Theorem kept_zeroT : kept_zero.
Proof.
  intros A G centre g x ys k v e SA SG N H K V E.
  destruct (nth_within _ _ k (v, e) (g_within A G centre g x ys SA SG N H) K) as (y & Ey & W).
  exists y. split; [exact Ey|]. intros r Y. destruct (W r Y) as (q & -> & D). exists q. split; [reflexivity|].
  rewrite (abs_zero q v e E D). exact V.
Qed.
Theorem kept_outputT : kept_output.
Proof.
  intros A g F r L same Z N (p & q & -> & Y & O). destruct (Z _ Y) as (q' & -> & Q).
  destruct O as [O|(s & -> & O)].
  - apply (L F r N). apply same with (F + q'); [rewrite Q; ring|exact O].
  - exists s. split; [reflexivity|]. rewrite O, Q. ring.
Qed.
Theorem kept_fusedT : kept_fused.
Proof.
  intros A g w ys r [P R] Z [L|(hs & F & X)].
  - inversion L as [? ? N|? ? L']; subst; [|left; exact L']. destruct (Z _ N) as (q & C & _). discriminate.
  - inversion F as [|? h ? hs' G F']; subst. destruct (Z _ G) as (q & E & Q). injection E as ->.
    right. exists hs'. split; [exact F'|]. cbn [fst snd terms] in X.
    apply executes_zero_term with (a := 1 * q); [rewrite Q; reflexivity|].
    assert (Pm : Permutation (filter not_zero (1 * q :: fst w :: terms (snd w) hs')) (filter not_zero (fst w :: 1 * q :: terms (snd w) hs'))).
    { apply filter_permutation. apply perm_swap. }
    destruct X as [s S E|l' s S T|l' v s S T C]; unfold same_terms in *.
    + apply executes_none; [unfold same_terms; rewrite Pm; exact S|exact E].
    + apply executes_tree with l'; [unfold same_terms; rewrite Pm; exact S|exact T].
    + apply executes_converted with l' v; [unfold same_terms; rewrite Pm; exact S|exact T|exact C].
Qed.
