(* The checker of claims `interpolation`: ftcheck.py's `check`, the first failure
   being the same, for a certificate that is read and its samples (those of the
   certificate or of the data file).  Standard library only; extracted. *)
From FTCert Require Import Certificate Evaluation PointOrder.
From FTCert Require Export CheckSamples FrozenValues.
From FTCert Require Import Work.
From Coq Require Import QArith ZArith NArith Bool String List.
Import ListNotations Steps.
Local Open Scope string_scope.
Local Open Scope list_scope.
Local Open Scope N_scope.
Local Set Implicit Arguments.

(* ======================================================================== *)
(** * The claim *)

Fixpoint hidden_neurons (n : network_text) : N :=
  match n with
  | [] | [_] => 0
  | x :: n' => sizeN (rows x) + hidden_neurons n'
  end.

Definition check_number (l : N) (what : string) (said found : N) : result unit :=
  require (said =? found) 201 l
    [Text "claim says "; Text what; Text "="; Count said; Text ", body has "; Count found].

Definition check_claim_interpolation (c : interpolation) : result unit :=
  let b := int_body c in
  let l := claim_line b in
  let neurons_found := hidden_neurons (g c) in
  _ <- check_number l "layers" (layers (the_claim b)) (sizeN (g c)) ;;
  _ <- check_number l "neurons" (neurons (the_claim b)) neurons_found ;;
  _ <- check_number l "samples" (samples (the_claim b)) (sample_count b) ;;
  _ <- check_frozen_shapes b ;;
  _ <- check_shapes b "g" (g c) ;;
  _ <- match g c with [] => internal | _ :: _ => Ok tt end ;;
  match promised c with
  | Some most => require (neurons_found <=? most) 210 (construction_line c)
      [Text "expected at most bound="; Count most; Text " neurons, found "; Count neurons_found]
  | None => Ok tt
  end.

(* ======================================================================== *)
(** * f + g takes the labels *)

(* sample i, from component j on; p: outputs, l: line; f is right where a label stands *)
Fixpoint check_outputs (p l i j : N) (labels : list (option Q)) (f g : list Q) : result unit :=
  match labels, f, g with
  | [], [], [] => Ok tt
  | y :: labels', a :: f', b :: g' =>
      let at_ := [Text "sample "; Count i] ++ (if p =? 1 then [] else [Text " component "; Count j]) in
      match y with
      | Some q =>
          if Qeq_bool (a + b) q then check_outputs p l i (N.succ j) labels' f' g'
          else fail 204 l (at_ ++ [Text ": f+g = "; Rational (Qred (a + b)); Text ", expected "; Rational (Qred q)])
      | None =>
          if Qeq_bool b 0 then check_outputs p l i (N.succ j) labels' f' g'
          else fail 204 l (at_ ++ [Text ": g = "; Rational (Qred b); Text ", expected 0"])
      end
  | _, _, _ => internal
  end.

(* least and least nonzero absolute value so far, of one hidden layer *)
Record extremes := Extremes {
  least_seen : option (Z * positive); nonzero_seen : option (Z * positive) }.
Definition lesser (o : option (Z * positive)) (n : Z) (d : positive) : option (Z * positive) :=
  match o with
  | Some (n', d') => if Z.ltb (n * Zpos d') (n' * Zpos d) then Some (n, d) else o
  | None => Some (n, d)
  end.
Definition see_value (e : extremes) (x : Z * positive) : extremes :=
  let n := Z.abs (fst x) in
  Extremes (lesser (least_seen e) n (snd x))
    (if Z.eqb n 0 then nonzero_seen e else lesser (nonzero_seen e) n (snd x)).
Fixpoint see_layers (es : list extremes) (hidden : list (list (Z * positive))) : list extremes :=
  match es, hidden with
  | e :: es', u :: hidden' => fold_left see_value u e :: see_layers es' hidden'
  | _, _ => es
  end.

(* the samples from number i on, with what was found before: changed samples, margins *)
Fixpoint check_values_from (p : N) (f : prepared) (g : integer_network) (i found : N)
    (es : list extremes) (ss : list sample_text) : result (N * list extremes) :=
  match ss with
  | [] => Ok (found, es)
  | s :: ss' =>
      let v := needed_values f s in
      let '(hidden, w) := evaluate g (sample_point s) in
      match check_outputs p (sample_line s) i 1 (sample_label s) v w with
      | Error e => Error e
      | Ok _ =>
          let found := if is_changed (residual (sample_label s) v) then N.succ found else found in
          check_values_from p f g (N.succ i) found (see_layers es hidden) ss'
      end
  end.
Definition check_values (c : interpolation) (ss : list sample_text) : result (N * list extremes) :=
  let b := int_body c in
  check_values_from (outputs b) (prepare b) (integer_network_of (network_of (g c))) 1 0
    (tail_map (fun _ => Extremes None None) (tl (g c))) ss.

(* ======================================================================== *)
(** * Margins *)

Definition piece_of (q : option Q) : piece :=
  match q with Some q => Rational q | None => Text "none" end.
Definition same (a b : option Q) : bool :=
  match a, b with
  | Some x, Some y => Qeq_bool x y
  | None, None => true
  | _, _ => false
  end.
Definition check_margin (l : N) (what : string) (said found : option Q) : result unit :=
  require (same said found) 206 l
    [Text "expected "; Text what; Text "="; piece_of found; Text ", found "; piece_of said].
Definition fraction (x : option (Z * positive)) : option Q :=
  match x with Some (n, d) => Some (Qred (n # d)) | None => None end.

Fixpoint check_preactivations (ms : list margin) (es : list extremes) : result unit :=
  match ms, es with
  | [], [] => Ok tt
  | m :: ms', e :: es' =>
      _ <- check_margin (margin_line m) "least" (least m) (fraction (least_seen e)) ;;
      _ <- check_margin (margin_line m) "nonzero" (nonzero m) (fraction (nonzero_seen e)) ;;
      check_preactivations ms' es'
  | _, _ => internal
  end.

Definition project (a : list Z) (s : sample_text) : Q :=
  let q := common (sample_point s) in
  dot_from 0 a (tail_map (over q) (sample_point s)) # q.
(* from value to value *)
Fixpoint least_step (x : Q) (xs : list Q) (best : option Q) : option Q :=
  match xs with
  | [] => best
  | y :: xs' =>
      let step := (y - x)%Q in
      least_step y xs'
        match best with Some q => if Qle_bool q step then best else Some step | None => Some step end
  end.
Definition check_projection (c : interpolation) (ss : list sample_text) : result unit :=
  match projected c with
  | None => Ok tt
  | Some p =>
      let found := match sort Qle_bool (tail_map (project (direction p)) ss) with
                   | [] => None
                   | x :: xs => option_map Qred (least_step x xs None)
                   end in
      if forallb (Z.eqb 0) (direction p) || same found (Some 0%Q) then
        fail 206 (projection_line c)
          [Text "expected a nonzero direction that separates the points, found another"]
      else check_margin (projection_line c) "gap" (gap p) found
  end.

Definition bit_size (q : Q) : N :=
  N.size (Z.abs_N (Qnum q)) + match Qden q with 1%positive => 0 | d => N.size (Npos d) end.
(* the greatest and the sum *)
Definition add_bits (m : N * N) (q : Q) : N * N :=
  let s := bit_size q in (N.max (fst m) s, snd m + s).
Definition network_bits (n : network_text) : N * N :=
  fold_left (fun m x =>
    fold_left (fun m (r : row) => fold_left add_bits (snd r) (add_bits m (fst r))) (rows x) m)
    n (0, 0).
Definition check_bits (c : interpolation) : result unit :=
  let '(most, total) := network_bits (g c) in
  let compare what said found :=
    require (said =? found) 206 (bits_line c)
      [Text "expected "; Text what; Text "="; Count found; Text ", found "; Count said] in
  _ <- compare "most" (bits_most c) most ;;
  compare "total" (bits_total c) total.

Definition check_margins (c : interpolation) (ss : list sample_text) (es : list extremes) : result unit :=
  _ <- check_preactivations (margins c) es ;;
  _ <- check_projection c ss ;;
  check_bits c.

(* ======================================================================== *)
(** * All of it *)

Definition check_interpolation (limit : option N) (c : interpolation) (ss : list sample_text) : result unit :=
  let b := int_body c in
  _ <- check_claim_interpolation c ;;
  _ <- check_samples b ss ;;
  _ <- within limit (claim_line b) [] (fun _ => interpolation_work c ss) ;;
  '(found, es) <- check_values c ss ;;
  _ <- check_changed b found ;;
  check_margins c ss es.

(* ======================================================================== *)
(** * What is known of a certificate that passes *)

Lemma require_ok t c l p : require t c l p = Ok tt -> t = true.
Proof. destruct t; [reflexivity|discriminate]. Qed.
Lemma bind_ok A B (r : result A) (k : A -> result B) x :
  bind r k = Ok x -> exists a, r = Ok a /\ k a = Ok x.
Proof. destruct r as [a|]; [intros h; exists a; auto|discriminate]. Qed.
Local Ltac step h u e := apply bind_ok in h; destruct h as [u [e h]]; try destruct u.

Lemma check_outputs_ok p l i labels v g f g' : forall j, check_outputs p l i j labels v g = Ok tt ->
  known labels v f -> Forall2 Qeq g g' ->
  forall k, (nth k f 0 + nth k g' 0 == nth k (targets labels f) 0)%Q.
Proof.
  revert v g f g'; induction labels as [|y labels IH]; intros [|a v] [|b g] [|x f] g' j; simpl;
    try discriminate; try tauto; intros h kn eg; inversion eg; subst; intros k.
  - destruct k; reflexivity.
  - destruct kn as [ax kn], y as [q|].
    + destruct (Qeq_bool _ _) eqn:e; [|discriminate]; apply Qeq_bool_eq in e.
      destruct k as [|k]; simpl; [|eapply IH; eassumption].
      rewrite <- ax by discriminate; rewrite <- H1, e; reflexivity.
    + destruct (Qeq_bool _ _) eqn:e; [|discriminate]; apply Qeq_bool_eq in e.
      destruct k as [|k]; simpl; [|eapply IH; eassumption].
      rewrite <- H1, e; apply Qplus_0_r.
Qed.

Definition fits_sample (b : body) (n : network) (s : sample_text) : Prop :=
  forall k, (nth k (frozen (datum_of b s)) 0 + nth k (eval n (sample_point s)) 0 ==
             nth k (target (datum_of b s)) 0)%Q.

Lemma check_values_ok b n p ss : check_frozen_shapes b = Ok tt -> Forall (lengths b) ss ->
  forall i found es found' es',
  check_values_from p (prepare b) (integer_network_of n) i found es ss = Ok (found', es') ->
  found' = found + count_changed (residuals b ss) /\ Forall (fits_sample b n) ss.
Proof.
  unfold residuals; rewrite tail_map_eq, count_changed_eq; intros sh.
  induction ss as [|s ss IH]; intros len i found es found' es'; simpl check_values_from.
  - intros h; injection h as <- _; split; [symmetry; apply N.add_0_r|constructor].
  - destruct (evaluate (integer_network_of n) (sample_point s)) as [hidden w] eqn:ew.
    destruct (check_outputs _ _ _ _ _ _ _) as [[]|] eqn:o; [|discriminate]; intros h.
    inversion len; subst; apply IH in h; [|assumption]; destruct h as [-> f]; split.
    + simpl map; simpl filter; destruct (is_changed _); [|reflexivity].
      simpl List.length; rewrite Nat2N.inj_succ, N.add_succ_l, N.add_succ_r; reflexivity.
    + constructor; [|exact f]; intros k.
      apply (@check_outputs_ok _ _ _ _ _ _ _ _ _ o); [apply needed_known; assumption|].
      change w with (snd (hidden, w)); rewrite <- ew; apply evaluate_eval.
Qed.

Record accepted (c : interpolation) (ss : list sample_text) : Prop := Accepted {
  accepted_layers : layers (the_claim (int_body c)) = sizeN (g c);
  accepted_neurons : neurons (the_claim (int_body c)) = hidden_neurons (g c);
  accepted_count : samples (the_claim (int_body c)) = sample_count (int_body c);
  accepted_frozen : check_frozen_shapes (int_body c) = Ok tt;
  accepted_network : g c <> [];
  accepted_shapes : check_shapes (int_body c) "g" (g c) = Ok tt;
  accepted_samples : check_samples (int_body c) ss = Ok tt;
  accepted_fit : Forall (fits_sample (int_body c) (network_of (g c))) ss;
  accepted_changed : changed (the_claim (int_body c)) = count_changed (residuals (int_body c) ss) }.

Lemma check_interpolation_ok limit c ss : check_interpolation limit c ss = Ok tt -> accepted c ss.
Proof.
  unfold check_interpolation; intros h; step h u e; step h u2 e2; step h w ew.
  apply bind_ok in h; destruct h as [[found es] [e3 h]]; step h u3 e4; clear h.
  unfold check_claim_interpolation in e; step e v f1; step e v2 f2; step e v3 f3; step e v4 f4.
  step e v5 f5; step e v6 f6; clear e.
  apply require_ok, N.eqb_eq in f1, f2, f3, e4.
  apply check_values_ok in e3; [|exact f4|apply check_samples_lengths; exact e2]; destruct e3 as [found_eq fits].
  constructor; auto.
  - destruct (g c); [discriminate|congruence].
  - rewrite <- e4, found_eq; apply N.add_0_l.
Qed.
