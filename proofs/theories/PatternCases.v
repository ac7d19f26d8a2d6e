(* Which trees there are, and what a checked cover shows for the functions that a
   network adds up to. *)
From Coq Require Import QArith NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification Evaluation Patterns CheckTree CheckCover CheckPatterns LineSound.
From FTCert Require Import TreeNeurons CoverFeatures CoverSound NormalForm.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.
Local Notation relu := Statements.relu.

(* ---- which trees there are ---- *)
Definition case_number (c : constant) : nat :=
  match c with ConstantZero => 0 | ConstantPositive => 1 | ConstantNegative => 2 end.
Lemma same_constantP a b : same_constant a b -> a = b. Proof. by case: a; case: b. Qed.
Arguments wanted : simpl never.
Definition place (x : N * constant) : nat := (3 * N.to_nat x.1 + case_number x.2)%N.
Lemma advance_next m H e p c q d : wanted m H e q d -> (place (p, c) < place (q, d))%N ->
  (place (advance m H e p c) <= place (q, d))%N.
Proof.
have zero r : wanted m H e r ConstantZero by [].
case: (N.eq_dec q p) => [->|ne] w; rewrite /advance /place.
  case: c => /=; case: d w => w; rewrite /= ?w /=; repeat (case: ifP => //= _); lia.
by case: c => /=; case: d w => w; rewrite /=; repeat (case: ifP => //= _); lia.
Qed.
Lemma check_listP n m H e p c ts : check_list n m H e p c ts = Ok tt ->
  forall q d, (q <= m)%num -> wanted m H e q d -> (place (p, c) <= place (q, d))%N ->
  exists2 t, List.In t ts & [/\ plus_neurons t = q, minus_neurons t = (m - q)%num & the_constant t = d].
Proof.
elim: ts p c => [|t ts IH] p c /=.
  by move=> /require_ok /N.ltb_lt mp q d qm _; rewrite /place /=; case: c; case: d => /=; lia.
move=> /(@bind_ok _ _ _ _ _) [u /require_ok /andP[/andP[/andP[/N.leb_le pm /N.eqb_eq et] /N.eqb_eq em] /same_constantP ec]].
case E: (advance m H e p c) => [p' c'] more q d qm w; rewrite leq_eqVlt => /orP[/eqP same|later].
  have [<- <-] : p = q /\ c = d.
    by move: same; rewrite /place /=; case: (c); case: (d) => /= h; split=> //; lia.
  by exists t; [left | split].
have [t' tin h] := IH _ _ more q d qm w (eq_ind _ (fun x => (place x <= place (q, d))%N) (advance_next w later) _ E).
by exists t' => //; right.
Qed.
Lemma check_treesP D table ts t : check_trees D table ts = Ok tt -> List.In t ts -> check_tree D table t = Ok tt.
Proof.
elim: ts => //= t' ts IH /(@bind_ok _ _ _ _ _) [[] ok more] [<- //|]; exact: IH.
Qed.
Lemma exceedsP m p H : (p <= m)%num -> ~~ exceeds m p H -> (2 ^ N.to_nat m - 2 ^ N.to_nat p <= N.to_nat H)%N.
Proof.
rewrite /exceeds negb_and negbK negb_or => pm /orP[/N.eqb_eq ->|/andP[_ /negP h]]; first by rewrite subnn.
have pow k : N.to_nat (2 ^ k)%num = (2 ^ N.to_nat k)%N.
  elim/N.peano_ind: k => [|k IH] //; rewrite N.pow_succ_r' N2Nat.inj_mul IH N2Nat.inj_succ expnS; lia.
rewrite -!pow; have : ~ (H < 2 ^ m - 2 ^ p)%num by move/N.ltb_lt.
lia.
Qed.

(* the sums over m sets of at most 2 elements determine the terms *)
Lemma small_sets (V : zmodType) (m : N) (v : 'I_(N.to_nat m) -> V) (gs : seq {set 'I_(N.to_nat m)}) i : (0 < m)%num -> (m <= 2)%num ->
  (forall A, A \in gs -> A != set0) -> uniq gs -> (N.to_nat m <= size gs)%N ->
  (forall A : {set 'I_(N.to_nat m)}, A \in gs -> \sum_(j in A) v j = 0) -> v i = 0.
Proof.
move=> m0 m2; have : N.to_nat m = 1%N \/ N.to_nat m = 2%N by lia.
move: (N.to_nat m) v gs i => k v gs i [] ek; move: v gs i; rewrite {}ek {k}.
  move=> v [|A gs] // i ne _ _ z; have := z A (mem_head _ _).
  have /set0Pn [j] := ne A (mem_head _ _); rewrite (ord1 j) (ord1 i) big_mkcond big_ord_recl big_ord0 /= addr0 => -> e.
  by rewrite -[RHS]e; congr v; exact: val_inj.
move=> v [|A [|B gs]] // i ne /andP[AB _] _ z.
have Ain : A \in A :: B :: gs by rewrite mem_head.
have Bin : B \in A :: B :: gs by rewrite !inE eqxx orbT.
have ord2 (j : 'I_2) : j = ord0 \/ j = lift ord0 ord0.
  by case: j => [[|[|]]] // h; [left | right]; exact: val_inj.
have two (C : {set 'I_2}) : \sum_(j in C) v j = (if ord0 \in C then v ord0 else 0) + (if lift ord0 ord0 \in C then v (lift ord0 ord0) else 0).
  by rewrite big_mkcond !big_ord_recl big_ord0 /= addr0.
have memb (C : {set 'I_2}) : C != set0 -> (ord0 \in C) || (lift ord0 ord0 \in C).
  by move=> /set0Pn [j]; case: (ord2 j) => -> ->; rewrite ?orbT.
have differ : (ord0 \in A) != (ord0 \in B) \/ (lift ord0 ord0 \in A) != (lift ord0 ord0 \in B).
  case: eqP => [e0|]; [right | by left]; apply/eqP => e1; move: AB; rewrite inE negb_or => /andP[/eqP].
  by case; apply/setP => j; case: (ord2 j) => ->.
have zA := z A Ain; have zB := z B Bin; have mA := memb A (ne A Ain); have mB := memb B (ne B Bin).
have [e0 e1] : v ord0 = 0 /\ v (lift ord0 ord0) = 0.
  move: zA zB mA mB differ; rewrite !two.
  case: (ord0 \in A); case: (ord0 \in B); case: (lift ord0 ord0 \in A); case: (lift ord0 ord0 \in B);
    rewrite ?addr0 ?add0r => a b // _ _ [//|//]; split=> //; move: a b;
    do ?[by move=> -> // | by move=> a b; move: a; rewrite b ?addr0 ?add0r | by move=> a b; move: b; rewrite a ?addr0 ?add0r].
by case: (ord2 i) => ->.
Qed.

(* ---- the cover ---- *)
Section Cover.
Variables (F : realFieldType) (D : nat) (data : seq valued).
Local Notation q2f := (Q2F F).
(* some of the functions depend on one feature alone, in which a changed sample agrees
   with an unchanged one *)
Definition one_feature (T : eqType) (g : T -> form F) (fs : seq T) (m : N) : Prop :=
  exists f (gs : seq T), [/\ nth false (varying D data) f, uniq gs /\ {subset gs <= fs},
    (N.to_nat m <= size gs)%N /\ (m <= 2)%num, forall a, a \in gs -> of_feature D data f (g a) &
    exists t u, [/\ List.In t data, surely_changed t, List.In u data, unchanged u &
                 q2f (nth 0%coqQ t.1 f) = q2f (nth 0%coqQ u.1 f)]].
Lemma cover_sound (T : eqType) (g : T -> form F) fs m c :
  check_cover D m data (table_of_values data) c = Ok tt -> List.existsb unchanged data ->
  proper D data g fs -> uniq fs -> (size fs <= N.to_nat (hyperplanes c))%N -> covered data g fs -> one_feature g fs m.
Proof.
rewrite /check_cover => ck ne ok un le cov; case: (covered_by c) ck.
- move=> /require_ok /N.eqb_eq h0; move: le cov; rewrite h0 => /=; rewrite leqn0 => /eqP/size0nil -> cov.
  have /List.existsb_exists [s [sd us]] := ne.
  by have := cov s; rewrite In_filter => /(_ (conj sd us)).
- by move=> ck; case: (ranks_sound ok ck le cov).
- move=> f vs /(@bind_ok _ _ _ _ _) [? /require_ok fk] /(@bind_ok _ _ _ _ _) [? /require_ok dv].
  move=> /(@bind_ok _ _ _ _ _) [? _] /(@bind_ok _ _ _ _ _) [[] sl].
  rewrite nth_list in fk; have [gs [ug sg subg fg]] := slices_sound fk sl dv ok un le cov.
  rewrite /check_values; case: N.eqb_spec => [R|_].
    move=> _; have := leq_trans (uniq_leq_size ug subg) le.
    by rewrite sg -sizeN_size R; lia.
  move=> /(@bind_ok _ _ _ _ _) [? /require_ok /andP[/andP[/N.leb_le m2 /N.leb_le mR] _]].
  move=> /require_ok /List.existsb_exists [t [td /andP[tc /List.existsb_exists [u [/In_filter [ud uu] av]]]]].
  exists (N.to_nat f), gs; split=> //; first by rewrite sg -sizeN_size; split=> //; lia.
  exists t, u; split=> //; move: av; rewrite /at_value !nth_list (Qeq_boolP F) => /eqP ->.
  by [].
move=> is_ /(@bind_ok _ _ _ _ _) [? /require_ok /N.ltb_lt big] /(@bind_ok _ _ _ _ _) [xs px ch].
case: (@points_sound F D data _ g fs ok (cover_line c) (N.to_nat (hyperplanes c)) is_ xs _ px ch le cov).
by rewrite -sizeN_size; lia.
Qed.

(* all neurons are then functions of that feature *)
Lemma one_feature_wrong m p c (l : 'I_(N.to_nat m) -> form F) (fs : seq {set 'I_(N.to_nat m)}) : (0 < m)%num ->
  (forall i, size (l i).1 = D) -> (forall t, List.In t data -> in_interval t.2 (taken p c l t.1)) ->
  (forall A, A \in fs -> A != set0) -> ~ one_feature (gathered D p c l) fs m.
Proof.
move=> m0 sizes fit ne [f [gs [fk [ug sub] [mg m2] fg [t [u [td tc ud uu same]]]]]].
have zero (A : {set 'I_(N.to_nat m)}) k : A \in gs -> nth false (without f (varying D data)) k ->
    \sum_(i in A) sgn F (i < p)%N * (l i).1`_k = 0.
  move=> Ag ok; have kD : (k < D)%N.
    by rewrite ltnNge; apply/negP => h; rewrite nth_default // size_without size_varying in ok.
  by have := proj1 (of_featureP data f (gathered_size D p c l A)) (fg A Ag) k ok; rewrite gathered_nth.
have sg0 b (v : F) : sgn F b * v = 0 -> v = 0.
  by case: b; rewrite /sgn ?mul1r // mulN1r => /eqP; rewrite oppr_eq0 => /eqP.
have all_of i : of_feature D data f (l i).
  apply/(of_featureP data f (sizes i)) => k ok; apply: (sg0 (i < p)%N).
  exact: (small_sets (v := fun i : 'I_(N.to_nat m) => sgn F (i < p)%N * (l i).1`_k) i m0 m2
    (fun A Ag => ne A (sub A Ag)) ug mg (fun A Ag => zero A k Ag ok)).
have : taken p c l t.1 = taken p c l u.1.
  by rewrite /taken; congr (_ + _); apply: eq_bigr => i _; rewrite (of_feature_same fk (sizes i) (all_of i) td ud same).
rewrite (unchanged_zero uu (fit _ ud)); exact: (surely_changed_nonzero tc (fit _ td)).
Qed.
End Cover.
