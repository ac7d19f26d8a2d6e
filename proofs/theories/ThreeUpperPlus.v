(* Widths (G, P), P >= 3, fit any labels on G (P + 1) + 1 points, where positive elements are
   squares; and over every ordered field if G = 2 and P is odd.  What follows for m*_3(N,K).

   The ladder with a base (ThreeUpperBase.v) on zigzags whose knots are chosen such that its
   relation holds: for odd P between the zigzags of ranks 0, P - 1, P (ThreeUpperSum.v), for
   even P between those of ranks 0, 2, P (ThreeUpperMiddle.v); for G = 2 see ThreeUpperTwo.v.
   Paper proof: theorems.md, 3.2.4, 3.2.6 and 3.4.5. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperData ThreeUpperRank ThreeUpperBase.
From FTCert Require Import ThreeUpperTuned ThreeUpperSum ThreeUpperMiddle ThreeUpperTwo ThreeUpper.
From FTCert Require DenseStatements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Plus.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* lines that meet at the knots are those of the zigzag *)
Lemma steep_meet (u X V S : nat -> F) G :
  (forall j, (j.+1 < G)%N -> u j < X j.+1 /\ meet X V j (u j) (S j) (S j.+1)) ->
  forall j, (j < G)%N -> steep u X V (S 0%N) j = S j.
Proof.
move=> h; elim=> [|j IH] jG //=; rewrite IH; last exact: ltnW.
have [ux] := h j jG; rewrite /meet sgS => m.
have ux0 : X j.+1 - u j != 0 by rewrite gt_eqF // subr_gt0.
apply: (mulIf ux0); rewrite divfK //.
have e : sg F j * (V j + sg F j * S j * (u j - X j)) = sg F j * (V j.+1 + - sg F j * S j.+1 * (u j - X j.+1)).
  by rewrite m.
rewrite -/(sg F j); have s2 := sg2 F j; move: (sg F j) s2 e => s s2.
have -> : s * (V j + s * S j * (u j - X j)) = s * V j + s * s * (S j * (u j - X j)) by lra.
have -> : s * (V j.+1 + - s * S j.+1 * (u j - X j.+1)) = s * V j.+1 - s * s * (S j.+1 * (u j - X j.+1)) by lra.
by rewrite s2; lra.
Qed.

Section Core.
Variables (x z : nat -> F) (xf y0 : F) (G P : nat).
Hypothesis x_inc : forall i, x i < x i.+1.
Hypothesis P3 : (3 <= P)%N.
Let Q := P.+1.
Local Notation dxi := (dxi x Q).
Local Notation dval := (dval z Q).
Let b : nat := if odd P then P.-1 else 2%N.
Let gl j := x (j.+1 * Q).-1.
Let hl j := x (j.+1 * Q)%N.
Local Notation placed := (placed (dxi 0) (dxi P) (dxi b) gl hl).
Local Notation tuned := (tuned (dxi 0) (dxi P) (dxi b) (dval 0) (dval P) (dval b) gl hl).

Lemma bP : [/\ (0 < b)%N, (b < P)%N & ~~ odd b].
Proof. by rewrite /b; case: ifP => oP; split; lia. Qed.

Lemma points_placed j : placed j.
Proof.
have [b0 bltP _] := bP; have lt := increasing_lt x_inc.
have L i l : i = l -> x i = x l by move->.
rewrite /placed /sg -signr_odd /gl /hl /dxi /dpoint /= /Q.
case oj: (odd j); rewrite /= ?expr1 ?expr0; split.
all: try by apply: lt; lia.
all: try by split; apply: lt; nia.
all: try by split; rewrite ?mulN1r ?mul1r ?opprB subr_gt0; apply: lt; nia.
all: by split; [apply: L; nia | apply: L; nia | apply: lt; nia | apply: lt; nia].
Qed.

Lemma relation_tuned C : DenseStatements.square_roots F -> exists c, tuned G ((-1) ^+ P) c C.
Proof.
rewrite -signr_odd; move: points_placed; rewrite /b; case: (odd P) => pl squares.
  by rewrite expr1; exact: tuned_sum.
by rewrite expr0; exists 0; exact: tuned_middle.
Qed.

Lemma relation_two C : odd P -> exists c, tuned 2 ((-1) ^+ P) c C.
Proof. by move=> oP; rewrite -signr_odd oP expr1; exact: tuned_two points_placed _. Qed.

Hypotheses (G0 : (0 < G)%N) (xf_x : xf < x 0%N) (y0_z : y0 < z 0%N).
Hypothesis tuning : forall C, exists c, tuned G ((-1) ^+ P) c C.

Theorem plus_core : exists g : net3 F,
  (forall i, (i < G * Q)%N -> eval3 G P g (x i) = z i) /\
  (forall t, t <= xf -> eval3 G P g t = y0).
Proof.
have [b0 bltP be] := bP; have Q0 : (0 < Q)%N by [].
pose C0 := steepness x (2%:R * dM z y0 G Q) (G * Q)%N.
pose q := (z 0%N - y0) / (x 0%N - xf).
have zy0 : 0 < z 0%N - y0 by rewrite subr_gt0.
have q0 : 0 < q by rewrite divr_gt0 // subr_gt0.
have [c [w hw]] := tuning (Num.max C0 q).
have [s1 hs1] : exists u, forall j, (j < G.-1)%N -> [/\ gl j < u j, u j < hl j,
    meet (dxi b) (dval b) j (u j) (w j).1.1 (w j.+1).1.1, meet (dxi 0) (dval 0) j (u j) (w j).1.2 (w j.+1).1.2 &
    meet (dxi P) (dval P) j (u j) (w j).2 (w j.+1).2].
  apply: (finite_choice (Q := fun j t => [/\ gl j < t, t < hl j,
    meet (dxi b) (dval b) j t (w j).1.1 (w j.+1).1.1, meet (dxi 0) (dval 0) j t (w j).1.2 (w j.+1).1.2 &
    meet (dxi P) (dval P) j t (w j).2 (w j.+1).2])) => j jG.
  by have [|_] := hw j; [lia | apply; lia].
pose cut j := if (j < G.-1)%N then s1 j else midcut x Q j.
have cut_gap j : x (j.+1 * Q).-1 < cut j < x (j.+1 * Q)%N.
  rewrite /cut; case: ifP => jG; last exact: midcut_gap.
  by have [h1 h2 _ _ _] := hs1 j jG; rewrite h1 h2.
have tuned_steep k (S : nat -> F) : (forall j, (j < G.-1)%N -> meet (dxi k) (dval k) j (s1 j) (S j) (S j.+1)) ->
    forall j, (j < G)%N -> steep cut (dxi k) (dval k) (S 0%N) j = S j.
  move=> h; apply: steep_meet => j jG; split; first exact: (cut_dxi x_inc Q0 cut_gap).
  have jG' : (j < G.-1)%N by lia.
  by rewrite /cut jG'; exact: h.
have st0 := @tuned_steep 0%N (fun j => (w j).1.2) (fun j jG => let: And5 _ _ _ m _ := hs1 j jG in m).
have stb := @tuned_steep b (fun j => (w j).1.1) (fun j jG => let: And5 _ _ m _ _ := hs1 j jG in m).
have stP := @tuned_steep P (fun j => (w j).2) (fun j jG => let: And5 _ _ _ _ m := hs1 j jG in m).
have [s2 hs2] : exists s, forall k, (k < Q)%N -> forall j, (j < G)%N -> C0 <= steep cut (dxi k) (dval k) (s k) j.
  apply: (finite_choice (Q := fun k s => forall j, (j < G)%N -> C0 <= steep cut (dxi k) (dval k) s j)) => k kQ.
  have [||B hB] := @steep_large F cut (dxi k) (dval k) _ _ C0 G.
  - by move=> j; apply: (dxi_cut x_inc Q0 cut_gap).
  - by move=> j; apply: (cut_dxi x_inc Q0 cut_gap).
  by exists B; apply: hB.
pose s k := if k == 0%N then (w 0%N).1.2 else if k == P then (w 0%N).2 else if k == b then (w 0%N).1.1 else s2 k.
have [s0E sPE sbE] : [/\ s 0%N = (w 0%N).1.2, s P = (w 0%N).2 & s b = (w 0%N).1.1].
  rewrite /s !eqxx; split=> //; first by have -> : (P == 0)%N = false by lia.
  by have [-> ->] : (b == 0)%N = false /\ (b == P)%N = false by lia.
have [[hb h0 hP _] _] := hw 0%N G0.
have s0q : q <= s 0%N by apply: le_trans (_ : q <= Num.max C0 q) _; rewrite ?s0E // le_maxr lexx orbT.
have s0p : 0 < s 0%N by apply: lt_le_trans q0 s0q.
pose t0 := x 0%N - (z 0%N - y0) / s 0%N.
have flat : s 0%N * (x 0%N - t0) = z 0%N - y0.
  by rewrite /t0 opprB addrCA subrr addr0 mulrC divfK // gt_eqF.
have t0_x : t0 < x 0%N by rewrite /t0 ltr_subl_addr ltr_addl divr_gt0.
have xf_t0 : xf <= t0.
  rewrite /t0 ler_subr_addr -ler_subr_addl ler_pdivr_mulr // mulrC -ler_pdivr_mulr //.
  by rewrite subr_gt0.
apply: (@base_core F x z cut s y0 xf t0 c G P b x_inc G0 cut_gap _ xf_t0 t0_x flat (ltnW bltP) be).
  move=> k kQ j jG; have [[hb' h0' hP' _] _] := hw j jG.
  have C0q (a : F) : Num.max C0 q <= a -> C0 <= a by rewrite le_maxl => /andP[].
  case: (eqVneq k 0%N) => [->|k0]; first by rewrite s0E st0 //; exact: C0q.
  case: (eqVneq k P) => [->|kP]; first by rewrite sPE stP //; exact: C0q.
  case: (eqVneq k b) => [->|kb]; first by rewrite sbE stb //; exact: C0q.
  by rewrite /s (negbTE k0) (negbTE kP) (negbTE kb); exact: hs2.
move=> j jG t; have [[_ _ _ /(_ t) <-] _] := hw j jG.
by rewrite /line s0E sPE sbE st0 ?stP ?stb.
Qed.
End Core.

(* ---- finite data sets ---- *)
Theorem fits3_two P (xs ys : seq F) : (3 <= P)%N -> odd P -> sorted <%R xs -> size xs = size ys ->
  (size xs <= (2 * P.+1).+1)%N -> fits3 2 P xs ys.
Proof.
move=> P3 oP; apply: fits3_flat_left => x z xf y0 n0 xinc xfx yz.
by apply: plus_core => // C; exact: relation_two.
Qed.

(* m*_3(N,K) <= 5 for K <= 9 *)
Theorem nine_upper N K : (K <= 9)%N -> suffices3 F N K 5.
Proof.
by move=> K9 xs ys [srt sx sy _]; exists 2%N, 3%N; split=> //; apply: fits3_two; rewrite ?sx ?sy.
Qed.

Hypothesis squares : DenseStatements.square_roots F.
Theorem fits3_plus G P (xs ys : seq F) : (3 <= P)%N -> sorted <%R xs -> size xs = size ys ->
  (size xs <= (G * P.+1).+1)%N -> fits3 G P xs ys.
Proof.
move=> P3; apply: fits3_flat_left => x z xf y0 n0 xinc xfx yz.
apply: plus_core => // [|C]; last exact: relation_tuned.
by move: n0; rewrite muln_gt0 => /andP[].
Qed.

(* m*_3(N,K) <= d1 + d2 whenever d1 (d2 + 1) + 1 >= K, d2 >= 3 *)
Theorem plus_widths N K d1 d2 : (3 <= d2)%N -> (K <= (d1 * d2.+1).+1)%N -> suffices3 F N K (d1 + d2).
Proof.
by move=> d23 le xs ys [srt sx sy _]; exists d1, d2; split=> //; apply: fits3_plus; rewrite ?sx ?sy.
Qed.

(* m*_3(N,K) <= ceil(2 sqrt(K-1)) - 1 *)
Theorem plus_upper N K m : (6 <= m)%N || (5 <= m)%N && (K <= 9)%N -> (4 * K.-1 <= m.+1 ^ 2)%N ->
  suffices3 F N K m.
Proof.
move=> hm h; have [a [d [em d3 hK]]] : exists a d : nat, [/\ m = (a + d)%N, (3 <= d)%N & (K <= (a * d.+1).+1)%N].
  case: (ltnP m 6) => m6; first by exists 2%N, 3%N; split; lia.
  have := ltn_pmod m.+1 (isT : (0 < 2)%N); have := divn_eq m.+1 2.
  move: (m.+1 %/ 2)%N (m.+1 %% 2)%N => a r em r2; exists a, (a + r).-1; split; [lia | lia |].
  rewrite prednK; last by lia.
  by move: h; rewrite em -mulnn; case: r r2 {em} => [|[|//]] _; nia.
by rewrite em; apply: plus_widths.
Qed.
End Plus.
