(* The three-layer upper bounds, for finite data sets.

     fits3_dense     d1 d2 + 1 points, arbitrary labels:         widths (d1, d2)
     fits3_sparse    at most G P nonzero labels, any K:          widths (G, 4 P)
     fits3_one_sign  the same, labels of one sign:               widths (G, 3 P)

   and their consequences for m*_3(N,K) in closed form.  Paper proof: three-layers.md, 3 to 5. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperDense ThreeUpperSparse.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section ThreeUpper.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (xs ys : seq F) (K N P G : nat).

(* ---- nets on lists of points ---- *)
Lemma fits3_nth d1 d2 xs ys : size xs = size ys ->
  (exists g : net3 F, forall i, (i < size xs)%N -> eval3 d1 d2 g (nth 0 xs i) = nth 0 ys i) ->
  fits3 d1 d2 xs ys.
Proof.
move=> sz [g e]; exists g; apply: (@eq_from_nth _ 0); first by rewrite size_map.
by move=> i; rewrite size_map => iN; rewrite (nth_map 0) ?e.
Qed.

Lemma fits3_const d1 d2 xs (y : F) : fits3 d1 d2 xs (nseq (size xs) y).
Proof.
apply: fits3_nth; first by rewrite size_nseq.
exists (Net3 (fun=> 0) (fun=> 0) (fun _ _ => 0) (fun=> 0) (fun=> 0) y) => i iN.
by rewrite nth_nseq iN /eval3 big1 ?addr0 // => k _; rewrite mul0r.
Qed.

Lemma fits3_opp d1 d2 xs ys : fits3 d1 d2 xs (map -%R ys) -> fits3 d1 d2 xs ys.
Proof.
move=> [g e]; exists (Net3 (n3a g) (n3c g) (n3v g) (n3b g) (fun k => - n3w g k) (- n3o g)).
rewrite -[RHS](mapK (@opprK F)) -e -map_comp; apply: eq_map => t /=.
by rewrite /eval3 opprD -sumrN; congr (_ + _); apply: eq_bigr => k _; rewrite mulNr.
Qed.

(* ---- dummy points to the right of the data ---- *)
Definition extend xs (i : nat) : F :=
  if (i < size xs)%N then nth 0 xs i else last 0 xs + (i - size xs).+1%:R.

Lemma extend_nth xs i : (i < size xs)%N -> extend xs i = nth 0 xs i.
Proof. by rewrite /extend => ->. Qed.

Lemma extend_inc xs : sorted <%R xs -> forall i, extend xs i < extend xs i.+1.
Proof.
move=> srt i; rewrite /extend; case: (ltngtP i.+1 (size xs)) => h.
- exact: (sortedP 0 srt).
- by rewrite ltr_add2l ltr_nat ltnS; lia.
- by rewrite -h subnn -nth_last -h /= ltr_addl ltr01.
Qed.

(* ---- arbitrary labels ---- *)
Theorem fits3_dense d1 d2 xs ys : sorted <%R xs -> size xs = size ys ->
  (size xs <= (d1 * d2).+1)%N -> fits3 d1 d2 xs ys.
Proof.
move=> srt sz le.
pose y0 := nth 0 ys 0; pose r := find (predC1 y0) ys.
(* all labels agree *)
case: (boolP (has (predC1 y0) ys)) => [hr|/hasPn same]; last first.
  have -> : ys = nseq (size xs) y0; last exact: fits3_const.
  rewrite sz; apply/all_pred1P/allP => y /same /=; by rewrite negbK.
(* r is the first point whose label differs from the first label *)
have rN : (r < size ys)%N by rewrite -has_find.
have r0 : (0 < r)%N.
  by rewrite lt0n; apply/eqP => e; have := nth_find 0 hr; rewrite -/r e /= eqxx.
have yr : nth 0 ys r != y0 by have := nth_find 0 hr.
have yl i : (i < r)%N -> nth 0 ys i = y0.
  by move=> /(before_find 0) /negbFE /eqP.
have d0 : (0 < d1 * d2)%N by rewrite -ltnS; apply: leq_ltn_trans r0 _; apply: leq_trans rN _; rewrite -sz.
have [d10 d20] : (0 < d1)%N /\ (0 < d2)%N by apply/andP; rewrite -muln_gt0.
have xinc := extend_inc srt.
suff main zs : size xs = size zs -> (forall i, (i < r)%N -> nth 0 zs i = nth 0 zs 0) ->
    nth 0 zs 0 < nth 0 zs r -> fits3 d1 d2 xs zs.
  case: (ltgtP y0 (nth 0 ys r)) => h.
  - exact: main.
  - apply: fits3_opp; apply: main; first by rewrite size_map.
      by move=> i ir; rewrite !(nth_map 0) ?yl //; apply: ltn_trans rN.
    by rewrite !(nth_map 0) ?ltr_opp2 //; apply: ltn_trans rN.
  - by rewrite h eqxx in yr.
move=> szz zl zr; apply: fits3_nth => //.
have [|||g [e1 e2]] := @dense_core F (fun i => extend xs (r + i)) (fun i => nth 0 zs (r + i))
  (extend xs r.-1) (nth 0 zs 0) d1 d2 _ d10 d20.
- by move=> i; rewrite addnS; exact: xinc.
- by rewrite addn0; apply: increasing_lt => //; lia.
- by rewrite addn0.
exists g => i iN; case: (ltnP i r) => ir.
  rewrite zl // -extend_nth //; apply: e2; apply: increasing_le => //; lia.
have e : i = (r + (i - r))%N by lia.
by rewrite -extend_nth // e; apply: e1; lia.
Qed.

(* ---- few nonzero labels ---- *)
(* their positions, then those of dummy points *)
Definition support ys (m : nat) : nat :=
  let T := [seq i <- iota 0 (size ys) | nth 0 ys i != 0] in
  if (m < size T)%N then nth 0%N T m else (size ys + m)%N.

Lemma size_support ys : size [seq i <- iota 0 (size ys) | nth 0 ys i != 0] = nnz ys.
Proof.
rewrite /nnz size_filter -[in RHS](mkseq_nth 0 ys) /mkseq count_map.
by apply: eq_count.
Qed.

Lemma support_inc ys m : (support ys m < support ys m.+1)%N.
Proof.
rewrite /support; set T := [seq i <- _ | _].
have srt : sorted ltn T by apply: sorted_filter; [exact: ltn_trans | exact: iota_ltn_sorted].
have Tlt i : (i < size T)%N -> (nth 0%N T i < size ys)%N.
  by move=> /(mem_nth 0%N); rewrite mem_filter mem_iota => /andP[_ /andP[_]].
case: (ltnP m.+1 (size T)) => h; first by rewrite (ltnW h); apply: (sortedP 0%N srt).
by case: (ltnP m (size T)) => h'; [have := Tlt _ h'; lia | lia].
Qed.

Lemma supportP ys n i : (nnz ys <= n)%N -> nth 0 ys i != 0 ->
  exists2 m, (m < n)%N & i = support ys m.
Proof.
move=> le nz; set T := [seq i <- iota 0 (size ys) | nth 0 ys i != 0].
have iT : i \in T.
  rewrite mem_filter nz mem_iota /= add0n.
  by case: (ltnP i (size ys)) => // h; rewrite nth_default ?eqxx in nz.
exists (index i T); first by apply: leq_trans le; rewrite -size_support index_mem.
by rewrite /support -/T index_mem iT nth_index.
Qed.

Lemma fits3_bumps (w b : seq F) (M R : F) (v : F -> F) G P xs ys :
  sorted <%R xs -> size xs = size ys -> (nnz ys <= G * P)%N ->
  (0 < size w)%N -> 0 <= R -> (forall i, `|v (nth 0 ys i)| <= M) ->
  (forall i, bump w b (v (nth 0 ys i)) = nth 0 ys i) ->
  (forall p, R - M <= `|p| -> bump w b p = 0) ->
  fits3 G (P * size w) xs ys.
Proof.
move=> srt sz le w0 R0 vM bv bf; apply: fits3_nth => //.
have [e0|GP] := posnP (G * P).
  have [g e] : fits3 G (P * size w) xs (nseq (size xs) 0) by apply: fits3_const.
  exists g => i iN; have := congr1 (nth 0 ^~ i) e; rewrite (nth_map 0) // nth_nseq iN => ->.
  apply/esym/eqP; apply: contraTT le => nz; rewrite e0 -ltnNge -has_count.
  by apply/hasP; exists (nth 0 ys i) => //; rewrite mem_nth // -sz.
have [G0 P0] : (0 < G)%N /\ (0 < P)%N by apply/andP; rewrite -muln_gt0.
have [g e] := @sparse_core F (extend xs) (nth 0 ys) (fun i => v (nth 0 ys i)) (support ys) G P
  (size xs) M R w b (extend_inc srt) (support_inc ys) (fun i => supportP le) G0 P0 w0 R0 vM bv bf.
by exists g => i iN; rewrite -extend_nth // e.
Qed.

Let bound ys : F := total (nth 0 ys) (size ys).
Lemma boundP ys i : `|nth 0 ys i| <= bound ys.
Proof.
case: (ltnP i (size ys)) => h; first exact: totalP.
by rewrite nth_default // normr0 total_ge0.
Qed.

Theorem fits3_sparse G P xs ys : sorted <%R xs -> size xs = size ys ->
  (nnz ys <= G * P)%N -> fits3 G (4 * P) xs ys.
Proof.
move=> srt sz le; have M0 : 0 <= bound ys by apply: total_ge0.
have -> : (4 * P = P * size (wave_w F))%N by rewrite mulnC.
apply: (@fits3_bumps _ (wave_b (bound ys)) (bound ys) (3%:R * bound ys) id) => //.
- by lra.
- exact: boundP.
- by move=> i; apply: wave_id; exact: boundP.
- by move=> p h; apply: wave_0 => //; lra.
Qed.

Lemma fits3_nonneg G P xs ys : sorted <%R xs -> size xs = size ys ->
  (nnz ys <= G * P)%N -> all (fun y => 0 <= y) ys -> fits3 G (3 * P) xs ys.
Proof.
move=> srt sz le /allP pos; have M0 : 0 <= bound ys by apply: total_ge0.
have y0 i : 0 <= nth 0 ys i.
  by case: (ltnP i (size ys)) => h; [apply/pos/mem_nth | rewrite nth_default].
have yM i : nth 0 ys i <= bound ys by apply: le_trans (ler_norm _) (boundP ys i).
have -> : (3 * P = P * size (hat_w F))%N by rewrite mulnC.
apply: (@fits3_bumps _ (hat_b (bound ys)) (bound ys) (2%:R * bound ys) (fun y => bound ys - y)) => //.
- by lra.
- by move=> i; rewrite ger0_norm; have := yM i; have := y0 i; lra.
- by move=> i; apply: hat_peak; rewrite y0 yM.
- by move=> p h; apply: hat_0 => //; lra.
Qed.

Theorem fits3_one_sign G P xs ys : sorted <%R xs -> size xs = size ys ->
  (nnz ys <= G * P)%N -> all (fun y => 0 <= y) ys || all (fun y => y <= 0) ys ->
  fits3 G (3 * P) xs ys.
Proof.
move=> srt sz le /orP[pos|neg]; first exact: fits3_nonneg.
apply: fits3_opp; apply: fits3_nonneg; rewrite ?size_map //.
  by rewrite /nnz count_map (@eq_count _ _ (fun y => y != 0)) // => y /=; rewrite oppr_eq0.
by rewrite all_map; apply: sub_all neg => y /=; rewrite oppr_ge0.
Qed.

(* ---- m neurons in all ---- *)
(* m*_3(N,K) <= d1 + d2 whenever d1 d2 + 1 >= K *)
Theorem dense_widths N K d1 d2 : (K <= (d1 * d2).+1)%N -> suffices3 F N K (d1 + d2).
Proof.
move=> le xs ys [srt sx sy _]; exists d1, d2; split=> //.
by apply: fits3_dense; rewrite ?sx ?sy.
Qed.

(* m*_3(N,K) <= G + 4 ceil(N/G) *)
Theorem sparse_widths N K G P : (N <= G * P)%N -> suffices3 F N K (G + 4 * P).
Proof.
move=> le xs ys [srt sx sy nz]; exists G, (4 * P)%N; split=> //.
by apply: fits3_sparse; rewrite ?sx ?sy // (leq_trans nz).
Qed.

(* m*_3(N,K) <= ceil(2 sqrt(K-1)) *)
Theorem dense_upper N K m : (4 * K.-1 <= m ^ 2)%N -> suffices3 F N K m.
Proof.
move=> h; have [a [b [em hK]]] : exists a b, m = (a + b)%N /\ (K <= (a * b).+1)%N.
  have := ltn_pmod m (isT : (0 < 2)%N); have := divn_eq m 2.
  move: (m %/ 2)%N (m %% 2)%N => a r em r2; exists a, (a + r)%N; split; first lia.
  by move: h; rewrite em -mulnn; case: r r2 {em} => [|[|//]] _; nia.
by rewrite em; apply: dense_widths.
Qed.

(* m*_3(N,K) <= ceil(4 sqrt(N+1)), whatever K is *)
Theorem sparse_upper N K m : (16 * N.+1 <= m ^ 2)%N -> suffices3 F N K m.
Proof.
move=> h; have [G [P [em hN]]] : exists G P, m = (G + 4 * P)%N /\ (N <= G * P)%N.
  have := ltn_pmod m (isT : (0 < 8)%N); have := divn_eq m 8.
  move: (m %/ 8)%N (m %% 8)%N => a r em r8.
  case: (ltnP r 4) => r4.
    exists (4 * a + r)%N, a; split; first lia.
    by move: h; rewrite em -mulnn; case: r r8 r4 {em} => [|[|[|[|//]]]] _ _; nia.
  exists (4 * a + (r - 4))%N, a.+1; split; first lia.
  by move: h; rewrite em -mulnn; case: r r8 r4 {em} => [|[|[|[|[|[|[|[|//]]]]]]]] _ // _; nia.
by rewrite em; apply: sparse_widths.
Qed.

(* m*_3(N,K) <= ceil(2 sqrt(min(K-1, 4N+4))) *)
Theorem three_layer_upper N K m : (4 * minn K.-1 (4 * N.+1) <= m ^ 2)%N -> suffices3 F N K m.
Proof.
case: (leqP K.-1 (4 * N.+1)) => h; rewrite ?mulnA; first exact: dense_upper.
exact: sparse_upper.
Qed.

(* labels of one sign: ceil(2 sqrt(3N + 9/4)) *)
Theorem one_sign_upper N m xs ys : sorted <%R xs -> size xs = size ys -> (nnz ys <= N)%N ->
  all (fun y => 0 <= y) ys || all (fun y => y <= 0) ys -> (12 * N + 9 <= m ^ 2)%N ->
  exists d1 d2, (d1 + d2)%N = m /\ fits3 d1 d2 xs ys.
Proof.
move=> srt sz nz sgn h.
have [G [P [em hN]]] : exists G P, m = (G + 3 * P)%N /\ (N <= G * P)%N.
  have := ltn_pmod m (isT : (0 < 6)%N); have := divn_eq m 6.
  move: (m %/ 6)%N (m %% 6)%N => a r em r6.
  case: (ltnP r 3) => r3.
    exists (3 * a + r)%N, a; split; first lia.
    by move: h; rewrite em -mulnn; case: r r6 r3 {em} => [|[|[|//]]] _ _; nia.
  exists (3 * a + (r - 3))%N, a.+1; split; first lia.
  by move: h; rewrite em -mulnn; case: r r6 r3 {em} => [|[|[|[|[|[|//]]]]]] _ // _; nia.
by exists G, (3 * P)%N; split=> //; apply: fits3_one_sign => //; apply: leq_trans hN.
Qed.
End ThreeUpper.
