(* One operation in a binary format, over the reals: rounded to nearest with any tie rule and gradual underflow, flushed
   to zero, rounded before to a wider format, or left in that. Lemma 1 of executions.md. *)
From Coq Require Import Reals ZArith Lra Lia.
From Flocq Require Import Core Relative.
Open Scope R_scope.

Notation b := (bpow radix2).

(* ======================================================================== *)
(** * One format: precision, and the exponent of the least subnormal number *)

Section Format.
Variables prec emin : Z.
Hypothesis precision_many : (1 < prec)%Z.
#[local] Instance prec_positive : Prec_gt_0 prec.
Proof. unfold Prec_gt_0. lia. Qed.
Notation fexp := (FLT_exp emin prec).

Definition representable (t : R) : Prop := generic_format radix2 fexp t.
Definition least_normal : R := b (emin + prec - 1).
(* a nearest number, ties as the rule says *)
Definition nearest (tie : Z -> bool) (t : R) : R := round radix2 fexp (Znearest tie) t.

Lemma nearest_representable tie t : representable (nearest tie t).
Proof. apply generic_format_round; auto with typeclass_instances. Qed.
Lemma nearest_same tie t : representable t -> nearest tie t = t.
Proof. intros H. apply round_generic; auto with typeclass_instances. Qed.
Lemma zero_representable : representable 0.
Proof. apply generic_format_0. Qed.
Lemma nearest_normal tie t : least_normal <= Rabs t -> least_normal <= Rabs (nearest tie t).
Proof.
  intros H. unfold nearest. apply abs_round_ge_generic; auto with typeclass_instances.
  apply generic_format_bpow. unfold FLT_exp. lia.
Qed.
Lemma nearest_small tie t : Rabs (nearest tie t) < least_normal -> Rabs t < least_normal.
Proof.
  intros H. destruct (Rlt_or_le (Rabs t) least_normal) as [L|L]; [exact L|].
  pose proof (nearest_normal tie t L). lra.
Qed.

Lemma nearest_error tie t : Rabs (nearest tie t - t) <= b (- prec) * Rabs t + / 2 * b emin.
Proof.
  destruct (error_N_FLT radix2 emin prec prec_positive tie t) as (eps & eta & He & Ht & _ & E).
  unfold nearest. rewrite E. replace (t * (1 + eps) + eta - t) with (t * eps + eta) by ring.
  eapply Rle_trans; [apply Rabs_triang|]. rewrite Rabs_mult.
  replace (/ 2 * b (- prec + 1)) with (b (- prec)) in He by (rewrite bpow_plus; simpl (b 1); simpl; lra).
  assert (Rabs t * Rabs eps <= b (- prec) * Rabs t) by (rewrite Rmult_comm; apply Rmult_le_compat_r; [apply Rabs_pos|exact He]).
  lra.
Qed.

(* z 2^k with |z| < 2^p, and not below the least normal number *)
Lemma representable_normal z k : (Z.abs z < 2 ^ prec)%Z -> least_normal <= Rabs (IZR z * b k) ->
  (emin <= k)%Z /\ representable (IZR z * b k).
Proof.
  intros Z L.
  assert (K : (emin <= k)%Z).
  { assert (B : b (emin + prec - 1) < b (prec + k)).
    { eapply Rle_lt_trans; [exact L|]. rewrite Rabs_mult, (Rabs_pos_eq (b k)) by apply bpow_ge_0. rewrite bpow_plus.
      apply Rmult_lt_compat_r; [apply bpow_gt_0|]. rewrite <- abs_IZR, <- IZR_Zpower by lia. apply IZR_lt. exact Z. }
    apply lt_bpow in B. lia. }
  split; [exact K|]. apply generic_format_FLT. exists (Float radix2 z k); [reflexivity|exact Z|exact K].
Qed.
End Format.

(* ======================================================================== *)
(** * With wider formats *)

(* a wider format: its precision, and the exponent of its least subnormal number *)
Record wide := Wide { wide_precision : Z; wide_exponent : Z }.
Definition nearest_wide (w : wide) (tie : Z -> bool) (t : R) : R := nearest (wide_precision w) (wide_exponent w) tie t.

Section Operation.
Variables prec emin : Z.
Hypothesis precision_many : (12 <= prec)%Z.
Notation least := (least_normal prec emin).
Notation rn := (nearest prec emin).

(* at least 11 bits more, and its small numbers are far below *)
Definition beside (w : wide) : Prop := (prec + 11 <= wide_precision w /\ wide_exponent w + wide_precision w <= emin)%Z.
(* the formats through which a result may pass on its way to this one; and one in which it may stay, if it is the only one *)
Variables through stays : wide -> Prop.
Record allowed : Prop := {
  through_wider : forall w, through w -> beside w;
  stays_through : forall w, stays w -> through w;
  stays_alone : forall w w', stays w -> through w' -> w' = w
}.
Hypothesis formats : allowed.

(* what some reader may see where t is the exact result; the tie rule may be another one each time *)
Inductive operation (t : R) : R -> Prop :=
| rounded tie : operation t (rn tie t)
| rounded_twice w tie tie' : through w -> operation t (rn tie (nearest_wide w tie' t))
| left_wide w tie' : stays w -> operation t (nearest_wide w tie' t)
| flushed : Rabs t < least -> operation t 0.

Lemma wide_same w tie t : beside w -> representable prec emin t -> nearest_wide w tie t = t.
Proof.
  intros [B D] H. apply nearest_same. assert (P : Prec_gt_0 prec) by (unfold Prec_gt_0; lia).
  apply FLT_format_generic in H; [|exact P]. destruct H as [f E M X]. apply generic_format_FLT.
  exists f; [exact E| |lia]. eapply Z.lt_le_trans; [exact M|]. apply Zpower_le. lia.
Qed.
Lemma wide_small w tie t : beside w -> Rabs (nearest_wide w tie t) < least -> Rabs t < least.
Proof.
  intros [B D] H. destruct (Rlt_or_le (Rabs t) least) as [L|L]; [exact L|exfalso].
  assert (P : Prec_gt_0 (wide_precision w)) by (unfold Prec_gt_0; lia).
  assert (least <= Rabs (nearest_wide w tie t)); [|lra]. unfold nearest_wide, nearest, least_normal in *.
  apply abs_round_ge_generic; auto with typeclass_instances. apply generic_format_bpow. unfold FLT_exp. lia.
Qed.

(* a number of the format is returned as it is; a subnormal one, or 0 *)
Theorem operation_representable t x : representable prec emin t -> operation t x -> x = t \/ (x = 0 /\ Rabs t < least).
Proof.
  intros F O. destruct O as [tie|w tie tie' W|w tie' W|L].
  - left. apply nearest_same. exact F.
  - left. rewrite (wide_same w tie' t (through_wider formats w W) F). apply nearest_same. exact F.
  - left. apply wide_same; [|exact F]. apply (through_wider formats). exact (stays_through formats w W).
  - right. split; [reflexivity|exact L].
Qed.

(* a result that is read again shows nothing new *)
Theorem operation_twice t v x : operation t v -> operation v x -> operation t x.
Proof.
  pose proof (operation_representable) as narrow. intros [tie|w tie tie' W|w tie' W|L] O.
  - destruct (narrow _ _ (nearest_representable prec emin ltac:(lia) tie t) O) as [->|[-> S]]; [apply rounded|].
    apply flushed. exact (nearest_small prec emin ltac:(lia) tie t S).
  - destruct (narrow _ _ (nearest_representable prec emin ltac:(lia) tie _) O) as [->|[-> S]]; [exact (rounded_twice t w tie tie' W)|].
    apply flushed. apply (wide_small w tie' t (through_wider formats w W)). exact (nearest_small prec emin ltac:(lia) tie _ S).
  - pose proof (stays_through formats w W) as T. destruct (through_wider formats w T) as [B D].
    pose proof (nearest_representable (wide_precision w) (wide_exponent w) ltac:(lia) tie' t) as R.
    assert (same : forall tie3, nearest_wide w tie3 (nearest_wide w tie' t) = nearest_wide w tie' t) by (intros tie3; apply nearest_same; exact R).
    destruct O as [tie2|w2 tie2 tie3 W2|w2 tie3 W2|L].
    + exact (rounded_twice t w tie2 tie' T).
    + rewrite (stays_alone formats w w2 W W2). rewrite same. exact (rounded_twice t w tie2 tie' T).
    + rewrite (stays_alone formats w w2 W (stays_through formats w2 W2)). rewrite same.
      exact (left_wide t w tie' W).
    + apply flushed. exact (wide_small w tie' t (through_wider formats w T) L).
  - destruct (narrow _ _ (zero_representable prec emin) O) as [->|[-> _]]; apply flushed; exact L.
Qed.

Theorem operation_near t x : operation t x -> Rabs (x - t) <= b (- prec) * (1 + b (-10)) * Rabs t + least.
Proof.
  intros O. pose proof (Rabs_pos t) as T0.
  assert (E0 : 0 < b emin) by apply bpow_gt_0. assert (V0 : 0 < b (- prec)) by apply bpow_gt_0.
  assert (V1 : b (- prec) <= / 4). { replace (/ 4) with (b (-2)) by (simpl; lra). apply bpow_le. lia. }
  assert (B10 : b (-10) = 2 * b (-11)). { replace (-10)%Z with (1 + -11)%Z by lia. rewrite bpow_plus. simpl (b 1). simpl. lra. }
  assert (B11 : 0 < b (-11)) by apply bpow_gt_0. assert (B11' : b (-11) <= / 2) by (simpl; lra).
  assert (LB : 2 * b emin <= least).
  { unfold least_normal. replace (2 * b emin) with (b (1 + emin)) by (rewrite bpow_plus; simpl; lra). apply bpow_le. lia. }
  rewrite B10. set (u := b (- prec)) in *. set (q := b (-11)) in *. set (m := b emin) in *.
  assert (Q1 : 0 <= u * q) by (apply Rmult_le_pos; lra).
  assert (Q2 : 0 <= u * q * Rabs t) by (apply Rmult_le_pos; lra).
  assert (A0 : 0 <= u * Rabs t) by (apply Rmult_le_pos; lra).
  (* a rounding to a wider format: an eleventh bit's half, and nothing below *)
  assert (wide_near : forall w tie, beside w -> let e := Rabs (nearest_wide w tie t - t) in
            0 <= e /\ e <= u * q * Rabs t + / 8 * m).
  { intros w tie [B D]. split; [apply Rabs_pos|].
    pose proof (nearest_error (wide_precision w) (wide_exponent w) ltac:(lia) tie t) as N. eapply Rle_trans; [exact N|].
    assert (U : b (- wide_precision w) <= u * q) by (unfold u, q; rewrite <- bpow_plus; apply bpow_le; lia).
    assert (L : b (wide_exponent w) <= / 4 * m).
    { unfold m. replace (/ 4) with (b (-2)) by (simpl; lra). rewrite <- bpow_plus. apply bpow_le. lia. }
    assert (b (- wide_precision w) * Rabs t <= u * q * Rabs t) by (apply Rmult_le_compat_r; lra). lra. }
  destruct O as [tie|w tie tie' W|w tie' W|S].
  - pose proof (nearest_error prec emin ltac:(lia) tie t) as N. fold u m in N. lra.
  - destruct (wide_near w tie' (through_wider formats w W)) as [N0 N']. set (v := nearest_wide w tie' t) in *. set (e := Rabs (v - t)) in *.
    pose proof (nearest_error prec emin ltac:(lia) tie v) as N. fold u m in N.
    assert (V : Rabs v <= Rabs t + e).
    { replace v with (t + (v - t)) at 1 by ring. apply Rabs_triang. }
    replace (rn tie v - t) with ((rn tie v - v) + (v - t)) by ring. eapply Rle_trans; [apply Rabs_triang|]. fold e.
    assert (A1 : u * Rabs v <= u * (Rabs t + e)) by (apply Rmult_le_compat_l; lra).
    assert (A3 : u * e <= / 4 * e) by (apply Rmult_le_compat_r; lra). lra.
  - destruct (wide_near w tie' (through_wider formats w (stays_through formats w W))) as [_ N']. lra.
  - replace (0 - t) with (- t) by ring. rewrite Rabs_Ropp. lra.
Qed.
End Operation.

(* all wider formats may be passed through, or one of them, in which results may stay, or none *)
Lemma allowed_all prec emin : allowed prec emin (beside prec emin) (fun _ => False).
Proof. split; [auto|intros w []|intros w w' []]. Qed.
Lemma allowed_one prec emin w : beside prec emin w -> allowed prec emin (eq w) (eq w).
Proof. intros B. split; [intros w' <-; exact B|auto|intros w' w'' <- <-; reflexivity]. Qed.
Lemma allowed_none prec emin : allowed prec emin (fun _ => False) (fun _ => False).
Proof. split; [intros w []|intros w []|intros w w' []]. Qed.
