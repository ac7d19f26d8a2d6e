(* The worst case is one-dimensional.  A function of one variable becomes one of
   d variables along a direction that separates the samples; a function of d
   variables becomes one of one variable on a line.  So m*(N,K) in dimension
   d >= 1 and over sorted numbers are the same. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net Statements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Reduction.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* ---- a direction with distinct values: (1, s, s^2, ...) for some s ---- *)
Lemma nonroot (p : {poly F}) : p != 0 -> exists s, ~~ root p s.
Proof.
move=> p0; pose rs := [seq i%:R : F | i <- iota 0 (size p)].
have ur : uniq rs by rewrite map_inj_uniq ?iota_uniq //; exact: mulrIn (oner_neq0 F).
have : ~~ all (root p) rs.
  apply/negP => a; have := max_poly_roots p0 a ur.
  by rewrite size_map size_iota ltnn.
by case/allPn => s _ h; exists s.
Qed.

Definition powers d (s : F) : 'rV[F]_d := \row_j s ^+ j.

Lemma powers_horner d s (x : 'cV[F]_d) : (powers d s *m x) 0 0 = (rVpoly x^T).[s].
Proof.
rewrite mxE horner_poly; apply: eq_bigr => j _.
by rewrite !mxE valK mulrC mxE.
Qed.

Lemma separate d K (x : 'I_K -> 'cV[F]_d) : injective x ->
  exists a : 'rV[F]_d, injective (fun i => (a *m x i) 0 0).
Proof.
move=> xI; pose p := \prod_(i < K) \prod_(j < K | j != i) (rVpoly (x j)^T - rVpoly (x i)^T).
have p0 : p != 0.
  apply/prodf_neq0 => i _; apply/prodf_neq0 => j ne; rewrite subr_eq0.
  by apply: contra ne => /eqP /(can_inj (@rVpolyK _ _)) /trmx_inj /xI ->.
have [s hs] := nonroot p0; exists (powers d s) => i j; rewrite !powers_horner => e.
apply/eqP/negPn/negP => ne; case/negP: hs.
rewrite /root /p horner_prod (bigD1 j) //= horner_prod (bigD1 i) //=.
by rewrite hornerD hornerN e subrr !mul0r.
Qed.

(* ---- samples in any order ---- *)
Lemma count_enum (T : finType) (P : pred T) : count P (enum T) = #|[set i | P i]|.
Proof. by rewrite cardsE -sum1_card -sum1_count big_enum_cond. Qed.

Lemma sort_samples K (x z : 'I_K -> F) : injective x ->
  exists xs ys, [/\ sorted <%R xs, size xs = K, size ys = K,
    nnz ys = #|[set i | z i != 0]| /\ (forall y, y \in ys -> exists i, y = z i) &
    forall g : F -> F, [seq g t | t <- xs] = ys -> forall i, g (x i) = z i].
Proof.
move=> xI; pose r (i j : 'I_K) := x i <= x j.
pose s := sort r (enum 'I_K).
have ps : perm_eq s (enum 'I_K) by rewrite perm_sort.
have memS i : i \in s by rewrite (perm_mem ps) mem_enum.
have sz : size s = K by rewrite (perm_size ps) size_enum_ord.
exists (map x s), (map z s); split; rewrite ?size_map //.
- rewrite lt_sorted_uniq_le map_inj_uniq // (perm_uniq ps) enum_uniq /=.
  by rewrite sorted_map; apply: sort_sorted => i j; exact: le_total.
- by split; [rewrite /nnz count_map (permP ps) count_enum | move=> y /mapP[i _ ->]; exists i].
- move=> g e i; have := memS i.
  move: e; rewrite -map_comp => e; move: (s) e => l.
  elim: l => //= j l IH [e1 e2]; rewrite inE => /orP[/eqP -> //|]; exact: IH e2.
Qed.

(* a set of N indices that contains all nonzero labels *)
Lemma superset_card (T : finType) (A : {set T}) N : (#|A| <= N <= #|T|)%N ->
  exists B : {set T}, A \subset B /\ #|B| = N.
Proof.
move=> /andP[h1 h2].
elim: N h1 h2 => [|N IH] h1 h2; first by exists A; split=> //; apply/eqP; rewrite -leqn0.
move: h1; rewrite leq_eqVlt => /orP[/eqP h|h]; first by exists A.
have [B [sB cB]] := IH h (ltnW h2).
have /subsetPn[i _ iB] : ~~ ([set: T] \subset B).
  by apply: contraTN h2 => /subset_leq_card; rewrite cardsT cB -leqNgt.
exists (i |: B); split.
  by apply: subset_trans sB _; exact: subsetUr.
by rewrite cardsU1 iB cB.
Qed.

(* ---- the reduction, for any two classes that correspond ---- *)
Section Classes.
Variables (d : nat) (netd : ('cV[F]_d -> F) -> Prop) (net1 : (F -> F) -> Prop).
Hypothesis d0 : (0 < d)%N.
Hypothesis lift : forall (a : 'rV[F]_d) g, net1 g -> netd (fun x => g ((a *m x) 0 0)).
Hypothesis restrict : forall (u v : 'cV[F]_d) g, netd g ->
  exists2 h, net1 h & forall t, g (u + t *: v) = h t.

Lemma worst_case_dim N K : (N <= K)%N ->
  (forall x : 'I_K -> 'cV[F]_d, injective x -> forall T : {set 'I_K}, #|T| = N ->
     forall z : 'I_K -> F, exists g, netd g /\
       forall i, g (x i) = if i \in T then z i else 0) <->
  (forall xs ys, dataset N K xs ys -> exists2 g, net1 g & [seq g t | t <- xs] = ys).
Proof.
move=> NK; split=> suf.
- move=> xs ys [srt sx sy nz].
  pose v : 'cV[F]_d := const_mx 1.
  pose x (i : 'I_K) : 'cV[F]_d := 0 + nth 0 xs i *: v.
  have xI : injective x.
    move=> i j; rewrite /x !add0r => /matrixP /(_ (Ordinal d0) 0); rewrite !mxE !mulr1 => e.
    have us : uniq xs by apply: lt_sorted_uniq srt.
    by apply/val_inj/eqP; move/eqP: e; rewrite nth_uniq ?sx.
  pose A := [set i : 'I_K | nth 0 ys i != 0].
  have cA : #|A| = nnz ys.
    by rewrite /nnz -[in RHS](mkseq_nth 0 ys) /mkseq count_map sy -val_enum_ord count_map count_enum.
  have [|B [sB cB]] := @superset_card _ A N; first by rewrite cA nz card_ord.
  have [g [ng e]] := suf x xI B cB (fun i => nth 0 ys i).
  have [h nh eh] := restrict 0 v ng; exists h => //.
  apply: (@eq_from_nth _ 0); rewrite size_map sx ?sy // => i iK.
  rewrite (nth_map 0) ?sx // -eh -[i]/(val (Ordinal iK)) -/(x _) e.
  case: ifP => // /negP iB; apply/esym/eqP/negPn/negP => ni; apply: iB.
  by apply: (subsetP sB); rewrite inE.
- move=> x xI T cT z; have [a aI] := separate xI.
  have [xs [ys [srt sx sy [nz _] h]]] := sort_samples (fun i => if i \in T then z i else 0) aI.
  have [|g ng e] := suf xs ys.
    split=> //; rewrite nz -cT; apply/subset_leq_card/subsetP => i.
    by rewrite inE; case: (i \in T); rewrite // eqxx.
  by exists (fun y => g ((a *m y) 0 0)); split; [exact: lift | exact: h e].
Qed.
End Classes.

(* ---- one hidden layer ---- *)
Section Depth2.
Variable d : nat.
Definition shallow m (g : F -> F) := exists b ns, size ns = m /\ forall t, g t = neval b ns t.

Lemma shallow_lift m (a : 'rV[F]_d) g : shallow m g -> net2 m (fun x => g ((a *m x) 0 0)).
Proof.
move=> [b [ns [sz e]]]; pose n (k : nat) := nth (Neuron 0 0 0) ns k.
exists (\matrix_(k, j) (na (n k) * a 0 j)), (\col_k nc (n k)), (\row_k nw (n k)), (const_mx b) => x.
rewrite e /neval !mxE addrC; congr (_ + _).
rewrite -sz (big_nth (Neuron 0 0 0)) big_mkord; apply: eq_bigr => k _.
rewrite !mxE /act /lin; congr (_ * relu (_ + _)).
by rewrite mulr_sumr; apply: eq_bigr => j _; rewrite !mxE mulrA.
Qed.

Lemma affine_line p (W : 'M[F]_(p, d)) b (u v : 'cV[F]_d) t k :
  (W *m (u + t *: v) + b) k 0 = (W *m v) k 0 * t + (W *m u + b) k 0.
Proof.
rewrite mulmxDr -scalemxAr -addrA addrCA mxE; congr (_ + _).
by rewrite mxE mulrC.
Qed.

Lemma shallow_restrict m (u v : 'cV[F]_d) g : net2 m g ->
  exists2 h, shallow m h & forall t, g (u + t *: v) = h t.
Proof.
move=> [W1 [b1 [W2 [b2 e]]]]; exists (fun t => g (u + t *: v)) => //.
exists (b2 0 0), [seq Neuron (W2 0 k) ((W1 *m v) k 0) ((W1 *m u + b1) k 0) | k <- enum 'I_m].
split; first by rewrite size_map size_enum_ord.
move=> t; rewrite e /neval big_map big_enum /= mxE addrC; congr (_ + _).
rewrite mxE; apply: eq_bigr => k _; rewrite mxE /act /lin /=; congr (_ * relu _).
by rewrite affine_line.
Qed.

Lemma suffices2_dim N K m : (0 < d)%N -> (N <= K)%N ->
  Statements.suffices (@net2 F d) N K m <-> Net.suffices F N K m.
Proof.
move=> d0 NK; rewrite /Statements.suffices /Statements.fits.
rewrite (worst_case_dim d0 (@shallow_lift m) (@shallow_restrict m) NK).
split=> h xs ys ds; have := h xs ys ds.
  by move=> [g [b [ns [sz e]]] eg]; exists b, ns; split=> //; rewrite -eg; apply: eq_map.
by move=> [b [ns [sz e]]]; exists (neval b ns) => //; exists b, ns.
Qed.
End Depth2.

(* ---- two hidden layers ---- *)
Section Depth3.
Variable d : nat.
Definition deep d1 d2 (g : F -> F) := exists n, forall t, g t = eval3 d1 d2 n t.
Definition deepm m (g : F -> F) := exists d1 d2 : nat, (d1 + d2)%N = m /\ deep d1 d2 g.

Lemma deep_lift d1 d2 (a : 'rV[F]_d) g : deep d1 d2 g ->
  net3_widths d1 d2 (fun x => g ((a *m x) 0 0)).
Proof.
move=> [n e].
exists (\matrix_(j, i) (n3a n j * a 0 i)), (\col_j n3c n j), (\matrix_(k, j) n3v n k j),
  (\col_k n3b n k), (\row_k n3w n k), (const_mx (n3o n)) => x.
rewrite e /eval3 !mxE addrC; congr (_ + _).
apply: eq_bigr => k _; rewrite !mxE; congr (_ * relu _).
rewrite /pre3 addrC; congr (_ + _); apply: eq_bigr => j _.
rewrite !mxE; congr (_ * relu (_ + _)).
by rewrite mulr_sumr; apply: eq_bigr => i _; rewrite !mxE mulrA.
Qed.

(* a matrix as a family indexed by numbers *)
Definition entry p q (A : 'M[F]_(p, q)) (i j : nat) : F :=
  match insub i, insub j with Some i', Some j' => A i' j' | _, _ => 0 end.
Lemma entryE p q (A : 'M[F]_(p, q)) (i : 'I_p) (j : 'I_q) : entry A i j = A i j.
Proof. by rewrite /entry !valK. Qed.

Lemma deep_restrict d1 d2 (u v : 'cV[F]_d) g : net3_widths d1 d2 g ->
  exists2 h, deep d1 d2 h & forall t, g (u + t *: v) = h t.
Proof.
move=> [W1 [b1 [W2 [b2 [W3 [b3 e]]]]]]; exists (fun t => g (u + t *: v)) => //.
exists (Net3 (fun j => entry (W1 *m v) j 0%N) (fun j => entry (W1 *m u + b1) j 0%N)
  (entry W2) (fun k => entry b2 k 0%N) (fun k => entry W3 0%N k) (b3 0 0)) => t.
rewrite e /eval3 /= mxE addrC; congr (_ + _).
rewrite mxE; apply: eq_bigr => k _; rewrite (entryE W3 (0 : 'I_1) k) mxE; congr (_ * relu _).
rewrite mxE /pre3 /= (entryE b2 k (0 : 'I_1)) addrC; congr (_ + _).
rewrite mxE; apply: eq_bigr => j _; rewrite entryE mxE; congr (_ * relu _).
rewrite (entryE _ j (0 : 'I_1)) (entryE _ j (0 : 'I_1)).
by rewrite affine_line.
Qed.

Lemma deepm_lift m (a : 'rV[F]_d) g : deepm m g -> net3 m (fun x => g ((a *m x) 0 0)).
Proof. by move=> [d1 [d2 [s h]]]; exists d1, d2; split=> //; exact: deep_lift. Qed.
Lemma deepm_restrict m (u v : 'cV[F]_d) g : net3 m g ->
  exists2 h, deepm m h & forall t, g (u + t *: v) = h t.
Proof.
move=> [d1 [d2 [s h]]]; have [k hk e] := deep_restrict u v h.
by exists k => //; exists d1, d2.
Qed.

Lemma suffices3_dim N K m : (0 < d)%N -> (N <= K)%N ->
  Statements.suffices (@net3 F d) N K m <-> Net.suffices3 F N K m.
Proof.
move=> d0 NK; rewrite /Statements.suffices /Statements.fits.
rewrite (worst_case_dim d0 (@deepm_lift m) (@deepm_restrict m) NK).
split=> h xs ys ds; have := h xs ys ds.
  move=> [g [d1 [d2 [s [n e]]]] eg]; exists d1, d2; split=> //; exists n.
  by rewrite -eg; apply: eq_map.
by move=> [d1 [d2 [s [n e]]]]; exists (eval3 d1 d2 n) => //; exists d1, d2; split=> //; exists n.
Qed.
End Depth3.
End Reduction.
