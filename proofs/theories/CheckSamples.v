(* What certificates of both kinds check of their samples: shapes, lengths, distinct
   points.  A failure is the one that ftcheck.py reports.  Standard library only;
   extracted. *)
From FTCert Require Import Certificate Evaluation PointOrder.
From Coq Require Import QArith ZArith NArith Bool String List Permutation.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * The samples as data: what is certified, by the plain meaning of networks *)

Fixpoint targets (labels : list (option Q)) (f : list Q) : list Q :=
  match labels, f with
  | y :: labels', v :: f' => match y with None => v | Some q => q end :: targets labels' f'
  | _, _ => []
  end.
(* as many zeros as components *)
Definition no_values (s : sample_text) : list Q := tail_map (fun _ => 0%Q) (sample_label s).
(* a label stands in some component *)
Definition is_labelled (s : sample_text) : bool :=
  existsb (fun y => match y with Some _ => true | None => false end) (sample_label s).
(* those in the file; where none stand f is not known, and all labels are f's values: 0 stands for these then (FunctionSound.v
   says why nothing depends on it) *)
Definition stated_values (s : sample_text) : list Q :=
  match sample_values s with [] => no_values s | v => v end.
Definition is_known (b : body) (s : sample_text) : bool :=
  match frozen_by b, sample_values s with Computed, [] => false | _, _ => true end.
Definition datum_of (b : body) (s : sample_text) : datum :=
  let f := match frozen_by b with
           | Zero => map (fun _ => 0%Q) (sample_label s)
           | Values => sample_values s
           | FrozenNetwork n => eval (network_of n) (sample_point s)
           | Computed => stated_values s
           end in
  Datum (sample_point s) f (targets (sample_label s) f).
Definition data_of (b : body) (ss : list sample_text) : list datum := map (datum_of b) ss.

(* ======================================================================== *)
(** * Shapes *)

(* what the readers guarantee: a defect of the program otherwise *)
Definition internal A : result A := fail 901 0 [Text "internal error: expected other lengths"].
Arguments internal {A}.

(* [name]: f or g; d components are given to the first layer of n; the line is that
   of the layer before *)
Fixpoint check_layers (name : string) (p d l : N) (n : network_text) : result unit :=
  match n with
  | [] => require (d =? p) 202 l
      [Text "network "; Text name; Text ": expected "; Count p; Text " outputs, found "; Count d]
  | x :: n' =>
      if columns x =? d then
        if forallb (fun r : row => sizeN (snd r) =? d) (rows x)
        then check_layers name p (sizeN (rows x)) (layer_line x) n'
        else internal
      else fail 202 (layer_line x)
        [Text "network "; Text name; Text ": expected a layer with "; Count d;
         Text " columns, found "; Count (columns x)]
  end.
Definition check_shapes (b : body) (name : string) (n : network_text) : result unit :=
  check_layers name (outputs b) (dimension b) 0 n.
Definition check_frozen_shapes (b : body) : result unit :=
  match frozen_by b with FrozenNetwork f => check_shapes b "f" f | _ => Ok tt end.

Definition has_lengths (b : body) (s : sample_text) : bool :=
  (sizeN (sample_point s) =? dimension b) && (sizeN (sample_label s) =? outputs b) &&
  match frozen_by b with
  | Values => sizeN (sample_values s) =? outputs b
  | Computed => match sample_values s with [] => negb (is_labelled s) | v => sizeN v =? outputs b end
  | _ => true
  end.

(* ======================================================================== *)
(** * Distinct points *)

(* number, line and point of a sample *)
Record place := Place { number : N; place_line : N; at_point : list Q }.
Fixpoint places_from (i : N) (ss : list sample_text) (acc : list place) : list place :=
  match ss with
  | [] => rev_append acc []
  | s :: ss' =>
      places_from (N.succ i) ss' (Place i (sample_line s) (sample_point s) :: acc)
  end.
Definition place_leb (a b : place) : bool :=
  match compare_points (at_point a) (at_point b) with
  | Lt => true
  | Eq => number a <=? number b
  | Gt => false
  end.
Definition place_below (a b : place) : bool :=
  match compare_points (at_point a) (at_point b) with Lt => true | _ => false end.

(* the sample of least number whose point is that of an earlier one, with the first
   such one; [first] is the first of those with the point of the last member seen *)
Fixpoint repeated (first : place) (l : list place) (found : option (place * place))
  : option (place * place) :=
  match l with
  | [] => found
  | a :: l' =>
      if place_below first a then repeated a l' found
      else repeated first l'
        match found with
        | Some (b, _) => if number b <=? number a then found else Some (a, first)
        | None => Some (a, first)
        end
  end.
Definition check_distinct (ss : list sample_text) : result unit :=
  let l := sort place_leb (places_from 1 ss []) in
  if increasing place_below l then Ok tt
  else match match l with [] => None | a :: l' => repeated a l' None end with
       | Some (a, b) => fail 203 (place_line a)
           [Text "sample "; Count (number a);
            Text ": expected a new point, found that of sample "; Count (number b)]
       | None => internal
       end.

(* as many samples as stated, with the stated numbers of components, at distinct points *)
Definition check_samples (b : body) (ss : list sample_text) : result unit :=
  if sizeN ss =? sample_count b then
    if forallb (has_lengths b) ss then check_distinct ss else internal
  else fail 208 (samples_line b)
    [Text "expected "; Count (sizeN ss); Text " samples as in the data file, found ";
     Count (sample_count b)].

(* ======================================================================== *)
(** * What is known of samples that pass *)

Lemma check_layers_shaped name p n : forall d l,
  check_layers name p d l n = Ok tt -> shaped (N.to_nat d) (network_of n) (N.to_nat p).
Proof.
  induction n as [|x n IH]; intros d l; simpl.
  - unfold require; destruct (N.eqb_spec d p) as [->|]; [reflexivity|discriminate].
  - destruct (N.eqb_spec (columns x) d) as [|]; [|discriminate].
    destruct (forallb (fun r : row => sizeN (snd r) =? d) (rows x)) eqn:r; [|discriminate]; intros h; split.
    + apply Forall_forall; intros y i; rewrite forallb_forall in r; specialize (r y i).
      apply N.eqb_eq in r; rewrite sizeN_eq in r; rewrite <- r, Nat2N.id; reflexivity.
    + apply IH in h; rewrite sizeN_eq, Nat2N.id in h; exact h.
Qed.
Lemma check_shapes_shaped b name n : check_shapes b name n = Ok tt ->
  shaped (N.to_nat (dimension b)) (network_of n) (N.to_nat (outputs b)).
Proof. apply check_layers_shaped. Qed.

Lemma eval_length n : forall d p v,
  shaped d n p -> List.length v = d -> List.length (eval n v) = p.
Proof.
  induction n as [|l n IH]; intros d p v; simpl; [intros -> e; exact e|].
  intros [_ s] _; destruct n as [|l2 n].
  - simpl in s; rewrite map_length; exact s.
  - apply (IH _ _ _ s); rewrite !map_length; reflexivity.
Qed.

Definition lengths (b : body) (s : sample_text) : Prop :=
  List.length (sample_point s) = N.to_nat (dimension b) /\
  List.length (sample_label s) = N.to_nat (outputs b) /\
  match frozen_by b with
  | Values => List.length (sample_values s) = N.to_nat (outputs b)
  | Computed => sample_values s = [] /\ is_labelled s = false \/ List.length (sample_values s) = N.to_nat (outputs b)
  | _ => True
  end.

Lemma has_lengths_true b s : has_lengths b s = true -> lengths b s.
Proof.
  assert (E : forall A (l : list A) n, (sizeN l =? n) = true -> List.length l = N.to_nat n).
  { intros A l n e; apply N.eqb_eq in e; rewrite sizeN_eq in e; rewrite <- e, Nat2N.id; reflexivity. }
  unfold has_lengths; rewrite !andb_true_iff; intros [[d p] v]; repeat split; auto.
  destruct (frozen_by b); auto; destruct (sample_values s) as [|q l]; [left|right; auto].
  split; [reflexivity|]; apply negb_true_iff; exact v.
Qed.

Lemma targets_length labels f : List.length labels = List.length f ->
  List.length (targets labels f) = List.length f.
Proof.
  revert f; induction labels as [|y labels IH]; intros [|x f] e; simpl; auto; discriminate.
Qed.

Lemma datum_lengths b s : check_frozen_shapes b = Ok tt -> lengths b s ->
  List.length (point (datum_of b s)) = N.to_nat (dimension b) /\
  List.length (frozen (datum_of b s)) = N.to_nat (outputs b) /\
  List.length (target (datum_of b s)) = N.to_nat (outputs b).
Proof.
  intros sh [d [p v]]; split; [exact d|].
  assert (f : List.length (frozen (datum_of b s)) = N.to_nat (outputs b)).
  { unfold check_frozen_shapes in sh; unfold datum_of; simpl; destruct (frozen_by b) as [| |n|].
    - rewrite map_length; exact p.
    - exact v.
    - apply check_shapes_shaped in sh; exact (@eval_length _ _ _ _ sh d).
    - unfold stated_values; destruct v as [[v _]|v]; [rewrite v; unfold no_values; rewrite tail_map_eq, map_length; exact p|].
      destruct (sample_values s) eqn:e; [unfold no_values; rewrite tail_map_eq, map_length; exact p|exact v]. }
  split; [exact f|]; rewrite <- f; apply targets_length; rewrite f; exact p.
Qed.

Lemma places_points i ss : map at_point (places_from i ss []) = map sample_point ss.
Proof.
  assert (H : forall acc, map at_point (places_from i ss acc) =
                          (rev_append (map at_point acc) (map sample_point ss))).
  { revert i; induction ss as [|s ss IH]; intros i acc; simpl.
    - rewrite !rev_append_rev, !app_nil_r, map_rev; reflexivity.
    - rewrite IH; reflexivity. }
  apply H.
Qed.

Lemma check_distinct_pairs ss : check_distinct ss = Ok tt ->
  ForallOrdPairs (fun a b => ~ Forall2 Qeq (sample_point a) (sample_point b)) ss.
Proof.
  unfold check_distinct; destruct (increasing _ _) eqn:h; intros acc; [clear acc|].
  2: { destruct (match _ with [] => _ | _ :: _ => _ end) as [[]|]; unfold internal, fail in acc; discriminate. }
  apply increasing_pairs in h.
  2: { intros a b c; unfold place_below.
    destruct (compare_points (at_point a) _) eqn:ab; try discriminate.
    destruct (compare_points (at_point b) _) eqn:bc; try discriminate.
    rewrite (compare_points_trans _ _ _ ab bc); reflexivity. }
  apply (@pairs_weaker _ _ (fun a b => ~ Forall2 Qeq (at_point a) (at_point b))) in h.
  2: { intros a b; unfold place_below; intros l e.
    rewrite (compare_points_eq e) in l; discriminate. }
  apply (@pairs_permutation _ _ _ (places_from 1 ss [])) in h.
  - apply (pairs_map sample_point (fun a b => ~ Forall2 Qeq a b)).
    rewrite <- (places_points 1 ss).
    apply (pairs_map at_point (fun a b => ~ Forall2 Qeq a b)); exact h.
  - intros a b n e; apply n; clear n; revert e; induction 1; constructor; auto; symmetry; assumption.
  - apply sort_permutation.
Qed.

Lemma check_samples_lengths b ss : check_samples b ss = Ok tt ->
  List.length ss = N.to_nat (sample_count b) /\ Forall (lengths b) ss.
Proof.
  unfold check_samples; rewrite sizeN_eq.
  destruct (N.eqb_spec (N.of_nat (List.length ss)) (sample_count b)) as [<-|]; [|discriminate].
  rewrite Nat2N.id; destruct (forallb (has_lengths b) ss) eqn:h; [|discriminate]; intros _; split; [reflexivity|].
  apply Forall_forall; intros s i; apply has_lengths_true; rewrite forallb_forall in h; auto.
Qed.

Lemma check_samples_pairs b ss : check_samples b ss = Ok tt ->
  ForallOrdPairs (fun a b => ~ Forall2 Qeq (sample_point a) (sample_point b)) ss.
Proof.
  unfold check_samples; destruct (_ =? _); [|discriminate].
  destruct (forallb (has_lengths b) ss); [|discriminate]; apply check_distinct_pairs.
Qed.
