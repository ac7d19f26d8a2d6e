(* Chains: groups of n + 1 units that serve n labels in every run, wherever these stand.

   The zigzags of a chain are 0, Z_0, .., Z_{n-1}, 0, and its units have the sums of neighbours
   as pre-activations, with outer weights of alternating signs: before its pivots and behind
   them the alternating sum telescopes to 0, at a pivot to the label there.
   Paper proof: theorems.md, 3.3.6. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperRank ThreeUpperBase ThreeUpperPass ThreeUpperUnits.
From FTCert Require Import ChainStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Chains.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* ---- one chain at one point, where its zigzags have the values Z ---- *)
Lemma chain_sum (w Z : nat -> F) (M : F) n r : 0 <= M -> (r <= n.+1)%N ->
  (forall i, w i.+1 = - w i) -> Z 0%N = 0 -> Z n.+1 = 0 ->
  (forall i, (0 < i <= n)%N ->
     [/\ (i < r)%N -> M <= Z i, i = r -> `|Z i| <= M & (r < i)%N -> Z i <= - M]) ->
  (r = 1%N -> 0 <= Z 1%N) -> (r = n -> Z n <= 0) ->
  \sum_(i < n.+1) w i * relu (Z i.+1 + Z i) = - w r * Z r.
Proof.
move=> M0 rn ws Z0 Zn at_ first last.
have on i : (0 < i <= n)%N -> i = r -> - M <= Z i <= M.
  by move=> h e; rewrite -ler_norml; case: (at_ i h) => _ ->.
have -> : - w r * Z r = - w r * Z r - - w 0%N * Z 0%N by rewrite Z0 mulr0 subr0.
apply: (@relu_telescope F w (fun i => Z i.+1 + Z i) (fun i => - w i * Z i)) => // i ir.
- by rewrite ws; lra.
- have [hi1 hi2] : 0 <= Z i /\ ((0 < i)%N -> M <= Z i).
    case: (posnP i) => [->|i0]; first by rewrite Z0.
    by have [|h _ _] := at_ i; [lia | have := h ir; split=> //; lra].
  case: (ltnP i.+1 r) => h; first by have [|/(_ h)] := at_ i.+1; [lia | lra].
  have e : i.+1 = r by lia.
  case: (leqP i.+1 n) => hn; last by rewrite (_ : i.+1 = n.+1) ?Zn; [lra | lia].
  case: (posnP i) => [i0|i0]; last by have /andP[h1 _] := on i.+1 hn e; have := hi2 i0; lra.
  by move: e; rewrite i0 Z0 => e; have := first (esym e); lra.
case/andP: ir => ri; rewrite ltnS leq_eqVlt => /orP[/eqP e|hn].
  rewrite e Zn; case: (ltngtP r n) => h; [|lia|by have := last h; lra].
  by have [|_ _ /(_ h)] := at_ n; [lia | lra].
have {}up : Z i.+1 <= - M by have [|_ _ h] := at_ i.+1; [lia | apply: h; lia].
case: (ltngtP r i) => h; [|lia|]; first by have [|_ _ /(_ h)] := at_ i; [lia | lra].
case: (posnP i) => [i0|i0]; first by move: up; rewrite i0 Z0; lra.
by have /andP[_ h1] := on i (introT andP (conj i0 (ltnW hn))) (esym h); lra.
Qed.

Section Core.
Variables (K G C : nat) (X z t : nat -> F) (cs : nat -> chain F) (run : nat -> nat) (rank : nat -> nat -> nat).
Hypothesis t_inc : forall j, (j < G)%N -> t j < t j.+1.
Hypothesis X_run : forall i, (i < K)%N -> (run i < G)%N /\ t (run i) < X i < t (run i).+1.
Hypothesis chains_fit : forall k j, (k < C)%N -> (j < G)%N -> end_signs (cs k) j /\
  forall l, (l < pivots (cs k))%N -> t j < place (cs k) l j < t j.+1.
Hypothesis X_place : forall i, (i < K)%N ->
  (forall k, (k < C)%N -> in_place (cs k) (run i) (rank k i) (X i)) /\
  \sum_(k < C) served (cs k) (run i) (rank k i) = z i.
Let n k := pivots (cs k).

(* knots and pivots, continued beyond the last run *)
Definition tt j : F := if (j <= G)%N then t j else t G + (j - G)%:R.
Definition pv k l j : F := if (j < G)%N then place (cs k) l j else (tt j + tt j.+1) / 2%:R.
Definition outer k i : F := (-1) ^+ negative_first (cs k) * (-1) ^+ i.
Definition height k l j : F := outer k l * label (cs k) l j.

Lemma tt_inc j : tt j < tt j.+1.
Proof.
rewrite /tt; case: (ltngtP j G) => h; first exact: t_inc.
  by rewrite ltr_add2l ltr_nat; lia.
by rewrite h -[X in X < _]addr0 ltr_add2l ltr0n subn_gt0.
Qed.

Lemma pv_cell k l j : (k < C)%N -> (l < n k)%N -> tt j < pv k l j < tt j.+1.
Proof.
move=> kC ln; rewrite /pv; case: ltnP => jG; last exact: half_lt (tt_inc j).
by rewrite /tt (ltnW jG) jG; exact: (chains_fit kC jG).2.
Qed.

Let M := total (fun k => total (fun l => total (label (cs k) l) G) (n k)) C.
Let steepest := total (fun i => total (fun k => total (fun l =>
  2%:R * M / (X i - place (cs k) l (run i))) (n k)) C) K.

Lemma le_total (f : nat -> F) m i (e : F) : (i < m)%N -> `|e| <= `|f i| -> `|e| <= `|total f m|.
Proof.
move=> im h; rewrite (ger0_norm (total_ge0 _ _)); exact: le_trans h (totalP f im).
Qed.

Lemma M0 : 0 <= M. Proof. exact: total_ge0. Qed.
Lemma M_label k l j : (k < C)%N -> (l < n k)%N -> (j < G)%N -> `|label (cs k) l j| <= M.
Proof.
move=> kC ln jG; rewrite -(ger0_norm M0) /M; apply: le_total kC _; apply: le_total ln _.
exact: le_total jG _.
Qed.
Lemma outer_norm k i (e : F) : `|outer k i * e| = `|e|.
Proof. by rewrite /outer -mulrA !norm_sign. Qed.
Lemma outer_sq k i (e : F) : outer k i * (outer k i * e) = e.
Proof.
rewrite /outer; set a := (-1) ^+ negative_first _; set b := (-1) ^+ i.
have -> : a * b * (a * b * e) = a * (a * (b * (b * e))) by lra.
by rewrite !sign_sq.
Qed.

Lemma steepest_far i k l S : (i < K)%N -> (k < C)%N -> (l < n k)%N -> steepest <= S ->
  X i != place (cs k) l (run i) -> 2%:R * M <= S * `|X i - place (cs k) l (run i)|.
Proof.
move=> iK kC ln hS ne; set d := _ - _; have d0 : 0 < `|d| by rewrite normr_gt0 subr_eq0.
rewrite -ler_pdivr_mulr //; apply: le_trans hS.
have -> : 2%:R * M / `|d| = `|2%:R * M / d|.
  by rewrite normrM normfV (@ger0_norm _ (_ * M)) // mulr_ge0 ?ler0n ?M0.
rewrite -[steepest]ger0_norm ?total_ge0 // /steepest.
apply: le_total iK _; apply: le_total kC _; exact: le_total ln _.
Qed.

Section Values.
Variables (s : F).
Hypothesis big : forall k, (k < C)%N -> forall l, (l < n k)%N -> forall j, (j < G)%N ->
  steepest <= steep (fun j => tt j.+1) (pv k l) (height k l) s j.
Let Z k l := zig (tt 0) (fun j => tt j.+1) (pv k l) (height k l) s G.
Definition inside A (d : A) k (f : nat -> A) i := if (0 < i <= n k)%N then f i.-1 else d.

Lemma Z_rank i k l : (i < K)%N -> (k < C)%N -> (l < n k)%N -> let r := rank k i in
  [/\ (l.+1 < r)%N -> M <= Z k l (X i), l.+1 = r -> Z k l (X i) = height k l (run i) &
      (r < l.+1)%N -> Z k l (X i) <= - M].
Proof.
move=> iK kC ln r; have [jG /andP[lo hi]] := X_run iK; set j := run i in jG lo hi *.
have m0 := M0; have hl : `|height k l j| <= M by rewrite outer_norm M_label.
have pE : pv k l j = place (cs k) l j by rewrite /pv jG.
have kn m : knot (tt 0) (fun j => tt j.+1) m = tt m by case: m.
have [S [hS eZ]] : exists S : F, steepest <= S /\
    Z k l (X i) = height k l j + (-1) ^+ j * S * (X i - place (cs k) l j).
  exists (steep (fun j => tt j.+1) (pv k l) (height k l) s j); split; first exact: big.
  rewrite -pE; apply: zig_on => //.
  - by move=> m; case/andP: (pv_cell m kC ln).
  - by move=> m; case/andP: (pv_cell m.+1 kC ln).
  - by case/andP: (pv_cell 0 kC ln).
  - by rewrite kn /tt (ltnW jG) ltW.
  - by move=> _; rewrite kn /tt jG ltW.
have [_ /(_ l ln) [up mid down]] := (X_place iK).1 k kC; rewrite -/r -/j /further in up mid down.
move: hl; rewrite ler_norml eZ => /andP[h1 h2].
have far : X i != place (cs k) l j -> 2%:R * M <= S * `|X i - place (cs k) l j| by exact: steepest_far.
have sd : `|X i - place (cs k) l j| = `|(-1) ^+ j * (X i - place (cs k) l j)| by rewrite norm_sign.
split=> [h|h|h].
- have pos := up h; have ne : X i != place (cs k) l j.
    by apply: contraTneq pos => ->; rewrite subrr mulr0 ltxx.
  by have := far ne; rewrite sd gtr0_norm //; lra.
- by rewrite -(mid h) subrr mulr0 addr0.
- have neg := down h; have ne : X i != place (cs k) l j.
    by apply: contraTneq neg => ->; rewrite subrr mulr0 ltxx.
  have neg' : (-1) ^+ j * (X i - place (cs k) l j) < 0 by lra.
  by have := far ne; rewrite sd ltr0_norm //; lra.
Qed.

Lemma chain_at i k : (i < K)%N -> (k < C)%N ->
  \sum_(c < (n k).+1) outer k c * relu (inside 0 k (Z k ^~ (X i)) c.+1 + inside 0 k (Z k ^~ (X i)) c)
  = served (cs k) (run i) (rank k i).
Proof.
move=> iK kC; have [rn _] := (X_place iK).1 k kC; have [jG _] := X_run iK.
have [ends _] := chains_fit kC jG.
have ws m : outer k m.+1 = - outer k m by rewrite /outer exprS; lra.
rewrite (@chain_sum (outer k) (inside 0 k (Z k ^~ (X i))) M (n k) (rank k i) M0 rn ws) //.
- rewrite /inside /served -/(n k); case: ifP => h; last by rewrite mulr0.
  have r0 : (rank k i).-1.+1 = rank k i by lia.
  have ln : ((rank k i).-1 < n k)%N by lia.
  have [_ /(_ r0) -> _] := Z_rank iK kC ln; rewrite /height -{1}r0 ws opprK.
  exact: outer_sq.
- by rewrite /inside /= ltnn.
- move=> m hm; rewrite /inside hm; have ln : (m.-1 < n k)%N by lia.
  have m1 : m.-1.+1 = m by lia.
  have [] := Z_rank iK kC ln; rewrite m1 => h1 h2 h3; split=> // e.
  by rewrite h2 // outer_norm M_label.
- move=> r1; rewrite /inside /=; case: ifP => // n0.
  have [_ /(_ (esym r1)) -> _] := Z_rank iK kC n0.
  by rewrite /height /outer expr0 mulr1; exact: (ends n0).1.
- move=> rE; rewrite /inside leqnn andbT; case: ifP => // n0.
  have ln : ((n k).-1 < n k)%N by lia.
  have n1 : (n k).-1.+1 = rank k i by lia.
  have [_ /(_ n1) -> _] := Z_rank iK kC ln.
  have := (ends n0).2; rewrite -/(n k) /height /outer -{1}(prednK n0) exprS; lra.
Qed.
End Values.

Theorem chains_core : exists g : net3 F,
  forall i, (i < K)%N -> eval3 G (\sum_(k < C) (n k).+1) g (X i) = z i.
Proof.
have [s big] : exists s, forall k, (k < C)%N -> forall l, (l < n k)%N -> forall j, (j < G)%N ->
    steepest <= steep (fun j => tt j.+1) (pv k l) (height k l) s j.
  have [k kC|B hB] := @finite_large F (fun k s => forall l, (l < n k)%N -> forall j, (j < G)%N ->
    steepest <= steep (fun j => tt j.+1) (pv k l) (height k l) s j) C; last by exists B; exact: hB.
  apply: finite_large => l ln; apply: steep_large => j.
    by case/andP: (pv_cell j kC ln).
  by case/andP: (pv_cell j.+1 kC ln).
pose neurons := units (fun k => (n k).+1) C; pose nrn := nth (0, 0)%N neurons.
have -> : (\sum_(k < C) (n k).+1 = size neurons)%N by rewrite size_units.
pose zr k l := zig_row (fun j => tt j.+1) (pv k l) (height k l) s.
pose zb k l := zig_bias (tt 0) (pv k l) (height k l) s.
pose row k i j := inside 0 k (fun l => zr k l j) i.
exists (spline_net (knot (tt 0) (fun j => tt j.+1))
  (fun m j => row (nrn m).1 (nrn m).2.+1 j + row (nrn m).1 (nrn m).2 j)
  (fun m => inside 0 (nrn m).1 (zb (nrn m).1) (nrn m).2.+1 + inside 0 (nrn m).1 (zb (nrn m).1) (nrn m).2)
  (fun m => outer (nrn m).1 (nrn m).2) 0) => i iK.
pose Z k l := zig (tt 0) (fun j => tt j.+1) (pv k l) (height k l) s G.
pose f p := outer p.1 p.2 * relu (inside 0 p.1 (Z p.1 ^~ (X i)) p.2.+1 + inside 0 p.1 (Z p.1 ^~ (X i)) p.2).
have rowE k m : spline (knot (tt 0) (fun j => tt j.+1)) (row k m) (inside 0 k (zb k) m) G (X i) =
    inside 0 k (Z k ^~ (X i)) m.
  rewrite /row /inside; case: ifP => h //.
  by rewrite /spline big1 ?addr0 // => j _; rewrite mul0r.
rewrite eval_spline_net add0r.
transitivity (\sum_(m < size neurons) f (nrn m)).
  by apply: eq_bigr => m _; rewrite /f spline_add !rowE.
rewrite sum_units -(X_place iK).2; apply: eq_bigr => k _.
by rewrite -(chain_at big iK (ltn_ord k)).
Qed.
End Core.
End Chains.
