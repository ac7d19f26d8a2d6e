(* What the checks of CheckBound.v say over an ordered field: the samples lie on a
   line, and for all values within the intervals that are known the stated kinks have
   second differences of their signs. *)
From Coq Require Import QArith NArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification CheckTree CheckBound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma bind_ok A B (r : result A) (f : A -> result B) b :
  bind r f = Ok b -> exists2 a, r = Ok a & f a = Ok b.
Proof. by case: r => //= a e; exists a. Qed.
Lemma require_ok b c l t u : require b c l t = Ok u -> b.
Proof. by rewrite /require; case: b. Qed.

(* ---- samples by their index ---- *)
Lemma values_from_in l i m j s : PositiveMap.find j (values_from l i m) = Some s ->
  List.In s l \/ PositiveMap.find j m = Some s.
Proof.
elim: l i m => [|a l IH] i m /=; first by right.
case/IH; first by left; right.
case: (Pos.eq_dec i j) => [->|ne]; last by rewrite PositiveMap.gso; [right | exact: not_eq_sym].
by rewrite PositiveMap.gss => -[->]; left; left.
Qed.
Lemma value_in l i s : value_at (table_of_values l) i = Some s -> List.In s l.
Proof. by case/values_from_in => //; rewrite PositiveMap.gempty. Qed.

Section Line.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation nthq := (nth 0%coqQ).

Lemma Qeq_boolP a b : Qeq_bool a b = (q2f a == q2f b).
Proof.
apply/idP/eqP => [/Qeq_bool_iff h | h]; first exact/Q2F_eq.
by apply/Qeq_bool_iff/(@Q2F_eq F).
Qed.
Lemma Qred_F a : q2f (Qred a) = q2f a.
Proof. by apply/Q2F_eq; exact: Qred_correct. Qed.
Lemma nth_list (T : Type) (d : T) l k : List.nth k l d = nth d l k.
Proof. by elim: l k => [|a l IH] [|k] /=. Qed.
Lemma less_F a b : less a b = (q2f a < q2f b).
Proof. by rewrite /less (Q2F_leE F) ltNge. Qed.
Lemma bends_so_F s q : bends_so s q = has_sign s (q2f q).
Proof. by case: s; rewrite /bends_so /has_sign less_F Q2F0. Qed.

Lemma on_line_nth t x a b k : on_line t x a b ->
  q2f (nthq x k) = q2f (nthq a k) + q2f t * (q2f (nthq b k) - q2f (nthq a k)).
Proof.
elim: x a b k => [|c x IH] [|c' a] [|c'' b] //= k.
  by rewrite !nth_nil Q2F0; lra.
case/andP; rewrite Qeq_boolP => /eqP e /IH h; case: k => [|k] //=.
by rewrite e Q2FD Q2FM Q2FB.
Qed.

Lemma on_line_vec D t x a b : on_line t x a b ->
  vec F D x = vec F D a + q2f t *: (vec F D b - vec F D a).
Proof.
move=> h; apply/colP => k; rewrite !mxE; exact: on_line_nth.
Qed.

Lemma residual_F j s :
  q2f (residual j s) = q2f (nthq (target s) j) - q2f (nthq (frozen s) j).
Proof. by rewrite /residual Qred_F Q2FB !nth_list. Qed.

(* ---- the places ---- *)
Variables (D : nat) (values : seq valued).
Notation p0 := (LinePoint 0 0 None).
Notation all_numbers := (Interval None None).
Notation tz0 := (0%coqQ, all_numbers).

Lemma walk_lineP m a b before points tz : walk_line m a b before points = Ok tz ->
  [/\ size tz = size points,
   forall r, (r < size points)%N -> exists2 s, value_at m (index (nth p0 points r)) = Some s &
     on_line (nth tz0 tz r).1 s.1 a b /\ (nth tz0 tz r).2 = s.2,
   forall r, (r.+1 < size points)%N -> less (nth tz0 tz r).1 (nth tz0 tz r.+1).1 &
   forall t, before = Some t -> (0 < size points)%N -> less t (nth tz0 tz 0).1].
Proof.
elim: points before tz => [|p points IH] before tz /=; first by case=> <-; split.
case E: value_at => [s|] //; case: place_on => [t|] //.
case: (boolP (on_line t (fst s) a b)) => //= ol.
case: (boolP (match before with Some t' => less t' t | None => true end)) => //= lt.
move=> /(@bind_ok _ _ _ _ _) [tz' /IH [sz h1 h2 h3] [<-]]; split=> /=.
- by rewrite sz.
- by case=> [_|r /h1 //]; exists s.
- case=> [|r]; last exact: h2.
  by rewrite ltnS => /(h3 t erefl).
- by move=> t' e _; move: lt; rewrite e.
Qed.

(* the samples of the line lie at u + x r v *)
Lemma on_the_lineP b tz : on_the_line b values = Ok tz ->
  [/\ size tz = size (line b),
   exists u v : 'cV[F]_D, forall r, (r < size tz)%N -> exists2 s, List.In s values &
     vec F D s.1 = u + q2f (nth tz0 tz r).1 *: v /\ (nth tz0 tz r).2 = s.2 &
   forall i k, (i < k)%N -> (k < size tz)%N -> q2f (nth tz0 tz i).1 < q2f (nth tz0 tz k).1].
Proof.
rewrite /on_the_line; case: (line b) => [|p points] //; set ps := p :: points.
case: (List.rev_append ps [::]) => [|q _] //.
case: value_at => [sa|] //; case: value_at => [sb|] //.
case: List.forallb => // /walk_lineP [sz h1 h2 _]; split=> //.
  exists (vec F D sa.1), (vec F D sb.1 - vec F D sa.1) => r.
  rewrite sz => /h1 [s /value_in inD [ol ->]]; exists s => //.
  by rewrite (on_line_vec _ ol).
move=> i k; elim: k => [|k IH] // ik kn.
have lt : q2f (nth tz0 tz k).1 < q2f (nth tz0 tz k.+1).1.
  by rewrite -less_F h2 // -sz.
move: ik; rewrite ltnS leq_eqVlt => /orP[/eqP -> //|ik].
by apply: lt_trans lt; apply: IH => //; exact: ltnW.
Qed.

(* ---- the bends ---- *)
Variables (tz : seq placed) (z : nat -> F).
Definition xs (r : nat) : F := q2f (nth tz0 tz r).1.
Hypothesis inz : forall r, (r < size tz)%N -> in_interval (nth tz0 tz r).2 (z r).
Hypothesis xinc : forall i k, (i < k)%N -> (k < size tz)%N -> xs i < xs k.
Notation no_bend := (0%coqQ, 0%coqQ).

Lemma bends_nth l r : (r.+2 < size l)%N ->
  nth no_bend (bends l) r = bend_ends (nth tz0 l r) (nth tz0 l r.+1) (nth tz0 l r.+2).
Proof. by elim: l r => [|a [|b [|c l]] IH] [|r] //= h; exact: IH. Qed.
Lemma bends_size l : size (bends l) = (size l - 2)%N.
Proof.
elim: l => [|a [|b [|c l]] IH] //.
by rewrite [LHS]/= IH /=; lia.
Qed.
Lemma all_bends_nth r : (0 < r)%N -> (r.+1 < size tz)%N ->
  nth no_bend (all_bends tz) r = bend_ends (nth tz0 tz r.-1) (nth tz0 tz r) (nth tz0 tz r.+1).
Proof.
case: r => // r _ h; rewrite /all_bends /= nth_cat bends_size ifT; last lia.
by rewrite bends_nth.
Qed.
Lemma all_bends_ends r : (r == 0)%N || (r.+1 >= size tz)%N -> nth no_bend (all_bends tz) r = no_bend.
Proof.
case: r => [|r] //= h; rewrite nth_cat bends_size; case: ifP => [|_]; first lia.
by case: (r - _)%N => [|[|k]].
Qed.

(* the second difference grows with the outer values and falls with the one between *)
Lemma bend_grows (d e u v w u' v' w' : F) : 0 < d -> 0 < e ->
  u <= u' -> v' <= v -> w <= w' -> (w - v) * d - (v - u) * e <= (w' - v') * d - (v' - u') * e.
Proof.
move=> d0 e0 hu hv hw; rewrite -subr_ge0.
have -> : (w' - v') * d - (v' - u') * e - ((w - v) * d - (v - u) * e) =
  (w' - w) * d + (u' - u) * e + (v - v') * (d + e) by lra.
by rewrite !addr_ge0 ?mulr_ge0 ?subr_ge0 ?addr_ge0 // ltW.
Qed.
Lemma surely_bendsP s r : (0 < r)%N -> (r.+1 < size tz)%N ->
  surely_bends s (nth no_bend (all_bends tz) r) -> has_sign s (second_difference xs z r).
Proof.
move=> r0 rn; rewrite all_bends_nth // /surely_bends /bend_ends /second_difference.
have [rp rr] : (r.-1 < r)%N /\ (r < r.+1)%N by lia.
have d0 : 0 < xs r - xs r.-1 by rewrite subr_gt0 xinc // ltnW.
have e0 : 0 < xs r.+1 - xs r by rewrite subr_gt0 xinc.
have [la ha] := inz (leq_ltn_trans (leq_pred r) (ltnW rn)); have [lb hb] := inz (ltnW rn); have [lc hc] := inz rn.
move: d0 e0; rewrite /xs; set A := nth tz0 tz r.-1 in la ha *; set B := nth tz0 tz r in lb hb *; set C := nth tz0 tz r.+1 in lc hc *.
case: s; rewrite /= /bend less_F Q2F0.
  case: (low A.2) la => [u|] la; last by rewrite Q2F0 ltxx.
  case: (high B.2) hb => [v|] hb; last by rewrite Q2F0 ltxx.
  case: (low C.2) lc => [w|] lc; last by rewrite Q2F0 ltxx.
  rewrite Q2FB !Q2FM !Q2FB => d0 e0 pos; apply: lt_le_trans pos _.
  by apply: bend_grows => //; [exact: (la _ erefl) | exact: (hb _ erefl) | exact: (lc _ erefl)].
case: (high A.2) ha => [u|] ha; last by rewrite Q2F0 ltxx.
case: (low B.2) lb => [v|] lb; last by rewrite Q2F0 ltxx.
case: (high C.2) hc => [w|] hc; last by rewrite Q2F0 ltxx.
rewrite Q2FB !Q2FM !Q2FB => d0 e0 neg; apply: le_lt_trans neg.
by apply: bend_grows => //; [exact: (ha _ erefl) | exact: (lb _ erefl) | exact: (hc _ erefl)].
Qed.

Lemma check_kinksP apart before points qs : check_kinks apart before points qs = Ok tt ->
  [/\ size points = size qs,
   forall r s, kink (nth p0 points r) = Some s -> surely_bends s (nth no_bend qs r),
   apart -> forall r s, kink (nth p0 points r) = Some s -> kink (nth p0 points r.+1) <> Some s &
   apart -> forall s, before = Some s -> kink (nth p0 points 0) <> Some s].
Proof.
elim: points before qs => [|p points IH] before [|q qs] //=.
  by move=> _; split=> // r s; rewrite nth_nil.
case E: (kink p) => [s|]; last first.
  move/IH=> [sz h1 h2 h3]; split=> [|r s|a r s|a s _] /=; first by rewrite sz.
  - by case: r => [|r] /=; [rewrite E | exact: h1].
  - by case: r => [|r] /=; [rewrite E | exact: h2].
  - by [].
case: (boolP (surely_bends s q)) => //= bs; case: ifP => //= ap /IH [sz h1 h2 h3].
split=> [|r s'|a r s'|a s' e] /=; first by rewrite sz.
- by case: r => [|r] /=; [rewrite E => -[<-] | exact: h1].
- by case: r => [|r] /=; [rewrite E => -[<-]; exact: h3 | exact: h2].
- by move=> -[ss]; move: ap; rewrite a e ss Bool.eqb_reflx.
Qed.

Theorem kinks_forced apart points : check_kinks apart None points (all_bends tz) = Ok tt ->
  size points = size tz ->
  (forall r s, kink (nth p0 points r) = Some s ->
     [/\ (0 < r)%N, (r.+1 < size tz)%N & has_sign s (second_difference xs z r)]) /\
  (apart -> forall r s, kink (nth p0 points r) = Some s -> kink (nth p0 points r.+1) <> Some s).
Proof.
move=> /check_kinksP [_ h1 h2 _] _; split=> // r s /h1.
case: (boolP ((r == 0)%N || (r.+1 >= size tz)%N)) => e.
  by rewrite all_bends_ends // /surely_bends; case: s => /=; rewrite less_F Q2F0 ltxx.
by move: e; rewrite negb_or -ltnNge -lt0n => /andP[r0 rn] bs; split=> //; exact: surely_bendsP.
Qed.
End Line.
