(* Method exhaustion: a tree of choices that is complete proves that no k patterns
   meet all conditions: disjoint sets need a pattern each, and of the patterns of one
   set some is the first that is chosen.  Standard library only. *)
From Coq Require Import NArith List Bool Lia.
From FTCert Require Import ExhaustionTree.
Import ListNotations.
Local Open Scope N_scope.

(* ======================================================================== *)
(** * Bits *)

Lemma strip_even a : a <> 0 -> strip (2 * a) = 2 * strip a.
Proof.
intros h; unfold strip.
replace (N.pred (2 * a)) with (2 * N.pred a + 1) by (rewrite !N.pred_sub; lia).
apply N.bits_inj; intros j; rewrite N.land_spec.
destruct (N.zero_or_succ j) as [-> | [j' ->]].
- now rewrite !N.testbit_even_0.
- rewrite N.testbit_odd_succ, !N.testbit_even_succ, N.land_spec by lia; reflexivity.
Qed.

Lemma strip_odd a : strip (2 * a + 1) = 2 * a.
Proof.
unfold strip; replace (N.pred (2 * a + 1)) with (2 * a) by (rewrite N.pred_sub; lia).
apply N.bits_inj; intros j; rewrite N.land_spec.
destruct (N.zero_or_succ j) as [-> | [j' ->]].
- now rewrite N.testbit_even_0, andb_false_r.
- rewrite N.testbit_odd_succ, N.testbit_even_succ, andb_diag by lia; reflexivity.
Qed.

Lemma strip_spec s : s <> 0 -> exists i, s - strip s = 2 ^ i /\ N.testbit s i = true /\
  forall j, N.testbit (strip s) j = N.testbit s j && negb (j =? i).
Proof.
destruct s as [|p]; [easy|]; intros _; induction p as [p _ | p IH |].
- change (N.pos p~1) with (2 * N.pos p + 1); exists 0.
  rewrite strip_odd, N.testbit_odd_0.
  split; [change (2 ^ 0) with 1; lia | split; [easy | intros j]].
  destruct (N.zero_or_succ j) as [-> | [j' ->]]; [now rewrite N.testbit_even_0, andb_false_r|].
  rewrite N.testbit_odd_succ, N.testbit_even_succ by lia.
  now rewrite (proj2 (N.eqb_neq _ _)), andb_true_r by lia.
- change (N.pos p~0) with (2 * N.pos p); destruct IH as [i [e [b h]]]; exists (N.succ i).
  rewrite strip_even, N.testbit_even_succ, N.pow_succ_r, <- e by lia.
  split; [lia | split; [easy | intros j]].
  destruct (N.zero_or_succ j) as [-> | [j' ->]]; [now rewrite !N.testbit_even_0|].
  rewrite !N.testbit_even_succ, h by lia; do 2 f_equal.
  apply eq_true_iff_eq; rewrite !N.eqb_eq; lia.
- exists 0; repeat split; intros j; destruct (N.zero_or_succ j) as [-> | [[|j'] ->]]; reflexivity.
Qed.

Fixpoint weight (p : positive) : nat :=
  match p with xH => 1 | xO q => weight q | xI q => S (weight q) end.
Definition weightN (s : N) : nat := match s with 0 => O | Npos p => weight p end.

Lemma weight_strip s : s <> 0 -> weightN s = S (weightN (strip s)).
Proof.
destruct s as [|p]; [easy|]; intros _; induction p as [p _ | p IH |]; [| | reflexivity].
- change (N.pos p~1) with (2 * N.pos p + 1); now rewrite strip_odd.
- change (N.pos p~0) with (2 * N.pos p); rewrite strip_even by easy.
  change (weightN (2 * N.pos p)) with (weightN (N.pos p)).
  rewrite IH; now destruct (strip (N.pos p)).
Qed.

Lemma split_bits_spec fuel s : (weightN s <= Pos.size_nat fuel)%nat ->
  (forall p, In p (split_bits fuel s) -> exists i, p = 2 ^ i /\ N.testbit s i = true) /\
  (forall i, N.testbit s i = true -> In (2 ^ i) (split_bits fuel s)).
Proof.
revert s; induction fuel as [f IH | f IH |]; intros s w;
  (destruct (N.eq_dec s 0) as [-> | ne]; [split; [easy | intros i; now rewrite N.bits_0] |]);
  pose proof (weight_strip _ ne) as ws; destruct (strip_spec _ ne) as [i0 [e [b h]]];
  cbn [Pos.size_nat] in w.
1, 2: destruct (IH (strip s)) as [IH1 IH2]; [lia|].
all: destruct s as [|s]; [easy | cbn [split_bits]]; rewrite e; split.
1, 3, 5: intros p [<- | hp]; [now exists i0 |].
1, 2: destruct (IH1 _ hp) as [i [-> hi]]; exists i; split; [easy|];
  rewrite h in hi; now apply andb_prop in hi.
1: easy.
all: intros i hi; destruct (N.eq_dec i i0) as [-> | ni]; [now left | right].
1, 2: apply IH2; now rewrite h, hi, (proj2 (N.eqb_neq _ _) ni).
assert (hs : N.testbit (strip (N.pos s)) i = true) by now rewrite h, hi, (proj2 (N.eqb_neq _ _) ni).
assert (e0 : weightN (strip (N.pos s)) = O) by lia.
destruct (strip (N.pos s)) as [|q]; [easy|].
exfalso; revert e0; cbn; clear; induction q; cbn; lia.
Qed.

Lemma bits_spec s : (forall p, In p (bits s) -> exists i, p = 2 ^ i /\ N.testbit s i = true) /\
  (forall i, N.testbit s i = true -> In (2 ^ i) (bits s)).
Proof.
destruct s as [|p]; [split; [easy | intros i; now rewrite N.bits_0] |].
apply split_bits_spec; cbn; induction p; cbn; lia.
Qed.

Lemma land_0 a b i : N.land a b = 0 -> N.testbit a i = true -> N.testbit b i = true -> False.
Proof.
intros e ha hb; assert (h : N.testbit (N.land a b) i = true) by now rewrite N.land_spec, ha, hb.
now rewrite e, N.bits_0 in h.
Qed.
Lemma land_pow s i : (N.land s (2 ^ i) = 0) <-> N.testbit s i = false.
Proof.
split; intros h.
- destruct (N.testbit s i) eqn:e; [exfalso | easy].
  apply (land_0 _ _ _ h e); apply N.pow2_bits_true.
- apply N.bits_inj; intros j; rewrite N.land_spec, N.bits_0, N.pow2_bits_eqb.
  destruct (N.eqb_spec i j) as [<- | _]; [now rewrite h | apply andb_false_r].
Qed.

(* ======================================================================== *)
(** * Soundness *)

(* T: the numbers of some patterns *)
Definition meets (T : list N) (s : N) : Prop := exists i, In i T /\ N.testbit s i = true.

Lemma filter_lt (f g : N -> bool) T i : (forall j, g j = true -> f j = true) ->
  In i T -> f i = true -> g i = false -> (length (filter g T) < length (filter f T))%nat.
Proof.
intros gf hi fi gi; induction T as [|j T IH]; [easy|].
assert (le : (length (filter g T) <= length (filter f T))%nat).
{ clear -gf; induction T as [|j T IH]; [easy|]; cbn.
  destruct (g j) eqn:e; [rewrite (gf _ e); cbn; lia | destruct (f j); cbn; lia]. }
cbn; destruct hi as [-> | hi]; [rewrite fi, gi; cbn; lia | specialize (IH hi)].
destruct (g j) eqn:e; [rewrite (gf _ e); cbn; lia | destruct (f j); cbn; lia].
Qed.

Lemma filter_all (f : N -> bool) T : (forall j, f j = true) -> filter f T = T.
Proof. intros h; induction T as [|j T IH]; cbn; [easy | now rewrite h, IH]. Qed.

Lemma kept_sound T sets taken count : (forall s, In s sets -> meets T s) ->
  kept sets taken count <=
  count + N.of_nat (length (filter (fun i => negb (N.testbit taken i)) T)).
Proof.
revert taken count; induction sets as [|s sets IH]; intros taken count h; cbn [kept]; [lia|].
destruct (N.land s taken) eqn:e; [| apply IH; intros; apply h; now right].
specialize (IH (N.lor taken s) (N.succ count) (fun t ht => h t (or_intror ht))).
destruct (h s (or_introl eq_refl)) as [i [iT is]].
assert (lt := filter_lt (fun j => negb (N.testbit taken j))
  (fun j => negb (N.testbit (N.lor taken s) j)) T i).
cbn beta in lt; rewrite N.lor_spec, is, orb_true_r in lt.
cut (N.testbit taken i = false).
- intros ni; rewrite ni in lt; cut (forall j, negb (N.testbit (N.lor taken s) j) = true ->
    negb (N.testbit taken j) = true); [intros c; specialize (lt c iT eq_refl eq_refl); lia|].
  intros j; rewrite N.lor_spec; now destruct (N.testbit taken j).
- destruct (N.testbit taken i) eqn:it; [exfalso; exact (land_0 _ _ _ e is it) | easy].
Qed.

Lemma remaining_spec p before sets rest t : In t (remaining p before sets rest) ->
  In t rest \/ exists s, In s sets /\ N.land s p = 0 /\ t = N.ldiff s before.
Proof.
revert rest; induction sets as [|s sets IH]; intros rest; cbn [remaining].
- rewrite rev_append_rev, app_nil_r, <- in_rev; now left.
- intros h; destruct (IH _ h) as [h1 | [s' [i1 h1]]];
    [| right; exists s'; split; [now right | easy]].
  destruct (N.land s p) eqn:e; [| now left].
  destruct h1 as [<- | h1]; [right; exists s; split; [now left | easy] | now left].
Qed.

Lemma smallest_spec best sets : smallest best sets = best \/
  exists s, In s sets /\ smallest best sets = bits s.
Proof.
revert best; induction sets as [|s sets IH]; intros best; cbn [smallest]; [now left|].
destruct (IH (if fewer s best then bits s else best)) as [-> | [s' [h1 h2]]].
- destruct (fewer s best); [right; exists s; split; [now left | easy] | now left].
- right; exists s'; split; [now right | easy].
Qed.

Definition refutes (k : N) (go : list N -> N -> verdict) : Prop :=
  forall sets nodes n T, go sets nodes = Complete n -> N.of_nat (length T) <= k ->
  (forall s, In s sets -> meets T s) -> False.

(* T contains none of the patterns *)
Lemma children_sound k go sets T : 0 < k -> refutes (N.pred k) go ->
  N.of_nat (length T) <= k -> (forall s, In s sets -> meets T s) ->
  forall patterns before nodes n, children go sets before patterns nodes = Complete n ->
  (forall i, In i T -> N.testbit before i = false) ->
  (forall p, In p patterns -> exists i, p = 2 ^ i) ->
  forall i, In (2 ^ i) patterns -> ~ In i T.
Proof.
intros k0 go_ok le all; induction patterns as [|p patterns IH]; [easy|].
intros before nodes n; cbn [children]; destruct go as [m| |] eqn:e; try easy.
intros ch av pw.
destruct (pw p (or_introl eq_refl)) as [i0 ->].
assert (ni : ~ In i0 T).
{ intros hi; apply (go_ok _ _ _ (filter (fun j => negb (j =? i0)) T) e).
  - assert (lt := filter_lt (fun _ => true) (fun j => negb (j =? i0)) T i0).
    cbn beta in lt; rewrite N.eqb_refl in lt.
    rewrite (filter_all (fun _ => true)) in lt by easy.
    specialize (lt (fun _ _ => eq_refl) hi eq_refl eq_refl); lia.
  - intros t ht; apply remaining_spec in ht; destruct ht as [[] | [s [hs [h0 ->]]]].
    apply land_pow in h0; destruct (all _ hs) as [j [jT js]]; exists j; split.
    + apply filter_In; split; [easy|]; destruct (N.eqb_spec j i0); [congruence | easy].
    + now rewrite N.ldiff_spec, js, (av _ jT). }
intros i [h | h].
- apply N.pow_inj_r in h; [congruence | lia].
- apply (IH _ _ _ ch); [| intros; apply pw; now right | exact h].
  intros j hj; rewrite N.lor_spec, (av _ hj), N.pow2_bits_eqb.
  destruct (N.eqb_spec i0 j); [congruence | easy].
Qed.

Lemma walk_sound limit fuel k : refutes k (walk limit fuel k).
Proof.
revert k; induction fuel as [|x fuel IH]; intros k sets nodes n T; cbn [walk];
  (destruct (limit <? N.succ nodes); [easy|]);
  (destruct orb eqn:e; [intros _ le all | destruct sets as [|s sets]; try easy]).
1, 2: apply orb_prop in e; destruct e as [e | e];
  [ apply N.ltb_lt in e; pose proof (kept_sound T sets 0 0 all) as h;
    rewrite filter_all in h by (intros; now rewrite N.bits_0); lia
  | apply existsb_exists in e; destruct e as [s [hs e]]; apply N.eqb_eq in e; subst s;
    destruct (all _ hs) as [i [_ hi]]; now rewrite N.bits_0 in hi ].
intros ch le all; apply orb_false_elim in e; destruct e as [e _].
assert (X : exists t, In t (s :: sets) /\ smallest (bits s) sets = bits t).
{ destruct (smallest_spec (bits s) sets) as [-> | [t [h1 h2]]];
    [exists s; split; [now left | easy] | exists t; split; [now right | easy]]. }
destruct X as [t [ht et]]; rewrite et in ch; destruct (all _ ht) as [i [iT it]].
assert (k0 : 0 < k).
{ enough (0 < N.of_nat (length T)) by lia; destruct T; [destruct iT | cbn; lia]. }
refine (children_sound _ _ _ _ k0 (IH _) le all _ _ _ _ ch _ _ i (proj2 (bits_spec t) _ it) iT).
- intros; apply N.bits_0.
- intros p hp; apply (bits_spec t) in hp; destruct hp as [j [-> _]]; now exists j.
Qed.

(* no k patterns meet all conditions *)
Theorem visit_sound conditions k limit nodes T : visit conditions k limit = Complete nodes ->
  N.of_nat (length T) <= k -> ~ (forall s, In s conditions -> meets T s).
Proof. intros e le all; exact (walk_sound _ _ _ _ _ _ _ e le all). Qed.

(* ======================================================================== *)
(** * Patterns of the conditions *)

Lemma patterns_at_spec (n r c : N) (left concave : bool) :
  (if left then 2 <= c <= n - 1 else 1 <= c <= n - 2) -> r = c \/ r = c + 1 ->
  N.testbit (patterns_at n r left concave) (pattern left concave c) = true.
Proof.
intros hc hr; unfold patterns_at; rewrite N.lor_spec; apply orb_true_iff.
assert (E : ((if left then 2 else 1) <=? c) && (c <=? (if left then n - 1 else n - 2)) = true).
{ apply andb_true_iff; rewrite !N.leb_le; destruct left; lia. }
destruct hr as [-> | ->]; [right | left; replace (c + 1 - 1) with c by lia];
  now rewrite E, N.shiftl_1_l, N.pow2_bits_true.
Qed.

Lemma upto_spec n r : 1 <= r <= n -> In r (upto n).
Proof.
unfold upto; intros h.
assert (I : forall j, j <= n ->
  let p := N.iter j (fun p => (N.pred (fst p), fst p :: snd p)) (n, []) in
  fst p = n - j /\ forall r, n - j < r <= n -> In r (snd p)).
{ induction j as [|j IH] using N.peano_ind; [cbn; intros _; split; lia|].
  intros hj; rewrite N.iter_succ; cbn [fst snd]; destruct IH as [e IH]; [lia|].
  rewrite e; split; [lia|]; intros q hq; destruct (N.eq_dec q (n - j)) as [-> | ne].
  - now left.
  - right; apply IH; lia. }
apply I; lia.
Qed.

Lemma position_set_spec n positions r : r <= n ->
  N.testbit (position_set n positions) r = true <-> r = 1 \/ In r positions.
Proof.
unfold position_set; intros h.
assert (G : forall b, N.testbit (fold_left
  (fun b r => if r <=? n then N.lor b (N.shiftl 1 r) else b) positions b) r = true <->
  N.testbit b r = true \/ In r positions).
{ induction positions as [|q l IH]; intros b; cbn [fold_left In]; [tauto|]; rewrite IH.
  destruct (N.leb_spec q n) as [le | lt].
  - rewrite N.lor_spec, orb_true_iff, N.shiftl_1_l, N.pow2_bits_eqb, N.eqb_eq; tauto.
  - enough (q <> r) by tauto; lia. }
rewrite G; enough (N.testbit 2 r = true <-> r = 1) by tauto.
change 2 with (2 ^ 1); rewrite N.pow2_bits_eqb, N.eqb_eq; split; congruence.
Qed.

Lemma sum_condition_spec n positions positive r i : 1 <= r <= n ->
  (r = 1 \/ In r positions -> N.testbit (patterns_at n r false (negb positive)) i = true) ->
  (~ (r = 1 \/ In r positions) -> N.testbit (patterns_at n r true positive) i = true) ->
  N.testbit (sum_condition n positions positive) i = true.
Proof.
intros hr hin hout; pose (g r := match N.land (position_set n positions) (N.shiftl 1 r) with
  | 0 => patterns_at n r true positive | _ => patterns_at n r false (negb positive) end).
enough (G : forall l s, N.testbit s i = true \/ In r l -> N.testbit (fold_left (fun s r =>
  N.lor s (g r)) l s) i = true) by (apply (G (upto n) 0); right; now apply upto_spec).
assert (gr : N.testbit (g r) i = true).
{ unfold g; rewrite N.shiftl_1_l; destruct N.land eqn:e.
  - apply land_pow in e; apply hout; rewrite <- (position_set_spec n) by lia; congruence.
  - apply hin; rewrite <- (position_set_spec n) by lia; apply not_false_iff_true; intros b.
    apply land_pow in b; congruence. }
induction l as [|q l IH]; intros s [h | h]; cbn [fold_left]; [easy | easy | apply IH; left |].
- now rewrite N.lor_spec, h.
- apply IH; destruct h as [-> | h]; [left; now rewrite N.lor_spec, gr, orb_true_r | now right].
Qed.
