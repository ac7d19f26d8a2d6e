(* Widths (2,2) fit any labels at six points of a line.  Paper proof: theorems.md, 3.13.2. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper SmallLower SevenValley.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Six.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Ltac solve := clear; lra.

Record six := Six { p1 : F; p2 : F; p3 : F; p4 : F; p5 : F; p6 : F }.
Definition fit6 (x z : six) := exists g : net3 F,
  [/\ eval3 2 2 g (p1 x) = p1 z, eval3 2 2 g (p2 x) = p2 z & eval3 2 2 g (p3 x) = p3 z] /\
  [/\ eval3 2 2 g (p4 x) = p4 z, eval3 2 2 g (p5 x) = p5 z & eval3 2 2 g (p6 x) = p6 z].

Definition map6 (f : F -> F) (x : six) := Six (f (p1 x)) (f (p2 x)) (f (p3 x)) (f (p4 x)) (f (p5 x)) (f (p6 x)).
Definition rev6 (x : six) := Six (p6 x) (p5 x) (p4 x) (p3 x) (p2 x) (p1 x).

Lemma fit6_opp x z : fit6 x (map6 (@GRing.opp F) z) -> fit6 x z.
Proof.
move=> [g [[e1 e2 e3] [e4 e5 e6]]].
pose h := Net3 (n3a g) (n3c g) (n3v g) (n3b g) (fun k => - n3w g k) (- n3o g).
have E t : eval3 2 2 h t = - eval3 2 2 g t.
  by rewrite /eval3 /= opprD -sumrN; congr (_ + _); apply: eq_bigr => k _; rewrite mulNr.
by exists h; rewrite !E e1 e2 e3 e4 e5 e6 /= !opprK.
Qed.
Lemma fit6_rev x z : fit6 (rev6 (map6 (@GRing.opp F) x)) (rev6 z) -> fit6 x z.
Proof.
move=> [g [[e1 e2 e3] [e4 e5 e6]]].
pose h := Net3 (fun j => - n3a g j) (n3c g) (n3v g) (n3b g) (n3w g) (n3o g).
have E t : eval3 2 2 h t = eval3 2 2 g (- t).
  rewrite /eval3; congr (_ + _); apply: eq_bigr => k _; congr (_ * relu _).
  by rewrite /pre3 /=; congr (_ + _); apply: eq_bigr => j _; rewrite mulNr mulrN.
by exists h; rewrite !E; split; split.
Qed.

(* a network of two bent functions *)
Lemma two_bent (o w0 w1 b0 x0 y0 b1 x1 y1 t1 t2 : F) : exists g : net3 F, forall t,
  eval3 2 2 g t = o + w0 * relu (bent b0 x0 y0 t1 t2 t) + w1 * relu (bent b1 x1 y1 t1 t2 t).
Proof.
exists (Net3 (nth 0 [:: 1; -1]) (nth 0 [:: - t1; t2]) (fun k => nth 0 (nth [::] [:: [:: x0; y0]; [:: x1; y1]] k))
  (nth 0 [:: b0; b1]) (nth 0 [:: w0; w1]) o) => t.
by rewrite /eval3 /pre3 !big_ord_recl !big_ord0 /= mul1r mulN1r [- t + t2]addrC !addr0 !addrA.
Qed.

Section Points.
Variables x1 x2 x3 x4 x5 x6 z1 z2 z3 z4 z5 z6 s1 s2 s3 s4 s5 : F.
Hypotheses (h1 : x1 < x2) (h2 : x2 < x3) (h3 : x3 < x4) (h4 : x4 < x5) (h5 : x5 < x6).
Hypotheses (e1 : s1 * (x2 - x1) = z2 - z1) (e2 : s2 * (x3 - x2) = z3 - z2) (e3 : s3 * (x4 - x3) = z4 - z3)
  (e4 : s4 * (x5 - x4) = z5 - z4) (e5 : s5 * (x6 - x5) = z6 - z5).
Let x := Six x1 x2 x3 x4 x5 x6.
Let z := Six z1 z2 z3 z4 z5 z6.

Lemma steepness : exists M : F, [/\ 0 < M, [/\ - M < s1, - M < s2, - M < s3, - M < s4 & - M < s5],
  [/\ s1 < M, s2 < M, s3 < M, s4 < M & s5 < M],
  0 < M * (x3 - x2) + s1 * (x2 - x1) & `|s5| * (x6 - x1) < (M - s2) * (x3 - x2)].
Proof.
have d : 0 < x3 - x2 by rewrite subr_gt0.
have [al eal] := div_ex (`|s1| * (x2 - x1)) (lt0r_neq0 d).
have [be ebe] := div_ex (`|s5| * (x6 - x1)) (lt0r_neq0 d).
have al0 : 0 <= al by rewrite -(pmulr_lge0 _ d) eal mulr_ge0 // subr_ge0 ltW.
have be0 : 0 <= be.
  by rewrite -(pmulr_lge0 _ d) ebe mulr_ge0 // subr_ge0; move: h1 h2 h3 h4 h5; solve.
have [a1 a2 a3 a4 a5] : [/\ 0 <= `|s1|, 0 <= `|s2|, 0 <= `|s3|, 0 <= `|s4| & 0 <= `|s5|] by split.
have ab (s : F) : s <= `|s| /\ - `|s| <= s by split; [exact: ler_norm | rewrite ler_oppl -normrN ler_norm].
exists (1 + `|s1| + `|s2| + `|s3| + `|s4| + `|s5| + al + be).
have [[u1 l1] [u2 l2]] := (ab s1, ab s2); have [[u3 l3] [u4 l4]] := (ab s3, ab s4); have [u5 l5] := ab s5.
have n1 : - (`|s1| * (x2 - x1)) <= s1 * (x2 - x1) by rewrite -mulNr ler_wpmul2r // subr_ge0 ltW.
move: (`|s1|) (`|s2|) (`|s3|) (`|s4|) (`|s5|) a1 a2 a3 a4 a5 u1 l1 u2 l2 u3 l3 u4 l4 u5 l5 n1 eal ebe al0 be0.
move=> r1 r2 r3 r4 r5 a1 a2 a3 a4 a5 u1 l1 u2 l2 u3 l3 u4 l4 u5 l5 n1 eal ebe al0 be0.
split.
- by move: a1 a2 a3 a4 a5 al0 be0; solve.
- by split; move: a1 a2 a3 a4 a5 al0 be0 l1 l2 l3 l4 l5; solve.
- by split; move: a1 a2 a3 a4 a5 al0 be0 u1 u2 u3 u4 u5; solve.
- have g : 0 < (1 + r1 + r2 + r3 + r4 + r5 + be) * (x3 - x2).
    by apply: mulr_gt0 => //; move: a1 a2 a3 a4 a5 be0; solve.
  by move: g eal n1; solve.
have g : 0 < (1 + r1 + (r2 - s2) + r3 + r4 + r5 + al) * (x3 - x2).
  by apply: mulr_gt0 => //; move: a1 a3 a4 a5 al0 u2; solve.
by move: g ebe; solve.
Qed.

Lemma bent_case : s5 < s4 -> fit6 x z.
Proof.
move=> s54; have [M [M0 [m1 m2 m3 m4 m5] [n1 n2 n3 n4 n5] big1 big2]] := steepness.
pose C := M + M; have C0 : 0 < C by apply: addr_gt0.
have dC : 0 < M + C + s5 by move: M0 m5; rewrite /C; solve.
have [ta et] := div_ex ((M - s1) * (x2 - x1)) (lt0r_neq0 C0).
have [ro er] := div_ex ((C + s5 - s3) * (x4 - x3)) (lt0r_neq0 dC).
have d1 : 0 < x2 - x1 by rewrite subr_gt0. have d2 : 0 < x3 - x2 by rewrite subr_gt0.
have d3 : 0 < x4 - x3 by rewrite subr_gt0. have d4 : 0 < x5 - x4 by rewrite subr_gt0.
have d5 : 0 < x6 - x5 by rewrite subr_gt0.
have ta0 : 0 < ta by rewrite -(pmulr_lgt0 _ C0) et mulr_gt0 // subr_gt0.
have ta1 : ta < x2 - x1.
  rewrite -subr_gt0 -(pmulr_lgt0 _ C0) mulrBl et.
  have : 0 < (M + s1) * (x2 - x1) by apply: mulr_gt0 => //; move: m1; solve.
  by rewrite /C; solve.
have ro0 : 0 < ro by rewrite -(pmulr_lgt0 _ dC) er mulr_gt0 //; move: m5 n3; rewrite /C; solve.
have ro1 : ro < x4 - x3.
  rewrite -subr_gt0 -(pmulr_lgt0 _ dC) mulrBl er.
  have : 0 < (M + s3) * (x4 - x3) by apply: mulr_gt0 => //; move: m3; solve.
  by solve.
pose t1 := x1 + ta; pose t2 := x3 + ro.
have q1 : x1 <= t1 by rewrite ler_addl ltW.
have q2 : t1 <= x2 by move: ta1; rewrite /t1; solve.
have q3 : x3 <= t2 by rewrite ler_addl ltW.
have q4 : t2 <= x4 by move: ro1; rewrite /t2; solve.
have q12 : t1 <= t2 by move: q2 q3 h2; solve.
pose cA := (s4 - s5) * (x5 - x4) + C * (x4 - t1).
pose cB := (M - s2) * (x3 - x2) + s5 * (x3 - t1) + (M + M + s5) * (t2 - x3).
pose A := bent cA (- C) (M - C) t1 t2; pose B := bent cB (- s5) (- (M + M + s5)) t1 t2.
have A4 : A x4 = (s4 - s5) * (x5 - x4).
  have r1 : 0 <= x4 - t1 by move: q12 q4; solve.
  have r2 : t2 - x4 <= 0 by rewrite subr_le0.
  by rewrite /A /bent (relu_pos r1) (relu_neg r2) /cA; solve.
have A5 : A x5 = A x4 - C * (x5 - x4).
  by rewrite /A (bent_right _ _ _ q12 q4 (le_trans q4 (ltW h4))) mulNr.
have A6 : A x6 = A x5 - C * (x6 - x5).
  have k := le_trans q4 (ltW h4).
  by rewrite /A (bent_right _ _ _ q12 k (le_trans k (ltW h5))) mulNr.
have k13 := le_trans q2 (ltW h2); have k22 := le_trans (ltW h2) q3.
have A3 : A x4 = A x3 - M * (t2 - x3) - C * (x4 - t2).
  rewrite /A (bent_right _ _ _ q12 (lexx _) q4) (bent_middle _ _ _ q12 k13 q3 q12 (lexx _)).
  by move: (bent _ _ _ _ _ _) => a; solve.
have A2 : A x3 = A x2 - M * (x3 - x2).
  rewrite /A (bent_middle _ _ _ q12 q2 k22 k13 q3); by move: (bent _ _ _ _ _ _) => a; solve.
have A1 : A x2 = A x1 - s1 * (x2 - x1).
  rewrite /A (bent_middle _ _ _ q12 (lexx _) q12 q2 k22) (bent_left _ _ _ q12 q1 (lexx _)).
  by move: (bent _ _ _ _ _ _) et => a; rewrite /t1; solve.
have B3 : B x3 = (M - s2) * (x3 - x2).
  have r1 : 0 <= x3 - t1 by rewrite subr_ge0.
  have r2 : 0 <= t2 - x3 by rewrite subr_ge0.
  by rewrite /B /bent (relu_pos r1) (relu_pos r2) /cB; solve.
have B2 : B x3 = B x2 + (M + M) * (x3 - x2).
  rewrite /B (bent_middle _ _ _ q12 q2 k22 k13 q3); by move: (bent _ _ _ _ _ _) => a; solve.
have B1 : B x2 = B x1 + (M + M + s5) * (t1 - x1) + (M + M) * (x2 - t1).
  rewrite /B (bent_middle _ _ _ q12 (lexx _) q12 q2 k22) (bent_left _ _ _ q12 q1 (lexx _)).
  by move: (bent _ _ _ _ _ _) => a; solve.
have B4 : B x4 = B x3 + (M + M) * (t2 - x3) - s5 * (x4 - t2).
  rewrite /B (bent_right _ _ _ q12 (lexx _) q4) (bent_middle _ _ _ q12 k13 q3 q12 (lexx _)).
  by move: (bent _ _ _ _ _ _) => a; solve.
have B5 : B x5 = B x4 - s5 * (x5 - x4).
  by rewrite /B (bent_right _ _ _ q12 q4 (le_trans q4 (ltW h4))) mulNr.
have B6 : B x6 = B x5 - s5 * (x6 - x5).
  have k := le_trans q4 (ltW h4).
  by rewrite /B (bent_right _ _ _ q12 k (le_trans k (ltW h5))) mulNr.
have [g eg] := two_bent (z1 + A x1) (-1) (-1) cA (- C) (M - C) cB (- s5) (- (M + M + s5)) t1 t2.
have {}eg t : eval3 2 2 g t = z1 + A x1 - relu (A t) - relu (B t) by rewrite eg !mulN1r.
clearbody A B.
(* signs *)
have pA4 : 0 < A x4 by rewrite A4 mulr_gt0 // subr_gt0.
have g1 : 0 <= M * (t2 - x3) by rewrite mulr_ge0 ?subr_ge0 // ltW.
have g2 : 0 <= C * (x4 - t2) by rewrite mulr_ge0 ?subr_ge0 // ltW.
have pA3 : 0 < A x3 by move: A3 pA4 g1 g2; solve.
have g3 : 0 < M * (x3 - x2) by exact: mulr_gt0.
have pA2 : 0 < A x2 by move: A2 pA3 g3; solve.
have pA1 : 0 < A x1 by move: A1 A2 pA3 big1; solve.
have nA5 : A x5 <= 0.
  have : 0 <= (C - (s4 - s5)) * (x5 - x4) by apply: mulr_ge0; [move: n4 m5; rewrite /C; solve | exact: ltW].
  by move: A5 A4; solve.
have nA6 : A x6 <= 0.
  have : 0 <= C * (x6 - x5) by rewrite mulr_ge0 // ltW.
  by move: A6 nA5; solve.
have nB2 : B x2 <= 0.
  have : 0 < (M + s2) * (x3 - x2) by apply: mulr_gt0 => //; move: m2; solve.
  by move: B2 B3; solve.
have nB1 : B x1 <= 0.
  have k1 : 0 <= (M + M + s5) * (t1 - x1).
    by apply: mulr_ge0; [move: m5 M0; solve | rewrite subr_ge0].
  have k2 : 0 <= (M + M) * (x2 - t1) by apply: mulr_ge0; [move: M0; solve | rewrite subr_ge0].
  by move: B1 nB2 k1 k2; solve.
have pB3 : 0 < B x3 by rewrite B3 mulr_gt0 // subr_gt0.
have g4 : 0 <= (M + M) * (t2 - x3) by apply: mulr_ge0; [move: M0; solve | rewrite subr_ge0].
have far t : t2 <= t -> t <= x6 -> s5 * (t - t2) <= `|s5| * (x6 - x1).
  move=> k1 k2; have l1 : s5 * (t - t2) <= `|s5| * (t - t2) by rewrite ler_wpmul2r ?subr_ge0 // ler_norm.
  have l2 : `|s5| * (t - t2) <= `|s5| * (x6 - x1).
    by apply: ler_wpmul2l => //; move: k2 q1 q12; solve.
  exact: le_trans l1 l2.
have k5 := le_trans q4 (ltW h4).
have f4 := far _ q4 (ltW (lt_trans h4 h5)); have f5 := far _ k5 (ltW h5).
have f6 := far _ (le_trans k5 (ltW h5)) (lexx _); move: (`|s5| * (x6 - x1)) f4 f5 f6 big2 => w f4 f5 f6 big2.
have pB4 : 0 < B x4 by move: B4 B3 f4 big2 g4; solve.
have pB5 : 0 < B x5 by move: B5 B4 B3 f5 big2 g4; solve.
have pB6 : 0 < B x6 by move: B6 B5 B4 B3 f6 big2 g4; solve.
exists g; rewrite !eg (relu_pos (ltW pA1)) (relu_pos (ltW pA2)) (relu_pos (ltW pA3)) (relu_pos (ltW pA4)).
rewrite (relu_neg nA5) (relu_neg nA6) (relu_neg nB1) (relu_neg nB2) (relu_pos (ltW pB3)) (relu_pos (ltW pB4)).
rewrite (relu_pos (ltW pB5)) (relu_pos (ltW pB6)) /=.
have c1 : z1 + A x1 - A x2 - 0 = z2 by move: A1 e1; solve.
have c2 : z1 + A x1 - A x3 - B x3 = z3 by move: c1 A2 B3 e2; solve.
have c3 : z1 + A x1 - A x4 - B x4 = z4.
  by move: c2 A3 B4 e3 er; rewrite /t2; solve.
have c4 : z1 + A x1 - 0 - B x5 = z5 by move: c3 A4 B5 e4; solve.
have c5 : z1 + A x1 - 0 - B x6 = z6 by move: c4 B6 e5; solve.
by split; split=> //; solve.
Qed.

Lemma straight_case : s1 = s2 -> s4 = s5 -> fit6 x z.
Proof.
move=> s12 s45; pose v5 := z4 - z1 + s3 * (x5 - x4); pose v6 := z4 - z1 + s3 * (x6 - x4).
pose H := `|z2 - z1| + `|z3 - z1| + `|z4 - z1| + `|v5| + `|v6|.
have above : [/\ 0 <= H, 0 <= H + (z2 - z1), 0 <= H + (z3 - z1), 0 <= H + (z4 - z1) & 0 <= H + v5 /\ 0 <= H + v6].
  have ab (s : F) : 0 <= `|s| /\ - `|s| <= s by split=> //; rewrite ler_oppl -normrN ler_norm.
  rewrite /H; have [[a2 l2] [a3 l3]] := (ab (z2 - z1), ab (z3 - z1)); have [[a4 l4] [a5 l5]] := (ab (z4 - z1), ab v5).
  have [a6 l6] := ab v6; move: (`|z2 - z1|) (`|z3 - z1|) (`|z4 - z1|) (`|v5|) (`|v6|) a2 a3 a4 a5 a6 l2 l3 l4 l5 l6.
  move: (z2 - z1) (z3 - z1) (z4 - z1) (v5) (v6) => u2 u3 u4 u5 u6 r2 r3 r4 r5 r6 a2 a3 a4 a5 a6 l2 l3 l4 l5 l6.
  by split; try split; move: a2 a3 a4 a5 a6 l2 l3 l4 l5 l6; solve.
have k36 : x3 <= x6 by move: h3 h4 h5; solve.
have k13 : x1 <= x3 by move: h1 h2; solve.
have k35 : x3 <= x5 by move: h3 h4; solve.
have k46 : x4 <= x6 by move: h4 h5; solve.
pose P := bent (H + s1 * (x6 - x1)) (s3 - s1) (- s1) x3 x6; pose Q := bent (x6 - x4) 0 (-1) x3 x6.
have P1 : P x1 = H.
  have r1 : x1 - x3 <= 0 by rewrite subr_le0. have r2 : 0 <= x6 - x1 by rewrite subr_ge0 (le_trans k13).
  by rewrite /P /bent (relu_neg r1) (relu_pos r2); solve.
have P2 : P x2 = P x1 + s1 * (x2 - x1) by rewrite /P (bent_left _ _ _ k36 k13 (ltW h2)) mulNr opprK.
have P3 : P x3 = P x1 + s1 * (x3 - x1) by rewrite /P (bent_left _ _ _ k36 k13 (lexx _)) mulNr opprK.
have Pm u : x3 <= u -> u <= x6 -> P u = P x3 + s3 * (u - x3).
  move=> k1 k2; rewrite /P (bent_middle _ _ _ k36 (lexx _) k36 k1 k2).
  by move: (bent _ _ _ _ _ _) => a; solve.
have Qv t : t <= x6 -> Q t = t - x4.
  move=> k; have r : 0 <= x6 - t by rewrite subr_ge0.
  by rewrite /Q /bent (relu_pos r) mul0r addr0; solve.
have P4 := Pm x4 (ltW h3) k46; have P5 := Pm x5 k35 (ltW h5); have P6 := Pm x6 k36 (lexx _).
have Q1 := Qv x1 (le_trans k13 k36); have Q2 := Qv x2 (le_trans (ltW h2) k36); have Q3 := Qv x3 k36.
have Q4 := Qv x4 k46; have Q5 := Qv x5 (ltW h5); have Q6 := Qv x6 (lexx _).
have [g eg] := two_bent (z1 - H) 1 (s5 - s3) (H + s1 * (x6 - x1)) (s3 - s1) (- s1) (x6 - x4) 0 (-1) x3 x6.
have {}eg t : eval3 2 2 g t = z1 - H + relu (P t) + (s5 - s3) * relu (Q t) by rewrite eg mul1r.
clearbody P Q H; rewrite P1 in P2 P3.
have {}P2 : P x2 = H + (z2 - z1) by move: P2 e1; solve.
have {}P3 : P x3 = H + (z3 - z1) by move: P3 e1 e2; rewrite s12; solve.
have {}P4 : P x4 = H + (z4 - z1) by move: P4 P3 e3; solve.
have {}P5 : P x5 = H + v5 by move: P5 P3 e3; rewrite /v5; solve.
have {}P6 : P x6 = H + v6 by move: P6 P3 e3; rewrite /v6; solve.
have [a1 a2 a3 a4 [a5 a6]] := above; exists g; rewrite !eg P1 P2 P3 P4 P5 P6 Q1 Q2 Q3 Q4 Q5 Q6.
rewrite (relu_pos a1) (relu_pos a2) (relu_pos a3) (relu_pos a4) (relu_pos a5) (relu_pos a6).
have n1 : x1 - x4 <= 0 by move: h1 h2 h3; solve.
have n2 : x2 - x4 <= 0 by move: h2 h3; solve.
have n3 : x3 - x4 <= 0 by move: h3; solve.
have n4 : x4 - x4 <= 0 by rewrite subrr.
have n5 : 0 <= x5 - x4 by move: h4; solve.
have n6 : 0 <= x6 - x4 by move: h4 h5; solve.
rewrite (relu_neg n1) (relu_neg n2) (relu_neg n3) (relu_neg n4) (relu_pos n5) (relu_pos n6) /=.
have c5 : z1 - H + (H + v5) + (s5 - s3) * (x5 - x4) = z5 by move: e4; rewrite s45 /v5; solve.
have c6 : z1 - H + (H + v6) + (s5 - s3) * (x6 - x4) = z6 by move: e4 e5; rewrite s45 /v6; solve.
by split; split=> //; solve.
Qed.
End Points.

Theorem six_in_order (x z : six) : p1 x < p2 x -> p2 x < p3 x -> p3 x < p4 x -> p4 x < p5 x -> p5 x < p6 x ->
  fit6 x z.
Proof.
case: x => x1 x2 x3 x4 x5 x6; case: z => z1 z2 z3 z4 z5 z6 /= h1 h2 h3 h4 h5.
have slope (a b u v : F) : a < b -> exists s, s * (b - a) = v - u.
  by move=> ab; apply: div_ex; rewrite subr_eq0 gt_eqF.
have [s1 e1] := slope _ _ z1 z2 h1; have [s2 e2] := slope _ _ z2 z3 h2; have [s3 e3] := slope _ _ z3 z4 h3.
have [s4 e4] := slope _ _ z4 z5 h4; have [s5 e5] := slope _ _ z5 z6 h5.
have opp s (a b u v : F) : s * (b - a) = v - u -> - s * (b - a) = - v - - u.
  by move=> e; rewrite mulNr e opprB opprK addrC.
have rev s (a b u v : F) : s * (b - a) = v - u -> - s * (- a - - b) = u - v.
  by move=> e; rewrite opprK [- a + b]addrC mulNr e opprB.
have mir (a b : F) : a < b -> - b < - a by rewrite ltr_opp2.
case: (ltgtP s5 s4) => s45; first exact: (bent_case h1 h2 h3 h4 h5 e1 e2 e3 e4 e5 s45).
  apply: fit6_opp; apply: (bent_case h1 h2 h3 h4 h5 (opp _ _ _ _ _ e1) (opp _ _ _ _ _ e2) (opp _ _ _ _ _ e3)
    (opp _ _ _ _ _ e4) (opp _ _ _ _ _ e5)); exact: mir.
case: (ltgtP s1 s2) => s12; last exact: (straight_case h1 h2 h3 h4 h5 e1 e2 e3 e4 e5 s12 (esym s45)).
  apply: fit6_opp; apply: fit6_rev; apply: (bent_case (mir _ _ h5) (mir _ _ h4) (mir _ _ h3) (mir _ _ h2) (mir _ _ h1)
    (rev _ _ _ _ _ (opp _ _ _ _ _ e5)) (rev _ _ _ _ _ (opp _ _ _ _ _ e4)) (rev _ _ _ _ _ (opp _ _ _ _ _ e3))
    (rev _ _ _ _ _ (opp _ _ _ _ _ e2)) (rev _ _ _ _ _ (opp _ _ _ _ _ e1))).
  by rewrite !opprK.
apply: fit6_rev; apply: (bent_case (mir _ _ h5) (mir _ _ h4) (mir _ _ h3) (mir _ _ h2) (mir _ _ h1)
  (rev _ _ _ _ _ e5) (rev _ _ _ _ _ e4) (rev _ _ _ _ _ e3) (rev _ _ _ _ _ e2) (rev _ _ _ _ _ e1)).
exact: mir.
Qed.

Theorem fits_six (xs ys : seq F) : sorted <%R xs -> size xs = 6%N -> size ys = 6%N -> fits3 2 2 xs ys.
Proof.
case: xs => [|x1 [|x2 [|x3 [|x4 [|x5 [|x6 [|//]]]]]]] //= /and5P[h1 h2 h3 h4 /andP[h5 _]] _.
case: ys => [|z1 [|z2 [|z3 [|z4 [|z5 [|z6 [|//]]]]]]] //= _.
have [g [[/= e1 e2 e3] [/= e4 e5 e6]]] := @six_in_order (Six x1 x2 x3 x4 x5 x6) (Six z1 z2 z3 z4 z5 z6) h1 h2 h3 h4 h5.
by exists g; rewrite /= e1 e2 e3 e4 e5 e6.
Qed.
End Six.
