(* Small networks with two hidden layers that do not fit zigzags: one neuron in one of
   the layers makes a network with one hidden layer.  Paper proof: theorems.md, 3.13.1
   and 3.13.3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower TwoUpper TwoExact ThreeBounds.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Lower.
Variable F : realFieldType.
Local Ltac lra := flra F.

Lemma relu_mono (u v : F) : u <= v -> relu u <= relu v.
Proof. by move=> h; rewrite /relu le_maxl !le_maxr h lexx !orbT. Qed.
Lemma relu_lt (u v : F) : relu u < relu v -> u < v.
Proof. by rewrite !ltNge; apply: contra; exact: relu_mono. Qed.

(* up and down by turns, beginning with up (s) or down *)
Definition zigzag (s : bool) (v : nat -> F) (n : nat) : Prop :=
  forall i, (i < n)%N -> if odd i == s then v i.+1 < v i else v i < v i.+1.

Lemma zigzag_opp s v n : zigzag s v n -> zigzag (~~ s) (fun i => - v i) n.
Proof. by move=> h i iN; have := h i iN; case: (odd i); case: s {h}; rewrite /= ltr_opp2. Qed.
Lemma zigzag_affine s v n (o w : F) : zigzag s (fun i => o + w * v i) n -> exists s', zigzag s' v n.
Proof.
move=> h; case: (ltgtP w 0) => w0; [exists (~~ s) | exists s | exists s] => i /h.
- by case: (odd i); case: (s); rewrite /= ltr_add2l ltr_nmul2l.
- by case: (odd i); case: (s); rewrite /= ltr_add2l ltr_pmul2l.
by rewrite w0 !mul0r ltxx; case: ifP.
Qed.
Lemma zigzag_relu s v n : zigzag s (fun i => relu (v i)) n -> zigzag s v n.
Proof. by move=> h i /h; case: ifP => _; exact: relu_lt. Qed.

(* in reverse order *)
Lemma zigzag_rev s v n : zigzag s v n -> exists s', zigzag s' (fun i => v (n - i)%N) n.
Proof.
move=> h; exists (odd n (+) s) => i iN; have := h (n - i.+1)%N; rewrite (subnSK iN) => /(_ _).
have -> : odd (n - i.+1) = ~~ (odd n (+) odd i) by rewrite oddB //= addbN.
move=> /(_ ltac:(lia)); case: (odd n); case: (odd i); by case: (s).
Qed.

(* points in increasing order, and a network with one hidden layer *)
Definition increasing (p : nat -> F) n := forall i, (i < n)%N -> p i < p i.+1.
Lemma increasing_lt p n i j : increasing p n -> (i < j)%N -> (j < n.+1)%N -> p i < p j.
Proof.
move=> h; elim: j => // j IH; rewrite ltnS leq_eqVlt => /orP[/eqP -> |ij] jn; first exact: h.
by apply: lt_trans (IH ij (ltnW jn)) (h _ _).
Qed.

Lemma shallow_zigzag s b (ns : seq (neuron F)) p n : increasing p n.+1 ->
  zigzag s (fun i => neval b ns (p i)) n.+1 -> (n <= size ns)%N.
Proof.
move=> pI h; set v := fun i => _ in h; rewrite -[X in (X <= _)%N](size_iota 1 n).
have D i : (0 < i)%N -> (i < n.+1)%N -> if odd i == s then 0 < - DD p v i else 0 < DD p v i.
  case: i => // i _ iN; have h1 := h i (ltnW iN); have h2 := h i.+1 iN; move: h1 h2.
  have g1 : 0 < p i.+1 - p i by rewrite subr_gt0 pI // ltnW.
  have g2 : 0 < p i.+2 - p i.+1 by rewrite subr_gt0 pI.
  rewrite /DD /D2 /=; case: (odd i); case: (s) => /= h1 h2.
  - have k1 : 0 < (v i.+2 - v i.+1) * (p i.+1 - p i) by apply: mulr_gt0; lra.
    have k2 : 0 < (v i - v i.+1) * (p i.+2 - p i.+1) by apply: mulr_gt0; lra.
    by lra.
  - have k1 : 0 < (v i.+1 - v i.+2) * (p i.+1 - p i) by apply: mulr_gt0; lra.
    have k2 : 0 < (v i.+1 - v i) * (p i.+2 - p i.+1) by apply: mulr_gt0; lra.
    by lra.
  - have k1 : 0 < (v i.+1 - v i.+2) * (p i.+1 - p i) by apply: mulr_gt0; lra.
    have k2 : 0 < (v i.+1 - v i) * (p i.+2 - p i.+1) by apply: mulr_gt0; lra.
    by lra.
  - have k1 : 0 < (v i.+2 - v i.+1) * (p i.+1 - p i) by apply: mulr_gt0; lra.
    have k2 : 0 < (v i - v i.+1) * (p i.+2 - p i.+1) by apply: mulr_gt0; lra.
    by lra.
apply: (@lower_injection F p v n.+2 _ b ns) => //.
- by move=> i j ij jn; apply: increasing_lt pI ij jn.
- exact: iota_uniq.
- by move=> i; rewrite mem_iota; lia.
- move=> i; rewrite mem_iota => hi; have := D i _ _.
  case: ifP => _ /(_ ltac:(lia) ltac:(lia)); [rewrite oppr_gt0|]; by case: ltgtP.
move=> i; rewrite !mem_iota => hi hj; have := D i _ _; have := D i.+1 _ _.
move=> /(_ ltac:(lia) ltac:(lia)) d2 /(_ ltac:(lia) ltac:(lia)) d1; move: d1 d2 => /=.
case: (odd i); case: (s) => /= d1 d2; rewrite ?oppr_gt0 in d1 d2.
- by rewrite nmulr_rlt0.
- by rewrite pmulr_rlt0.
- by rewrite pmulr_rlt0.
- by rewrite nmulr_rlt0.
Qed.

Lemma no2_zigzag s b (g h : neuron F) p : increasing p 3 ->
  zigzag s (fun i => neval b [:: g; h] (p i)) 3 -> False.
Proof.
move=> pI z; have p0 := pI 0%N isT; have p1 := pI 1%N isT; have p2 := pI 2%N isT.
have z0 := z 0%N isT; have z1 := z 1%N isT; have z2 := z 2%N isT; case: s z0 z1 z2 {z} => /= z0 z1 z2.
  exact: (@no2 F b g h _ _ _ _ _ _ _ _ p0 p1 p2 z0 z1 z2 (erefl _) (erefl _) (erefl _) (erefl _)).
have e t : neval (- b) [:: nopp g; nopp h] t = - neval b [:: g; h] t by exact: (neval_opp b [:: g; h]).
rewrite -ltr_opp2 in z0; rewrite -ltr_opp2 in z1; rewrite -ltr_opp2 in z2.
exact: (@no2 F _ _ _ _ _ _ _ _ _ _ _ p0 p1 p2 z0 z1 z2 (e _) (e _) (e _) (e _)).
Qed.

(* ---- one neuron in a layer ---- *)
Definition row (g : net3 F) k d := [seq Neuron (n3v g k j) (n3a g j) (n3c g j) | j <- iota 0 d].
Lemma rowE d (g : net3 F) k t : pre3 d g k t = neval (n3b g k) (row g k d) t.
Proof.
have e : iota 0 d = index_iota 0 d by rewrite /index_iota subn0.
by rewrite /neval big_map e big_mkord.
Qed.
Lemma size_row g k d : size (row g k d) = d.
Proof. by rewrite size_map size_iota. Qed.

Lemma zigzag_last s d (g : net3 F) p n : zigzag s (fun i => eval3 d 1 g (p i)) n ->
  exists s', zigzag s' (fun i => neval (n3b g 0%N) (row g 0%N d) (p i)) n.
Proof.
move=> z; have [|s' z'] := @zigzag_affine s (fun i => relu (pre3 d g 0%N (p i))) n (n3o g) (n3w g 0%N).
  by move=> i /z; rewrite /eval3 !big_ord_recl !big_ord0 !addr0.
by exists s' => i iN; have := zigzag_relu z' iN; rewrite !rowE.
Qed.

Definition column (g : net3 F) d := [seq Neuron (n3w g k) (n3v g k 0%N) (n3b g k) | k <- iota 0 d].
Lemma columnE d (g : net3 F) t :
  eval3 1 d g t = neval (n3o g) (column g d) (relu (n3a g 0%N * t + n3c g 0%N)).
Proof.
have e : iota 0 d = index_iota 0 d by rewrite /index_iota subn0.
rewrite /neval big_map e big_mkord /eval3; congr (_ + _); apply: eq_bigr => k _.
by rewrite /pre3 big_ord_recl big_ord0 addr0 /act /lin /= addrC.
Qed.

Lemma zigzag_first s d (g : net3 F) p n : increasing p n -> zigzag s (fun i => eval3 1 d g (p i)) n ->
  exists s' q, increasing q n /\ zigzag s' (fun i => neval (n3o g) (column g d) (q i)) n.
Proof.
move=> pI z; pose q i := relu (n3a g 0%N * p i + n3c g 0%N).
have zq : zigzag s (fun i => neval (n3o g) (column g d) (q i)) n.
  by move=> i iN; have := z i iN; rewrite !columnE.
have ne i : (i < n)%N -> q i != q i.+1.
  by move=> iN; apply/eqP => e; have := zq i iN; rewrite e ltxx; case: ifP.
case: (leP 0 (n3a g 0%N)) => a0.
  exists s, q; split=> // i iN; rewrite lt_neqAle ne //; apply: relu_mono.
  by have := mulr_ge0 a0 (ltW (_ : 0 < p i.+1 - p i)); rewrite subr_gt0 => /(_ (pI i iN)); lra.
have [s' z'] := zigzag_rev zq; exists s', (fun i => q (n - i)%N); split=> // i iN.
rewrite -(subnSK iN) lt_neqAle eq_sym ne /=; last by lia.
apply: relu_mono; have := mulr_le0_ge0 (ltW a0) (ltW (_ : 0 < p (n - i.+1).+1 - p (n - i.+1)%N)).
by rewrite subr_gt0 => /(_ (pI _ _)) h; have := h ltac:(lia); lra.
Qed.
End Lower.
