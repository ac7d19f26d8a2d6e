(* The data of the paper's Figure 3: x_i = i for 1 <= i <= 2N+1, labels 2 at the
   multiples of 4, -1 at i = 2 mod 4, 0 at odd i.  The paper claims 2N pieces;
   two kinks of one sign merge into one beside every label -1, and
   floor(3N/2) - 1 kinks, floor(3N/2) pieces, are necessary and sufficient. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper Spline.
From FTCert Require Statements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Figure3.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation lab := (Statements.fig3 F).

Definition third : F := 3%:R^-1.
Lemma thirdE : third + third + third = 1.
Proof.
by have h : (3%:R : F) * third = 1 by [rewrite mulfV // pnatr_eq0]; lra.
Qed.

(* kinks of period 4: peak 4s, merged kink before the trough 4s+2, zero 4s+3 *)
Definition block (s : nat) : seq (F * F) :=
  [:: (- 4%:R, (4 * s)%:R); (3%:R, (4 * s + 2)%:R - third); (1, (4 * s + 3)%:R)].
Fixpoint blocks (r : nat) : seq (F * F) :=
  if r is r'.+1 then block r ++ blocks r' else [:: (3%:R, 2%:R + third)].
Definition f (Z : seq (F * F)) (t : F) : F := 1 + (-1) * t + rz Z t.

Lemma size_blocks r : size (blocks r) = (3 * r + 1)%N.
Proof. by elim: r => //= r ->; lia. Qed.

Lemma f_cat Z1 Z2 t : f (Z1 ++ Z2) t = rz Z1 t + f Z2 t.
Proof. by rewrite /f rz_cat; lra. Qed.
Lemma rz_block s t : rz (block s) t = - 4%:R * relu (t - (4 * s)%:R)
  + 3%:R * relu (t - ((4 * s + 2)%:R - third)) + relu (t - (4 * s + 3)%:R).
Proof. by rewrite !rz_cons /rz big_nil /=; lra. Qed.

Lemma f_right r t : (4 * r + 3)%:R <= t -> f (blocks r) t = 2%:R * (t - (4 * r + 3)%:R).
Proof.
have e3 := thirdE.
have p3 : 0 < third by rewrite invr_gt0 ltr0n.
elim: r => [|r IH] ht.
  rewrite (_ : 4 * 0 + 3 = 3)%N // in ht *.
  by rewrite /f rz_cons /rz big_nil /= relu_pos; lra.
rewrite -[blocks _]/(block r.+1 ++ blocks r) f_cat rz_block; have h4 : (4 * r.+1 + 3)%:R = (4 * r + 3)%:R + 4%:R :> F.
  by rewrite -natrD; congr (_%:R); lia.
have h2 : (4 * r.+1 + 2)%:R = (4 * r + 3)%:R + 3%:R :> F.
  by rewrite -natrD; congr (_%:R); lia.
have h1 : (4 * r.+1)%:R = (4 * r + 3)%:R + 1 :> F.
  by rewrite -(natrD _ _ 1); congr (_%:R); lia.
rewrite h4 in ht *; rewrite h1 h2 IH; last lra.
by rewrite !relu_pos; lra.
Qed.

Lemma f_data r n : (0 < n <= 4 * r + 4)%N -> f (blocks r) n%:R = lab n.
Proof.
have e3 := thirdE.
have p3 : 0 < third by rewrite invr_gt0 ltr0n.
elim: r => [|r IH] hn.
  have [->|[->|[->|->]]] : (n = 1 \/ n = 2 \/ n = 3 \/ n = 4)%N by lia.
  - rewrite (_ : lab 1 = 0) //; by rewrite /f rz_cons /rz big_nil /= relu_neg; lra.
  - rewrite (_ : lab 2 = -1) //; by rewrite /f rz_cons /rz big_nil /= relu_neg; lra.
  - rewrite (_ : lab 3 = 0) //; by rewrite /f rz_cons /rz big_nil /= relu_pos; lra.
  - rewrite (_ : lab 4 = 2%:R) //; by rewrite /f rz_cons /rz big_nil /= relu_pos; lra.
rewrite -[blocks _]/(block r.+1 ++ blocks r) f_cat rz_block; have h4 : (4 * r.+1 + 3)%:R = (4 * r + 3)%:R + 4%:R :> F.
  by rewrite -natrD; congr (_%:R); lia.
have h2 : (4 * r.+1 + 2)%:R = (4 * r + 3)%:R + 3%:R :> F.
  by rewrite -natrD; congr (_%:R); lia.
have h1 : (4 * r.+1)%:R = (4 * r + 3)%:R + 1 :> F.
  by rewrite -(natrD _ _ 1); congr (_%:R); lia.
rewrite h1 h2 h4; case: (leqP n (4 * r + 4)) => c.
  have h : n%:R <= (4 * r + 3)%:R + 1 :> F by rewrite -(natrD _ _ 1) ler_nat; lia.
  by rewrite IH; [rewrite !relu_neg; lra | lia].
have [j [j4 ej]] : exists j, (1 < j <= 5)%N /\ n = (4 * r + 3 + j)%N.
  by exists (n - (4 * r + 3))%N; lia.
have en : n%:R = (4 * r + 3)%:R + j%:R :> F by rewrite ej natrD.
rewrite f_right; last by rewrite en ler_addl ler0n.
rewrite en {en}; subst n.
have [->|[->|[->|->]]] : (j = 2 \/ j = 3 \/ j = 4 \/ j = 5)%N by lia.
- have -> : lab (4 * r + 3 + 2) = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  by rewrite [relu (_ - (_ + 1))]relu_pos ?[relu (_ - (_ - third))]relu_neg
    ?[relu (_ - (_ + 4%:R))]relu_neg; lra.
- have -> : lab (4 * r + 3 + 3) = -1.
    by rewrite /Statements.fig3 /dvdn; case: eqP; [lia | case: eqP => //; lia].
  by rewrite [relu (_ - (_ + 1))]relu_pos ?[relu (_ - (_ - third))]relu_pos
    ?[relu (_ - (_ + 4%:R))]relu_neg; lra.
- have -> : lab (4 * r + 3 + 4) = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  by rewrite [relu (_ - (_ + 1))]relu_pos ?[relu (_ - (_ - third))]relu_pos
    ?[relu (_ - (_ + 4%:R))]relu_neg; lra.
- have -> : lab (4 * r + 3 + 5) = 2%:R.
    by rewrite /Statements.fig3 /dvdn; case: eqP => //; lia.
  by rewrite !relu_pos; lra.
Qed.

(* cut off the kinks at and after the last point *)
Theorem fig3_upper N : (2 <= N)%N -> exists Z, size Z = (3 * N %/ 2 - 1)%N /\
  forall n, (0 < n <= 2 * N + 1)%N -> f Z n%:R = lab n.
Proof.
have e3 := thirdE.
have p3 : 0 < third by rewrite invr_gt0 ltr0n.
move=> N2; pose q := (N %/ 2)%N.
have [r er] : exists r, q = r.+1 by exists q.-1; rewrite prednK; lia.
have [cut hcut] : exists k, k = (N %% 2 + 1)%N by eexists.
exists (take cut (block q) ++ blocks r); split.
  rewrite size_cat size_blocks size_take /=; case: ltnP; lia.
move=> n hn; have eq4 : (4 * q)%:R = (4 * r + 3)%:R + 1 :> F.
  by rewrite -(natrD _ _ 1); congr (_%:R); lia.
have eq2 : (4 * q + 2)%:R = (4 * r + 3)%:R + 3%:R :> F.
  by rewrite -natrD; congr (_%:R); lia.
rewrite f_cat; have E : rz (take cut (block q)) n%:R = - 4%:R * relu (n%:R - (4 * q)%:R)
    + (if cut == 1%N then 0 else 3%:R * relu (n%:R - ((4 * q + 2)%:R - third))).
  have [->|->] : (cut = 1 \/ cut = 2)%N by lia.
    by rewrite /= !rz_cons /rz big_nil /=; lra.
  by rewrite /= !rz_cons /rz big_nil /=; lra.
rewrite E eq4 eq2 {E}; case: (leqP n (4 * r + 4)) => c.
  have h : n%:R <= (4 * r + 3)%:R + 1 :> F by rewrite -(natrD _ _ 1) ler_nat; lia.
  rewrite f_data; last by lia.
  by case: eqP => _; rewrite !relu_neg; lra.
have [j [j4 ej]] : exists j, (1 < j <= 4)%N /\ n = (4 * r + 3 + j)%N.
  by exists (n - (4 * r + 3))%N; lia.
have en : n%:R = (4 * r + 3)%:R + j%:R :> F by rewrite ej natrD.
rewrite f_right; last by rewrite en ler_addl ler0n.
rewrite en {en}; subst n.
have [ej|[ej|ej]] : (j = 2 \/ j = 3 \/ j = 4)%N by lia.
- rewrite ej; have -> : lab (4 * r + 3 + 2) = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  by case: eqP => _; rewrite [relu (_ - (_ + 1))]relu_pos ?[relu (_ - (_ - third))]relu_neg; lra.
- have -> : cut == 1%N = false by lia.
  rewrite ej; have -> : lab (4 * r + 3 + 3) = -1.
    by rewrite /Statements.fig3 /dvdn; case: eqP; [lia | case: eqP => //; lia].
  by rewrite !relu_pos; lra.
- have -> : cut == 1%N = false by lia.
  rewrite ej; have -> : lab (4 * r + 3 + 4) = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  by rewrite !relu_pos; lra.
Qed.

(* ---- the lower bound: second differences at 3 <= n <= 2N, n mod 4 <> 2 ---- *)
Local Notation x := (fun i => (i.+1)%:R : F).
Local Notation y := (fun i => lab i.+1).

Lemma DD_fig3 i : (0 < i)%N ->
  DD x y i = lab i.+2 + lab i - (lab i.+1 + lab i.+1).
Proof.
case: i => // i _; rewrite /DD /D2 /=.
have e1 : (i.+2)%:R - (i.+1)%:R = 1 :> F by rewrite -natrB // subSnn.
have e2 : (i.+3)%:R - (i.+2)%:R = 1 :> F by rewrite -natrB // subSnn.
by rewrite e1 e2; lra.
Qed.

Definition I3 N := [seq i <- iota 2 (2 * N - 2) | i.+1 %% 4 != 2]%N.
Lemma size_I3 N : (2 <= N)%N -> size (I3 N) = (3 * N %/ 2 - 1)%N.
Proof.
case: N => // M M2; rewrite /I3 size_filter (_ : 2 * M.+1 - 2 = 2 * M)%N; last lia.
have -> : (3 * M.+1 %/ 2 - 1 = (3 * M + 1) %/ 2)%N by lia.
elim: M {M2} => // M IH.
rewrite (_ : 2 * M.+1 = 2 * M + 2)%N; last lia.
by rewrite iotaD count_cat IH /=; lia.
Qed.

Lemma sign_I3 i : (1 < i)%N -> (i.+1 %% 4 != 2)%N ->
  if odd i then DD x y i < 0 else 0 < DD x y i.
Proof.
move=> i1 hi; rewrite DD_fig3; last lia.
case: ifP => hodd.
  have -> : lab i.+1 = 2%:R by rewrite /Statements.fig3 /dvdn; case: eqP => //; lia.
  have -> : lab i.+2 = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  have -> : lab i = 0.
    by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
  by lra.
have -> : lab i.+1 = 0.
  by rewrite /Statements.fig3 /dvdn; do 2 (case: eqP; first by lia).
have [e|e] : (i %% 4 = 0 \/ i %% 4 = 2)%N by lia.
  have -> : lab i = 2%:R by rewrite /Statements.fig3 /dvdn; case: eqP => //; lia.
  have -> : lab i.+2 = -1.
    by rewrite /Statements.fig3 /dvdn; case: eqP; [lia | case: eqP => //; lia].
  by lra.
have -> : lab i.+2 = 2%:R by rewrite /Statements.fig3 /dvdn; case: eqP => //; lia.
have -> : lab i = -1.
  by rewrite /Statements.fig3 /dvdn; case: eqP; [lia | case: eqP => //; lia].
by lra.
Qed.

Theorem fig3_lower N p g : (2 <= N)%N -> Statements.at_most_kinks p g ->
  (forall n, (0 < n <= 2 * N + 1)%N -> g n%:R = lab n) -> (3 * N %/ 2 - 1 <= p)%N.
Proof.
move=> N2 [ts [sz kg]] e; rewrite -size_I3 //.
apply: leq_trans sz; apply: leq_trans (size_knots ts).
have mI i : i \in I3 N -> [/\ (1 < i)%N, (i < 2 * N)%N & (i.+1 %% 4 != 2)%N].
  by rewrite mem_filter mem_iota => /andP[-> h]; split=> //; lia.
apply: (@kinks_lower F x y (2 * N + 1) (I3 N) _ g _ (kinks_rep kg)).
- by move=> i j ij _; rewrite ltr_nat.
- by move=> i iK; apply: e; lia.
- by rewrite filter_uniq // iota_uniq.
- by move=> i /mI [h1 h2 _]; lia.
- by move=> i /mI [h1 _ h3]; have := sign_I3 h1 h3; case: ifP => _ h; [rewrite lt_eqF | rewrite gt_eqF].
- move=> i /mI [h1 _ h3] /mI [h1' _ h3'].
  have := sign_I3 h1 h3; have := sign_I3 h1' h3'; rewrite /=.
  by case: (odd i) => /= a b; [rewrite nmulr_rlt0 | rewrite pmulr_rlt0].
Qed.

(* as a net: the affine part costs one more neuron *)
Theorem fig3_net N : (2 <= N)%N -> exists ns : seq (neuron F), size ns = (3 * N %/ 2)%N /\
  forall n, (0 < n <= 2 * N + 1)%N -> neval 1 ns n%:R = lab n.
Proof.
move=> N2; have [Z [sz e]] := fig3_upper N2.
exists (Neuron (-1) 1 0 :: facing_right Z); split; first by rewrite /= size_map sz; lia.
move=> n hn; rewrite neval_cons neval_facing -e // /f /act /lin /= mul1r addr0.
by rewrite relu_pos ?ler0n //; lra.
Qed.
End Figure3.
