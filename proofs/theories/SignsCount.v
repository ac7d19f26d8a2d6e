(* The test of CountKinks for two hidden layers, without networks.  If it holds for
   M neurons, then d first-layer neurons and outer weights e with which the word of
   Statements is cut at most d times are at least M together. *)
From Coq Require NArith.
From Coq Require Import BinNat Nnat.
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import Statements.
From FTCert Require CountKinks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Module CK := CountKinks.

(* ---- the cuts of Statements ---- *)
Section Cuts.
Variable e : bool -> nat.
Implicit Types (w : seq bool) (left : bool -> nat).

(* n cuts and n + 1 cells serve no more than this *)
Lemma cuts_count left w s : seq.count (pred1 s) w <= left s + cuts e left w * (e s).+1.
Proof.
elim: w left => [|t w IH] left /=; first by lia.
case E: (left t) => [|n]; last first.
  by have := IH (fun t0 => if t0 == t then n else left t0); move: E; case: (s); case: (t) => /= E; lia.
by have := IH e; move: E; case: (s); case: (t) => /= E; rewrite mulSn; lia.
Qed.

Lemma cuts_size left w :
  size w <= left true + left false + cuts e left w * (e true + e false).+1.
Proof.
elim: w left => [|t w IH] left /=; first by lia.
case E: (left t) => [|n]; last first.
  by have := IH (fun t0 => if t0 == t then n else left t0); move: E; case: (t) => /= E; lia.
by have := IH e; rewrite mulSn; lia.
Qed.
End Cuts.

Lemma cuts_ext (e e' left left' : bool -> nat) w : e =1 e' -> left =1 left' -> cuts e left w = cuts e' left' w.
Proof.
move=> he; elim: w left left' => //= s w IH left left' h; rewrite h.
case: (left' s) => [|n]; first by rewrite (IH e e').
by apply: IH => t; rewrite h.
Qed.

(* ---- the cuts that are executed ---- *)
Definition both (a b : N) (s : bool) : nat := if s then N.to_nat a else N.to_nat b.

Lemma cuts_serveE u v a b d w : CK.cuts_serve u v a b d w = (cuts (both u v) (both a b) w <= N.to_nat d).
Proof.
elim: w a b d => //= s w IH a b d.
have E : (N.to_nat (if s then a else b)) = both a b s by rewrite /both; case: (s).
case: N.eqb_spec => h; move: E; rewrite ?h => E.
  rewrite -E /=; case: N.eqb_spec => [->//|d0]; rewrite IH.
  by rewrite (_ : N.to_nat d = (N.to_nat (d - 1)).+1) ?ltnS //; lia.
have [n e] : exists n, both a b s = n.+1 by exists (both a b s).-1; rewrite prednK // -E; lia.
rewrite e; case: s h E e => h E e; rewrite IH; congr (_ <= _); apply: cuts_ext => // -[] //=; move: e; rewrite /both; lia.
Qed.

(* ---- the loops ---- *)
Lemma countE s (w : seq bool) n : CK.count s w n = (N.of_nat (seq.count (pred1 s) w) + n)%num.
Proof.
elim: w n => [//|t w IH] n; rewrite [LHS]IH (_ : Bool.eqb t s = (t == s)); last by case: (t); case: (s).
rewrite (_ : seq.count _ (t :: w) = (t == s) + seq.count (pred1 s) w)%N //.
by case: (t == s); [rewrite add1n Nat2N.inj_succ; lia |].
Qed.

Lemma noneE n k f : CK.none n k f -> forall i, (k <= i)%num -> (i < k + N.of_nat n)%num -> f i = false.
Proof.
elim: n k => [|n IH] k /=; first by move=> _ i; lia.
case E: (f k) => // /IH h i ki ik; have [->//|ne] := N.eq_dec i k.
by apply: h; lia.
Qed.

Section Test.
Variable w : seq bool.
Let p := N.of_nat (seq.count (pred1 true) w).
Let q := N.of_nat (seq.count (pred1 false) w).

Lemma size_word : size w = seq.count (pred1 true) w + seq.count (pred1 false) w.
Proof. by rewrite -(count_predC (pred1 true)); congr (_ + _); apply: eq_count => -[]. Qed.

Lemma possible_complete (u v d : N) : cuts (both u v) (both u v) w <= N.to_nat d ->
  (3 <= d)%num \/ ((p - d * u) + (q - d * v) <= d)%num -> CK.possible w p q u v d.
Proof.
move=> ec few; have enough := ec; have c1 := @cuts_count (both u v) (both u v) w true.
have c2 := @cuts_count (both u v) (both u v) w false.
have c3 := @cuts_size (both u v) (both u v) w; rewrite size_word in c3.
move: (cuts _ _ _) ec c1 c2 c3 => n ec; rewrite /both => c1 c2 c3.
have m1 : n * (N.to_nat u).+1 <= N.to_nat d * (N.to_nat u).+1 by rewrite leq_mul2r ec orbT.
have m2 : n * (N.to_nat v).+1 <= N.to_nat d * (N.to_nat v).+1 by rewrite leq_mul2r ec orbT.
have m3 : n * (N.to_nat u + N.to_nat v).+1 <= N.to_nat d * (N.to_nat u + N.to_nat v).+1 by rewrite leq_mul2r ec orbT.
have allow : CK.counts_allow p q u v d.
  rewrite /CK.counts_allow; case: N.leb_spec => [_|]; last by rewrite /p; nia.
  case: N.leb_spec => [_|]; last by rewrite /q; nia.
  case: N.leb_spec => [_|]; last by rewrite /p /q; nia.
  by case: N.leb_spec => // h; case: few => [|/N.leb_le //]; lia.
by rewrite /CK.possible allow cuts_serveE enough.
Qed.

Theorem signs_show_sound (neurons : N) (e : bool -> nat) (d : nat) :
  CK.signs_show w neurons -> 0 < d -> 0 < e true + e false -> cuts e e w <= d ->
  (d <= 2 -> seq.count (pred1 true) w - d * e true + (seq.count (pred1 false) w - d * e false) <= d) ->
  N.to_nat neurons <= d + (e true + e false).
Proof.
move=> + d0 e0 ec few; rewrite /CK.signs_show !countE !N.add_0_r -/p -/q.
case: N.leb_spec => [le _|lt]; first lia.
case: N.eqb_spec => // pq; case: N.ltb_spec => // _; case: ifP => // _ /noneE h.
rewrite leqNgt; apply/negP => small; pose u := N.of_nat (e true); pose v := N.of_nat (e false).
have /negbFE/noneE {}h := h (u + v)%num ltac:(lia) ltac:(lia).
have := h u ltac:(lia) ltac:(lia); rewrite (_ : u + v - u = v)%num; last lia.
set d' := (neurons - 1 - (u + v))%num; have dd : d <= N.to_nat d' by rewrite /d'; lia.
have eE : e =1 both u v by case; rewrite /both /u /v Nat2N.id.
suff -> : CK.possible w p q u v d' by []; apply: possible_complete.
  by rewrite -(cuts_ext w eE eE) (leq_trans ec).
case: (N.le_gt_cases 3 d') => h3; [by left | right].
have := few (leq_trans dd _); rewrite /p /q /u /v => k; have {}k := k ltac:(lia).
have m1 : d * e true <= N.to_nat d' * e true by rewrite leq_mul2r dd orbT.
have m2 : d * e false <= N.to_nat d' * e false by rewrite leq_mul2r dd orbT.
by lia.
Qed.
End Test.
