(* The test of CountKinks for two hidden layers, without networks.  If it holds for
   M neurons, then d first-layer neurons and outer weights e for which the scan of
   Statements ends are at least M together. *)
From Coq Require NArith.
From Coq Require Import BinNat Nnat.
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import Statements SignsScan SignsCuts.
From FTCert Require CountKinks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- the loops ---- *)
Lemma countE (l : seq N) n : CK.count l n = (N.of_nat (size l) + n)%num.
Proof. by elim: l n => [//|x l IH] n; rewrite [LHS]IH (_ : size (x :: l) = (size l).+1) //; lia. Qed.

Lemma noneE n k f : CK.none n k f -> forall i, (k <= i)%num -> (i < k + N.of_nat n)%num -> f i = false.
Proof.
elim: n k => [|n IH] k /=; first by move=> _ i; lia.
case E: (f k) => // /IH h i ki ik; have [->//|ne] := N.eq_dec i k.
by apply: h; lia.
Qed.

Section Test.
Variables P M : seq N.
Hypothesis sP : sorted ltn (nats P).
Hypothesis sM : sorted ltn (nats M).
Let p := N.of_nat (size P).
Let q := N.of_nat (size M).

Lemma possible_complete (u v d : N) :
  enough_cuts (fun s : bool => if s then N.to_nat u else N.to_nat v) (fun s : bool => nats (if s then P else M))
    (N.to_nat d) (0, 0) ->
  (3 <= d)%num \/ ((p - d * u) + (q - d * v) <= d)%num ->
  CK.possible P M p q u v d.
Proof.
move=> ec few; have el_srt s : sorted ltn (nats (if s then P else M)) by case: s.
have c1 := enough_count true ec; have c2 := enough_count false ec; have c3 := enough_count2 ec.
have allow : CK.counts_allow p q u v d.
  rewrite /CK.counts_allow; move: c1 c2 c3; rewrite /served /= !size_map !add0n => c1 c2 c3.
  case: N.leb_spec => [_|]; last by rewrite /p; nia.
  case: N.leb_spec => [_|]; last by rewrite /q; nia.
  case: N.leb_spec => [_|]; last by rewrite /p /q; nia.
  by case: N.leb_spec => // h; case: few => [|/N.leb_le //]; lia.
rewrite /CK.possible allow; apply: (@cuts_serve_complete P M sP sM _ _ _ _ (P, M) (0, 0)).
- by move=> c'; rewrite inE => /eqP ->; exists (0, 0); split; rewrite ?drop0.
- by rewrite inE.
- by split; rewrite ?drop0.
exact: ec.
Qed.

Theorem signs_show_sound (neurons : N) (e : bool -> nat) (d : nat) :
  CK.signs_show P M neurons -> 0 < d -> 0 < e true + e false ->
  enough_cuts e (fun s : bool => nats (if s then P else M)) d (0, 0) ->
  (d <= 2 -> size P - d * e true + (size M - d * e false) <= d) ->
  N.to_nat neurons <= d + (e true + e false).
Proof.
move=> + d0 e0 ec few; rewrite /CK.signs_show !countE !N.add_0_r -/p -/q.
case: N.leb_spec => [le _|lt]; first lia.
case: N.eqb_spec => // pq; case: N.ltb_spec => // _; case: ifP => // _ /noneE h.
rewrite leqNgt; apply/negP => small; pose u := N.of_nat (e true); pose v := N.of_nat (e false).
have /negbFE/noneE {}h := h (u + v)%num ltac:(lia) ltac:(lia).
have := h u ltac:(lia) ltac:(lia); rewrite (_ : u + v - u = v)%num; last lia.
set d' := (neurons - 1 - (u + v))%num; have dd : d <= N.to_nat d' by rewrite /d'; lia.
suff -> : CK.possible P M p q u v d' by []; apply: possible_complete.
  rewrite (@enough_ext _ e _ (fun s : bool => nats (if s then P else M))) //.
    exact: enough_more dd ec.
  by case; rewrite /u /v Nat2N.id.
case: (N.le_gt_cases 3 d') => h3; [by left | right].
have := few (leq_trans dd _); rewrite /p /q /u /v => k; have {}k := k ltac:(lia).
have m1 : d * e true <= N.to_nat d' * e true by rewrite leq_mul2r dd orbT.
have m2 : d * e false <= N.to_nat d' * e false by rewrite leq_mul2r dd orbT.
by lia.
Qed.
End Test.
