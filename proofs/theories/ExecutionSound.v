(* One row and one operation: what is computed encloses every execution (theorems 1 to 3 of executions.md as the rules
   apply them), and the value is that of the real function. *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero ExecutionRow ExecutionGrid.
From Coq Require Import QArith Qabs ZArith List Permutation Lqa Lia Bool.
Import ListNotations.
Local Open Scope Q_scope.

Lemma total_sum l : total l == sum l.
Proof. induction l as [|a l IH]; cbn [total fold_right sum]; [reflexivity|]. unfold add. rewrite Qred_correct. fold (total l). rewrite IH. reflexivity. Qed.
Lemma add_is a b : add a b == a + b.
Proof. apply Qred_correct. Qed.
Lemma mul_is a b : mul a b == a * b.
Proof. apply Qred_correct. Qed.
Lemma zero_true q : zero q = true -> q == 0.
Proof. apply Qeq_bool_iff. Qed.
Lemma le_true a b : Qle_bool a b = true -> a <= b.
Proof. apply Qle_bool_iff. Qed.
Lemma abs_zero a b e : e == 0 -> Qabs (a - b) <= e -> a == b.
Proof. intros E. rewrite Qabs_Qle_condition, E. lra. Qed.
Lemma abs_same a : a == 0 -> Qabs a == 0.
Proof. intros ->. reflexivity. Qed.

(* ======================================================================== *)
(** * The terms of a row: those that are not 0 against those that are counted *)

Definition close (h : Q) (y : enclosure) : Prop := Qabs (h - fst y) <= snd y.
Definition values (ts : list enclosure) : list Q := map fst ts.
Definition errors (ts : list enclosure) : list Q := map snd ts.
Definition counted (l : list Q) (ts : list enclosure) : Prop :=
  (length l <= length ts)%nat /\ Qabs (sum l - sum (values ts)) <= sum (errors ts) /\
  sum_abs l <= sum_abs (values ts) + sum (errors ts) /\
  (Forall (fun t => zero (snd t) = true) ts -> forall k, Forall (multiple k) (values ts) -> Forall (multiple k) l).

Lemma counted_none : counted [] [].
Proof. split; [simpl; lia|]. split; [apply Qle_refl|]. split; [apply Qle_refl|]. intros _ k _. constructor. Qed.
(* one more term, which may turn out to be 0 *)
Lemma counted_term a v e l ts : Qabs (a - v) <= e -> (e == 0 -> a == v) -> counted l ts ->
  counted (if not_zero a then a :: l else l) ((v, e) :: ts).
Proof.
  intros A X (L & S & B & G). unfold counted, values, errors in *. cbn [map fst snd sum sum_abs length].
  pose proof (abs_near _ _ _ A) as N. pose proof (Qabs_nonneg v) as V0.
  assert (K : forall k, zero e = true -> multiple k v -> multiple k a).
  { intros k E. apply multiple_same. symmetry. apply X. exact (zero_true _ E). }
  destruct (not_zero a) eqn:Z; cbn [length sum sum_abs].
  - split; [lia|]. split; [revert A S; rewrite !Qabs_Qle_condition; lra|]. split; [lra|].
    intros E k M. inversion E; subst. inversion M; subst. constructor; [apply K; assumption|]. apply G; assumption.
  - apply not_zero_false in Z. split; [lia|]. split; [revert A S; rewrite !Qabs_Qle_condition; lra|]. split.
    + rewrite (abs_same _ Z) in N. pose proof (Qabs_nonneg (a - v)). lra.
    + intros E k M. inversion E; subst. inversion M; subst. apply G; assumption.
Qed.
Lemma counted_products ws hs ys : Forall2 close hs ys -> counted (filter not_zero (terms ws hs)) (products ws ys).
Proof.
  intros C. revert ws. induction C as [|h [v e] hs ys H C IH]; intros [|w ws]; try exact counted_none.
  cbn [terms products filter]. unfold close in H. cbn [fst snd] in H.
  assert (D : Qabs (w * h - w * v) <= Qabs w * e).
  { assert (E : w * h - w * v == w * (h - v)) by ring. rewrite E, Qabs_Qmult. pose proof (Qabs_nonneg w). nra. }
  destruct (zero w || (zero v && zero e)) eqn:Z.
  - assert (N : not_zero (w * h) = false).
    { unfold not_zero. assert (E : w * h == 0); [|apply Qeq_bool_iff in E; rewrite E; reflexivity].
      apply orb_prop in Z. destruct Z as [Z|Z]; [rewrite (zero_true _ Z); ring|].
      apply andb_prop in Z. destruct Z as [Zv Ze]. rewrite (abs_zero _ _ _ (zero_true _ Ze) H), (zero_true _ Zv). ring. }
    rewrite N. apply IH.
  - apply counted_term; [rewrite !mul_is; exact D| |apply IH].
    rewrite !mul_is. intros E. apply abs_zero with (Qabs w * e); assumption.
Qed.
Lemma counted_bias b l ts : counted l ts -> counted (if not_zero b then b :: l else l) (bias_term b ++ ts).
Proof.
  intros C. unfold bias_term, not_zero, zero. destruct (Qeq_bool b 0) eqn:Z; cbn [negb app]; [exact C|].
  assert (E : Qabs (b - b) <= 0). { assert (E : b - b == 0) by ring. rewrite E. apply Qle_refl. }
  pose proof (counted_term b b 0 l ts E (fun _ => Qeq_refl b) C) as D. unfold not_zero in D. rewrite Z in D. exact D.
Qed.

Lemma grid_multiple ts k : grid ts = Some k -> Forall (multiple k) (values ts).
Proof.
  revert k. induction ts as [|[v e] ts IH]; intros k H; [constructor|]. cbn [grid] in H. unfold values in *. cbn [map fst].
  destruct ts as [|t ts].
  - constructor; [apply quantum_multiple; exact H|constructor].
  - destruct (quantum v) as [i|] eqn:V; [|discriminate]. destruct (grid (t :: ts)) as [j|] eqn:J; [|discriminate].
    injection H as <-. constructor.
    + apply multiple_le with i; [lia|]. apply quantum_multiple. exact V.
    + eapply Forall_impl; [|apply IH; reflexivity]. intros a. apply multiple_le. lia.
Qed.
Lemma sum_zero l : Forall (fun t : enclosure => zero (snd t) = true) l -> sum (errors l) == 0.
Proof.
  induction 1 as [|t l Z _ IH]; [reflexivity|]. unfold errors in *. cbn [map sum]. rewrite IH, (zero_true _ Z). ring.
Qed.

(* ======================================================================== *)
(** * A row *)

Section Row.
Variables (fm : format) (op : operations).
Hypothesis P : proper fm.
Hypothesis R : rounds fm op.

Lemma sum_filter l : sum (filter not_zero l) == sum l.
Proof.
  induction l as [|a l IH]; cbn [filter sum]; [reflexivity|]. destruct (not_zero a) eqn:Z; cbn [sum]; rewrite IH; [reflexivity|].
  rewrite (not_zero_false _ Z). ring.
Qed.
Lemma readings xs ys hs : Forall2 within xs ys -> Forall2 (fun (x : value) h => x (Some h)) xs hs -> Forall2 close hs ys.
Proof.
  intros W. revert hs. induction W as [|x y xs ys H W IH]; intros hs F; inversion F; subst; constructor; [|apply IH; assumption].
  destruct (H _ H2) as (q & E & D). injection E as ->. exact D.
Qed.
Lemma none_lost xs ys : Forall2 within xs ys -> ~ Exists (fun x : value => x None) xs.
Proof.
  intros W. induction W as [|x y xs ys H W IH]; intros E; inversion E; subst; [|apply IH; assumption].
  destruct (H _ H1) as (q & C & _). discriminate.
Qed.

Theorem row_enclosed r xs ys y : number fm (fst r) -> Forall2 within xs ys ->
  enclose_row fm r ys = Within y -> within (run_row op r xs) y.
Proof.
  intros NB W H out [L|(hs & F & X)]; [exfalso; exact (none_lost _ _ W L)|].
  pose proof (readings _ _ _ W F) as C. unfold enclose_row in H.
  set (ps := products (snd r) ys) in *. set (ts := bias_term (fst r) ++ ps) in *.
  set (n := inject_Z (Z.of_nat (length ts))) in *. set (s := total (map fst ts)) in *. set (c := total (map snd ts)) in *.
  set (a := add (total (map (fun t => Qabs (fst t)) ts)) c) in *. set (t := (n + 1) * roundoff fm) in *.
  destruct (Qle_bool t (1 # 2)) eqn:Ht; [|discriminate]. cbn [negb] in H.
  destruct (Qle_bool (a * (1 + (t + t * t)) + 4 * n * least fm) (top fm)) eqn:HO; [|discriminate]. cbn [negb] in H.
  apply le_true in Ht, HO. injection H as <-. cbn [fst snd].
  pose proof (counted_bias (fst r) _ _ (counted_products (snd r) hs ys C)) as K. fold ps ts in K.
  set (l := if not_zero (fst r) then fst r :: filter not_zero (terms (snd r) hs) else filter not_zero (terms (snd r) hs)) in *.
  change l with (filter not_zero (fst r :: terms (snd r) hs)) in *.
  destruct (executes_not_zero fm op P R _ _ X) as [Z T]. destruct K as (KL & KS & KA & KG).
  set (l' := filter not_zero (fst r :: terms (snd r) hs)) in *.
  pose proof (roundoff_positive P) as U. pose proof (least_positive P) as L0.
  assert (Es : s == sum (values ts)) by apply total_sum.
  assert (Ec : c == sum (errors ts)) by apply total_sum.
  assert (Ea : a == sum_abs (values ts) + sum (errors ts)).
  { unfold a. rewrite add_is, total_sum, Ec. apply Qplus_comp; [|reflexivity]. clear. unfold values.
    induction ts as [|t ts IH]; cbn [map sum sum_abs]; [reflexivity|rewrite IH; reflexivity]. }
  assert (N0 : 0 <= n). { unfold n. change 0 with (inject_Z 0). rewrite <- Zle_Qle. lia. }
  assert (A0 : 0 <= a). { pose proof (sum_abs_nonneg l'). rewrite Ea. lra. }
  assert (T0 : 0 <= t) by (unfold t; nra).
  assert (general : exists q, out = Some q /\ Qabs (q - s) <= c + (t + t * t) * a + 4 * n * least fm).
  { assert (G0 : 0 <= (t + t * t) * a) by (apply Qmult_le_0_compat; nra).
    assert (M0 : 0 <= 4 * n * least fm) by nra.
    destruct l' as [|b0 l0] eqn:El.
    - destruct (Z eq_refl) as (q & -> & Q0). exists q. split; [reflexivity|]. cbn [sum] in KS. rewrite Q0, Es.
      eapply Qle_trans; [exact KS|]. rewrite Ec. lra.
    - destruct (terms_error fm op P R _ out (length ts) a (T ltac:(discriminate)) KL ltac:(rewrite Ea; exact KA) Ht HO) as (q & -> & D).
      exists q. split; [reflexivity|]. fold n t in D. pose proof (triangle _ _ _ _ _ D KS) as E. rewrite Es, Ec. lra. }
  assert (single : forall m, 1 <= n -> m <= a -> (1 + roundoff fm) * m + least fm <= top fm).
  { intros m N1 M. assert (roundoff fm <= t) by (unfold t; nra).
    assert (G : roundoff fm * a <= (t + t * t) * a) by (apply Qmult_le_compat_r; nra). nra. }
  assert (up_case : exists q, out = Some q /\ Qabs (q - s) <= up (c + (t + t * t) * a + 4 * n * least fm)).
  { destruct general as (q & -> & D). exists q. split; [reflexivity|].
    eapply Qle_trans; [exact D|]. apply up_spec. }
  assert (many : ts <> [] -> 1 <= n).
  { intros N. unfold n. change 1 with (inject_Z 1). rewrite <- Zle_Qle. destruct ts; [congruence|simpl length; lia]. }
  destruct ps as [|p1 ps1] eqn:Eps.
  - (* the bias alone *)
    assert (Bt : ts = if zero (fst r) then [] else [(fst r, 0)]) by (unfold ts, bias_term; destruct (zero _); reflexivity).
    clearbody t a s c n ts. subst ts. destruct (zero (fst r)) eqn:Zb; cbn [length] in *.
    + destruct l' as [|b0 l0]; [|simpl in KL; lia]. destruct (Z eq_refl) as (q & -> & Q0). exists q.
      split; [reflexivity|]. rewrite Q0, Es. cbn [values map sum]. apply Qle_refl.
    + assert (B : l' = [fst r]).
      { unfold l' in *. cbn [filter] in *. unfold not_zero at 1 in KL. unfold not_zero at 1. unfold zero in Zb. rewrite Zb in *.
        cbn [negb] in *. destruct (filter not_zero (terms (snd r) hs)); [reflexivity|simpl in KL; lia]. }
      rewrite B in T. specialize (T ltac:(discriminate)).
      destruct (single_exact fm op P R _ _ T NB) as (q & -> & Q0).
      * unfold in_range. apply single; [apply many; discriminate|]. rewrite Ea. cbn [values errors map fst snd sum sum_abs]. lra.
      * exists q. split; [reflexivity|]. rewrite Q0, Es. cbn [values map fst sum].
        assert (E : fst r - (fst r + 0) == 0) by ring. rewrite E. apply Qle_refl.
  - destruct (on_grid fm ts a) eqn:G; [|exact up_case]. unfold on_grid in G. apply andb_prop in G. destruct G as [G1 G2].
    destruct (grid ts) as [k|] eqn:Gk; [|discriminate]. apply andb_prop in G2. destruct G2 as [G2 G5]. apply andb_prop in G2. destruct G2 as [G3 G4].
    apply le_true in G3, G4, G5. rewrite two_power_is in G3, G4, G5. rewrite forallb_forall in G1.
    assert (GZ : Forall (fun t => zero (snd t) = true) ts) by (apply Forall_forall; exact G1).
    pose proof (KG GZ k (grid_multiple _ _ Gk)) as M. pose proof (sum_zero _ GZ) as S0. rewrite S0 in KS.
    assert (E : s == sum l'). { rewrite Es. symmetry. apply abs_zero with 0; [reflexivity|exact KS]. }
    destruct l' as [|b0 l0] eqn:El.
    + destruct (Z eq_refl) as (q & -> & Q0). exists q. split; [reflexivity|]. rewrite Q0, E. apply Qle_refl.
    + destruct (grid_exact fm op P R k a _ out (T ltac:(discriminate)) M ltac:(rewrite Ea; exact KA) G3 G4 G5) as (q & -> & Q0).
      * apply single; [apply many; unfold ts; destruct (bias_term (fst r)); discriminate|apply Qle_refl].
      * exists q. split; [reflexivity|]. assert (D : q - s == 0) by (rewrite Q0, E; ring). rewrite D. apply Qle_refl.
Qed.

(* ======================================================================== *)
(** * One operation, and a quotient *)

(* what an operation with the relative error c returns, and that it is in range, from the bounds of its argument *)
Lemma bounded_range c v e t : 0 <= c -> Qabs (t - v) <= e -> Qle_bool ((1 + c) * add (Qabs v) e + least fm) (top fm) = true ->
  (1 + c) * Qabs t + least fm <= top fm.
Proof.
  intros C D B. apply le_true in B. pose proof (abs_near _ _ _ D) as A. assert (Ea : add (Qabs v) e == Qabs v + e) by apply add_is.
  set (a := add (Qabs v) e) in *. assert (M : 0 <= c * (a - Qabs t)) by (apply Qmult_le_0_compat; lra). lra.
Qed.
Lemma bounded_error c v e t q : 0 <= c -> Qabs (t - v) <= e -> Qabs (q - t) <= c * Qabs t + least fm ->
  Qabs (q - Qred v) <= up (e + c * add (Qabs v) e + least fm).
Proof.
  intros C D N. pose proof (abs_near _ _ _ D) as A. assert (Ea : add (Qabs v) e == Qabs v + e) by apply add_is.
  set (a := add (Qabs v) e) in *. assert (M : 0 <= c * (a - Qabs t)) by (apply Qmult_le_0_compat; lra).
  eapply Qle_trans; [|exact (proj1 (up_spec _))]. rewrite Qred_correct. eapply Qle_trans; [apply (triangle _ _ _ _ _ N D)|]. lra.
Qed.

Theorem operation_enclosed v e y t r : operation fm (v, e) = Within y -> Qabs (t - v) <= e -> returns op t r ->
  exists q, r = Some q /\ Qabs (q - fst y) <= snd y.
Proof.
  unfold operation. intros H D X. destruct (Qle_bool _ _) eqn:B; [|discriminate]. injection H as <-. cbn [fst snd].
  pose proof (roundoff_positive P) as U. pose proof (bounded_range (roundoff fm) v e t ltac:(lra) D B) as I.
  destruct (zero e && is_number fm v) eqn:Z.
  - apply andb_prop in Z. destruct Z as [Z N]. pose proof (abs_zero _ _ _ (zero_true _ Z) D) as E.
    destruct (returns_number fm op R v r) as (q & -> & Q).
    + unfold in_range in *. rewrite <- E. exact I.
    + apply is_numberT. exact N.
    + apply (returns_same fm op R t); assumption.
    + exists q. split; [reflexivity|]. assert (E0 : q - Qred v == 0) by (rewrite Qred_correct, Q; ring). rewrite E0. apply Qle_refl.
  - destruct (returns_near fm op P R t r I X) as (q & -> & N). exists q. split; [reflexivity|]. apply (bounded_error (roundoff fm) v e t); [lra|exact D|exact N].
Qed.
Theorem quotient_enclosed v e y t r : quotient fm (v, e) = Within y -> Qabs (t - v) <= e -> divides fm t r ->
  exists q, r = Some q /\ Qabs (q - fst y) <= snd y.
Proof.
  unfold quotient. intros H D X. destruct (Qle_bool _ _) eqn:B; [|discriminate]. injection H as <-. cbn [fst snd].
  pose proof (roundoff_positive P) as U. destruct X as (q & -> & N); [apply (bounded_range (6 * roundoff fm) v e); [lra|exact D|exact B]|].
  exists q. split; [reflexivity|]. apply (bounded_error (6 * roundoff fm) v e t); [lra|exact D|exact N].
Qed.
End Row.
