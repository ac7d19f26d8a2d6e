(* The operations of a binary format on rationals satisfy what Execution.v assumes of them. *)
From Coq Require Import QArith Qabs Qreals Reals ZArith Lra Lia.
From Flocq Require Import Core.
From FTCert Require Import ExecutionRules Execution.
From FTCertFloat Require Import Rounding.
Open Scope R_scope.

(* ======================================================================== *)
(** * Rationals as reals *)

Lemma Q2R_abs q : Q2R (Qabs q) = Rabs (Q2R q).
Proof.
  destruct (Qlt_le_dec q 0) as [L|L].
  - rewrite Qabs_neg by (apply Qlt_le_weak; exact L). apply Qlt_Rlt in L. rewrite RMicromega.Q2R_0 in L.
    rewrite Q2R_opp, Rabs_left by exact L. reflexivity.
  - rewrite Qabs_pos by exact L. apply Qle_Rle in L. rewrite RMicromega.Q2R_0 in L. rewrite Rabs_pos_eq by exact L. reflexivity.
Qed.
Lemma Q2R_Z z : Q2R (inject_Z z) = IZR z.
Proof. unfold Q2R, inject_Z. cbn [Qnum Qden]. field. Qed.
Lemma Q2R_power k : Q2R (Qpower 2 k) = b k.
Proof.
  assert (two : forall p, Q2R (Qpower_positive 2 p) = IZR (2 ^ Zpos p)).
  { intros p. change (Qpower_positive 2 p) with (Qpower 2 (Zpos p)). rewrite <- Q2R_Z. apply Qeq_eqR.
    symmetry. apply (Qpower.Zpower_Qpower 2 (Zpos p)). lia. }
  destruct k as [|p|p]; cbn [Qpower bpow].
  - unfold Q2R. cbn. field.
  - rewrite two. reflexivity.
  - rewrite Q2R_inv, two; [reflexivity|]. intros E. apply Qeq_eqR in E. rewrite two, RMicromega.Q2R_0 in E.
    apply eq_IZR in E. pose proof (Z.pow_pos_nonneg 2 (Zpos p)). lia.
Qed.
(* a float is the image of a rational *)
Lemma F2R_rational (f : float radix2) : exists q : Q, Q2R q = F2R f.
Proof. exists (inject_Z (Fnum f) * Qpower 2 (Fexp f))%Q. rewrite Q2R_mult, Q2R_Z, Q2R_power. reflexivity. Qed.
Lemma representable_rational prec emin (P : Prec_gt_0 prec) x : representable prec emin x -> exists q : Q, Q2R q = x.
Proof.
  intros H. unfold representable, generic_format in H. rewrite H. apply F2R_rational.
Qed.

(* ======================================================================== *)
(** * Operations on rationals *)

Section Format.
Variables (fm : format) (emin : Z) (through stays : wide -> Prop).
Notation prec := (Zpos (precision fm)).
Hypothesis precision_many : (12 <= prec)%Z.
Hypothesis formats : allowed prec emin through stays.
Hypothesis least_is : Q2R (least fm) = least_normal prec emin.
Hypothesis roundoff_is : Q2R (roundoff fm) = b (- prec) * (1 + b (-10)).
Hypothesis is_proper : proper fm.

(* infinite where the rounded result is not below 2 Omega *)
Definition float_operation (t : Q) (r : option Q) : Prop :=
  match r with
  | Some q => operation prec emin through stays (Q2R t) (Q2R q) /\ Rabs (Q2R q) < 2 * Q2R (top fm)
  | None => exists x, operation prec emin through stays (Q2R t) x /\ 2 * Q2R (top fm) <= Rabs x
  end.

Lemma number_representable t : number fm t -> representable prec emin (Q2R t) /\
  (Q2R t = 0 \/ least_normal prec emin <= Rabs (Q2R t)) /\ Rabs (Q2R t) < 2 * Q2R (top fm).
Proof.
  intros [Z|(L & T & z & k & E & B)].
  - apply Qeq_eqR in Z. rewrite RMicromega.Q2R_0 in Z. rewrite Z. split; [apply zero_representable|]. split; [left; reflexivity|].
    rewrite Rabs_R0. pose proof (least_positive is_proper) as L. pose proof (least_in_range is_proper) as O.
    apply Qlt_Rlt in L. apply Qle_Rle in O. rewrite Q2R_mult in O. rewrite RMicromega.Q2R_0 in L.
    assert (Two : Q2R 2 = 2) by (unfold Q2R; simpl; lra). rewrite Two in O. lra.
  - apply Qle_Rle in L. rewrite least_is, Q2R_abs in L. apply Qlt_Rlt in T. rewrite Q2R_abs, Q2R_mult in T.
    assert (Two : Q2R 2 = 2) by (unfold Q2R; simpl; lra). rewrite Two in T.
    split; [|split; [right; exact L|exact T]].
    apply Qeq_eqR in E. rewrite Q2R_mult, Q2R_Z, Q2R_power in E. rewrite E in *.
    apply representable_normal; [lia|exact B|exact L].
Qed.

Theorem float_leaves_numbers : leaves_numbers fm float_operation.
Proof.
  intros t r N O. destruct (number_representable t N) as (F & S & T).
  assert (same : forall x, operation prec emin through stays (Q2R t) x -> x = Q2R t).
  { intros x X. destruct (operation_representable prec emin precision_many through stays formats _ _ F X) as [E|[E L]]; [exact E|].
    destruct S as [S|S]; [rewrite E, S; reflexivity|lra]. }
  destruct r as [q|].
  - destruct O as [O _]. exists q. split; [reflexivity|]. apply eqR_Qeq. exact (same _ O).
  - destruct O as (x & O & L). rewrite (same _ O) in L. lra.
Qed.

(* what is subnormal is kept, or becomes 0 *)
Theorem float_subnormal t r : representable prec emin (Q2R t) -> Rabs (Q2R t) < least_normal prec emin ->
  float_operation t r -> exists q, r = Some q /\ ((q == t)%Q \/ (q == 0)%Q).
Proof.
  intros F S O. assert (small : forall x, operation prec emin through stays (Q2R t) x -> x = Q2R t \/ x = 0).
  { intros x X. destruct (operation_representable prec emin precision_many through stays formats _ _ F X) as [E|[E _]]; [left|right]; exact E. }
  destruct r as [q|].
  - destruct O as [O _]. exists q. split; [reflexivity|].
    destruct (small _ O) as [E|E]; [left|right]; apply eqR_Qeq; rewrite E, ?RMicromega.Q2R_0; reflexivity.
  - exfalso. destruct O as (x & O & T). pose proof (least_positive is_proper) as L0. pose proof (least_in_range is_proper) as O2.
    apply Qlt_Rlt in L0. apply Qle_Rle in O2. rewrite Q2R_mult in O2. rewrite RMicromega.Q2R_0 in L0.
    assert (Two : Q2R 2 = 2) by (unfold Q2R; simpl; lra). rewrite Two, least_is in O2. rewrite least_is in L0.
    destruct (small _ O) as [->| ->]; [|rewrite Rabs_R0 in T]; lra.
Qed.

Theorem float_rounds : rounds fm float_operation.
Proof.
  assert (Two : Q2R 2 = 2) by (unfold Q2R; simpl; lra). assert (One : Q2R 1 = 1) by (unfold Q2R; simpl; lra).
  constructor.
  - intros t r I O. unfold in_range in I. apply Qle_Rle in I.
    rewrite Q2R_plus, Q2R_mult, Q2R_plus, Q2R_abs, One in I.
    assert (near_all : forall x, operation prec emin through stays (Q2R t) x -> Rabs (x - Q2R t) <= Q2R (roundoff fm) * Rabs (Q2R t) + Q2R (least fm)).
    { intros x X. rewrite roundoff_is, least_is. exact (operation_near prec emin precision_many through stays formats _ _ X). }
    destruct r as [q|].
    + destruct O as [O _]. exists q. split; [reflexivity|]. unfold near. apply Rle_Qle.
      rewrite Q2R_plus, Q2R_mult, !Q2R_abs, Q2R_minus. exact (near_all _ O).
    + exfalso. destruct O as (x & O & L). pose proof (near_all _ O) as N.
      pose proof (least_positive is_proper) as L0. apply Qlt_Rlt in L0. rewrite RMicromega.Q2R_0 in L0.
      pose proof (least_in_range is_proper) as O2. apply Qle_Rle in O2. rewrite Q2R_mult, Two in O2.
      assert (Rabs x <= Rabs (Q2R t) + Rabs (x - Q2R t)).
      { replace x with (Q2R t + (x - Q2R t)) at 1 by ring. apply Rabs_triang. }
      pose proof (Rabs_pos (Q2R t)). lra.
  - intros t r _ N O. exact (float_leaves_numbers t r N O).
  - intros t v r [O _] X. destruct r as [q|].
    + destruct X as [X T]. split; [|exact T]. exact (operation_twice prec emin precision_many through stays formats _ _ _ O X).
    + destruct X as (x & X & T). exists x. split; [|exact T].
      exact (operation_twice prec emin precision_many through stays formats _ _ _ O X).
  - intros t t' r E. apply Qeq_eqR in E. unfold float_operation. rewrite E. tauto.
  - intros t q q' E. apply Qeq_eqR in E. unfold float_operation. rewrite E. tauto.
Qed.

Definition float_arithmetic : arithmetic := Arithmetic fm float_operation.
Theorem float_sound : sound float_arithmetic.
Proof. split; [exact is_proper|exact float_rounds]. Qed.

(* every operation has a result: rounded to nearest is one, whatever the tie rule *)
Theorem float_result tie t : Rabs (nearest prec emin tie (Q2R t)) < 2 * Q2R (top fm) ->
  exists q, float_operation t (Some q) /\ Q2R q = nearest prec emin tie (Q2R t).
Proof.
  intros T. assert (P : Prec_gt_0 prec) by (unfold Prec_gt_0; lia).
  destruct (representable_rational prec emin P _ (nearest_representable prec emin ltac:(lia) tie (Q2R t))) as [q E].
  exists q. split; [|exact E]. split; rewrite E; [apply rounded|exact T].
Qed.
Theorem float_infinite tie t : 2 * Q2R (top fm) <= Rabs (nearest prec emin tie (Q2R t)) -> float_operation t None.
Proof. intros T. exists (nearest prec emin tie (Q2R t)). split; [apply rounded|exact T]. Qed.
End Format.

(* in every rounding mode, flushed or not, a number stays as it is *)
Definition any_mode (fm : format) (emin : Z) (mode : R -> Z) (t : Q) (r : option Q) : Prop :=
  exists q, r = Some q /\ (Q2R q = round radix2 (FLT_exp emin (Zpos (precision fm))) mode (Q2R t) \/
                           (q == 0)%Q /\ (Qabs t < least fm)%Q).
Theorem any_mode_leaves_numbers fm emin mode : Valid_rnd mode -> (12 <= Zpos (precision fm))%Z -> proper fm ->
  Q2R (least fm) = least_normal (Zpos (precision fm)) emin -> leaves_numbers fm (any_mode fm emin mode).
Proof.
  intros V M P L t r N (q & -> & O). exists q. split; [reflexivity|].
  destruct (number_representable fm emin M L P t N) as (F & S & _). destruct O as [O|[Z S']].
  - apply eqR_Qeq. rewrite O. apply round_generic; auto with typeclass_instances.
  - destruct N as [N|(C & _)]; [rewrite Z, N; reflexivity|]. exfalso. apply (Qlt_not_le _ _ S'). exact C.
Qed.
