(* The test of CountKinks for any depth is sound.  For a given sum of the widths w
   the product of the w + 1 is largest when the widths differ by at most one: with
   q and q + 1 as the middle ones, w + 1 is at most (q + 1) ((q + 2) / (q + 1))^(w - q)
   for every w, here multiplied up. *)
From Coq Require NArith.
From Coq Require Import BinNat Nnat.
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import CountKinks.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- the inequality for one width ---- *)
Lemma tangent_above q k : (q + k).+1 * q.+1 ^ k <= q.+1 * q.+2 ^ k.
Proof.
elim: k => [|k IH]; first by rewrite addn0.
rewrite !expnS; apply: (@leq_trans (q.+2 * ((q + k).+1 * q.+1 ^ k))).
  by rewrite !mulnA leq_mul2r; apply/orP; right; nia.
by rewrite [X in _ <= X]mulnCA leq_mul2l IH orbT.
Qed.

Lemma tangent_below q k : k <= q -> (q - k).+1 * q.+2 ^ k <= q.+1 * q.+1 ^ k.
Proof.
elim: k => [|k IH] kq; first by rewrite subn0.
rewrite !expnS; apply: (@leq_trans (q.+1 * ((q - k).+1 * q.+2 ^ k))).
  by rewrite !mulnA leq_mul2r; apply/orP; right; nia.
by rewrite leq_mul2l IH ?orbT // ltnW.
Qed.

Lemma tangent q w : w.+1 * q.+1 ^ w * q.+2 ^ q <= q.+1 ^ q.+1 * q.+2 ^ w.
Proof.
rewrite expnS; case: (leqP q w) => h.
  have e := subnKC h; have := tangent_above q (w - q); rewrite e => t.
  rewrite -[in q.+1 ^ w]e -[in q.+2 ^ w]e !expnD.
  move: t; move: (_ ^ (w - q)) (_ ^ (w - q)) (q.+1 ^ q) (q.+2 ^ q) => a b c d t.
  by have := leq_mul (leqnn (c * d)) t; lia.
have e := subnKC (ltnW h); have := tangent_below (leq_subr w q).
rewrite subKn ?(ltnW h) // => t.
have e' x : x ^ q = x ^ w * x ^ (q - w) by rewrite -expnD e.
rewrite (e' q.+2) (e' q.+1); move: t {e'}; move: (_ ^ (q - w)) (_ ^ (q - w)) (q.+1 ^ w) (q.+2 ^ w) => a b c d t.
by have := leq_mul (leqnn (c * d)) t; lia.
Qed.

Lemma tangents q ws : (\prod_(w <- ws) w.+1) * q.+1 ^ sumn ws * q.+2 ^ (size ws * q) <=
  q.+1 ^ (size ws * q.+1) * q.+2 ^ sumn ws.
Proof.
elim: ws => [|w ws IH] /=; first by rewrite big_nil !mul0n.
rewrite big_cons !mulSn !expnD; have := leq_mul (tangent q w) IH.
move: (q.+1 ^ w) (q.+1 ^ sumn ws) (q.+2 ^ q) (q.+2 ^ (_ * q)) => a b c d.
move: (q.+1 ^ q.+1) (q.+1 ^ (_ * _)) (q.+2 ^ w) (q.+2 ^ _) (\prod_(j <- ws) _) => a' b' c' d' p.
lia.
Qed.

(* the most even split of n into h widths *)
Lemma even_split ws q r h : size ws = h -> r <= h -> sumn ws <= h * q + r ->
  \prod_(w <- ws) w.+1 <= q.+2 ^ r * q.+1 ^ (h - r).
Proof.
move=> <- rh le; have := tangents q ws.
set p := \prod_(w <- ws) _; set s := sumn ws in le *; set n := size ws in rh le * => t.
have p1 k : 0 < q.+1 ^ k by rewrite expn_gt0.
have p2 k : 0 < q.+2 ^ k by rewrite expn_gt0.
rewrite -(leq_pmul2r (p1 (n * q + r))) -(leq_pmul2r (p2 (n * q))).
have e1 : q.+1 ^ (n * q + r) = q.+1 ^ s * q.+1 ^ (n * q + r - s) by rewrite -expnD subnKC.
have e2 : q.+1 ^ (n - r) * q.+1 ^ (n * q + r) = q.+1 ^ (n * q.+1).
  by rewrite -expnD; congr (_ ^ _); lia.
have e3 : q.+2 ^ r * q.+2 ^ (n * q) = q.+2 ^ s * q.+2 ^ (n * q + r - s).
  by rewrite -!expnD subnKC // addnC.
have le2 : q.+1 ^ (n * q + r - s) <= q.+2 ^ (n * q + r - s).
  by case: (n * q + r - s) => // k; rewrite leq_exp2r.
have t2 := leq_mul t le2.
have -> : q.+2 ^ r * q.+1 ^ (n - r) * q.+1 ^ (n * q + r) * q.+2 ^ (n * q) =
  (q.+1 ^ (n - r) * q.+1 ^ (n * q + r)) * (q.+2 ^ r * q.+2 ^ (n * q)) by lia.
rewrite e2 e3 e1; move: t2; clear; move: p => p.
by move: (_ ^ _) (_ ^ _) (_ ^ _) (_ ^ _) (_ ^ _) (_ ^ _) => a b c d e f; lia.
Qed.

(* ---- the computation ---- *)
Lemma power_withinP n (base acc most c : N) : power_within n base acc most = Some c ->
  N.to_nat c = N.to_nat acc * N.to_nat base ^ n /\ N.to_nat c <= N.to_nat most.
Proof.
elim: n acc => [|n IH] acc /=; case: N.ltb_spec => // le.
  by case=> <-; rewrite expn0 muln1; split=> //; lia.
by move=> /IH [-> h]; split=> //; rewrite N2Nat.inj_mul multE expnS mulnA.
Qed.

Theorem alternation_sound (layers kinks neurons : N) (ws : seq nat) :
  size ws + 1 = N.to_nat layers -> all (leq 1) ws -> N.to_nat kinks < \prod_(w <- ws) w.+1 ->
  alternation_shows layers kinks neurons -> N.to_nat neurons <= sumn ws.
Proof.
move=> sz pos big; rewrite /alternation_shows.
have sum : size ws <= sumn ws.
  by elim: ws pos {sz big} => //= w ws IH /andP[w0 /IH h]; rewrite -add1n leq_add.
have hs : N.to_nat (layers - 1) = size ws by lia.
case: N.leb_spec => [le _|lt]; first lia.
case: N.eqb_spec => // h0; case: N.leb_spec => // _; case: N.ltb_spec => // _.
case E: N.div_eucl => [q r].
have rh : (r < layers - 1)%num by have := N.mod_lt (neurons - 1) _ h0; rewrite /N.modulo E.
have e : neurons = ((layers - 1) * q + r + 1)%num.
  by have := N.div_eucl_spec (neurons - 1) (layers - 1); rewrite E; lia.
case E1: power_within => [a|] //; case E2: power_within => [b|] // _.
have [v1 _] := power_withinP E1; have [v2 le] := power_withinP E2.
rewrite leqNgt; apply/negP => small.
have le_n : sumn ws <= size ws * N.to_nat q + N.to_nat r by rewrite -hs; lia.
have r_le : N.to_nat r <= size ws by lia.
have := leq_trans big (even_split (erefl _) r_le le_n); rewrite ltnNge => /negP; apply.
rewrite (leq_trans _ le) // v2 v1 mul1n.
have -> : N.to_nat (q + 2) = (N.to_nat q).+2 by lia.
have -> : N.to_nat (q + 1) = (N.to_nat q).+1 by lia.
by have -> : N.to_nat (layers - 1 - r) = size ws - N.to_nat r by lia.
Qed.
