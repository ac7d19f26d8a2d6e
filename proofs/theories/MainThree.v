(* The statements on three layers, proved. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements.
From FTCert Require Import OFLra Net Reduction TwoLower TwoUpper TwoExact Spline.
From FTCert Require Import ThreeUpper ThreeShape ThreeLower ThreeBounds OrderKinks ThreeOrder MainTwo.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ---- both sides ---- *)
Theorem three_layers_lowerT : three_layers_lower.
Proof.
move=> F d N K m d0 NK suf; apply: (@suffices3_lower F).
by apply/(@suffices3_dim F d) => //; lia.
Qed.

Theorem three_layers_upperT : three_layers_upper.
Proof.
move=> F d N K m d0 NK h; apply/suffices3_dim => //; apply: three_layer_upper.
by apply: leq_trans h; rewrite leq_mul2l /=; lia.
Qed.

Theorem three_layers_headlineT : three_layers_headline.
Proof.
move=> F d N K m d0 NK [suf least]; split; first exact: three_layers_lowerT suf.
rewrite ltnNge; apply/negP => h; case: m suf least h => [|m] suf least; first by lia.
rewrite subn1 /= => h; have s : Statements.suffices (@Statements.net3 F d) N K m.
  apply: three_layers_upperT => //; first by lia.
  by apply: leq_trans h; rewrite leq_mul2l /=; lia.
by have := least m s; rewrite ltnn.
Qed.

Theorem three_layers_headline_4NT : three_layers_headline_4N.
Proof.
move=> F d N K m d0 NK hm; have [h1 h2] := three_layers_headlineT d0 NK hm; split.
  by apply: leq_trans h1; rewrite leq_mul2l /=; lia.
move: h2; case: m {hm h1} => [|[|p]] //=; rewrite (_ : p.+2 - 2 = p)%N; last lia.
rewrite (_ : p.+2 - 1 = p.+1)%N; last lia.
have e : (p.+1 ^ 2 = p ^ 2 + 2 * p + 1)%N by rewrite -!mulnn mulnS mulSn; lia.
rewrite e {e}; case: (leqP 7 p) => p7 h; first by move: (p ^ 2)%N h => q h; lia.
by move: h; case: p p7 => [|[|[|[|[|[|[|p]]]]]]] p7; lia.
Qed.

Theorem three_layers_mstar_existsT : three_layers_mstar_exists.
Proof.
move=> F d N K d0 NK no.
have suf : Statements.suffices (@Statements.net3 F d) N K (4 * K).
  apply: three_layers_upperT => //; case: K NK no => [|k] NK no; first by rewrite min0n.
  apply: (@leq_trans (4 * k.+1)); first by lia.
  by rewrite -mulnn leq_pmulr.
suff none m : ~ Statements.suffices (@Statements.net3 F d) N K m by exact: none suf.
elim/ltn_ind: m => m IH s; apply: no; exists m; split=> // m' s'.
by rewrite leqNgt; apply/negP => /IH; apply.
Qed.

(* ---- the capacity N*_3 ---- *)
Theorem corollary_5_2_sharpenedT : corollary_5_2_sharpened.
Proof.
move=> F d m K N d0 [NK suf most]; split; [|split].
- move=> h; apply/eqP; rewrite eqn_leq NK /=; apply: most => //.
  by apply: three_layers_upperT => //; apply: leq_trans h; rewrite leq_mul2l geq_minl.
- have [e|h] := posnP (m ^ 2 %/ 16); first by rewrite e minn0.
  apply: most; first exact: geq_minl.
  apply: three_layers_upperT => //; first exact: geq_minl.
  have := leq_trunc_div (m ^ 2) 16; move: (m ^ 2)%N (m ^ 2 %/ 16)%N h => a q h1 h2; lia.
- move=> h; case: N NK suf most => [|N] NK suf most.
    by rewrite add0n muln1 (@leq_exp2r 4 (m + 4) 2) // leq_addl.
  have NK1 : (1 <= N.+1 <= K)%N by [].
  have := three_layers_lowerT d0 NK1 suf; move: h; move: ((m + 4) ^ 2)%N => a; lia.
Qed.

Theorem corollary_5_2_3T : corollary_5_2_3.
Proof.
move=> F d m K N d0 hK [NK suf _]; case: N NK suf => [//|N] NK suf.
have {}suf : Net.suffices3 F N.+1 K m by apply/(@suffices3_dim F d).
have K1 : (1 < K)%N by lia.
have m1 := suffices3_empty (ltn0Sn N) K1 suf.
have K2 : (2 < K)%N by lia.
have m2 := suffices3_two (ltn0Sn N) K2 suf.
have [d1 [d2 [dm h]]] := suffices3_kinks NK K2 suf.
have am := (nat_AGM2 d1.+1 d2.+1).1.
move: hK am; rewrite (_ : d1.+1 + d2.+1 = m + 2)%N; last by lia.
rewrite sqrnD -!mulnn => hK am.
have mm : (3 * m <= m * m)%N by rewrite leq_mul2r m2 orbT.
move: h am hK mm; move: (d1.+1 * d2.+1)%N (m * m)%N => a b; lia.
Qed.

(* ---- given data, upper ---- *)
Lemma fits3_any (F : realFieldType) d d1 d2 K (x : 'I_K -> 'cV[F]_d) (z : 'I_K -> F) :
  injective x ->
  (forall xs ys, sorted <%R xs -> size xs = K -> size ys = K ->
     nnz ys = #|[set i | z i != 0]| -> (forall y, y \in ys -> exists i, y = z i) ->
     fits3 d1 d2 xs ys) ->
  exists g, net3_widths d1 d2 g /\ forall i, g (x i) = z i.
Proof.
move=> xI h; have [a aI] := separate xI.
have [xs [ys [srt sx sy [nz yz] fit]]] := sort_samples z aI.
have [g e] := h xs ys srt sx sy nz yz.
exists (fun p => eval3 d1 d2 g ((a *m p) 0 0)); split; last exact: fit e.
by apply: (@deep_lift F d d1 d2 a (eval3 d1 d2 g)); exists g.
Qed.

Theorem three_layers_denseT : three_layers_dense.
Proof.
move=> F d d1 d2 K x z xI le; apply: fits3_any xI _ => xs ys srt sx sy _ _.
by apply: fits3_dense; rewrite ?sx ?sy //; move: le; rewrite addn1.
Qed.

Theorem three_layers_sparseT : three_layers_sparse.
Proof.
move=> F d G P K x z xI le; apply: fits3_any xI _ => xs ys srt sx sy nz _.
by apply: fits3_sparse; rewrite ?sx ?sy ?nz.
Qed.

Theorem three_layers_one_signT : three_layers_one_sign.
Proof.
move=> F d G P K x z xI le sgn; apply: fits3_any xI _ => xs ys srt sx sy nz yz.
apply: fits3_one_sign; rewrite ?sx ?sy ?nz //.
by case: sgn => s; apply/orP; [left | right]; apply/allP => y /yz [i ->].
Qed.

(* ---- pieces ---- *)
Theorem pieces_three_layersT : pieces_three_layers.
Proof.
move=> F d d1 d2 g u v ng; have [h [n e] k] := deep_restrict u v ng.
have [A [B [Z [sZ s]]]] := shape_pieces d1 d2 n.
exists (map snd Z); split; first by rewrite size_map; apply: leq_trans sZ _; lia.
by apply: (@rz_kinks F A B) => t; rewrite k e s.
Qed.

(* ---- data on a line, lower ---- *)
Section Line.
Variables (F : realFieldType) (d K : nat) (u v : 'cV[F]_d) (c : 'I_K -> F).
Hypothesis cinc : forall i j : 'I_K, (i < j)%N -> c i < c j.
Let xs := [seq c i | i <- enum 'I_K].

Lemma xsE (i : 'I_K) : nth 0 xs i = c i.
Proof. by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum. Qed.
Lemma xs_inc i j : (i < j)%N -> (j < K)%N -> nth 0 xs i < nth 0 xs j.
Proof.
move=> ij jK; have := cinc (i := Ordinal (ltn_trans ij jK)) (j := Ordinal jK) ij.
by rewrite -!xsE.
Qed.

Lemma on_line d1 d2 g (w : nat -> F) : net3_widths d1 d2 g ->
  (forall i : 'I_K, g (u + c i *: v) = w i) ->
  exists n : net3 F, forall i, (i < K)%N -> eval3 d1 d2 n (nth 0 xs i) = w i.
Proof.
move=> ng e; have [h [n eh] k] := deep_restrict u v ng; exists n => i iK.
by rewrite -[i]/(val (Ordinal iK)) xsE -eh -k e.
Qed.
End Line.

Theorem three_layers_kink_boundT : three_layers_kink_bound.
Proof.
move=> F d N K u v c NK cinc; have [T [ct hT]] := worst_labels NK.
exists [set i : 'I_K | T i], (fun i => (-1) ^+ i); split; [|split].
- by rewrite -ct -val_enum_ord count_map count_enum.
- by move=> i; rewrite -signr_odd; case: odd; [right | left]; rewrite ?expr1 ?expr0.
move=> d1 d2 g ng e.
have [|n en] := @on_line F d K u v c d1 d2 g (wlab F T) ng.
  by move=> i; rewrite e inE.
case: (posnP (minn (3 * N) (K - 2))) => [->|p0]; first by lia.
have pK : ((minn (3 * N) (K - 2)).+1 < K)%N by lia.
by have := lower_kinks (xs_inc cinc) pK hT en; lia.
Qed.

Theorem three_layers_sign_boundT : three_layers_sign_bound.
Proof.
move=> F d N K u v c NK cinc.
pose T i := (i < 4 * N)%N && (i %% 4 == 2)%N.
exists [set i : 'I_K | T i], (fun i => if (i < 4 * uphalf N)%N then 1 else -1); split; [|split].
- rewrite -[RHS](@slab_nnz F (uphalf N) N K); last by lia.
  rewrite -val_enum_ord count_map count_enum; congr #|pred_of_set _|.
  apply/setP => i; rewrite !inE /= /slab -/(T i); case: (T i); last by rewrite eqxx.
  by case: ifP => _; rewrite ?oppr_eq0 oner_eq0.
- by move=> i; case: ifP => _; [left | right].
move=> d1 d2 g ng e.
have [|n en] := @on_line F d K u v c d1 d2 g (slab F (uphalf N) N) ng.
  by move=> i; rewrite e inE.
have [||Dp [Dm [r1 [r2 [h1 h2 h3 h4]]]]] :=
  @lower_signs F _ K (uphalf N) N d1 d2 n (xs_inc cinc) _ _ en; [lia | lia |].
by exists Dp, Dm, r1, r2; split=> //; [lia | have := h4; rewrite (_ : N - uphalf N = half N)%N; lia].
Qed.

Theorem three_layers_givenT : three_layers_given.
Proof.
move=> F d d1 d2 K u v x z I g xinc uI rI nzI alt ng e.
have [h [n eh] k] := deep_restrict u v ng.
have [|pts [sp W]] := @windows F x z K I xinc uI rI nzI alt d1 d2 n.
  by move=> i iK; rewrite -eh -k e.
by exists (outer d2 n), pts; split; [exact: outer_le | split].
Qed.

Theorem three_layers_orderT : three_layers_order.
Proof.
move=> F d d1 d2 K u v x z I g xinc sI rI nzI alt ng e.
have [h [n eh] k] := deep_restrict u v ng.
exists (outer d2 n); split; first exact: outer_le.
by apply: (order_net xinc sI rI nzI alt) => i iK; rewrite -eh -k e.
Qed.
