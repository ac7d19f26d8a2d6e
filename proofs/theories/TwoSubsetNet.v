(* One hidden layer: the networks that fit the labels of TwoSubset.v.  Paper proof:
   theorems.md, 2.16.1. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements HardStatements.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoSubset.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Networks.
Variable F : realFieldType.
Local Ltac lra := flra F.
Variables (n : nat) (a : nat -> F) (B : F).
Let x (i : nat) : F := i%:R.
Let z : nat -> F := hard_label a B.

Let steps i : F := \sum_(k < n) a k *+ minn 2 (i - 2 * k).
Let kink k : F := (4 * k + 3)%:R.
Let bent i : F := \sum_(k < n) a k * relu (x i *+ 2 - kink k).

Lemma stepsS i : (i < 2 * n)%N -> steps i.+1 = steps i + a i./2.
Proof.
move=> h; have k0 : (i./2 < n)%N by lia.
rewrite /steps (bigD1 (Ordinal k0)) //= [in RHS](bigD1 (Ordinal k0)) //=.
have -> : minn 2 (i.+1 - 2 * i./2) = (minn 2 (i - 2 * i./2)).+1 by lia.
rewrite mulrSr -!addrA [a _ + _]addrC; congr (_ + (_ + _)); apply: eq_bigr => k /eqP ne.
have {}ne : k <> i./2 :> nat by move=> e; apply: ne; exact: val_inj.
by congr (_ *+ _); lia.
Qed.

Lemma slope_steps i : (i <= 2 * n)%N -> hard_slope a B i = - (B *+ 2) + steps i.
Proof.
elim: i => [|i IH] h; last by rewrite slopeS IH ?stepsS ?addrA //; lia.
by rewrite /hard_slope /steps big_ord0 big1 // => k _; rewrite sub0n minn0.
Qed.

Lemma bentS i : bent i.+1 = bent i + steps i.
Proof.
rewrite /bent /steps -big_split; apply: eq_bigr => k _ /=.
rewrite -[a k *+ minn _ _]mulr_natr -mulrDr; congr (_ * _).
have e : (i%:R : F) *+ 2 - kink k = (i%:R - (2 * k)%:R) *+ 2 - 3%:R.
  by rewrite /kink natrD !natrM; lra.
rewrite /x xS mulrnDl addrAC e {e}; case: (leqP i (2 * k)) => h.
  have h' : (i%:R : F) <= (2 * k)%:R by rewrite ler_nat.
  by rewrite (_ : minn 2 _ = 0)%N ?mulr0n; [rewrite !relu_neg; lra | lia].
have h' : ((2 * k).+1%:R : F) <= i%:R by rewrite ler_nat.
rewrite -addn1 natrD in h'.
case: (leqP i (2 * k).+1) => g.
  have {h g}e : i = (2 * k + 1)%N by lia.
  rewrite (_ : minn 2 _ = 1)%N; last by lia.
  by rewrite e natrD relu_pos ?relu_neg; lra.
have g' : ((2 * k + 2)%:R : F) <= i%:R by rewrite ler_nat; lia.
rewrite natrD in g'; rewrite (_ : minn 2 _ = 2)%N; last by lia.
by rewrite !relu_pos; lra.
Qed.

Lemma label_bent i : (i < 2 * n + 2)%N -> z i = bent i - (x i * B) *+ 2.
Proof.
elim: i => [|i IH] h.
  rewrite /z /hard_label big_ord0 /bent big1 => [|k _]; first by rewrite /x mul0r mul0rn subrr.
  rewrite /x mul0rn sub0r relu_neg ?mulr0 // oppr_le0; exact: ler0n.
rewrite /z labelS -/(z i) IH; last exact: ltnW.
by rewrite slope_steps ?bentS /x ?xS; [lra | lia].
Qed.

Let units (P : pred nat) : seq (neuron F) := [seq
  if P k then Neuron (a k) (- 2%:R) (kink k) else Neuron (a k) 2%:R (- kink k) | k <- iota 0 n].
Lemma units_eval b P t : neval b (units P) t = b + (\sum_(k < n) a k * relu (t *+ 2 - kink k)
   - \sum_(k < n | P k) a k * (t *+ 2 - kink k)).
Proof.
have e : iota 0 n = index_iota 0 n by rewrite /index_iota subn0.
rewrite /neval big_map e big_mkord [X in _ - X]big_mkcond -sumrB.
congr (_ + _); apply: eq_bigr => k _; rewrite /act /lin; case: (P k) => /=; last first.
  by rewrite subr0; congr (_ * relu _); lra.
rewrite -mulrBr (_ : - 2%:R * t + kink k = - (t *+ 2 - kink k)); last by lra.
by congr (_ * _); case: (leP 0 (t *+ 2 - kink k)) => h; [rewrite relu_neg ?relu_pos | rewrite relu_pos ?relu_neg]; lra.
Qed.

Theorem hard_fit (P : pred nat) : \sum_(j < n | P j) a j = B -> fitted x (2 * n + 2) z n.
Proof.
move=> eB; exists (- \sum_(k < n | P k) a k * kink k), (units P).
split=> [|i iK]; first by rewrite size_map size_iota.
rewrite units_eval label_bent // -eB mulr_sumr.
have -> : \sum_(k < n | P k) a k * (x i *+ 2 - kink k) =
    (\sum_(k < n | P k) x i * a k) *+ 2 - \sum_(k < n | P k) a k * kink k.
  by rewrite -sumrMnl -sumrB; apply: eq_bigr => k _; lra.
by rewrite -/(bent i); lra.
Qed.

Theorem hard_fit1 : fitted x (2 * n + 2) z n.+1.
Proof.
exists 0, (Neuron (- (B *+ 2)) 1 0 :: units pred0).
split=> [|i iK]; first by rewrite /= size_map size_iota.
rewrite neval_cons units_eval label_bent // big_pred0_eq /act /lin /= relu_pos ?mul1r ?addr0; last exact: ler0n.
by rewrite -/(bent i); lra.
Qed.
End Networks.
