(* The working form of networks of one input: lists of neurons for one hidden
   layer, families of numbers for two.  The definitions that a reader has to
   accept are in Statements.v, with matrices and in every dimension;
   Reduction.v proves that the worst case over data is the same for both. *)
From mathcomp Require Import all_ssreflect all_algebra.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Net.
Variable F : realFieldType.

Definition relu (t : F) : F := Num.max t 0.

(* ---- one hidden layer ---- *)
(* outer weight, inner weight, inner bias *)
Record neuron := Neuron { nw : F; na : F; nc : F }.
(* decidable equality, from that of F *)
Definition n2t n := (nw n, na n, nc n).
Definition t2n t := Neuron t.1.1 t.1.2 t.2.
Lemma n2tK : cancel n2t t2n. Proof. by case. Qed.
Definition neuron_eqMixin := CanEqMixin n2tK.
Canonical neuron_eqType := EqType neuron neuron_eqMixin.
Definition lin (n : neuron) (t : F) : F := na n * t + nc n.
Definition act (n : neuron) (t : F) : F := relu (lin n t).
Definition neval (b : F) (ns : seq neuron) (t : F) : F :=
  b + \sum_(n <- ns) nw n * act n t.

(* a net with m neurons takes the values ys at the points xs
   (zero weights are allowed, so this is monotone in m) *)
Definition fits (m : nat) (xs ys : seq F) : Prop :=
  exists b ns, size ns = m /\ [seq neval b ns t | t <- xs] = ys.

(* ---- two hidden layers, of d1 and d2 neurons ---- *)
(* first layer relu (a_j t + c_j); second layer, neuron k: weights v_k,j, bias
   b_k, outer weight w_k; output bias o.  Only j < d1 and k < d2 are used. *)
Record net3 := Net3 {
  n3a : nat -> F; n3c : nat -> F;
  n3v : nat -> nat -> F; n3b : nat -> F;
  n3w : nat -> F; n3o : F }.
Definition pre3 (d1 : nat) (g : net3) (k : nat) (t : F) : F :=
  n3b g k + \sum_(j < d1) n3v g k j * relu (n3a g j * t + n3c g j).
Definition eval3 (d1 d2 : nat) (g : net3) (t : F) : F :=
  n3o g + \sum_(k < d2) n3w g k * relu (pre3 d1 g k t).
Definition fits3 (d1 d2 : nat) (xs ys : seq F) : Prop :=
  exists g : net3, [seq eval3 d1 d2 g t | t <- xs] = ys.

(* ---- data sets: K points in increasing order, at most N labels nonzero ---- *)
Definition nnz (ys : seq F) : nat := count (fun v => v != 0) ys.
Definition dataset (N K : nat) (xs ys : seq F) : Prop :=
  [/\ sorted <%R xs, size xs = K, size ys = K & (nnz ys <= N)%N].

Definition suffices (N K m : nat) : Prop :=
  forall xs ys, dataset N K xs ys -> fits m xs ys.
Definition suffices3 (N K m : nat) : Prop :=
  forall xs ys, dataset N K xs ys -> exists d1 d2 : nat, (d1 + d2)%N = m /\ fits3 d1 d2 xs ys.

(* ---- elementary facts ---- *)
Lemma relu_pos t : 0 <= t -> relu t = t.
Proof. by move=> h; rewrite /relu max_l. Qed.
Lemma relu_neg t : t <= 0 -> relu t = 0.
Proof. by move=> h; rewrite /relu max_r. Qed.
Variant relu_spec t : F -> Prop :=
  | ReluPos of 0 <= t : relu_spec t t
  | ReluNeg of t <= 0 : relu_spec t 0.
Lemma reluP t : relu_spec t (relu t).
Proof.
case: (leP 0 t) => h; first by rewrite relu_pos //; constructor.
by rewrite relu_neg ?ltW //; constructor; exact: ltW.
Qed.
Lemma relu_ge0 t : 0 <= relu t.
Proof. by case: (reluP t). Qed.

Lemma neval_nil b t : neval b [::] t = b.
Proof. by rewrite /neval big_nil addr0. Qed.
Lemma neval_cons b n ns t : neval b (n :: ns) t = neval b ns t + nw n * act n t.
Proof. by rewrite /neval big_cons addrCA addrC. Qed.

Lemma neval_zero_neuron b ns t : neval b (Neuron 0 0 0 :: ns) t = neval b ns t.
Proof. by rewrite neval_cons /= mul0r addr0. Qed.
Lemma fits_mono m m' xs ys : (m <= m')%N -> fits m xs ys -> fits m' xs ys.
Proof.
move=> le [b [ns [sz e]]]; exists b, (nseq (m' - m) (Neuron 0 0 0) ++ ns).
rewrite size_cat size_nseq sz subnK //; split=> //; rewrite -e; apply: eq_map => t.
by elim: (m' - m)%N => //= k IH; rewrite neval_zero_neuron IH.
Qed.

Definition nopp (n : neuron) := Neuron (- nw n) (na n) (nc n).
Lemma neval_opp b ns t : neval (- b) (map nopp ns) t = - neval b ns t.
Proof.
elim: ns => [|n ns IH] /=; first by rewrite !neval_nil.
by rewrite !neval_cons IH opprD -mulNr.
Qed.

Lemma fits3_mono d1 d2 e1 e2 xs ys : (d1 <= e1)%N -> (d2 <= e2)%N ->
  fits3 d1 d2 xs ys -> fits3 e1 e2 xs ys.
Proof.
move=> l1 l2 [g e]; pose h := Net3 (n3a g) (n3c g)
  (fun k j => if (j < d1)%N then n3v g k j else 0) (n3b g)
  (fun k => if (k < d2)%N then n3w g k else 0) (n3o g).
have E (P : nat -> F) d d' : (d <= d')%N ->
    \sum_(j < d') (if (j < d)%N then P j else 0) = \sum_(j < d) P j.
  by move=> le; rewrite -big_mkcond (big_ord_widen _ _ le).
exists h; rewrite -e; apply: eq_map => t; rewrite /eval3 /=; congr (_ + _).
rewrite -(E (fun k => n3w g k * relu (pre3 d1 g k t)) _ _ l2).
apply: eq_bigr => k _; case: (k < d2)%N; last by rewrite mul0r.
congr (_ * relu (_ + _)); rewrite -(E (fun j => n3v g k j * relu (n3a g j * t + n3c g j)) _ _ l1).
by apply: eq_bigr => j _; rewrite /=; case: (j < d1)%N; rewrite ?mul0r.
Qed.
End Net.
