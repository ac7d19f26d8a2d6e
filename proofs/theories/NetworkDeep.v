(* Rational lists as vectors over F, and a shaped rational network as a function of
   vectors: it is deep, with the widths of its hidden layers, and takes the values
   of its plain meaning. *)
From Coq Require Import QArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements.
From FTCert Require Import Certificate Meaning.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ======================================================================== *)
(** * Lists of the standard library *)

Lemma list_nthE A (x : A) l k : List.nth k l x = nth x l k.
Proof. by elim: l k => [|y l IH] [|k] /=. Qed.

Lemma pairs_nth A (x : A) (R : A -> A -> Prop) l : List.ForallOrdPairs R l ->
  forall i j, (i < j < size l)%N -> R (nth x l i) (nth x l j).
Proof.
elim=> {l} [|a l f _ IH] i j; first by rewrite ltn0 andbF.
case: j => [|j]; first by rewrite ltn0.
rewrite ltnS; case: i => [|i] /=; last exact: IH.
by move=> lt; move/List.Forall_forall: f; apply; rewrite -list_nthE; apply: List.nth_In; apply/ssrnat.ltP.
Qed.

Section Vectors.
Variable F : realFieldType.
Notation vec := (vec F).
Notation Q2F := (Q2F F).

(* ======================================================================== *)
(** * Vectors *)

Lemma vecE n l i : vec n l i 0 = Q2F (nth 0%coqQ l i).
Proof. by rewrite mxE. Qed.

Lemma vec_inj n l k : size l = n -> size k = n -> vec n l = vec n k -> List.Forall2 Qeq l k.
Proof.
move=> <-; elim: l k => [|x l IH] [|y k] //= [sz] e; constructor.
  by apply/(Q2F_eq F); move/colP/(_ ord0): e; rewrite !mxE.
apply: IH => //; apply/colP=> i; move/colP/(_ (lift ord0 i)): e.
by rewrite !mxE !lift0.
Qed.

Lemma vec_eq n l k : List.Forall2 Qeq l k -> vec n l = vec n k.
Proof.
move=> e; apply/colP=> i; rewrite !mxE; apply/Q2F_eq.
elim: e (nat_of_ord i) => [|x y l' k' exy _ IH] [|j] //=; exact: Qeq_refl.
Qed.

Lemma relu_Q2F x : Statements.relu (Q2F x) = Q2F (relu x).
Proof.
rewrite /Statements.relu /relu -(Q2F0 F) (Q2F_leE F); case: (lerP (Q2F 0) (Q2F x)) => h //; exact: max_r.
Qed.

Lemma relus_vec n l : size l = n -> relus (vec n l) = vec n (List.map relu l).
Proof.
move=> <-; apply/colP=> i; rewrite !mxE relu_Q2F.
by rewrite -[List.map relu l]/(map relu l) (nth_map 0%coqQ).
Qed.

(* ======================================================================== *)
(** * Networks *)

Lemma dot_sum w v : size w = size v ->
  Q2F (dot w v) = \sum_(j < size v) Q2F (nth 0%coqQ w j) * Q2F (nth 0%coqQ v j).
Proof.
elim: v w => [|x v IH] [|a w] //= => [_|[sz]]; first by rewrite big_ord0 Q2F0.
by rewrite big_ord_recl /= Q2FD Q2FM IH.
Qed.

Definition weights_of (d : nat) (l : layer) : 'M[F]_(size l, d) :=
  \matrix_(i, j) Q2F (nth 0%coqQ (nth (0%coqQ, [::]) l i).2 j).
Definition biases_of (l : layer) : 'cV[F]_(size l) :=
  \col_i Q2F (nth (0%coqQ, [::]) l i).1.

Lemma affine_vec d l v : List.Forall (fun r : row => List.length (snd r) = d) l -> size v = d ->
  weights_of d l *m vec d v + biases_of l = vec (size l) (List.map (affine v) l).
Proof.
move=> + e; rewrite -e => /List.Forall_forall c; apply/colP=> i; rewrite !mxE.
rewrite -[List.map (affine v) l]/(map (affine v) l) (nth_map (0%coqQ, [::])) // /affine.
rewrite Q2FD addrC dot_sum; last first.
  by apply: c; rewrite -list_nthE; apply: List.nth_In; apply/ssrnat.ltP; exact: ltn_ord.
by congr (_ + _); apply: eq_bigr => j _; rewrite !mxE.
Qed.

Theorem network_deep n d p : n <> [::] -> shaped d n p ->
  exists h : 'cV[F]_d -> 'cV[F]_p, deep (widths n) h /\
    forall v, size v = d -> h (vec d v) = vec p (eval n v).
Proof.
elim: n d => [|l n IH] d // _; case: n IH => [|l2 n] IH [c s].
  move: s => /= <-; exists (fun x => weights_of d l *m x + biases_of l); split.
    by exists (weights_of d l), (biases_of l).
  by move=> v sz; rewrite affine_vec.
have [//|h [deep_h e]] := IH _ _ s.
exists (fun x => h (relus (weights_of d l *m x + biases_of l))); split.
  by exists (weights_of d l), (biases_of l), h.
by move=> v sz; rewrite affine_vec // relus_vec ?e // size_map // size_map.
Qed.
End Vectors.
