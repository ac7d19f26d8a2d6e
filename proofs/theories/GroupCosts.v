(* Groups of samples of one sign and of both: the cheapest ones, and the worst numbers of
   samples.  Arithmetic of natural numbers. *)
From mathcomp Require Import all_ssreflect zify.
From FTCert Require Import SpaceStatements.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Lemma div_add d P p : 0 < d -> p <= d ->
  P %% d + p < d /\ (P + p) %/ d = P %/ d /\ (P + p) %% d = P %% d + p \/
  d <= P %% d + p /\ (P + p) %/ d = (P %/ d).+1 /\ (P + p) %% d = P %% d + p - d.
Proof.
move=> d0 pd; have lt := ltn_pmod P d0.
have -> : P + p = P %/ d * d + (P %% d + p) by rewrite addnA -divn_eq.
rewrite divnMDl // modnMDl; move: (P %/ d) (P %% d) lt => a r lt; case: (ltnP (r + p) d) => h; [left | right].
  by rewrite divn_small // modn_small // addn0.
have e : r + p = 1 * d + (r + p - d) by lia.
have small : r + p - d < d by lia.
have -> : (r + p) %/ d = 1 by rewrite e divnMDl // divn_small.
have -> : (r + p) %% d = r + p - d by rewrite {1}e modnMDl modn_small.
by rewrite addn1.
Qed.
Lemma least_cost_step d P Q p q : 0 < d -> p + q <= d ->
  least_cost d (P + p) (Q + q) <= least_cost d P Q + group_cost (p, q).
Proof.
move=> d0 pq; rewrite /least_cost /group_cost /=.
have rp := ltn_pmod P d0; have rq := ltn_pmod Q d0.
have := div_add P d0 (leq_trans (leq_addr q p) pq); have := div_add Q d0 (leq_trans (leq_addl p q) pq).
move: (P %/ d) (P %% d) (Q %/ d) (Q %% d) ((P + p) %/ d) ((P + p) %% d) ((Q + q) %/ d) ((Q + q) %% d) rp rq.
move=> a r b t a' r' b' t' rp rq hq hp; rewrite /remainder_cost.
case: hp => [[hp [-> ->]]|[hp [-> ->]]]; case: hq => [[hq [-> ->]]|[hq [-> ->]]];
  repeat (case: ifP => ?); lia.
Qed.
Theorem cheapest_groupsT : cheapest_groups.
Proof.
move=> d P Q d0; split.
  move=> gs; elim: gs P Q => [|[p q] gs IH] P Q [sz sp sq].
    by rewrite -sp -sq /least_cost /= div0n mod0n.
  move: sz sp sq => /= /andP[pq sz] <- <-.
  have := IH _ _ (And3 sz erefl erefl); rewrite /cost /= => le.
  rewrite (addnC p) (addnC q); apply: leq_trans (least_cost_step _ _ d0 pq) _.
  by rewrite addnC leq_add2l.
pose rest := if P %% d + Q %% d <= d then [:: (P %% d, Q %% d)] else [:: (P %% d, 0); (0, Q %% d)].
have rp := ltn_pmod P d0; have rq := ltn_pmod Q d0.
exists (nseq (P %/ d) (d, 0) ++ nseq (Q %/ d) (0, d) ++ rest); split.
  split.
  - rewrite !all_cat !all_nseq /= addn0 add0n leqnn !orbT /=.
    by rewrite /rest; case: ifP => h; rewrite /= ?h ?addn0 ?add0n ?(ltnW rp) ?(ltnW rq).
  - rewrite !map_cat !sumn_cat !map_nseq !sumn_nseq /= mul0n add0n.
    have -> : sumn (map fst rest) = P %% d by rewrite /rest; case: ifP => _ /=; lia.
    by rewrite mulnC -divn_eq.
  - rewrite !map_cat !sumn_cat !map_nseq !sumn_nseq /= mul0n add0n.
    have -> : sumn (map snd rest) = Q %% d by rewrite /rest; case: ifP => _ /=; lia.
    by rewrite mulnC -divn_eq.
rewrite /cost !map_cat !sumn_cat !map_nseq !sumn_nseq /least_cost mulnDr addnA.
have -> : group_cost (d, 0) = 3 by rewrite /group_cost /= (gtn_eqF d0).
have -> : group_cost (0, d) = 3 by rewrite /group_cost /= (gtn_eqF d0).
congr (_ + _); rewrite /rest /remainder_cost; move: (P %% d) (Q %% d) rp rq => r t rp rq.
case: ifP => h; first by rewrite /= /group_cost /= addn0.
by move: h; case: r rp => [|r] rp; case: t rq => [|t] rq h //; rewrite /= /group_cost /= ?h //; lia.
Qed.

Theorem worst_groupsT : worst_groups.
Proof.
move=> d N d2 dN; have d0 : 0 < d by lia.
have rN := ltn_pmod N d0; have eN := divn_eq N d.
have k1 : 0 < N %/ d by rewrite divn_gt0.
rewrite /worst_cost; move: (N %/ d) (N %% d) rN eN k1 => k r rN eN k1; split.
  move=> P Q le; rewrite /least_cost.
  have rp := ltn_pmod P d0; have rq := ltn_pmod Q d0; have eP := divn_eq P d; have eQ := divn_eq Q d.
  move: (P %/ d) (P %% d) (Q %/ d) (Q %% d) rp rq eP eQ => a s b t rp rq eP eQ.
  have total : (a + b) * d + (s + t) <= k * d + r by rewrite mulnDl; lia.
  have abk : a + b <= k.
    have : (a + b) * d < k.+1 * d by rewrite mulSn; lia.
    by rewrite ltn_mul2r => /andP[_]; lia.
  have ekd : k * d = (a + b) * d + (k - (a + b)) * d by rewrite -mulnDl subnKC.
  have room : s + t <= (k - (a + b)) * d + r by lia.
  have [e|[e|e]] : k - (a + b) = 0 \/ k - (a + b) = 1 \/ 2 <= k - (a + b) by lia.
  - rewrite e mul0n add0n in room; rewrite /remainder_cost; repeat (case: ifP => ?); lia.
  - rewrite e mul1n in room; rewrite /remainder_cost; repeat (case: ifP => ?); lia.
  - rewrite /remainder_cost; repeat (case: ifP => ?); lia.
have small x : x < d -> x %/ d = 0 /\ x %% d = x by move=> h; rewrite divn_small // modn_small.
have [q1 r1] := small 1 d2; have [q0 r0] : 0 %/ d = 0 /\ 0 %% d = 0 by rewrite div0n mod0n.
case: ifP => [/eqP er|nr].
  exists ((k - 1) * d + 1), (d - 1); split.
    have : k * d = (k - 1) * d + d by rewrite -{1}(subnK k1) mulnDl mul1n.
    by lia.
  have [qd rd] := small (d - 1) (ltac:(lia)).
  rewrite /least_cost divnMDl // modnMDl q1 r1 qd rd /remainder_cost; repeat (case: ifP => ?); lia.
exists (k * d + 1); exists (if r == 1 then 0 else 1); split; first by case: ifP => ?; lia.
case: ifP => h; rewrite /least_cost divnMDl // modnMDl ?q1 ?r1 ?q0 ?r0 /remainder_cost; repeat (case: ifP => ?); rewrite /=; lia.
Qed.
