(* Networks over common denominators: a rational network becomes one of integers, so
   that a point is evaluated by integer multiplications and additions alone, without
   a gcd for every operation.  Standard library only; extracted. *)
From FTCert Require Import Certificate.
From Coq Require Import QArith ZArith NArith List.
Import ListNotations.
Local Open Scope Q_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * Lists, in constant stack space *)

Definition tail_map A B (f : A -> B) (l : list A) : list B :=
  rev_append (fold_left (fun acc a => f a :: acc) l []) [].

(* ======================================================================== *)
(** * Common denominators *)

Definition lcm (a b : positive) : positive := Z.to_pos (Z.lcm (Zpos a) (Zpos b)).
(* of the denominators *)
Definition common (qs : list Q) : positive := fold_left (fun s q => lcm s (Qden q)) qs 1%positive.
(* the numerator of q over the denominator s, a multiple of that of q *)
Definition over (s : positive) (q : Q) : Z := (Qnum q * (Zpos s / Zpos (Qden q)))%Z.

(* a rational row in integers: [scale] times too large when every component that it
   reads is its own scale times too large *)
Record integer_row := IntegerRow { offset : Z; weights : list Z; scale : positive }.
Definition integer_network : Type := list (list integer_row).

(* weights divided by the scales of the layer before (1 where there is none) *)
Fixpoint divide (before : list positive) (ws acc : list Q) : list Q :=
  match ws with
  | [] => rev_append acc []
  | w :: ws' =>
      match before with
      | [] => divide [] ws' (w :: acc)
      | s :: before' => divide before' ws' (Qred (Qnum w # (Qden w * s)) :: acc)
      end
  end.

Definition integer_row_of (before : list positive) (r : row) : integer_row :=
  let ws := divide before (snd r) [] in
  let s := common (fst r :: ws) in
  IntegerRow (over s (fst r)) (tail_map (over s) ws) s.

Fixpoint integer_layers (before : list positive) (n : network) : integer_network :=
  match n with
  | [] => []
  | l :: n' =>
      let l' := tail_map (integer_row_of before) l in
      l' :: integer_layers (tail_map scale l') n'
  end.
Definition integer_network_of (n : network) : integer_network := integer_layers [] n.

(* ======================================================================== *)
(** * Evaluation *)

Fixpoint dot_from (acc : Z) (ws v : list Z) : Z :=
  match ws, v with
  | w :: ws', x :: v' => dot_from (acc + w * x)%Z ws' v'
  | _, _ => acc
  end.
(* numerator and denominator *)
Definition integer_affine (q : positive) (v : list Z) (r : integer_row) : Z * positive :=
  (dot_from (offset r * Zpos q) (weights r) v, (scale r * q)%positive).

(* pre-activations of the hidden layers, the first one first, and the outputs *)
Fixpoint run (n : integer_network) (q : positive) (v : list Z) (hidden : list (list (Z * positive)))
  : list (list (Z * positive)) * list Q :=
  match n with
  | [] => (rev_append hidden [], tail_map (fun x => x # q) v)
  | l :: n' =>
      let u := tail_map (integer_affine q v) l in
      match n' with
      | [] => (rev_append hidden [], tail_map (fun p => fst p # snd p) u)
      | _ :: _ => run n' q (tail_map (fun p => Z.max 0 (fst p)) u) (u :: hidden)
      end
  end.
Definition evaluate (n : integer_network) (v : list Q) : list (list (Z * positive)) * list Q :=
  let q := common v in run n q (tail_map (over q) v) [].

(* ======================================================================== *)
(** * The outputs are those of the plain meaning *)

Lemma tail_map_eq A B (f : A -> B) l : tail_map f l = map f l.
Proof.
  assert (H : forall acc, fold_left (fun acc a => f a :: acc) l acc = rev_append (map f l) acc).
  { induction l; intros acc; simpl; auto. }
  unfold tail_map; rewrite H, !rev_append_rev, !app_nil_r; apply rev_involutive.
Qed.

Lemma sizeN_eq A (l : list A) : sizeN l = N.of_nat (length l).
Proof.
  assert (H : forall n, fold_left (fun n _ => N.succ n) l n = (n + N.of_nat (length l))%N).
  { induction l as [|a l IH]; intros n; simpl fold_left; simpl length.
    - symmetry; apply N.add_0_r.
    - rewrite IH, Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity. }
  exact (H 0%N).
Qed.

Lemma lcm_divides a b : (Zpos a | Zpos (lcm a b))%Z /\ (Zpos b | Zpos (lcm a b))%Z.
Proof.
  assert (E : Zpos (lcm a b) = Z.lcm (Zpos a) (Zpos b)).
  { apply Z2Pos.id.
    assert (h := Z.lcm_nonneg (Zpos a) (Zpos b)).
    assert (k : Z.lcm (Zpos a) (Zpos b) <> 0%Z) by (rewrite Z.lcm_eq_0; intros [|]; discriminate).
    apply Z.le_neq; auto. }
  rewrite E; split; [apply Z.divide_lcm_l|apply Z.divide_lcm_r].
Qed.

Definition covers (s : positive) (q : Q) : Prop := (Zpos (Qden q) | Zpos s)%Z.

Lemma common_covers qs : Forall (covers (common qs)) qs.
Proof.
  assert (H : forall s, (Zpos s | Zpos (fold_left (fun s q => lcm s (Qden q)) qs s))%Z /\
                        Forall (covers (fold_left (fun s q => lcm s (Qden q)) qs s)) qs).
  { induction qs as [|q qs IH]; intros s; simpl; [split; [apply Z.divide_refl|constructor]|].
    destruct (IH (lcm s (Qden q))) as [h k]; destruct (lcm_divides s (Qden q)) as [a b]; split.
    - eapply Z.divide_trans; eassumption.
    - constructor; [eapply Z.divide_trans; eassumption|exact k]. }
  apply H.
Qed.

Lemma over_eq s q : covers s q -> inject_Z (over s q) == inject_Z (Zpos s) * q.
Proof.
  intros [k e]; unfold over; rewrite e, Z.div_mul by discriminate.
  destruct q as [n d]; simpl Qden; unfold Qeq, inject_Z, Qmult; cbn [Qnum Qden].
  rewrite ?Pos.mul_1_l; ring.
Qed.

(* the integers vi are the numbers v, q times too large and each [before] times *)
Fixpoint scaled (q : positive) (before : list positive) (vi : list Z) (v : list Q) : Prop :=
  match vi, v with
  | [], [] => True
  | x :: vi', y :: v' =>
      inject_Z x == inject_Z (Zpos q) * inject_Z (Zpos (hd 1%positive before)) * y /\
      scaled q (tl before) vi' v'
  | _, _ => False
  end.

Fixpoint divided (before : list positive) (ws : list Q) : list Q :=
  match ws with
  | [] => []
  | w :: ws' => match before with
                | [] => w
                | s :: _ => Qred (Qnum w # (Qden w * s))
                end :: divided (tl before) ws'
  end.
Local Arguments Qred _ : simpl never.
Lemma divide_eq before ws : divide before ws [] = divided before ws.
Proof.
  assert (H : forall acc, divide before ws acc = rev_append acc (divided before ws)).
  { revert before; induction ws as [|w ws IH]; intros before acc; [reflexivity|].
    simpl; destruct before; apply IH. }
  apply H.
Qed.
Lemma divided_hd before w :
  inject_Z (Zpos (hd 1%positive before)) *
    match before with [] => w | s :: _ => Qred (Qnum w # (Qden w * s)) end == w.
Proof.
  destruct before as [|s before]; simpl hd; [apply Qmult_1_l|].
  rewrite Qred_correct; destruct w as [n d]; unfold Qeq, inject_Z, Qmult; cbn [Qnum Qden].
  rewrite ?Pos.mul_1_l, Pos2Z.inj_mul. ring.
Qed.

Lemma dot_scaled s q before ws vi v acc :
  scaled q before vi v -> Forall (covers s) (divided before ws) ->
  inject_Z (dot_from acc (map (over s) (divided before ws)) vi) ==
    inject_Z acc + inject_Z (Zpos s) * inject_Z (Zpos q) * dot ws v.
Proof.
  revert before vi v acc; induction ws as [|w ws IH]; intros before [|x vi] [|y v] acc;
    try (intros []; fail); simpl divided; simpl map; simpl dot_from; simpl dot; intros sc c;
    try (rewrite Qmult_0_r, Qplus_0_r; reflexivity).
  destruct sc as [e sc]; inversion c as [|? ? c1 c2]; subst.
  rewrite (@IH _ _ _ _ sc c2), inject_Z_plus, inject_Z_mult, (over_eq c1), e.
  generalize (divided_hd before w).
  generalize (match before with [] => w | s :: _ => Qred (Qnum w # (Qden w * s)) end).
  intros w' <-; ring.
Qed.

Lemma integer_affine_eq q before vi v r :
  scaled q before vi v ->
  let r' := integer_row_of before r in
  let p := integer_affine q vi r' in
  snd p = (scale r' * q)%positive /\
  inject_Z (fst p) == inject_Z (Zpos q) * inject_Z (Zpos (scale r')) * affine v r.
Proof.
  intros sc; unfold integer_row_of, integer_affine; rewrite divide_eq, tail_map_eq; simpl fst; simpl snd.
  simpl scale; split; [reflexivity|].
  assert (c := common_covers (fst r :: divided before (snd r))).
  inversion c as [|? ? c1 c2]; subst.
  unfold weights, offset, scale; rewrite (@dot_scaled _ _ _ _ _ _ _ sc c2), inject_Z_mult, (over_eq c1).
  unfold affine; ring.
Qed.

Lemma inject_div n d q : inject_Z n == inject_Z (Zpos d) * q -> n # d == q.
Proof.
  unfold Qeq, inject_Z, Qmult; destruct q as [a b]; cbn [Qnum Qden].
  rewrite ?Pos.mul_1_l, ?Z.mul_1_r; intros ->; ring.
Qed.

Lemma inject_relu n c y : inject_Z n == inject_Z (Zpos c) * y ->
  inject_Z (Z.max 0 n) == inject_Z (Zpos c) * relu y.
Proof.
  destruct y as [a b]; unfold relu.
  replace (Qle_bool 0 (a # b)) with (0 <=? a)%Z
    by (unfold Qle_bool; cbn [Qnum Qden]; rewrite Z.mul_1_r; reflexivity).
  unfold Qeq, inject_Z, Qmult; cbn [Qnum Qden].
  rewrite ?Z.mul_1_r, ?Pos.mul_1_l; intros e.
  destruct (Z.leb_spec 0 a) as [h|h]; cbn [Qnum Qden]; rewrite ?Z.mul_1_r, ?Pos.mul_1_l.
  - rewrite Z.max_r; [exact e|].
    apply (Z.mul_le_mono_pos_r _ _ (Zpos b)); [reflexivity|]; rewrite e.
    apply Z.mul_nonneg_nonneg; [discriminate|exact h].
  - rewrite Z.mul_0_r, Z.max_l; [reflexivity|].
    apply (Z.mul_le_mono_pos_r _ _ (Zpos b)); [reflexivity|]; rewrite e.
    apply Z.mul_nonneg_nonpos; [discriminate|apply Z.lt_le_incl; exact h].
Qed.

Lemma run_eval n : forall q before vi v hidden, scaled q before vi v -> (n = [] -> before = []) ->
  Forall2 Qeq (snd (run (integer_layers before n) q vi hidden)) (eval n v).
Proof.
  induction n as [|l n IH]; intros q before vi v hidden sc first.
  - rewrite (first eq_refl) in sc; simpl; rewrite tail_map_eq; clear first.
    revert v sc; induction vi as [|x vi IH]; intros [|y v] sc; try (destruct sc; fail); constructor.
    + apply inject_div; destruct sc as [e _]; rewrite e; simpl hd.
      change (inject_Z 1) with 1; ring.
    + apply IH, sc.
  - simpl; destruct n as [|l2 n]; [simpl|].
    + rewrite !tail_map_eq; clear IH first; induction l as [|r l IHl]; cbn [map]; [constructor|].
      constructor; [|exact IHl]; destruct (@integer_affine_eq _ _ _ _ r sc) as [d e].
      rewrite d; apply inject_div.
      rewrite e, Pos2Z.inj_mul, inject_Z_mult; ring.
    + pose (l' := tail_map (integer_row_of before) l).
      pose (u := tail_map (integer_affine q vi) l').
      apply (IH q (tail_map scale l')
        (tail_map (fun p => Z.max 0 (fst p)) u) (map relu (map (affine v) l)) (u :: hidden));
        [unfold u, l'|discriminate].
      rewrite !tail_map_eq; clear IH first; induction l as [|r l IHl]; simpl; [exact I|].
      split; [|exact IHl].
      destruct (@integer_affine_eq _ _ _ _ r sc) as [_ e].
      rewrite (inject_relu (c := q * scale (integer_row_of before r)) (y := affine v r)).
      * rewrite Pos2Z.inj_mul, inject_Z_mult; reflexivity.
      * rewrite e, Pos2Z.inj_mul, inject_Z_mult; reflexivity.
Qed.

Theorem evaluate_eval n v : Forall2 Qeq (snd (evaluate (integer_network_of n) v)) (eval n v).
Proof.
  unfold evaluate, integer_network_of; apply run_eval; [|reflexivity].
  rewrite tail_map_eq; generalize (common_covers v); generalize (common v); intros q c.
  induction c as [|x v c cs IH]; simpl; [exact I|].
  split; [|exact IH].
  rewrite (over_eq c); change (inject_Z 1) with 1; ring.
Qed.
