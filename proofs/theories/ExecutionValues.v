(* The value in an enclosure is that of the real function, and its error is not negative. *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero ExecutionRow ExecutionGrid ExecutionSound.
From Coq Require Import QArith Qabs ZArith List Lqa Bool.
Import ListNotations.
Local Open Scope Q_scope.

(* ======================================================================== *)
(** * Lists of outcomes *)

Lemma try_within A B (x : outcome A) (f : A -> outcome B) b : try x f = Within b -> exists a, x = Within a /\ f a = Within b.
Proof. destruct x as [a| |]; cbn; intros H; try discriminate. exists a. split; [reflexivity|exact H]. Qed.
(* [rel] holds between what is computed with and what it stands for; so does [out] of the results *)
Lemma try_all_out A B X Y (f : A -> outcome B) (g : X -> Y) (rel : X -> A -> Prop) (out : Y -> B -> Prop) xs l bs :
  (forall x a b, rel x a -> f a = Within b -> out (g x) b) ->
  Forall2 rel xs l -> try_all f l = Within bs -> Forall2 out (map g xs) bs.
Proof.
  intros step F. revert bs. induction F as [|x a xs l H F IH]; intros bs T; cbn [try_all] in T.
  - injection T as <-. constructor.
  - apply try_within in T. destruct T as (b & E & T). apply try_within in T. destruct T as (bs' & E' & T).
    injection T as <-. cbn [map]. constructor; [apply step with a; assumption|apply IH; exact E'].
Qed.
Lemma Forall2_same A (Pr : A -> Prop) l : Forall Pr l -> Forall2 (fun a b => a = b /\ Pr b) l l.
Proof. induction 1; constructor; auto. Qed.
Lemma Forall2_combine A B C (rel : A -> B -> Prop) xs ys (cs : list C) : Forall2 rel xs ys ->
  Forall2 (fun p q => rel (fst p) (fst q) /\ snd p = snd q) (combine xs cs) (combine ys cs).
Proof.
  intros F. revert cs. induction F as [|x y xs ys H F IH]; intros [|c cs]; cbn [combine]; constructor; [split; [exact H|reflexivity]|apply IH].
Qed.
Lemma Forall2_map A B A' B' (f : A -> A') (g : B -> B') (rel : A -> B -> Prop) (rel' : A' -> B' -> Prop) xs ys :
  (forall x y, rel x y -> rel' (f x) (g y)) -> Forall2 rel xs ys -> Forall2 rel' (map f xs) (map g ys).
Proof. intros H. induction 1; cbn [map]; constructor; auto. Qed.

(* steps from the first one on: a failure stays one *)
Lemma steps_within fm s ss xs ys : enclose_steps fm (s :: ss) xs = Within ys ->
  exists zs, try_all (enclose_step fm (kind s)) (combine xs (constants s)) = Within zs /\ enclose_steps fm ss zs = Within ys.
Proof.
  unfold enclose_steps. cbn [fold_left try]. destruct (try_all _ _) as [zs| |].
  - intros H. exists zs. split; [reflexivity|exact H].
  - intros H. exfalso. revert H. induction ss as [|s' ss IH]; cbn [fold_left try]; [discriminate|exact IH].
  - intros H. exfalso. revert H. induction ss as [|s' ss IH]; cbn [fold_left try]; [discriminate|exact IH].
Qed.

(* ======================================================================== *)
(** * Values *)

Definition is_value (v : Q) (y : enclosure) : Prop := fst y == v.
Definition agrees (v : Q) (y : enclosure) : Prop := fst y == v /\ 0 <= snd y.
Lemma agree_values vs ys : Forall2 agrees vs ys -> Forall2 is_value vs ys.
Proof. induction 1 as [|v y vs ys [E _] _ IH]; constructor; assumption. Qed.

Lemma up_nonneg e : 0 <= up e.
Proof. exact (proj2 (up_spec e)). Qed.

Lemma products_value ws vs ys : Forall2 is_value vs ys -> sum (values (products ws ys)) == dot ws vs.
Proof.
  intros F. revert ws. induction F as [|v [a e] vs ys E F IH]; intros [|w ws]; try reflexivity.
  unfold is_value in E. cbn [products dot fst] in *. destruct (zero w || (zero a && zero e)) eqn:Z.
  - rewrite IH. apply orb_prop in Z. destruct Z as [Z|Z]; [rewrite (zero_true _ Z); ring|].
    apply andb_prop in Z. destruct Z as [Z _]. rewrite <- E, (zero_true _ Z). ring.
  - unfold values in *. cbn [map fst sum]. rewrite IH, mul_is, E. reflexivity.
Qed.
Lemma row_value fm r vs ys y : Forall2 is_value vs ys -> enclose_row fm r ys = Within y -> agrees (affine vs r) y.
Proof.
  intros F H. pose proof (products_value (snd r) _ _ F) as V. unfold enclose_row in H.
  set (ps := products (snd r) ys) in *. destruct (negb _); [discriminate|]. destruct (negb _); [discriminate|].
  injection H as <-. split; cbn [fst snd].
  - rewrite total_sum, map_app, sum_app. fold (values ps). rewrite V. unfold affine, bias_term.
    destruct (zero (fst r)) eqn:Z; cbn [map fst sum]; [rewrite (zero_true _ Z)|]; ring.
  - destruct ps; [apply Qle_refl|]. destruct (on_grid _ _ _); [apply Qle_refl|apply up_nonneg].
Qed.
Lemma layer_value fm l vs ys zs : Forall2 agrees vs ys -> try_all (fun r => enclose_row fm r ys) l = Within zs ->
  Forall2 agrees (map (affine vs) l) zs.
Proof.
  intros F. apply try_all_out with (rel := fun a b => a = b /\ True).
  - intros r r' y [<- _] H. exact (row_value _ _ _ _ _ (agree_values _ _ F) H).
  - apply Forall2_same. apply Forall_forall. auto.
Qed.

Lemma relu_value v y : agrees v y -> agrees (relu v) (relu_enclosure y).
Proof.
  destruct y as [a e]. intros [E N]. cbn [fst snd] in *. unfold relu_enclosure.
  assert (RE : relu a == relu v).
  { unfold relu. destruct (Qle_bool 0 a) eqn:A, (Qle_bool 0 v) eqn:V; try exact E; try reflexivity; exfalso.
    - apply le_true in A. rewrite E in A. apply Qle_bool_iff in A. congruence.
    - apply le_true in V. rewrite <- E in V. apply Qle_bool_iff in V. congruence. }
  destruct (Qle_bool (a + e) 0) eqn:O; split; cbn [fst snd]; try exact N; try exact RE; [|apply Qle_refl].
  apply le_true in O. unfold relu. destruct (Qle_bool 0 v) eqn:V; [|reflexivity]. apply le_true in V. lra.
Qed.

Lemma operation_value fm v e y : operation fm (v, e) = Within y -> agrees v y.
Proof.
  unfold operation. destruct (Qle_bool _ _); [|discriminate]. intros H. injection H as <-.
  split; cbn [fst snd]; [apply Qred_correct|]. destruct (_ && _); [apply Qle_refl|apply up_nonneg].
Qed.
Lemma quotient_value fm v e y : quotient fm (v, e) = Within y -> agrees v y.
Proof.
  unfold quotient. destruct (Qle_bool _ _); [|discriminate]. intros H. injection H as <-.
  split; cbn [fst snd]; [apply Qred_correct|apply up_nonneg].
Qed.
Lemma agrees_same v v' y : v == v' -> agrees v y -> agrees v' y.
Proof. intros E [H N]. split; [rewrite H; exact E|exact N]. Qed.

Lemma point_value fm x ys : enclose_point fm x = Within ys -> Forall2 agrees x ys.
Proof.
  intros H. rewrite <- (map_id x). revert H. apply try_all_out with (rel := fun a b => a = b /\ True).
  - intros v v' y [<- _] E. exact (operation_value _ _ _ _ E).
  - apply Forall2_same. apply Forall_forall. auto.
Qed.
Lemma convert_value from to vs ys zs : Forall2 agrees vs ys -> convert from to ys = Within zs -> Forall2 agrees vs zs.
Proof.
  intros F. unfold convert. destruct (narrows from to); [|intros H; injection H as <-; exact F].
  intros H. rewrite <- (map_id vs). revert H. apply try_all_out with (rel := agrees); [|exact F].
  intros v [a e] y [E N] H. apply agrees_same with a; [exact E|]. exact (operation_value _ _ _ _ H).
Qed.
Lemma steps_value fm ss : forall vs ys zs, Forall2 agrees vs ys -> enclose_steps fm ss ys = Within zs ->
  Forall2 agrees (real_steps ss vs) zs.
Proof.
  induction ss as [|s ss IH]; intros vs ys zs F H; [injection H as <-; exact F|].
  apply steps_within in H. destruct H as (us & H & T). unfold real_steps. cbn [fold_left].
  apply IH with us; [|exact T]. revert H. apply try_all_out with (rel := fun p q => agrees (fst p) (fst q) /\ snd p = snd q).
  - intros [v c] [[a e] c'] y [[E N] Ec] H. cbn [fst snd] in *. subst c'. unfold enclose_step in H.
    destruct (kind s); cbn [apply_step] in *;
      [apply agrees_same with (a + c)|apply agrees_same with (a - c)|apply agrees_same with (a * c)|
       apply agrees_same with (Qred (a / c))]; try (rewrite ?Qred_correct, E; reflexivity);
      first [exact (operation_value _ _ _ _ H)|exact (quotient_value _ _ _ _ H)].
  - apply Forall2_combine. exact F.
Qed.
Lemma network_value fm n : forall vs ys zs, Forall2 agrees vs ys -> enclose_network fm n ys = Within zs ->
  Forall2 agrees (eval n vs) zs.
Proof.
  induction n as [|l n IH]; intros vs ys zs F H; [injection H as <-; exact F|].
  cbn [enclose_network eval] in *. apply try_within in H. destruct H as (us & E & H).
  pose proof (layer_value _ _ _ _ _ F E) as L. destruct n as [|l' n']; [injection H as <-; exact L|].
  apply IH with (map relu_enclosure us); [|exact H]. revert L. apply Forall2_map. exact relu_value.
Qed.
Lemma g_value A G centre g x ys : enclose_g A G centre g x = Within ys -> Forall2 agrees (real_g centre g x) ys.
Proof.
  unfold enclose_g, real_g. intros H. apply try_within in H. destruct H as (a & Ea & H).
  apply try_within in H. destruct H as (b & Eb & H). apply try_within in H. destruct H as (c & Ec & H).
  apply try_within in H. destruct H as (d & Ed & H).
  apply (convert_value _ _ _ _ _) with (2 := H). apply (network_value _ _ _ _ _) with (2 := Ed).
  pose proof (convert_value _ _ _ _ _ (point_value _ _ _ Ea) Eb) as F.
  destruct centre as [k|]; [exact (steps_value _ _ _ _ _ F Ec)|injection Ec as <-; exact F].
Qed.

(* what the last layer of f reads *)
Fixpoint real_reads (st : list (list step * layer)) (v : list Q) : list Q :=
  match st with
  | [] => v
  | (ss, l) :: st' =>
      match st' with [] => real_steps ss v | _ :: _ => real_reads st' (map relu (map (affine (real_steps ss v)) l)) end
  end.
Lemma stages_value fm st : st <> [] -> forall vs ys zs l, Forall2 agrees vs ys -> enclose_stages fm st ys = Within (zs, l) ->
  Forall2 agrees (real_reads st vs) zs /\ real_stages st vs = map (affine (real_reads st vs)) l.
Proof.
  induction st as [|[ss l0] st IH]; [congruence|]. intros _ vs ys zs l F H.
  cbn [enclose_stages real_reads real_stages] in *. apply try_within in H. destruct H as (us & E & H).
  pose proof (steps_value _ _ _ _ _ F E) as S. destruct st as [|s' st'].
  - injection H as <- <-. split; [exact S|reflexivity].
  - apply try_within in H. destruct H as (ws & Ew & H). apply IH with (map relu_enclosure ws); [discriminate| |exact H].
    apply Forall2_map with (rel := agrees); [exact relu_value|]. exact (layer_value _ _ _ _ _ S Ew).
Qed.
Lemma f_value fm f x ys : stages f <> [] -> enclose_f fm f x = Within ys -> Forall2 agrees (real_f f x) ys.
Proof.
  unfold enclose_f, real_f. intros N H. apply try_within in H. destruct H as (a & Ea & H).
  apply try_within in H. destruct H as ([b l] & Eb & H). apply try_within in H. destruct H as (c & Ec & H).
  destruct (stages_value _ _ N _ _ _ _ (point_value _ _ _ Ea) Eb) as [Fb ->].
  apply (steps_value _ _ _ _ _) with (2 := H). exact (layer_value _ _ _ _ _ Fb Ec).
Qed.
