(* The shape of a three-layer net of one input.  Its kinks are those of the first
   layer, and at most one new kink of each second-layer neuron between two of
   these; a new kink has the sign of the neuron's outer weight, because relu of an
   affine function is convex. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper Spline.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Shape.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (T : seq F) (cf : F -> F) (Z : seq (F * F)).

(* relu of an affine function on a half line: at most one positive kink *)
Lemma relu_half (al be : F) : exists ga Z, [/\ (size Z <= 1)%N,
   all (fun p => (0 < p.1) && (0 <= p.2)) Z &
   forall u, 0 <= u -> relu (al + be * u) = relu al + ga * u + rz Z u].
Proof.
case: (leP 0 al) => ha; case: (leP 0 be) => hb.
- exists be, [::]; split=> // u u0; rewrite /rz big_nil.
  have := mulr_ge0 hb u0 => k; rewrite !relu_pos; lra.
- have nb : 0 < - be by lra.
  have [ze ez] := div_ex al (lt0r_neq0 nb).
  have z0 : 0 <= ze by rewrite -(pmulr_lge0 _ nb) ez.
  exists be, [:: (- be, ze)]; split=> //=; first by rewrite nb z0.
  move=> u u0; rewrite rz_cons /rz big_nil /= [relu al]relu_pos //.
  case: (leP u ze) => h.
    rewrite [relu (u - ze)]relu_neg; last lra.
    rewrite relu_pos; first lra.
    have k : 0 <= (ze - u) * (- be) by apply: mulr_ge0; lra.
    by lra.
  rewrite [relu (u - ze)]relu_pos; last lra.
  rewrite relu_neg; first lra.
  have k : 0 <= (u - ze) * (- be) by apply: mulr_ge0; lra.
  by lra.
- case: (eqVneq be 0) => [->|nb0].
    exists 0, [::]; split=> // u u0; rewrite /rz big_nil !relu_neg; lra.
  have pb : 0 < be by rewrite lt_neqAle eq_sym nb0.
  have [ze ez] := div_ex (- al) (lt0r_neq0 pb).
  have z0 : 0 <= ze by rewrite -(pmulr_lge0 _ pb) ez; lra.
  exists 0, [:: (be, ze)]; split=> //=; first by rewrite pb z0.
  move=> u u0; rewrite rz_cons /rz big_nil /= [relu al]relu_neg ?ltW //.
  case: (leP u ze) => h.
    rewrite [relu (u - ze)]relu_neg; last lra.
    rewrite relu_neg; first lra.
    have k : 0 <= (ze - u) * be by apply: mulr_ge0; lra.
    by lra.
  rewrite [relu (u - ze)]relu_pos; last lra.
  rewrite relu_pos; first lra.
  have k : 0 <= (u - ze) * be by apply: mulr_ge0; lra.
  by lra.
- exists 0, [::]; split=> // u u0; rewrite /rz big_nil.
  have := mulr_le0_ge0 (ltW hb) u0 => k; rewrite !relu_neg; lra.
Qed.

Lemma relu_whole (A B : F) : exists A' B' Z, [/\ (size Z <= 1)%N, all (fun p => 0 < p.1) Z &
   forall t, relu (A + B * t) = A' + B' * t + rz Z t].
Proof.
case: (ltgtP B 0) => hb.
- have nb : 0 < - B by lra.
  have [ze ez] := div_ex A (lt0r_neq0 nb).
  exists A, B, [:: (- B, ze)]; split=> //=; first by rewrite nb.
  move=> t; rewrite rz_cons /rz big_nil /=.
  case: (leP t ze) => h.
    have k : 0 <= (ze - t) * (- B) by apply: mulr_ge0; lra.
    rewrite [relu (t - ze)]relu_neg ?relu_pos; lra.
  have k : 0 <= (t - ze) * (- B) by apply: mulr_ge0; lra.
  rewrite [relu (t - ze)]relu_pos ?relu_neg; lra.
- have [ze ez] := div_ex (- A) (lt0r_neq0 hb).
  exists 0, 0, [:: (B, ze)]; split=> //=; first by rewrite hb.
  move=> t; rewrite rz_cons /rz big_nil /=.
  case: (leP t ze) => h.
    have k : 0 <= (ze - t) * B by apply: mulr_ge0; lra.
    rewrite [relu (t - ze)]relu_neg ?relu_neg; lra.
  have k : 0 <= (t - ze) * B by apply: mulr_ge0; lra.
  rewrite [relu (t - ze)]relu_pos ?relu_pos; lra.
- by exists (relu A), 0, [::]; split=> // t; rewrite hb /rz big_nil !mul0r !addr0.
Qed.

Lemma rz_right Z ta t : all (fun p => p.2 <= ta) Z -> ta <= t ->
  rz Z t = rz Z ta + (\sum_(p <- Z) p.1) * (t - ta).
Proof.
move=> + h; elim: Z => [|p Z IH] /=; first by rewrite /rz !big_nil mul0r addr0.
move=> /andP[h1 /IH e]; rewrite !rz_cons e big_cons.
by rewrite ![relu (_ - p.2)]relu_pos; lra.
Qed.
Lemma rz_filter Z ta t : t <= ta -> rz [seq p <- Z | p.2 < ta] t = rz Z t.
Proof.
move=> h; elim: Z => //= p Z IH; case: (ltP p.2 ta) => k; rewrite !rz_cons IH //.
by rewrite relu_neg ?mulr0 ?add0r //; lra.
Qed.

(* an open window *)
Definition inside (a b z : F) : bool := (a < z < b).

(* relu of a piecewise affine function with kinks in T: new kinks, all convex, and
   in every window at most one more than there are points of T in it *)
Lemma rep_relu T : sorted <%R T -> forall A B cf, exists A' B' cf' Z,
  [/\ all (fun p => 0 < p.1) Z,
   forall a b, (count (fun p => inside a b p.2) Z <= (count (inside a b) T).+1)%N,
   (size Z <= (size T).+1)%N &
   forall t, relu (A + B * t + rk T cf t) = A' + B' * t + rk T cf' t + rz Z t].
Proof.
elim/last_ind: T => [|T ta IH] srt A B cf.
  have [A' [B' [Z [s p e]]]] := relu_whole A B; exists A', B', cf, Z; split=> // [a b|t].
    by apply: leq_trans s; exact: count_size.
  by rewrite /rk !big_nil !addr0 e.
have [srtT allT] := rcons_sorted srt.
have [A' [B' [cf' [Z [pz wz sz e]]]]] := IH srtT A B cf.
set Z1 := [seq p <- Z | p.2 < ta].
have rkr g t : rk (rcons T ta) g t = rk T g t + g ta * relu (t - ta).
  by rewrite /rk -cats1 big_cat big_seq1.
have rkR g t : ta <= t -> rk T g t = rk T g ta + (\sum_(z <- T) g z) * (t - ta).
  move=> h; rewrite !rk_rz (@rz_right _ ta t) ?big_map //.
  by rewrite all_map; apply: sub_all allT => z /ltW.
set q := fun t => A + B * t + rk T cf t.
set be := B + (\sum_(z <- T) cf z) + cf ta.
have [ga [Z0 [s0 p0 e0]]] := relu_half (q ta) be.
set sg := B' + \sum_(z <- T) cf' z + \sum_(p <- Z1) p.1.
exists A', B', (fun z => if z == ta then ga - sg else cf' z), 
  (Z1 ++ [seq (p.1, p.2 + ta) | p <- Z0]); split.
- rewrite all_cat all_map; apply/andP; split.
    by apply/allP => p; rewrite mem_filter => /andP[_ /(allP pz)].
  by apply: sub_all p0 => p /andP[].
- move=> a b; rewrite count_cat count_map -cats1 count_cat /= addn0.
  set n0 := count _ Z0; set n1 := count _ Z1.
  have c0 : (n0 <= 1)%N by apply: leq_trans s0; exact: count_size.
  have c1 : (n1 <= (count (inside a b) T).+1)%N.
    apply: leq_trans (wz a b); rewrite /n1 count_filter; apply: sub_count => p /=.
    by case/andP.
  case: (leP b ta) => hb.
    have z0 : n0 = 0%N.
      apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => p /(allP p0) /andP[_ h].
      by rewrite /inside /= negb_and -!leNgt; apply/orP; right; lra.
    by rewrite z0 addn0; apply: leq_trans c1 _; rewrite ltnS leq_addr.
  case: (ltP a ta) => ha.
    by rewrite [inside a b ta]/inside ha hb /=; lia.
  have z1 : n1 = 0%N.
    apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => p.
    rewrite mem_filter => /andP[h _]; rewrite /inside negb_and -!leNgt.
    by apply/orP; left; lra.
  by rewrite z1; lia.
- rewrite size_cat size_map size_rcons -addn1; apply: leq_add => //.
  by apply: leq_trans sz; rewrite size_filter count_size.
move=> t; rewrite !rkr eqxx rz_cat.
have -> : rk T (fun z => if z == ta then ga - sg else cf' z) t = rk T cf' t.
  rewrite /rk big_seq [RHS]big_seq; apply: eq_bigr => z /(allP allT) lt.
  by rewrite lt_eqF.
have shift : rz [seq (p.1, p.2 + ta) | p <- Z0] t = rz Z0 (t - ta).
  rewrite /rz big_map; apply: eq_bigr => p _ /=; congr (_ * relu _); lra.
rewrite shift; case: (leP t ta) => h.
  have tt : t - ta <= 0 by lra.
  rewrite ![relu (t - ta)]relu_neg // !mulr0 !addr0 e rz_filter //.
  suff -> : rz Z0 (t - ta) = 0 by lra.
  rewrite /rz big_seq big1 // => p /(allP p0) /andP[_ hp].
  by rewrite relu_neg ?mulr0 //; lra.
have h' := ltW h.
have u0 : 0 <= t - ta by lra.
rewrite ![relu (t - ta)]relu_pos //.
have E1 : A + B * t + (rk T cf t + cf ta * (t - ta)) = q ta + be * (t - ta).
  by rewrite /q /be (rkR cf t h'); lra.
rewrite E1 e0 // {E1}.
have E2 : relu (q ta) = A' + B' * ta + rk T cf' ta + rz Z1 ta by rewrite rz_filter ?e.
rewrite E2 (rkR cf' t h') (@rz_right Z1 ta t) //.
  by rewrite /sg; lra.
by apply/allP => p; rewrite mem_filter => /andP[/ltW].
Qed.


(* ---- the net ---- *)
Definition knots3 d1 (g : net3 F) : seq F := knots [seq - n3c g j / n3a g j | j <- iota 0 d1].
Lemma size_knots3 d1 g : (size (knots3 d1 g) <= d1)%N.
Proof. by apply: leq_trans (size_knots _) _; rewrite size_map size_iota. Qed.

Lemma rep_pre3 d1 g k : rep (knots3 d1 g) (pre3 d1 g k).
Proof.
have r : rep (knots3 d1 g) (fun t => \sum_(j < d1) n3v g k j * relu (n3a g j * t + n3c g j)).
  apply: (@rep_sum _ _ _ (fun j t => relu (n3a g j * t + n3c g j)) (n3v g k)) => j jd.
  apply: rep_neuron; first exact: lt_sorted_uniq (sorted_knots _).
  move=> _; rewrite mem_knots; apply/mapP; exists j => //.
  by rewrite mem_iota.
by apply: rep_ext (rep_add 1 1 (rep_const _ (n3b g k)) r) => t; rewrite !mul1r.
Qed.

(* the sign of a kink *)
Definition signed (s : bool) (v : F) : bool := if s then 0 < v else v < 0.
(* the number of second-layer neurons with outer weights of sign s *)
Definition outer (d2 : nat) (g : net3 F) (s : bool) : nat :=
  count (fun k => signed s (n3w g k)) (iota 0 d2).
Lemma outer_le d2 g : (outer d2 g true + outer d2 g false <= d2)%N.
Proof.
rewrite /outer -count_predUI -[X in (_ <= X)%N](size_iota 0 d2).
rewrite -[X in (_ + X)%N]/(count _ _) (@eq_count _ (predI _ _) pred0) ?count_pred0 ?addn0 ?count_size //.
by move=> k /=; rewrite /signed; case: ltgtP.
Qed.

Theorem shape d1 d2 (g : net3 F) : exists A B cf Z,
  [/\ (size Z <= d2 * d1.+1)%N,
   forall s a b, (count (fun p => signed s p.1 && inside a b p.2) Z <=
      outer d2 g s * (count (inside a b) (knots3 d1 g)).+1)%N &
   forall t, eval3 d1 d2 g t = A + B * t + rk (knots3 d1 g) cf t + rz Z t].
Proof.
set T := knots3 d1 g; have srt : sorted <%R T by apply: sorted_knots.
rewrite /eval3; elim: d2 => [|k [A [B [cf [Z [sz wz e]]]]]].
  exists (n3o g), 0, (fun=> 0), [::]; split=> // t.
  by rewrite big_ord0 /rk big1 ?/rz ?big_nil => [|i _]; rewrite ?mul0r ?addr0.
have [A1 [B1 [cf1 e1]]] := rep_pre3 d1 g k; rewrite -/T in e1.
have [A2 [B2 [cf2 [Z2 [pz wz2 sz2 e2]]]]] := rep_relu srt A1 B1 cf1.
have sT : (size Z2 <= d1.+1)%N.
  by apply: leq_trans sz2 _; rewrite ltnS size_knots3.
set w := n3w g k.
exists (A + w * A2), (B + w * B2), (fun z => cf z + w * cf2 z),
  ([seq (w * p.1, p.2) | p <- Z2] ++ Z); split.
- by rewrite size_cat size_map mulSn leq_add.
- move=> s a b; rewrite count_cat count_map /outer -addn1 iotaD count_cat mulnDl addnC.
  apply: leq_add; first exact: wz.
  rewrite /= add0n addn0 -/w; case: (boolP (signed s w)) => sw; last first.
    rewrite mul0n leqn0; apply/eqP/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => p.
    move=> /(allP pz) p0 /=; apply: contra sw => /andP[+ _].
    by rewrite /signed; case: (s); rewrite ?pmulr_lgt0 ?pmulr_llt0.
  rewrite mul1n; apply: leq_trans (wz2 a b); apply: sub_count => p /=.
  by case/andP.
move=> t; rewrite big_ord_recr /= addrA e e1 e2 rz_cat.
have -> : rk T (fun z => cf z + w * cf2 z) t = rk T cf t + w * rk T cf2 t.
  by rewrite /rk mulr_sumr -big_split; apply: eq_bigr => z _ /=; lra.
have -> : rz [seq (w * p.1, p.2) | p <- Z2] t = w * rz Z2 t.
  by rewrite /rz big_map mulr_sumr; apply: eq_bigr => z _ /=; lra.
by rewrite /w; lra.
Qed.

(* all kinks *)
Corollary shape_pieces d1 d2 (g : net3 F) : exists A B Z,
  (size Z <= d1 + d2 * d1.+1)%N /\ forall t, eval3 d1 d2 g t = A + B * t + rz Z t.
Proof.
have [A [B [cf [Z [sz _ e]]]]] := shape d1 d2 g.
exists A, B, ([seq (cf z, z) | z <- knots3 d1 g] ++ Z); split.
  by rewrite size_cat size_map leq_add // size_knots3.
by move=> t; rewrite e rz_cat -rk_rz; lra.
Qed.
End Shape.
