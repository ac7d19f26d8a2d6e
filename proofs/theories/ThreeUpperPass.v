(* Finite chains of choices, and what passing a knot makes of a slope: the slope on the right
   of the knot is as large as you like if the one on the left is large enough, and bounded if
   that is bounded, wherever the knot lies in its gap. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Pass.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* ---- finite chains, and finitely many bounds ---- *)
Lemma chain (T : Type) (St : nat -> T -> Prop) (Nx : nat -> T -> T -> Prop) n w0 : St 0%N w0 ->
  (forall j w, (j.+1 < n)%N -> St j w -> exists w', St j.+1 w' /\ Nx j w w') ->
  exists w : nat -> T, w 0%N = w0 /\
    forall j, (j < n)%N -> St j (w j) /\ ((j.+1 < n)%N -> Nx j (w j) (w j.+1)).
Proof.
move=> h0; elim: n => [|n IH] h; first by exists (fun=> w0).
have [|w [e0 hw]] := IH; first by move=> j w jn; apply: h; exact: leq_trans jn _.
case: n h hw {IH} => [|n] h hw; first by exists (fun=> w0); split=> // -[|j].
have [w' [h1 h2]] := h n (w n) (ltnSn _) (hw n (ltnSn _)).1.
exists (fun j => if j == n.+1 then w' else w j); split=> // j.
rewrite ltnS leq_eqVlt => /orP[/eqP ->|jn]; first by rewrite eqxx ltnn; split.
rewrite (ltn_eqF jn); split; first exact: (hw j jn).1.
move=> _; rewrite eqSS; case: eqP => [->|ne] //; apply: (hw j jn).2.
by move: jn; rewrite ltnS leq_eqVlt => /orP[/eqP|].
Qed.

Lemma finite_large (Q : nat -> F -> Prop) n :
  (forall j, (j < n)%N -> exists B, forall c, B <= c -> Q j c) ->
  exists B, forall c, B <= c -> forall j, (j < n)%N -> Q j c.
Proof.
elim: n => [|n IH] h; first by exists 0.
have [j jn|B hB] := IH; first exact/h/leqW.
have [B' hB'] := h n (ltnSn n); exists (Num.max B B') => c.
rewrite le_maxl => /andP[/hB h1 /hB' h2] j; rewrite ltnS leq_eqVlt.
by case/orP => [/eqP -> //|]; exact: h1.
Qed.

(* thresholds from the last cell to the first *)
Lemma thresholds (Q : nat -> F -> F -> Prop) n C : (forall j c, exists b, Q j b c) ->
  exists th : nat -> F, th n = C /\ forall j, (j < n)%N -> Q j (th j) (th j.+1).
Proof.
move=> h; elim: n C => [|n IH] C; first by exists (fun=> C).
have [b hb] := h n C; have [th [e ht]] := IH b.
exists (fun j => if j == n.+1 then C else th j); rewrite eqxx; split=> // j jn.
rewrite ltn_eqF // eqSS; case: eqP => [->|ne]; first by rewrite e.
by apply: ht; move: jn; rewrite ltnS leq_eqVlt => /orP[/eqP|].
Qed.

(* ---- passing a knot t of [g, h] between pivots x1 < g and x2 > h ---- *)
Section Knot.
Variables (g h x1 x2 dl : F).
Hypotheses (x1g : x1 < g) (hx2 : h < x2).
Definition passes (t p p' : F) := [/\ g <= t, t <= h & p' * (x2 - t) = p * (t - x1) + dl].

Lemma pass_lo C : exists B, forall t p p', B <= p -> passes t p p' -> C <= p'.
Proof.
have d1 : 0 < g - x1 by lra.
exists ((`|C| * (x2 - g) + `|dl|) / (g - x1)) => t p p'.
rewrite ler_pdivr_mulr // => hp [gt th e].
have l1 : - `|dl| <= dl by rewrite ler_oppl -normrN ler_norm.
have [c0 l0 c1] : [/\ 0 <= `|C|, 0 <= `|dl| & C <= `|C|] by split; rewrite ?normr_ge0 ?ler_norm.
have p0 : 0 <= p.
  rewrite -(pmulr_lge0 _ d1); apply: le_trans hp; rewrite addr_ge0 // mulr_ge0 //; lra.
apply: le_trans c1 _; have xt : 0 < x2 - t by lra.
rewrite -(ler_pmul2r xt) e.
have := ler_wpmul2l p0 (_ : g - x1 <= t - x1); have := ler_wpmul2l c0 (_ : x2 - t <= x2 - g).
rewrite !ler_add2r ler_add2l ler_opp2 => /(_ gt) h1 /(_ gt) h2; lra.
Qed.

Lemma pass_hi H : exists H', forall t p p', p <= H -> passes t p p' -> p' <= H'.
Proof.
have d1 : 0 < x2 - h by lra.
exists ((`|H| * `|h - x1| + `|dl|) / (x2 - h)) => t p p' pH [gt th e].
set H' := (_ / _).
have eH : H' * (x2 - h) = `|H| * `|h - x1| + `|dl| by rewrite /H' divfK // gt_eqF.
have H0 : 0 <= H' by apply: divr_ge0; [rewrite addr_ge0 ?mulr_ge0 | exact: ltW].
have xt : 0 < x2 - t by lra.
rewrite -(ler_pmul2r xt) e; apply: (@le_trans _ _ (H' * (x2 - h))); last first.
  by apply: ler_wpmul2l => //; lra.
rewrite eH; apply: ler_add (ler_norm _).
have hh : t - x1 <= `|h - x1| by apply: le_trans (ler_norm _); lra.
have t0 : 0 <= t - x1 by lra.
apply: le_trans (ler_wpmul2r t0 pH) _.
apply: le_trans (ler_wpmul2r t0 (ler_norm H)) _; exact: ler_wpmul2l.
Qed.
End Knot.

End Pass.
