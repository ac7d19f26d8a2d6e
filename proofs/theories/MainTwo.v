(* The statements on two layers, proved. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements.
From FTCert Require Import OFLra Net Reduction TwoLower TwoUpper TwoExact TwoBlocks Spline Figure3.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Theorem definitions_agreeT : definitions_agree.
Proof.
move=> F d net N K m; split=> h.
  move=> x xI T cT z; have [|g [ng e]] := h x (fun=> 0) (fun i => if i \in T then z i else 0) xI T cT.
    by move=> i /negbTE ->.
  by exists g; split=> // i; rewrite -e add0r.
move=> x f y xI T cT fy; have [g [ng e]] := h x xI T cT (fun i => y i - f (x i)).
exists g; split=> // i; rewrite e; case: ifP => [_|/negbT /fy ->].
  by rewrite addrC subrK.
by rewrite addr0.
Qed.

Section Capacity.
Variables (F : realFieldType) (d : nat).
Hypothesis d0 : (0 < d)%N.

Lemma suffices2E N K m : (N <= K)%N ->
  Statements.suffices (@net2 F d) N K m <-> (mstar2 N K <= m)%N.
Proof. by move=> NK; rewrite suffices2_dim //; exact: mstar_all. Qed.

Lemma mstar2T N K : (N <= K)%N -> is_mstar (@net2 F d) N K (mstar2 N K).
Proof. by move=> NK; split=> [|m']; rewrite suffices2E. Qed.
End Capacity.

Theorem two_layers_tableT : two_layers_table.
Proof. by move=> F d N K d0 NK; exact: mstar2T. Qed.

Lemma mstar2_5 N K : (5 <= K)%N -> mstar2 N K = minn (3 * N) (K - 2).
Proof. by move=> K5; rewrite /mstar2; case: eqP => [->|_]; [lia | do 2 (case: ifP; first lia)]. Qed.

Theorem two_layers_exactT : two_layers_exact.
Proof. by move=> F d N K d0 K5 NK; rewrite -mstar2_5 //; exact: mstar2T. Qed.

Lemma mstar_uniq (F : realFieldType) d (net : nat -> ('cV[F]_d -> F) -> Prop) N K m m' :
  is_mstar net N K m -> is_mstar net N K m' -> m = m'.
Proof. by move=> [s l] [s' l']; apply/eqP; rewrite eqn_leq l // l'. Qed.

Theorem equation_7T : equation_7.
Proof.
move=> F d N K m d0 K3 NK /(mstar_uniq (mstar2T F d0 (N := N) (K := K) _)) <-; last by lia.
rewrite /mstar2; case: eqP => [|_]; first lia.
by case: ifP => h1; first lia; case: eqP => h2; [case: eqP; lia | lia].
Qed.

Theorem corollary_4_2_correctedT : corollary_4_2_corrected.
Proof.
move=> F d m K d0; have E N := @suffices2E F d d0 N K m; rewrite /Nstar2.
have A N : (N <= K)%N -> (mstar2 N K <= m)%N -> 
    (forall N', (N' <= K)%N -> (mstar2 N' K <= m)%N -> (N' <= N)%N) -> is_Nstar (@net2 F d) m K N.
  by move=> NK h h'; split=> // [|N' hN']; rewrite E //; exact: h'.
case: ifP => h1; first by apply: A => //; rewrite /mstar2; repeat case: ifP; lia.
case: eqP => h2.
  case: ifP => h3; first by apply: A => //; rewrite /mstar2; repeat case: ifP; lia.
  case: eqP => h4; apply: A.
  - lia.
  - by rewrite /mstar2; repeat case: ifP; lia.
  - by move=> N' hN'; rewrite /mstar2; repeat case: ifP; lia.
  - lia.
  - by [].
  - by move=> N' hN'; rewrite /mstar2; repeat case: ifP; lia.
apply: A; [lia | by rewrite /mstar2; repeat case: ifP; lia |].
by move=> N' hN'; rewrite /mstar2; repeat case: ifP; lia.
Qed.

Theorem corollary_4_2_1_falseT : corollary_4_2_1_false.
Proof.
move=> F d m d0 m2 P; have := P _ (corollary_4_2_correctedT F m (m + 2)%N d0).
by rewrite /Nstar2 eqxx; (case: ifP; first lia) => _; case: ifP; [lia | case: ifP; lia].
Qed.

(* ---- data on a line, data along a direction ---- *)
Lemma line_inj (F : realFieldType) d K (u v : 'cV[F]_d) (c : 'I_K -> F) : v != 0 ->
  injective c -> injective (fun i => u + c i *: v).
Proof.
move=> v0 cI i j /addrI /eqP; rewrite -subr_eq0 -scalerBl scaler_eq0 (negbTE v0) orbF.
by rewrite subr_eq0 => /eqP /cI.
Qed.

Theorem theorem_4_1_2_printed_falseT : theorem_4_1_2_printed_false.
Proof.
move=> F d N K d0 /andP[N1 NK] K3 P.
pose v : 'cV[F]_d := const_mx 1.
have v0 : v != 0.
  apply/eqP => /matrixP /(_ (Ordinal d0) 0) /eqP; rewrite !mxE; exact/negP/oner_neq0.
have xI := @line_inj F d K 0 v (fun i => (i : nat)%:R) v0.
have {}xI := xI (fun i j e => val_inj (mulrIn (oner_neq0 F) e)).
have [T [_ cT]] : exists T : {set 'I_K}, set0 \subset T /\ #|T| = N.
  by apply: superset_card; rewrite cards0 card_ord.
have := P _ xI T cT (fun=> 0) 0%N; rewrite leqn0 => H.
suff /H : Statements.fits (@net2 F d) 0 (fun i => 0 + (i : nat)%:R *: v) (fun i => if i \in T then 0 else 0).
  by lia.
exists (fun=> 0); split; last by move=> i; case: ifP.
exists 0, 0, 0, 0 => x; rewrite mul0mx addr0 mxE //.
Qed.

Theorem theorem_4_1_2_intendedT : theorem_4_1_2_intended.
Proof.
move=> F d N K u v c NK cinc; pose xs := [seq c i | i <- enum 'I_K].
have sx : size xs = K by rewrite size_map size_enum_ord.
have nx (i : 'I_K) : nth 0 xs i = c i.
  by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
have srt : sorted <%R xs.
  apply/(sortedP 0) => i; rewrite sx => iK.
  by have := cinc (Ordinal (ltnW iK)) (Ordinal iK) (leqnn _); rewrite -!nx.
have [T [ct low]] := two_layer_lower NK srt sx.
exists [set i : 'I_K | T i], (fun i => (-1) ^+ i); split; [|split].
- by rewrite -ct -val_enum_ord count_map count_enum.
- by move=> i; rewrite -signr_odd; case: odd; [right | left]; rewrite ?expr1 ?expr0.
move=> m [g [ng e]]; apply: low; have [h [b [ns [sz eh]]] k] := shallow_restrict u v ng.
exists b, ns; split=> //; apply: (@eq_from_nth _ 0); rewrite size_map ?size_mkseq // sx => i iK.
rewrite (nth_map 0) ?sx // nth_mkseq // -eh -k -[i]/(val (Ordinal iK)) nx e.
by rewrite inE.
Qed.

(* ---- Theorem 4.4 ---- *)
(* a set of indices as a predicate on numbers *)
Definition onat K (T : {set 'I_K}) (n : nat) : bool := [exists i in T, i == n :> nat].
Lemma onatE K (T : {set 'I_K}) (i : 'I_K) : onat T i = (i \in T).
Proof.
apply/existsP/idP => [[j /andP[jT /eqP /val_inj <-]] //|iT].
by exists i; rewrite iT eqxx.
Qed.
Lemma onat_lt K (T : {set 'I_K}) n : onat T n -> (n < K)%N.
Proof. by move=> /existsP[i /andP[_ /eqP <-]]. Qed.

Lemma J_inJ K (T : {set 'I_K}) (i : 'I_K) : (i \in Statements.J T) = inJ K (onat T) i.
Proof.
rewrite inE /inJ onatE; case: (i \in T) => //=; case: eqP => //= i0; case: eqP => //= _.
congr (_ || _); apply/existsP/existsP => -[j /andP[jT /eqP e]]; exists j; rewrite jT /=; lia.
Qed.

Lemma card_J K (T : {set 'I_K}) : #|Statements.J T| = size (TwoBlocks.J K (onat T)).
Proof.
rewrite /TwoBlocks.J size_filter -val_enum_ord count_map count_enum; congr #|pred_of_set _|.
by apply/setP => i; rewrite J_inJ inE.
Qed.

Lemma fitted_along (F : realFieldType) d K (a : 'rV[F]_d) (x : 'I_K -> 'cV[F]_d) z m :
  fitted (fun n => nth 0 [seq (a *m x i) 0 0 | i <- enum 'I_K] n) K
    (fun n => nth 0 [seq z i | i <- enum 'I_K] n) m ->
  Statements.fits (@net2 F d) m x z.
Proof.
move=> [b [ns [sz e]]]; exists (fun p => neval b ns ((a *m p) 0 0)); split.
  by apply: (@shallow_lift F d m a (neval b ns)); exists b, ns.
move=> i; have := e i (ltn_ord i); rewrite /= (nth_map i) ?size_enum_ord // (nth_map i) ?size_enum_ord //.
by rewrite nth_ord_enum.
Qed.

Theorem theorem_4_4_sharpenedT : theorem_4_4_sharpened.
Proof.
move=> F d K a x T z K0 inc zT.
pose xs := [seq (a *m x i) 0 0 | i <- enum 'I_K]; pose ys := [seq z i | i <- enum 'I_K].
have nx (i : 'I_K) : nth 0 xs i = (a *m x i) 0 0.
  by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
have ny (i : 'I_K) : nth 0 ys i = z i.
  by rewrite (nth_map i) ?size_enum_ord // nth_ord_enum.
have xinc i j : (i < j)%N -> (j < K)%N -> nth 0 xs i < nth 0 xs j.
  move=> ij jK; have := inc (Ordinal (ltn_trans ij jK)) (Ordinal jK) ij.
  by rewrite -!nx.
have yT i : (i < K)%N -> ~~ onat T i -> nth 0 ys i = 0.
  by move=> iK; rewrite -[i]/(val (Ordinal iK)) onatE ny => /zT.
rewrite card_J; split; first by apply: (@fitted_along F d K a); exact: blocks_printed.
move=> [i [j [e iT jT]]]; apply: (@fitted_along F d K a).
by apply: (blocks_sharp xinc yT (i := i)); rewrite -?e ?onatE.
Qed.

Theorem equation_15T : equation_15.
Proof.
move=> K T; rewrite leq_min; apply/andP; split; last first.
  by have := max_card (mem (Statements.J T)); rewrite card_ord.
rewrite card_J.
pose Tl := [seq val i | i <- enum T].
have cT : size Tl = #|T| by rewrite size_map -cardE.
have inT n : onat T n -> n \in Tl.
  by move=> /existsP[i /andP[iT /eqP <-]]; rewrite map_f // mem_enum.
pose L := [:: 0%N, K.-1 & Tl ++ map S Tl ++ map predn Tl].
have -> : (3 * #|T| + 2 = size L)%N by rewrite -cT /= !size_cat (size_map S) (size_map predn); lia.
apply: uniq_leq_size; first by rewrite filter_uniq // iota_uniq.
move=> i; rewrite mem_filter mem_iota /L /inJ !inE !mem_cat => /andP[h iK].
case/orP: h => [/inT ->|]; first by rewrite !orbT.
case/orP => [-> //|]; case/orP => [/eqP h|].
  by have -> : i == K.-1 by [rewrite -h]; rewrite !orbT.
case: i iK => [|i] iK //; case/orP => [/inT h|/inT h].
  by rewrite (map_f S h) !orbT.
by rewrite (map_f predn h) !orbT.
Qed.

(* ---- pieces, Figure 3 ---- *)
Theorem pieces_two_layersT : pieces_two_layers.
Proof.
move=> F d m g u v ng; have [h [b [ns [sz e]]] k] := shallow_restrict u v ng.
pose ts := [seq - nc n / na n | n <- ns]; exists (knots ts).
split; first by apply: leq_trans (size_knots _) _; rewrite size_map sz.
have : rep (knots ts) (fun t => g (u + t *: v)).
  apply: rep_ext (fun t => esym (etrans (k t) (e t))) _; rewrite /neval.
  have : forall n, n \in ns -> rep (knots ts) (act n).
    move=> n nns; apply: rep_neuron; first exact: lt_sorted_uniq (sorted_knots ts).
    by move=> _; rewrite mem_knots; apply/mapP; exists n.
  elim: ns {sz e ts} (knots _) => [|n ns IH] T H.
    by apply: rep_ext (rep_const T b) => t; rewrite big_nil addr0.
  have r1 := IH T (fun n' h' => H n' (mem_behead (s := n :: ns) h')).
  by apply: rep_ext (rep_add 1 (nw n) r1 (H n (mem_head _ _))) => t; rewrite big_cons; flra F.
move=> [A [B [cf r]]]; have := @rz_kinks F A B [seq (cf z, z) | z <- knots ts] (fun t => g (u + t *: v)).
by rewrite -map_comp map_id; apply=> t; rewrite -rk_rz.
Qed.

Theorem figure_3_correctedT : figure_3_corrected.
Proof.
move=> F N N2 ip; split; [|split].
- have [Z [sz e]] := fig3_upper F N2; exists (Figure3.f Z) => //.
  exists (map snd Z); rewrite size_map sz; split=> //.
  exact: (@rz_kinks F 1 (-1) Z).
- by move=> p g; exact: fig3_lower.
- have [ns [sz e]] := fig3_net F N2.
  exists (fun x => neval 1 ns (((1 : 'rV[F]_1) *m x) 0 0)).
    by apply: (@shallow_lift F 1 _ 1 (neval 1 ns)); exists 1, ns.
  by move=> i hi; rewrite mul1mx mxE e.
Qed.
