(* A checked tree of patterns is right: no network of its signs and its constant takes
   values in the intervals at the samples, over any ordered field.  By induction over the visited
   nodes: none of them has the assignment of a node (section 16 of
   certificate-format.md). *)
From Coq Require Import QArith NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements SpecificationMeaning.
From FTCert Require Import Certificate Specification Patterns CheckTree CheckBound LineSound TreeNeurons.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Arguments Qred : simpl never.
Local Notation relu := Statements.relu.

Section Sound.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation z2f := (Z2F F).
Local Notation form := (form F).
Variables (D : nat) (data : seq valued) (t : pattern_tree).
Local Notation m := (table_of_values data).

Definition sign (j : N) : F := if is_plus t j then 1 else -1.

(* the forms of a network of the tree's signs and constant with values in the intervals *)
Record fitting (l : N -> form) : Prop := Fitting {
  fitting_size : forall j, j <> 0%num -> size (l j).1 = D;
  fitting_constant : first_neuron t = 0%num -> (l 0%num).1 = [::] /\ 0 < (l 0%num).2;
  fitting_values : forall s, List.In s data ->
    in_interval s.2 (\sum_(j <- members t) sign j * relu (lin (l j) s.1)) }.

Definition respects (b : bool) (v : F) : bool := if b then 0 < v else v <= 0.
Definition obeys (a : assignment) (l : N -> form) : Prop :=
  forall i j s b, value_at m i = Some s -> is_neuron t j -> state a i j = Some b -> respects b (lin (l j) s.1).

(* ---- a leaf ---- *)
Definition where_ (r : pattern_row) : seq Q :=
  match value_at m (row_sample r) with Some s => s.1 | None => [::] end.
Definition left_side (l : N -> form) (r : pattern_row) : F :=
  \sum_(j <- members t) z2f (coefficient t j r) * lin (l j) (where_ r).

Lemma sum_pointsP w j rs acc : size w = size acc ->
  dotq w (sum_points m t j rs acc) = dotq w acc + \sum_(r <- rs) z2f (coefficient t j r) * dotq w (where_ r).
Proof.
elim: rs acc => [|r rs IH] acc sz /=; first by rewrite big_nil addr0.
rewrite big_cons addrA /where_; case E: (coefficient t j r) => [|p|p].
- by rewrite Z2F0 mul0r addr0; exact: IH.
- case: value_at => [s|]; rewrite IH ?add_scaled_size //; last by rewrite dotq_nil mulr0 addr0.
  by rewrite add_scaled_dot // Q2F_inject.
- case: value_at => [s|]; rewrite IH ?add_scaled_size //; last by rewrite dotq_nil mulr0 addr0.
  by rewrite add_scaled_dot // Q2F_inject.
Qed.
Lemma sum_coefficientsP j rs : z2f (sum_coefficients t j rs) = \sum_(r <- rs) z2f (coefficient t j r).
Proof.
have E q : z2f (List.fold_left (fun q r => (q + coefficient t j r)%coqZ) rs q) =
    z2f q + \sum_(r <- rs) z2f (coefficient t j r).
  elim: rs q => [|r rs IH] q /=; first by rewrite big_nil addr0.
  by rewrite IH Z2FD big_cons addrA.
by rewrite E Z2F0 add0r.
Qed.
Lemma sum_valuesP rs : q2f (sum_values m rs) = \sum_(r <- rs) q2f (right_side m r).
Proof.
have E q : q2f (List.fold_left (fun q r => Qred (q + right_side m r)) rs q) =
    q2f q + \sum_(r <- rs) q2f (right_side m r).
  elim: rs q => [|r rs IH] q /=; first by rewrite big_nil addr0.
  by rewrite IH Qred_F Q2FD big_cons addrA.
by rewrite E Q2F0 add0r.
Qed.

Lemma left_sides_zero n l rs : fitting l -> check_sums D m t n rs (members t) = Ok tt ->
  \sum_(r <- rs) left_side l r = 0.
Proof.
move=> fit; rewrite /left_side exchange_big /=.
have member : all (is_neuron t) (members t) by apply/allP => j; rewrite mem_members.
elim: (members t) member => [|j js IH] /=; first by rewrite big_nil.
move=> /andP[nj njs] /(@bind_ok _ _ _ _ _) [u zs] /(@bind_ok _ _ _ _ _) [v /require_ok /Z.eqb_eq c0 more].
rewrite big_cons IH // addr0.
have -> : \sum_(r <- rs) z2f (coefficient t j r) * lin (l j) (where_ r) =
  z2f (sum_coefficients t j rs) * (l j).2 + \sum_(r <- rs) z2f (coefficient t j r) * dotq (l j).1 (where_ r).
  rewrite sum_coefficientsP mulr_suml -big_split /=; apply: eq_bigr => r _.
  by rewrite -mulrDr.
rewrite c0 Z2F0 mul0r add0r; case: (N.eqb_spec j 0) zs => [j0 _|j0].
  have f0 : first_neuron t = 0%num by move: nj => /andP[/N.leb_le]; lia.
  have [e _] := fitting_constant fit f0.
  by rewrite j0 e big1 // => r _; rewrite mulr0.
case: u => /check_zero_dot -/(_ F (l j).1); rewrite sum_pointsP ?zeros_size ?(fitting_size fit) //.
by rewrite zeros_dot add0r.
Qed.

Lemma check_digitsP a n i most ds js : check_digits t a n i most ds js = Ok tt ->
  all (fun j => (is_plus t j == most) || (state a i j == Some (digit t ds j))) js.
Proof.
elim: js => //= j js IH; case: (boolP (Bool.eqb _ _)) => [/Bool.eqb_prop ->|_]; first by rewrite eqxx => /IH.
case: state => // b; case: (boolP (Bool.eqb _ _)) => // /Bool.eqb_prop -> /IH ->.
by rewrite eqxx orbT.
Qed.

(* term by term, for the sense of the row *)
Lemma term_le a l i s most ds j : obeys a l -> value_at m i = Some s -> is_neuron t j ->
  (is_plus t j == most) || (state a i j == Some (digit t ds j)) ->
  let v := (if digit t ds j then sign j * lin (l j) s.1 else 0) in
  if most then v <= sign j * relu (lin (l j) s.1) else sign j * relu (lin (l j) s.1) <= v.
Proof.
move=> ob vs nj; have r0 := relu_0 (lin (l j) s.1); have rl := relu_le (lin (l j) s.1).
case/orP => [/eqP e|/eqP st] /=.
  by rewrite /sign e; case: (digit _ _ _); case: most {e} => /=; move: r0 rl; lra.
have := ob _ _ _ _ vs nj st; case: (digit _ _ _) => /= h.
  by rewrite relu_active //; case: most.
by rewrite relu_inactive // mulr0; case: most.
Qed.

Lemma rowP a l r : fitting l -> obeys a l -> check_row m t a r = Ok tt ->
  left_side l r <= q2f (right_side m r) /\ (strict r -> left_side l r < q2f (right_side m r)).
Proof.
move=> fit ob; case: r => [n i k c|n i ds c] /=.
  move=> /(@bind_ok _ _ _ _ _) [? /require_ok nk].
  have -> : left_side l (PairRow n i k c) = z2f c * lin (l k) (where_ (PairRow n i k c)).
    rewrite /left_side (bigD1_seq k) ?mem_members ?members_uniq //= N.eqb_refl big1 ?addr0 // => j.
    by rewrite eq_sym; case: N.eqb_spec => [->|]; rewrite ?eqxx // Z2F0 mul0r.
  rewrite /where_ /= Q2F0; case E: value_at => [s|] //; case: c => [|p|p] //= /require_ok.
    case st: state => [[]|] // _; have /= h := ob _ _ _ _ E nk st; split=> //.
    by have p0 := Z2Fpos F p; rewrite pmulr_rle0.
  case st: state => [[]|] // _; have /= h := ob _ _ _ _ E nk st.
  have p0 : z2f (Zneg p) < 0 by rewrite -(Z2F0 F); apply: Z2F_lt.
  by split; [apply: ltW|]; rewrite nmulr_rlt0.
rewrite /left_side /where_ /=; case E: value_at => [s|] // ck.
have {}ck : c <> 0%coqZ /\ exists2 q, end_for c s.2 = Some q & check_digits t a n i (Z.ltb 0 c) ds (members t) = Ok tt.
  by case: c ck => // k; case: (end_for _ _) => // q; split=> //; exists q.
case: ck => c0 [q eq /check_digitsP ok]; split=> //; rewrite eq.
have [lo hi] := fitting_values fit (value_in E).
rewrite Q2FM Q2F_inject; apply: (@le_trans _ _ (z2f c * \sum_(j <- members t) sign j * relu (lin (l j) s.1))); last first.
  move: eq; rewrite /end_for; case: (Z.ltb_spec 0 c) => [cp|cn] e.
    by rewrite ler_pmul2l; [exact: hi | rewrite -(Z2F0 F); apply: Z2F_lt].
  by rewrite ler_nmul2l; [exact: lo | rewrite -(Z2F0 F); apply: Z2F_lt; lia].
have -> : \sum_(j <- members t) z2f (if digit t ds j then if is_plus t j then c else (- c)%coqZ else 0%coqZ) *
    lin (l j) s.1 = z2f c * \sum_(j <- members t) (if digit t ds j then sign j * lin (l j) s.1 else 0).
  rewrite mulr_sumr; apply: eq_bigr => j _; rewrite /sign.
  by case: (digit _ _ _); case: is_plus; rewrite ?Z2F0 ?Z2FN ?mul0r ?mulr0 ?mul1r ?mulN1r ?mulrN ?mulNr.
have ok' j : j \in members t -> _ := fun jm => term_le ob E (eq_trans (esym (mem_members t j)) jm) (allP ok j jm).
case: (Z.ltb_spec 0 c) ok' => [cp|cn] ok'.
  rewrite ler_pmul2l; last by rewrite -(Z2F0 F); apply: Z2F_lt.
  by rewrite !big_seq; apply: ler_sum => j /ok'.
rewrite ler_nmul2l; last by rewrite -(Z2F0 F); apply: Z2F_lt; lia.
by rewrite !big_seq; apply: ler_sum => j /ok'.
Qed.

Lemma rowsP a l rs : fitting l -> obeys a l -> check_rows m t a rs = Ok tt ->
  \sum_(r <- rs) left_side l r <= \sum_(r <- rs) q2f (right_side m r) /\
  (List.existsb strict rs -> \sum_(r <- rs) left_side l r < \sum_(r <- rs) q2f (right_side m r)).
Proof.
move=> fit ob; elim: rs => [|r rs IH] /=; first by rewrite !big_nil.
move=> /(@bind_ok _ _ _ _ _) [[] /(rowP fit ob) [h1 h2] /IH [h3 h4]]; rewrite !big_cons.
split; first exact: ler_add.
by case/orP => [/h2|/h4]; move: h1 h3; lra.
Qed.

Lemma leaf_sound a l n rs : fitting l -> obeys a l -> check_leaf D m t a n rs = Ok tt -> False.
Proof.
move=> fit ob /(@bind_ok _ _ _ _ _) [[] /(rowsP fit ob) [h1 h2]].
move=> /(@bind_ok _ _ _ _ _) [[] /(left_sides_zero fit) e].
cbv zeta; move: h1 h2; rewrite e -sum_valuesP (Qeq_boolP F) Q2F0 => h1 h2.
case: eqP => [z /require_ok /h2|nz /require_ok]; first by rewrite z ltxx.
rewrite (Q2F_leE F) Q2F0 => h; apply: nz; apply/eqP; rewrite eq_le h h1; exact: isT.
Qed.

(* ---- a split ---- *)
Lemma obeys_decide a l i j s b : value_at m i = Some s -> obeys a l -> respects b (lin (l j) s.1) ->
  obeys (decide a i j b) l.
Proof.
move=> vs ob r i' j' s' b' vs' nj /state_decide [[ej [ei eb]]|]; last exact: ob.
by move: vs'; rewrite ei vs => -[<-]; rewrite ej eb.
Qed.
Lemma obeys_inactive l i s ks a : value_at m i = Some s -> obeys a l ->
  all (fun k => lin (l k) s.1 <= 0) ks -> obeys (List.fold_left (fun a k => decide a i k false) ks a) l.
Proof.
move=> vs; elim: ks a => //= k ks IH a ob /andP[h hs]; apply: IH => //.
exact: (obeys_decide vs).
Qed.

(* exchanging two neurons of the same sign *)
Definition exchange (j k n : N) : N := if n == j then k else if n == k then j else n.
Lemma exchangeK j k : involutive (exchange j k).
Proof.
move=> n; rewrite /exchange; case: (n =P j) => [->|nj].
  by case: (k =P j) => [->|_] //; rewrite eqxx.
by case: (n =P k) => [->|/eqP/negbTE nk]; rewrite ?eqxx // (introF eqP nj) nk.
Qed.
Lemma exchange_members j k : is_neuron t j -> is_neuron t k ->
  perm_eq (map (exchange j k) (members t)) (members t).
Proof.
move=> nj nk; have inj := inv_inj (exchangeK j k); apply: uniq_perm.
- by rewrite map_inj_uniq // members_uniq.
- exact: members_uniq.
have sub n : n \in members t -> exchange j k n \in members t.
  rewrite !mem_members /exchange; case: eqP => // _; by case: eqP.
move=> n; apply/mapP/idP => [[x /sub h ->] //|/sub h].
by exists (exchange j k n); rewrite ?exchangeK.
Qed.
Lemma fitting_exchange l j k : j <> 0%num -> k <> 0%num -> is_neuron t j -> is_neuron t k ->
  is_plus t j = is_plus t k -> fitting l -> fitting (l \o exchange j k).
Proof.
move=> j0 k0 nj nk sg fit.
have nz n : n <> 0%num -> exchange j k n <> 0%num.
  by rewrite /exchange; case: eqP => // _; case: eqP.
have z0 : exchange j k 0 = 0%num by rewrite /exchange; case: eqP => [e|_]; [case: j0 | case: eqP => [e|//]; case: k0].
split=> [n /nz /(fitting_size fit) //|/(fitting_constant fit)|s /(fitting_values fit)]; first by rewrite /= z0.
congr (in_interval _ _); rewrite -[LHS](perm_big _ (exchange_members nj nk)) big_map /=; apply: eq_bigr => n _; congr (_ * _).
rewrite /sign /exchange; case: eqP => [->|_]; first by rewrite sg.
by case: eqP => [->|_]; rewrite ?sg.
Qed.
Lemma obeys_exchange a l j k : j <> 0%num -> k <> 0%num -> is_neuron t j -> is_neuron t k ->
  PositiveMap.equal Bool.eqb (of_neuron a j) (of_neuron a k) -> obeys a l -> obeys a (l \o exchange j k).
Proof.
move=> j0 k0 nj nk same ob i n s b vs nn st /=.
rewrite /exchange; case: (n =P j) st => [->|_] st.
  by apply: (ob _ _ _ _ vs nk); rewrite -(state_equal i j0 k0 same).
case: (n =P k) st => [->|_] st; last exact: ob vs nn st.
by apply: (ob _ _ _ _ vs nj); rewrite (state_equal i j0 k0 same).
Qed.

Lemma check_twinsP a n i j ks : check_twins t a n i j ks = Ok tt ->
  all (fun k => [&& is_neuron t k, k != 0%num, is_plus t j == is_plus t k &
                 PositiveMap.equal Bool.eqb (of_neuron a j) (of_neuron a k)]) ks.
Proof.
elim: ks => //= k ks IH /(@bind_ok _ _ _ _ _) [? /require_ok /andP[-> k0]].
move=> /(@bind_ok _ _ _ _ _) [? _] /(@bind_ok _ _ _ _ _) [? /require_ok /andP[/Bool.eqb_prop sg ->] /IH ->].
rewrite sg eqxx !andbT /=; by apply/eqP => e; move: k0; rewrite e.
Qed.

Lemma split_sound a l n i j ks : fitting l -> obeys a l -> check_split m t a n i j ks = Ok tt ->
  exists2 l', fitting l' & obeys (decide a i j true) l' \/
    obeys (List.fold_left (fun a k => decide a i k false) ks (decide a i j false)) l'.
Proof.
move=> fit ob /(@bind_ok _ _ _ _ _) [? /require_ok /andP[nj /negP jz]].
have {jz} j0 : j <> 0%num by move=> e; apply: jz; rewrite e.
case E: value_at => [s|] // /(@bind_ok _ _ _ _ _) [? _ /check_twinsP tw].
case: (ltP 0 (lin (l j) s.1)) => [act|inact].
  by exists l => //; left; apply: (obeys_decide E).
case: (boolP (all (fun k => lin (l k) s.1 <= 0) ks)) => [off|/allPn [k kks on]].
  by exists l => //; right; apply: (obeys_inactive E) => //; apply: (obeys_decide E).
have /and4P[nk /eqP k0 /eqP sg same] := allP tw k kks.
exists (l \o exchange j k); first exact: fitting_exchange.
left; apply: (obeys_decide E); first exact: obeys_exchange.
by rewrite /= /exchange eqxx ltNge.
Qed.

(* ---- the tree ---- *)
Lemma nodes_sound opened ns : check_nodes D m t opened ns = Ok tt ->
  forall a l, List.In a opened -> fitting l -> obeys a l -> False.
Proof.
elim: ns opened => [|[n i j ks|n rs] ns IH] [|a0 opened] //=.
  move=> /(@bind_ok _ _ _ _ _) [[] ck /IH no] a l [<-|aop] fit ob; last first.
    by apply: (no a l) => //; right; right.
  have [l' fit' [ob'|ob']] := split_sound fit ob ck; last by apply: (no _ l' _ fit' ob'); right; left.
  by apply: (no _ l' _ fit' ob'); left.
move=> /(@bind_ok _ _ _ _ _) [[] ck /IH no] a l [<-|aop] fit ob; last exact: no aop fit ob.
exact: leaf_sound fit ob ck.
Qed.

Theorem tree_sound l : check_tree D m t = Ok tt -> ~ fitting l.
Proof.
move=> /nodes_sound no fit; apply: (no nothing l) => //; first by left.
move=> i j s b vs nj; rewrite /state; case: N.eqb_spec => [j0|_].
  move=> [<-] /=; have f0 : first_neuron t = 0%num by move: nj => /andP[/N.leb_le]; lia.
  by rewrite j0 /lin; have [-> ] := fitting_constant fit f0; rewrite addr0.
by rewrite /of_neuron /nothing !PositiveMap.gempty.
Qed.
End Sound.
