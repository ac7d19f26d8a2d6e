(* Terms that are exactly 0 change nothing: an execution of a row, with such terms left out or added anywhere, is an
   execution by a tree over the other terms alone. What is returned twice is returned once. *)
From FTCert Require Import Certificate ExecutionRules Execution.
From Coq Require Import QArith Qabs ZArith List Permutation Lqa.
Import ListNotations.
Local Open Scope Q_scope.

Section Operations.
Variables (fm : format) (op : operations).
Hypothesis P : proper fm.
Hypothesis R : rounds fm op.

Lemma returns_same t t' r : t == t' -> returns op t r -> returns op t' r.
Proof.
  intros E [H|(q & -> & H)]; [left; eapply (op_same R); eassumption|right].
  exists q. split; [reflexivity|rewrite H; exact E].
Qed.
Lemma returns_near t r : in_range fm t -> returns op t r -> exists q, r = Some q /\ near fm t q.
Proof.
  intros I [H|(q & -> & H)]; [eapply (op_near R); eassumption|].
  exists q. split; [reflexivity|]. unfold near.
  assert (E : q - t == 0) by lra. rewrite E. change (Qabs 0) with 0.
  pose proof (roundoff_positive P). pose proof (least_positive P). pose proof (Qabs_nonneg t). nra.
Qed.
Lemma returns_number t r : in_range fm t -> number fm t -> returns op t r -> exists q, r = Some q /\ q == t.
Proof. intros I N [H|H]; [eapply (op_number R); eassumption|exact H]. Qed.
Lemma returns_twice t v r : returns op t (Some v) -> returns op v r -> returns op t r.
Proof.
  intros [H|(q & E & H)] [H2|(q2 & -> & H2)].
  - left. eapply (op_twice R); eassumption.
  - left. eapply (op_same_result R); [|exact H]; lra.
  - injection E as <-. left. eapply (op_same R); eassumption.
  - injection E as <-. right. exists q2. split; [reflexivity|rewrite H2; exact H].
Qed.
Lemma returns_zero t r : t == 0 -> returns op t r -> exists q, r = Some q /\ q == 0.
Proof.
  intros E H. destruct (@returns_number t r) as (q & -> & Hq).
  - unfold in_range. rewrite E. change (Qabs 0) with 0.
    pose proof (least_in_range P). pose proof (least_positive P). lra.
  - left. exact E.
  - exact H.
  - exists q. split; [reflexivity|lra].
Qed.

Lemma tree_then l v r : tree op l (Some v) -> returns op v r -> tree op l r.
Proof.
  intros T. remember (Some v) as o eqn:E. revert v E r.
  induction T as [a o H|l1 v1 l2 v2 o T1 _ T2 _ H|l1 l2 v2 T1 _ T2 _|l o T _|l l' o Q T IH]; intros v E r Hr; subst.
  - apply tree_term. exact (returns_twice _ _ _ H Hr).
  - apply tree_sum with v1 v2; try assumption. exact (returns_twice _ _ _ H Hr).
  - discriminate.
  - apply tree_anything. exact T.
  - apply tree_order with l; [exact Q|]. apply IH with v; [reflexivity|exact Hr].
Qed.

Lemma filter_permutation l l' : Permutation l l' -> Permutation (filter not_zero l) (filter not_zero l').
Proof.
  induction 1 as [|a l l' _ IH|a b l|l l' l'' _ IH1 _ IH2]; simpl.
  - constructor.
  - destruct (not_zero a); [constructor|]; exact IH.
  - destruct (not_zero a), (not_zero b); try reflexivity. constructor.
  - transitivity (filter not_zero l'); assumption.
Qed.
Lemma not_zero_false a : not_zero a = false -> a == 0.
Proof. unfold not_zero. intros H. apply Qeq_bool_iff. destruct (Qeq_bool a 0); [reflexivity|discriminate]. Qed.

Lemma tree_not_zero l r : tree op l r ->
  (filter not_zero l = [] -> exists q, r = Some q /\ q == 0) /\ (filter not_zero l <> [] -> tree op (filter not_zero l) r).
Proof.
  induction 1 as [a r H|l1 v1 l2 v2 r T1 [Z1 N1] T2 [Z2 N2] H|l1 l2 v2 T1 [Z1 N1] T2 [Z2 N2]|l r T [Z N]|l l' r Q T [Z N]].
  - simpl. destruct (not_zero a) eqn:E; split; intros C; try discriminate; try congruence.
    + apply tree_term. exact H.
    + apply returns_zero with a; [exact (not_zero_false _ E)|exact H].
  - rewrite filter_app. destruct (filter not_zero l1) as [|a1 f1], (filter not_zero l2) as [|a2 f2]; split; intros C;
      try discriminate; try (exfalso; apply C; reflexivity).
    + destruct (Z1 eq_refl) as (q1 & E1 & S1). destruct (Z2 eq_refl) as (q2 & E2 & S2).
      injection E1 as ->. injection E2 as ->. apply returns_zero with (q1 + q2); [lra|exact H].
    + destruct (Z1 eq_refl) as (q1 & E1 & S1). injection E1 as ->. simpl.
      apply tree_then with v2; [apply N2; discriminate|]. apply returns_same with (q1 + v2); [lra|exact H].
    + destruct (Z2 eq_refl) as (q2 & E2 & S2). injection E2 as ->. rewrite app_nil_r.
      apply tree_then with v1; [apply N1; discriminate|]. apply returns_same with (v1 + q2); [lra|exact H].
    + apply tree_sum with v1 v2; [apply N1; discriminate|apply N2; discriminate|exact H].
  - rewrite filter_app. destruct (filter not_zero l1) as [|a1 f1].
    + destruct (Z1 eq_refl) as (q1 & E1 & _). discriminate.
    + split; [discriminate|intros _]. destruct (filter not_zero l2) as [|a2 f2].
      * rewrite app_nil_r. apply N1. discriminate.
      * apply tree_lost with v2; [apply N1|apply N2]; discriminate.
  - split; intros C.
    + destruct (Z C) as (q & E & _). discriminate.
    + apply tree_anything. exact (N C).
  - pose proof (filter_permutation _ _ Q) as QF. split; intros C.
    + apply Z. rewrite C in QF. apply Permutation_nil. symmetry. exact QF.
    + apply tree_order with (filter not_zero l); [exact QF|]. apply N. intros E. apply C. rewrite E in QF.
      apply Permutation_nil. exact QF.
Qed.

(* an execution of a row is a tree over its terms that are not 0 *)
Theorem executes_not_zero l r : executes op l r ->
  (filter not_zero l = [] -> exists q, r = Some q /\ q == 0) /\ (filter not_zero l <> [] -> tree op (filter not_zero l) r).
Proof.
  assert (main : forall l' r, same_terms l l' -> tree op l' r ->
    (filter not_zero l = [] -> exists q, r = Some q /\ q == 0) /\ (filter not_zero l <> [] -> tree op (filter not_zero l) r)).
  { intros l' r0 S T. destruct (tree_not_zero _ _ T) as [Z N]. unfold same_terms in S. split; intros C.
    - apply Z. rewrite C in S. apply Permutation_nil. exact S.
    - apply tree_order with (filter not_zero l'); [symmetry; exact S|]. apply N. intros E. apply C. rewrite E in S.
      apply Permutation_nil. symmetry. exact S. }
  intros [q S Q|l' r0 S T|l' v r0 S T H].
  - split; intros C; [exists q; split; [reflexivity|exact Q]|]. exfalso. apply C. unfold same_terms in S. simpl in S.
    apply Permutation_nil. symmetry. exact S.
  - exact (main _ _ S T).
  - apply main with l'; [exact S|]. apply tree_then with v; [exact T|exact H].
Qed.

(* a row that has the term 0 besides returns what the row without it may return *)
Lemma executes_zero_term l a r : a == 0 -> executes op (a :: l) r -> executes op l r.
Proof.
  intros Z. assert (N : not_zero a = false).
  { unfold not_zero. apply Qeq_bool_iff in Z. rewrite Z. reflexivity. }
  intros [q S Q|l' r0 S T|l' v r0 S T H]; unfold same_terms in S; simpl in S; rewrite N in S.
  - apply executes_none; assumption.
  - apply executes_tree with l'; assumption.
  - apply executes_converted with l' v; assumption.
Qed.
End Operations.
