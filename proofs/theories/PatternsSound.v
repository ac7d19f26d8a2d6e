(* Checked patterns are a lower bound: if the trees and the cover are right, every
   network with one hidden layer and values in the intervals at the samples has as many
   hidden neurons as the claim says, over every ordered field. *)
From Coq Require Import QArith NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification Evaluation Patterns CheckTree CheckCover CheckPatterns LineSound.
From FTCert Require Import TreeNeurons TreeSound CoverFeatures CoverSound NormalForm PatternCases.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.
Local Notation relu := Statements.relu.

Section Trees.
Variable F : realFieldType.
Local Notation q2f := (Q2F F).
Local Notation form := (form F).

(* ---- a network in normal form, as one of a tree ---- *)
Lemma big_counted n a (f : N -> F) : \sum_(j <- counted n a) f j = \sum_(i < n) f (a + N.of_nat i)%num.
Proof.
elim: n a => [|n IH] a; first by rewrite big_nil big_ord0.
rewrite big_cons IH big_ord_recl /=; congr (f _ + _); first lia.
by apply: eq_bigr => i _; congr f; rewrite /bump /=; lia.
Qed.
Definition constant_is (d : constant) (c : F) : bool :=
  match d with ConstantZero => c == 0 | ConstantPositive => 0 < c | ConstantNegative => c < 0 end.

Section OneTree.
Variables (D m p : nat) (data : seq valued) (c : F) (l : 'I_m -> form) (t : pattern_tree).
Hypothesis pm : (p <= m)%N.
Hypothesis sizes : forall i, size (l i).1 = D.
Hypothesis fit : forall s, List.In s data -> in_interval s.2 (taken p c l s.1).
Hypothesis tp : plus_neurons t = N.of_nat p.
Hypothesis tm : minus_neurons t = (N.of_nat m - N.of_nat p)%num.
Hypothesis tc : constant_is (the_constant t) c.

Definition numbered (j : N) : form :=
  if j == 0%num then ([::], `|c|)
  else if insub (N.to_nat j).-1 is Some i then l i else (nseq D 0, 0).
Lemma numbered_succ (i : 'I_m) j : j = N.of_nat i.+1 -> numbered j = l i.
Proof.
move=> ->; rewrite /numbered; case: eqP => [|_]; first lia.
by rewrite Nat2N.id /= valK.
Qed.
Lemma neurons_m : neurons_of t = N.of_nat m.
Proof. by rewrite /neurons_of tp tm; lia. Qed.
Lemma sign_succ (i : 'I_m) j : j = N.of_nat i.+1 -> sign F t j = sgn F (i < p)%N.
Proof.
move=> ->; rewrite /sign /is_plus /sgn tp; case: N.eqb_spec => [|_]; first lia.
by have -> : N.leb (N.of_nat i.+1) (N.of_nat p) = (i < p)%N by apply/idP/idP => [/N.leb_le|?]; [|apply/N.leb_le]; lia.
Qed.
Lemma normal_fitting : fitting D data t numbered.
Proof.
have terms x : \sum_(i < m) sign F t (1 + N.of_nat i)%num * relu (lin (numbered (1 + N.of_nat i)%num) x) =
    \sum_(i < m) sgn F (i < p)%N * relu (lin (l i) x).
  apply: eq_bigr => i _; have e : (1 + N.of_nat i)%num = N.of_nat i.+1 by lia.
  by rewrite (numbered_succ e) (sign_succ e).
split=> [j /eqP/negbTE j0|f0|s sd].
- rewrite /numbered j0; case: insub => [i|]; [exact: sizes | exact: size_nseq].
- rewrite /numbered eqxx; split=> //; rewrite normr_gt0; move: f0 tc; rewrite /first_neuron.
  by case: (the_constant t) => //= _ => [/gt_eqF ->|/lt_eqF ->].
have := fit sd; congr in_interval; rewrite /taken /members neurons_m big_counted; move: tc; rewrite /first_neuron.
case E: (the_constant t) => /=; [move=> /eqP c0 | move=> cp | move=> cn].
- by rewrite c0 add0r (_ : N.to_nat _ = m) ?terms //; lia.
- rewrite (_ : N.to_nat _ = m.+1); last lia.
  rewrite big_ord_recl; congr (_ + _); last by rewrite -terms; apply: eq_bigr => i _; rewrite /= /bump; congr (sign F t _ * relu (lin (numbered _) _)); lia.
  by rewrite /sign /is_plus /= E mul1r /numbered eqxx /lin /= addr0 gtr0_norm // relu_active.
rewrite (_ : N.to_nat _ = m.+1); last lia.
rewrite big_ord_recl; congr (_ + _); last by rewrite -terms; apply: eq_bigr => i _; rewrite /= /bump; congr (sign F t _ * relu (lin (numbered _) _)); lia.
by rewrite /sign /is_plus /= E mulN1r /numbered eqxx /lin /= addr0 ltr0_norm // relu_active ?opprK // oppr_gt0.
Qed.
End OneTree.

(* ---- which sets of neurons have a neuron against the constant ---- *)
Lemma card_below m p : (p <= m)%N -> #|[set i : 'I_m | (i < p)%N]| = p.
Proof.
move=> pm; rewrite -sum1_card (eq_bigl (fun i : 'I_m => (i < p)%N)); last by move=> i; rewrite inE.
by rewrite -(big_ord_widen m (fun=> 1%N) pm) sum_nat_const card_ord muln1.
Qed.
Lemma card_same m p (c : F) : (p <= m)%N -> #|same_sign m p c| = if 0 < c then p else (m - p)%N.
Proof.
move=> pm; rewrite /same_sign; case: ifP => _.
  by rewrite -[RHS](card_below pm); apply: eq_card => i; rewrite !inE eqb_id.
have := cardsC [set i : 'I_m | (i < p)%N]; rewrite card_ord card_below // => e.
have -> : [set i : 'I_m | (i < p)%N == false] = ~: [set i : 'I_m | (i < p)%N].
  by apply/setP => i; rewrite !inE eqbF_neg.
by move: e; lia.
Qed.
End Trees.

Section Final.
Variables (F : realFieldType) (D : nat) (values : seq valued) (m : N) (w : patterns) (n : N).
Local Notation H := (hyperplanes (the_cover w)).
Local Notation table := (table_of_values values).
Hypothesis m0 : (0 < m)%num.
Hypothesis listed : check_list n m H (~~ List.existsb unchanged values) 0 ConstantZero (trees w) = Ok tt.
Hypothesis cover_ok : check_cover D m values table (the_cover w) = Ok tt.
Hypothesis trees_ok : check_trees D table (trees w) = Ok tt.
Local Notation mm := (N.to_nat m).

(* no network in normal form takes the values *)
Lemma no_constant_case p (c : F) (l : 'I_mm -> form F) d : (p <= mm)%N ->
  (forall i, size (l i).1 = D) -> (forall s, List.In s values -> in_interval s.2 (taken p c l s.1)) ->
  constant_is d c -> wanted m H (~~ List.existsb unchanged values) (N.of_nat p) d -> False.
Proof.
move=> pm sizes fit dc w'.
have qm : (N.of_nat p <= m)%num by lia.
have first_place : (place (0%num, ConstantZero) <= place (N.of_nat p, d))%N by rewrite /place /=; lia.
have [t tin [tp tm tc]] := check_listP listed qm w' first_place.
apply: (tree_sound (check_treesP trees_ok tin)).
by apply: (normal_fitting pm sizes fit); rewrite ?tc //; rewrite tm; congr (_ - _)%num; lia.
Qed.
Lemma no_network p (c : F) (l : 'I_mm -> form F) : (p <= mm)%N ->
  (forall i, size (l i).1 = D) -> ~ (forall s, List.In s values -> in_interval s.2 (taken p c l s.1)).
Proof.
move=> pm sizes fit; case: (eqVneq c 0) => [c0|c0].
  by apply: (no_constant_case pm sizes fit (d := ConstantZero)) => //; rewrite /= c0.
pose d := if 0 < c then ConstantPositive else ConstantNegative.
have dc : constant_is d c by rewrite /d; case: ltgtP c0 => //= ->; rewrite eqxx.
case: (boolP (wanted m H (~~ List.existsb unchanged values) (N.of_nat p) d)) => [w'|few].
  exact: (no_constant_case pm sizes fit dc w').
have [some small] : List.existsb unchanged values /\ (2 ^ mm - 2 ^ #|same_sign mm p c| <= N.to_nat H)%N.
  move: few; rewrite card_same // /d /wanted; case: ifP => _; rewrite negb_or negbK => /andP[-> ex]; split=> //.
    by have := exceedsP _ ex; rewrite Nat2N.id; apply; lia.
  by have := exceedsP _ ex; rewrite N2Nat.inj_sub Nat2N.id; apply; lia.
case: (boolP (has (fun A => vanishing values (gathered D p c l A)) (enum (opposed mm p c)))) => [/hasP [A _ van]|/hasPn nv].
  have [sizes' fit'] := without_constant sizes fit van.
  apply: (no_constant_case (c := 0) (d := ConstantZero) pm sizes') => //; last by rewrite /= eqxx.
  by move=> s sd; rewrite /taken add0r; exact: fit'.
have pr : proper D values (gathered D p c l) (enum (opposed mm p c)).
  by split=> A Ain; [exact: gathered_size | exact: nv].
apply: (one_feature_wrong m0 sizes fit (@opposed_nonempty F mm p c)).
apply: (cover_sound cover_ok some pr (enum_uniq _)); first by rewrite opposed_size.
exact: opposed_cover.
Qed.
End Final.

Theorem patterns_sound (F : realFieldType) (D P : nat) (J : 'I_P) n neurons w (values : seq valued) :
  check_patterns D n neurons w values = Ok tt ->
  forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P), (size ws + 1)%N = 2%N -> deep ws g ->
  (forall s, List.In s values -> in_interval s.2 (g (vec F D s.1) J 0)) -> (N.to_nat neurons <= sumn ws)%N.
Proof.
move=> /check_patterns_ok /=; set m := N.pred neurons.
move=> [/N.leb_le n2 [cov [listed tr]]] ws g szw net fit.
have [M ew] : exists M, ws = [:: M].
  by case: (ws) szw => [|M [|M' ws']] //=; [exists M | lia].
rewrite ew in net *; rewrite /= addn0; case: leqP => // few; exfalso.
have le : (M <= N.to_nat m)%N by rewrite /m; lia.
have [c [p [l [pm sizes e]]]] := deep_signs J net le.
have m0 : (0 < m)%num by rewrite /m; lia.
apply: (no_network m0 listed cov tr pm (l := fun i : 'I_(N.to_nat m) => l i)) => [i|s sin]; first exact: sizes.
have h := fit s sin; rewrite e in h; exact: h.
Qed.
