(* The lower bound for given data on a line (theorems.md, 3.7.1 and 3.7.2).  The kinks
   that the data force come in the order of the data (OrderKinks).  The zeros of the
   first layer cut the line into cells.  In a cell the second layer makes at most one
   kink a neuron, of the sign of its outer weight, and a cut is one kink.  So cutting
   the word of signs from left to right, each time as late as possible, needs at most
   as many cuts as there are first-layer neurons. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower Spline ThreeShape OrderKinks.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Definition left_of (F : realFieldType) (p q : F * F) : bool := p.2 < q.2.

(* ---- kinks in the order of the data ---- *)
Section Order.
Variable F : realFieldType.
Local Ltac lra := flra F.
Variables (x z : nat -> F) (K : nat) (A B : F) (Z : seq (F * F)).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.
Hypothesis itp : forall i, (i < K)%N -> A + B * x i + rz Z (x i) = z i.

(* the slope of the data before point i *)
Definition chord (i : nat) : F := (z i - z i.-1) / (x i - x i.-1).
Definition side (s : bool) (m t : F) : bool := if s then slope B Z t <= m else m <= slope B Z t.
Definition letter (i : nat) : bool := 0 < DD x z i.

Lemma chordE i : (0 < i)%N -> (i < K)%N -> chord i * (x i - x i.-1) = z i - z i.-1.
Proof.
move=> i0 iK; have h : x i.-1 < x i by apply: xinc; lia.
by rewrite /chord divfK // subr_eq0 gt_eqF.
Qed.

Lemma side_ex s i : (0 < i)%N -> (i < K)%N -> exists2 t, x i.-1 <= t < x i & side s (chord i) t.
Proof.
move=> i0 iK; have h : x i.-1 < x i by apply: xinc; lia.
have E := chordE i0 iK; have e1 := itp iK; have e2 : A + B * x i.-1 + rz Z (x i.-1) = z i.-1 by apply: itp; lia.
by case: s; [apply: (@slope_below _ A) | apply: (@slope_above _ A)]; rewrite // e1 e2 E.
Qed.

Lemma chord_bend i : (0 < i)%N -> (i.+1 < K)%N -> DD x z i != 0 -> signed (letter i) (chord i.+1 - chord i).
Proof.
move=> i0 iK; have e1 := chordE i0 (ltnW iK); have e2 := chordE (ltn0Sn i) iK; rewrite /= in e2.
have h1 : 0 < x i - x i.-1 by rewrite subr_gt0; apply: xinc; lia.
have h2 : 0 < x i.+1 - x i by rewrite subr_gt0; apply: xinc.
have E : DD x z i = (chord i.+1 - chord i) * ((x i - x i.-1) * (x i.+1 - x i)).
  by rewrite /DD /D2 -e1 -e2; lra.
rewrite /letter E mulf_eq0 negb_or => /andP[ne _]; have h := mulr_gt0 h1 h2.
by rewrite pmulr_lgt0 //; case: ltgtP ne.
Qed.

Lemma order_from i I a : path ltn i I -> (forall j, j \in i :: I -> (0 < j)%N && (j.+1 < K)%N) ->
  (forall j, j \in i :: I -> DD x z j != 0) ->
  (forall j, j \in i :: I -> j.+1 \in i :: I -> letter j.+1 = ~~ letter j) ->
  x i.-1 <= a < x i -> side (letter i) (chord i) a ->
  exists ks, [/\ {subset ks <= Z}, path (@left_of F) (0, a) ks, all (fun p => p.1 != 0) ks &
    [seq (0 < p.1)%R | p <- ks] = [seq letter j | j <- i :: I]].
Proof.
elim: I i a => [|k I IH] i a srt int nz alt /andP[a1 a2] sa.
  all: have /andP[i0 iK] := int i (mem_head _ _).
  all: have [b /andP[b1 b2] sb] := @side_ex (~~ letter i) i.+1 (ltn0Sn i) iK.
  all: have /(slope_kink (le_trans (ltW a2) b1)) [p pZ /andP[ps pin]] : signed (letter i) (slope B Z b - slope B Z a).
  1,3: by have := chord_bend i0 iK (nz i (mem_head _ _)); move: sa sb; rewrite /side /signed; case: (letter i) => /= h1 h2 h3; lra.
  all: have np : p.1 != 0 by move: ps; rewrite /signed; case: (letter i) => h; [rewrite gt_eqF | rewrite lt_eqF].
  all: have es : (0 < p.1) = letter i by move: ps; rewrite /signed; case: (letter i) => [->//|h]; apply/negbTE; rewrite -leNgt ltW.
  all: have [p1 p2] := andP pin.
  exists [:: p]; split=> //=; [by move=> q; rewrite inE => /eqP -> | by rewrite /left_of /= p1 | by rewrite np | by rewrite es].
have kin : k \in i :: k :: I by rewrite !inE eqxx orbT.
have /andP[k0 kK] := int k kin; have /= /andP[ik srt'] := srt.
have [a' [a'1 a'2 sa']] : exists a', [/\ x k.-1 <= a' < x k, b <= a' & side (letter k) (chord k) a'].
  move: ik; rewrite leq_eqVlt => /orP[/eqP ek|far].
    have ei : letter k = ~~ letter i by rewrite -ek; apply: alt; rewrite ?mem_head // ek.
    by exists b; rewrite ei -ek /= b1 b2.
  have [t /andP[t1 t2] st] := side_ex (letter k) k0 (ltnW kK); exists t; rewrite t1 t2; split=> //.
  apply: le_trans t1; apply: ltW; apply: lt_le_trans b2 _.
  have : (i.+1 <= k.-1)%N by rewrite -ltnS prednK.
  rewrite leq_eqVlt => /orP[/eqP <- //|h]; apply/ltW/xinc => //.
  by apply: leq_ltn_trans (leq_pred k) (ltnW kK).
have [|||ks [sub pth nzs word]] := IH k a' srt' _ _ _ a'1 sa'.
- by move=> j jI; apply: int; rewrite inE jI orbT.
- by move=> j jI; apply: nz; rewrite inE jI orbT.
- by move=> j jI j1; apply: alt; rewrite inE ?jI ?j1 orbT.
exists (p :: ks); split=> /=.
- by move=> q; rewrite inE => /orP[/eqP -> //|]; exact: sub.
- rewrite {1}/left_of /= p1 /=; case: ks pth {sub nzs word} => //= q ks /andP[h ->]; rewrite andbT.
  by apply: le_lt_trans h; apply: le_trans p2 a'2.
- by rewrite np.
by rewrite es word.
Qed.

Theorem order (I : seq nat) : sorted ltn I -> (forall j, j \in I -> (0 < j)%N && (j.+1 < K)%N) ->
  (forall j, j \in I -> DD x z j != 0) ->
  (forall j, j \in I -> j.+1 \in I -> DD x z j * DD x z j.+1 < 0) ->
  exists ks, [/\ {subset ks <= Z}, sorted (@left_of F) ks, all (fun p => p.1 != 0) ks &
    [seq (0 < p.1)%R | p <- ks] = [seq letter j | j <- I]].
Proof.
case: I => [|i I] srt int nz alt; first by exists [::].
have /andP[i0 iK] := int i (mem_head _ _).
have [a ain sa] := side_ex (letter i) i0 (ltnW iK).
have [j ji j1|ks [h1 h2 h3 h4]] := @order_from i I a srt int nz _ ain sa.
  have := alt j ji j1; move: (nz j ji) (nz _ j1); rewrite /letter; move: (DD x z j) (DD x z j.+1) => v w.
  case: (ltgtP 0 v) => // hv _; case: (ltgtP 0 w) => // hw _ /=; rewrite ltNge => /negP; case.
    exact/ltW/mulr_gt0.
  by rewrite ltW // nmulr_rgt0.
by exists ks; split=> //; exact: path_sorted h2.
Qed.
End Order.

(* ---- cutting a word ---- *)
Section Cut.
Variable F : realFieldType.
Variables (T : seq F) (Z : seq (F * F)) (e : bool -> nat).
Hypothesis few : forall s a b, (count (fun p => signed s p.1 && inside a b p.2) Z <= e s * (count (inside a b) T).+1)%N.

Lemma near (r : F) : exists2 y, r < y & forall t, t \in T -> (t <= r) || (y <= t).
Proof.
elim: T => [|t S [y ry IH]]; first by exists (r + 1); rewrite ?ltr_addl ?ltr01.
case: (leP t r) => h; first by exists y => // u; rewrite inE => /orP[/eqP ->|/IH //]; rewrite h.
exists (Num.min y t) => [|u]; first by rewrite lt_minr ry.
rewrite inE => /orP[/eqP ->|/IH /orP[->//|yu]]; apply/orP; right; rewrite le_minl ?lexx ?orbT //.
by rewrite yu.
Qed.

Definition placed (p : F * F) : bool := (p.2 \in T) || (p \in Z).

Lemma cuts_le ks lo c (left : bool -> nat) : c <= lo -> path (@left_of F) (0, lo) ks ->
  all (fun p => p.1 != 0) ks -> all placed ks ->
  (forall s, exists L, [/\ uniq L, all (fun p => [&& signed s p.1, c < p.2, p.2 <= lo & placed p]) L &
     (size L + left s)%N = e s]) ->
  (cuts e left [seq (0 < p.1)%R | p <- ks] <= count (fun t => c < t)%R T)%N.
Proof.
elim: ks lo c left => [//|p ks IH] lo c left clo /= /andP[lp pth] /andP[p0 nz] /andP[pl pls] taken.
rewrite /left_of /= in lp; have pth' : path (@left_of F) (0, p.2) ks by case: (ks) pth.
move Es: (0 < p.1) => s; have ps : signed s p.1 by rewrite -Es /signed; case: ltgtP p0.
have cp : c < p.2 by exact: le_lt_trans lp.
case E: (left s) => [|n]; last first.
  apply: IH pth' nz pls _; first exact: ltW.
  move=> s'; have [L [uL aL sL]] := taken s'.
  have wide : all (fun q => [&& signed s' q.1, c < q.2, q.2 <= p.2 & placed q]) L.
    by apply: sub_all aL => q /and4P[-> -> h ->]; rewrite (le_trans h (ltW lp)).
  case: eqP => es; last by exists L.
  subst s'; exists (p :: L); split; last by rewrite /= -sL E addnS.
    by rewrite /= uL andbT; apply/negP => /(allP aL) /and4P[_ _ h _]; move: lp; rewrite ltNge h.
  by rewrite /= ps cp lexx pl.
have sub : (cuts e e [seq (0 < q.1)%R | q <- ks] <= count (fun t => p.2 < t)%R T)%N.
  by apply: (IH p.2) => // s'; exists [::].
apply: (@leq_trans (count (fun t => c < t <= p.2)%R T + count (fun t => p.2 < t)%R T)); last first.
  rewrite -count_predUI [X in (_ + X)%N](_ : _ = 0%N) ?addn0; last first.
    by apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => t _ /=; apply/negP => /andP[/andP[_ h]]; rewrite ltNge h.
  by apply: sub_count => t /= /orP[/andP[]//|]; exact: lt_trans.
rewrite -addn1 addnC; apply: leq_add sub; rewrite -has_count; apply/negPn/negP => /hasPn none.
have [y py ytop] := near p.2; have [L [uL aL sL]] := taken s.
have noT t : t \in T -> ~~ inside c y t.
  move=> tT; apply/negP => /andP[t1 t2]; have := none t tT; have := ytop t tT.
  by rewrite t1 /= => /orP[->//|]; rewrite leNgt t2.
have inZ q : q \in p :: L -> (q \in Z) && (signed s q.1 && inside c y q.2).
  have h : all (fun q => [&& signed s q.1, c < q.2, q.2 <= p.2 & placed q]) (p :: L).
    rewrite /= ps cp lexx pl /=; apply: sub_all aL => {}q /and4P[-> -> k ->].
    by rewrite (le_trans k (ltW lp)).
  move=> /(allP h) /and4P[-> c1 c2 /orP[qT|->]].
    by have := none _ qT; rewrite c1 c2.
  by rewrite /inside c1 (le_lt_trans c2).
have : (size (p :: L) <= count (fun q => signed s q.1 && inside c y q.2) Z)%N.
  rewrite -size_filter; apply: uniq_leq_size => [|q /inZ]; last by rewrite mem_filter andbC.
  by rewrite /= uL andbT; apply/negP => /(allP aL) /and4P[_ _ h _]; move: lp; rewrite ltNge h.
move/leq_trans => /(_ _ (few s c y)); rewrite [count _ T](_ : _ = 0%N); last first.
  by apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn.
by rewrite muln1 /= -sL E addn0 ltnn.
Qed.
End Cut.

(* ---- a network that fits, with the signs of its own outer weights ---- *)
Theorem order_net (F : realFieldType) (x z : nat -> F) (K : nat) (I : seq nat) d1 d2 (g : Net.net3 F) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  sorted ltn I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x z i * DD x z i.+1 < 0) ->
  (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = z i) ->
  (cuts (outer d2 g) (outer d2 g) [seq (0 < DD x z i)%R | i <- I] <= d1)%N.
Proof.
move=> xinc sI rI nzI alt itp; have [A [B [cf [Z [sZ wZ e]]]]] := shape d1 d2 g; set T := knots3 d1 g in wZ e.
pose Z' := [seq (cf t, t) | t <- T] ++ Z.
have itp' i : (i < K)%N -> A + B * x i + rz Z' (x i) = z i.
  by move=> iK; rewrite rz_cat -rk_rz -itp // e addrA.
have [ks [sub srt nz <-]] := order xinc itp' sI rI nzI alt.
have all_placed : all (placed T Z) ks.
  apply/allP => p /sub; rewrite mem_cat => /orP[/mapP[t tT -> /=]|pZ]; rewrite /placed /= ?tT ?pZ ?orbT //.
case: ks srt nz all_placed {sub} => [//|p ks] srt nz pl.
apply: leq_trans (size_knots3 d1 g); rewrite -/T -(count_predT T).
apply: (@leq_trans (count (fun t => p.2 - 1 < t) T)); last exact: sub_count.
apply: (@cuts_le F T Z (outer d2 g) wZ (p :: ks) (p.2 - 1) (p.2 - 1)) => //=.
  by rewrite {1}/left_of /= ltr_subl_addr ltr_addl ltr01.
by move=> s; exists [::].
Qed.
