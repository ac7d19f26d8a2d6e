(* Method exhaustion: the verdict Open is true, some k patterns meet all conditions.
   In particular the program never stops for want of fuel: a child of a node has
   fewer sets than the node.  Standard library only. *)
From Coq Require Import NArith List Bool Lia.
From FTCert Require Import ExhaustionTree ExhaustionChoices.
Import ListNotations.
Local Open Scope N_scope.

Lemma kept_ge sets taken count : count <= kept sets taken count.
Proof.
revert taken count; induction sets as [|s sets IH]; intros taken count; cbn [kept]; [lia|].
destruct N.land; [specialize (IH (N.lor taken s) (N.succ count)); lia | apply IH].
Qed.

Lemma remaining_rest p before sets rest s : In s rest -> In s (remaining p before sets rest).
Proof.
revert rest; induction sets as [|t sets IH]; intros rest h; cbn [remaining].
- rewrite rev_append_rev, app_nil_r, <- in_rev; easy.
- apply IH; destruct N.land; [now right | easy].
Qed.

Lemma remaining_in p before sets rest s : In s sets -> N.land s p = 0 ->
  In (N.ldiff s before) (remaining p before sets rest).
Proof.
intros h e; revert rest; induction sets as [|t sets IH]; intros rest; cbn [remaining]; [easy|].
destruct h as [-> | h]; [rewrite e; apply remaining_rest; now left | now apply IH].
Qed.

Lemma remaining_le p before sets rest :
  (length (remaining p before sets rest) <= length sets + length rest)%nat /\
  ((exists s, In s sets /\ N.land s p <> 0) ->
   (length (remaining p before sets rest) < length sets + length rest)%nat).
Proof.
revert rest; induction sets as [|t sets IH]; intros rest; cbn [remaining length].
- rewrite rev_append_rev, app_nil_r, rev_length; split; [lia | intros [s [[] _]]].
- destruct (N.land t p) eqn:e.
  + destruct (IH (N.ldiff t before :: rest)) as [h1 h2]; cbn [length] in h1, h2; split; [lia|].
    intros [s [[-> | h] ne]]; [easy | enough (exists s, In s sets /\ N.land s p <> 0)].
    * specialize (h2 H); lia.
    * now exists s.
  + destruct (IH rest) as [h1 _]; split; lia.
Qed.

Lemma children_open go sets patterns before nodes :
  children go sets before patterns nodes = Open ->
  exists p before' nodes', In p patterns /\ go (remaining p before' sets []) nodes' = Open.
Proof.
revert before nodes; induction patterns as [|p patterns IH]; intros before nodes;
  cbn [children]; [easy|].
destruct go as [n | |] eqn:e; intros h; [| now exists p, before, nodes; split; [left|] | easy].
destruct (IH _ _ h) as [q [b [m [hq hm]]]]; exists q, b, m; split; [now right | easy].
Qed.

Lemma walk_open limit fuel k sets nodes : (length sets <= length fuel)%nat ->
  walk limit fuel k sets nodes = Open ->
  exists T, N.of_nat (length T) <= k /\ forall s, In s sets -> meets T s.
Proof.
revert k sets nodes; induction fuel as [|x fuel IH]; intros k sets nodes le; cbn [walk];
  (destruct (limit <? N.succ nodes); [easy|]); (destruct orb eqn:e; [easy|]);
  (destruct sets as [|s sets]; [intros _; exists []; split; [cbn; lia | easy] |]).
1: cbn in le; lia.
intros ch; apply orb_false_elim in e; destruct e as [e ne].
assert (X : exists t, In t (s :: sets) /\ smallest (bits s) sets = bits t).
{ destruct (smallest_spec (bits s) sets) as [-> | [t [h1 h2]]];
    [exists s; split; [now left | easy] | exists t; split; [now right | easy]]. }
destruct X as [t [ht et]]; rewrite et in ch.
destruct (children_open _ _ _ _ _ ch) as [p [before [m [hp go]]]].
destruct (proj1 (bits_spec t) _ hp) as [i [-> hi]].
assert (hti : N.land t (2 ^ i) <> 0) by (intros h; apply land_pow in h; congruence).
destruct (remaining_le (2 ^ i) before (s :: sets) []) as [_ lt].
specialize (lt (ex_intro _ t (conj ht hti))).
assert (le' : (length (remaining (2 ^ i) before (s :: sets) []) <= length fuel)%nat)
  by (cbn [length] in *; lia).
destruct (IH _ _ _ le' go) as [T [lT all]].
exists (i :: T); split.
- enough (1 <= k) by (cbn [length]; lia).
  apply N.ltb_ge in e; cbn [kept] in e; rewrite N.land_0_r in e.
  pose proof (kept_ge sets (N.lor 0 s) (N.succ 0)); lia.
- intros q hq; destruct (N.testbit q i) eqn:b; [exists i; split; [now left | easy] |].
  apply land_pow in b.
  destruct (all _ (remaining_in _ before _ [] q hq b)) as [j [jT hj]].
  exists j; split; [now right|]; rewrite N.ldiff_spec in hj; now apply andb_prop in hj.
Qed.

Theorem visit_open conditions k limit : visit conditions k limit = Open ->
  exists T, N.of_nat (length T) <= k /\ forall s, In s conditions -> meets T s.
Proof. exact (walk_open _ _ _ _ _ (le_n _)). Qed.

(* the example of certificate-format.md, section 12 *)
Example visit_example :
  let conditions := [kink_condition 4 2 true; kink_condition 4 3 true; sum_condition 4 [] true] in
  visit conditions 1 4 = Complete 4 /\ visit conditions 1 3 = TooMany /\ visit conditions 2 4 = Open.
Proof. repeat split; vm_compute; reflexivity. Qed.
