(* The network that an f with steps composes to is the function of its steps and layers
   (Compose.v), when the steps have as many numbers as there are components. *)
From Coq Require Import QArith List Bool Setoid.
From FTCert Require Import Certificate Evaluation ExecutionRules Execution Compose.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.
Local Arguments Qred _ : simpl never.

Notation equal := (Forall2 Qeq).
Lemma equal_reflexive l : equal l l.
Proof. induction l; constructor; auto; reflexivity. Qed.
Lemma equal_symmetric a b : equal a b -> equal b a.
Proof. induction 1; constructor; auto; symmetry; assumption. Qed.
Lemma equal_transitive a b c : equal a b -> equal b c -> equal a c.
Proof.
  intros h; revert c; induction h as [|x y a b e _ IH]; intros c k; inversion k; subst; constructor.
  - rewrite e; assumption.
  - apply IH; assumption.
Qed.
Lemma equal_length a b : equal a b -> List.length a = List.length b.
Proof. induction 1; simpl; congruence. Qed.

(* one step, on all components *)
Definition values (k : operator) (v cs : list Q) : list Q :=
  map (fun p => apply_step k (fst p) (snd p)) (combine v cs).
Lemma values_cons k x v c cs : values k (x :: v) (c :: cs) = apply_step k x c :: values k v cs.
Proof. reflexivity. Qed.
Local Arguments values _ _ _ : simpl never.
Definition one_step (v : list Q) (s : step) : list Q := values (kind s) v (constants s).
Definition steps_fit (d : nat) (ss : list step) : Prop := Forall (fun s => List.length (constants s) = d) ss.

(* ---- equal numbers have equal images ---- *)
Lemma dot_equal w : forall a b, equal a b -> dot w a == dot w b.
Proof.
  induction w as [|x w IH]; intros a b h; [reflexivity|]; destruct h as [|y z a b e h]; [reflexivity|].
  simpl; rewrite e, (IH _ _ h); reflexivity.
Qed.
Lemma affine_equal a b r : equal a b -> affine a r == affine b r.
Proof. intros h; unfold affine; rewrite (dot_equal _ h); reflexivity. Qed.
Lemma map_affine_equal a b l : equal a b -> equal (map (affine a) l) (map (affine b) l).
Proof. intros h; induction l; constructor; auto; apply affine_equal; exact h. Qed.
Lemma relu_equal x y : x == y -> relu x == relu y.
Proof. intros e; unfold relu; rewrite e; destruct (Qle_bool 0 y); [exact e|reflexivity]. Qed.
Lemma relus_equal a b : equal a b -> equal (map relu a) (map relu b).
Proof. induction 1; constructor; auto; apply relu_equal; assumption. Qed.
Lemma eval_equal n : forall a b, equal a b -> equal (eval n a) (eval n b).
Proof.
  induction n as [|l n IH]; intros a b h; [exact h|]; simpl; destruct n as [|l2 n].
  - apply map_affine_equal; exact h.
  - apply IH, relus_equal, map_affine_equal; exact h.
Qed.
Lemma apply_step_equal k c x y : x == y -> apply_step k x c == apply_step k y c.
Proof. intros e; destruct k; simpl; rewrite e; reflexivity. Qed.
Lemma one_step_equal s a b : equal a b -> equal (one_step a s) (one_step b s).
Proof.
  unfold one_step; generalize (constants s); intros cs h; revert cs.
  induction h as [|x y a b e _ IH]; intros [|c cs]; try constructor; simpl; auto using apply_step_equal.
  exact (IH cs).
Qed.
Lemma real_steps_equal ss : forall a b, equal a b -> equal (real_steps ss a) (real_steps ss b).
Proof. induction ss as [|s ss IH]; intros a b h; [exact h|]; exact (IH _ _ (one_step_equal s h)). Qed.

(* ---- lengths ---- *)
Lemma values_length k : forall v cs, List.length cs = List.length v -> List.length (values k v cs) = List.length v.
Proof. intros v cs e; unfold values; rewrite map_length, combine_length, e; apply PeanoNat.Nat.min_id. Qed.

(* ---- steps before a row ---- *)
Lemma dot_reduced_eq w : forall acc cs, dot_reduced acc w cs == acc + dot w cs.
Proof.
  induction w as [|a w IH]; intros acc [|c cs]; simpl; try (symmetry; apply Qplus_0_r).
  rewrite IH; destruct (Qeq_bool a 0) eqn:z.
  - apply Qeq_bool_eq in z; rewrite z; ring.
  - rewrite Qred_correct; ring.
Qed.
Lemma dot_plus w : forall v cs, List.length cs = List.length v ->
  dot w (values Add v cs) == dot w v + dot w cs.
Proof.
  induction w as [|a w IH]; intros [|x v] [|c cs] e; try discriminate; rewrite ?values_cons; simpl; try reflexivity.
  rewrite IH by (injection e; auto); ring.
Qed.
Lemma dot_minus w : forall v cs, List.length cs = List.length v ->
  dot w (values Sub v cs) == dot w v + dot w (map Qopp cs).
Proof.
  induction w as [|a w IH]; intros [|x v] [|c cs] e; try discriminate; rewrite ?values_cons; simpl; try reflexivity.
  rewrite IH by (injection e; auto); ring.
Qed.
Fixpoint scaled (k : Q -> Q -> Q) (w cs : list Q) : list Q :=
  match w, cs with a :: w', c :: cs' => Qred (k a c) :: scaled k w' cs' | _, _ => w end.
Lemma scaled_from_eq k w : forall cs, scaled_from k w cs [] = scaled k w cs.
Proof.
  enough (H : forall cs acc, scaled_from k w cs acc = rev_append acc (scaled k w cs)) by (intros cs; apply H).
  induction w as [|a w IH]; intros [|c cs] acc; simpl; try reflexivity; rewrite IH; [destruct w|]; reflexivity.
Qed.
Lemma dot_times w : forall v cs, List.length cs = List.length v ->
  dot w (values Mul v cs) == dot (scaled Qmult w cs) v.
Proof.
  induction w as [|a w IH]; intros [|x v] [|c cs] e; try discriminate; rewrite ?values_cons; simpl; try reflexivity.
  rewrite IH by (injection e; auto); rewrite Qred_correct; ring.
Qed.
Lemma dot_over w : forall v cs, List.length cs = List.length v ->
  dot w (values Div v cs) == dot (scaled Qdiv w cs) v.
Proof.
  induction w as [|a w IH]; intros [|x v] [|c cs] e; try discriminate; rewrite ?values_cons; simpl; try reflexivity.
  rewrite IH by (injection e; auto); rewrite Qred_correct; unfold Qdiv; ring.
Qed.
Lemma row_behind_eq s v r : List.length (constants s) = List.length v ->
  affine (one_step v s) r == affine v (row_behind s r).
Proof.
  destruct r as [b w]; unfold affine, one_step, row_behind; intros e; destruct (kind s); cbn [fst snd].
  - rewrite (dot_plus w _ _ e), dot_reduced_eq; ring.
  - rewrite (dot_minus w _ _ e), dot_reduced_eq, tail_map_eq; ring.
  - rewrite (dot_times w _ _ e), scaled_from_eq; reflexivity.
  - rewrite (dot_over w _ _ e), scaled_from_eq; reflexivity.
Qed.
Lemma rows_behind_eq ss r : forall v, steps_fit (List.length v) ss ->
  affine (real_steps ss v) r == affine v (fold_right row_behind r ss).
Proof.
  induction ss as [|s ss IH]; intros v f; [reflexivity|]; inversion f as [|? ? e f']; subst.
  simpl; rewrite <- row_behind_eq by exact e; apply IH.
  unfold one_step; rewrite values_length by exact e; exact f'.
Qed.
Lemma layer_behind_eq ss l v : steps_fit (List.length v) ss ->
  equal (map (affine v) (layer_behind ss l)) (map (affine (real_steps ss v)) l).
Proof.
  intros f; assert (E : layer_behind ss l = map (fun r => fold_right row_behind r ss) l).
  { destruct ss; simpl; [symmetry; apply map_id|apply tail_map_eq]. }
  rewrite E, map_map; clear E; induction l as [|r l IH]; constructor; [|exact IH].
  symmetry; apply rows_behind_eq; exact f.
Qed.

(* ---- steps behind the last layer ---- *)
Lemma dot_scale (k : Q -> Q) c w : (forall a, k a == a * c) -> forall v, dot (map k w) v == dot w v * c.
Proof.
  intros e; induction w as [|a w IH]; intros [|x v]; simpl; try ring.
  rewrite IH, e; ring.
Qed.
Lemma row_before_eq k r c v : affine v (row_before k r c) == apply_step k (affine v r) c.
Proof.
  destruct r as [b w]; unfold affine, row_before; destruct k; cbn [fst snd apply_step];
    rewrite ?tail_map_eq, Qred_correct; try ring.
  - rewrite (@dot_scale (fun a => Qred (a * c)) c w (fun a => Qred_correct _)); ring.
  - rewrite (@dot_scale (fun a => Qred (a / c)) (/ c) w (fun a => Qred_correct _)); unfold Qdiv; ring.
Qed.
Lemma rows_before_eq k v : forall l cs, List.length cs = List.length l ->
  equal (map (affine v) (rows_before k l cs)) (values k (map (affine v) l) cs).
Proof.
  induction l as [|r l IH]; intros [|c cs] e; try discriminate; simpl; constructor.
  - apply row_before_eq.
  - apply IH; injection e; auto.
Qed.
Lemma rows_before_length k : forall l cs, List.length (rows_before k l cs) = List.length l.
Proof. induction l as [|r l IH]; intros [|c cs]; simpl; auto. Qed.
Lemma layer_before_eq v ss : forall l, steps_fit (List.length l) ss ->
  equal (map (affine v) (layer_before l ss)) (real_steps ss (map (affine v) l)).
Proof.
  induction ss as [|s ss IH]; intros l f; [apply equal_reflexive|]; inversion f as [|? ? e f']; subst.
  unfold layer_before; simpl fold_left.
  apply equal_transitive with (real_steps ss (map (affine v) (rows_before (kind s) l (constants s)))).
  { apply IH; rewrite rows_before_length; exact f'. }
  apply (@real_steps_equal ss _ (one_step (map (affine v) l) s)), rows_before_eq; exact e.
Qed.

(* ---- a network ---- *)
(* every step has a number for each component that it reads *)
Fixpoint stages_fit (d : nat) (st : list (list step * layer)) (behind : list step) : Prop :=
  match st with
  | [] => True
  | (ss, l) :: st' =>
      steps_fit d ss /\ match st' with
      | [] => steps_fit (List.length l) behind
      | _ :: _ => stages_fit (List.length l) st' behind
      end
  end.

Lemma layer_behind_length ss l : List.length (layer_behind ss l) = List.length l.
Proof. destruct ss; simpl; [reflexivity|rewrite tail_map_eq, map_length; reflexivity]. Qed.

Theorem composed_eval behind n : n <> [] -> forall before v, stages_fit (List.length v) (stages_of before n) behind ->
  equal (eval (network_of (composed before n behind)) v) (real_f (program_of before n behind) v).
Proof.
  unfold real_f; cbn [last_steps stages program_of]; induction n as [|x n IH]; [congruence|]; intros _ before v.
  destruct n as [|y n].
  - simpl; intros [f g]; eapply equal_transitive; [apply layer_before_eq; rewrite layer_behind_length; exact g|].
    apply real_steps_equal, layer_behind_eq, f.
  - set (u := map (affine (real_steps (hd [] before) v)) (rows x)).
    set (m := composed (tl before) (y :: n) behind); intros [f g].
    assert (h : equal (eval (network_of m) (map relu u)) (real_steps behind (real_stages (stages_of (tl before) (y :: n)) (map relu u)))).
    { apply IH; [discriminate|]; unfold u; rewrite !map_length; exact g. }
    change (real_stages (stages_of before (x :: y :: n)) v) with (real_stages (stages_of (tl before) (y :: n)) (map relu u)).
    eapply equal_transitive; [|exact h].
    change (composed before (x :: y :: n) behind) with (with_rows x (layer_behind (hd [] before) (rows x)) :: m).
    assert (ne : network_of m <> []) by (unfold m; simpl; destruct n; discriminate).
    unfold network_of in *; cbn [map eval rows with_rows]; destruct (map rows m) as [|z k]; [congruence|].
    apply eval_equal, relus_equal, layer_behind_eq, f.
Qed.
