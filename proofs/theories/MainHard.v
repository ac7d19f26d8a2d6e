(* The theorems of HardStatements.v. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements HardStatements.
From FTCert Require Import OFLra Net TwoUpper TwoForced TwoSubset TwoSubsetNet.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem forced_runsT : forced_runs.
Proof. by move=> F s R D; split; [exact: forced_zero | exact: forced_run]. Qed.

Theorem one_layer_last_neuronT : one_layer_last_neuron.
Proof.
move=> F d K u v x z v0 xinc A fit.
have E m : fit m <-> fitted x K z m := @fits_line F d K u v x z v0 m.
by split=> [m /E|]; [exact: forced_lower | apply/E; exact: forced_upper].
Qed.

Theorem subset_sumsT : subset_sums.
Proof.
move=> F d n u v a B v0 a0 fit.
have E m : fit m <-> fitted (fun i => i%:R) (2 * n + 2) (hard_label a B) m.
  exact: (@fits_line F d (2 * n + 2) u v (fun i => i%:R) (hard_label a B) v0).
split; first by move=> m /E; exact: hard_lower.
  by apply/E; exact: hard_fit1.
split=> [/E /(hard_subset a0) [P e]|[S e]].
  by exists [set k : 'I_n | P k]; rewrite -e; apply: eq_bigl => k; rewrite inE.
apply/E; apply: (@hard_fit F n a B (fun k => if insub k is Some k' then k' \in S else false)).
by rewrite -e; apply: eq_bigl => k; rewrite valK.
Qed.

Lemma hard_label_int (F : realFieldType) (a : nat -> nat) (B : nat) i :
  (hard_label (fun k => Posz (a k)) (Posz B) i)%:~R = hard_label (fun k => (a k)%:R : F) B%:R i.
Proof.
rewrite /hard_label rmorph_sum; apply: eq_bigr => j _.
rewrite /hard_slope rmorphD rmorphN rmorphMn /= rmorph_sum.
by congr (- _ + _); apply: eq_bigr.
Qed.

Theorem subset_sums_integersT : subset_sums_integers.
Proof.
move=> F d n u v a B v0 a0 z fit; split.
  have sl i : z i.+1 - z i = hard_slope (fun k => Posz (a k)) (Posz B) i.
    by rewrite /z /hard_label big_ord_recr /= addrAC subrr add0r.
  move=> i ni; rewrite !sl [X in _ < X]/hard_slope big_ord_recr /= addrA ltr_addl.
  by rewrite ltz_nat a0 //; lia.
have E m : fit m <-> Statements.fits (@net2 F d) m (fun i : 'I_(2 * n + 2) => u + i%:R *: v)
    (fun i => hard_label (fun k => (a k)%:R) B%:R i).
  split=> -[g [ng e]]; exists g; split=> // i; rewrite e /z hard_label_int //.
have [|l f1 fn] := @subset_sumsT F d n u v (fun k => (a k)%:R) B%:R v0.
  by move=> k /a0; rewrite ltr0n.
split; [by move=> m /E /l | by apply/E |].
split=> [/E /fn [S e]|[S e]]; last first.
  by apply/E/fn; exists S; rewrite -e natr_sum.
by exists S; apply/eqP; rewrite -(eqr_nat F) natr_sum e.
Qed.
