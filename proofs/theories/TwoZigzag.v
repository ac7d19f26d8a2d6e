(* Nets for few points: three monotone points need one neuron, a zigzag of five
   points three. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Zigzag.
Variable F : realFieldType.
Local Ltac lra := flra F.

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
End Zigzag.
