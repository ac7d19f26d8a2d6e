(* Numbers in decimal.  [numeral] prints as Coq's standard library does ([decimal]),
   but halves the number's digits again and again instead of doubling it bit by bit,
   so that numbers of many digits are printed in time.  Extracted; the proofs are here. *)
From Coq Require Import NArith ZArith QArith Ascii String List Bool Lia.
From Coq Require Import Decimal DecimalFacts DecimalPos DecimalN DecimalString.
Import ListNotations.
Local Open Scope N_scope.
Local Set Implicit Arguments.

Definition decimal (n : N) : string := NilZero.string_of_uint (N.to_uint n).

(* ---- the digits ---- *)
(* n < 10 in front of the digits behind *)
Definition digit_onto (n : N) (behind : uint) : uint :=
  match n with
  | 0 => D0 behind | 1 => D1 behind | 2 => D2 behind | 3 => D3 behind | 4 => D4 behind
  | 5 => D5 behind | 6 => D6 behind | 7 => D7 behind | 8 => D8 behind | _ => D9 behind
  end.
(* powers of 10 from which the number of digits halves: 10^(2^(k-1)), .., 100, 10; the
   numbers below [ceiling] are those with at most 2^k digits *)
Definition ceiling (powers : list N) : N := match powers with [] => 10 | p :: _ => p * p end.
Fixpoint digits_onto (powers : list N) (n : N) (behind : uint) : uint :=
  match powers with
  | [] => digit_onto n behind
  | p :: powers' =>
      let (q, r) := N.div_eucl n p in digits_onto powers' q (digits_onto powers' r behind)
  end.
Fixpoint powers_above (fuel : nat) (n : N) (powers : list N) : list N :=
  let p := ceiling powers in
  if N.ltb n p then powers
  else match fuel with O => powers | S fuel' => powers_above fuel' n (p :: powers) end.
Definition digits (n : N) : uint :=
  unorm (digits_onto (powers_above (N.to_nat (N.size n)) n []) n Nil).
Definition numeral (n : N) : string := NilZero.string_of_uint (digits n).

(* ---- they are right ---- *)
Fixpoint value_from (acc : N) (d : uint) : N :=
  match d with
  | Nil => acc
  | D0 d => value_from (10 * acc) d | D1 d => value_from (10 * acc + 1) d
  | D2 d => value_from (10 * acc + 2) d | D3 d => value_from (10 * acc + 3) d
  | D4 d => value_from (10 * acc + 4) d | D5 d => value_from (10 * acc + 5) d
  | D6 d => value_from (10 * acc + 6) d | D7 d => value_from (10 * acc + 7) d
  | D8 d => value_from (10 * acc + 8) d | D9 d => value_from (10 * acc + 9) d
  end.

Lemma value_from_pos d : forall p, value_from (Npos p) d = Npos (Pos.of_uint_acc d p).
Proof.
  induction d; intros p; [reflexivity|..]; cbn [value_from Pos.of_uint_acc]; rewrite <- IHd; f_equal; lia.
Qed.
Lemma value_from_0 d : value_from 0 d = N.of_uint d.
Proof.
  unfold N.of_uint; induction d; [reflexivity|exact IHd|..]; exact (value_from_pos d _).
Qed.

Fixpoint chain (powers : list N) : Prop :=
  match powers with [] => True | p :: powers' => p = ceiling powers' /\ chain powers' end.
Lemma ceiling_10 powers : chain powers -> 10 <= ceiling powers.
Proof.
  induction powers as [|p powers IH]; cbn; [lia|]; intros [-> c]; specialize (IH c); nia.
Qed.

Lemma value_digits powers : chain powers -> forall n behind acc, n < ceiling powers ->
  value_from acc (digits_onto powers n behind) = value_from (acc * ceiling powers + n) behind.
Proof.
  induction powers as [|p powers IH]; intros c n behind acc lt.
  - cbn [ceiling] in *; unfold digits_onto, digit_onto.
    assert (e : n = 0 \/ n = 1 \/ n = 2 \/ n = 3 \/ n = 4 \/ n = 5 \/ n = 6 \/ n = 7 \/ n = 8 \/ n = 9) by lia.
    repeat destruct e as [->|e]; [..|rewrite e]; cbn [value_from]; f_equal; lia.
  - destruct c as [e c]; cbn [digits_onto ceiling] in *; assert (h := ceiling_10 _ c); rewrite <- e in *.
    assert (s := N.div_eucl_spec n p); destruct (N.div_eucl n p) as [q r] eqn:d.
    assert (r < p).
    { assert (m := N.mod_lt n p); unfold N.modulo in m; rewrite d in m; apply m; lia. }
    rewrite !IH by (auto; nia); f_equal; nia.
Qed.

Lemma powers_above_chain fuel n : forall powers, chain powers -> chain (powers_above fuel n powers).
Proof.
  induction fuel as [|fuel IH]; intros powers c; cbn; destruct (N.ltb n _); auto; apply IH; cbn; auto.
Qed.
Lemma powers_above_lt fuel n : forall powers, chain powers ->
  n < ceiling powers * 2 ^ N.of_nat fuel -> n < ceiling (powers_above fuel n powers).
Proof.
  induction fuel as [|fuel IH]; intros powers c; cbn [powers_above]; destruct (N.ltb_spec n (ceiling powers)); auto.
  - rewrite N.mul_1_r; lia.
  - assert (h := ceiling_10 _ c); rewrite Nat2N.inj_succ, N.pow_succ_r'; intros lt.
    apply IH; [split; [reflexivity|exact c]|]; cbn [ceiling].
    assert (2 * ceiling powers <= ceiling powers * ceiling powers) by nia; nia.
Qed.

Lemma digits_value n : N.of_uint (digits_onto (powers_above (N.to_nat (N.size n)) n []) n Nil) = n.
Proof.
  rewrite <- value_from_0, value_digits; [reflexivity|apply powers_above_chain; exact I|].
  apply powers_above_lt; [exact I|]; cbn [ceiling]; rewrite N2Nat.id.
  assert (h := N.size_gt n); lia.
Qed.

Theorem numeral_decimal n : numeral n = decimal n.
Proof.
  unfold numeral, decimal, digits; rewrite <- Unsigned.to_of, digits_value; reflexivity.
Qed.

(* ---- what is printed says which number it is ---- *)
Theorem decimal_injective m n : decimal m = decimal n -> m = n.
Proof.
  assert (R : forall k, option_map N.of_uint (NilZero.uint_of_string (decimal k)) = Some k).
  { intros k; unfold decimal; rewrite NilZero.usu; cbn [option_map]; [f_equal; apply Unsigned.of_to|].
    destruct k as [|p]; [discriminate|]; cbn; apply Unsigned.to_uint_nonnil. }
  intros e; assert (h := R m); rewrite e, R in h; injection h; auto.
Qed.

Definition is_digit (c : ascii) : bool := (N.leb 48 (N_of_ascii c) && N.leb (N_of_ascii c) 57)%bool.
Fixpoint all_digits (s : string) : bool :=
  match s with EmptyString => true | String c s' => (is_digit c && all_digits s')%bool end.
Lemma decimal_digits n : all_digits (decimal n) = true.
Proof.
  assert (H : forall d, all_digits (NilEmpty.string_of_uint d) = true) by (induction d; cbn; auto).
  unfold decimal, NilZero.string_of_uint; destruct (N.to_uint n); [reflexivity|..]; apply H.
Qed.

(* a number ends where its digits end *)
Definition ends_number (s : string) : Prop :=
  match s with EmptyString => True | String c _ => is_digit c = false end.
Lemma digits_append a : forall b s t, all_digits a = true -> all_digits b = true ->
  ends_number s -> ends_number t -> (a ++ s = b ++ t)%string -> a = b /\ s = t.
Proof.
  induction a as [|c a IH]; intros [|c' b] s t; cbn; intros da db es et; auto; intros e.
  - subst s; cbn in es; rewrite es in db; discriminate.
  - subst t; cbn in et; rewrite et in da; discriminate.
  - apply andb_true_iff in da; apply andb_true_iff in db; injection e as <- e.
    destruct (IH b s t (proj2 da) (proj2 db) es et e) as [-> ->]; auto.
Qed.
Theorem decimal_append m n s t : ends_number s -> ends_number t ->
  (decimal m ++ s = decimal n ++ t)%string -> m = n /\ s = t.
Proof.
  intros es et e; destruct (@digits_append _ _ _ _ (decimal_digits m) (decimal_digits n) es et e) as [d ->].
  split; [exact (decimal_injective _ _ d)|reflexivity].
Qed.

(* ---- rationals, as they are printed ---- *)
Definition integer_decimal (n : Z) : string :=
  match n with Zneg p => String "-" (decimal (Npos p)) | _ => decimal (Z.to_N n) end.
Definition rational_decimal (q : Q) : string :=
  (integer_decimal (Qnum q) ++ if Pos.eqb (Qden q) 1 then "" else String "/" (decimal (Npos (Qden q))))%string.

Lemma integer_append a b s t : ends_number s -> ends_number t ->
  match s with String "-" _ => False | _ => True end -> match t with String "-" _ => False | _ => True end ->
  (integer_decimal a ++ s = integer_decimal b ++ t)%string -> a = b /\ s = t.
Proof.
  assert (N : forall n u, ends_number u -> match u with String "-" _ => False | _ => True end ->
                forall v, (decimal n ++ u)%string <> String "-" v).
  { intros n u eu nu v e; destruct (@digits_append "" (decimal n) (String "-" v) u eq_refl (decimal_digits n) eq_refl eu (eq_sym e)) as [_ h].
    rewrite <- h in nu; exact nu. }
  intros es et ns nt; destruct a as [|a|a], b as [|b|b]; cbn [integer_decimal append Z.to_N]; intros e.
  9: { injection e as e; apply decimal_append in e; auto; destruct e as [e ->]; injection e as ->; auto. }
  1,2,4,5: apply decimal_append in e; auto; destruct e as [e ->]; try discriminate e; try (injection e as ->); auto.
  1,2: destruct (N _ _ es ns _ e).
  1,2: destruct (N _ _ et nt _ (eq_sym e)).
Qed.
Definition denominator (d : positive) : string := if Pos.eqb d 1 then "" else String "/" (decimal (Npos d)).
Lemma denominator_ends d : ends_number (denominator d).
Proof. unfold denominator; destruct (Pos.eqb d 1); [exact I|reflexivity]. Qed.
Lemma denominator_unsigned d : match denominator d with String "-" _ => False | _ => True end.
Proof. unfold denominator; destruct (Pos.eqb d 1); exact I. Qed.
Theorem rational_injective p q : rational_decimal p = rational_decimal q -> p = q.
Proof.
  destruct p as [a d], q as [b d']; intros e.
  destruct (@integer_append a b (denominator d) (denominator d') (denominator_ends d) (denominator_ends d')
    (denominator_unsigned d) (denominator_unsigned d') e) as [-> f]; clear e; revert f; unfold denominator.
  destruct (Pos.eqb_spec d 1) as [u|u], (Pos.eqb_spec d' 1) as [v|v]; intros f; try discriminate f.
  { rewrite u, v; reflexivity. }
  injection f as f; apply decimal_injective in f; injection f as ->; reflexivity.
Qed.
