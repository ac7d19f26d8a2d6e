(* Upper bounds for one hidden layer.  Shortcut w.r.t. the pen-and-paper proof: a net that fits a
   contiguous range of points extends one point at a time, to the right by a
   right-facing and to the left by a left-facing neuron, so everything reduces
   to 2 points/0 neurons, 3 points/1 neuron, 5 points/3 neurons. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Upper.
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

(* ---- local nets ---- *)
Local Notation fit1 := (fun (x0 y0 : F) b ns => neval b ns x0 = y0).

Lemma div_ex (u v : F) : u != 0 -> exists w, w * u = v.
Proof. by move=> u0; exists (v / u); rewrite divfK. Qed.
Lemma pos_l (u v : F) : 0 < u -> 0 < v * u -> 0 < v.
Proof. by move=> u0; rewrite pmulr_lgt0. Qed.

(* three points, slopes of one sign: one neuron *)
Lemma mono3 (x0 x1 x2 y0 y1 y2 : F) : x0 < x1 -> x1 < x2 -> y0 < y1 -> y1 < y2 ->
  exists b n, [/\ neval b [:: n] x0 = y0, neval b [:: n] x1 = y1 & neval b [:: n] x2 = y2].
Proof.
move=> hx1 hx2 hy1 hy2.
have dx1 : 0 < x1 - x0 by lra.
have dx2 : 0 < x2 - x1 by lra.
have [s es] := div_ex (y1 - y0) (lt0r_neq0 dx1).
have [s' es'] := div_ex (y2 - y1) (lt0r_neq0 dx2).
have s0 : 0 < s by apply: (pos_l dx1); lra.
have s0' : 0 < s' by apply: (pos_l dx2); lra.
case: (leP s s') => ss.
- have [v ev] := div_ex (y1 - y0) (lt0r_neq0 s0').
  have v0 : 0 < v by apply: (pos_l s0'); lra.
  have v1 : v <= x1 - x0.
    by rewrite -(ler_pmul2r s0') ev -es [s * _]mulrC ler_pmul2l.
  exists y0, (Neuron s' 1 (v - x1)); rewrite !neval_cons !neval_nil /act /lin /=.
  rewrite (relu_neg (_ : 1 * x0 + _ <= 0)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x1 + _)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x2 + _)); last lra.
  by split; lra.
- have [v ev] := div_ex (y2 - y1) (lt0r_neq0 s0).
  have v0 : 0 < v by apply: (pos_l s0); lra.
  have v1 : v <= x2 - x1.
    by rewrite -(ler_pmul2r s0) ev -es' [s' * _]mulrC ler_pmul2l // ltW.
  exists y2, (Neuron (- s) (-1) (x1 + v)); rewrite !neval_cons !neval_nil /act /lin /=.
  rewrite (relu_pos (_ : 0 <= -1 * x0 + _)); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x1 + _)); last lra.
  rewrite (relu_neg (_ : -1 * x2 + _ <= 0)); last lra.
  by split; lra.
Qed.

(* five points, zigzag: three neurons *)
Lemma zigzag5 (x0 x1 x2 x3 x4 y0 y1 y2 y3 y4 : F) :
  x0 < x1 -> x1 < x2 -> x2 < x3 -> x3 < x4 ->
  y0 < y1 -> y2 < y1 -> y2 < y3 -> y4 < y3 ->
  exists b ns, size ns = 3%N /\
   [/\ neval b ns x0 = y0, neval b ns x1 = y1, neval b ns x2 = y2,
       neval b ns x3 = y3 & neval b ns x4 = y4].
Proof.
move=> hx1 hx2 hx3 hx4 hy1 hy2 hy3 hy4.
have dx1 : 0 < x1 - x0 by lra.
have dx2 : 0 < x2 - x1 by lra.
have dx3 : 0 < x3 - x2 by lra.
have dx4 : 0 < x4 - x3 by lra.
have [a1 e1] := div_ex (y1 - y0) (lt0r_neq0 dx1).
have [a2 e2] := div_ex (y1 - y2) (lt0r_neq0 dx2).
have [a3 e3] := div_ex (y3 - y2) (lt0r_neq0 dx3).
have [a4 e4] := div_ex (y3 - y4) (lt0r_neq0 dx4).
have p1 : 0 < a1 by apply: (pos_l dx1); lra.
have p2 : 0 < a2 by apply: (pos_l dx2); lra.
have p3 : 0 < a3 by apply: (pos_l dx3); lra.
have p4 : 0 < a4 by apply: (pos_l dx4); lra.
case: (leP a1 (a3 + a4)) => h.
- have pM : 0 < a3 + a4 + a2 by lra.
  have [u eu] := div_ex ((x1 - x0) * (a1 + a2)) (lt0r_neq0 pM).
  have u0 : 0 < u by apply: (pos_l pM); rewrite eu; apply: mulr_gt0 => //; lra.
  have u1 : u <= x1 - x0.
    by rewrite -(ler_pmul2r pM) eu ler_pmul2l //; lra.
  exists (y0 + (a3 + a4) * (x3 - x0)),
   [:: Neuron (- (a3 + a4 + a2)) 1 (- (x0 + u)); Neuron (a2 + a3) 1 (- x2);
       Neuron (- (a3 + a4)) (-1) x3].
  split=> //; rewrite !neval_cons !neval_nil /act /lin /=.
  rewrite (relu_neg (_ : 1 * x0 + - (x0 + u) <= 0)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x1 + - (x0 + u))); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x2 + - (x0 + u))); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x3 + - (x0 + u))); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x4 + - (x0 + u))); last lra.
  rewrite (relu_neg (_ : 1 * x0 + - x2 <= 0)); last lra.
  rewrite (relu_neg (_ : 1 * x1 + - x2 <= 0)); last lra.
  rewrite (relu_neg (_ : 1 * x2 + - x2 <= 0)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x3 + - x2)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x4 + - x2)); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x0 + x3)); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x1 + x3)); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x2 + x3)); last lra.
  rewrite (relu_neg (_ : -1 * x3 + x3 <= 0)); last lra.
  rewrite (relu_neg (_ : -1 * x4 + x3 <= 0)); last lra.
  by split; lra.
- have [v ev] := div_ex ((x4 - x3) * (a3 + a4)) (lt0r_neq0 p1).
  have v0 : 0 < v by apply: (pos_l p1); rewrite ev; apply: mulr_gt0 => //; lra.
  have v1 : v <= x4 - x3.
    by rewrite -(ler_pmul2r p1) ev ler_pmul2l //; lra.
  exists (y0 + a1 * (x4 - v - x0)),
   [:: Neuron (- (a1 + a2)) 1 (- x1); Neuron (a2 + a3) 1 (- x2);
       Neuron (- a1) (-1) (x4 - v)].
  split=> //; rewrite !neval_cons !neval_nil /act /lin /=.
  rewrite (relu_neg (_ : 1 * x0 + - x1 <= 0)); last lra.
  rewrite (relu_neg (_ : 1 * x1 + - x1 <= 0)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x2 + - x1)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x3 + - x1)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x4 + - x1)); last lra.
  rewrite (relu_neg (_ : 1 * x0 + - x2 <= 0)); last lra.
  rewrite (relu_neg (_ : 1 * x1 + - x2 <= 0)); last lra.
  rewrite (relu_neg (_ : 1 * x2 + - x2 <= 0)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x3 + - x2)); last lra.
  rewrite (relu_pos (_ : 0 <= 1 * x4 + - x2)); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x0 + (x4 - v))); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x1 + (x4 - v))); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x2 + (x4 - v))); last lra.
  rewrite (relu_pos (_ : 0 <= -1 * x3 + (x4 - v))); last lra.
  rewrite (relu_neg (_ : -1 * x4 + (x4 - v) <= 0)); last lra.
  by split; lra.
Qed.

Section Main.
Variables (x y : nat -> F) (K : nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Definition fitted (z : nat -> F) (m : nat) :=
  exists b ns, size ns = m /\ itp x z b ns 0 K.

Lemma fitted_opp z m : fitted (fun i => - z i) m -> fitted z m.
Proof.
move=> [b [ns [s h]]]; exists (- b), (map (@nopp F) ns); rewrite size_map; split=> // i hi.
by rewrite neval_opp h // opprK.
Qed.

Lemma fitted_ext z p n b ns : (0 < n)%N -> (p + n <= K)%N -> itp x z b ns p (p + n) ->
  fitted z (size ns + (K - n)).
Proof.
move=> n0 pn h; have [ns' [s' _ h']] := extend xinc n0 pn h.
by exists b, (ns' ++ ns); rewrite size_cat s' addnC.
Qed.

Lemma fitted_eq z p : (p.+1 < K)%N -> z p = z p.+1 -> fitted z (K - 2).
Proof.
move=> pK e; apply: (@fitted_ext z p 2 (z p) [::]) => //; first by lia.
move=> i hi; rewrite neval_nil; have [->|->] // : i = p \/ i = p.+1 by lia.
Qed.

Lemma fitted_up z p : (p.+2 < K)%N -> z p < z p.+1 -> z p.+1 < z p.+2 -> fitted z (K - 2).
Proof.
move=> pK h1 h2.
have [||b [n [e0 e1 e2]]] := @mono3 (x p) (x p.+1) (x p.+2) _ _ _ _ _ h1 h2;
  [by apply: xinc => //; lia | by apply: xinc => //; lia |].
rewrite (_ : K - 2 = size [:: n] + (K - 3))%N; last by rewrite /=; lia.
apply: (@fitted_ext z p 3 b) => //; first by lia.
by move=> i hi; have [->|[->|->]] // : i = p \/ i = p.+1 \/ i = p.+2 by lia.
Qed.

Lemma fitted_zig z : (4 < K)%N ->
  z 0%N < z 1%N -> z 2%N < z 1%N -> z 2%N < z 3%N -> z 4%N < z 3%N -> fitted z (K - 2).
Proof.
move=> K5 h1 h2 h3 h4.
have [||||b [ns [sz [e0 e1 e2 e3 e4]]]] :=
  @zigzag5 (x 0%N) (x 1%N) (x 2%N) (x 3%N) (x 4%N) _ _ _ _ _ _ _ _ _ h1 h2 h3 h4;
  try by apply: xinc => //; lia.
rewrite (_ : K - 2 = size ns + (K - 5))%N; last by rewrite sz; lia.
apply: (@fitted_ext z 0 5 b) => //.
by case=> [|[|[|[|[|]]]]] //= i; rewrite andbF.
Qed.

Lemma upper_Km2 : (4 < K)%N -> fitted y (K - 2).
Proof.
move=> K5.
have dn p : (p.+2 < K)%N -> y p.+1 < y p -> y p.+2 < y p.+1 -> fitted y (K - 2).
  by move=> pK h1 h2; apply: fitted_opp; apply: (@fitted_up _ p) => //; rewrite ltr_opp2.
have k1 : (1 < K)%N by lia. have k2 : (2 < K)%N by lia. have k3 : (3 < K)%N by lia.
case: (ltgtP (y 0%N) (y 1%N)) => h1; last exact: fitted_eq h1.
all: case: (ltgtP (y 1%N) (y 2%N)) => h2; last exact: fitted_eq h2.
all: try by [exact: fitted_up h1 h2 | exact: dn h1 h2].
all: case: (ltgtP (y 2%N) (y 3%N)) => h3; last exact: fitted_eq h3.
all: try by [exact: fitted_up h2 h3 | exact: dn h2 h3].
all: case: (ltgtP (y 3%N) (y 4%N)) => h4; last exact: fitted_eq h4.
all: try by [exact: fitted_up h3 h4 | exact: dn h3 h4].
  exact: fitted_zig.
by apply: fitted_opp; apply: fitted_zig => //; rewrite ltr_opp2.
Qed.

Lemma upper_Km1 : (0 < K)%N -> fitted y (K - 1).
Proof.
move=> K0; apply: (@fitted_ext y 0 1 (y 0%N) [::]) => //.
by case=> // _; rewrite neval_nil.
Qed.

(* hats *)
Lemma min_gap n : (n <= K)%N -> exists d, 0 < d /\
  forall i, (i.+1 < n)%N -> d <= x i.+1 - x i.
Proof.
elim: n => [|n IH] nK; first by exists 1; split=> //; exact: ltr01.
have [d [d0 h]] := IH (ltnW nK).
case: n nK h {IH} => [|n] nK h; first by exists 1; split=> //; exact: ltr01.
exists (Num.min d (x n.+1 - x n)); split.
  by rewrite lt_minr d0 subr_gt0 xinc.
move=> i; rewrite ltnS leq_eqVlt => /orP[/eqP [->]|lt]; first by rewrite le_minl lexx orbT.
by rewrite le_minl h.
Qed.

Lemma hats n : (n <= K)%N -> exists ns,
  size ns = (3 * count (fun i => y i != 0%R) (iota 0 n))%N /\
  forall k, (k < K)%N -> neval 0 ns (x k) = if (k < n)%N then y k else 0.
Proof.
have [d [d0 gap]] := min_gap (leqnn K).
elim: n => [|n IH] nK; first by exists [::]; split=> // k _; rewrite neval_nil.
have [ns [sz h]] := IH (ltnW nK).
rewrite -(addn1 n) iotaD count_cat /= add0n addn0 (addn1 n).
have [yn|yn] := eqVneq (y n) 0.
  exists ns; split; first by rewrite sz addn0.
  move=> k kK; rewrite h // ltnS.
  by case: (ltngtP k n) => // ->; rewrite yn.
have [c ec] := div_ex (y n) (lt0r_neq0 d0).
exists [:: Neuron c 1 (d - x n), Neuron (- (c + c)) 1 (- x n), Neuron c 1 (- d - x n) & ns].
split; first by rewrite /= sz; lia.
move=> k kK; rewrite !neval_cons h // /act /lin /=.
case: (ltngtP k n) => hk; [rewrite ltnS (ltnW hk) | rewrite ltnS leqNgt hk /= | rewrite hk ltnSn].
- have gp : d <= x n - x k.
    have g1 := gap n.-1; rewrite prednK in g1; last lia.
    have g2 : x k <= x n.-1 by apply: (xle xinc); lia.
    by have g3 := g1 nK; lra.
  by rewrite !relu_neg; lra.
- have gp : d <= x k - x n.
    have g1 := gap n ltac:(lia).
    have g2 : x n.+1 <= x k by apply: (xle xinc).
    by lra.
  by rewrite !relu_pos; lra.
- rewrite [relu (1 * x n + (- d - x n))]relu_neg; last lra.
  by rewrite !relu_pos; lra.
Qed.

Lemma upper_3N : fitted y (3 * count (fun i => y i != 0%R) (iota 0 K)).
Proof.
have [ns [sz h]] := hats (leqnn K); exists 0, ns; split=> // i /= iK.
by rewrite h // iK.
Qed.
End Main.

Lemma fitted_fits (xs ys : seq F) m : size xs = size ys ->
  fitted (nth 0 xs) (size xs) (nth 0 ys) m -> fits m xs ys.
Proof.
move=> sz [b [ns [s h]]]; exists b, ns; split=> //.
apply: (@eq_from_nth _ 0); rewrite size_map // => i iK.
by rewrite (nth_map 0) // h.
Qed.

Lemma sorted_inc (xs : seq F) : sorted <%R xs ->
  forall i j, (i < j)%N -> (j < size xs)%N -> nth 0 xs i < nth 0 xs j.
Proof.
move=> srt i j ij jK; apply: (sorted_ltn_nth lt_trans 0 srt) => //; rewrite inE //.
exact: ltn_trans jK.
Qed.

Theorem two_layer_upper N K : (5 <= K)%N -> suffices F N K (minn (3 * N) (K - 2)).
Proof.
move=> K5 xs ys [srt sx sy nz].
have sxy : size xs = size ys by rewrite sx.
case: (leqP (3 * N) (K - 2)) => h.
  apply: (@fits_mono F (3 * nnz ys)); first by rewrite leq_mul2l.
  apply: fitted_fits => //; have := upper_3N (nth 0 ys) (sorted_inc srt).
  rewrite (_ : count _ _ = nnz ys) // /nnz -{2}(mkseq_nth 0 ys) /mkseq count_map -sxy.
  exact: eq_count.
apply: fitted_fits => //; rewrite -sx; apply: upper_Km2; last by rewrite sx.
exact: sorted_inc.
Qed.
End Upper.
