(* Piecewise affine functions of one variable: an affine function plus a multiple
   of relu (t - z) for each kink z.  Every function that is affine between its
   kinks has this form, and so has relu of an affine function of t. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper.
From FTCert Require Statements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Spline.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (T : seq F) (cf : F -> F) (g h : F -> F).

Definition rk T cf t : F := \sum_(z <- T) cf z * relu (t - z).
Definition rep T g := exists A B cf, forall t, g t = A + B * t + rk T cf t.

Lemma rep_ext T g h : (forall t, g t = h t) -> rep T g -> rep T h.
Proof. by move=> e [A [B [cf k]]]; exists A, B, cf => t; rewrite -e. Qed.
Lemma rep_affine T a b : rep T (fun t => a + b * t).
Proof.
exists a, b, (fun=> 0) => t; rewrite /rk big1 ?addr0 // => i _.
by rewrite mul0r.
Qed.
Lemma rep_const T a : rep T (fun=> a).
Proof. by apply: rep_ext (rep_affine T a 0) => t; rewrite mul0r addr0. Qed.
Lemma rep_add T g h a b : rep T g -> rep T h -> rep T (fun t => a * g t + b * h t).
Proof.
move=> [A [B [cf e]]] [A' [B' [cf' e']]].
exists (a * A + b * A'), (a * B + b * B'), (fun z => a * cf z + b * cf' z) => t.
have -> : rk T (fun z => a * cf z + b * cf' z) t = a * rk T cf t + b * rk T cf' t.
  by rewrite /rk !mulr_sumr -big_split; apply: eq_bigr => z _ /=; lra.
by rewrite e e'; lra.
Qed.
Lemma rep_sum T n (f : nat -> F -> F) (v : nat -> F) :
  (forall j, (j < n)%N -> rep T (f j)) -> rep T (fun t => \sum_(j < n) v j * f j t).
Proof.
elim: n => [|n IH] h; first by apply: rep_ext (rep_const T 0) => t; rewrite big_ord0.
apply: rep_ext (rep_add 1 (v n) (IH _) (h n (leqnn _))) => [t|j jn].
  by rewrite big_ord_recr /= mul1r.
by apply: h; exact: ltnW.
Qed.
Lemma rep_unit T z c : uniq T -> z \in T -> rep T (fun t => c * relu (t - z)).
Proof.
move=> uT zT; exists 0, 0, (fun x => if x == z then c else 0) => t.
rewrite mul0r !add0r /rk (bigD1_seq z) //= eqxx big1 ?addr0 // => x /negbTE ->.
by rewrite mul0r.
Qed.

Lemma rep_neuron T (a c : F) : uniq T -> (a != 0 -> - c / a \in T) ->
  rep T (fun t => relu (a * t + c)).
Proof.
move=> uT; have [->|a0] := eqVneq a 0.
  by move=> _; apply: rep_ext (rep_const T (relu c)) => t; rewrite mul0r add0r.
move=> /(_ isT); set z := - c / a => zT.
have ez : z * a = - c by rewrite /z divfK.
case: (ltP a 0) => ha.
  apply: rep_ext (rep_add 1 1 (rep_affine T c a) (rep_unit (- a) uT zT)) => t; rewrite !mul1r.
  case: (leP t z) => h.
    have k : 0 <= (z - t) * (- a) by apply: mulr_ge0; lra.
    by rewrite [relu (t - z)]relu_neg ?relu_pos; lra.
  have k : 0 <= (t - z) * (- a) by apply: mulr_ge0; lra.
  by rewrite [relu (t - z)]relu_pos ?relu_neg; lra.
apply: rep_ext (rep_unit a uT zT) => t.
case: (leP t z) => h.
  have k : 0 <= (z - t) * a by apply: mulr_ge0; lra.
  by rewrite !relu_neg; lra.
have k : 0 <= (t - z) * a by apply: mulr_ge0; lra.
by rewrite !relu_pos; lra.
Qed.

(* ---- the sorted kinks ---- *)
Definition knots (ts : seq F) : seq F := sort <=%R (undup ts).
Lemma mem_knots ts : knots ts =i ts.
Proof. by move=> z; rewrite mem_sort mem_undup. Qed.
Lemma sorted_knots ts : sorted <%R (knots ts).
Proof.
by rewrite lt_sorted_uniq_le sort_uniq undup_uniq /= sort_sorted //; exact: le_total.
Qed.
Lemma size_knots ts : (size (knots ts) <= size ts)%N.
Proof. by rewrite size_sort; exact: size_undup. Qed.

Lemma rcons_sorted T ta : sorted <%R (rcons T ta) -> sorted <%R T /\ all (fun z => z < ta) T.
Proof.
rewrite -cats1 lt_sorted_pairwise pairwise_cat lt_sorted_pairwise.
by case/and3P => /allrelP h1 h2 _; split=> //; apply/allP => z zT; apply: h1 => //; rewrite inE.
Qed.

(* ---- the normal form ---- *)
Lemma same_affine (a b a' b' u w : F) : u < w ->
  a * u + b = a' * u + b' -> a * w + b = a' * w + b' -> a = a' /\ b = b'.
Proof.
move=> uw e1 e2; have : (a - a') * (w - u) = 0 by lra.
move/eqP; rewrite mulf_eq0 => /orP[] /eqP e; last by lra.
by have ea : a = a' by [lra]; split=> //; move: e1; rewrite ea; lra.
Qed.

Lemma below T ta : all (fun z => z < ta) T -> exists2 u, u < ta & all (fun z => z <= u) T.
Proof.
elim: T => [|z T IH] /=; first by exists (ta - 1) => //; lra.
move=> /andP[h /IH[u hu hT]]; exists (Num.max z u); first by rewrite lt_maxl h hu.
rewrite le_maxr lexx /=; apply/allP => z' /(allP hT) h'.
by rewrite le_maxr h' orbT.
Qed.

Lemma kinks_rep_sorted T g : sorted <%R T -> Statements.kinks_in T g -> rep T g.
Proof.
elim/last_ind: T g => [|T ta IH] g srt kg.
  have [a [b e]] : exists a b, forall t, 0 <= t <= 1 -> g t = a * t + b.
    by apply: kg => //; exact: ltr01.
  apply: rep_ext (rep_affine [::] b a) => t.
  have l1 : Num.min 0 t <= 0 by rewrite le_minl lexx.
  have l2 : Num.min 0 t <= t by rewrite le_minl lexx orbT.
  have l3 : 1 <= Num.max 1 t by rewrite le_maxr lexx.
  have l4 : t <= Num.max 1 t by rewrite le_maxr lexx orbT.
  have [||a' [b' e']] := kg (Num.min 0 t) (Num.max 1 t) _ _ => //; first by lra.
  have [||ea eb] := @same_affine a b a' b' 0 1 ltr01.
  - by rewrite -e -?e' ?lexx ?ler01 //; apply/andP; split=> //; lra.
  - by rewrite -e -?e' ?lexx ?ler01 //; apply/andP; split=> //; lra.
  by rewrite e' ?l2 // -ea -eb; lra.
have [srtT allT] := rcons_sorted srt.
have [u0 hu0 allu0] := below allT.
have kgT u w : u < w -> (forall t, t \in T -> ~~ (u < t < w)) -> ~~ (u < ta < w) ->
    exists a b, forall t, u <= t <= w -> g t = a * t + b.
  move=> uw h1 h2; apply: kg => // t; rewrite mem_rcons inE => /orP[/eqP -> //|]; exact: h1.
have [|||a1 [b1 e1]] := kgT u0 ta => //.
- by move=> t tT; rewrite negb_and -!leNgt (allP allu0 _ tT).
- by rewrite ltxx andbF.
have [|||a2 [b2 e2]] := kgT ta (ta + 1); first by lra.
- by move=> t /(allP allT) h; rewrite negb_and -!leNgt ltW.
- by rewrite ltxx.
have [|A [B [cf e]]] := IH (fun t => g t - (a2 - a1) * relu (t - ta)) srtT; last first.
  have [A' [B' [cf' e']]] : rep (rcons T ta) (fun t => 1 * (1 * (A + B * t) + 1 * rk T cf t)
        + 1 * ((a2 - a1) * relu (t - ta))).
    apply: rep_add; last first.
      by apply: rep_unit; [exact: lt_sorted_uniq | rewrite mem_rcons mem_head].
    apply: rep_add; first exact: rep_affine.
    exists 0, 0, (fun z => if z == ta then 0 else cf z) => t.
    rewrite mul0r !add0r /rk -cats1 big_cat big_seq1 /= eqxx mul0r addr0 big_seq [RHS]big_seq.
    by apply: eq_bigr => z /(allP allT) lt; rewrite lt_eqF.
  by exists A', B', cf' => t; rewrite -e'; have := e t; lra.
move=> u w uw hT; case: (leP w ta) => hw.
  have [||a [b k]] := kgT u w uw => //.
    by rewrite negb_and -!leNgt hw orbT.
  by exists a, b => t /andP[h1 h2]; rewrite relu_neg ?k ?h1 //; lra.
case: (leP ta u) => hu.
  have [||a [b k]] := kgT u w uw => //.
    by rewrite negb_and -!leNgt hu.
  exists (a - (a2 - a1)), (b + (a2 - a1) * ta) => t /andP[h1 h2].
  by rewrite relu_pos ?k ?h1 //; lra.
have [||a [b k]] := kgT u ta hu.
- move=> t tT; apply: contra (hT t tT) => /andP[-> h]; exact: lt_trans h hw.
- by rewrite ltxx andbF.
have [||a' [b' k']] := kgT ta w hw.
- by move=> t /(allP allT) h; rewrite negb_and -!leNgt ltW.
- by rewrite ltxx.
have m1 : u <= Num.max u u0 by rewrite le_maxr lexx.
have m2 : u0 <= Num.max u u0 by rewrite le_maxr lexx orbT.
have m3 : Num.max u u0 < ta by rewrite lt_maxl hu hu0.
have m4 : Num.min w (ta + 1) <= w by rewrite le_minl lexx.
have m5 : Num.min w (ta + 1) <= ta + 1 by rewrite le_minl lexx orbT.
have m6 : ta < Num.min w (ta + 1) by rewrite lt_minr hw /=; lra.
have [||ea eb] := @same_affine a b a1 b1 _ ta m3.
- by rewrite -k -?e1 // ?m1 ?m2 ltW.
- by rewrite -k -?e1 // lexx ltW.
have [||ea' eb'] := @same_affine a' b' a2 b2 ta _ m6.
- by rewrite -k' -?e2 // lexx ?ltW //; lra.
- by rewrite -k' -?e2 // ?m4 ?m5 ltW.
exists a, b => t /andP[h1 h2]; case: (leP t ta) => ht.
  by rewrite relu_neg ?k ?h1 //; lra.
have c : a * ta + b = a' * ta + b' by rewrite -k ?lexx ?ltW // k' ?lexx ?ltW.
by rewrite relu_pos; [rewrite k' ?h2 ?ltW // -ea -ea'; lra | lra].
Qed.

Lemma kinks_rep ts g : Statements.kinks_in ts g -> rep (knots ts) g.
Proof.
move=> k; apply: kinks_rep_sorted (sorted_knots ts) _ => u w uw h.
by apply: k => // t; rewrite -mem_knots; exact: h.
Qed.

(* conversely; here a kink may be listed twice *)
Definition rz (Z : seq (F * F)) t : F := \sum_(p <- Z) p.1 * relu (t - p.2).
Lemma rz_cons p Z t : rz (p :: Z) t = p.1 * relu (t - p.2) + rz Z t.
Proof. by rewrite /rz big_cons. Qed.
Lemma rz_cat Z1 Z2 t : rz (Z1 ++ Z2) t = rz Z1 t + rz Z2 t.
Proof. by rewrite /rz big_cat. Qed.
Lemma rk_rz T cf t : rk T cf t = rz [seq (cf z, z) | z <- T] t.
Proof. by rewrite /rk /rz big_map. Qed.

Lemma rz_kinks A B Z g : (forall t, g t = A + B * t + rz Z t) ->
  Statements.kinks_in (map snd Z) g.
Proof.
move=> e u w uw hT.
suff [a [b k]] : exists a b, forall t, u <= t <= w -> rz Z t = a * t + b.
  by exists (B + a), (A + b) => t ht; rewrite e k //; lra.
elim: Z hT {e} => [|z Z IH] hT; first by exists 0, 0 => t _; rewrite /rz big_nil; lra.
have [|a [b k]] := IH _; first by move=> t tT; apply: hT; rewrite inE tT orbT.
have := hT z.2 (mem_head _ _); rewrite negb_and -!leNgt => /orP[] hz.
  exists (z.1 + a), (b - z.1 * z.2) => t ht; rewrite rz_cons k //.
  by move/andP: ht => [h1 h2]; rewrite relu_pos; lra.
exists a, b => t ht; rewrite rz_cons k //.
by move/andP: ht => [h1 h2]; rewrite relu_neg; lra.
Qed.

(* the same sum as a net of right-facing neurons *)
Definition facing_right (Z : seq (F * F)) := [seq Neuron p.1 1 (- p.2) | p <- Z].
Lemma neval_facing b Z t : neval b (facing_right Z) t = b + rz Z t.
Proof.
rewrite /neval /rz big_map; congr (_ + _); apply: eq_bigr => p _.
by rewrite /act /lin /= mul1r.
Qed.

(* a multiple B t of the variable does not change second differences *)
Lemma DD_affine (x y : nat -> F) B i : DD x (fun k => y k - B * x k) i = DD x y i.
Proof. by rewrite /DD /D2; lra. Qed.

(* ---- the number of kinks forced by data ---- *)
Theorem kinks_lower (x y : nat -> F) (K : nat) (I : seq nat) T g :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  rep T g -> (forall i, (i < K)%N -> g (x i) = y i) ->
  uniq I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x y i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x y i * DD x y i.+1 < 0) ->
  (size I <= size T)%N.
Proof.
move=> xinc [A [B [cf e]]] itp uI rI nzI alt.
pose ns := [seq Neuron (cf z) 1 (- z) | z <- T].
rewrite -(size_map (fun z => Neuron (cf z) 1 (- z)) T) -/ns.
apply: (@lower_injection F x (fun i => y i - B * x i) K I A ns) => //.
- move=> i iK; rewrite -itp // e /neval /ns big_map /rk.
  have -> : \sum_(j <- T) cf j * act (Neuron (cf j) 1 (- j)) (x i) =
     \sum_(z <- T) cf z * relu (x i - z).
    by apply: eq_bigr => z _; rewrite /act /lin /= mul1r.
  by lra.
- by move=> i iI; rewrite DD_affine nzI.
- by move=> i iI i1; rewrite !DD_affine alt.
Qed.
End Spline.
