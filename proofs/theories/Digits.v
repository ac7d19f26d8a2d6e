(* Digits as a number, in any base.  [plain_run] is what is meant: one digit behind the
   other, which takes quadratic time, as the number grows with every digit.  [run] reads
   blocks of digits so, and joins the blocks pairwise, then the pairs, and so on: the time
   is that of a few multiplications of numbers as long as the result.  Extracted; the
   proofs are here. *)
From Coq Require Import ZArith Ascii String List Lia.
Import ListNotations.
Local Open Scope Z_scope.
Local Set Implicit Arguments.

(* ---- digits that are joined pairwise ---- *)
(* the last digit first, in base p *)
Fixpoint horner (p : Z) (l : list Z) : Z :=
  match l with [] => 0 | a :: l' => a + p * horner p l' end.
(* acc: reversed *)
Fixpoint pairs (p : Z) (l acc : list Z) : list Z :=
  match l with
  | a :: b :: l' => pairs p l' (a + p * b :: acc)
  | _ => rev_append acc l
  end.
(* as many rounds as members are more than enough; horner otherwise *)
Fixpoint joined (fuel : list Z) (p : Z) (l : list Z) : Z :=
  match l, fuel with
  | [], _ => 0
  | [a], _ => a
  | _, [] => horner p l
  | _, _ :: fuel' => joined fuel' (p * p) (pairs p l [])
  end.

Section Run.
Variables (base : Z) (read : ascii -> option Z).

(* ---- what is meant ---- *)
(* digits in front of s, behind the number acc: the number, how many, what follows *)
Fixpoint plain_run (acc n : Z) (s : string) : Z * Z * string :=
  match s with
  | EmptyString => (acc, n, s)
  | String c s' => match read c with
                   | Some d => plain_run (base * acc + d) (n + 1) s'
                   | None => (acc, n, s)
                   end
  end.

(* ---- what is computed ---- *)
(* so many digits are one machine word *)
Definition block : Z := 15.
(* blocks: of n digits, the last one first; behind them the number acc of k digits *)
Definition number_of (acc k : Z) (blocks : list Z) : Z :=
  match blocks with
  | [] => acc
  | _ => joined blocks (base ^ block) blocks * base ^ k + acc
  end.
Fixpoint run_from (acc k n : Z) (blocks : list Z) (s : string) : Z * Z * string :=
  match s with
  | EmptyString => (number_of acc k blocks, n + k, s)
  | String c s' =>
      match read c with
      | Some d => if Z.eqb k block then run_from d 1 (n + block) (acc :: blocks) s'
                  else run_from (base * acc + d) (k + 1) n blocks s'
      | None => (number_of acc k blocks, n + k, s)
      end
  end.
Definition run : string -> Z * Z * string := run_from 0 0 0 [].

(* ---- it is the same ---- *)
Lemma horner_app p l k : horner p (l ++ k) = horner p l + p ^ Z.of_nat (length l) * horner p k.
Proof.
  induction l as [|a l IH]; [cbn -[Z.mul]; lia|].
  cbn [app horner length]; rewrite IH, Nat2Z.inj_succ, Z.pow_succ_r by lia; ring.
Qed.
Lemma horner_pairs p : forall n l, (length l <= n)%nat -> forall acc,
  horner (p * p) (pairs p l acc) = horner (p * p) (rev acc) + (p * p) ^ Z.of_nat (length acc) * horner p l.
Proof.
  assert (E : forall l acc, (length l <= 1)%nat ->
    horner (p * p) (rev_append acc l) = horner (p * p) (rev acc) + (p * p) ^ Z.of_nat (length acc) * horner p l).
  { intros l acc s; rewrite rev_append_rev, horner_app, rev_length; f_equal; f_equal.
    destruct l as [|a [|b l]]; cbn in *; lia. }
  induction n as [|n IH]; intros [|a [|b l]] s acc; try (apply E; cbn; lia); [cbn in s; lia|].
  cbn [pairs]; rewrite IH by (cbn in s; lia); cbn [rev length horner]; rewrite horner_app, rev_length, Nat2Z.inj_succ.
  rewrite Z.pow_succ_r by lia; cbn [horner]; ring.
Qed.
Lemma joined_horner fuel : forall p l, joined fuel p l = horner p l.
Proof.
  induction fuel as [|c fuel IH]; intros p [|a [|b l]]; try reflexivity; try (cbn; ring).
  cbn [joined]; rewrite IH, (@horner_pairs p _ _ (le_n _)); cbn [rev horner length Z.of_nat].
  rewrite Z.pow_0_r; ring.
Qed.
Lemma number_of_eq acc k blocks : number_of acc k blocks = horner (base ^ block) blocks * base ^ k + acc.
Proof. unfold number_of; rewrite joined_horner; destruct blocks; cbn [horner]; ring. Qed.

Lemma run_from_plain s : forall acc k n blocks, 0 <= k ->
  run_from acc k n blocks s = plain_run (horner (base ^ block) blocks * base ^ k + acc) (n + k) s.
Proof.
  induction s as [|c s IH]; intros acc k n blocks pos; cbn [run_from plain_run]; rewrite number_of_eq; [reflexivity|].
  destruct (read c) as [d|]; [|reflexivity].
  destruct (Z.eqb_spec k block) as [->|_]; rewrite IH by lia; f_equal; try lia.
  - cbn [horner]; rewrite Z.pow_1_r; ring.
  - rewrite Z.pow_add_r, Z.pow_1_r by lia; ring.
Qed.
Theorem run_plain s : run s = plain_run 0 0 s.
Proof. unfold run; rewrite run_from_plain by lia; reflexivity. Qed.

(* behind other digits *)
Lemma plain_run_count s : forall acc n m, plain_run acc (n + m) s =
  let '(x, k, r) := plain_run acc n s in (x, k + m, r).
Proof.
  induction s as [|c s IH]; intros acc n m; cbn [plain_run]; [reflexivity|].
  destruct (read c); [|reflexivity]; rewrite <- IH; f_equal; lia.
Qed.
Lemma plain_run_behind s : forall acc a n, 0 <= n ->
  plain_run (a * base ^ n + acc) n s =
  let '(x, k, r) := plain_run acc n s in (a * base ^ k + x, k, r).
Proof.
  induction s as [|c s IH]; intros acc a n pos; cbn [plain_run]; [reflexivity|].
  destruct (read c) as [d|]; [|reflexivity]; rewrite <- IH by lia; f_equal.
  rewrite Z.pow_add_r, Z.pow_1_r by lia; ring.
Qed.
End Run.
