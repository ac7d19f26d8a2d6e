(* One hidden layer: whether the least number of neurons suffices says whether some
   subset has a given sum, from a network to the subset.  Paper proof: theorems.md, 2.16.1. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Statements HardStatements.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Subset.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Type m : neuron F.

(* a change of sign between two points is one between any two points around them *)
Lemma lin_wide m (p p' r' r : F) : p <= p' -> p' < r' -> r' <= r ->
  lin m p' * lin m r' < 0 -> lin m p * lin m r < 0.
Proof.
move=> h1 h2 h3 /(turn h2); rewrite /lin => -[] [a0 /andP[k1 k2]].
  have g1 : 0 <= na m * (p' - p) by apply: mulr_ge0; lra.
  have g2 : 0 <= na m * (r - r') by apply: mulr_ge0; lra.
  by rewrite nmulr_rlt0; lra.
have g1 : na m * (p' - p) <= 0 by apply: mulr_le0_ge0; lra.
have g2 : na m * (r - r') <= 0 by apply: mulr_le0_ge0; lra.
by rewrite pmulr_rlt0; lra.
Qed.

Variables (n : nat) (a : nat -> F) (B : F).
Hypothesis a0 : forall k, (k < n)%N -> 0 < a k.
Let x (i : nat) : F := i%:R.
Let z : nat -> F := hard_label a B.

Lemma x_inc i j : (i < j)%N -> x i < x j.
Proof. by rewrite /x ltr_nat. Qed.
Lemma x_le i j : (i <= j)%N -> x i <= x j.
Proof. by rewrite /x ler_nat. Qed.
Lemma xS i : x i.+1 = x i + 1.
Proof. by rewrite /x -addn1 natrD. Qed.

Lemma labelS i : z i.+1 = z i + hard_slope a B i.
Proof. by rewrite /z /hard_label big_ord_recr. Qed.
Lemma slopeS i : hard_slope a B i.+1 = hard_slope a B i + a i./2.
Proof. by rewrite /hard_slope big_ord_recr /= addrA. Qed.
Lemma slope_even k : hard_slope a B (2 * k) = - (B *+ 2) + (\sum_(j < k) a j) *+ 2.
Proof.
elim: k => [|k IH]; first by rewrite /hard_slope !big_ord0 mul0rn.
rewrite (_ : 2 * k.+1 = (2 * k).+2)%N; last lia.
rewrite !slopeS IH big_ord_recr /= (_ : (2 * k)./2 = k)%N; last lia.
by rewrite (_ : uphalf (2 * k) = k)%N; [lra | lia].
Qed.
Lemma label_DD i : DD x z i.+1 = a i./2.
Proof. by rewrite /DD /D2 /= !labelS slopeS !xS; lra. Qed.

(* ---- a network with n neurons has one kink in every interval (2k+1, 2k+2), no other ---- *)
Section Tight.
Variables (b : F) (ns : seq (neuron F)).
Hypothesis sz : size ns = n.
Hypothesis itp : forall i, (i < 2 * n + 2)%N -> neval b ns (x i) = z i.

Definition bends p q m := (0 < nw m) && (lin m (x p) * lin m (x q) < 0).

Lemma many k (I : seq nat) p q : uniq I ->
  (forall i, i \in I -> [/\ (0 < i <= 2 * n)%N, (p < i)%N & (i < q)%N]) ->
  (forall i, i \in I -> i.+1 \notin I) -> size I = k -> (k <= count (bends p q) ns)%N.
Proof.
move=> uI rI sI <-.
have aI i : i \in I -> 0 < DD x z i.
  by move=> /rI [h _ _]; case: i h => // i h; rewrite label_DD a0 //; lia.
apply: (@lower_injection_in F x z (2 * n + 2) I b ns) => //.
- by move=> i j ij _; exact: x_inc.
- by move=> i /rI [h _ _]; lia.
- by move=> i /aI; case: ltgtP.
- by move=> i iI h; have := sI i iI; rewrite h.
move=> m i _ iI h1 h2; have [h p1 q1] := rI i iI; rewrite /bends; apply/andP; split.
  by rewrite -(pmulr_rgt0 _ (aI i iI)).
by apply: (lin_wide _ _ _ h2); [apply: x_le | apply: x_inc | apply: x_le]; lia.
Qed.

Lemma many_left k : (k <= n)%N -> (k <= count (bends 0 (2 * k)) ns)%N.
Proof.
move=> kn; apply: (@many k [seq (2 * j).+1 | j <- iota 0 k]); last by rewrite size_map size_iota.
- by rewrite map_inj_uniq ?iota_uniq // => i j; lia.
- by move=> i /mapP[j]; rewrite mem_iota => h ->; split; lia.
by move=> i /mapP[j _ ->]; apply/mapP => -[j' _]; lia.
Qed.
Lemma many_right k : (k <= n)%N -> (n - k <= count (bends (2 * k + 1) (2 * n + 1)) ns)%N.
Proof.
move=> kn; apply: (@many (n - k) [seq (2 * j).+2 | j <- iota k (n - k)]); last by rewrite size_map size_iota.
- by rewrite map_inj_uniq ?iota_uniq // => i j; lia.
- by move=> i /mapP[j]; rewrite mem_iota => h ->; split; lia.
by move=> i /mapP[j _ ->]; apply/mapP => -[j' _]; lia.
Qed.

Lemma tight k : (k <= n)%N -> count (bends 0 (2 * k)) ns = k /\
  forall m, m \in ns -> bends 0 (2 * k) m || bends (2 * k + 1) (2 * n + 1) m.
Proof.
move=> kn; have := count_predUI (bends 0 (2 * k)) (bends (2 * k + 1) (2 * n + 1)) ns.
rewrite [X in (_ + X)%N](_ : _ = 0)%N; last first.
  apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => m _ /=; apply/negP.
  case/andP => /andP[_ h1] /andP[_ h2].
  case: (posnP k) h1 => [->|k0] h1; first by move: h1; rewrite muln0 -expr2 ltNge sqr_ge0.
  case: (ltnP k n) h2 => [kn'|kn'] h2; last first.
    by have e : k = n; [lia | move: h2; rewrite e -expr2 ltNge sqr_ge0].
  by apply: (lin_once _ _ _ h1 h2); [apply: x_inc | apply: x_le | apply: x_inc]; lia.
have := many_left kn; have := many_right kn.
have := count_size (predU (bends 0 (2 * k)) (bends (2 * k + 1) (2 * n + 1))) ns.
rewrite sz addn0 => h1 h2 h3 h4; split; first by lia.
set U := predU _ _ in h1 h4; have {h1 h2 h3 h4} hU : count U ns = n by lia.
have : all U ns by rewrite all_count hU sz.
by move=> /allP al m /al.
Qed.

(* the change of slope at the kink, and the slope of the net at x_2k *)
Definition change m := nw m * `|na m|.
Definition left m := na m < 0.
Lemma slope_sum k : (k <= n)%N -> hard_slope a B (2 * k) =
  \sum_(m <- ns | bends 0 (2 * k) m) change m - \sum_(m <- ns | left m) change m.
Proof.
move=> kn; have [_ all2] := tight kn.
have -> : hard_slope a B (2 * k) = z (2 * k).+1 - z (2 * k)%N by rewrite labelS; lra.
rewrite -!itp; [|lia|lia]; rewrite /neval opprD addrACA subrr add0r -sumrB.
rewrite [X in _ = X - _]big_mkcond [X in _ = _ - X]big_mkcond -sumrB /=.
rewrite big_seq [RHS]big_seq; apply: eq_bigr => m mns.
rewrite -mulrBr /act /left /change; have := all2 m mns; rewrite {1}/bends => /orP[].
  case/andP=> w0 h; have k0 : (0 < 2 * k)%N.
    by rewrite lt0n; apply/eqP => e; move: h; rewrite e -expr2 ltNge sqr_ge0.
  have [[am /andP[_ h2]]|[am /andP[h2 _]]] := turn (x_inc k0) h.
    have -> : bends 0 (2 * k) m by rewrite /bends w0 h.
    have h3 : lin m (x (2 * k).+1) = lin m (x (2 * k)%N) + na m by rewrite /lin xS; lra.
    by rewrite (lt_gtF am) gtr0_norm // h3 !relu_pos; lra.
  have -> : bends 0 (2 * k) m by rewrite /bends w0 h.
  have h3 : lin m (x (2 * k).+1) = lin m (x (2 * k)%N) + na m by rewrite /lin xS; lra.
  by rewrite am ltr0_norm // h3 !relu_neg; lra.
case/andP=> w0 h; have kn1 : (2 * k + 1 < 2 * n + 1)%N.
  rewrite ltn_add2r ltn_neqAle leq_mul2l kn orbT andbT; apply/eqP => e.
  by move: h; rewrite e -expr2 ltNge sqr_ge0.
have -> : bends 0 (2 * k) m = false.
  apply/negP => /andP[_ h']; have k0 : (0 < 2 * k)%N.
    by rewrite lt0n; apply/eqP => e; move: h'; rewrite e -expr2 ltNge sqr_ge0.
  by apply: (lin_once _ _ _ h' h); [apply: x_inc | apply: x_le | apply: x_inc]; lia.
move: h; rewrite addn1 => h; rewrite addn1 in kn1.
have [[am /andP[h2 _]]|[am /andP[_ h2]]] := turn (x_inc kn1) h.
  have h3 : lin m (x (2 * k).+1) = lin m (x (2 * k)%N) + na m by rewrite /lin xS; lra.
  by rewrite (lt_gtF am) !relu_neg; lra.
have h3 : lin m (x (2 * k).+1) = lin m (x (2 * k)%N) + na m by rewrite /lin xS; lra.
by rewrite am ltr0_norm // h3 !relu_pos; lra.
Qed.

Lemma bends_left p m : ~~ bends p p m.
Proof. by rewrite /bends -expr2 [_ < 0]ltNge sqr_ge0 andbF. Qed.

Lemma bends_grow k m : bends 0 (2 * k) m -> bends 0 (2 * k.+1) m.
Proof.
case: (posnP k) => [->|k0]; first by rewrite (negbTE (bends_left _ _)).
case/andP => w0 h; rewrite /bends w0 /=.
by apply: (lin_wide _ _ _ h); [apply: x_le | apply: x_inc | apply: x_le]; lia.
Qed.

(* a sum over the kinks left of x_2k+2 *)
Lemma grow k (Q : pred (neuron F)) : \sum_(m <- ns | bends 0 (2 * k.+1) m && Q m) change m =
  \sum_(m <- ns | bends 0 (2 * k) m && Q m) change m +
  \sum_(m <- [seq m <- ns | bends 0 (2 * k.+1) m && ~~ bends 0 (2 * k) m] | Q m) change m.
Proof.
rewrite (bigID (bends 0 (2 * k))) /= big_filter_cond; congr (_ + _); apply: eq_bigl => m.
  by case: (boolP (bends 0 (2 * k) m)) => [/bends_grow ->|_]; rewrite ?andbT ?andbF.
by rewrite andbAC.
Qed.

Lemma one_more k : (k < n)%N -> exists m,
  [seq m <- ns | bends 0 (2 * k.+1) m && ~~ bends 0 (2 * k) m] = [:: m] /\ change m = a k *+ 2.
Proof.
move=> kn; set fs := filter _ _.
have [c1 _] := tight kn; have [c0 _] := tight (ltnW kn).
have s1 : size fs = 1%N.
  rewrite size_filter; have := count_predUI (bends 0 (2 * k)) (predC (bends 0 (2 * k)))
    [seq m <- ns | bends 0 (2 * k.+1) m].
  rewrite [X in (_ + X)%N](_ : _ = 0)%N ?addn0; last first.
    by apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => m _ /=; rewrite andbN.
  rewrite (@eq_count _ _ predT) => [|m]; last by rewrite /= orbN.
  rewrite count_predT size_filter c1 !count_filter.
  rewrite (@eq_count _ (predI _ _) (bends 0 (2 * k))) => [|m]; last first.
    by rewrite /=; case: (boolP (bends 0 (2 * k) m)) => // /bends_grow ->.
  rewrite c0 (@eq_count _ (predI _ _) (fun m => bends 0 (2 * k.+1) m && ~~ bends 0 (2 * k) m)).
    by lia.
  by move=> m; rewrite /= andbC.
case e : fs s1 => [|m [|//]] // _; exists m; split=> //.
have := grow k predT; rewrite -/fs e big_cons big_nil addr0 /=.
have := slope_sum kn; have := slope_sum (ltnW kn); rewrite !slope_even big_ord_recr /=.
under [in X in _ -> _ -> X -> _]eq_bigl => m' do rewrite andbT.
under [X in _ -> _ -> _ = X + _ -> _]eq_bigl => m' do rewrite andbT.
by lra.
Qed.

Lemma subset_prefix k : (k <= n)%N -> exists P : pred nat,
  \sum_(m <- ns | bends 0 (2 * k) m && left m) change m = (\sum_(j < k | P j) a j) *+ 2.
Proof.
elim: k => [|k IH] kn.
  by exists pred0; rewrite big_ord0 mul0rn big1 // => m; rewrite (negbTE (bends_left _ _)).
have [P e] := IH (ltnW kn); have [m [em cm]] := one_more kn.
exists (fun j => if j == k then left m else P j); rewrite grow em e big_cons big_nil.
rewrite [in RHS]big_mkcond big_ord_recr /= eqxx [in LHS]big_mkcond.
have -> : \sum_(i < k) (if (if i == k :> nat then left m else P i) then a i else 0) =
    \sum_(i < k) if P i then a i else 0.
  by apply: eq_bigr => i _; rewrite ltn_eqF.
by case: (left m); rewrite ?cm; lra.
Qed.

Lemma subset_found : exists P : pred nat, \sum_(j < n | P j) a j = B.
Proof.
have [P e] := subset_prefix (leqnn n); exists P.
have [cn al] := tight (leqnn n).
have h := slope_sum (leq0n n); rewrite slope_even big_ord0 in h.
have e0 : \sum_(m <- ns | bends 0 (2 * 0) m) change m = 0.
  by rewrite big1 // => m; rewrite (negbTE (bends_left _ _)).
have e1 : \sum_(m <- ns | left m) change m = \sum_(m <- ns | bends 0 (2 * n) m && left m) change m.
  rewrite big_seq_cond [RHS]big_seq_cond; apply: eq_bigl => m.
  by case: (boolP (m \in ns)) => //= /al; rewrite (negbTE (bends_left _ _)) orbF => ->.
by move: h; rewrite e0 e1 e; lra.
Qed.
End Tight.

Theorem hard_lower p : fitted x (2 * n + 2) z p -> (n <= p)%N.
Proof.
move=> [b [ns [<- e]]]; rewrite -[X in (X <= _)%N](size_iota 0 n) -(size_map (fun j => (2 * j).+1)).
apply: (@lower_injection F x z (2 * n + 2) _ b ns) => //.
- by move=> i j ij _; exact: x_inc.
- by rewrite map_inj_uniq ?iota_uniq // => i j; lia.
- by move=> i /mapP[j]; rewrite mem_iota => h ->; lia.
- move=> i /mapP[j]; rewrite mem_iota add0n => h ->; rewrite label_DD (_ : (2 * j)./2 = j)%N; last lia.
  by have := a0 h; case: ltgtP.
by move=> i /mapP[j _ ->] /mapP[j' _]; lia.
Qed.

Theorem hard_subset : fitted x (2 * n + 2) z n -> exists P : pred nat, \sum_(j < n | P j) a j = B.
Proof. by move=> [b [ns [sz e]]]; apply: (subset_found sz) => i iK; exact: (e i iK). Qed.
End Subset.
