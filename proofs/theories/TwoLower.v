(* Lower bounds for one hidden layer: a neuron's second difference, the
   injection of alternating second differences into neurons, and worst-case labels on
   any points.  Paper proof: theorems.md, 1.5, 1.6 and 2.1. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Lower.
Variable F : realFieldType.
Local Ltac lra := flra F.

(* division-free second difference: D_i times (r-q)(q-p) > 0 *)
Definition D2 (p q r vp vq vr : F) : F := (vr - vq) * (q - p) - (vq - vp) * (r - q).

Lemma D2_relu_ge0 (n : neuron F) p q r : p < q -> q < r ->
  0 <= D2 p q r (act n p) (act n q) (act n r).
Proof.
move=> pq qr; rewrite /D2 /act /lin; move: (na n) (nc n) => a c.
have u0 : 0 <= q - p by lra.
have v0 : 0 <= r - q by lra.
case: (reluP (a * q + c)) => hq; case: (reluP (a * p + c)) => hp;
  case: (reluP (a * r + c)) => hr;
  have := mulr_ge0 u0 v0; move=> uv;
  try (have h1 := mulr_ge0 v0 hp); try (have h2 := mulr_ge0 u0 hr);
  try (have h3 := mulr_ge0 v0 hq); try (have h4 := mulr_ge0 u0 hq);
  try (have h5 := mulr_ge0_le0 v0 hp); try (have h6 := mulr_ge0_le0 u0 hr);
  try (have h7 := mulr_ge0_le0 v0 hq); try (have h8 := mulr_ge0_le0 u0 hq); lra.
Qed.

Lemma D2_relu_neq0 (n : neuron F) p q r : p < q -> q < r ->
  D2 p q r (act n p) (act n q) (act n r) <> 0 -> lin n p * lin n r < 0.
Proof.
move=> pq qr; rewrite /D2 /act /lin; move: (na n) (nc n) => a c ne.
have u0 : 0 < q - p by lra.
have v0 : 0 < r - q by lra.
have pos : 0 <= a * p + c -> 0 <= a * r + c -> 0 <= a * q + c.
  move=> hp hr; case: (leP 0 a) => ha; first by have := mulr_ge0 ha (ltW u0) => k; lra.
  by have := mulr_le0_ge0 (ltW ha) (ltW v0) => k; lra.
have neg : a * p + c <= 0 -> a * r + c <= 0 -> a * q + c <= 0.
  move=> hp hr; case: (leP 0 a) => ha; first by have := mulr_ge0 ha (ltW v0) => k; lra.
  by have := mulr_le0_ge0 (ltW ha) (ltW u0) => k; lra.
have posD : 0 <= a * p + c -> 0 <= a * r + c -> False.
  by move=> hp hr; apply: ne; rewrite !relu_pos ?pos //; lra.
have negD : a * p + c <= 0 -> a * r + c <= 0 -> False.
  by move=> hp hr; apply: ne; rewrite !relu_neg ?neg //; lra.
case: (ltP (a * p + c) 0) => hp; case: (ltP (a * r + c) 0) => hr.
- by case: negD; lra.
- rewrite nmulr_rlt0 // lt_neqAle hr andbT; apply/eqP => e.
  by case: negD; lra.
- rewrite nmulr_llt0 // lt_neqAle hp andbT; apply/eqP => e.
  by case: negD; lra.
- by case: posD.
Qed.

Lemma D2_neval b (ns : seq (neuron F)) p q r :
  D2 p q r (neval b ns p) (neval b ns q) (neval b ns r) =
  \sum_(n <- ns) nw n * D2 p q r (act n p) (act n q) (act n r).
Proof.
elim: ns => [|n ns IH]; first by rewrite big_nil !neval_nil /D2; lra.
by rewrite big_cons -IH !neval_cons /D2; lra.
Qed.

(* an affine function cannot change sign strictly on two disjoint intervals *)
Lemma lin_once (n : neuron F) p r p' r' : p < r -> r <= p' -> p' < r' ->
  lin n p * lin n r < 0 -> lin n p' * lin n r' < 0 -> False.
Proof.
rewrite /lin; move: (na n) (nc n) => a c h1 h2 h3.
have sg u v : u < v -> 0 <= a -> (a * u + c) * (a * v + c) < 0 ->
    a * u + c < 0 /\ 0 < a * v + c.
  move=> uv a0 h; have k : 0 <= v - u by lra.
  have k2 := mulr_ge0 a0 k.
  split; rewrite ltNge; apply/negP => hh.
    have h' : 0 <= a * v + c by lra.
    by have := mulr_ge0 hh h'; lra.
  have h' : a * u + c <= 0 by lra.
  by have := mulr_le0 h' hh; lra.
have sg' u v : u < v -> a <= 0 -> (a * u + c) * (a * v + c) < 0 ->
    0 < a * u + c /\ a * v + c < 0.
  move=> uv a0 h; have k : 0 <= v - u by lra.
  have k2 := mulr_le0_ge0 a0 k.
  split; rewrite ltNge; apply/negP => hh.
    have h' : a * v + c <= 0 by lra.
    by have := mulr_le0 hh h'; lra.
  have h' : 0 <= a * u + c by lra.
  by have := mulr_ge0 h' hh; lra.
move=> k1 k2; have d0 : 0 <= p' - r by lra.
case: (leP 0 a) => ha.
  have [_ s1] := sg _ _ h1 ha k1; have [s2 _] := sg _ _ h3 ha k2.
  by have := mulr_ge0 ha d0; lra.
have [_ s1] := sg' _ _ h1 (ltW ha) k1; have [s2 _] := sg' _ _ h3 (ltW ha) k2.
by have := mulr_le0_ge0 (ltW ha) d0; lra.
Qed.

Definition DD (x y : nat -> F) (i : nat) : F :=
  D2 (x i.-1) (x i) (x i.+1) (y i.-1) (y i) (y i.+1).

(* second differences, of opposite signs where neighbours, inject into
   neurons whose weight has the sign and whose kink lies between the outer points *)
Theorem lower_injection_in (x y : nat -> F) (K : nat) (I : seq nat) b (ns : seq (neuron F))
    (Q : pred (neuron F)) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (forall i, (i < K)%N -> neval b ns (x i) = y i) ->
  uniq I ->
  (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x y i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x y i * DD x y i.+1 < 0) ->
  (forall n i, n \in ns -> i \in I -> 0 < DD x y i * nw n ->
     lin n (x i.-1) * lin n (x i.+1) < 0 -> Q n) ->
  (size I <= count Q ns)%N.
Proof.
move=> xinc itp uI rI nzI alt hQ.
pose n0 : neuron F := Neuron 0 0 0.
pose A (n : neuron F) i := DD x (fun k => act n (x k)) i.
pose good i (n : neuron F) := 0 < DD x y i * (nw n * A n i).
pose j i := find (good i) ns.
have x1 i : i \in I -> x i.-1 < x i.
  by move=> /rI /andP[i0 iK]; apply: xinc; [rewrite prednK | apply: ltn_trans iK].
have x2 i : i \in I -> x i < x i.+1.
  by move=> /rI /andP[i0 iK]; apply: xinc.
have A0 n i : i \in I -> 0 <= A n i.
  by move=> iI; apply: D2_relu_ge0; [apply: x1 | apply: x2].
have hasg i : i \in I -> has (good i) ns.
  move=> iI; apply/negPn/negP => /hasPn hn.
  have [i0 iK] := andP (rI _ iI).
  have E : DD x y i = \sum_(n <- ns) nw n * A n i.
    rewrite /A /DD -(D2_neval b) !itp //; first exact: ltn_trans iK.
    by apply: leq_ltn_trans (leq_pred _) _; exact: ltn_trans iK.
  have : DD x y i * DD x y i <= 0.
    rewrite {2}E mulr_sumr big_seq -oppr_ge0 -sumrN; apply: sumr_ge0 => n /hn.
    by rewrite /good -leNgt oppr_ge0.
  by rewrite leNgt -expr2 exprn_even_gt0 //= nzI.
have jlt i : i \in I -> (j i < size ns)%N by move=> iI; rewrite -has_find hasg.
have jgood i : i \in I -> good i (nth n0 ns (j i)).
  by move=> iI; apply: nth_find; apply: hasg.
have key i i' : i \in I -> i' \in I -> (i < i')%N -> j i = j i' -> False.
  move=> iI i'I lt e.
  have := jgood _ iI; have := jgood _ i'I; rewrite -e /good.
  move: (nth n0 ns (j i)) => n g' g.
  have nzA k : 0 < DD x y k * (nw n * A n k) -> A n k <> 0.
    by move=> h h0; move: h; rewrite h0 !mulr0 ltxx.
  have c1 : lin n (x i.-1) * lin n (x i.+1) < 0.
    by apply: (@D2_relu_neq0 n _ (x i)); [apply: x1 | apply: x2 | apply: nzA].
  have c2 : lin n (x i'.-1) * lin n (x i'.+1) < 0.
    by apply: (@D2_relu_neq0 n _ (x i')); [apply: x1 | apply: x2 | apply: nzA].
  have [/eqP e1|ne1] := boolP (i' == i.+1).
    have al := alt _ iI; rewrite -e1 in al; have {}al := al i'I.
    have p1 := mulr_gt0 g g'.
    have p2 := mulr_ge0 (sqr_ge0 (nw n)) (mulr_ge0 (A0 n _ iI) (A0 n _ i'I)).
    have := mulr_le0_ge0 (ltW al) p2.
    move: (DD x y i) (DD x y i') (A n i) (A n i') p1 => d d' u u' p1 p3.
    by rewrite expr2 in p3; lra.
  have lt2 : (i.+1 <= i'.-1)%N.
    by rewrite -ltnS prednK; [rewrite ltn_neqAle [_ == i']eq_sym ne1 | exact: leq_ltn_trans lt].
  have [i'0 i'K] := andP (rI _ i'I).
  have le : x i.+1 <= x i'.-1.
    move: lt2; rewrite leq_eqVlt => /orP[/eqP -> //|l2]; apply/ltW/xinc => //.
    by apply: leq_ltn_trans (leq_pred _) _; exact: ltn_trans i'K.
  apply: (lin_once _ le _ c1 c2); first exact: lt_trans (x1 _ iI) (x2 _ iI).
  exact: lt_trans (x1 _ i'I) (x2 _ i'I).
have inj : {in I &, injective j}.
  move=> i i' iI i'I e; apply/eqP/negPn/negP; rewrite neq_ltn => /orP[] lt.
    exact: key lt e.
  exact: key lt (esym e).
have uJ : uniq (map j I) by rewrite map_inj_in_uniq.
have -> : count Q ns = size [seq k <- iota 0 (size ns) | Q (nth n0 ns k)].
  by rewrite size_filter -{1}(mkseq_nth n0 ns) /mkseq count_map.
rewrite -(size_map j); apply: uniq_leq_size => // k /mapP[i iI ->].
rewrite mem_filter; apply/andP; split; last by rewrite mem_iota jlt.
have g := jgood _ iI; have in_ns : nth n0 ns (j i) \in ns by rewrite mem_nth ?jlt.
apply: (hQ _ _ in_ns iI).
  move: g; rewrite /good mulrA => g; rewrite ltNge; apply/negP => h.
  by have := mulr_le0_ge0 h (A0 (nth n0 ns (j i)) _ iI); rewrite leNgt g.
apply: (@D2_relu_neq0 _ _ (x i)); [exact: x1 | exact: x2 |].
by move=> h0; move: g; rewrite /good /A /DD h0 !mulr0 ltxx.
Qed.

Theorem lower_injection (x y : nat -> F) (K : nat) (I : seq nat) b (ns : seq (neuron F)) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  (forall i, (i < K)%N -> neval b ns (x i) = y i) ->
  uniq I ->
  (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x y i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x y i * DD x y i.+1 < 0) ->
  (size I <= size ns)%N.
Proof.
move=> h1 h2 h3 h4 h5 h6; rewrite -(count_predT ns).
exact: (lower_injection_in h1 h2 h3 h4 h5 h6).
Qed.

(* worst-case labels.  T hits every three consecutive indices, labels (-1)^i on T
   and 0 elsewhere: then D_i has the sign of -(-1)^i at every interior i. *)
Definition wlab (T : pred nat) (i : nat) : F := if T i then (-1) ^+ i else 0.

Lemma wlab_sign (x : nat -> F) (T : pred nat) i :
  (0 < i)%N -> x i.-1 < x i -> x i < x i.+1 -> [|| T i.-1, T i | T i.+1] ->
  (-1) ^+ i * DD x (wlab T) i < 0.
Proof.
case: i => // i _ /= h1 h2 hT; rewrite /DD /D2 /wlab /= !exprS -signr_odd.
case: (odd i); rewrite ?expr0 ?expr1; move: hT;
  by case: (T i); case: (T i.+1); case: (T i.+2) => //= _; lra.
Qed.

Theorem lower_T (xs : seq F) (T : pred nat) (m p : nat) :
  sorted <%R xs -> (p.+1 < size xs)%N ->
  (forall i, (0 < i <= p)%N -> [|| T i.-1, T i | T i.+1]) ->
  fits m xs (mkseq (wlab T) (size xs)) -> (p <= m)%N.
Proof.
move=> srt pK hT [b [ns [<- e]]].
have xinc i j : (i < j)%N -> (j < size xs)%N -> nth 0 xs i < nth 0 xs j.
  move=> ij jK; apply: (sorted_ltn_nth lt_trans 0 srt) => //; rewrite inE //.
  exact: ltn_trans jK.
have sg i : i \in iota 1 p -> (-1) ^+ i * DD (nth 0 xs) (wlab T) i < 0.
  rewrite mem_iota add1n ltnS => /andP[i0 ip].
  have iK : (i.+1 < size xs)%N by apply: leq_ltn_trans pK; rewrite ltnS.
  apply: wlab_sign => //; last by apply: hT; rewrite i0.
    by apply: xinc; [rewrite prednK | apply: ltn_trans iK].
  exact: xinc.
rewrite -(size_iota 1 p).
apply: (@lower_injection (nth 0 xs) (wlab T) (size xs) _ b ns) => //.
- move=> i iK; rewrite -(nth_mkseq 0 (wlab T) iK) -e (nth_map 0) //.
- exact: iota_uniq.
- move=> i; rewrite mem_iota add1n ltnS => /andP[-> ip] /=.
  by apply: leq_ltn_trans pK; rewrite ltnS.
- by move=> i /sg; apply: contraTneq => ->; rewrite mulr0 ltxx.
- move=> i /sg h1 /sg; rewrite exprS; move: h1; rewrite -signr_odd.
  move: (DD _ _ i) (DD _ _ i.+1) => u v.
  by case: (odd i); rewrite ?expr0 ?expr1 => h1 h2; fnra F.
Qed.

(* T = {3,6,...,3N} in the 1-based numbering of the paper *)
Definition T3 (N : nat) : pred nat := fun i => (i %% 3 == 2)%N && (i < 3 * N)%N.

Lemma T3_hits N i : (0 < i <= 3 * N)%N -> [|| T3 N i.-1, T3 N i | T3 N i.+1].
Proof.
rewrite /T3 => h.
have [->|[->|->]] : (i.-1 %% 3 = 2 \/ i %% 3 = 2 \/ i.+1 %% 3 = 2)%N by lia.
all: lia.
Qed.

Lemma T3_count N K : (count (T3 N) (iota 0 K) <= N)%N.
Proof.
rewrite -size_filter -(size_map (fun i => i %/ 3)%N) -[X in (_ <= X)%N](size_iota 0 N).
apply: uniq_leq_size.
  rewrite map_inj_in_uniq ?filter_uniq ?iota_uniq // => i j.
  by rewrite !mem_filter /T3 /= => /andP[hi _] /andP[hj _]; lia.
move=> k /mapP[i]; rewrite mem_filter /T3 /= => /andP[hi _] ->; rewrite mem_iota; lia.
Qed.

Lemma wlab_nnz (T : pred nat) K : nnz (mkseq (wlab T) K) = count T (iota 0 K).
Proof.
rewrite /nnz /mkseq count_map; apply: eq_count => i; rewrite /= /wlab.
by case: (T i); rewrite ?eqxx // signr_eq0.
Qed.

Lemma pred_count (T : pred nat) K N : (count T (iota 0 K) <= N <= K)%N ->
  exists T' : pred nat, (forall i, T i -> T' i) /\ count T' (iota 0 K) = N.
Proof.
move=> /andP[h1 h2].
elim: N h1 h2 => [|N IH] h1 h2.
  by exists T; split=> //; apply/eqP; rewrite eqn_leq h1.
move: h1; rewrite leq_eqVlt => /orP[/eqP h|h]; first by exists T.
have [T' [s e]] := IH h (ltnW h2).
have /allPn[j jK nj] : ~~ all T' (iota 0 K).
  by rewrite all_count e size_iota neq_ltn h2.
exists (fun i => T' i || (i == j)); split=> [i /s -> //|].
have e0 : count (predI T' (pred1 j)) (iota 0 K) = 0%N.
  apply/eqP; rewrite -leqn0 leqNgt -has_count; apply/hasPn => i _ /=.
  by have [->|_] := eqVneq i j; rewrite ?andbF // (negbTE nj).
have := count_predUI T' (pred1 j) (iota 0 K).
by rewrite e0 addn0 e count_uniq_mem ?iota_uniq // jK addn1.
Qed.

(* worst-case labels: exactly N of them +-1, the others 0 *)
Lemma worst_labels (N K : nat) : (N <= K)%N -> exists T : pred nat,
  count T (iota 0 K) = N /\
  forall i, (0 < i <= minn (3 * N) (K - 2))%N -> [|| T i.-1, T i | T i.+1].
Proof.
move=> NK; have [|T [sub ct]] := @pred_count (T3 N) K N; first by rewrite NK T3_count.
exists T; split=> // i hi; have : [|| T3 N i.-1, T3 N i | T3 N i.+1] by apply: T3_hits; lia.
by case/or3P => /sub ->; rewrite ?orbT.
Qed.

Theorem two_layer_lower (N K : nat) (xs : seq F) : (N <= K)%N ->
  sorted <%R xs -> size xs = K ->
  exists T : pred nat, count T (iota 0 K) = N /\
    forall m, fits m xs (mkseq (wlab T) K) -> (minn (3 * N) (K - 2) <= m)%N.
Proof.
move=> NK srt sz; have [T [ct hT]] := worst_labels NK.
exists T; split=> // m; rewrite -sz => hf.
case: (leqP (size xs) 2) => h2; first by rewrite (eqP (_ : size xs - 2 == 0)%N) ?minn0 // subn_eq0.
apply: lower_T srt _ _ hf; first lia.
by move=> i hi; apply: hT; lia.
Qed.
End Lower.
