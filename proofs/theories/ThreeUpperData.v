(* From finite lists of points to the infinite increasing sequences of the two cores
   (ThreeUpperDense.v, ThreeUpperSparse.v), and three symmetries of fits3. *)
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import Net.
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

End Data.
