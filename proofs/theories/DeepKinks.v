(* Networks of any depth on a line.  All pre-activations of a layer are affine
   between the points of one list; each neuron adds at most one point to every
   interval between them, so the pieces number at most the product of w + 1 over
   the widths w. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper Spline ThreeShape.
From FTCert Require Import Statements Meaning.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Deep.
Variable F : realFieldType.
Implicit Types (T : seq F) (ws : seq nat).

(* ---- more points ---- *)
Lemma rep_rz T (Z : seq (F * F)) : uniq T -> (forall p, p \in Z -> p.2 \in T) -> rep T (rz Z).
Proof.
move=> uT; elim: Z => [|p Z IH] h.
  by apply: rep_ext (rep_const T 0) => t; rewrite /rz big_nil.
apply: rep_ext (rep_add 1 1 (rep_unit p.1 uT (h p (mem_head _ _))) (IH _)) => [t|q qZ].
  by rewrite rz_cons !mul1r.
by apply: h; rewrite inE qZ orbT.
Qed.

Lemma rep_more T T' h : uniq T' -> {subset T <= T'} -> rep T h -> rep T' h.
Proof.
move=> uT sub [A [B [cf e]]].
apply: rep_ext (rep_add 1 1 (rep_affine T' A B) (@rep_rz T' [seq (cf z, z) | z <- T] uT _)).
  by move=> t; rewrite e rk_rz !mul1r.
by move=> p /mapP[z zT ->]; exact: sub.
Qed.

(* ---- a layer of n neurons ---- *)
Lemma rep_layer T n (f : nat -> F -> F) : sorted <%R T ->
  (forall j, (j < n)%N -> rep T (f j)) ->
  exists T', [/\ sorted <%R T', (size T' + 1 <= n.+1 * (size T + 1))%N, {subset T <= T'} &
    forall j, (j < n)%N -> rep T' (fun t => Statements.relu (f j t))].
Proof.
move=> srt; elim: n => [|n IH] h; first by exists T; split=> //; rewrite mul1n.
have [j jn|T' [srt' sz sub r]] := IH; first by apply: h; exact: ltnW.
have [A [B [cf e]]] := h n (ltnSn n).
have [A' [B' [cf' [Z [_ _ sZ _ e']]]]] := rep_relu srt A B cf.
have mem z : (z \in knots (T' ++ map snd Z)) = (z \in T') || (z \in map snd Z).
  by rewrite mem_knots mem_cat.
have srt2 : sorted <%R (knots (T' ++ map snd Z)) by exact: sorted_knots.
have uT : uniq (knots (T' ++ map snd Z)) := lt_sorted_uniq srt2.
exists (knots (T' ++ map snd Z)); split=> //.
- rewrite mulSn.
  have := size_knots (T' ++ map snd Z); rewrite size_cat size_map => h1.
  have := leq_trans h1 (leq_add (leqnn _) sZ); move: (n.+1 * _)%N sz => a; lia.
- by move=> z /sub zT; rewrite mem zT.
move=> j; rewrite ltnS leq_eqVlt => /orP[/eqP ->|jn]; last first.
  by apply: rep_more (r j jn) => // z zT; rewrite mem zT.
have r1 : rep (knots (T' ++ map snd Z)) (fun t => A' + B' * t + rk T cf' t).
  by apply: (@rep_more T) => // [z /sub zT|]; [rewrite mem zT | exists A', B', cf'].
have r2 : rep (knots (T' ++ map snd Z)) (rz Z).
  by apply: rep_rz => // p pZ; rewrite mem map_f ?orbT.
apply: rep_ext (rep_add 1 1 r1 r2) => t.
by rewrite !mul1r -e' -e.
Qed.

(* an affine map of functions with kinks in T *)
Lemma rep_affine_map T d p (W : 'M[F]_(p, d)) (b : 'cV[F]_p) (f : F -> 'cV[F]_d) :
  (forall i, rep T (fun t => f t i 0)) -> forall k, rep T (fun t => (W *m f t + b) k 0).
Proof.
move=> h k; pose fn (j : nat) t := if insub j is Some i then f t i 0 else 0.
pose wn (j : nat) := if insub j is Some i then W k i else 0.
have r : rep T (fun t => \sum_(j < d) wn j * fn j t).
  apply: rep_sum => j jd; rewrite /fn.
  by case: insubP => [i _ _|]; [exact: h | rewrite jd].
apply: rep_ext (rep_add 1 1 r (rep_const T (b k 0))) => t.
rewrite !mul1r !mxE; congr (_ + _); apply: eq_bigr => j _.
by rewrite /wn /fn valK.
Qed.

Lemma deep_rep ws : forall d P (g : 'cV[F]_d -> 'cV[F]_P) T (f : F -> 'cV[F]_d), deep ws g ->
  sorted <%R T -> (forall i, rep T (fun t => f t i 0)) ->
  exists T', [/\ sorted <%R T', (size T' + 1 <= (\prod_(w <- ws) w.+1) * (size T + 1))%N &
    forall J, rep T' (fun t => g (f t) J 0)].
Proof.
elim: ws => [|w ws IH] d P g T f /=.
  move=> [W [b e]] srt h; exists T; split=> // [|J]; first by rewrite big_nil mul1n.
  by apply: rep_ext (rep_affine_map W b h J) => t; rewrite e.
move=> [W [b [h [dh e]]]] srt rf.
pose fn (j : nat) t := if insub j is Some i then (W *m f t + b) i 0 else 0.
have [j jw|T1 [srt1 sz1 _ r1]] := @rep_layer T w fn srt.
  rewrite /fn; case: insubP => [i _ _|]; [exact: rep_affine_map | by rewrite jw].
have [i|T2 [srt2 sz2 r2]] := IH w P h T1 (fun t => relus (W *m f t + b)) dh srt1.
  apply: rep_ext (r1 i (ltn_ord i)) => t.
  by rewrite /fn valK [RHS]mxE.
exists T2; split=> // [|J]; last by apply: rep_ext (r2 J) => t; rewrite e.
by apply: leq_trans sz2 _; rewrite big_cons [(w.+1 * _)%N]mulnC -mulnA leq_mul2l sz1 orbT.
Qed.

(* ---- on a line ---- *)
Theorem deep_kinks ws D P (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) : deep ws g ->
  exists T, [/\ sorted <%R T, (size T < \prod_(w <- ws) w.+1)%N &
    forall J, rep T (fun t => g (u + t *: v) J 0)].
Proof.
move=> dg; have [//|i|T [srt sz r]] := @deep_rep ws D P g [::] (fun t => u + t *: v) dg.
  by apply: rep_ext (rep_affine [::] (u i 0) (v i 0)) => t; rewrite !mxE mulrC.
by exists T; split=> //; rewrite -addn1; apply: leq_trans sz _; rewrite muln1.
Qed.

Corollary deep_at_most_kinks ws D P (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) J : deep ws g ->
  at_most_kinks (\prod_(w <- ws) w.+1 - 1) (fun t => g (u + t *: v) J 0).
Proof.
move=> dg; have [T [_ sz r]] := deep_kinks u v dg; exists T; split; first lia.
have [A [B [cf e]]] := r J; rewrite -[T]map_id -[map id T]/(map (snd \o (fun z => (cf z, z))) T) map_comp.
by apply: (@rz_kinks F A B) => t; rewrite e rk_rz.
Qed.

(* second differences of opposite signs, where neighbours, inject into the kinks *)
Theorem deep_alternation ws D P (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P)
    (x z : nat -> F) (K : nat) (I : seq nat) : deep ws g ->
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (forall i, (i < K)%N -> g (u + x i *: v) J 0 = z i) ->
  uniq I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> second_difference x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> second_difference x z i * second_difference x z i.+1 < 0) ->
  (size I < \prod_(w <- ws) w.+1)%N.
Proof.
move=> dg xinc e uI rI nzI alt; have [T [_ sz r]] := deep_kinks u v dg.
by apply: leq_ltn_trans sz; exact: kinks_lower xinc (r J) e uI rI nzI alt.
Qed.

(* ---- without neurons in some layer ---- *)
Theorem deep_constant ws D P (g : 'cV[F]_D -> 'cV[F]_P) : deep ws g -> 0%N \in ws ->
  forall x y, g x = g y.
Proof.
elim: ws D g => [|w ws IH] D g //= [W [b [h [dh e]]]].
rewrite inE => /orP[/eqP w0|w0] x y; last by rewrite !e (IH _ _ dh w0 (relus (W *m x + b)) (relus (W *m y + b))).
by subst w; rewrite !e [relus (W *m x + b)]flatmx0 [relus (W *m y + b)]flatmx0.
Qed.

(* ---- one output of one or two hidden layers ---- *)
Lemma deep_net2 m D P (g : 'cV[F]_D -> 'cV[F]_P) (J : 'I_P) : deep [:: m] g ->
  net2 m (fun x => g x J 0).
Proof.
move=> [W1 [b1 [h [[W2 [b2 eh]] e]]]]; exists W1, b1, (row J W2), (row J b2) => x.
by rewrite e eh -row_mul -raddfD /= !mxE.
Qed.

Lemma deep_net3 d1 d2 D P (g : 'cV[F]_D -> 'cV[F]_P) (J : 'I_P) : deep [:: d1; d2] g ->
  net3_widths d1 d2 (fun x => g x J 0).
Proof.
move=> [W1 [b1 [h [[W2 [b2 [k [[W3 [b3 ek]] eh]]]] e]]]].
exists W1, b1, W2, b2, (row J W3), (row J b3) => x.
by rewrite e eh ek -row_mul -raddfD /= !mxE.
Qed.
End Deep.
