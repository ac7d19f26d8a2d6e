(* The lower bound for given data as a computation.  The scan of Statements.v goes
   from left to right and puts every cut as far right as it can.  If it fails with
   the signs of the first-layer kinks of a net, then some window holds more second
   differences than ThreeLower allows. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra Net TwoLower ThreeShape ThreeLower.
From FTCert Require Import Statements.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Scan.
Variable F : realFieldType.
Variables (x : nat -> F) (K : nat) (e : bool -> nat) (el : bool -> seq nat).
Hypothesis xinc : forall i j, (i < j)%N -> (j < K)%N -> x i < x j.
Hypothesis el_sorted : forall s, sorted ltn (el s).
Hypothesis el_range : forall s i, i \in el s -> (0 < i)%N && (i.+1 < K)%N.
(* signed points in increasing order *)
Variable pts : seq (F * bool).
Local Notation n := (size pts).
Local Notation z j := (nth (0, true) pts j).1.
Local Notation sg j := (nth (0, true) pts j).2.
Hypothesis pts_sorted : forall i j, (i <= j)%N -> (j < n)%N -> z i <= z j.
Hypothesis W : forall s p q, (p < q)%N -> (q < K)%N ->
  (count (fun i => (p <= i.-1) && (i.+1 <= q)) (el s) <=
   e s * (count (fun k => inside (x p) (x q) k.1) pts).+1
   + count (fun k => inside (x p) (x q) k.1 && (k.2 == s)) pts)%N.

Local Notation el_ s k := (nth 0%N (el s) k).

Lemma el_mono s k l : (k <= l)%N -> (l < size (el s))%N -> (el_ s k <= el_ s l)%N.
Proof.
rewrite leq_eqVlt => /orP[/eqP -> //|kl] lE; apply: ltnW.
apply: (sorted_ltn_nth ltn_trans 0%N (el_sorted s)) => //; rewrite inE //.
exact: ltn_trans lE.
Qed.

(* the states along the signs of the points *)
Fixpoint state (j : nat) : nat * nat :=
  if j is j'.+1 then serve e el (state j') (sg j') else (0, 0)%N.
Definition path (j : nat) (s : bool) : nat := served (state j) s.
Local Notation t j := (next_cut e el (state j)).
Local Notation reach s c := (count (fun i => i.-1 < c)%N (el s)).
Definition stuck (j : nat) := waiting e el (state j) true || waiting e el (state j) false.

Lemma path0 s : path 0 s = 0%N. Proof. by case: s. Qed.
Lemma path_step j s : path j.+1 s =
  maxn (path j s) (minn (path j s + e s + (s == sg j)) (reach s (t j))).
Proof. by rewrite /path; case: s. Qed.
Lemma path_mono j s : (path j s <= path j.+1 s)%N.
Proof. by rewrite path_step leq_maxl. Qed.
Lemma path_mono_le i j s : (i <= j)%N -> (path i s <= path j s)%N.
Proof.
elim: j => [|j IH]; first by rewrite leqn0 => /eqP ->.
by rewrite leq_eqVlt => /orP[/eqP -> //|h]; apply: leq_trans (IH h) (path_mono _ _).
Qed.

(* the cut ends at an element that waits, the one that ends first *)
Lemma cut_at j : stuck j -> exists2 s, waiting e el (state j) s & t j = (el_ s (path j s + e s)).+1.
Proof.
rewrite /stuck /next_cut; case: (boolP (waiting _ _ _ true)) => h1; case: (boolP (waiting _ _ _ false)) => h2 //= _.
- by rewrite /minn; case: ifP => _; [exists true | exists false].
- by exists true.
- by exists false.
Qed.
Lemma cut_le j s : waiting e el (state j) s -> (t j <= (el_ s (path j s + e s)).+1)%N.
Proof.
rewrite /next_cut; case: s => h; rewrite h /=; case: ifP => // _.
  exact: geq_minl.
exact: geq_minr.
Qed.
Lemma cut_mono1 j : stuck j.+1 -> (t j <= t j.+1)%N.
Proof.
move=> /cut_at [s w ->]; have m := path_mono j s.
have w' : waiting e el (state j) s by rewrite /waiting in w *; apply: leq_ltn_trans w; rewrite leq_add2r.
by apply: leq_trans (cut_le w') _; rewrite ltnS; apply: el_mono => //; rewrite leq_add2r.
Qed.
Lemma cut_mono i j : (i <= j)%N -> (forall k, (k <= j)%N -> stuck k) -> (t i <= t j)%N.
Proof.
elim: j => [|j IH]; first by rewrite leqn0 => /eqP ->.
rewrite leq_eqVlt => /orP[/eqP -> //|h] st; apply: leq_trans (cut_mono1 (st _ _)) => //.
by apply: IH => // k kj; apply: st; exact: leqW.
Qed.

(* either the cell was full, or nothing is left that begins before the cut *)
Definition fresh s j := (j == 0%N) || (reach s (t j.-1) <= path j s)%N.
Lemma full_or_fresh s j : fresh s j.+1 \/ path j.+1 s = (path j s + e s + (s == sg j))%N.
Proof.
rewrite /fresh path_step /=.
set r := count _ _; set c := (_ + _)%N; case: (leqP r c) => h.
  by left; rewrite leq_maxr.
by right; apply/maxn_idPr; rewrite /c -addnA leq_addr.
Qed.

Lemma last_fresh s j : exists2 l, (l <= j)%N & fresh s l /\
  path j s = (path l s + (j - l) * e s + count (fun i => s == sg i) (iota l (j - l)))%N.
Proof.
elim: j => [|j [l lj [f p]]]; first by exists 0%N => //; rewrite subnn /= !addn0.
have [f'|p'] := full_or_fresh s j.
  by exists j.+1 => //; rewrite subnn /= !addn0.
exists l; first exact: leqW.
split=> //; rewrite p' p subSn // -addn1 iotaD count_cat /= addn0 subnKC //.
by rewrite mulnDl mul1n; lia.
Qed.

(* the element at a fresh state begins after the cut before it *)
Lemma fresh_left s j : (0 < j)%N -> fresh s j -> (path j s < size (el s))%N ->
  (t j.-1 <= (el_ s (path j s)).-1)%N.
Proof.
rewrite /fresh lt0n => /negbTE -> /= f lt; rewrite leqNgt; apply/negP => c.
suff : (path j s < reach s (t j.-1))%N by rewrite ltnNge f.
have := size_takel lt; move=> <-; rewrite -{2}(cat_take_drop (path j s).+1 (el s)) count_cat.
apply: leq_trans (leq_addr _ _); rewrite -[X in (X <= _)%N](count_predT (take _ _)).
apply/eq_leq/eq_in_count => i /(nthP 0%N) [k]; rewrite size_takel // ltnS => kp <-.
rewrite nth_take // /=; apply/esym; apply: leq_ltn_trans c.
by rewrite -!subn1 leq_sub2r // el_mono.
Qed.

Lemma count_nth (T : Type) (x0 : T) (P : pred T) (r : seq T) :
  count P r = count (fun i => P (nth x0 r i)) (iota 0 (size r)).
Proof. by rewrite -{1}(mkseq_nth x0 r) /mkseq count_map. Qed.

Lemma count_range (P Q : pred nat) l j m : (l <= j <= m)%N ->
  (forall i, (i < m)%N -> P i -> (l <= i < j)%N && Q i) ->
  (count P (iota 0 m) <= count Q (iota l (j - l)))%N.
Proof.
move=> /andP[lj jm] h; rewrite -!size_filter; apply: uniq_leq_size.
  by rewrite filter_uniq // iota_uniq.
move=> i; rewrite !mem_filter !mem_iota => /andP[Pi im].
by have /andP[h1 ->] := h i im Pi; rewrite subnKC.
Qed.

(* the points up to j lie left of the cuts; after the last point the scan has ended *)
Lemma no_escape j : (forall k, (k <= j)%N -> stuck k) -> (j <= n)%N ->
  (forall i, (i < j)%N -> z i < x (t i)) ->
  (forall i, (j <= i < n)%N -> x (t j) <= z i) -> False.
Proof.
move=> st jn before after; have [s w tj] := cut_at (st j (leqnn j)).
have [l lj [f p]] := last_fresh s j.
set A := (path j s + e s)%N in tj; have AE : (A < size (el s))%N by exact: w.
have lA : (path l s <= A)%N by apply: leq_trans (path_mono_le s lj) (leq_addr _ _).
have lE : (path l s < size (el s))%N by apply: leq_ltn_trans AE.
have r0 := el_range (mem_nth 0%N lE); have rA := el_range (mem_nth 0%N AE).
have mA := el_mono lA AE.
pose p0 := (el_ s (path l s)).-1; pose q := t j.
have pq : (p0 < q)%N by rewrite /p0 /q tj; lia.
have qK : (q < K)%N by rewrite /q tj; case/andP: rA.
have tK i : (i <= j)%N -> (t i < K)%N.
  by move=> ij; apply: leq_ltn_trans qK; apply: cut_mono.
have xle i k : (i <= k)%N -> (k < K)%N -> x i <= x k.
  by rewrite leq_eqVlt => /orP[/eqP -> //|h] kK; apply/ltW/xinc.
have out i : (i < n)%N -> inside (x p0) (x q) (z i) -> (l <= i < j)%N.
  move=> iN /andP[h1 h2]; apply/andP; split; rewrite leqNgt; apply/negP => c.
    have l0 : (0 < l)%N by apply: leq_ltn_trans c.
    have t1 : (t i <= t l.-1)%N.
      by apply: cut_mono => [|k kl]; [lia | apply: st; lia].
    have t2 := fresh_left l0 f lE.
    have : z i < x p0.
      apply: lt_le_trans (before i _) (xle _ _ _ _); first by lia.
        exact: leq_trans t1 t2.
      by apply: ltn_trans qK.
    by rewrite ltNge ltW.
  have := after i; rewrite iN andbT => /(_ c); by rewrite leNgt h2.
have W1 := W s pq qK.
have c1 : (count (fun k => inside (x p0) (x q) k.1) pts <= j - l)%N.
  apply: (@leq_trans (count predT (iota l (j - l)))); last by rewrite count_predT size_iota.
  rewrite (count_nth (0, true)); apply: count_range => [|i iN h]; first by rewrite lj.
  by rewrite /= andbT; exact: out.
have c2 : (count (fun k => inside (x p0) (x q) k.1 && (k.2 == s)) pts <=
           count (fun i => s == sg i) (iota l (j - l)))%N.
  rewrite (count_nth (0, true)); apply: count_range => [|i iN /andP[h1 h2]].
    by rewrite lj.
  by rewrite out //= eq_sym.
have c3 : (A.+1 - path l s <= count (fun i => (p0 <= i.-1) && (i.+1 <= q)) (el s))%N.
  rewrite (count_nth 0%N) -size_filter.
  rewrite -[X in (X <= _)%N](size_iota (path l s)); apply: uniq_leq_size; first exact: iota_uniq.
  move=> k; rewrite mem_iota mem_filter mem_iota => hk.
  have h1 : (el_ s (path l s) <= el_ s k)%N by apply: el_mono; lia.
  have h2 : (el_ s k <= el_ s A)%N by apply: el_mono; lia.
  by rewrite /p0 /q tj; lia.
have E : (A = path l s + (j - l).+1 * e s + count (fun i => s == sg i) (iota l (j - l)))%N.
  by rewrite /A p mulSn; lia.
have le : (e s * (count (fun k => inside (x p0) (x q) k.1) pts).+1 <= (j - l).+1 * e s)%N.
  by rewrite mulnC leq_mul2r ltnS c1 orbT.
by move: c3 W1 c2 le E; lia.
Qed.

Lemma fail_stuck m j : ~~ enough_cuts e el m (0, 0)%N -> (j <= m)%N -> stuck j.
Proof.
move=> fail; suff H i : (i <= m)%N -> ~~ enough_cuts e el (m - i) (state i).
  move=> /H; apply: contraR; rewrite /stuck negb_or => h.
  by case: (m - j)%N => [|k] /=; rewrite h.
elim: i => [|i IH] im; first by rewrite subn0.
have := IH (ltnW im); have -> : (m - i = (m - i.+1).+1)%N by lia.
by rewrite /= !negb_or => /andP[_ /andP[h1 h2]]; case: (sg i).
Qed.

Theorem scan m : (n <= m)%N -> enough_cuts e el m (0, 0)%N.
Proof.
move=> nm; apply/negPn/negP => fail.
have st k : (k <= n)%N -> stuck k by move=> kn; apply: fail_stuck fail _; exact: leq_trans nm.
have before : forall j, (j <= n)%N -> forall i, (i < j)%N -> z i < x (t i).
  elim=> [|j IH] jn i //; rewrite ltnS leq_eqVlt => /orP[/eqP ->|]; last by apply: IH; exact: ltnW.
  rewrite ltNge; apply/negP => c; apply: (@no_escape j).
  - by move=> k kj; apply: st; lia.
  - exact: ltnW.
  - by apply: IH; exact: ltnW.
  - by move=> k /andP[jk kn]; apply: le_trans c _; exact: pts_sorted.
apply: (@no_escape n) => //; first exact: before.
by move=> i; lia.
Qed.
End Scan.

(* a net that fits, with the signs of its own outer weights *)
Theorem scan_net (F : realFieldType) (x z : nat -> F) (K : nat) (I : seq nat) d1 d2 (g : Net.net3 F) :
  (forall i j, (i < j)%N -> (j < K)%N -> x i < x j) ->
  sorted ltn I -> (forall i, i \in I -> (0 < i)%N && (i.+1 < K)%N) ->
  (forall i, i \in I -> DD x z i != 0) ->
  (forall i, i \in I -> i.+1 \in I -> DD x z i * DD x z i.+1 < 0) ->
  (forall i, (i < K)%N -> eval3 d1 d2 g (x i) = z i) ->
  enough_cuts (outer d2 g) (fun s => [seq i <- I | signed s (DD x z i)]) d1 (0, 0)%N.
Proof.
move=> xinc sI rI nzI alt itp.
have uI : uniq I by apply: sorted_uniq sI; [exact: ltn_trans | exact: ltnn].
have [pts0 [sp W]] := @windows F x z K I xinc uI rI nzI alt d1 d2 g itp.
pose le1 (p q : F * bool) := p.1 <= q.1; pose pts := sort le1 pts0.
have pp : perm_eq pts pts0 by rewrite perm_sort.
apply: (@scan F x K (outer d2 g) _ xinc _ _ pts).
- by move=> s; apply: sorted_filter sI; exact: ltn_trans.
- by move=> s i; rewrite mem_filter => /andP[_ /rI].
- move=> i j ij jn; have srt : sorted le1 pts by apply: sort_sorted => a b; exact: le_total.
  have tr : transitive le1 by move=> a b c; exact: le_trans.
  have re : reflexive le1 by move=> a; exact: lexx.
  apply: (sorted_leq_nth tr re (0, true) srt) => //; rewrite inE //; exact: leq_ltn_trans jn.
- have xle i j : (i <= j)%N -> (j < K)%N -> x i <= x j.
    by rewrite leq_eqVlt => /orP[/eqP -> //|h'] jK; apply/ltW/xinc.
  move=> s p q pq qK; rewrite !(permP pp); apply: leq_trans (W s (x p) (x q)).
  rewrite /forced -!size_filter; apply: uniq_leq_size; first by rewrite !filter_uniq.
  move=> i; rewrite !mem_filter => /andP[/andP[h1 h2] /andP[h3 iI]].
  by have /andP[i0 iK] := rI i iI; rewrite iI andbT; apply/and3P; split=> //; apply: xle => //; lia.
- by rewrite (perm_size pp).
Qed.
