(* Two groups: the relation of ThreeUpperSum.v without roots, over every ordered field.

   There is one knot.  Let it stand near the place where the largest terms, those with the
   constant c, are in balance: what is left over is then balanced by c itself, which enters
   linearly, and is large because the knot is near.  Paper proof: theorems.md, 3.2.6. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra ThreeUpperSpline ThreeUpperPass ThreeUpperTuned.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Two.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma small (A w a b : F) : 0 < A -> 0 < w ->
  exists e, [/\ 0 < e, e < w, e < 1, a * e <= A & b * e <= A].
Proof.
move=> A0 w0; have [iA iw] : 0 < A^-1 /\ 0 < w^-1 by rewrite !invr_gt0.
pose T := 1 + w^-1 + `|a| / A + `|b| / A.
have [a0 b0] : 0 <= `|a| / A /\ 0 <= `|b| / A by split; apply: divr_ge0 => //; exact: ltW.
have T0 : 0 < T by rewrite /T; lra.
have e0 : 0 < T^-1 by rewrite invr_gt0.
have eT : T^-1 * T = 1 by rewrite mulVf // gt_eqF.
have le d : 0 <= `|d| / A -> `|d| / A <= T -> d * T^-1 <= A.
  move=> _ h; apply: le_trans (ler_wpmul2r (ltW e0) (ler_norm d)) _.
  by rewrite ler_pdivr_mulr // mulrC -ler_pdivr_mulr.
exists T^-1; split=> //.
- by rewrite -[w]invrK ltf_pinv ?posrE ?invr_gt0 // /T; lra.
- by rewrite -[X in _ < X]invr1 ltf_pinv ?posrE ?ltr01 // /T; lra.
- by apply: le => //; rewrite /T; lra.
- by apply: le => //; rewrite /T; lra.
Qed.

Lemma pick (r0 r1 r2 y k w c0 : F) : 0 < k -> 0 < w -> w < y ->
  exists s c, [/\ - w < s, s < w, c0 <= c & c * (y - s) * - s * k = r0 + r1 * s + r2 * s * s].
Proof.
move=> k0 w0 wy.
suff main (sig : F) : sig = 1 \/ sig = -1 -> 0 < sig * r0 ->
    exists s c, [/\ - w < s, s < w, c0 <= c & c * (y - s) * - s * k = r0 + r1 * s + r2 * s * s].
  case: (ltrgtP r0 0) => h.
  - by apply: (main (-1)); [right | lra].
  - by apply: (main 1); [left | lra].
  - by exists 0, c0; split; rewrite ?h ?lexx //; lra.
move=> sE sr; have A0 : 0 < sig * r0 / 2%:R by rewrite divr_gt0 // ltr0n.
have [e [e0 ew e1 he1 he2]] := small (`|r1| + `|r2|) (`|c0| * ((y + w) * k)) A0 w0.
have ss : sig * sig = 1 by case: sE => ->; lra.
have [se1 se2] : - e <= sig * e /\ sig * e <= e by case: sE => ->; split; lra.
pose den := (y + sig * e) * e * k.
have den0 : 0 < den by rewrite /den !mulr_gt0 //; lra.
pose num := sig * r0 - r1 * e + sig * r2 * (e * e).
have eA : sig * r0 / 2%:R + sig * r0 / 2%:R = sig * r0 by rewrite -splitr.
have hnum : sig * r0 / 2%:R <= num.
  have h1 : r1 * e <= `|r1| * e by rewrite ler_wpmul2r ?ler_norm // ltW.
  have h2 : e * e <= e by rewrite -[X in _ <= X]mulr1 ler_wpmul2l // ltW.
  have h3 : - (sig * r2) <= `|r2|.
    by apply: le_trans (ler_norm _) _; rewrite normrN normrM; case: sE => ->; rewrite ?normrN1 ?normr1 mul1r.
  have h4 := ler_wpmul2r (mulr_ge0 (ltW e0) (ltW e0)) h3.
  have h5 := ler_wpmul2l (normr_ge0 r2) h2.
  by rewrite /num; lra.
exists (- (sig * e)), (num / den); split; [lra | lra | |].
- rewrite ler_pdivl_mulr //; apply: le_trans hnum; apply: le_trans he2.
  apply: le_trans (ler_wpmul2r (ltW den0) (ler_norm c0)) _.
  rewrite -mulrA; apply: ler_wpmul2l; first exact: normr_ge0.
  rewrite /den mulrAC; apply: ler_wpmul2r; first exact: ltW.
  by apply: ler_wpmul2r; [exact: ltW | lra].
have eN : num / den * den = num by rewrite divfK // gt_eqF.
transitivity (sig * (num / den * den)); first by rewrite /den; lra.
rewrite eN /num.
have -> : sig * (sig * r0 - r1 * e + sig * r2 * (e * e)) = sig * sig * (r0 + r2 * (e * e)) - r1 * (sig * e) by lra.
have -> : r0 + r1 * - (sig * e) + r2 * - (sig * e) * - (sig * e) = r0 - r1 * (sig * e) + sig * sig * (r2 * (e * e)) by lra.
by rewrite ss; lra.
Qed.

Variables (X0 XP XI V0 VP VI g h : nat -> F).
Hypothesis pl : forall j, placed X0 XP XI g h j.
Local Notation sg := (sg F).
Local Notation tuned := (tuned X0 XP XI V0 VP VI g h 2).
Let dI j := sg j * (XI j - X0 j).
Let dP j := sg j * (XP j - X0 j).
Let kap j := VI j + VP j - V0 j.

Lemma tuned_two C : exists c, tuned (-1) c C.
Proof.
pose C' := Num.max C 0.
have [C'0 C'C] : 0 <= C' /\ C <= C' by rewrite /C' !le_maxr !lexx orbT.
have dP0 j : 0 < dP j by rewrite /dP; have [_ _ _ [h1 h2]] := pl j; lra.
have dI0 j : 0 < dI j by have [_ _ _ []] := pl j.
have [gap [xg hx] [eg eh _ _] _] := pl 0.
have [B hB] := pass_lo (VI 0%N - VI 1%N) xg hx C'.
pose a := Num.max B C'.
have [aB aC'] : B <= a /\ C' <= a by rewrite /a; split; rewrite le_maxr lexx ?orbT.
have [H hH] := pass_hi (VI 0%N - VI 1%N) xg hx a.
pose c0 := Num.max (C' * dP 0%N - kap 0%N + a * dI 0%N) (C' * dP 1%N - kap 1%N + `|H| * dI 1%N).
pose k := dP 0%N + dP 1%N; have k0 : 0 < k by rewrite /k addr_gt0.
pose t0 := (g 0%N * dP 1%N + h 0%N * dP 0%N) / k.
have et : t0 * k = g 0%N * dP 1%N + h 0%N * dP 0%N by rewrite /t0 divfK // gt_eqF.
have d0 : 0 < h 0%N - g 0%N by lra.
have [tg th] : g 0%N < t0 /\ t0 < h 0%N.
  rewrite /t0 ltr_pdivl_mulr // ltr_pdivr_mulr // /k.
  by have := mulr_gt0 d0 (dP0 0%N); have := mulr_gt0 d0 (dP0 1%N); split; lra.
pose w := Num.min (t0 - g 0%N) (h 0%N - t0).
have w0 : 0 < w by rewrite /w lt_minr; apply/andP; split; lra.
have [wg wh] : w <= t0 - g 0%N /\ w <= h 0%N - t0 by rewrite /w !le_minl !lexx orbT.
(* c (x2 - t) (t0 - t) k = (A (t - g) + E) dP1 (x2 - t) - (kap1 (x2 - t) - (a (t - x1) + dV) dI1) dP0 (h - t) *)
pose A := kap 0%N - a * dI 0%N; pose E := (VP 0%N - VP 1%N) * dP 0%N; pose y := XI 1%N - t0.
pose m := a * (t0 - XI 0%N) + (VI 0%N - VI 1%N); pose tg0 := t0 - g 0%N; pose ht0 := h 0%N - t0.
pose n0 := kap 1%N * y - m * dI 1%N; pose n1 := - kap 1%N - a * dI 1%N; pose e0 := A * tg0 + E.
have wy : w < y by rewrite /y; lra.
have [s [c [s1 s2 cc eq]]] := @pick (e0 * dP 1%N * y - n0 * dP 0%N * ht0)
  (A * dP 1%N * y - e0 * dP 1%N - n1 * dP 0%N * ht0 + n0 * dP 0%N)
  (- (A * dP 1%N) + n1 * dP 0%N) y k w c0 k0 w0 wy.
have [cc1 cc2] : C' * dP 0%N - kap 0%N + a * dI 0%N <= c /\ C' * dP 1%N - kap 1%N + `|H| * dI 1%N <= c.
  by move: cc; rewrite /c0 le_maxl => /andP[].
pose t := t0 + s; have [gt t_h] : g 0%N < t /\ t < h 0%N by rewrite /t; split; lra.
have xt : 0 < XI 1%N - t by lra.
pose a' := (a * (t - XI 0%N) + (VI 0%N - VI 1%N)) / (XI 1%N - t).
have ea : a' * (XI 1%N - t) = a * (t - XI 0%N) + (VI 0%N - VI 1%N) by rewrite /a' divfK // gt_eqF.
have pp : passes (g 0%N) (h 0%N) (XI 0%N) (XI 1%N) (VI 0%N - VI 1%N) t a a' by split=> //; exact: ltW.
have lo := hB t a a' aB pp; have hi := hH t a a' (lexx a) pp.
pose q := (c + kap 0%N - a * dI 0%N) / dP 0%N; pose q' := (c + kap 1%N - a' * dI 1%N) / dP 1%N.
have eq0 : q * dP 0%N = c + kap 0%N - a * dI 0%N by rewrite /q divfK // gt_eqF.
have eq1 : q' * dP 1%N = c + kap 1%N - a' * dI 1%N by rewrite /q' divfK // gt_eqF.
have qC : C' <= q by rewrite /q ler_pdivl_mulr //; lra.
have q'C : C' <= q'.
  rewrite /q' ler_pdivl_mulr //; have := ler_wpmul2r (ltW (dI0 1%N)) (le_trans hi (ler_norm H)); lra.
have R j (b r : F) : r * dP j = c + kap j - b * dI j -> related X0 XP XI V0 VP VI (-1) c j (b, b + r, r).
  by rewrite /dP /dI /kap => e u /=; clear -e; lra.
have r0 := R 0%N _ _ eq0; have r1 := R 1%N _ _ eq1.
have mI : meet XI VI 0 t a a' by rewrite /meet /ThreeUpperTuned.sg expr0 expr1; clear -ea; lra.
have mP : meet XP VP 0 t q q'.
  rewrite /meet eg eh /ThreeUpperTuned.sg expr0 expr1.
  suff e : (q * (t - g 0%N) + (VP 0%N - VP 1%N) - q' * (h 0%N - t)) * (dP 0%N * dP 1%N * (XI 1%N - t)) = 0.
    have nz : dP 0%N * dP 1%N * (XI 1%N - t) != 0 by apply: lt0r_neq0; apply: mulr_gt0 xt; apply: mulr_gt0.
    by move/eqP: e; rewrite mulf_eq0 (negbTE nz) orbF => /eqP e; clear -e; lra.
  have -> : (q * (t - g 0%N) + (VP 0%N - VP 1%N) - q' * (h 0%N - t)) * (dP 0%N * dP 1%N * (XI 1%N - t)) =
    (q * dP 0%N * (t - g 0%N) + E) * (dP 1%N * (XI 1%N - t)) - q' * dP 1%N * (XI 1%N - t) * (dP 0%N * (h 0%N - t)).
    by rewrite /E; clear; lra.
  have e2 : q' * dP 1%N * (XI 1%N - t) = (c + kap 1%N) * (XI 1%N - t) - (a' * (XI 1%N - t)) * dI 1%N.
    by rewrite eq1; clear; lra.
  rewrite e2 ea eq0.
  have ht : dP 0%N * (h 0%N - t) - dP 1%N * (t - g 0%N) = - s * k by rewrite /t; clear -et; rewrite /k in et *; lra.
  have -> : ((c + kap 0%N - a * dI 0%N) * (t - g 0%N) + E) * (dP 1%N * (XI 1%N - t)) -
    ((c + kap 1%N) * (XI 1%N - t) - (a * (t - XI 0%N) + (VI 0%N - VI 1%N)) * dI 1%N) * (dP 0%N * (h 0%N - t)) =
    - (c * (XI 1%N - t) * (dP 0%N * (h 0%N - t) - dP 1%N * (t - g 0%N))) +
    ((A * (t - g 0%N) + E) * (dP 1%N * (XI 1%N - t)) -
     (kap 1%N * (XI 1%N - t) - (a * (t - XI 0%N) + (VI 0%N - VI 1%N)) * dI 1%N) * (dP 0%N * (h 0%N - t))).
    by rewrite /A; clear; lra.
  rewrite ht; move: eq; rewrite /t /n0 /n1 /e0 /m /tg0 /ht0 /y => eq; clear -eq; lra.
exists c, (fun j => if j is 0%N then (a, a + q, q) else (a', a' + q', q')) => -[|[|//]] _; split=> //.
- by split=> //=; lra.
- by move=> _; exists t; split=> //; apply: (meet_0 r0 r1).
- by split=> //=; lra.
Qed.
End Two.
