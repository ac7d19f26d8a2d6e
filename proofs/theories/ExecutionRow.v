(* The error of a sum in any order, and that none of its operations overflows: theorems 1 and 2 of executions.md, by one
   induction over the tree. A tree of n terms has at most n roundings on a path and 2 n - 1 of them in all. *)
From FTCert Require Import Certificate ExecutionRules Execution ExecutionZero.
From Coq Require Import QArith Qabs ZArith List Permutation Lqa Lia.
Import ListNotations.
Local Open Scope Q_scope.

(* ======================================================================== *)
(** * Sums *)

Fixpoint sum (l : list Q) : Q := match l with [] => 0 | a :: l' => a + sum l' end.
Fixpoint sum_abs (l : list Q) : Q := match l with [] => 0 | a :: l' => Qabs a + sum_abs l' end.
Definition size (l : list Q) : Q := inject_Z (Z.of_nat (length l)).

Lemma sum_app l1 l2 : sum (l1 ++ l2) == sum l1 + sum l2.
Proof. induction l1 as [|a l1 IH]; simpl; [ring|rewrite IH; ring]. Qed.
Lemma sum_abs_app l1 l2 : sum_abs (l1 ++ l2) == sum_abs l1 + sum_abs l2.
Proof. induction l1 as [|a l1 IH]; simpl; [ring|rewrite IH; ring]. Qed.
Lemma size_app l1 l2 : size (l1 ++ l2) == size l1 + size l2.
Proof. unfold size. rewrite app_length, Nat2Z.inj_add, inject_Z_plus. reflexivity. Qed.
Lemma size_cons a l : size (a :: l) == 1 + size l.
Proof. unfold size. cbn [length]. rewrite Nat2Z.inj_succ, <- Z.add_1_r, inject_Z_plus. change (inject_Z 1) with 1. ring. Qed.
Lemma sum_permutation l l' : Permutation l l' -> sum l == sum l'.
Proof. induction 1; simpl; lra. Qed.
Lemma sum_abs_permutation l l' : Permutation l l' -> sum_abs l == sum_abs l'.
Proof. induction 1; simpl; lra. Qed.
Lemma size_nonneg l : 0 <= size l.
Proof. unfold size. change 0 with (inject_Z 0). rewrite <- Zle_Qle. lia. Qed.
Lemma sum_abs_nonneg l : 0 <= sum_abs l.
Proof. induction l as [|a l IH]; cbn [sum_abs]; [lra|pose proof (Qabs_nonneg a); lra]. Qed.
Lemma sum_le_abs l : Qabs (sum l) <= sum_abs l.
Proof.
  induction l as [|a l IH]; cbn [sum sum_abs]; [apply Qle_refl|].
  pose proof (Qabs_triangle a (sum l)). lra.
Qed.

(* |a - c| from |a - b| and |b - c| *)
Lemma triangle a b c d e : Qabs (a - b) <= d -> Qabs (b - c) <= e -> Qabs (a - c) <= d + e.
Proof. rewrite !Qabs_Qle_condition. lra. Qed.
Lemma abs_near a b e : Qabs (a - b) <= e -> Qabs a <= Qabs b + e.
Proof.
  intros H. assert (E : a == b + (a - b)) by ring. rewrite E at 1.
  pose proof (Qabs_triangle b (a - b)). lra.
Qed.

(* ======================================================================== *)
(** * Trees *)

Section Row.
Variables (fm : format) (op : operations).
Hypothesis P : proper fm.
Hypothesis R : rounds fm op.
Notation u := (roundoff fm).
Notation lam := (least fm).

(* (1 + u)^n *)
Fixpoint power (n : nat) : Q := match n with O => 1 | S m => (1 + u) * power m end.
Lemma power_least n : 1 <= power n.
Proof. pose proof (roundoff_positive P). induction n as [|n IH]; simpl; [lra|nra]. Qed.
Lemma power_le m n : (m <= n)%nat -> power m <= power n.
Proof.
  pose proof (roundoff_positive P).
  induction 1 as [|n _ IH]; [lra|]. simpl. pose proof (power_least n). nra.
Qed.

Definition error (l : list Q) : Q := (power (length l) - 1) * sum_abs l + (2 * size l - 1) * lam * power (length l).

(* the sum of what two subtrees return, of n1 and n2 terms *)
Lemma two_errors l1 l2 v1 v2 m : length (l1 ++ l2) = S m -> (1 <= length l1)%nat -> (1 <= length l2)%nat ->
  Qabs (v1 - sum l1) <= error l1 -> Qabs (v2 - sum l2) <= error l2 ->
  Qabs ((v1 + v2) - sum (l1 ++ l2)) <=
    (power m - 1) * sum_abs (l1 ++ l2) + (2 * size (l1 ++ l2) - 2) * lam * power m.
Proof.
  rewrite app_length. intros L L1 L2 E1 E2.
  rewrite sum_app, sum_abs_app, size_app.
  pose proof (least_positive P).
  assert (up : forall l, (1 <= length l)%nat -> (length l <= m)%nat ->
            error l <= (power m - 1) * sum_abs l + (2 * size l - 1) * lam * power m).
  { intros l Ll Lm. unfold error. pose proof (power_le _ _ Lm) as M. pose proof (sum_abs_nonneg l) as S0.
    assert (N1 : 1 <= size l). { unfold size. change 1 with (inject_Z 1). rewrite <- Zle_Qle. lia. }
    assert (0 <= (2 * size l - 1) * lam) by nra. nra. }
  pose proof (up l1 L1 ltac:(lia)). pose proof (up l2 L2 ltac:(lia)).
  revert E1 E2. rewrite !Qabs_Qle_condition. lra.
Qed.

Theorem tree_in_range l r : tree op l r ->
  power (length l) * (sum_abs l + 2 * size l * lam) <= top fm ->
  (1 <= length l)%nat /\ exists q, r = Some q /\ Qabs (q - sum l) <= error l.
Proof.
  pose proof (roundoff_positive P) as U. pose proof (least_positive P) as L0.
  induction 1 as [a r H|l1 v1 l2 v2 r T1 IH1 T2 IH2 H|l1 l2 v2 T1 IH1 T2 IH2|l r T IH|l l' r Q T IH]; intros B.
  - split; [simpl; lia|]. unfold size in B. cbn [length power sum_abs] in B.
    change (inject_Z (Z.of_nat 1)) with 1 in B. pose proof (Qabs_nonneg a).
    destruct (returns_near fm op P R a r) as (q & -> & N); [unfold in_range; nra|exact H|].
    exists q. split; [reflexivity|]. unfold error, size, near in *. cbn [length power sum_abs sum fold_right].
    change (inject_Z (Z.of_nat 1)) with 1. assert (E : q - (a + 0) == q - a) by ring. rewrite E. nra.
  - assert (sub : forall l, (length l <= length (l1 ++ l2))%nat -> sum_abs l + 2 * size l * lam <= sum_abs (l1 ++ l2) + 2 * size (l1 ++ l2) * lam ->
                   power (length l) * (sum_abs l + 2 * size l * lam) <= top fm).
    { intros l Ll Le. eapply Qle_trans; [|exact B]. pose proof (power_le _ _ Ll). pose proof (power_least (length l)).
      pose proof (sum_abs_nonneg l). pose proof (size_nonneg l). assert (0 <= 2 * size l * lam) by nra. nra. }
    pose proof (sum_abs_app l1 l2) as SA. pose proof (size_app l1 l2) as SN.
    pose proof (sum_abs_nonneg l1). pose proof (sum_abs_nonneg l2). pose proof (size_nonneg l1). pose proof (size_nonneg l2).
    destruct IH1 as (K1 & q1 & E1 & D1). { apply sub; [rewrite app_length; lia|]. rewrite SA, SN. nra. }
    destruct IH2 as (K2 & q2 & E2 & D2). { apply sub; [rewrite app_length; lia|]. rewrite SA, SN. nra. }
    injection E1 as ->. injection E2 as ->. split; [rewrite app_length; lia|].
    destruct (length (l1 ++ l2)) as [|m] eqn:L; [rewrite app_length in L; lia|].
    pose proof (two_errors l1 l2 q1 q2 m L K1 K2 D1 D2) as D.
    unfold error. rewrite L. set (l := l1 ++ l2) in *. cbn [power] in *.
    pose proof (power_least m) as M. pose proof (sum_abs_nonneg l) as S0. pose proof (sum_le_abs l) as SL.
    assert (N1 : 1 <= size l). { unfold size. rewrite L. change 1 with (inject_Z 1). rewrite <- Zle_Qle. lia. }
    set (e := (power m - 1) * sum_abs l + (2 * size l - 2) * lam * power m) in *.
    pose proof (abs_near _ _ _ D) as V.
    assert (EP : (1 + u) * e == ((1 + u) * power m - (1 + u)) * sum_abs l + (2 * size l - 2) * lam * ((1 + u) * power m)) by (unfold e; ring).
    assert (O : 1 <= (1 + u) * power m) by nra.
    assert (LO : lam <= lam * ((1 + u) * power m)) by nra.
    destruct (returns_near fm op P R (q1 + q2) r) as (q & -> & N); [unfold in_range; nra|exact H|].
    exists q. split; [reflexivity|]. unfold near in N.
    eapply Qle_trans; [apply (triangle _ _ _ _ _ N D)|]. nra.
  - destruct IH1 as (_ & q & E & _); [|discriminate].
    eapply Qle_trans; [|exact B]. rewrite sum_abs_app, size_app.
    pose proof (power_le (length l1) (length (l1 ++ l2)) ltac:(rewrite app_length; lia)).
    pose proof (power_least (length l1)). pose proof (sum_abs_nonneg l1). pose proof (sum_abs_nonneg l2).
    pose proof (size_nonneg l1). pose proof (size_nonneg l2).
    assert (0 <= size l1 * lam) by nra. assert (0 <= size l2 * lam) by nra. nra.
  - destruct (IH B) as (_ & q & E & _). discriminate.
  - destruct IH as (K & q & -> & D).
    { unfold size in *. rewrite (Permutation_length Q), (sum_abs_permutation _ _ Q). exact B. }
    split; [rewrite <- (Permutation_length Q); exact K|]. exists q. split; [reflexivity|].
    unfold error, size in *. rewrite <- (Permutation_length Q), <- (sum_abs_permutation _ _ Q), <- (sum_permutation _ _ Q). exact D.
Qed.

(* ======================================================================== *)
(** * The bound of the rules *)

(* (1 + u)^n - 1 <= n u + (n u)^2 *)
Lemma power_gamma n : let t := inject_Z (Z.of_nat n) * u in t <= 1 -> power n <= 1 + (t + t * t).
Proof.
  pose proof (roundoff_positive P) as U.
  induction n as [|n IH]; intros t H.
  { assert (Z : t == 0) by (subst t; change (inject_Z (Z.of_nat 0)) with 0; ring). cbn [power]. rewrite Z. lra. }
  assert (E : t == inject_Z (Z.of_nat n) * u + u).
  { subst t. rewrite Nat2Z.inj_succ, <- Z.add_1_r, inject_Z_plus. change (inject_Z 1) with 1. ring. }
  set (s := inject_Z (Z.of_nat n) * u) in *. cbn zeta in IH.
  assert (0 <= s). { assert (0 <= inject_Z (Z.of_nat n)) by (change 0 with (inject_Z 0); rewrite <- Zle_Qle; lia). unfold s; nra. }
  assert (s <= 1) by lra. specialize (IH H1). cbn [power]. rewrite E.
  assert ((1 + u) * power n <= (1 + u) * (1 + (s + s * s))) by nra.
  assert (0 <= s * u) by nra. assert (0 <= (1 - s) * (s * u)) by (apply Qmult_le_0_compat; lra). nra.
Qed.

(* N counts terms, some of which may turn out to be 0; A bounds the sum of the absolute values of the others *)
Theorem terms_error l r N A : tree op l r -> (length l <= N)%nat -> sum_abs l <= A ->
  let n := inject_Z (Z.of_nat N) in let t := (n + 1) * u in let gamma := t + t * t in
  t <= 1 # 2 -> A * (1 + gamma) + 4 * n * lam <= top fm ->
  exists q, r = Some q /\ Qabs (q - sum l) <= gamma * A + 4 * n * lam.
Proof.
  intros T LN LA n t gamma Ht HO.
  pose proof (roundoff_positive P) as U. pose proof (least_positive P) as L0.
  assert (N0 : size l <= n). { unfold size, n. rewrite <- Zle_Qle. lia. }
  pose proof (size_nonneg l) as S0. pose proof (sum_abs_nonneg l) as A0.
  assert (G : power (length l) <= 1 + gamma).
  { eapply Qle_trans; [apply power_gamma|].
    - fold (size l). unfold t in Ht. nra.
    - fold (size l). assert (0 <= size l * u) by nra. assert (size l * u <= t) by (unfold t; nra). unfold gamma. nra. }
  assert (T0 : 0 <= t) by (unfold t; nra). assert (G0 : 0 <= gamma) by (unfold gamma; nra). assert (G1 : gamma <= 1) by (unfold gamma; nra).
  pose proof (power_least (length l)) as P1.
  destruct (tree_in_range l r T) as (K & q & -> & D).
  - eapply Qle_trans; [|exact HO].
    assert (power (length l) * sum_abs l <= (1 + gamma) * A) by nra.
    assert (0 <= size l * lam) by nra. assert (size l * lam <= n * lam) by nra.
    assert (power (length l) * (size l * lam) <= 2 * (n * lam)) by nra. nra.
  - exists q. split; [reflexivity|]. eapply Qle_trans; [exact D|]. unfold error.
    assert ((power (length l) - 1) * sum_abs l <= gamma * A) by nra.
    assert (0 <= size l * lam) by nra. assert (size l * lam <= n * lam) by nra.
    assert (power (length l) * (size l * lam) <= 2 * (n * lam)) by nra. nra.
Qed.
End Row.
