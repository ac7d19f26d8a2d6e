(* One hidden layer, given data on a line: a separated set of as many second differences
   as `forced` counts, and a piecewise affine function with as many kinks, which is a
   network with one neuron more.  Paper proof: theorems.md, 2.16.2. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements HardStatements.
From FTCert Require Import OFLra Net Reduction TwoLower TwoUpper Spline.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Runs.
Variable F : realFieldType.
Implicit Types (d e : F) (D : seq F).

Lemma forced_zero D : forced (0 :: D) = forced D.
Proof. by rewrite /= eqxx. Qed.
Lemma forced_one d : d != 0 -> forced [:: d] = 1%N.
Proof. by move=> /negbTE h; rewrite /= h. Qed.
Lemma forced_pair d e D : 0 < d * e -> forced [:: d, e & D] = (forced D).+1.
Proof. by move=> h; rewrite /= h; case: eqP h => [->|//]; rewrite mul0r ltxx. Qed.
Lemma forced_single d e D : d != 0 -> ~~ (0 < d * e) -> forced [:: d, e & D] = (forced (e :: D)).+1.
Proof. by move=> /negbTE h /negbTE k; rewrite [LHS]/= h k. Qed.

Lemma sign_neq0 s d : has_sign s d -> d != 0.
Proof. by case: s => /=; case: ltgtP. Qed.
Lemma sign_pair s d e : has_sign s d -> (0 < d * e) = has_sign s e.
Proof. by case: s => /= h; [rewrite pmulr_rgt0 | rewrite nmulr_rgt0]. Qed.

Lemma forced_run s R D : all (has_sign s) R -> (if D is e :: _ then ~~ has_sign s e else true) ->
  forced (R ++ D) = (uphalf (size R) + forced D)%N.
Proof.
move=> + hD; elim: {R}(size R) {-2}R (leqnn (size R)) => [|n IH] [|d [|e R]] //= sz.
- rewrite andbT => hd; case: D hD {IH} => [|e D] hD; first by rewrite (negbTE (sign_neq0 hd)).
  by rewrite (negbTE (sign_neq0 hd)) (sign_pair _ hd) (negbTE hD).
case/and3P => hd he hR; rewrite (negbTE (sign_neq0 hd)) (sign_pair _ hd) he IH //.
exact: leq_trans (leqnSn _) _.
Qed.
End Runs.

Section Given.
Variable F : realFieldType.
Local Ltac lra := flra F.
Variables (x z : nat -> F) (K : nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Let sl i : F := (z i.+1 - z i) / (x i.+1 - x i).
Let D i : F := sl i - sl i.-1.
Let seconds p n : seq F := [seq second_difference x z i | i <- iota p n].

Lemma slE i : (i.+1 < K)%N -> sl i * (x i.+1 - x i) = z i.+1 - z i.
Proof. by move=> iK; rewrite /sl divfK // gt_eqF // subr_gt0 xinc. Qed.

Lemma secondE i : (0 < i)%N -> (i.+1 < K)%N ->
  second_difference x z i = D i * ((x i.+1 - x i) * (x i - x i.-1)).
Proof.
case: i => // i _ iK; rewrite /second_difference /D /= -!slE //; last exact: ltnW.
by rewrite mulrBl !mulrA [sl i * _ * _]mulrAC.
Qed.
Lemma second_scale i : (0 < i)%N -> (i.+1 < K)%N ->
  exists2 q, 0 < q & second_difference x z i = D i * q.
Proof.
move=> i0 iK; exists ((x i.+1 - x i) * (x i - x i.-1)); last exact: secondE.
by apply: mulr_gt0; rewrite subr_gt0; apply: xinc; lia.
Qed.

(* ---- a separated set ---- *)
Lemma separated p n : exists I : seq nat, [/\ size I = forced (seconds p n),
  uniq I /\ (forall i, i \in I -> (p <= i < p + n)%N),
  forall i, i \in I -> second_difference x z i != 0 &
  forall i, i \in I -> i.+1 \in I -> second_difference x z i * second_difference x z i.+1 < 0].
Proof.
elim: {n}(n.+1) {-2}n (ltnSn n) p => // m IH [|n] nm p; first by exists [::].
rewrite /seconds [iota _ _]/= map_cons -/(seconds p.+1 n); set d := second_difference x z p.
have [d0|d0] := eqVneq d 0.
  have [I [sI [uI rI] nI aI]] := IH n ltac:(lia) p.+1; exists I; rewrite d0 forced_zero; split=> //.
  by split=> // i /rI; lia.
case: n nm => [|n] nm.
  exists [:: p]; rewrite forced_one //; split=> //; first by split=> // i; rewrite inE => /eqP ->; lia.
    by move=> i; rewrite inE => /eqP ->.
  by move=> i; rewrite !inE => /eqP ->; lia.
rewrite /seconds [iota _ _]/= map_cons -/(seconds p.+2 n); set e := second_difference x z p.+1.
case: (boolP (0 < d * e)) => de.
  have [I [sI [uI rI] nI aI]] := IH n ltac:(lia) p.+2; exists (p :: I); rewrite forced_pair //=; split.
  - by rewrite sI.
  - split; first by rewrite uI andbT; apply/negP => /rI; lia.
    by move=> i; rewrite inE => /orP[/eqP ->|/rI]; lia.
  - by move=> i; rewrite inE => /orP[/eqP ->|/nI].
  move=> i; rewrite !inE => /orP[/eqP ->|iI] /orP[/eqP h|h].
  - lia.
  - by have := rI _ h; lia.
  - by have := rI _ iI; lia.
  - exact: aI.
have [I [sI [uI rI] nI aI]] := IH n.+1 ltac:(lia) p.+1; exists (p :: I).
rewrite forced_single // -[e :: _]/(seconds p.+1 n.+1) -sI; split=> //.
- split; first by rewrite /= uI andbT; apply/negP => /rI; lia.
  by move=> i; rewrite inE => /orP[/eqP ->|/rI]; lia.
- by move=> i; rewrite inE => /orP[/eqP ->|/nI].
move=> i; rewrite !inE => /orP[/eqP ->|iI] /orP[/eqP h|h]; try lia.
- by move: (nI _ h) de; rewrite -/e -/d => e0; rewrite -leNgt le_eqVlt mulf_eq0 (negbTE d0) (negbTE e0).
- by have := rI _ iI; lia.
- exact: aI.
Qed.

Theorem forced_lower m : fitted x K z m -> (forced (seconds 1 (K - 2)) <= m)%N.
Proof.
move=> [b [ns [<- e]]]; have [I [<- [uI rI] nI aI]] := separated 1 (K - 2).
apply: (@lower_injection F x z K I b ns) => //.
by move=> i /rI; lia.
Qed.

(* ---- the interpolant with kinks in the data ---- *)
Let P n t : F := z 0%N + sl 0%N * (t - x 0%N) + \sum_(i <- iota 1 n) D i * relu (t - x i).

Lemma P_step n t : P n.+1 t = P n t + D n.+1 * relu (t - x n.+1).
Proof. by rewrite /P -(addn1 n) iotaD big_cat /= big_seq1 (addnC 1%N) addrA. Qed.

Lemma P_right n t : (n.+1 < K)%N -> x n <= t -> P n t = z n + sl n * (t - x n).
Proof.
elim: n t => [|n IH] t nK h; first by rewrite /P big_nil addr0.
have h1 : x n < x n.+1 by apply: xinc => //; exact: ltnW.
rewrite P_step IH; [|exact: ltnW|exact: le_trans (ltW h1) h].
have e := slE (ltnW nK).
by rewrite relu_pos /D /=; [lra | lra].
Qed.

Lemma P_fits n j : (n.+1 < K)%N -> (j <= n.+1)%N -> P n (x j) = z j.
Proof.
elim: n j => [|n IH] j nK; rewrite leq_eqVlt => /orP[/eqP ->|jn].
- have h1 : x 0%N < x 1%N by apply: xinc.
  by have e := slE nK; rewrite P_right // ?ltW //; lra.
- have -> : j = 0%N by lia.
  by rewrite P_right ?lexx // subrr mulr0 addr0.
- have h1 : x n.+1 < x n.+2 by apply: xinc.
  by have e := slE nK; rewrite P_right // ?ltW //; lra.
rewrite P_step IH //; last exact: ltnW.
by rewrite relu_neg ?mulr0 ?addr0 // subr_le0; apply: (xle xinc); lia.
Qed.

(* ---- two neighbouring kinks of one sign merge ---- *)
Lemma merge (p q d e : F) : p < q -> 0 < d * e -> exists t, forall s, s <= p \/ q <= s ->
  (d + e) * relu (s - t) = d * relu (s - p) + e * relu (s - q).
Proof.
move=> pq de; have de0 : d + e != 0.
  apply/eqP => h; have {}h : e = - d by lra.
  by move: de; rewrite h mulrN -expr2; have := sqr_ge0 d => k; lra.
have [u eu] := div_ex e de0.
have [u0 u1] : 0 < u /\ u < 1.
  have k : 0 < (d + e) * (d + e) by rewrite -expr2 lt_neqAle sqr_ge0 eq_sym expf_eq0 /= de0.
  have k1 : 0 < u * ((d + e) * (d + e)).
    by rewrite mulrA eu; have := sqr_ge0 e; rewrite expr2; lra.
  have k2 : 0 < (1 - u) * ((d + e) * (d + e)).
    by rewrite mulrA mulrBl eu; have := sqr_ge0 d; rewrite expr2; lra.
  by split; [rewrite -(pmulr_lgt0 _ k) | rewrite -subr_gt0 -(pmulr_lgt0 _ k)].
have g0 : 0 < (q - p) * u by apply: mulr_gt0; lra.
have g1 : 0 < (q - p) * (1 - u) by apply: mulr_gt0; lra.
have eg : u * (d + e) * (q - p) = e * (q - p) by rewrite eu.
exists (p + (q - p) * u) => s [h|h].
  by rewrite !relu_neg; lra.
by rewrite !relu_pos; lra.
Qed.

Lemma merged p n : (0 < p)%N -> (p + n < K)%N -> exists Z : seq (F * F),
  size Z = forced (seconds p n) /\
  forall j, (j < K)%N -> rz Z (x j) = \sum_(i <- iota p n) D i * relu (x j - x i).
Proof.
elim: {n}(n.+1) {-2}n (ltnSn n) p => // m IH [|n] nm p p0 pK.
  by exists [::]; split=> // j _; rewrite /rz !big_nil.
rewrite /seconds [iota _ _]/= map_cons -/(seconds p.+1 n); set d := second_difference x z p.
have pK1 : (p.+1 < K)%N by lia.
have [c c0 ed] := second_scale p0 pK1; rewrite -/d in ed.
have [d0|d0] := eqVneq d 0.
  have D0 : D p = 0 by apply/eqP; move/eqP: d0; rewrite ed mulf_eq0 (gt_eqF c0) orbF.
  have [||Z [sZ eZ]] := IH n _ p.+1 isT _; [lia | lia |].
  exists Z; rewrite d0 forced_zero; split=> // j jK.
  by rewrite eZ // big_cons D0 mul0r add0r.
case: n nm pK => [|n] nm pK.
  exists [:: (D p, x p)]; rewrite forced_one //; split=> // j _.
  by rewrite rz_cons /rz big_nil big_cons big_nil !addr0.
rewrite /seconds [iota _ _]/= map_cons -/(seconds p.+2 n); set e := second_difference x z p.+1.
case: (boolP (0 < d * e)) => de.
  have pK2 : (p.+2 < K)%N by lia.
  have [c' c0' ee] := second_scale (ltn0Sn p) pK2; rewrite -/e in ee.
  have DD0 : 0 < D p * D p.+1.
    move: de; rewrite ed ee mulrACA => h; rewrite -(pmulr_lgt0 _ (mulr_gt0 c0 c0')).
    exact: h.
  have [t et] := merge (xinc (ltnSn p) pK1) DD0.
  have [||Z [sZ eZ]] := IH n _ p.+2 isT _; [lia | lia |].
  exists ((D p + D p.+1, t) :: Z); rewrite forced_pair //= sZ; split=> // j jK.
  rewrite rz_cons eZ // !big_cons addrA et //.
  case: (leqP j p) => jp; [left | right]; apply: (xle xinc) => //; lia.
have [||Z [sZ eZ]] := IH n.+1 _ p.+1 isT _; [lia | lia |].
exists ((D p, x p) :: Z); rewrite forced_single // -[e :: _]/(seconds p.+1 n.+1) -sZ; split=> // j jK.
by rewrite rz_cons eZ // big_cons.
Qed.

Theorem forced_upper : fitted x K z (forced (seconds 1 (K - 2))).+1.
Proof.
case: (ltnP K 2) => K2.
  exists (z 0%N), [:: Neuron 0 0 0]; rewrite /= (_ : K - 2 = 0)%N; last by lia.
  split=> // i hi; rewrite neval_zero_neuron neval_nil; congr z; lia.
have [|Z [sZ eZ]] := @merged 1 (K - 2) isT; first by lia.
exists (z 0%N), (Neuron (sl 0%N) 1 (- x 0%N) :: facing_right Z).
split; first by rewrite /= size_map sZ.
move=> j /= jK; rewrite neval_cons neval_facing eZ // /act /lin /= mul1r relu_pos; last first.
  by rewrite subr_ge0; apply: (xle xinc).
by rewrite addrAC; apply: (@P_fits (K - 2) j); lia.
Qed.
End Given.

(* ---- points on a line, in any dimension ---- *)
Section Line.
Variables (F : realFieldType) (d K : nat) (u v : 'cV[F]_d) (x z : nat -> F).
Hypothesis v0 : v != 0.

Lemma coordinate : exists a : 'rV[F]_d, (a *m v) 0 0 = 1.
Proof.
have [i vi] : exists i, v i 0 != 0.
  apply/existsP; apply: contraNT v0; rewrite negb_exists => /forallP h; apply/eqP/matrixP => i j.
  by rewrite !mxE ord1; apply/eqP; have := h i; rewrite negbK.
exists (\row_j (if j == i then (v i 0)^-1 else 0)); rewrite mxE (bigD1 i) //= big1 => [|j /negbTE ji].
  by rewrite !mxE eqxx mulVf // addr0.
by rewrite !mxE ji mul0r.
Qed.

Lemma fits_line m : Statements.fits (@net2 F d) m (fun i : 'I_K => u + x i *: v) (fun i : 'I_K => z i) <->
  fitted x K z m.
Proof.
split=> [[g [ng e]]|[b [ns [sz e]]]].
  have [h [b [ns [sz eh]]] k] := shallow_restrict u v ng; exists b, ns; split=> // i /= iK.
  by rewrite -eh -k -[i]/(val (Ordinal iK)) e.
have [a av] := coordinate; set c := (a *m u) 0 0.
pose h t := neval b ns (t - c).
exists (fun p => h ((a *m p) 0 0)); split; last first.
  move=> i; rewrite /h mulmxDr -scalemxAr mxE [X in _ + X - c]mxE av mulr1 -/c [c + _]addrC addrK.
  exact: (e i (ltn_ord i)).
apply: (@shallow_lift F d m a h); exists b, [seq Neuron (nw n) (na n) (nc n - na n * c) | n <- ns].
rewrite size_map; split=> // t; rewrite /h /neval big_map; congr (_ + _); apply: eq_bigr => n _.
rewrite /act /lin /=; congr (_ * relu _); flra F.
Qed.
End Line.
