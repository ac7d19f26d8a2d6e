(* What a certificate claims of executions (ExecutionMeaning.v; checker_sound says that an accepted one is right) is so for
   binary32 and binary64; and a component that it keeps has, with g added by an operation of its own, the output of f. *)
From Coq Require Import QArith List.
From mathcomp Require Import ssreflect.
From FTCert Require Import Certificate Compose ExecutionRules Execution ExecutionMain ExecutionMeaning.
From FTCertFloat Require Import Rounding Operations Formats.

Section Claimed.
Variables (a b : format_name) (f : option program) (centre : option (list Q)) (g : network) (D P : nat) (data : list datum).
Variables (L M K N : nat) (deviation : Q) (output_deviation : option Q).
Hypothesis claimed : execution_claim a b f centre g D P data L M K N deviation output_deviation.
Variables A G : arithmetic.
Hypothesis ieee_A : ieee A.
Hypothesis ieee_G : ieee G.
Hypothesis format_A : its_format A = format_of a.
Hypothesis format_G : its_format G = format_of b.

Theorem claimed_executes : executes_so A G f centre g data deviation output_deviation.
Proof. by case: claimed => _ _ _ _ H; apply: H => //; apply: ieee_sound. Qed.

Theorem claimed_keep d j y F r : In d data -> kept d j -> nth_error (run_g A G centre g (point d)) j = Some y ->
  number (its_format A) F -> run_add A (fun s => s = Some F) y r -> exists q, r = Some q /\ (q == F)%Q.
Proof.
  move=> I Kept Y NF X. case: (claimed_executes d I) => [[_ H] _ _]. case: (H j y Y) => Z _.
  apply: (kept_outputT A y F r (ieee_leaves_numbers A ieee_A)) => //; last by apply: Z.
  by move=> t t' r' T; apply: (op_same (proj2 (ieee_sound A ieee_A))).
Qed.
End Claimed.
