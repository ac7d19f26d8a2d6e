(* The three-layer upper bounds, for finite data sets.

     fits3_dense     d1 d2 + 1 points, arbitrary labels:         widths (d1, d2)
     fits3_sparse    at most G P nonzero labels, any K:          widths (G, 4 P)
     fits3_one_sign  the same, labels of one sign:               widths (G, 3 P)

   and their consequences for m*_3(N,K) in closed form.  Paper proof: theorems.md, 3.2 to 3.4. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net ThreeUpperSpline ThreeUpperData ThreeUpperDense ThreeUpperMixed.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section ThreeUpper.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (xs ys : seq F) (K N P G : nat).

(* ---- arbitrary labels ---- *)
Theorem fits3_dense d1 d2 xs ys : sorted <%R xs -> size xs = size ys ->
  (size xs <= (d1 * d2).+1)%N -> fits3 d1 d2 xs ys.
Proof.
apply: fits3_flat_left => x z xf y0 d0 xinc xfx yz.
by have [d10 d20] : (0 < d1)%N /\ (0 < d2)%N; [apply/andP; rewrite -muln_gt0 | exact: dense_core].
Qed.

(* ---- few nonzero labels ---- *)
(* cut a list into G runs with at most P nonzero labels each *)
Lemma cut1 P ys : exists a b, [/\ ys = a ++ b, (nnz a <= P)%N & (nnz b <= nnz ys - P)%N].
Proof.
elim: ys P => [|y ys IH] P; first by exists [::], [::].
rewrite /nnz /= -!/(nnz _); case: (eqVneq y 0) => [->|y0] /=.
  by have [a [b [-> h1 h2]]] := IH P; exists (0 :: a), b; split; rewrite // /nnz /= eqxx.
case: P => [|P]; first by exists [::], (y :: ys); rewrite /nnz /= y0 subn0.
have [a [b [-> h1 h2]]] := IH P; exists (y :: a), b; split; rewrite // /nnz /= ?y0 //.
Qed.

Lemma cut G P ys : (nnz ys <= G.+1 * P)%N ->
  exists yss, [/\ flatten yss = ys, size yss = G.+1 & all (fun zs => nnz zs <= P)%N yss].
Proof.
elim: G ys => [|G IH] ys le.
  by exists [:: ys]; split; rewrite //= ?cats0 // andbT -(mul1n P).
have [a [b [eab ha hb]]] := cut1 P ys.
have [|yss [e s h]] := IH b; first by apply: leq_trans hb _; rewrite leq_subLR -mulSn.
by exists (a :: yss); rewrite /= e s ha eab.
Qed.

Lemma nnzE ys : nnz ys = (npos ys + nneg ys)%N.
Proof. by elim: ys => //= y ys; rewrite /nnz /npos /nneg /= => ->; case: ltgtP => _ /=; lia. Qed.

(* one kind of units for all runs of at most P nonzero labels *)
Lemma fits3_runs np nm nw G P xs ys : sorted <%R xs -> size xs = size ys -> (nnz ys <= G * P)%N ->
  (forall zs, {subset zs <= ys} -> (nnz zs <= P)%N -> (npos zs - np + (nneg zs - nm) <= nw)%N) ->
  fits3 G (3 * np + 3 * nm + 4 * nw) xs ys.
Proof.
move=> srt sz le ok; case: G le => [|G] le.
  suff -> : ys = nseq (size xs) 0 by apply: fits3_const.
  rewrite sz; apply/all_pred1P/allP => y yY; move: le; rewrite mul0n leqn0 /nnz eqn0Ngt -has_count.
  by move/hasPn/(_ y yY); rewrite negbK.
have [yss [e s h]] := cut le; rewrite -e -s; apply: fits3_mixed; rewrite ?e //.
apply/allP => zs zY; apply: ok; last exact: (allP h).
by move=> y yz; rewrite -e; apply/flattenP; exists zs.
Qed.

Theorem fits3_sparse G P xs ys : sorted <%R xs -> size xs = size ys ->
  (nnz ys <= G * P)%N -> fits3 G (4 * P) xs ys.
Proof.
by move=> srt sz le; apply: (fits3_runs (np := 0) (nm := 0) srt sz le) => zs _; rewrite nnzE !subn0.
Qed.

Theorem fits3_one_sign G P xs ys : sorted <%R xs -> size xs = size ys ->
  (nnz ys <= G * P)%N -> all (fun y => 0 <= y) ys || all (fun y => y <= 0) ys ->
  fits3 G (3 * P) xs ys.
Proof.
move=> srt sz le /orP[] /allP sgn.
  have -> : (3 * P = 3 * P + 3 * 0 + 4 * 0)%N by rewrite !muln0 !addn0.
  apply: fits3_runs srt sz le _ => zs sub; rewrite nnzE.
  have -> : nneg zs = 0%N by apply/eqP; rewrite eqn0Ngt -has_count; apply/hasPn => y /sub/sgn; rewrite leNgt.
  by rewrite !addn0 leqn0 subn_eq0.
have -> : (3 * P = 3 * 0 + 3 * P + 4 * 0)%N by rewrite !muln0 addn0.
apply: fits3_runs srt sz le _ => zs sub; rewrite nnzE.
have -> : npos zs = 0%N by apply/eqP; rewrite eqn0Ngt -has_count; apply/hasPn => y /sub/sgn; rewrite leNgt.
by rewrite !add0n leqn0 subn_eq0.
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
