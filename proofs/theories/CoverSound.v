(* A checked cover: the unchanged samples do not lie on the zero sets of so many affine
   functions, none of which is 0 at all samples; or, by slices, some of these are
   functions of one feature alone. *)
From Coq Require Import QArith NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField.
From FTCert Require Import Certificate Patterns CheckTree CheckCover LineSound PolynomialSpan CoverRank TreeNeurons CoverFeatures.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma In_filter T (P : pred T) x l : List.In x (List.filter P l) <-> List.In x l /\ P x.
Proof. by rewrite List.filter_In. Qed.
Lemma In_map_all T (P : pred T) (U : Type) (g : U -> T) l : (forall x, P (g x)) -> all P (List.map g l).
Proof. by move=> h; elim: l => //= x l ->; rewrite h. Qed.
Lemma sizeN_size T (l : seq T) : N.to_nat (sizeN l) = size l.
Proof.
have E n : N.to_nat (List.fold_left (fun n (_ : T) => N.succ n) l n) = (N.to_nat n + size l)%N.
  by elim: l n => [|x l IH] n /=; [rewrite addn0 | rewrite IH; lia].
by rewrite /sizeN E.
Qed.

(* ---- choices of k elements, as masks ---- *)
Lemma count_le_size (b : seq bool) : (seq.count id b <= size b)%N. Proof. exact: count_size. Qed.
Lemma fewer_thanP T (l : seq T) k : fewer_than l k -> (size l < k)%N.
Proof. by elim: l k => [|x l IH] [|k] //= /IH. Qed.
Lemma check_choicesP T (test : seq T -> result unit) k l chosen : check_choices test k l chosen = Ok tt ->
  forall b, size b = size l -> seq.count id b = k -> test (catrev (mask b l) chosen) = Ok tt.
Proof.
elim: l k chosen => [|x l IH] [|k] chosen //=; try by move=> ok [|b0 b].
  move=> ok [|[] b] //= [sz] c0; have -> : mask b l = [::]; last by [].
  by apply/size0nil; rewrite size_mask ?sz.
case: ifP => [/fewer_thanP /= fw _ [|b0 b] //= [sz] ct|_].
  have := count_size id b; rewrite sz; move: fw ct; case: b0 => /=; lia.
move=> /(@bind_ok _ _ _ _ _) [[] ok1 ok2] [|[] b] // [sz] /=.
  by rewrite add1n => -[ct]; exact: IH ok1 b sz ct.
by rewrite add0n => ct; exact: IH ok2 b sz ct.
Qed.
(* k of those marked *)
Lemma choose_marked k (b : seq bool) : (k <= seq.count id b)%N ->
  exists2 b', size b' = size b & seq.count id b' = k /\ forall T (s : seq T), size s = size b ->
    forall (P : T -> Prop), (forall i, (i < size s)%N -> nth false b i -> forall d, P (nth d s i)) ->
    forall x, List.In x (mask b' s) -> P x.
Proof.
elim: b k => [|c b IH] k /=.
  by rewrite leqn0 => /eqP ->; exists [::] => //; split=> // T [].
case: c => /= h.
  case: k h => [|k] h.
    exists (nseq (size b).+1 false); first by rewrite size_nseq.
    split=> [|T s _ P _ x]; last by rewrite mask_false.
    by elim: (size b).
  have [|b' sb' [cb' hb']] := IH k; first by move: h; rewrite add1n.
  exists (true :: b'); first by rewrite /= sb'.
  split=> [|T [|y s] // [sz] P hP x /=]; first by rewrite /= cb'.
  case=> [<-|]; first exact: (hP 0%N isT isT y).
  by apply: hb' => // i il bi d; exact: (hP i.+1).
have [|b' sb' [cb' hb']] := IH k; first by move: h; rewrite add0n.
exists (false :: b'); first by rewrite /= sb'.
split=> [|T [|y s] // [sz] P hP x /=]; first by rewrite /= cb'.
by apply: hb' => // i il bi d; exact: (hP i.+1).
Qed.

Section Cover.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation form := (form F).
Variables (D : nat) (data : seq valued).
Local Notation kept := (varying D data).
Local Notation us := (List.filter unchanged data).

(* functions g a for a in fs, none of them 0 at all samples *)
Definition proper (T : eqType) (g : T -> form) (fs : seq T) : Prop :=
  (forall a, a \in fs -> size (g a).1 = D) /\ (forall a, a \in fs -> ~~ vanishing data (g a)).
Definition covered (T : eqType) (g : T -> form) (fs : seq T) : Prop :=
  forall s, List.In s us -> has (fun a => lin (g a) s.1 == 0) fs.

Variables (T : eqType) (g : T -> form) (fs : seq T).
Hypothesis ok : proper g fs.
Local Notation sizes := (proj1 ok).
Local Notation nonzeros := (proj2 ok).

Lemma ranks_sound l h : check_rank l (how_many kept) h (List.map (fun s : valued => pick kept s.1) us) = Ok tt ->
  (size fs <= h)%N -> ~ covered g fs.
Proof.
move=> ck le cov; apply: (rank_sound (fs := map (fun a => reduced D data (g a)) fs) ck).
- by apply: In_map_all => s; rewrite size_pick.
- by rewrite size_map.
- by apply/allP => _ /mapP [a afs ->]; apply: reduced_size; exact: sizes.
- by apply/allP => _ /mapP [a afs ->]; apply: reduced_nonzero; [exact: sizes | exact: nonzeros].
move=> x /List.in_map_iff [s [<- sus]]; have /hasP [a afs /eqP e] := cov s sus.
apply/hasP; exists (reduced D data (g a)); first by apply/mapP; exists a.
by rewrite -reducedE ?e ?sizes //; case/In_filter: sus.
Qed.

(* ---- points ---- *)
Lemma points_atP l is_ xs : points_at l kept (table_of_values data) is_ = Ok xs ->
  size xs = size is_ /\ forall x, List.In x xs -> exists2 s, List.In s us & x = pick kept s.1.
Proof.
elim: is_ xs => [|i is_ IH] xs /=; first by case=> <-.
case E: value_at => [s|] //; case: (boolP (unchanged s)) => // un.
move=> /(@bind_ok _ _ _ _ _) [r /IH [sz h] [<-]]; split=> [|x [<-|/h //]]; first by rewrite /= sz.
by exists s => //; apply/In_filter; split=> //; exact: value_in E.
Qed.
Lemma points_sound l h is_ xs : let n := how_many kept in
  (h * n < size is_)%N -> points_at l kept (table_of_values data) is_ = Ok xs ->
  check_choices (check_rank l n 1) n.+1 xs [::] = Ok tt -> (size fs <= h)%N -> ~ covered g fs.
Proof.
move=> n big /points_atP [sx inx] choices le cov.
pose on a x := affine (reduced D data (g a)) x == 0.
have few a : a \in fs -> (seq.count (on a) xs <= n)%N.
  move=> afs; rewrite leqNgt; apply/negP => many.
  have := @choose_marked n.+1 (map (on a) xs); rewrite count_map => /(_ many) [b sb [cb hb]].
  rewrite size_map in sb hb; have := check_choicesP choices sb cb; rewrite catrevE cats0.
  have all_on x : List.In x (mask b xs) -> on a x.
    apply: (hb _ xs erefl (fun x => is_true (on a x))) => i il; rewrite (nth_map [::]) // => oi d.
    by rewrite (set_nth_default [::]).
  have in_rev x : List.In x (rev (mask b xs)) -> List.In x (mask b xs).
    elim: (mask b xs) => // y m IH; rewrite rev_cons -cats1 => /(@List.in_app_or _ _ _ _) [/IH|[->|//]]; by [right|left].
  move=> ck; apply: (rank_sound (fs := [:: reduced D data (g a)]) ck) => //=.
  - have : all (fun x => size x == n) xs.
      elim: (xs) inx => //= y ys IH h'; rewrite IH ?andbT; last by move=> x xys; apply: h'; right.
      by have [s _ ->] := h' y (or_introl erefl); rewrite size_pick.
    by rewrite all_rev => /all_mask; apply.
  - by rewrite andbT; apply: reduced_size; exact: sizes.
  - by rewrite andbT; apply: reduced_nonzero; [exact: sizes | exact: nonzeros].
  - by move=> x /in_rev /all_on; rewrite orbF.
have total : (size xs <= size fs * n)%N.
  have -> : size xs = seq.count (fun x => has (fun a => on a x) fs) xs.
    symmetry; apply/eqP; rewrite -all_count.
    elim: (xs) inx => //= y ys IH h'; rewrite IH ?andbT; last by move=> x xys; apply: h'; right.
    have [s sus ->] := h' y (or_introl erefl); have /hasP [a afs /eqP e] := cov s sus.
    apply/hasP; exists a => //; rewrite /on -reducedE ?e ?sizes //.
    by case/In_filter: sus.
  elim: (fs) few => [|a fs' IH] few.
    by rewrite (eq_count (a2 := pred0)) // count_pred0.
  rewrite mulSn; apply: leq_trans (leq_add (few a (mem_head _ _)) (IH _)).
    by rewrite -count_predUI (eq_count (a2 := predU (on a) (fun x => has (fun a => on a x) fs'))) // leq_addr.
  by move=> c cfs; apply: few; rewrite inE cfs orbT.
have := leq_trans big (leq_trans (eq_leq (esym sx)) (leq_trans total (leq_mul le (leqnn n)))).
by rewrite ltnn.
Qed.
End Cover.

(* ---- slices ---- *)
Section Slices.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Variables (D : nat) (data : seq valued) (f : nat).
Local Notation kept := (varying D data).
Local Notation us := (List.filter unchanged data).
Hypothesis fk : nth false kept f.

Lemma slices_step (T : eqType) (g : T -> form F) l h us' vs fs : check_slices l (without f kept) f h us' vs = Ok tt ->
  (forall s, List.In s us' -> List.In s data) -> pairwise_different vs -> proper D data g fs -> uniq fs ->
  (size fs <= h)%N ->
  (forall s, List.In s us' -> List.existsb (fun v => at_value f v s) vs -> has (fun a => lin (g a) s.1 == 0) fs) ->
  exists gs : seq T, [/\ uniq gs, size gs = size vs, {subset gs <= fs} &
    forall a, a \in gs -> of_feature D data f (g a)].
Proof.
move=> ck sub; elim: vs h fs ck => [|v vs IH] h fs; first by move=> *; exists [::].
move=> /= /(@bind_ok _ _ _ _ _) [[] rk more] /andP[dv dvs] [sz nz] un le cov.
have [a afs za] : exists2 a, a \in fs & ~~ nonzero (at_slice D data f (q2f v) (g a)).
  apply/hasP; rewrite has_predC; apply/negP => nzs.
  apply: (rank_sound (fs := map (fun a => at_slice D data f (q2f v) (g a)) fs) rk).
  - by apply: In_map_all => s; rewrite size_pick.
  - by rewrite size_map.
  - by apply/allP => _ /mapP [a afs ->]; apply: at_slice_size; exact: sz.
  - by apply/allP => _ /mapP [a afs ->]; exact: allP nzs a afs.
  move=> x /List.in_map_iff [s [<- /In_filter [sus av]]].
  have /hasP [a afs /eqP e] : has (fun a => lin (g a) s.1 == 0) fs by apply: cov; rewrite //= av.
  apply/hasP; exists (at_slice D data f (q2f v) (g a)); first by apply/mapP; exists a.
  have ev : q2f (nth 0%coqQ s.1 f) = q2f v.
    by move: av; rewrite /at_value nth_list (Qeq_boolP F) => /eqP.
  by rewrite -ev -at_sliceE ?e // ?sz //; exact: sub.
have [fa only] := slice_zero fk (sz a afs) (nz a afs) za.
case: vs IH dv dvs more cov => [|v' vs] IH dv dvs more cov.
  by exists [:: a]; split=> //= b; rewrite inE => /eqP ->.
case: h le more {rk} => [|h] le more; first by [].
have rest : size (rem a fs) = (size fs).-1 := size_rem afs.
have [|||||gs [ug sg subg fg]] := IH h (rem a fs) more.
- exact: dvs.
- by split=> b /mem_rem bfs; [exact: sz | exact: nz].
- exact: rem_uniq.
- by rewrite rest; case: (size fs) le.
- move=> s sus hv; have /hasP [b bfs zb] : has (fun a => lin (g a) s.1 == 0) fs by apply: cov => //; apply/orP; right; exact: hv.
  apply/hasP; exists b => //; rewrite (rem_filter a un) mem_filter bfs andbT /=.
  apply/eqP => eb; move: zb; rewrite eb => /eqP /(only s (sub s sus)) ev.
  move: hv => /List.existsb_exists [w [wvs]]; rewrite /at_value nth_list (Qeq_boolP F) => /eqP ew.
  move/List.forallb_forall: dv => /(_ w wvs) /negP; apply; rewrite (Qeq_boolP F); apply/eqP.
  by rewrite -ev.
exists (a :: gs); split=> /=.
- by rewrite ug andbT; apply/negP => /subg; rewrite mem_rem_uniqF.
- by rewrite sg.
- by move=> b; rewrite inE => /orP[/eqP -> //|/subg /mem_rem].
- by move=> b; rewrite inE => /orP[/eqP -> //|/fg].
Qed.

Lemma slices_sound (T : eqType) (g : T -> form F) l h vs fs : check_slices l (without f kept) f h us vs = Ok tt ->
  pairwise_different vs -> proper D data g fs -> uniq fs -> (size fs <= h)%N -> covered data g fs ->
  exists gs : seq T, [/\ uniq gs, size gs = size vs, {subset gs <= fs} &
    forall a, a \in gs -> of_feature D data f (g a)].
Proof.
move=> ck dv pr un le cov; apply: (slices_step ck _ dv pr un le) => s; last by move=> /cov.
by case/In_filter.
Qed.
End Slices.
