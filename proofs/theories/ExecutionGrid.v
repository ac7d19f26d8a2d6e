(* Sums that are exact in every order: theorem 3 of executions.md. Powers of two, numbers of a format, rounding up. *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero ExecutionRow.
From Coq Require Import QArith Qabs Qround Qpower ZArith Znumtheory Zpow_facts List Permutation Lqa Lia Bool.
Import ListNotations.
Local Open Scope Q_scope.

(* ======================================================================== *)
(** * Powers of two *)

Lemma two_not_zero : ~ 2 == 0.
Proof. intros E. discriminate E. Qed.
Lemma abs_inject z : Qabs (inject_Z z) = inject_Z (Z.abs z).
Proof. reflexivity. Qed.
Lemma power_positive k : 0 < 2 ^ k.
Proof. apply Qpower_0_lt. reflexivity. Qed.
Lemma two_power_is k : two_power k == 2 ^ k.
Proof.
  destruct k as [|p|p]; [reflexivity|exact (Zpower_Qpower 2 (Zpos p) ltac:(lia))|].
  change (2 ^ Zneg p) with (/ (inject_Z 2 ^ Zpos p)). rewrite <- Zpower_Qpower by lia.
  unfold two_power. pose proof (Z.pow_pos_nonneg 2 (Zpos p) ltac:(lia) ltac:(lia)) as H.
  destruct (2 ^ Zpos p)%Z as [|q|q]; try lia. reflexivity.
Qed.

Definition multiple (k : Z) (t : Q) : Prop := exists z : Z, t == inject_Z z * 2 ^ k.
Lemma multiple_sum k l : Forall (multiple k) l -> multiple k (sum l).
Proof.
  induction 1 as [|a l [z Hz] _ [s Hs]]; [exists 0%Z; cbn [sum]; ring|].
  exists (z + s)%Z. cbn [sum]. rewrite inject_Z_plus, Hz, Hs. ring.
Qed.
Lemma multiple_le i k t : (i <= k)%Z -> multiple k t -> multiple i t.
Proof.
  intros L [z Hz]. exists (z * 2 ^ (k - i))%Z.
  rewrite inject_Z_mult, Zpower_Qpower by lia. change (inject_Z 2) with 2.
  rewrite <- Qmult_assoc, <- Qpower_plus by exact two_not_zero.
  replace (k - i + i)%Z with k by lia. exact Hz.
Qed.
Lemma multiple_same k t t' : t == t' -> multiple k t -> multiple k t'.
Proof. intros E [z Hz]. exists z. rewrite <- E. exact Hz. Qed.

Lemma trailing_divides z : (2 ^ trailing z | z)%Z.
Proof.
  unfold trailing. set (m := (Z.log2 (Z.abs z) + 1)%Z).
  assert (M : (0 <= m)%Z) by (pose proof (Z.log2_nonneg (Z.abs z)); lia).
  destruct (Zdivide_power_2 (Z.gcd z (2 ^ m)) 2 m) as [i Hi].
  - exact M.
  - apply Z.gcd_nonneg.
  - exact prime_2.
  - apply Z.gcd_divide_r.
  - assert (G : (0 < Z.gcd z (2 ^ m))%Z).
    { pose proof (Z.gcd_nonneg z (2 ^ m)). pose proof (Z.pow_pos_nonneg 2 m ltac:(lia) M).
      assert (Z.gcd z (2 ^ m) <> 0)%Z; [|lia]. intros E. apply Z.gcd_eq_0_r in E. lia. }
    assert (I : (0 <= i)%Z). { destruct (Z.le_gt_cases 0 i) as [I|I]; [exact I|]. rewrite (Z.pow_neg_r 2 i I) in Hi. lia. }
    rewrite Hi, Z.log2_pow2 by exact I. rewrite <- Hi. apply Z.gcd_divide_l.
Qed.
Lemma quantum_multiple t k : quantum t = Some k -> multiple k t.
Proof.
  unfold quantum. pose proof (Qred_correct t) as E. destruct (Qred t) as [n d]. cbn [Qnum Qden].
  set (j := Z.log2 (Zpos d)). destruct (Z.eqb_spec (2 ^ j) (Zpos d)) as [D|D]; [|discriminate].
  intros H. injection H as <-. destruct (trailing_divides n) as [z Hz]. exists z.
  assert (J : (0 <= j)%Z) by apply Z.log2_nonneg.
  assert (T : (0 <= trailing n)%Z) by apply Z.log2_nonneg.
  unfold Z.sub. rewrite Qpower_plus by exact two_not_zero. rewrite Qpower_opp.
  change 2 with (inject_Z 2). rewrite <- !Zpower_Qpower by assumption. rewrite Qmult_assoc, <- inject_Z_mult, <- Hz, D, <- E.
  rewrite (Qmake_Qdiv n d). reflexivity.
Qed.

(* ======================================================================== *)
(** * Numbers *)

Theorem is_numberT : is_number_right.
Proof.
  intros fm t H. unfold is_number in H. apply orb_prop in H. destruct H as [H|H].
  - left. apply Qeq_bool_iff. exact H.
  - destruct (quantum t) as [k|] eqn:K; [|discriminate]. apply andb_prop in H. destruct H as [H H3].
    apply andb_prop in H. destruct H as [H1 H2]. right.
    assert (lt : forall a b, negb (Qle_bool b a) = true -> a < b).
    { intros a b N. apply Qnot_le_lt. intros C. apply Qle_bool_iff in C. rewrite C in N. discriminate. }
    split; [apply Qle_bool_iff; exact H2|]. split; [apply lt; exact H3|].
    destruct (quantum_multiple _ _ K) as [z Hz]. exists z, k. split; [exact Hz|].
    pose proof (lt _ _ H1) as L. rewrite two_power_is, Hz, Qabs_Qmult, Qpower_plus in L by exact two_not_zero.
    pose proof (power_positive k) as P. rewrite (Qabs_pos (2 ^ k)) in L by lra. apply Qmult_lt_r in L; [|exact P].
    change 2 with (inject_Z 2) in L. rewrite <- Zpower_Qpower, abs_inject in L by lia. rewrite <- Zlt_Qlt in L. exact L.
Qed.

Lemma multiple_number fm k t : multiple k t -> least fm <= 2 ^ k -> 0 < top fm ->
  Qabs t <= 2 ^ (Zpos (precision fm) + k) -> 2 ^ (Zpos (precision fm) + k) <= top fm -> number fm t.
Proof.
  intros [z Hz] L T0 B O. pose proof (power_positive k) as P.
  destruct (Z.eq_dec z 0) as [->|NZ]; [left; rewrite Hz; ring|right].
  assert (A : Qabs t == inject_Z (Z.abs z) * 2 ^ k).
  { rewrite Hz, Qabs_Qmult, (Qabs_pos (2 ^ k)), abs_inject by lra. reflexivity. }
  assert (Z1 : 1 <= inject_Z (Z.abs z)). { change 1 with (inject_Z 1). rewrite <- Zle_Qle. lia. }
  split; [rewrite A; nra|]. split; [lra|].
  assert (M : (Z.abs z <= 2 ^ Zpos (precision fm))%Z).
  { rewrite A, Qpower_plus in B by exact two_not_zero. apply Qmult_le_r in B; [|exact P].
    change 2 with (inject_Z 2) in B. rewrite <- Zpower_Qpower in B by lia. rewrite <- Zle_Qle in B. exact B. }
  destruct (Z.eq_dec (Z.abs z) (2 ^ Zpos (precision fm))) as [E|N]; [|exists z, k; split; [exact Hz|lia]].
  exists (Z.sgn z), (Zpos (precision fm) + k)%Z. split.
  - rewrite Hz, Qpower_plus by exact two_not_zero. rewrite Qmult_assoc. change 2 with (inject_Z 2) at 2.
    rewrite <- Zpower_Qpower, <- inject_Z_mult, <- E by lia. rewrite (Z.mul_comm (Z.sgn z)), Z.abs_sgn. reflexivity.
  - pose proof (Z.pow_gt_1 2 (Zpos (precision fm)) ltac:(lia)). destruct z; simpl; lia.
Qed.

(* ======================================================================== *)
(** * Exact trees *)

Section Exact.
Variables (fm : format) (op : operations).
Hypothesis P : proper fm.
Hypothesis R : rounds fm op.

(* where all sums of terms are numbers of the format, in range, every operation returns its exact result *)
Lemma exact_tree (fine : list Q -> Prop) l r :
  (forall l1 l2, fine (l1 ++ l2) -> fine l1 /\ fine l2) -> (forall l l', Permutation l l' -> fine l' -> fine l) ->
  (forall l, fine l -> number fm (sum l) /\ in_range fm (sum l)) ->
  tree op l r -> fine l -> exists q, r = Some q /\ q == sum l.
Proof.
  intros part order exact.
  induction 1 as [a r H|l1 v1 l2 v2 r T1 IH1 T2 IH2 H|l1 l2 v2 T1 IH1 T2 IH2|l r T IH|l l' r Q T IH]; intros F.
  - destruct (exact _ F) as [N I]. apply (returns_number fm op R); [exact I|exact N|].
    apply (returns_same fm op R a); [cbn [sum]; ring|exact H].
  - destruct (part _ _ F) as [F1 F2]. destruct (IH1 F1) as (q1 & E1 & S1). destruct (IH2 F2) as (q2 & E2 & S2).
    injection E1 as ->. injection E2 as ->. destruct (exact _ F) as [N I].
    apply (returns_number fm op R); [exact I|exact N|].
    apply (returns_same fm op R (q1 + q2)); [rewrite sum_app, S1, S2; reflexivity|exact H].
  - destruct (part _ _ F) as [F1 _]. destruct (IH1 F1) as (q & E & _). discriminate.
  - destruct (IH F) as (q & E & _). discriminate.
  - destruct (IH (order _ _ Q F)) as (q & E & S). exists q. split; [exact E|]. rewrite S. apply sum_permutation. exact Q.
Qed.

Theorem grid_exact k a l r : tree op l r -> Forall (multiple k) l -> sum_abs l <= a ->
  least fm <= 2 ^ k -> a <= 2 ^ (Zpos (precision fm) + k) -> 2 ^ (Zpos (precision fm) + k) <= top fm ->
  (1 + roundoff fm) * a + least fm <= top fm -> exists q, r = Some q /\ q == sum l.
Proof.
  intros T M A L B O I. pose proof (roundoff_positive P) as U. pose proof (least_positive P) as L0.
  apply (exact_tree (fun l => Forall (multiple k) l /\ sum_abs l <= a)).
  - intros l1 l2 [F S]. rewrite sum_abs_app in S. apply Forall_app in F. destruct F.
    pose proof (sum_abs_nonneg l1). pose proof (sum_abs_nonneg l2). repeat split; try assumption; lra.
  - intros l1 l2 Q [F S]. split; [|rewrite (sum_abs_permutation _ _ Q); exact S].
    rewrite Forall_forall in *. intros x Hx. apply F. apply (Permutation_in _ Q). exact Hx.
  - intros l0 [F S]. pose proof (sum_le_abs l0) as SL. split.
    + apply multiple_number with k; [apply multiple_sum; exact F|exact L| |lra|exact O].
      pose proof (least_in_range P). lra.
    + unfold in_range. nra.
  - exact T.
  - split; assumption.
Qed.

Theorem single_exact b r : tree op [b] r -> number fm b -> in_range fm b -> exists q, r = Some q /\ q == b.
Proof.
  intros T N I. destruct (exact_tree (fun l => l = [] \/ l = [b]) [b] r) as (q & E & S).
  - intros l1 l2 [F|F].
    + apply app_eq_nil in F. tauto.
    + apply app_eq_unit in F. tauto.
  - intros l l' Q [->| ->]; [left; apply Permutation_nil; symmetry; exact Q|right].
    apply Permutation_length_1_inv. symmetry. exact Q.
  - intros l [->| ->].
    + split; [left; reflexivity|]. unfold in_range. cbn [sum]. change (Qabs 0) with 0.
      pose proof (least_in_range P). pose proof (least_positive P). lra.
    + assert (S : sum [b] == b) by (cbn [sum]; ring). split.
      * destruct N as [Z|(L & O & z & k & E & B)]; [left; rewrite S; exact Z|right].
        repeat split; [rewrite S; exact L|rewrite S; exact O|exists z, k; split; [rewrite S; exact E|exact B]].
      * unfold in_range in *. rewrite S. exact I.
  - exact T.
  - right. reflexivity.
  - exists q. split; [exact E|]. rewrite S. cbn [sum]. ring.
Qed.
End Exact.

(* ======================================================================== *)
(** * Rounding up *)

Lemma up_spec e : e <= up e /\ 0 <= up e.
Proof.
  unfold up. pose proof (Qred_correct e) as E. destruct (Qle_bool (Qred e) 0) eqn:B.
  - apply Qle_bool_iff in B. rewrite E in B. split; lra.
  - set (j := (_ - 40)%Z). pose proof (Qle_ceiling (mul (Qred e) (two_power (- j)))) as C.
    set (c := inject_Z _) in *. unfold mul at 1 in C. unfold mul. rewrite Qred_correct, two_power_is, E in C.
    assert (V : Qred (c * two_power j) == c * 2 ^ j) by (rewrite Qred_correct, two_power_is; reflexivity).
    pose proof (power_positive j) as Pj.
    assert (N : 0 < e).
    { rewrite <- E. apply Qnot_le_lt. intros H. apply Qle_bool_iff in H. rewrite H in B. discriminate. }
    assert (I : 2 ^ (- j) * 2 ^ j == 1).
    { rewrite <- Qpower_plus by exact two_not_zero. replace (- j + j)%Z with 0%Z by lia. reflexivity. }
    assert (e <= c * 2 ^ j). { assert (e == e * 2 ^ (- j) * 2 ^ j) by (rewrite <- Qmult_assoc, I; ring). nra. }
    split; rewrite V; lra.
Qed.
