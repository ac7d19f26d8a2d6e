(* Method exhaustion: what a neuron does to the slopes between samples of a line.
   If it faces right, its slopes do not decrease, from 0, and change only at the two
   ends of the cell of its kink; so its changes have its sign, at these ends.  If it
   faces left, the same holds from the right: its slopes end at 0.  So each neuron
   has a pattern that belongs to every condition whose sign it has. *)
From Coq Require Import NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net Statements ExhaustionTree ExhaustionChoices.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Patterns.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (x z : nat -> F) (n : neuron F).

(* between samples i and i+1 *)
Definition slope x z (i : nat) : F := (z i.+1 - z i) / (x i.+1 - x i).
(* D at position i+1 *)
Definition slope_change x z (i : nat) : F :=
  if i is j.+1 then slope x z i - slope x z j else slope x z 0.

Lemma slope_change_sum x z m : \sum_(i < m.+1) slope_change x z i = slope x z m.
Proof.
elim: m => [|m IH]; first by rewrite big_ord_recr big_ord0 /= add0r.
by rewrite big_ord_recr /= IH addrC subrK.
Qed.

Section Line.
Variables (x : nat -> F) (K : nat).
Hypothesis K3 : (3 <= K)%N.
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Lemma gap_gt0 i : (i.+1 < K)%N -> 0 < x i.+1 - x i.
Proof. by move=> h; rewrite subr_gt0 xinc. Qed.

Definition acts n (i : nat) : F := act n (x i).

(* lin at the next sample, by the gap *)
Lemma lin_next n i : lin n (x i.+1) = lin n (x i) + na n * (x i.+1 - x i).
Proof. by rewrite /lin; lra. Qed.

Lemma slope_right n i : 0 <= na n -> (i.+1 < K)%N -> 0 <= slope x (acts n) i <= na n.
Proof.
move=> a0 iK; have g0 := gap_gt0 iK; have e := lin_next n i.
have p := mulr_ge0 a0 (ltW g0).
rewrite /slope ler_pdivl_mulr // ler_pdivr_mulr // mul0r /acts /act.
by apply/andP; split; case: (reluP (lin n (x i.+1))); case: (reluP (lin n (x i))); lra.
Qed.

Lemma slope_off n i : lin n (x i) <= 0 -> lin n (x i.+1) <= 0 -> slope x (acts n) i = 0.
Proof. by move=> h1 h2; rewrite /slope /acts /act !relu_neg // subrr mul0r. Qed.

Lemma slope_on n i : (i.+1 < K)%N -> 0 <= lin n (x i) -> 0 <= lin n (x i.+1) ->
  slope x (acts n) i = na n.
Proof.
move=> iK h1 h2; have g0 := gap_gt0 iK.
by rewrite /slope /acts /act !relu_pos // lin_next addrC addKr mulfK ?gt_eqF.
Qed.

Lemma lin_mono n i j : 0 <= na n -> (i <= j)%N -> (j < K)%N -> lin n (x i) <= lin n (x j).
Proof.
move=> a0; rewrite leq_eqVlt => /orP[/eqP -> //|ij jK].
have := mulr_ge0 a0 (ltW (_ : 0 < x j - x i)); rewrite subr_gt0 => /(_ (xinc ij jK)).
by rewrite /lin; lra.
Qed.

(* cell c, from position c to position c+1 *)
Lemma right_facing n : 0 <= na n -> exists c : nat, (1 <= c <= K - 2)%N /\
  forall i, (i.+1 < K)%N -> 0 <= slope_change x (acts n) i /\
    (slope_change x (acts n) i != 0 -> i.+1 = c \/ i = c).
Proof.
move=> a0; pose P i := 0 < lin n (x i); pose j := find P (iota 0 K).
have jK : (j <= K)%N by rewrite -[X in (_ <= X)%N](size_iota 0 K) find_size.
have off i : (i < j)%N -> lin n (x i) <= 0.
  move=> ij; rewrite leNgt; apply/negP => h; have := before_find 0%N ij.
  by rewrite nth_iota ?add0n; [rewrite /P h | exact: leq_trans ij jK].
have on i : (j <= i)%N -> (i < K)%N -> 0 <= lin n (x i).
  move=> ji iK; have jK' := leq_ltn_trans ji iK.
  apply: le_trans (lin_mono a0 ji iK); apply: ltW.
  have : P (nth 0%N (iota 0 K) j) by rewrite nth_find // has_find size_iota.
  by rewrite nth_iota // add0n.
exists (minn (maxn j 1) (K - 2)); split; first by lia.
move=> [|i] iK /=.
  have /andP[h _] := slope_right a0 iK; split=> // ne.
  suff : ~ (1 < j)%N by lia.
  by move=> j1; case/eqP: ne; rewrite slope_off // off // ltnW.
have iK' := ltnW iK; have /andP[h1 h1'] := slope_right a0 iK.
have /andP[h2 h2'] := slope_right a0 iK'.
have [ij|ij] := ltnP i.+1 j.
  rewrite [slope _ _ i]slope_off ?off ?subr0 //; last by lia.
  split=> // ne; suff : ~ (i.+2 < j)%N by lia.
  by move=> j1; case/eqP: ne; rewrite slope_off // off.
rewrite [slope _ _ i.+1]slope_on ?on ?subr_ge0 //; last by lia.
split=> // ne; suff : ~ (j <= i)%N by lia.
move=> ji; case/eqP: ne; rewrite slope_on ?on ?subrr //; lia.
Qed.
End Line.

(* ---- the line from the right ---- *)
Definition mirror (K : nat) x (i : nat) : F := - x (K - i.+1)%N.
Definition turned n : neuron F := Neuron (nw n) (- na n) (nc n).

Section Mirror.
Variables (x : nat -> F) (K : nat).
Hypothesis K3 : (3 <= K)%N.
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

Lemma mirror_inc i j : (i < j)%N -> (j < K)%N -> mirror K x i < mirror K x j.
Proof. by move=> ij jK; rewrite /mirror ltr_opp2 xinc //; lia. Qed.

Lemma slope_mirror n i : (i.+1 < K)%N ->
  slope (mirror K x) (acts (mirror K x) (turned n)) i = - slope x (acts x n) (K - i.+2).
Proof.
move=> iK; have A j : acts (mirror K x) (turned n) j = acts x n (K - j.+1).
  by rewrite /acts /act /lin /mirror /= mulrNN.
have e : (K - i.+1 = (K - i.+2).+1)%N by lia.
by rewrite /slope !A /mirror e -mulNr opprB opprK [- _ + _]addrC.
Qed.

Lemma left_facing n : na n <= 0 -> exists c : nat, (2 <= c <= K - 1)%N /\
  (slope x (acts x n) (K - 2) <= 0 /\ (slope x (acts x n) (K - 2) != 0 -> c = (K - 1)%N)) /\
  forall i, (0 < i)%N -> (i.+1 < K)%N -> 0 <= slope_change x (acts x n) i /\
    (slope_change x (acts x n) i != 0 -> i.+1 = c \/ i = c).
Proof.
move=> a0; have [|c [hc h]] := right_facing K3 mirror_inc (n := turned n).
  by rewrite /= oppr_ge0.
exists (K - c)%N; split; first by lia.
split.
  have [|h1 h2] := h 0%N; first by lia.
  move: h1 h2; rewrite /= slope_mirror ?oppr_ge0 ?oppr_eq0; last by lia.
  by move=> h1 h2; split=> // /h2; lia.
move=> [//|i] _ iK; have [|h1 h2] := h (K - i.+2)%N; first by lia.
have e : (K - i.+2 = (K - i.+3).+1)%N by lia.
have E : slope_change (mirror K x) (acts (mirror K x) (turned n)) (K - i.+2) =
    slope_change x (acts x n) i.+1.
  rewrite e /= !slope_mirror; [|lia..].
  have -> : (K - (K - i.+3).+2 = i.+1)%N by lia.
  have -> : (K - (K - i.+3).+3 = i)%N by lia.
  by rewrite opprK addrC.
by move: h1 h2; rewrite E => h1 h2; split=> // /h2; lia.
Qed.
End Mirror.

(* ---- the pattern of a neuron ---- *)
Lemma has_sign_ge0 s (w v : F) : 0 <= v -> has_sign s (w * v) -> v != 0 /\ (w < 0) = ~~ s.
Proof.
rewrite le_eqVlt => /orP[/eqP <-|v0]; first by rewrite mulr0; case: s; rewrite /= ltxx.
rewrite gt_eqF //; case: s => /=; rewrite ?pmulr_lgt0 ?pmulr_llt0 // => w0; split=> //.
exact: lt_gtF.
Qed.
Lemma has_sign_le0 s (w v : F) : v <= 0 -> has_sign s (w * v) -> v != 0 /\ (w < 0) = s.
Proof.
move=> v0 h; have [] := @has_sign_ge0 (~~ s) w (- v); first by rewrite oppr_ge0.
  by move: h; rewrite mulrN; case: s => /=; rewrite ?oppr_gt0 ?oppr_lt0.
by rewrite oppr_eq0 negbK.
Qed.

Lemma sum_neq0 (I : eqType) (r : seq I) (P : pred I) (f : I -> F) :
  \sum_(i <- r | P i) f i != 0 -> exists2 i, i \in r & P i && (f i != 0).
Proof.
move=> ne; case: (altP (@hasP _ (fun i => P i && (f i != 0)) r)) => // /hasPn h.
case/eqP: ne; rewrite big_seq_cond big1 // => i /andP[ir Pi].
by apply/eqP; have := h _ ir; rewrite Pi /= negbK.
Qed.

(* positions on the line between the first and the last, counted from 1 *)
Definition inner (K : nat) (positions : seq N) : Prop :=
  uniq (map N.to_nat positions) /\ forall r, List.In r positions -> (1 < N.to_nat r < K)%N.

(* the sum of the changes over 1 and the positions *)
Definition change_sum x z (positions : seq N) : F :=
  slope_change x z 0 + \sum_(r <- positions) slope_change x z (N.to_nat r).-1.

(* counted from 0, with the first *)
Definition indices (positions : seq N) : seq nat :=
  0%N :: [seq (N.to_nat r).-1 | r <- positions].

Lemma change_sumE x z positions :
  change_sum x z positions = \sum_(i <- indices positions) slope_change x z i.
Proof. by rewrite big_cons big_map. Qed.

Lemma mem_In (r : N) positions : (r \in positions) <-> List.In r positions.
Proof.
elim: positions => //= q l IH; rewrite inE; split.
  by case/orP => [/eqP -> | /IH h]; [left | right].
by case=> [-> | /IH ->]; rewrite ?eqxx ?orbT.
Qed.

Lemma mem_indices K positions i : inner K positions -> i \in indices positions <->
  N.of_nat i.+1 = 1%num \/ List.In (N.of_nat i.+1) positions.
Proof.
move=> [_ range]; rewrite inE; split.
  case/orP => [/eqP -> | /mapP[r /mem_In rp ->]]; [by left | right].
  by have := range _ rp; move: rp; case: (N.to_nat r) (N2Nat.id r) => //= k <-.
case=> [e | h]; first by rewrite (_ : i = 0%N) //; lia.
by apply/orP; right; apply/mapP; exists (N.of_nat i.+1); rewrite ?Nat2N.id //; apply/mem_In.
Qed.

(* over the other positions, and all *)
Lemma change_sum_outside x z K positions : inner K.+2 positions ->
  change_sum x z positions = slope x z K -
    \sum_(i <- iota 0 K.+1 | i \notin indices positions) slope_change x z i.
Proof.
move=> [u range]; rewrite change_sumE -slope_change_sum -(big_mkord xpredT) /index_iota subn0.
rewrite [X in _ = X - _](bigID (mem (indices positions))) addrK -[RHS]big_filter.
apply: perm_big; apply: uniq_perm; last 1 first.
- move=> i; rewrite mem_filter mem_iota /=; case: (boolP (i \in indices _)) => //=.
  rewrite inE => /orP[/eqP -> // | /mapP[r /mem_In /range h ->]]; lia.
- rewrite /= andbC; apply/andP; split.
    rewrite -(map_inj_in_uniq (f := S)) -?map_comp; last by move=> a b _ _ [].
    rewrite (eq_in_map _ N.to_nat _).1 // => r /mem_In /range /=; lia.
  by apply/negP => /mapP[r /mem_In /range h e]; lia.
- exact: filter_uniq (iota_uniq _ _).
Qed.

Lemma pattern_at (K c i : nat) left concave :
  (if left then 2 <= c <= K - 1 else 1 <= c <= K - 2)%N -> i.+1 = c \/ i = c ->
  N.testbit (patterns_at (N.of_nat K) (N.of_nat i.+1) left concave)
    (pattern left concave (N.of_nat c)) = true.
Proof. by move=> h1 h2; apply: patterns_at_spec; case: left h1 => /=; lia. Qed.

Section Neuron.
Variables (x : nat -> F) (K : nat).
Hypothesis K3 : (3 <= K)%N.
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.

(* the conditions of the changes at 1 < r < K and of their sums *)
Definition serves n (p : N) : Prop := forall s : bool,
  (forall i, (0 < i)%N -> (i.+1 < K)%N -> has_sign s (nw n * slope_change x (acts x n) i) ->
     N.testbit (kink_condition (N.of_nat K) (N.of_nat i.+1) s) p = true) /\
  (forall positions, inner K positions -> has_sign s (nw n * change_sum x (acts x n) positions) ->
     N.testbit (sum_condition (N.of_nat K) positions s) p = true).

Lemma serves_right n : 0 <= na n -> exists p, serves n p.
Proof.
move=> a0; have [c [hc h]] := right_facing K3 xinc a0.
exists (pattern false (nw n < 0) (N.of_nat c)) => s; split.
  move=> i i0 iK; have [h1 h2] := h i iK; case/(has_sign_ge0 h1) => /h2 e ->.
  by rewrite /kink_condition N.lor_spec pattern_at.
move=> positions inn; have lt i : i \in indices positions -> (i.+1 < K)%N.
  by rewrite inE => /orP[/eqP -> // | /mapP[r /mem_In /(proj2 inn)] /= hr ->]; lia.
rewrite change_sumE; case/has_sign_ge0.
  by rewrite big_seq; apply: sumr_ge0 => i /lt /h [].
move=> /sum_neq0[i iB /= ne] ->; have [_ /(_ ne) e] := h _ (lt _ iB).
apply: (@sum_condition_spec _ _ _ (N.of_nat i.+1)); first by have := lt _ iB; lia.
  by rewrite pattern_at.
by case; apply/(mem_indices _ inn).
Qed.

Lemma serves_left n : na n <= 0 -> exists p, serves n p.
Proof.
move=> a0; have [c [hc [[h0 e0] h]]] := left_facing K3 xinc a0.
exists (pattern true (nw n < 0) (N.of_nat c)) => s; split.
  move=> i i0 iK; have [h1 h2] := h i i0 iK; case/(has_sign_ge0 h1) => /h2 e ->.
  by rewrite /kink_condition N.lor_spec orbC pattern_at.
move=> positions inn.
have out i : i \notin indices positions -> (i.+1 <= K)%N -> i.+1 = c \/ i = c ->
    N.testbit (sum_condition (N.of_nat K) positions s) (pattern true s (N.of_nat c)) = true.
  move=> iB iK e; apply: (@sum_condition_spec _ _ _ (N.of_nat i.+1)); first by lia.
    by move/(mem_indices _ inn); rewrite (negbTE iB).
  by rewrite pattern_at.
have pos i : i \notin indices positions -> (0 < i)%N by rewrite inE; case: i.
have eK : K = (K - 2).+2 by lia.
rewrite (@change_sum_outside _ _ (K - 2)) -?eK //.
set S := \sum_(i <- _ | _) _.
have S0 : 0 <= S.
  rewrite /S big_seq_cond; apply: sumr_ge0 => i /andP[]; rewrite mem_iota => hi /pos i0.
  by have [] := h i i0; first by lia.
case/has_sign_le0; first by rewrite subr_le0 (le_trans h0).
have [/eqP S00|/sum_neq0[i]] := boolP (S == 0).
  rewrite S00 subr0 => /e0 ec ->; apply: (out (K - 1)%N); [|lia..].
  by apply/negP => /(mem_indices _ inn) [|/(proj2 inn)]; lia.
rewrite mem_iota => hi /andP[iB ne] _ ->; apply: (out i iB); first by lia.
by have [|_ /(_ ne)] := h i (pos _ iB); first by lia.
Qed.

Lemma neuron_pattern n : exists p, serves n p.
Proof. by case: (leP 0 (na n)) => [/serves_right | /ltW /serves_left]. Qed.
End Neuron.
End Patterns.
