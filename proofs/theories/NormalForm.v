(* The normal form of a network with one hidden layer: outer weights 1 and -1, those
   with 1 first; and either its constant can be left out, or the samples with value 0 are
   covered by 2^m - 2^p zero sets of sums of its affine functions. *)
From Coq Require Import QArith NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification CheckTree CheckCover LineSound TreeNeurons CoverFeatures CoverSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.
Local Notation relu := Statements.relu.

Section Normal.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation form := (form F).

Definition sgn (b : bool) : F := if b then 1 else -1.
Lemma dotq_sum D (w : seq F) x : size w = D -> dotq w x = \sum_(k < D) w`_k * q2f (nth 0%coqQ x k).
Proof.
elim: D w x => [|D IH] [|a w] x //; first by rewrite big_ord0.
move=> [e]; rewrite dotq_cons big_ord_recl /=; congr (_ * _ + _).
rewrite (IH _ _ e); apply: eq_bigr => k _; congr (_ * _).
by case: x => //=; rewrite !nth_nil.
Qed.
Lemma relu_scale (a v : F) : 0 <= a -> a * relu v = relu (a * v).
Proof. by move=> a0; rewrite /relu maxr_pmulr // mulr0. Qed.
Lemma relu_flip (v : F) : relu v = v + relu (- v).
Proof.
case: (leP 0 v) => h; first by rewrite !/relu max_l // max_r ?addr0 // oppr_le0.
by rewrite /relu max_r ?ltW // max_l ?addrN // oppr_ge0 ltW.
Qed.

(* ---- outer weights 1 and -1 ---- *)
Section Weights.
Variables (D : nat).
Definition signed_sum (n : bool * form) (x : seq Q) : F := sgn n.1 * relu (lin n.2 x).
Lemma sort_signs m (ns : seq (bool * form)) : size ns = m -> all (fun n => size n.2.1 == D) ns ->
  exists p (l : nat -> form), [/\ (p <= m)%N, forall i, (i < m)%N -> size (l i).1 = D &
    forall x, \sum_(n <- ns) signed_sum n x = \sum_(i < m) sgn (i < p)%N * relu (lin (l i) x)].
Proof.
move=> sz sizes; pose n0 : bool * form := (true, ([::], 0)).
pose ps := [seq n <- ns | n.1]; pose qs := [seq n <- ns | ~~ n.1].
have spq : size (ps ++ qs) = m.
  by rewrite size_cat !size_filter -sz -[RHS](count_predC (fun n : bool * form => n.1)).
have sorted_sizes : all (fun n => size n.2.1 == D) (ps ++ qs).
  by rewrite all_cat !all_filter; apply/andP; split; apply: sub_all sizes => n /= ->; rewrite implybT.
exists (size ps), (fun i => (nth n0 (ps ++ qs) i).2); split.
- by rewrite -spq size_cat leq_addr.
- by move=> i im; apply/eqP; move/(all_nthP n0): sorted_sizes; apply; rewrite spq.
move=> x; have -> : \sum_(n <- ns) signed_sum n x = \sum_(n <- ps ++ qs) signed_sum n x.
  by rewrite big_cat !big_filter /= (bigID (fun n : bool * form => n.1)).
rewrite (big_nth n0) big_mkord spq.
apply: eq_bigr => i _; rewrite /signed_sum; congr (sgn _ * _); rewrite nth_cat; case: ltnP => h.
  have : all (fun n : bool * form => n.1) ps by rewrite all_filter; apply/sub_all: (all_predT ns) => n _ /=; exact: implybb.
  by move/(all_nthP n0) => /(_ _ h).
have : all (fun n : bool * form => ~~ n.1) qs by rewrite all_filter; apply/sub_all: (all_predT ns) => n _ /=; exact: implybb.
move/(all_nthP n0) => /(_ (i - size ps)%N) /(_ _) /negbTE; apply.
by have := ltn_ord i; rewrite -[X in (_ < X)%N]spq size_cat; move: h; lia.
Qed.

Lemma deep_signs P M m (g : 'cV[F]_D -> 'cV[F]_P) (J : 'I_P) : Meaning.deep [:: M] g -> (M <= m)%N ->
  exists c p (l : nat -> form), [/\ (p <= m)%N, forall i, (i < m)%N -> size (l i).1 = D &
    forall x, g (vec F D x) J 0 = c + \sum_(i < m) sgn (i < p)%N * relu (lin (l i) x)].
Proof.
move=> [W1 [b1 [h [[W2 [b2 eh]] eg]]]] le.
pose neuron (i : 'I_M) : bool * form :=
  (0 <= W2 J i, ([seq `|W2 J i| * W1 i k | k <- enum 'I_D], `|W2 J i| * b1 i 0)).
pose ns := [seq neuron i | i <- enum 'I_M] ++ nseq (m - M) (true, (nseq D 0, 0)).
have sz : size ns = m by rewrite size_cat size_map size_enum_ord size_nseq subnKC.
have sizes : all (fun n => size n.2.1 == D) ns.
  rewrite all_cat all_map; apply/andP; split; first by apply/allP => i _ /=; rewrite size_map size_enum_ord.
  by rewrite all_nseq /= size_nseq eqxx orbT.
have [p [l [pm sl e]]] := sort_signs sz sizes; exists (b2 J 0), p, l; split=> // x.
rewrite -e eg eh !mxE addrC; congr (_ + _); rewrite big_cat /= [X in _ = _ + X]big1_seq ?addr0; last first.
  move=> n /= /nseqP [-> _]; rewrite /signed_sum /lin /= (dotq_sum _ (size_nseq _ _)) add0r big1.
    by rewrite /relu maxxx mulr0.
  by move=> k _; rewrite nth_nseq if_same mul0r.
rewrite big_map big_enum /=; apply: eq_bigr => i _; rewrite !mxE /signed_sum /=.
have -> : lin (neuron i).2 x = `|W2 J i| * (\sum_k W1 i k * vec F D x k 0 + b1 i 0).
  have szw : size [seq `|W2 J i| * W1 i k | k <- enum 'I_D] = D by rewrite size_map size_enum_ord.
  rewrite /lin /= (dotq_sum _ szw) mulrDr addrC; congr (_ + _).
  rewrite mulr_sumr; apply: eq_bigr => k _; rewrite !mxE (nth_map k) ?size_enum_ord // nth_ord_enum.
  by rewrite -mulrA.
rewrite -relu_scale // mulrA; congr (_ * _); rewrite /sgn; case: (leP 0 (W2 J i)) => w0.
  by rewrite mul1r ger0_norm.
by rewrite ltr0_norm // mulN1r opprK.
Qed.
End Weights.

(* ---- what is known of a value ---- *)
Lemma unchanged_zero (t : valued) (v : F) : unchanged t -> in_interval t.2 v -> v = 0.
Proof.
case: t => x [[a|] [b|]] //= /andP[]; rewrite !(Qeq_boolP F) Q2F0 => /eqP a0 /eqP b0 [lo hi].
by apply/eqP; rewrite eq_le -{1}b0 -{1}a0 (hi _ erefl) (lo _ erefl).
Qed.
Lemma surely_changed_nonzero (t : valued) (v : F) : surely_changed t -> in_interval t.2 v -> v <> 0.
Proof.
move=> ch [lo hi] v0; move: ch lo hi; rewrite /surely_changed v0.
case: (low t.2) => [a|] /=; case: (high t.2) => [b|] //=; rewrite ?orbF ?(Q2F_leE F) ?Q2F0 => ch lo hi.
- by case/orP: ch => /negP; apply; [exact: lo | exact: hi].
- by move/negP: ch; apply; exact: lo.
- by move/negP: ch; apply; exact: hi.
Qed.

(* ---- leaving out the constant ---- *)
Section Constant.
Variables (D m p : nat) (data : seq valued) (c : F) (l : 'I_m -> form).
Hypothesis sizes : forall i, size (l i).1 = D.
Notation s i := (sgn (i < p)%N).
Definition taken (x : seq Q) : F := c + \sum_(i < m) s i * relu (lin (l i) x).
Hypothesis fit : forall t, List.In t data -> in_interval t.2 (taken t.1).

(* c plus the sum over A *)
Definition gathered (A : {set 'I_m}) : form :=
  ([seq \sum_(i in A) s i * (l i).1`_k | k <- iota 0 D], c + \sum_(i in A) s i * (l i).2).
Lemma gathered_size A : size (gathered A).1 = D. Proof. by rewrite size_map size_iota. Qed.
Lemma gathered_nth A k : (k < D)%N -> (gathered A).1`_k = \sum_(i in A) s i * (l i).1`_k.
Proof. by move=> kD; rewrite (nth_map 0%N) ?size_iota // nth_iota. Qed.
Lemma gatheredE A x : lin (gathered A) x = c + \sum_(i in A) s i * lin (l i) x.
Proof.
rewrite /lin (dotq_sum _ (gathered_size A)) -addrA; congr (_ + _).
rewrite (eq_bigr (fun k : 'I_D => \sum_(i in A) s i * (l i).1`_k * q2f (nth 0%coqQ x k))); last first.
  by move=> k _; rewrite gathered_nth // mulr_suml.
rewrite exchange_big -big_split /=; apply: eq_bigr => i _.
by rewrite mulrDr (dotq_sum _ (sizes i)) mulr_sumr; congr (_ + _); apply: eq_bigr => k _; rewrite mulrA.
Qed.

(* the functions on one side of the network, exchanged for their negatives *)
Definition flipped (A : {set 'I_m}) (i : 'I_m) : form :=
  if i \in A then ([seq - a | a <- (l i).1], - (l i).2) else l i.
Lemma lin_opp (f : form) x : lin ([seq - a | a <- f.1], - f.2) x = - lin f x.
Proof.
rewrite /lin /= opprD; congr (_ + _); case: f => w b /=.
by elim: w x => [|a w IH] [|q x] //=; rewrite ?oppr0 // IH; lra.
Qed.
Lemma without_constant A : vanishing data (gathered A) ->
  (forall i, size (flipped A i).1 = D) /\
  forall t, List.In t data -> in_interval t.2 (\sum_(i < m) s i * relu (lin (flipped A i) t.1)).
Proof.
move=> /vanishingP van; split=> [i|t td]; first by rewrite /flipped; case: ifP; rewrite ?size_map.
have := van t td; rewrite gatheredE big_mkcond /= => z.
move: (fit td); rewrite /taken.
have -> : \sum_(i < m) s i * relu (lin (l i) t.1) = \sum_(i < m) (if i \in A then s i * lin (l i) t.1 else 0)
   + \sum_(i < m) s i * relu (lin (flipped A i) t.1).
  rewrite -big_split /=; apply: eq_bigr => i _; rewrite /flipped; case: ifP => _; last by rewrite add0r.
  by rewrite lin_opp -mulrDr -relu_flip.
by rewrite addrA z add0r.
Qed.

(* those of c's sign *)
Definition same_sign : {set 'I_m} := [set i : 'I_m | (i < p)%N == (0 < c)].
Definition opposed : {set {set 'I_m}} := [set A : {set 'I_m} | ~~ (A \subset same_sign)].
Lemma opposed_cover : c != 0 -> covered data gathered (enum opposed).
Proof.
move=> c0 t /In_filter [td un]; pose A := [set i | 0 < lin (l i) t.1].
have zA : lin (gathered A) t.1 = 0.
  rewrite -(unchanged_zero un (fit td)) gatheredE /taken; congr (_ + _).
  rewrite big_mkcond; apply: eq_bigr => i _; rewrite inE; case: ltP => h; first by rewrite relu_active.
  by rewrite relu_inactive // mulr0.
apply/hasP; exists A; last by rewrite zA.
rewrite mem_enum inE; apply/negP => /subsetP sub; move: zA; rewrite gatheredE.
case: (ltgtP 0 c) c0 sub => // [cp _ sub|cn _ sub] e.
  have : 0 <= \sum_(i in A) s i * lin (l i) t.1.
    apply: sumr_ge0 => i iA; have := sub i iA; rewrite !inE cp eqb_id => ->.
    by rewrite mul1r ltW //; move: iA; rewrite inE.
  by move: e cp; lra.
have : \sum_(i in A) s i * lin (l i) t.1 <= 0.
  rewrite -oppr_ge0 -sumrN; apply: sumr_ge0 => i iA; have := sub i iA; rewrite !inE (lt_gtF cn) eqbF_neg => /negbTE ->.
  by rewrite mulN1r opprK ltW //; move: iA; rewrite inE.
by move: e cn; lra.
Qed.
Lemma opposed_size : size (enum opposed) = (2 ^ m - 2 ^ #|same_sign|)%N.
Proof.
have -> : opposed = ~: powerset same_sign by apply/setP => A; rewrite !inE.
rewrite -cardE (_ : (2 ^ m)%N = #|{: {set 'I_m}}|); last by rewrite -cardsT -powersetT card_powerset cardsT card_ord.
by rewrite -(cardsC (powerset same_sign)) card_powerset addKn.
Qed.
Lemma opposed_nonempty A : A \in enum opposed -> A != set0.
Proof. by rewrite mem_enum inE; apply: contraNneq => ->; rewrite sub0set. Qed.
End Constant.
End Normal.
