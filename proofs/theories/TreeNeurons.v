(* What the proofs about trees of patterns rest on: assignments, the neurons of a tree, and affine functions of lists of rationals. *)
From Coq Require Import QArith NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements.
From FTCert Require Import Certificate Patterns CheckTree CheckBound LineSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Arguments Qred : simpl never.
Local Notation relu := Statements.relu.

(* ---- assignments ---- *)
Lemma succ_pos_inj i j : N.succ_pos i = N.succ_pos j -> i = j.
Proof.
by move=> e; apply: N.succ_inj; rewrite -!N.succ_pos_spec e.
Qed.
Lemma of_neuron_decide a i j b k : of_neuron (decide a i j b) k =
  if k == j then PositiveMap.add (N.succ_pos i) b (of_neuron a j) else of_neuron a k.
Proof.
rewrite /of_neuron /decide; case: eqP => [->|ne]; first by rewrite PositiveMap.gss.
by rewrite PositiveMap.gso // => /succ_pos_inj.
Qed.
Lemma state_decide a i j b i' j' s : state (decide a i j b) i' j' = Some s ->
  j' = j /\ i' = i /\ s = b \/ state a i' j' = Some s.
Proof.
rewrite /state; case: N.eqb => //; first by right.
rewrite of_neuron_decide; case: eqP => [->|_]; last by right.
case: (N.eq_dec i' i) => [->|ne]; first by rewrite PositiveMap.gss => -[<-]; left.
by rewrite PositiveMap.gso; [right | move=> /succ_pos_inj].
Qed.
Lemma state_equal a i j k : j <> 0%num -> k <> 0%num ->
  PositiveMap.equal Bool.eqb (of_neuron a j) (of_neuron a k) -> state a i j = state a i k.
Proof.
move=> /N.eqb_neq j0 /N.eqb_neq k0; rewrite /state j0 k0 => /PositiveMap.equal_2 [mem same].
case E: (PositiveMap.find _ (of_neuron a j)) => [b|].
  have /mem [b' E'] : PositiveMap.In (N.succ_pos i) (of_neuron a j) by exists b.
  by rewrite (PositiveMap.find_1 E'); have /Bool.eqb_prop -> := same _ _ _ E E'.
case E': (PositiveMap.find _ (of_neuron a k)) => [b|] //.
have /mem [b' E''] : PositiveMap.In (N.succ_pos i) (of_neuron a k) by exists b.
by move: E; rewrite (PositiveMap.find_1 E'').
Qed.

(* ---- the neurons of a tree ---- *)
Lemma mem_counted n j k : (k \in counted n j) = (N.leb j k && N.ltb k (j + N.of_nat n)).
Proof.
elim: n j => [|n IH] j; first by rewrite in_nil; symmetry; apply/negP => /andP[/N.leb_le ? /N.ltb_lt]; lia.
rewrite inE IH; apply/orP/andP => [[/eqP ->|/andP[/N.leb_le h1 /N.ltb_lt h2]]|[/N.leb_le h1 /N.ltb_lt h2]].
- by split; [apply/N.leb_le | apply/N.ltb_lt]; lia.
- by split; [apply/N.leb_le | apply/N.ltb_lt]; lia.
case: (N.eq_dec k j) => [->|ne]; [by left | right].
by apply/andP; split; [apply/N.leb_le | apply/N.ltb_lt]; lia.
Qed.
Lemma counted_uniq n j : uniq (counted n j).
Proof.
elim: n j => // n IH j /=; rewrite IH andbT mem_counted.
by apply/negP => /andP[/N.leb_le ? _]; lia.
Qed.
Lemma members_uniq t : uniq (members t). Proof. exact: counted_uniq. Qed.
Lemma first_neuron01 t : (first_neuron t <= 1)%num.
Proof. by rewrite /first_neuron; case: (the_constant t). Qed.
Lemma mem_members t j : (j \in members t) = is_neuron t j.
Proof.
rewrite mem_counted /is_neuron; congr (_ && _).
have := @first_neuron01 t; move: (first_neuron t) (neurons_of t) => f n f1.
by apply/idP/idP => [/N.ltb_lt h|/N.leb_le h]; [apply/N.leb_le | apply/N.ltb_lt]; lia.
Qed.

Section Forms.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation z2f := (Z2F F).

Lemma Q2F_inject c : q2f (inject_Z c) = z2f c.
Proof. by rewrite /Q2F /inject_Z /= divr1. Qed.

(* ---- affine functions: weights and bias ---- *)
Definition form : Type := (seq F * F)%type.
Fixpoint dotq (w : seq F) (x : seq Q) : F :=
  match w, x with a :: w', p :: x' => a * q2f p + dotq w' x' | _, _ => 0 end.
Definition lin (l : form) (x : seq Q) : F := l.2 + dotq l.1 x.

Lemma dotq_nil w : dotq w [::] = 0. Proof. by case: w. Qed.
Lemma add_scaled_size c x acc : size (add_scaled c x acc) = size acc.
Proof. by elim: acc x => [|q acc IH] [|p x] //=; rewrite IH. Qed.
Lemma add_scaled_dot w c x acc : size w = size acc ->
  dotq w (add_scaled c x acc) = dotq w acc + q2f c * dotq w x.
Proof.
elim: acc x w => [|q acc IH] [|p x] [|a w] //=; rewrite ?dotq_nil ?mulr0 ?addr0 //.
move=> [e]; have -> : q2f (plus_multiple q c p) = q2f (q + c * p)%coqQ by apply/Q2F_eq/plus_multiple_eq.
rewrite IH // Q2FD Q2FM; lra.
Qed.
Lemma zeros_size D : size (zeros D) = D. Proof. by elim: D => //= D ->. Qed.
Lemma zeros_dot D w : dotq w (zeros D) = 0.
Proof. by elim: D w => [|D IH] [|a w] //=; rewrite IH Q2F0 mulr0 addr0. Qed.
Lemma check_zero_dot l j f qs w : check_zero l j f qs = Ok tt -> dotq w qs = 0.
Proof.
elim: qs f w => [|q qs IH] f [|a w] //=.
by rewrite (Qeq_boolP F) Q2F0; case: eqP => // -> /IH ->; rewrite mulr0 addr0.
Qed.

Lemma relu_le (v : F) : v <= relu v. Proof. by rewrite /relu le_maxr lexx. Qed.
Lemma relu_0 (v : F) : 0 <= relu v. Proof. by rewrite /relu le_maxr lexx orbT. Qed.
Lemma relu_active (v : F) : 0 < v -> relu v = v. Proof. by move=> h; rewrite /relu max_l // ltW. Qed.
Lemma relu_inactive (v : F) : v <= 0 -> relu v = 0. Proof. by move=> h; rewrite /relu max_r. Qed.
End Forms.
