(* The theorems of SpaceStatements.v. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Statements SpaceStatements NormalForm TreeNeurons.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.
Local Notation relu := Statements.relu.

Lemma relu_nonneg (F : realFieldType) (v : F) : 0 <= v -> relu v = v.
Proof. by move=> h; rewrite /relu max_l. Qed.

Theorem normal_formT : normal_form.
Proof.
move=> F X m c s l; split=> [A x z|].
  rewrite /signed add0r; move: z; rewrite /active_part big_mkcond /= => z.
  have -> : \sum_j sg F (s j) * relu (l j x) = \sum_j (if j \in A then sg F (s j) * l j x else 0)
      + \sum_j sg F (s j) * relu (flip A l j x).
    rewrite -big_split /=; apply: eq_bigr => j _; rewrite /flip; case: ifP => _; last by rewrite add0r.
    by rewrite -mulrDr -relu_flip.
  by rewrite addrA z add0r.
set S := [set j | s j == (0 < c)]; split=> [x c0 z|].
  pose A := [set j | 0 < l j x].
  have zA : active_part c s l A x = 0.
    rewrite -z /active_part /signed; congr (_ + _); rewrite big_mkcond; apply: eq_bigr => j _; rewrite inE.
    by case: ltP => h; [rewrite relu_active | rewrite relu_inactive // mulr0].
  exists A => //; apply/negP => /subsetP sub; move: zA; rewrite /active_part.
  case: (ltgtP 0 c) c0 => // [cp|cn] _ e.
    have : 0 <= \sum_(j in A) sg F (s j) * l j x.
      apply: sumr_ge0 => j jA; have := sub j jA; rewrite !inE cp eqb_id => ->.
      by rewrite mul1r ltW //; move: jA; rewrite inE.
    by move: e cp; flra F.
  have : 0 <= - \sum_(j in A) sg F (s j) * l j x.
    rewrite -sumrN; apply: sumr_ge0 => j jA; have := sub j jA; rewrite !inE (lt_gtF cn) eqbF_neg => /negbTE ->.
    by rewrite mulN1r opprK ltW //; move: jA; rewrite inE.
  by move: e cn; flra F.
have -> : [set A : {set 'I_m} | ~~ (A \subset S)] = ~: powerset S by apply/setP => A; rewrite !inE.
rewrite (_ : (2 ^ m)%N = #|{: {set 'I_m}}|); last by rewrite -cardsT -powersetT card_powerset cardsT card_ord.
by rewrite -(cardsC (powerset S)) card_powerset addKn.
Qed.

Theorem one_signT : one_sign.
Proof.
move=> F X m e l x; rewrite /signed add0r mulr_sumr; apply: sumr_ge0 => j _.
by rewrite mulrA /sg; case: e; rewrite ?mulrNN !mul1r; exact: relu_0.
Qed.

(* ---- circuits ---- *)
Section Circuits.
Variables (F : realFieldType) (d K : nat).
Local Ltac lra := flra F.
Implicit Types (x : 'I_K -> 'cV[F]_d) (a : 'I_K -> F) (w : 'rV[F]_d) (b : F).
Lemma affine_sum x a w b : \sum_i a i * affine w b (x i) = (w *m \sum_i a i *: x i) 0 0 + b * \sum_i a i.
Proof.
rewrite mulmx_sumr summxE mulr_sumr -big_split /=; apply: eq_bigr => i _.
have -> : (w *m (a i *: x i)) 0 0 = a i * (w *m x i) 0 0 by rewrite -scalemxAr [LHS]mxE.
by rewrite /affine mulrDr [b * _]mulrC.
Qed.
(* no cut: relu is linear on the points that count *)
Lemma uncut x a w b : cuts w b x a \/
  \sum_i a i * relu (affine w b (x i)) = \sum_i a i * affine w b (x i) \/
  forall i, a i != 0 -> affine w b (x i) <= 0.
Proof.
case: (boolP [exists i, (a i != 0) && (affine w b (x i) < 0)]) => [/existsP [i /andP[ai ni]]|/existsPn nn].
  case: (boolP [exists k, (a k != 0) && (0 < affine w b (x k))]) => [/existsP [k /andP[ak pk]]|/existsPn np].
    by left; exists i, k.
  by right; right => k ak; have := np k; rewrite ak /= -leNgt.
right; left; apply: eq_bigr => i _; have := nn i; rewrite negb_and negbK -leNgt => /orP[/eqP ->|h].
  by rewrite !mul0r.
by rewrite /relu max_l.
Qed.
(* how far the point is above the others in one function *)
Definition bulge x a (y : F) w b : F := relu y - \sum_i a i * relu (affine w b (x i)).
Lemma bulge_le0 x a w b : (forall i, 0 <= a i) -> bulge x a (\sum_i a i * affine w b (x i)) w b <= 0.
Proof.
move=> a0; rewrite /bulge subr_le0; case: (leP (\sum_i a i * affine w b (x i)) 0) => h.
  by rewrite relu_inactive //; apply: sumr_ge0 => i _; exact: mulr_ge0 (a0 i) (relu_0 _).
rewrite relu_active //; apply: ler_sum => i _; exact: ler_wpmul2l (a0 i) _ _ (relu_le _).
Qed.
Lemma bulge_cut x a w b : (forall i, 0 <= a i) -> bulge x a (\sum_i a i * affine w b (x i)) w b != 0 -> cuts w b x a.
Proof.
move=> a0; case: (uncut x a w b) => [//|[e|off]]; rewrite /bulge.
  rewrite e relu_nonneg ?subrr ?eqxx // -e; apply: sumr_ge0 => i _; exact: mulr_ge0 (a0 i) (relu_0 _).
have zero i : a i * relu (affine w b (x i)) = 0.
  by case: (eqVneq (a i) 0) => [->|/off h]; rewrite ?mul0r // relu_inactive // mulr0.
rewrite [X in _ - X]big1 => [|i _]; last exact: zero.
rewrite subr0 relu_inactive ?eqxx //.
rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => i _; rewrite oppr_ge0.
case: (eqVneq (a i) 0) => [->|/off h]; first by rewrite mul0r.
by rewrite mulr_ge0_le0.
Qed.
End Circuits.

Theorem circuit_cutT : circuit_cut.
Proof.
move=> F d m K c v w b x a ax a1; set g := weighted _ _ _ _ => nz.
have total : \sum_i a i * g (x i) = \sum_j v j * \sum_i a i * relu (affine (w j) (b j) (x i)).
  have -> : \sum_i a i * g (x i) = \sum_i (c * a i + \sum_j v j * (a i * relu (affine (w j) (b j) (x i)))).
    apply: eq_bigr => i _; rewrite /g /weighted mulrDr mulrC mulr_sumr; congr (_ + _).
    by apply: eq_bigr => j _; rewrite mulrCA.
  rewrite big_split /= -mulr_sumr a1 mulr0 add0r exchange_big /=; apply: eq_bigr => j _.
  by rewrite mulr_sumr.
have [j nj] : exists j, \sum_i a i * relu (affine (w j) (b j) (x i)) != 0.
  case: (boolP [exists j, \sum_i a i * relu (affine (w j) (b j) (x i)) != 0]) => [/existsP //|/existsPn z].
  move/negP: nz; case.
  rewrite total big1 // => j _; have /negPn/eqP -> := z j; exact: mulr0.
exists j; case: (uncut x a (w j) (b j)) => [//|[e|off]]; move: nj.
  by rewrite e affine_sum ax a1 mulmx0 mulr0 mxE addr0 eqxx.
rewrite big1 ?eqxx // => i _; case: (eqVneq (a i) 0) => [->|/off h]; first by rewrite mul0r.
by rewrite relu_inactive // mulr0.
Qed.

Theorem peak_cutT : peak_cut.
Proof.
move=> F d m K c v w b x0 x a a0 a1 ex g.
pose y j := \sum_i a i * affine (w j) (b j) (x i); pose B j := bulge x a (y j) (w j) (b j).
have ey j : affine (w j) (b j) x0 = y j by rewrite /y affine_sum -ex a1 mulr1.
have total : g x0 - \sum_i a i * g (x i) = \sum_j v j * B j.
  have -> : \sum_i a i * g (x i) = c + \sum_j v j * \sum_i a i * relu (affine (w j) (b j) (x i)).
    have -> : \sum_i a i * g (x i) = \sum_i (c * a i + \sum_j v j * (a i * relu (affine (w j) (b j) (x i)))).
      apply: eq_bigr => i _; rewrite /g /weighted mulrDr mulrC mulr_sumr; congr (_ + _).
      by apply: eq_bigr => j _; rewrite mulrCA.
    rewrite big_split /= -mulr_sumr a1 mulr1 exchange_big /=; congr (_ + _); apply: eq_bigr => j _.
    by rewrite mulr_sumr.
  rewrite /g /weighted opprD addrACA subrr add0r -sumrB; apply: eq_bigr => j _.
  by rewrite -mulrBr ey.
have B0 j : B j <= 0 by exact: bulge_le0.
have cut j : B j != 0 -> cuts (w j) (b j) x a by exact: bulge_cut.
split=> h.
  have [j hj] : exists j, 0 < v j * B j.
    case: (boolP [exists j, 0 < v j * B j]) => [/existsP //|/existsPn np]; move: h; rewrite -subr_gt0 total ltNge => /negP; case.
    by rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => j _; rewrite oppr_ge0 leNgt; exact: np.
  exists j; split; last by apply: cut; apply: contraTneq hj => ->; rewrite mulr0 ltxx.
  by rewrite ltNge; apply/negP => vj; move: hj; rewrite ltNge mulr_ge0_le0.
have [j hj] : exists j, v j * B j < 0.
  case: (boolP [exists j, v j * B j < 0]) => [/existsP //|/existsPn np]; move: h; rewrite -subr_lt0 total ltNge => /negP; case.
  by apply: sumr_ge0 => j _; rewrite leNgt; exact: np.
exists j; split; last by apply: cut; apply: contraTneq hj => ->; rewrite mulr0 ltxx.
by rewrite ltNge; apply/negP => vj; move: hj; rewrite ltNge mulr_le0.
Qed.

(* ---- bundles ---- *)
Lemma relu_add (F : realFieldType) (u v w : F) : w = u + v -> relu w <= relu u + relu v.
Proof.
move=> ->; case: (leP (u + v) 0) => h; first by rewrite relu_inactive // addr_ge0 // relu_0.
by rewrite relu_active // ler_add // relu_le.
Qed.
Theorem small_bundlesT : small_bundles.
Proof.
move=> F X [|[|[|[|k]]]] s l y zero pos; split=> // _.
- by have := zero y; rewrite big_ord_recl big_ord0 /=; have := pos ord0; rewrite /sg; case: (s _); flra F.
- set i0 : 'I_2 := ord0; set i1 : 'I_2 := lift ord0 ord0 => x.
  have z t : sg F (s i0) * l i0 t + sg F (s i1) * l i1 t = 0.
    by have := zero t; rewrite !big_ord_recl big_ord0 /= addr0.
  have p0 := pos i0; have p1 := pos i1; have zy := z y; have zx := z x.
  rewrite /signed !big_ord_recl big_ord0 /= -/i0 -/i1 add0r addr0; move: zx zy; rewrite /sg.
  case: (s i0); case: (s i1) => zx zy; try by exfalso; move: p0 p1 zy; flra F.
    have -> : l i1 x = l i0 x by move: zx; flra F.
    by rewrite mul1r mulN1r subrr.
  have -> : l i1 x = l i0 x by move: zx; flra F.
  by rewrite mul1r mulN1r addNr.
set i0 : 'I_3 := ord0; set i1 : 'I_3 := lift ord0 ord0; set i2 : 'I_3 := lift ord0 (lift ord0 ord0).
have z t : sg F (s i0) * l i0 t + (sg F (s i1) * l i1 t + sg F (s i2) * l i2 t) = 0.
  by have := zero t; rewrite !big_ord_recl big_ord0 /= addr0.
have value x : signed 0 s l x = sg F (s i0) * relu (l i0 x) + (sg F (s i1) * relu (l i1 x) + sg F (s i2) * relu (l i2 x)).
  by rewrite /signed !big_ord_recl big_ord0 /= add0r addr0.
have p0 := pos i0; have p1 := pos i1; have p2 := pos i2; have zy := z y.
move: z zy; case E0: (s i0); case E1: (s i1); case E2: (s i2) => z zy;
  try by exfalso; move: p0 p1 p2 zy; rewrite /sg; flra F.
- exists true => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i2 x) <= relu (l i0 x) + relu (l i1 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
- exists true => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i1 x) <= relu (l i0 x) + relu (l i2 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
- exists false => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i0 x) <= relu (l i1 x) + relu (l i2 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
- exists true => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i0 x) <= relu (l i1 x) + relu (l i2 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
- exists false => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i1 x) <= relu (l i0 x) + relu (l i2 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
- exists false => x; rewrite value E0 E1 E2 /sg; have := z x; rewrite /sg => zx.
  have h : relu (l i2 x) <= relu (l i0 x) + relu (l i1 x) by apply: relu_add; move: zx; flra F.
  by move: h; flra F.
Qed.
