(* From finite lists of points to the infinite increasing sequences of the two cores
   (ThreeUpperDense.v, ThreeUpperSparse.v), and three symmetries of fits3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Net ThreeUpperSpline.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Section Data.
Variable F : realFieldType.
Implicit Types (xs ys : seq F).

(* ---- nets on lists of points ---- *)
Lemma fits3_nth d1 d2 xs ys : size xs = size ys ->
  (exists g : net3 F, forall i, (i < size xs)%N -> eval3 d1 d2 g (nth 0 xs i) = nth 0 ys i) ->
  fits3 d1 d2 xs ys.
Proof.
move=> sz [g e]; exists g; apply: (@eq_from_nth _ 0); first by rewrite size_map.
by move=> i; rewrite size_map => iN; rewrite (nth_map 0) ?e.
Qed.

Lemma fits3_const d1 d2 xs (y : F) : fits3 d1 d2 xs (nseq (size xs) y).
Proof.
apply: fits3_nth; first by rewrite size_nseq.
exists (Net3 (fun=> 0) (fun=> 0) (fun _ _ => 0) (fun=> 0) (fun=> 0) y) => i iN.
by rewrite nth_nseq iN /eval3 big1 ?addr0 // => k _; rewrite mul0r.
Qed.

Lemma fits3_opp d1 d2 xs ys : fits3 d1 d2 xs (map -%R ys) -> fits3 d1 d2 xs ys.
Proof.
move=> [g e]; exists (Net3 (n3a g) (n3c g) (n3v g) (n3b g) (fun k => - n3w g k) (- n3o g)).
rewrite -[RHS](mapK (@opprK F)) -e -map_comp; apply: eq_map => t /=.
by rewrite /eval3 opprD -sumrN; congr (_ + _); apply: eq_bigr => k _; rewrite mulNr.
Qed.

(* ---- dummy points to the right of the data ---- *)
Definition extend xs (i : nat) : F :=
  if (i < size xs)%N then nth 0 xs i else last 0 xs + (i - size xs).+1%:R.

Lemma extend_nth xs i : (i < size xs)%N -> extend xs i = nth 0 xs i.
Proof. by rewrite /extend => ->. Qed.

Lemma extend_inc xs : sorted <%R xs -> forall i, extend xs i < extend xs i.+1.
Proof.
move=> srt i; rewrite /extend; case: (ltngtP i.+1 (size xs)) => h.
- exact: (sortedP 0 srt).
- by rewrite ltr_add2l ltr_nat ltnS; lia.
- by rewrite -h subnn -nth_last -h /= ltr_addl ltr01.
Qed.

(* ---- arbitrary labels: from n points with a constant on their left to n + 1 points ---- *)
Lemma fits3_flat_left d1 d2 n :
  (forall (x z : nat -> F) (xf y0 : F), (0 < n)%N -> (forall i, x i < x i.+1) ->
     xf < x 0%N -> y0 < z 0%N ->
     exists g : net3 F, (forall i, (i < n)%N -> eval3 d1 d2 g (x i) = z i) /\
       (forall t, t <= xf -> eval3 d1 d2 g t = y0)) ->
  forall xs ys, sorted <%R xs -> size xs = size ys -> (size xs <= n.+1)%N -> fits3 d1 d2 xs ys.
Proof.
move=> core xs ys srt sz le; pose y0 := nth 0 ys 0; pose r := find (predC1 y0) ys.
(* all labels agree *)
case: (boolP (has (predC1 y0) ys)) => [hr|/hasPn same]; last first.
  have -> : ys = nseq (size xs) y0; last exact: fits3_const.
  rewrite sz; apply/all_pred1P/allP => y /same /=; by rewrite negbK.
(* r is the first point whose label differs from the first label *)
have rN : (r < size ys)%N by rewrite -has_find.
have r0 : (0 < r)%N.
  by rewrite lt0n; apply/eqP => e; have := nth_find 0 hr; rewrite -/r e /= eqxx.
have yr : nth 0 ys r != y0 by have := nth_find 0 hr.
have yl i : (i < r)%N -> nth 0 ys i = y0.
  by move=> /(before_find 0) /negbFE /eqP.
have n0 : (0 < n)%N by rewrite -ltnS; apply: leq_ltn_trans r0 _; apply: leq_trans rN _; rewrite -sz.
have xinc := extend_inc srt.
suff main zs : size xs = size zs -> (forall i, (i < r)%N -> nth 0 zs i = nth 0 zs 0) ->
    nth 0 zs 0 < nth 0 zs r -> fits3 d1 d2 xs zs.
  case: (ltgtP y0 (nth 0 ys r)) => h.
  - exact: main.
  - apply: fits3_opp; apply: main; first by rewrite size_map.
      by move=> i ir; rewrite !(nth_map 0) ?yl //; apply: ltn_trans rN.
    by rewrite !(nth_map 0) ?ltr_opp2 //; apply: ltn_trans rN.
  - by rewrite h eqxx in yr.
move=> szz zl zr; apply: fits3_nth => //.
have [|||g [e1 e2]] := core (fun i => extend xs (r + i)) (fun i => nth 0 zs (r + i))
  (extend xs r.-1) (nth 0 zs 0) n0.
- by move=> i; rewrite addnS; exact: xinc.
- by rewrite addn0; apply: increasing_lt => //; lia.
- by rewrite addn0.
exists g => i iN; case: (ltnP i r) => ir.
  rewrite zl // -extend_nth //; apply: e2; apply: increasing_le => //; lia.
have e : i = (r + (i - r))%N by lia.
by rewrite -extend_nth // e; apply: e1; lia.
Qed.
End Data.
