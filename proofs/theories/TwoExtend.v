(* A net that fits a contiguous range of points gains one point a neuron on either
   side, by neurons with kinks in data points.  Such neurons are affine between the
   points. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Extend.
Variable F : realFieldType.
Local Ltac lra := flra F.

Section Data.
Variables (x y : nat -> F) (K : nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Definition itp b (ns : seq (neuron F)) p q :=
  forall i, (p <= i < q)%N -> neval b ns (x i) = y i.

Lemma xle i j : (i <= j)%N -> (j < K)%N -> x i <= x j.
Proof. by rewrite leq_eqVlt => /orP[/eqP -> //|h] k; apply/ltW/xinc. Qed.

(* a kink of weight w in a data point, facing right or left *)
Definition knotted (n : neuron F) := exists2 k, (k < K)%N &
  (na n = 1 /\ nc n = - x k) \/ (na n = -1 /\ nc n = x k).
Definition all_knotted (ns : seq (neuron F)) := forall n, n \in ns -> knotted n.

Lemma all_knotted_cons n ns : knotted n -> all_knotted ns -> all_knotted (n :: ns).
Proof. by move=> h hs n'; rewrite inE => /orP[/eqP ->|/hs]. Qed.

Lemma extend_right b ns p q : (p < q)%N -> (q < K)%N -> itp b ns p q ->
  exists2 n, knotted n & itp b (n :: ns) p q.+1.
Proof.
move=> pq qK h; set d := x q - x q.-1.
have d0 : 0 < d by rewrite subr_gt0; apply: xinc => //; lia.
exists (Neuron ((y q - neval b ns (x q)) / d) 1 (- x q.-1)).
  by exists q.-1; [lia | left].
move=> i /andP[pi].
rewrite ltnS neval_cons /act /lin /= mul1r leq_eqVlt => /orP[/eqP ->|iq].
  by rewrite relu_pos -/d ?divfK ?gt_eqF ?ltW // addrC subrK.
rewrite relu_neg ?mulr0 ?addr0; first by apply: h; rewrite pi.
by rewrite subr_le0; apply: xle; lia.
Qed.

Lemma extend_left b ns p q : (p.+1 < q)%N -> (q <= K)%N -> itp b ns p.+1 q ->
  exists2 n, knotted n & itp b (n :: ns) p q.
Proof.
move=> pq qK h; set d := x p.+1 - x p.
have d0 : 0 < d by rewrite subr_gt0; apply: xinc => //; lia.
exists (Neuron ((y p - neval b ns (x p)) / d) (-1) (x p.+1)).
  by exists p.+1; [lia | right].
move=> i /andP[].
rewrite neval_cons /act /lin /= mulN1r addrC leq_eqVlt => /orP[/eqP <-|pi] iq.
  by rewrite [- _ + _]addrC -/d relu_pos ?divfK ?gt_eqF ?ltW // subrK.
rewrite relu_neg ?mulr0 ?add0r; first by apply: h; rewrite pi.
by rewrite addrC subr_le0; apply: xle; lia.
Qed.

Lemma extend_rights b q k ns p : (p < q)%N -> (q + k = K)%N -> itp b ns p q ->
  exists ns', [/\ size ns' = k, all_knotted ns' & itp b (ns' ++ ns) p K].
Proof.
elim: k q ns => [|k IH] q ns pq e h; first by exists [::]; rewrite -e addn0.
have [|n kn hn] := extend_right pq _ h; first lia.
have [||ns1 [s1 k1 h1]] := IH q.+1 (n :: ns) _ _ hn; [lia | lia |].
exists (rcons ns1 n); rewrite size_rcons s1 cat_rcons; split=> // n'.
by rewrite mem_rcons; exact: all_knotted_cons.
Qed.

Lemma extend_lefts b p ns : (p < K)%N -> itp b ns p K ->
  exists ns', [/\ size ns' = p, all_knotted ns' & itp b (ns' ++ ns) 0 K].
Proof.
elim: p ns => [|p IH] ns pK h; first by exists [::].
have [||n kn hn] := extend_left _ _ h; [lia | lia |].
have [|ns1 [s1 k1 h1]] := IH (n :: ns) _ hn; first lia.
exists (rcons ns1 n); rewrite size_rcons s1 cat_rcons; split=> // n'.
by rewrite mem_rcons; exact: all_knotted_cons.
Qed.

Lemma extend b ns p n : (0 < n)%N -> (p + n <= K)%N -> itp b ns p (p + n) ->
  exists ns', [/\ size ns' = (K - n)%N, all_knotted ns' & itp b (ns' ++ ns) 0 K].
Proof.
move=> n0 pn h.
have [||ns1 [s1 k1 h1]] := @extend_rights b (p + n) (K - (p + n)) ns p _ _ h; [lia | lia |].
have [|ns2 [s2 k2 h2]] := extend_lefts _ h1; first lia.
exists (ns2 ++ ns1); rewrite -catA size_cat; split=> //; first by rewrite s2 s1; lia.
by move=> n'; rewrite mem_cat => /orP[/k2|/k1].
Qed.

(* between two neighbouring points such neurons are affine; in particular a net
   made of them that is zero at both is zero between them *)
Lemma knotted_affine n i t : knotted n -> (i.+1 < K)%N -> x i <= t <= x i.+1 ->
  (x i.+1 - x i) * act n t = (x i.+1 - t) * act n (x i) + (t - x i) * act n (x i.+1).
Proof.
move=> [k kK h] iK /andP[h1 h2]; rewrite /act /lin.
have [[-> ->]|[-> ->]] := h; rewrite ?mul1r ?mulN1r.
- case: (leqP k i) => ki.
    by have := xle ki ltac:(lia) => k1; rewrite !relu_pos; lra.
  by have := xle ki kK => k1; rewrite !relu_neg; lra.
- case: (leqP k i) => ki.
    by have := xle ki ltac:(lia) => k1; rewrite !relu_neg; lra.
  by have := xle ki kK => k1; rewrite !relu_pos; lra.
Qed.

Lemma knotted_zero b ns i t : all_knotted ns -> (i.+1 < K)%N -> x i <= t <= x i.+1 ->
  neval b ns (x i) = 0 -> neval b ns (x i.+1) = 0 -> neval b ns t = 0.
Proof.
move=> kn iK ht e1 e2; have d0 : 0 < x i.+1 - x i by rewrite subr_gt0 xinc.
have E : (x i.+1 - x i) * neval b ns t =
    (x i.+1 - t) * neval b ns (x i) + (t - x i) * neval b ns (x i.+1).
  elim: ns kn {e1 e2} => [|n ns IH] kn; first by rewrite !neval_nil; lra.
  have kn' n' : n' \in ns -> knotted n' by move=> h; apply: kn; rewrite inE h orbT.
  have A := knotted_affine (kn n (mem_head _ _)) iK ht.
  rewrite !neval_cons mulrDr IH //.
  have : nw n * ((x i.+1 - x i) * act n t) =
     nw n * ((x i.+1 - t) * act n (x i) + (t - x i) * act n (x i.+1)) by rewrite A.
  by lra.
apply/eqP; move: E; rewrite e1 e2 !mulr0 addr0 => /eqP.
by rewrite mulf_eq0 gt_eqF.
Qed.
End Data.
End Extend.
