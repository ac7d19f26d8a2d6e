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
(** * With a wider format *)

Section Operation.
Variables prec emin prec' emin' : Z.
Hypothesis precision_many : (12 <= prec)%Z.
Hypothesis wider : (prec + 11 <= prec')%Z.
Hypothesis deeper : (emin' + prec' <= emin)%Z.
Notation least := (least_normal prec emin).
Notation rn := (nearest prec emin).
Notation rw := (nearest prec' emin').

(* what some reader may see where t is the exact result; the tie rule may be another one each time *)
Inductive operation (t : R) : R -> Prop :=
| rounded tie : operation t (rn tie t)
| rounded_twice tie tie' : operation t (rn tie (rw tie' t))
| left_wide tie' : operation t (rw tie' t)
| flushed : Rabs t < least -> operation t 0.

Lemma wider_representable t : representable prec emin t -> representable prec' emin' t.
Proof.
  assert (P : Prec_gt_0 prec) by (unfold Prec_gt_0; lia). assert (P' : Prec_gt_0 prec') by (unfold Prec_gt_0; lia).
  intros H. apply FLT_format_generic in H; [|exact P]. destruct H as [f E M X]. apply generic_format_FLT.
  exists f; [exact E| |lia]. eapply Z.lt_le_trans; [exact M|]. apply Zpower_le. lia.
Qed.
Lemma wide_small tie' t : Rabs (rw tie' t) < least -> Rabs t < least.
Proof.
  intros H. destruct (Rlt_or_le (Rabs t) least) as [L|L]; [exact L|exfalso].
  assert (P : Prec_gt_0 prec') by (unfold Prec_gt_0; lia).
  assert (least <= Rabs (rw tie' t)); [|lra]. unfold nearest, least_normal in *. apply abs_round_ge_generic; auto with typeclass_instances.
  apply generic_format_bpow. unfold FLT_exp. lia.
Qed.

(* a result that is read again shows nothing new *)
Theorem operation_twice t v x : operation t v -> operation v x -> operation t x.
Proof.
  assert (narrow : forall v, representable prec emin v -> operation v x -> x = v \/ (x = 0 /\ Rabs v < least)).
  { intros w F O. pose proof (wider_representable _ F) as W. destruct O as [tie|tie tie'|tie'|L].
    - left. apply nearest_same; exact F.
    - left. rewrite (nearest_same prec' emin' tie' w W). apply nearest_same; exact F.
    - left. apply nearest_same; exact W.
    - right. split; [reflexivity|exact L]. }
  intros [tie|tie tie'|tie'|L] O.
  - destruct (narrow _ (nearest_representable prec emin ltac:(lia) tie t) O) as [->|[-> S]]; [apply rounded|].
    apply flushed. exact (nearest_small prec emin ltac:(lia) tie t S).
  - destruct (narrow _ (nearest_representable prec emin ltac:(lia) tie _) O) as [->|[-> S]]; [apply rounded_twice|].
    apply flushed. apply (wide_small tie'). exact (nearest_small prec emin ltac:(lia) tie _ S).
  - pose proof (nearest_representable prec' emin' ltac:(lia) tie' t) as W. destruct O as [tie2|tie2 tie3|tie3|L].
    + apply rounded_twice.
    + rewrite (nearest_same prec' emin' tie3 _ W). apply rounded_twice.
    + rewrite (nearest_same prec' emin' tie3 _ W). apply left_wide.
    + apply flushed. exact (wide_small tie' t L).
  - destruct (narrow 0 (zero_representable prec emin) O) as [->|[-> _]]; apply flushed; exact L.
Qed.

(* a number of the format is returned as it is; a subnormal one, or 0 *)
Theorem operation_representable t x : representable prec emin t -> operation t x -> x = t \/ (x = 0 /\ Rabs t < least).
Proof.
  intros F O. pose proof (wider_representable _ F) as W. destruct O as [tie|tie tie'|tie'|L].
  - left. apply nearest_same; exact F.
  - left. rewrite (nearest_same prec' emin' tie' t W). apply nearest_same; exact F.
  - left. apply nearest_same; exact W.
  - right. split; [reflexivity|exact L].
Qed.

Theorem operation_near t x : operation t x -> Rabs (x - t) <= b (- prec) * (1 + b (-10)) * Rabs t + least.
Proof.
  intros O. pose proof (Rabs_pos t) as T0.
  assert (U : b (- prec') <= b (- prec) * b (-11)). { rewrite <- bpow_plus. apply bpow_le. lia. }
  assert (L : / 2 * b emin' <= / 4 * b emin).
  { assert (b emin' <= b (-1 + emin)) by (apply bpow_le; lia). rewrite bpow_plus in H. simpl (b (-1)) in H. simpl in H. lra. }
  assert (E0 : 0 < b emin) by apply bpow_gt_0. assert (E1 : 0 < b emin') by apply bpow_gt_0.
  assert (U0 : 0 < b (- prec')) by apply bpow_gt_0. assert (V0 : 0 < b (- prec)) by apply bpow_gt_0.
  assert (V1 : b (- prec) <= / 4). { replace (/ 4) with (b (-2)) by (simpl; lra). apply bpow_le. lia. }
  assert (B10 : b (-10) = 2 * b (-11)). { replace (-10)%Z with (1 + -11)%Z by lia. rewrite bpow_plus. simpl (b 1). simpl. lra. }
  assert (B11 : 0 < b (-11)) by apply bpow_gt_0. assert (B11' : b (-11) <= / 2) by (simpl; lra).
  assert (LB : 2 * b emin <= least).
  { unfold least_normal. replace (2 * b emin) with (b (1 + emin)) by (rewrite bpow_plus; simpl; lra). apply bpow_le. lia. }
  rewrite B10. set (u := b (- prec)) in *. set (u' := b (- prec')) in *. set (q := b (-11)) in *. set (m := b emin) in *. set (m' := b emin') in *.
  assert (Q1 : 0 <= u * q) by (apply Rmult_le_pos; lra).
  assert (Q2 : 0 <= u * q * Rabs t) by (apply Rmult_le_pos; lra).
  assert (A0 : 0 <= u * Rabs t) by (apply Rmult_le_pos; lra).
  assert (A2 : u' * Rabs t <= u * q * Rabs t) by (apply Rmult_le_compat_r; lra).
  destruct O as [tie|tie tie'|tie'|S].
  - pose proof (nearest_error prec emin ltac:(lia) tie t) as N. fold u m in N. lra.
  - pose proof (nearest_error prec' emin' ltac:(lia) tie' t) as N'. fold u' m' in N'. set (w := rw tie' t) in *.
    pose proof (nearest_error prec emin ltac:(lia) tie w) as N. fold u m in N.
    assert (W : Rabs w <= Rabs t + (u' * Rabs t + / 2 * m')).
    { replace w with (t + (w - t)) by ring. eapply Rle_trans; [apply Rabs_triang|]. lra. }
    replace (rn tie w - t) with ((rn tie w - w) + (w - t)) by ring. eapply Rle_trans; [apply Rabs_triang|].
    assert (A1 : u * Rabs w <= u * (Rabs t + (u' * Rabs t + / 2 * m'))) by (apply Rmult_le_compat_l; lra).
    assert (A3 : u * (u' * Rabs t) <= / 4 * (u' * Rabs t)).
    { apply Rmult_le_compat_r; [apply Rmult_le_pos; lra|lra]. }
    assert (A4 : u * m' <= / 4 * m') by (apply Rmult_le_compat_r; lra). lra.
  - pose proof (nearest_error prec' emin' ltac:(lia) tie' t) as N'. fold u' m' in N'. lra.
  - replace (0 - t) with (- t) by ring. rewrite Rabs_Ropp. lra.
Qed.
End Operation.
