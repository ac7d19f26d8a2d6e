(* Kinks in order (theorems.md, 3.7.1).  A piecewise affine function that takes the
   data has, for second differences of given signs at interior indices in increasing
   order, kinks of these signs in the same order: each lies to the right of the one
   before.  The slope just right of a point decides: in a gap between two samples it
   is somewhere at most, and somewhere at least, the slope of the data. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower Spline ThreeShape.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Slopes.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (Z : seq (F * F)) (s : bool).

(* the slope of B t + rz Z t just right of t *)
Definition slope (B : F) Z (t : F) : F := B + \sum_(p <- Z | p.2 <= t) p.1.
Definition flip Z : seq (F * F) := [seq (- p.1, p.2) | p <- Z].

Lemma rz_flip Z t : rz (flip Z) t = - rz Z t.
Proof. by rewrite /rz big_map -sumrN; apply: eq_bigr => p _ /=; lra. Qed.
Lemma slope_flip B Z t : slope (- B) (flip Z) t = - slope B Z t.
Proof. by rewrite /slope big_map sumrN; lra. Qed.

Lemma slope_affine B Z a b : a < b -> (forall p, p \in Z -> ~~ inside a b p.2) ->
  rz Z b - rz Z a = (b - a) * (slope B Z a - B).
Proof.
move=> ab; rewrite /slope [RHS](_ : _ = (b - a) * \sum_(p <- Z | p.2 <= a) p.1); last lra.
elim: Z => [|p Z IH] no; first by rewrite /rz !big_nil; lra.
rewrite !rz_cons big_cons.
have /IH : forall q, q \in Z -> ~~ inside a b q.2 by move=> q qZ; apply: no; rewrite inE qZ orbT.
have := no p (mem_head p Z); rewrite /inside.
case: (leP p.2 a) => pa /=.
  by move=> _ E; rewrite !relu_pos; lra.
by rewrite -leNgt => pb E; rewrite !relu_neg; lra.
Qed.

(* somewhere in the gap the slope is at most that of the data *)
Lemma slope_below A B Z a b m : a < b ->
  A + B * b + rz Z b - (A + B * a + rz Z a) <= m * (b - a) ->
  exists2 t, a <= t < b & slope B Z t <= m.
Proof.
move: {2}(count _ _) (leqnn (count (fun p => inside a b p.2) Z)) => n.
elim: n a b => [|n IH] a b cn ab chord.
  exists a; first by rewrite lexx.
  have E := slope_affine B ab; have {}E := E Z.
  have no p : p \in Z -> ~~ inside a b p.2.
    by move=> pZ; apply/negP => h; move: cn; rewrite leqNgt -has_count => /hasPn /(_ p pZ); rewrite h.
  have {}E := E no; rewrite leNgt; apply/negP => c.
  have : 0 < (b - a) * (slope B Z a - m) by apply: mulr_gt0; lra.
  by lra.
case: (boolP (has (fun p => inside a b p.2) Z)) => [/hasP [p pZ pin]|/hasPn no]; last first.
  by apply: IH => //; apply: leq_trans (leq0n n); rewrite leqNgt -has_count; apply/hasPn.
have [a1 b1] := andP pin; set r := p.2 in a1 b1.
have less c d : (forall t, inside c d t -> inside a b t) -> ~~ inside c d r ->
    (count (fun q => inside c d q.2) Z <= n)%N.
  move=> sub nr; rewrite -ltnS; apply: leq_trans cn.
  have := count_predC (fun q => inside c d q.2) [seq q <- Z | inside a b q.2].
  rewrite size_filter => <-; rewrite count_filter.
  rewrite (@eq_count _ (predI _ _) (fun q => inside c d q.2)); last first.
    by move=> q /=; case: (boolP (inside c d q.2)) => //= /sub ->.
  rewrite -addn1 leq_add2l -has_count; apply/hasP; exists p; last by rewrite /=.
  by rewrite mem_filter pin.
case: (lerP (A + B * r + rz Z r - (A + B * a + rz Z a)) (m * (r - a))) => h.
  have [|t /andP[t1 t2] sl] := IH a r _ a1 h.
    apply: less; last by rewrite /inside ltxx andbF.
    by move=> t /andP[t1 t2]; rewrite /inside t1 (lt_trans t2).
  by exists t => //; rewrite t1 (lt_trans t2).
have h' : A + B * b + rz Z b - (A + B * r + rz Z r) <= m * (b - r) by lra.
have [|t /andP[t1 t2] sl] := IH r b _ b1 h'.
  apply: less; last by rewrite /inside ltxx.
  by move=> t /andP[t1 t2]; rewrite /inside t2 (lt_trans a1).
by exists t => //; rewrite t2 (le_trans (ltW a1)).
Qed.

Lemma slope_above A B Z a b m : a < b ->
  m * (b - a) <= A + B * b + rz Z b - (A + B * a + rz Z a) ->
  exists2 t, a <= t < b & m <= slope B Z t.
Proof.
move=> ab h; have [|t t1 t2] := @slope_below (- A) (- B) (flip Z) a b (- m) ab.
  by rewrite !rz_flip; lra.
by exists t => //; move: t2; rewrite slope_flip; lra.
Qed.

(* where the slope rises there is a positive kink, where it falls a negative one *)
Lemma slope_kink s B Z a b : a <= b -> signed s (slope B Z b - slope B Z a) ->
  exists2 p, p \in Z & signed s p.1 && (a < p.2 <= b).
Proof.
move=> ab; have -> : slope B Z b - slope B Z a = \sum_(p <- Z | a < p.2 <= b) p.1.
  rewrite /slope (bigID (fun p => p.2 <= a)) /= [X in X - _](_ : _ = B + (\sum_(p <- Z | p.2 <= a) p.1 + \sum_(p <- Z | a < p.2 <= b) p.1)).
    by lra.
  congr (_ + (_ + _)); apply: eq_bigl => p.
    by case: (leP p.2 a) => h; rewrite ?andbT ?andbF //; exact: le_trans ab.
  by rewrite -ltNge andbC.
move=> h; apply/hasP; apply: contraLR h => /hasPn no.
have no' p : p \in Z -> a < p.2 <= b -> ~~ signed s p.1.
  by move=> pZ pin; have := no p pZ; rewrite pin andbT.
rewrite big_seq_cond; case: s {no} no' => /= no.
  by rewrite -leNgt -oppr_ge0 -sumrN; apply: sumr_ge0 => p /andP[pZ pin]; rewrite oppr_ge0 leNgt; exact: no.
by rewrite -leNgt; apply: sumr_ge0 => p /andP[pZ pin]; rewrite leNgt; exact: no.
Qed.
End Slopes.
