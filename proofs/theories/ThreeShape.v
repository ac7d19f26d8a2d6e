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
   all (fun p => (0 < p.1) && (0 <= p.2)) Z,
   forall p, p \in Z -> al * be < 0 /\ al + be * p.2 = 0 &
   forall u, 0 <= u -> relu (al + be * u) = relu al + ga * u + rz Z u].
Proof.
case: (ltgtP 0 al) => ha; last first.
- exists (relu be), [::]; split=> // u u0; rewrite /rz big_nil -ha add0r [relu 0]relu_neg //.
  case: (reluP be) => hb.
    by have := mulr_ge0 hb u0 => k; rewrite relu_pos; lra.
  by have := mulr_le0_ge0 hb u0 => k; rewrite relu_neg; lra.
- case: (leP be 0) => hb.
    exists 0, [::]; split=> // u u0; rewrite /rz big_nil.
    by have := mulr_le0_ge0 hb u0 => k; rewrite !relu_neg; lra.
  have [ze ez] := div_ex (- al) (lt0r_neq0 hb).
  have z0 : 0 <= ze by rewrite -(pmulr_lge0 _ hb) ez; lra.
  exists 0, [:: (be, ze)]; split=> //=; first by rewrite hb z0.
    by move=> p; rewrite inE => /eqP -> /=; split; [rewrite nmulr_rlt0 | lra].
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
- case: (leP 0 be) => hb.
    exists be, [::]; split=> // u u0; rewrite /rz big_nil.
    by have := mulr_ge0 hb u0 => k; rewrite !relu_pos; lra.
  have nb : 0 < - be by lra.
  have [ze ez] := div_ex al (lt0r_neq0 nb).
  have z0 : 0 <= ze by rewrite -(pmulr_lge0 _ nb) ez ltW.
  exists be, [:: (- be, ze)]; split=> //=; first by rewrite nb z0.
    by move=> p; rewrite inE => /eqP -> /=; split; [rewrite pmulr_rlt0 | lra].
  move=> u u0; rewrite rz_cons /rz big_nil /= [relu al]relu_pos ?ltW //.
  case: (leP u ze) => h.
    rewrite [relu (u - ze)]relu_neg; last lra.
    rewrite relu_pos; first lra.
    have k : 0 <= (ze - u) * (- be) by apply: mulr_ge0; lra.
    by lra.
  rewrite [relu (u - ze)]relu_pos; last lra.
  rewrite relu_neg; first lra.
  have k : 0 <= (u - ze) * (- be) by apply: mulr_ge0; lra.
  by lra.
Qed.

Lemma relu_whole (A B : F) : exists A' B' Z, [/\ (size Z <= 1)%N, all (fun p => 0 < p.1) Z,
   forall p, p \in Z -> forall t, A + B * t = B * (t - p.2) &
   forall t, relu (A + B * t) = A' + B' * t + rz Z t].
Proof.
case: (ltgtP B 0) => hb.
- have nb : 0 < - B by lra.
  have [ze ez] := div_ex A (lt0r_neq0 nb).
  exists A, B, [:: (- B, ze)]; split=> //=; first by rewrite nb.
    by move=> p; rewrite inE => /eqP -> t /=; lra.
  move=> t; rewrite rz_cons /rz big_nil /=.
  case: (leP t ze) => h.
    have k : 0 <= (ze - t) * (- B) by apply: mulr_ge0; lra.
    rewrite [relu (t - ze)]relu_neg ?relu_pos; lra.
  have k : 0 <= (t - ze) * (- B) by apply: mulr_ge0; lra.
  rewrite [relu (t - ze)]relu_pos ?relu_neg; lra.
- have [ze ez] := div_ex (- A) (lt0r_neq0 hb).
  exists 0, 0, [:: (B, ze)]; split=> //=; first by rewrite hb.
    by move=> p; rewrite inE => /eqP -> t /=; lra.
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

(* slopes B, B + c_1, B + c_1 + c_2, .. of alternating signs *)
Fixpoint alternating (B : F) (cs : seq F) : bool :=
  if cs is c :: cs' then (B * (B + c) < 0) && alternating (B + c) cs' else true.
Lemma alternating_rcons cs B c : alternating B (rcons cs c) =
  alternating B cs && ((B + \sum_(b <- cs) b) * (B + \sum_(b <- cs) b + c) < 0).
Proof.
elim: cs B => [|b cs IH] B /=; first by rewrite big_nil addr0 andbT.
by rewrite IH big_cons addrA andbA.
Qed.

(* relu of a piecewise affine function with kinks in T: new kinks, all convex, and
   in every window at most one more than there are points of T in it.  If there is
   one between any two of these and on both sides, then the slopes alternate *)
Lemma rep_relu T : sorted <%R T -> forall A B cf, exists A' B' cf' Z,
  [/\ all (fun p => 0 < p.1) Z,
   forall a b, (count (fun p => inside a b p.2) Z <= (count (inside a b) T).+1)%N,
   (size Z <= (size T).+1)%N,
   (size Z <= size T)%N \/ alternating B (map cf T) /\
     exists2 p, p \in Z & forall t, all (fun z => z <= t) T ->
       A + B * t + rk T cf t = (B + \sum_(z <- T) cf z) * (t - p.2) &
   forall t, relu (A + B * t + rk T cf t) = A' + B' * t + rk T cf' t + rz Z t].
Proof.
elim/last_ind: T => [|T ta IH] srt A B cf.
  have [A' [B' [Z [s p z0 e]]]] := relu_whole A B; exists A', B', cf, Z; split=> // [a b||t].
  - by apply: leq_trans s; exact: count_size.
  - case: Z z0 {s p e} => [|p Z] z0; [by left | right; split=> //; exists p; first exact: mem_head].
    by move=> t _; rewrite /rk !big_nil !addr0 (z0 p (mem_head _ _)).
  by rewrite /rk !big_nil !addr0 e.
have [srtT allT] := rcons_sorted srt.
have [A' [B' [cf' [Z [pz wz sz mz e]]]]] := IH srtT A B cf.
set Z1 := [seq p <- Z | p.2 < ta].
have rkr g t : rk (rcons T ta) g t = rk T g t + g ta * relu (t - ta).
  by rewrite /rk -cats1 big_cat big_seq1.
have rkR g t : ta <= t -> rk T g t = rk T g ta + (\sum_(z <- T) g z) * (t - ta).
  move=> h; rewrite !rk_rz (@rz_right _ ta t) ?big_map //.
  by rewrite all_map; apply: sub_all allT => z /ltW.
set q := fun t => A + B * t + rk T cf t.
set be := B + (\sum_(z <- T) cf z) + cf ta.
have [ga [Z0 [s0 p0 h0 e0]]] := relu_half (q ta) be.
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
    apply: leq_trans (wz a b); rewrite /n1 count_filter; by apply: sub_count => p /= /andP[].
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
- case: Z0 s0 p0 h0 {e0} => [|p [|//]] _ p0 h0.
    by left; rewrite size_rcons cats0 (leq_trans _ sz) ?size_filter ?count_size.
  have [lt pe] := h0 p (mem_head _ _); rewrite size_cat size_rcons /= addn1 ltnS.
  case: mz => [le|[al [z zZ ez]]].
    by left; rewrite (leq_trans _ le) // size_filter count_size.
  case: (ltP z.2 ta) => zt; last first.
    left; rewrite -ltnS; apply: leq_trans sz; rewrite size_filter -(count_predC (fun p => p.2 < ta) Z).
    rewrite -[X in (X < _)%N]addn0 ltn_add2l -has_count; apply/hasP; exists z => //=.
    by rewrite -leNgt.
  right; split; last first.
    exists (p.1, p.2 + ta); first by rewrite mem_cat mem_head orbT.
    move=> t; rewrite -cats1 all_cat /= andbT => /andP[_ tt].
    rewrite cats1 rkr (rkR cf t tt) relu_pos ?subr_ge0 // -cats1 big_cat big_seq1 /=.
    by move: pe; rewrite /be /q; lra.
  rewrite map_rcons alternating_rcons al /= big_map -/be.
  have := ez ta (sub_all (fun z => @ltW _ _ z ta) allT); rewrite -/(q ta) => qe.
  have d : 0 < ta - z.2 by lra.
  by move: lt; rewrite qe mulrAC pmulr_llt0.
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

(* the kinks of the second-layer neurons, put together: in a window W i at most N i
   of each neuron *)
Lemma shape_sum d1 d2 (g : net3 F) T I (W : I -> pred F) (N : I -> nat) m :
  (forall k, exists A B cf Z, [/\ all (fun p => 0 < p.1) Z,
     forall i, (count (fun p => W i p.2) Z <= N i)%N, (size Z <= m)%N &
     forall t, relu (pre3 d1 g k t) = A + B * t + rk T cf t + rz Z t]) ->
  exists A B cf Z, [/\ (size Z <= d2 * m)%N,
     forall s i, (count (fun p => signed s p.1 && W i p.2) Z <= outer d2 g s * N i)%N &
     forall t, eval3 d1 d2 g t = A + B * t + rk T cf t + rz Z t].
Proof.
move=> h; rewrite /eval3; elim: d2 => [|k [A [B [cf [Z [sz wz e]]]]]].
  exists (n3o g), 0, (fun=> 0), [::]; split=> // t.
  by rewrite big_ord0 /rk big1 ?/rz ?big_nil => [|i _]; rewrite ?mul0r ?addr0.
have [A2 [B2 [cf2 [Z2 [pz wz2 sz2 e2]]]]] := h k; set w := n3w g k.
exists (A + w * A2), (B + w * B2), (fun z => cf z + w * cf2 z),
  ([seq (w * p.1, p.2) | p <- Z2] ++ Z); split.
- by rewrite size_cat size_map mulSn leq_add.
- move=> s i; rewrite count_cat count_map /outer -addn1 iotaD count_cat mulnDl addnC.
  apply: leq_add; first exact: wz.
  rewrite /= add0n addn0 -/w; case: (boolP (signed s w)) => sw; last first.
    rewrite mul0n leqn0; apply/eqP/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => p.
    move=> /(allP pz) p0 /=; apply: contra sw => /andP[+ _].
    by rewrite /signed; case: (s); rewrite ?pmulr_lgt0 ?pmulr_llt0.
  rewrite mul1n; apply: leq_trans (wz2 i); by apply: sub_count => p /= /andP[].
move=> t; rewrite big_ord_recr /= addrA e e2 rz_cat.
have -> : rk T (fun z => cf z + w * cf2 z) t = rk T cf t + w * rk T cf2 t.
  by rewrite /rk mulr_sumr -big_split; apply: eq_bigr => z _ /=; lra.
have -> : rz [seq (w * p.1, p.2) | p <- Z2] t = w * rz Z2 t.
  by rewrite /rz big_map mulr_sumr; apply: eq_bigr => z _ /=; lra.
by rewrite /w; lra.
Qed.

Theorem shape d1 d2 (g : net3 F) : exists A B cf Z,
  [/\ (size Z <= d2 * d1.+1)%N,
   forall s a b, (count (fun p => signed s p.1 && inside a b p.2) Z <=
      outer d2 g s * (count (inside a b) (knots3 d1 g)).+1)%N &
   forall t, eval3 d1 d2 g t = A + B * t + rk (knots3 d1 g) cf t + rz Z t].
Proof.
have srt : sorted <%R (knots3 d1 g) by apply: sorted_knots.
pose N (w : F * F) := (count (inside w.1 w.2) (knots3 d1 g)).+1.
have [|A [B [cf [Z [sz wz e]]]]] := @shape_sum d1 d2 g (knots3 d1 g) _ (fun w => inside w.1 w.2) N d1.+1.
  move=> k; have [A1 [B1 [cf1 e1]]] := rep_pre3 d1 g k.
  have [A [B [cf [Z [pz wz sz _ e]]]]] := rep_relu srt A1 B1 cf1.
  exists A, B, cf, Z; split=> // [w||t]; first exact: wz.
    by apply: leq_trans sz _; rewrite ltnS size_knots3.
  by rewrite e1 e.
by exists A, B, cf, Z; split=> // s a b; exact: (wz s (a, b)).
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
