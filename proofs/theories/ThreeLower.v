(* Lower bounds for two hidden layers.  Second differences of the data inject into
   the kinks of the net (TwoLower), and the kinks in a window are bounded by the
   first-layer kinks in it (ThreeShape).  The three bounds of theorems.md, sections
   3.5 and 3.6, are instances: any data (windows), one window (kinks), two windows (signs). *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact Spline ThreeShape.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Windows.
Variable F : realFieldType.
Local Ltac lra := flra F.
Variables (x z : nat -> F) (K : nat) (I : seq nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.
Hypothesis uI : uniq I.
Hypothesis rI : forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N.
Hypothesis nzI : forall i, i \in I -> DD x z i != 0.
Hypothesis alt : forall i, i \in I -> i.+1 \in I -> DD x z i * DD x z i.+1 < 0.

(* second differences of sign s over three points of the window [a, b] *)
Definition forced (s : bool) (a b : F) : nat :=
  count (fun i => [&& signed s (DD x z i), a <= x i.-1 & x i.+1 <= b]) I.

Lemma signed_sq (s : bool) (u v : F) : signed s u -> 0 < u * v -> signed s v.
Proof. by rewrite /signed; case: s => h; [rewrite pmulr_rgt0 | rewrite nmulr_rgt0]. Qed.

Theorem windows d1 d2 (g : net3 F) : (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = z i) ->
  exists kinks : seq (F * bool), (size kinks <= d1)%N /\
  forall s a b, (forced s a b <=
    outer d2 g s * (count (fun k => inside a b k.1) kinks).+1
    + count (fun k => inside a b k.1 && (k.2 == s)) kinks)%N.
Proof.
move=> itp; have [A [B [cf [Z [sZ wZ e]]]]] := shape d1 d2 g; set T := knots3 d1 g in wZ e.
exists [seq (t, 0 < cf t) | t <- T]; rewrite size_map; split; first exact: size_knots3.
move=> s a b; pose ns := facing_right ([seq (cf t, t) | t <- T] ++ Z).
pose Is := [seq i <- I | [&& signed s (DD x z i), a <= x i.-1 & x i.+1 <= b]].
pose Q (n : neuron F) := signed s (nw n) && inside a b (- nc n).
have H : (size Is <= count Q ns)%N.
  have sub i : i \in Is -> i \in I by rewrite mem_filter => /andP[].
  apply: (@lower_injection_in F x (fun i => z i - B * x i) K Is A ns Q) => //.
  - by move=> i iK; rewrite neval_facing rz_cat -rk_rz -itp // e; lra.
  - by rewrite filter_uniq.
  - by move=> i /sub /rI.
  - by move=> i /sub iI; rewrite DD_affine nzI.
  - by move=> i /sub iI /sub i1; rewrite !DD_affine alt.
  move=> n i; rewrite mem_filter DD_affine /lin => /mapP[p _ ->] /andP[/and3P[h1 h2 h3] iI] h4 /=.
  rewrite !mul1r => h5; rewrite /Q /= (signed_sq h1 h4) /= opprK /inside.
  have [i0 iK] := andP (rI iI).
  have lt : x i.-1 < x i.+1 by apply: xinc => //; lia.
  apply/andP; split; rewrite ltNge; apply/negP => c.
    have c1 : 0 <= x i.-1 - p.2 by lra.
    have c2 : 0 <= x i.+1 - p.2 by lra.
    by have := mulr_ge0 c1 c2; rewrite leNgt h5.
  have c1 : x i.+1 - p.2 <= 0 by lra.
  have c2 : x i.-1 - p.2 <= 0 by lra.
  by have := mulr_le0 c2 c1; rewrite leNgt h5.
rewrite /forced -size_filter -/Is; apply: leq_trans H _.
rewrite /ns /facing_right map_cat count_cat -map_comp !count_map addnC; apply: leq_add.
  have := wZ s a b; rewrite (@eq_count _ (preim _ (inside a b)) (inside a b)) //.
  by apply: leq_trans; apply: sub_count => p; rewrite /Q /= opprK.
apply: sub_count => t; rewrite /Q /= opprK => /andP[h ->] /=.
by move: h; rewrite /signed; case: (s) => [->//|h]; rewrite ltNge ltW.
Qed.

(* one window that holds everything *)
Theorem kinks_bound d1 d2 (g : net3 F) : (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = z i) ->
  (size I < d1.+1 * d2.+1)%N.
Proof.
move=> itp; have [A [B [Z [sZ e]]]] := shape_pieces d1 d2 g.
have H : (size I <= size (facing_right Z))%N.
  apply: (@lower_injection F x (fun i => z i - B * x i) K I A) => //.
  - by move=> i iK; rewrite neval_facing -itp // e; lra.
  - by move=> i iI; rewrite DD_affine nzI.
  - by move=> i iI i1; rewrite !DD_affine alt.
by move: H; rewrite size_map => H; have := leq_trans H sZ; lia.
Qed.
End Windows.

(* ---- the kink bound on worst-case labels ---- *)
Section Kinks.
Variable F : realFieldType.
Local Ltac lra := flra F.

Theorem lower_kinks (x : nat -> F) K (T : pred nat) p d1 d2 (g : net3 F) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) -> (p.+1 < K)%N ->
  (forall i, (0 < i <= p)%N -> [|| T i.-1, T i | T i.+1]) ->
  (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = wlab F T i) ->
  (p < d1.+1 * d2.+1)%N.
Proof.
move=> xinc pK hT itp.
have sg i : i \in iota 1 p -> (-1) ^+ i * DD x (wlab F T) i < 0.
  rewrite mem_iota add1n ltnS => /andP[i0 ip].
  by apply: wlab_sign; [| apply: xinc | apply: xinc | apply: hT]; lia.
rewrite -{1}(size_iota 1 p).
apply: (@kinks_bound F x (wlab F T) K (iota 1 p) xinc _ _ _ _ d1 d2 g itp).
- exact: iota_uniq.
- by move=> i; rewrite mem_iota; lia.
- by move=> i /sg; apply: contraTneq => ->; rewrite mulr0 ltxx.
- move=> i /sg h1 /sg; rewrite exprS; move: h1; rewrite -signr_odd.
  move: (DD _ _ i) (DD _ _ i.+1) => a c.
  by case: (odd i); rewrite ?expr0 ?expr1 => h1 h2; fnra F.
Qed.
End Kinks.

(* ---- the sign bound: N1 labels 1, then N2 labels -1, four steps apart ---- *)
Section Signs.
Variable F : realFieldType.
Local Ltac lra := flra F.

Definition slab (N1 N : nat) (i : nat) : F :=
  if (i < 4 * N)%N && (i %% 4 == 2)%N then (if (i < 4 * N1)%N then 1 else -1) else 0.

Lemma slab_DD (x : nat -> F) N1 N i : (i < 4 * N)%N -> odd i -> (N1 <= N)%N ->
  x i.-1 < x i -> x i < x i.+1 -> signed (i < 4 * N1)%N (DD x (slab N1 N) i).
Proof.
move=> iN io NN h1 h2; rewrite /DD /D2.
have -> : slab N1 N i = 0 by rewrite /slab; case: ifP => //; lia.
have p1 : 0 < x i - x i.-1 by lra.
have p2 : 0 < x i.+1 - x i by lra.
have [m|m] : (i %% 4 = 1 \/ i %% 4 = 3)%N by lia.
  have -> : slab N1 N i.-1 = 0 by rewrite /slab; case: ifP => //; lia.
  have -> : slab N1 N i.+1 = if (i < 4 * N1)%N then 1 else -1.
    rewrite /slab; have -> : ((i.+1 < 4 * N) && (i.+1 %% 4 == 2))%N = true by lia.
    by have -> : (i.+1 < 4 * N1)%N = (i < 4 * N1)%N by lia.
  by case: ifP => _; rewrite /signed; lra.
have -> : slab N1 N i.+1 = 0 by rewrite /slab; case: ifP => //; lia.
have -> : slab N1 N i.-1 = if (i < 4 * N1)%N then 1 else -1.
  rewrite /slab; have -> : ((i.-1 < 4 * N) && (i.-1 %% 4 == 2))%N = true by lia.
  by have -> : (i.-1 < 4 * N1)%N = (i < 4 * N1)%N by lia.
by case: ifP => _; rewrite /signed; lra.
Qed.

Lemma odd_count a n : ~~ odd a -> count odd (iota a (2 * n)) = n.
Proof.
elim: n a => // n IH a ao; rewrite (_ : 2 * n.+1 = (2 * n).+2)%N; last lia.
rewrite /= (negbTE ao) /= IH //= ?negbK; lia.
Qed.

Theorem lower_signs (x : nat -> F) K N1 N d1 d2 (g : net3 F) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (N1 <= N)%N -> (4 * N < K)%N ->
  (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = slab N1 N i) ->
  exists Dp Dm r1 r2 : nat, [/\ (Dp + Dm <= d2)%N, (r1 + r2 <= d1 + 2)%N,
    (2 * N1 < r1 * Dp.+1)%N & (2 * (N - N1) < r2 * Dm.+1)%N].
Proof.
move=> xinc NN NK itp; pose I := [seq i <- iota 0 (4 * N) | odd i].
have mI i : i \in I -> (i < 4 * N)%N /\ odd i.
  by rewrite mem_filter mem_iota => /andP[-> h]; split=> //; lia.
have sg i : i \in I -> signed (i < 4 * N1)%N (DD x (slab N1 N) i).
  by move=> /mI [h1 h2]; apply: slab_DD => //; apply: xinc; lia.
have [||||kinks [sk W]] := @windows F x (slab N1 N) K I xinc _ _ _ _ d1 d2 g itp.
- by rewrite filter_uniq // iota_uniq.
- by move=> i /mI [h1 h2]; lia.
- by move=> i /sg; rewrite /signed; case: ifP => _ h; [rewrite gt_eqF | rewrite lt_eqF].
- by move=> i /mI [_ h1] /mI [_]; rewrite /= h1.
have xle i j : (i <= j)%N -> (j < K)%N -> x i <= x j.
  by rewrite leq_eqVlt => /orP[/eqP -> //|h] k; apply/ltW/xinc.
have f1 : (2 * N1 <= forced x (slab N1 N) I true (x 0%N) (x (4 * N1)%N))%N.
  rewrite /forced /I count_filter (_ : 4 * N = 2 * (2 * N1) + (4 * N - 4 * N1))%N; last lia.
  rewrite iotaD count_cat -{1}(@odd_count 0 (2 * N1)%N) //; apply: leq_trans (leq_addr _ _).
  rewrite -!size_filter; apply: uniq_leq_size; first by rewrite filter_uniq // iota_uniq.
  move=> i; rewrite !mem_filter mem_iota => /andP[io /andP[_ h]]; rewrite ?mem_iota.
  have iI : i \in I by rewrite mem_filter io mem_iota; lia.
  have := sg _ iI; rewrite (_ : (i < 4 * N1)%N = true); last lia.
  by rewrite /signed /= => h'; rewrite h' io !xle //=; lia.
have f2 : (2 * (N - N1) <= forced x (slab N1 N) I false (x (4 * N1)%N) (x (4 * N)%N))%N.
  rewrite /forced /I count_filter (_ : 4 * N = 4 * N1 + 2 * (2 * (N - N1)))%N; last lia.
  rewrite iotaD count_cat -{1}(@odd_count (4 * N1)%N (2 * (N - N1))%N); last lia.
  apply: leq_trans (leq_addl _ _).
  rewrite -!size_filter; apply: uniq_leq_size; first by rewrite filter_uniq // iota_uniq.
  move=> i; rewrite !mem_filter mem_iota => /andP[io /andP[h0 h]]; rewrite ?mem_iota.
  have iI : i \in I by rewrite mem_filter io mem_iota; lia.
  have := sg _ iI; rewrite (_ : (i < 4 * N1)%N = false); last lia.
  by rewrite /signed /= => h'; rewrite h' io !xle //=; lia.
have W1 := W true (x 0%N) (x (4 * N1)%N); have W2 := W false (x (4 * N1)%N) (x (4 * N)%N).
move: f1 f2 W1 W2; set A1 := forced _ _ _ _ _ _; set A2 := forced _ _ _ _ _ _.
set k1 := count (fun k => inside (x 0%N) (x (4 * N1)%N) k.1) kinks.
set k2 := count (fun k => inside (x (4 * N1)%N) (x (4 * N)%N) k.1) kinks.
set p1 := count _ kinks; set p2 := count _ kinks => f1 f2 W1 W2.
have q1 : (p1 <= k1)%N by apply: sub_count => k /andP[].
have q2 : (p2 <= k2)%N by apply: sub_count => k /andP[].
have q3 : (k1 + k2 <= d1)%N.
  apply: leq_trans sk; rewrite /k1 /k2 -count_predUI.
  rewrite [X in (_ + X)%N](_ : _ = 0%N) ?addn0 ?count_size //.
  apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => k _ /=.
  by apply/negP => /andP[/andP[_ h1] /andP[h2 _]]; have := lt_trans h1 h2; rewrite ltxx.
have D := outer_le d2 g.
exists (outer d2 g true), (outer d2 g false), k1.+1, k2.+1; split=> //; nia.
Qed.
End Signs.
