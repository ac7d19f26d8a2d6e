(* Equal points are found by sorting: points in lexicographic order, up to equality of
   rationals, a merge sort in constant stack space, and that what is strictly
   increasing after sorting has no two equal members.  Standard library only;
   extracted. *)
From Coq Require Import QArith List Permutation Sorted.
Import ListNotations.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * The order *)

Fixpoint compare_points (a b : list Q) : comparison :=
  match a, b with
  | [], [] => Eq
  | [], _ :: _ => Lt
  | _ :: _, [] => Gt
  | x :: a', y :: b' =>
      match Qcompare x y with Eq => compare_points a' b' | c => c end
  end.

Lemma compare_points_eq a b : Forall2 Qeq a b -> compare_points a b = Eq.
Proof.
  induction 1 as [|x y a b e _ IH]; simpl; [reflexivity|].
  rewrite (proj1 (Qeq_alt x y) e); exact IH.
Qed.

Lemma compare_points_trans a b c :
  compare_points a b = Lt -> compare_points b c = Lt -> compare_points a c = Lt.
Proof.
  revert b c; induction a as [|x a IH]; intros [|y b] [|z c]; simpl; try discriminate; auto.
  destruct (Qcompare x y) eqn:xy, (Qcompare y z) eqn:yz; try discriminate; intros h k;
    try apply Qeq_alt in xy; try apply Qeq_alt in yz; try apply Qlt_alt in xy; try apply Qlt_alt in yz.
  - assert (e : Qcompare x z = Eq) by (apply Qeq_alt; rewrite xy; exact yz).
    rewrite e; exact (IH _ _ h k).
  - assert (e : Qcompare x z = Lt) by (apply Qlt_alt; rewrite xy; exact yz).
    rewrite e; reflexivity.
  - assert (e : Qcompare x z = Lt) by (apply Qlt_alt; rewrite <- yz; exact xy).
    rewrite e; reflexivity.
  - assert (e : Qcompare x z = Lt) by (apply Qlt_alt; apply Qlt_trans with y; assumption).
    rewrite e; reflexivity.
Qed.

(* ======================================================================== *)
(** * Merge sort *)

Section Sort.
Variable A : Type.
Variable leb : A -> A -> bool.

(* the merged list, reversed, before acc *)
Fixpoint merge_onto (l1 : list A) : list A -> list A -> list A :=
  match l1 with
  | [] => fun l2 acc => rev_append l2 acc
  | a :: l1' =>
      fix onto (l2 acc : list A) : list A :=
        match l2 with
        | [] => rev_append l1 acc
        | b :: l2' => if leb a b then merge_onto l1' l2 (a :: acc) else onto l2' (b :: acc)
        end
  end.
Definition merge (l1 l2 : list A) : list A := rev_append (merge_onto l1 l2 []) [].

(* a stack of sorted lists, of 1, 2, 4, .. members; those below came first *)
Fixpoint push (l : list A) (stack : list (option (list A))) : list (option (list A)) :=
  match stack with
  | [] => [Some l]
  | None :: stack' => Some l :: stack'
  | Some k :: stack' => None :: push (merge k l) stack'
  end.
Definition pop (l : list A) (o : option (list A)) : list A :=
  match o with Some k => merge k l | None => l end.
Definition sort (l : list A) : list A :=
  fold_left pop (fold_left (fun stack a => push [a] stack) l []) [].

Lemma merge_onto_permutation l1 l2 acc : Permutation (merge_onto l1 l2 acc) (l1 ++ l2 ++ acc).
Proof.
  assert (R : forall l r : list A, Permutation (rev_append l r) (l ++ r)).
  { intros l r; rewrite rev_append_rev; apply Permutation_app_tail.
    apply Permutation_sym, Permutation_rev. }
  revert l2 acc; induction l1 as [|a l1 IH]; intros l2 acc; [exact (R l2 acc)|].
  revert acc; induction l2 as [|b l2 IH2]; intros acc; [exact (R (a :: l1) acc)|].
  simpl merge_onto; destruct (leb a b).
  - eapply Permutation_trans; [apply IH|].
    rewrite !app_assoc; apply Permutation_sym, Permutation_middle.
  - eapply Permutation_trans; [apply IH2|].
    rewrite !app_assoc; apply Permutation_sym.
    change (a :: l1) with ([a] ++ l1); rewrite <- !app_assoc.
    do 2 apply Permutation_app_head.
    apply (Permutation_middle l2 acc b).
Qed.

Lemma merge_permutation l1 l2 : Permutation (merge l1 l2) (l1 ++ l2).
Proof.
  unfold merge; rewrite <- rev_alt.
  eapply Permutation_trans; [apply Permutation_sym, Permutation_rev|].
  eapply Permutation_trans; [apply merge_onto_permutation|].
  rewrite app_nil_r; apply Permutation_refl.
Qed.

Fixpoint members (stack : list (option (list A))) : list A :=
  match stack with
  | [] => []
  | Some l :: stack' => l ++ members stack'
  | None :: stack' => members stack'
  end.

Lemma push_permutation stack l : Permutation (members (push l stack)) (l ++ members stack).
Proof.
  revert l; induction stack as [|[k|] stack IH]; intros l; simpl; try apply Permutation_refl.
  eapply Permutation_trans; [apply IH|].
  rewrite app_assoc; apply Permutation_app_tail.
  eapply Permutation_trans; [apply merge_permutation|apply Permutation_app_comm].
Qed.

Lemma sort_permutation l : Permutation (sort l) l.
Proof.
  assert (P : forall stack k, Permutation (fold_left pop stack k) (members stack ++ k)).
  { induction stack as [|[m|] stack IH]; intros k; simpl; try apply Permutation_refl; [|apply IH].
    eapply Permutation_trans; [apply IH|].
    eapply Permutation_trans; [apply Permutation_app_head, merge_permutation|].
    rewrite app_assoc; apply Permutation_app_tail, Permutation_app_comm. }
  assert (Q : forall stack, Permutation
                (members (fold_left (fun stack a => push [a] stack) l stack)) (l ++ members stack)).
  { induction l as [|a l IH]; intros stack; simpl; [apply Permutation_refl|].
    eapply Permutation_trans; [apply IH|].
    eapply Permutation_trans; [apply Permutation_app_head, push_permutation|].
    apply Permutation_sym, Permutation_middle. }
  unfold sort; eapply Permutation_trans; [apply P|]; rewrite app_nil_r.
  eapply Permutation_trans; [apply Q|]; simpl; rewrite app_nil_r; apply Permutation_refl.
Qed.

(* every member is [below] the next one *)
Variable below : A -> A -> bool.
Fixpoint increasing_from (a : A) (l : list A) : bool :=
  match l with
  | [] => true
  | b :: l' => if below a b then increasing_from b l' else false
  end.
Definition increasing (l : list A) : bool :=
  match l with [] => true | a :: l' => increasing_from a l' end.

Hypothesis below_trans : forall a b c, below a b = true -> below b c = true -> below a c = true.

Lemma increasing_pairs l : increasing l = true -> ForallOrdPairs (fun a b => below a b = true) l.
Proof.
  assert (H : forall l a, increasing_from a l = true -> Sorted (fun a b => below a b = true) (a :: l)).
  { clear l; induction l as [|b l IH]; intros a; simpl; intros h.
    - repeat constructor.
    - destruct (below a b) eqn:ab; [|discriminate].
      constructor; [apply IH; exact h|constructor; exact ab]. }
  intros h; assert (s : Sorted (fun a b => below a b = true) l).
  { destruct l; [constructor|apply H; exact h]. }
  apply Sorted_StronglySorted in s; [|exact below_trans].
  induction s as [|a l s IH f]; constructor; auto.
  apply IH; destruct l as [|b l]; [reflexivity|]; simpl in h |- *.
  destruct (below a b); [exact h|discriminate].
Qed.
End Sort.

(* sorted and increasing: any two members, in their old order, are comparable *)
Lemma pairs_permutation A (R : A -> A -> Prop) l k :
  (forall a b, R a b -> R b a) -> Permutation l k -> ForallOrdPairs R l -> ForallOrdPairs R k.
Proof.
  intros sym; induction 1 as [|a l k p IH|a b l|l m k _ IH1 _ IH2]; intros h; auto.
  - inversion h; subst; constructor; [|apply IH; assumption].
    eapply Permutation_Forall; eassumption.
  - inversion h as [|? ? f h2]; subst; inversion h2 as [|? ? f2 h3]; subst; inversion f; subst.
    constructor; [constructor; auto|constructor; assumption].
Qed.

Lemma pairs_weaker A (R R' : A -> A -> Prop) l :
  (forall a b, R a b -> R' a b) -> ForallOrdPairs R l -> ForallOrdPairs R' l.
Proof.
  intros w; induction 1 as [|a l f _ IH]; constructor; [|exact IH].
  eapply Forall_impl; [|exact f]; auto.
Qed.

Lemma pairs_map A B (f : A -> B) (R : B -> B -> Prop) l :
  ForallOrdPairs R (map f l) <-> ForallOrdPairs (fun a b => R (f a) (f b)) l.
Proof.
  induction l as [|a l IH]; simpl; [split; constructor|].
  split; intros h; inversion h; subst; constructor; try (apply IH; assumption).
  - rewrite Forall_map in *; assumption.
  - rewrite Forall_map; assumption.
Qed.
