(* Whole networks: what is computed encloses everything that a reader may see (theorem 4 of executions.md). *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero ExecutionRow ExecutionGrid ExecutionSound ExecutionValues.
From Coq Require Import QArith Qabs ZArith List Permutation Lqa Bool.
Import ListNotations.
Local Open Scope Q_scope.

Lemma on_value_within (f : Q -> option Q -> Prop) (x : value) v e y : within x (v, e) ->
  (forall q r, Qabs (q - v) <= e -> f q r -> exists q', r = Some q' /\ Qabs (q' - fst y) <= snd y) ->
  within (on_value f x) y.
Proof.
  intros W S r [N|(q & X & F)].
  - destruct (W _ N) as (q & E & _). discriminate.
  - destruct (W _ X) as (q' & E & D). injection E as <-. exact (S q r D F).
Qed.
Lemma within_either x x' y : within x y -> within x' y -> within (either x x') y.
Proof. intros W W' r [H|H]; [exact (W r H)|exact (W' r H)]. Qed.
Lemma within_included (x x' : value) y : (forall r, x r -> x' r) -> within x' y -> within x y.
Proof. intros I W r H. exact (W r (I r H)). Qed.

Lemma relu_monotone a b : a <= b -> relu a <= relu b.
Proof.
  unfold relu. destruct (Qle_bool 0 a) eqn:A, (Qle_bool 0 b) eqn:B; intros H; try exact H; try apply Qle_refl.
  - apply le_true in A. exfalso. assert (0 <= b) by lra. apply Qle_bool_iff in H0. congruence.
  - apply le_true in B. exact B.
Qed.
Lemma relu_is a : relu a == a /\ 0 <= a \/ relu a == 0 /\ a <= 0.
Proof.
  unfold relu. destruct (Qle_bool 0 a) eqn:A.
  - left. split; [reflexivity|exact (le_true _ _ A)].
  - right. split; [reflexivity|]. apply Qnot_lt_le. intros H. assert (L : 0 <= a) by lra. apply Qle_bool_iff in L. congruence.
Qed.
Lemma relu_within x y : within x y -> within (run_relu x) (relu_enclosure y).
Proof.
  destruct y as [v e]. intros W. apply on_value_within with v e; [exact W|]. intros q r D ->. exists (relu q).
  split; [reflexivity|]. unfold relu_enclosure. destruct (Qle_bool (v + e) 0) eqn:B; cbn [fst snd].
  - apply le_true in B. revert D. rewrite !Qabs_Qle_condition. destruct (relu_is q) as [[-> ?]|[-> ?]]; lra.
  - revert D. rewrite !Qabs_Qle_condition. destruct (relu_is q) as [[-> ?]|[-> ?]], (relu_is v) as [[-> ?]|[-> ?]]; lra.
Qed.

Section Sound.
Variable a : arithmetic.
Hypothesis S : sound a.
Notation fm := (its_format a).
Notation op := (its a).

Lemma layer_within l xs ys zs : Forall (row_numbers fm) l -> Forall2 within xs ys ->
  try_all (fun r => enclose_row fm r ys) l = Within zs -> Forall2 within (map (fun r => run_row op r xs) l) zs.
Proof.
  intros N F. destruct S as [P R]. apply try_all_out with (rel := fun r r' => r = r' /\ row_numbers fm r').
  - intros r r' y [<- [B _]] H. exact (row_enclosed fm op P R r xs ys y B F H).
  - apply Forall2_same. exact N.
Qed.
Lemma network_within n : forall xs ys zs, network_numbers fm n -> Forall2 within xs ys ->
  enclose_network fm n ys = Within zs -> Forall2 within (run_network op n xs) zs.
Proof.
  induction n as [|l n IH]; intros xs ys zs N F H; [injection H as <-; exact F|].
  inversion N as [|? ? Nl Nn]; subst. cbn [enclose_network run_network] in *.
  apply try_within in H. destruct H as (us & E & H). pose proof (layer_within _ _ _ _ Nl F E) as L.
  destruct n as [|l' n']; [injection H as <-; exact L|].
  apply IH with (map relu_enclosure us); [exact Nn| |exact H]. revert L. apply Forall2_map. exact relu_within.
Qed.

Lemma point_within x ys : enclose_point fm x = Within ys -> Forall2 within (run_point a x) ys.
Proof.
  destruct S as [P R]. apply try_all_out with (rel := fun u v => u = v /\ True).
  - intros v v' y [<- _] H r X. apply (operation_enclosed fm op P R v 0 y v r H); [|exact X].
    assert (E : v - v == 0) by ring. rewrite E. apply Qle_refl.
  - apply Forall2_same. apply Forall_forall. auto.
Qed.

Lemma step_within o x y c z : within x y -> enclose_step fm o (y, c) = Within z -> within (run_step a o (x, c)) z.
Proof.
  destruct S as [P R]. destruct y as [v e]. intros W H. apply on_value_within with v e; [exact W|].
  intros q r D X. cbn [snd] in X. unfold enclose_step in H. destruct o; cbn [apply_step] in *.
  - apply (operation_enclosed fm op P R (v + c) e z (q + c) r H); [|exact X].
    assert (E : q + c - (v + c) == q - v) by ring. rewrite E. exact D.
  - apply (operation_enclosed fm op P R (v - c) e z (q - c) r H); [|exact X].
    assert (E : q - c - (v - c) == q - v) by ring. rewrite E. exact D.
  - apply (operation_enclosed fm op P R (v * c) _ z (q * c) r H); [|exact X].
    assert (E : q * c - v * c == c * (q - v)) by ring. rewrite E, Qabs_Qmult, mul_is.
    pose proof (Qabs_nonneg c). rewrite !(Qmult_comm (Qabs c)). apply Qmult_le_compat_r; assumption.
  - apply (quotient_enclosed fm P _ _ z (q / c) r H); [|exact X]. rewrite !Qred_correct.
    unfold Qdiv. assert (E : q * / c - v * / c == (q - v) * / c) by ring. rewrite E, Qabs_Qmult.
    assert (I : Qabs (/ c) == / Qabs c) by apply Qabs_Qinv. rewrite <- I.
    apply Qmult_le_compat_r; [exact D|apply Qabs_nonneg].
Qed.
Lemma steps_enclosed ss : forall xs ys zs, Forall2 within xs ys -> enclose_steps fm ss ys = Within zs ->
  Forall2 within (run_steps a ss xs) zs.
Proof.
  induction ss as [|s ss IH]; intros xs ys zs F H; [injection H as <-; exact F|].
  apply steps_within in H. destruct H as (us & H & T). unfold run_steps. cbn [fold_left].
  apply IH with us; [|exact T]. revert H. apply try_all_out with (rel := fun p q => within (fst p) (fst q) /\ snd p = snd q).
  - intros [x c] [y c'] z [W E] H. cbn [fst snd] in *. subst c'. exact (step_within _ _ _ _ _ W H).
  - apply Forall2_combine. exact F.
Qed.

Lemma stages_within st : st <> [] -> network_numbers fm (map snd st) -> forall xs ys zs l, Forall2 within xs ys ->
  enclose_stages fm st ys = Within (zs, l) ->
  Forall2 within (fst (run_stages a st xs)) zs /\ snd (run_stages a st xs) = l /\ Forall (row_numbers fm) l.
Proof.
  induction st as [|[ss l0] st IH]; [congruence|]. intros _ N xs ys zs l F H. inversion N as [|? ? Nl Nn]; subst. cbn [snd] in Nl.
  cbn [enclose_stages run_stages] in *. apply try_within in H. destruct H as (us & E & H).
  pose proof (steps_enclosed _ _ _ _ F E) as St. destruct st as [|s' st'].
  - injection H as <- <-. repeat split; [exact St|exact Nl].
  - apply try_within in H. destruct H as (ws & Ew & H).
    apply IH with (map relu_enclosure ws); [discriminate|exact Nn| |exact H].
    apply Forall2_map with (rel := within); [exact relu_within|]. exact (layer_within _ _ _ _ Nl St Ew).
Qed.
Lemma f_within f x ys : program_numbers fm f -> enclose_f fm f x = Within ys -> Forall2 within (run_f a f x) ys.
Proof.
  unfold enclose_f, run_f. intros [N NE] H. apply try_within in H. destruct H as (b & Eb & H).
  apply try_within in H. destruct H as ([c l] & Ec & H). apply try_within in H. destruct H as (d & Ed & H).
  destruct (stages_within _ NE N _ _ _ _ (point_within _ _ Eb) Ec) as (F & El & Nl).
  destruct (run_stages a (stages f) (run_point a x)) as [zs l']. cbn [fst snd] in *. subst l'.
  apply steps_enclosed with d; [|exact H]. exact (layer_within _ _ _ _ Nl F Ed).
Qed.

(* ======================================================================== *)
(** * The sum *)

Lemma longer_within r xs ys g y z : row_numbers fm r -> Forall2 within xs ys -> within g y ->
  enclose_row fm (fst r, 1 :: snd r) (y :: ys) = Within z -> within (run_longer a r xs g) z.
Proof.
  destruct S as [P R]. intros [N _] F W H. apply (row_enclosed fm op P R (fst r, 1 :: snd r) _ (y :: ys)); [exact N| |exact H].
  constructor; assumption.
Qed.

(* an addition behind the row is one of the orders in which the longer row may be added *)
Lemma apart_is_longer r xs g out : run_add a (run_row op r xs) g out -> run_longer a r xs g out.
Proof.
  destruct S as [P R]. intros (p & q & X & G & O). unfold run_longer. destruct X as [L|(hs & F & X)].
  - left. apply Exists_cons_tl. exact L.
  - destruct q as [q|]; [|left; apply Exists_cons_hd; exact G]. right. exists (q :: hs).
    split; [constructor; assumption|]. cbn [fst snd terms].
    set (ts := terms (snd r) hs) in *. destruct (executes_not_zero fm op P R _ _ X) as [Z T].
    set (l := filter not_zero (fst r :: ts)) in *.
    assert (same : forall k, filter not_zero k = k ->
              same_terms (fst r :: 1 * q :: ts) (k ++ [1 * q]) <-> Permutation (l ++ filter not_zero [1 * q]) (k ++ filter not_zero [1 * q])).
    { intros k Ek. unfold same_terms. rewrite filter_app, Ek. unfold l. cbn [filter].
      destruct (not_zero (fst r)), (not_zero (1 * q)); cbn [app]; rewrite ?app_nil_r; try tauto.
      - assert (Q : Permutation (fst r :: 1 * q :: filter not_zero ts) ((fst r :: filter not_zero ts) ++ [1 * q])).
        { cbn [app]. constructor. apply Permutation_cons_append. }
        split; intros H; [rewrite <- H; symmetry; exact Q|rewrite <- H; exact Q].
      - assert (Q : Permutation (1 * q :: filter not_zero ts) (filter not_zero ts ++ [1 * q])) by apply Permutation_cons_append.
        split; intros H; [rewrite <- H; symmetry; exact Q|rewrite <- H; exact Q]. }
    assert (idem : filter not_zero l = l).
    { unfold l. generalize (fst r :: ts). intros k. induction k as [|b k IH]; [reflexivity|]. cbn [filter].
      destruct (not_zero b) eqn:B; cbn [filter]; rewrite ?B, IH; reflexivity. }
    assert (term : tree op [1 * q] (Some q)).
    { apply tree_term. right. exists q. split; [reflexivity|ring]. }
    destruct l as [|b k] eqn:El.
    + destruct (Z eq_refl) as (p' & -> & P0). apply executes_tree with ([] ++ [1 * q]).
      * apply same; [reflexivity|apply Permutation_refl].
      * cbn [app]. apply tree_term. apply (returns_same fm op R (p' + q)); [lra|exact O].
    + apply executes_tree with ((b :: k) ++ [1 * q]); [apply same; [exact idem|apply Permutation_refl]|].
      specialize (T ltac:(discriminate)). destruct p as [p|].
      * apply tree_sum with p q; assumption.
      * apply tree_anything. apply tree_lost with (Some q); assumption.
Qed.

Lemma sum_within f x gs es ys : program_numbers fm f -> Forall2 within gs es -> enclose_sum fm f x es = Within ys ->
  Forall2 within (run_sum a f x gs) ys.
Proof.
  unfold enclose_sum, run_sum. intros [N NE] G H. destruct (last_steps f) as [|s0 ss] eqn:Ls.
  - apply try_within in H. destruct H as (b & Eb & H). apply try_within in H. destruct H as ([c l] & Ec & H).
    destruct (stages_within _ NE N _ _ _ _ (point_within _ _ Eb) Ec) as (F & El & Nl).
    unfold run_f. rewrite Ls. destruct (run_stages a (stages f) (run_point a x)) as [zs l']. cbn [fst snd] in *. subst l'.
    cbn [run_steps fold_left]. clear - S Nl G H F. revert gs es ys G H.
    induction l as [|r l IH]; intros gs es ys G H; [injection H as <-; constructor|].
    inversion G as [|g e gs' es' W G' Eg Ee]; subst; [injection H as <-; constructor|].
    inversion Nl as [|? ? Nr Nl']; subst. cbn [combine try_all map] in *.
    apply try_within in H. destruct H as (y & Ey & H). apply try_within in H. destruct H as (ys' & Eys & H). injection H as <-.
    cbn [fst snd] in *. pose proof (longer_within _ _ _ _ _ _ Nr F W Ey) as L. constructor; [|apply (IH Nl' gs' es'); assumption].
    apply within_either; [|exact L]. apply within_included with (run_longer a r zs g); [|exact L]. apply apart_is_longer.
  - apply try_within in H. destruct H as (fs & Ef & H). pose proof (f_within f x fs (conj N NE) Ef) as Ff.
    unfold run_f in *. destruct (run_stages a (stages f) (run_point a x)) as [zs l].
    revert H. apply try_all_out with (rel := fun p q => within (fst p) (fst q) /\ within (snd p) (snd q)).
    + intros [p g] [[v e] [v' e']] y [Wf Wg] H r (pr & q & X & Y & O). cbn [fst snd] in *. destruct S as [P R].
      destruct (Wf _ X) as (p' & -> & D1). destruct (Wg _ Y) as (q' & -> & D2). cbn [fst snd] in *.
      apply (operation_enclosed fm op P R _ _ y (p' + q') r H); [|exact O]. rewrite !add_is.
      revert D1 D2. rewrite !Qabs_Qle_condition. lra.
    + clear - Ff G. revert gs es G. induction Ff as [|p e ps es0 W Ff IH]; intros gs es G; cbn [combine]; [constructor|].
      inversion G as [|g e' gs' es' W' G' Eg Ee]; subst; constructor; [split; assumption|]. apply IH. exact G'.
Qed.
End Sound.

Lemma convert_within from to xs ys zs : sound to -> Forall2 within xs ys ->
  convert (its_format from) (its_format to) ys = Within zs -> Forall2 within (run_convert from to xs) zs.
Proof.
  intros [P R] F. unfold convert, run_convert. destruct (narrows _ _); [|intros H; injection H as <-; exact F].
  apply try_all_out with (rel := within); [|exact F]. intros x [v e] y W H. apply on_value_within with v e; [exact W|].
  intros q r D X. exact (operation_enclosed _ _ P R v e y q r H D X).
Qed.
Lemma g_within A G centre g x ys : sound A -> sound G -> network_numbers (its_format G) g ->
  enclose_g (its_format A) (its_format G) centre g x = Within ys -> Forall2 within (run_g A G centre g x) ys.
Proof.
  unfold enclose_g, run_g. intros SA SG N H. apply try_within in H. destruct H as (b & Eb & H).
  apply try_within in H. destruct H as (c & Ec & H). apply try_within in H. destruct H as (d & Ed & H).
  apply try_within in H. destruct H as (e & Ee & H).
  apply convert_within with e; [exact SA| |exact H]. apply network_within with d; [exact SG|exact N| |exact Ee].
  pose proof (convert_within A G _ _ _ SG (point_within A SA _ _ Eb) Ec) as F.
  destruct centre as [k|]; [exact (steps_enclosed G SG _ _ _ _ F Ed)|injection Ed as <-; exact F].
Qed.
