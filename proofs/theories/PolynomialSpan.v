(* Products of h affine functions of n features, none of them 0: combinations of the
   monomials of degree at most h, and not 0 everywhere over an ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField.
From FTCert Require Import CheckCover.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma size_monomials R R' one mul one' mul' (x : seq R) (x' : seq R') h :
  size x = size x' -> size (monomials one mul x h) = size (monomials one' mul' x' h).
Proof.
elim: x x' h => [|a x IH] [|a' x'] h //= [e]; elim: h => //= h IHh.
by rewrite -/(monomials one mul) !size_cat !size_map (IH _ h.+1 e) IHh.
Qed.

Section Span.
Variable F : realFieldType.
Local Ltac lra := flra F.
Implicit Types (x w c : seq F).

Fixpoint dot (c x : seq F) : F :=
  match c, x with a :: c', b :: x' => a * b + dot c' x' | _, _ => 0 end.
Lemma dot_cat c x c' x' : size c = size x -> dot (c ++ c') (x ++ x') = dot c x + dot c' x'.
Proof.
elim: c x => [|a c IH] [|b x] //=; first by rewrite add0r.
by move=> [e]; rewrite IH // addrA.
Qed.
Lemma dot_scale c x (a : F) : dot c (map ( *%R a) x) = a * dot c x.
Proof.
elim: c x => [|b c IH] [|d x] //=; rewrite ?mulr0 //.
by rewrite IH; lra.
Qed.
Lemma dot_zero c x : all (fun a => a == 0) c -> dot c x = 0.
Proof.
elim: c x => [|b c IH] [|d x] //= /andP[/eqP -> /IH ->].
by rewrite mul0r addr0.
Qed.

(* polynomials in n features of degree at most h *)
Fixpoint poly_at (n : nat) : nat -> (seq F -> F) -> Prop :=
  match n with
  | O => fun _ _ => True
  | n'.+1 => fix go h f :=
      match h with
      | O => exists a, forall x, size x = n'.+1 -> f x = a
      | h'.+1 => exists f1 f2, [/\ poly_at n' h'.+1 f1, go h' f2 &
                   forall b x, size x = n' -> f (b :: x) = f1 x + b * f2 (b :: x)]
      end
  end.
Definition monos (x : seq F) (h : nat) : seq F := monomials 1 *%R x h.

Lemma poly_const n h a : poly_at n h (fun=> a).
Proof.
elim: n h a => // n IH; elim=> [|h IHh] a /=; first by exists a.
exists (fun=> a), (fun=> 0); split; [exact: IH | exact: IHh | by move=> b x _; rewrite mulr0 addr0].
Qed.
Lemma poly_add n h f g : poly_at n h f -> poly_at n h g -> poly_at n h (fun x => f x + g x).
Proof.
elim: n h f g => // n IH; elim=> [|h IHh] f g /=.
  by move=> [a fa] [b gb]; exists (a + b) => x sx; rewrite fa ?gb.
move=> [f1 [f2 [p1 p2 e]]] [g1 [g2 [q1 q2 d]]].
exists (fun x => f1 x + g1 x), (fun x => f2 x + g2 x); split; first exact: IH.
  exact: IHh.
by move=> b x sx; rewrite e ?d //; lra.
Qed.
Lemma poly_scale n h a f : poly_at n h f -> poly_at n h (fun x => a * f x).
Proof.
elim: n h f => // n IH; elim=> [|h IHh] f /=.
  by move=> [b fb]; exists (a * b) => x sx; rewrite fb.
move=> [f1 [f2 [p1 p2 e]]].
exists (fun x => a * f1 x), (fun x => a * f2 x); split; first exact: IH.
  exact: IHh.
by move=> b x sx; rewrite e //; lra.
Qed.
Lemma poly_behead n h f : poly_at n h f -> poly_at n.+1 h (fun x => f (behead x)).
Proof.
case: h => [|h] pf.
  case: n pf => [_|n [a fa]]; first by exists (f [::]) => -[|b [|b' x]].
  by exists a => -[|b x] //= [e]; rewrite fa.
exists f, (fun=> 0); split; [exact: pf | exact: (@poly_const n.+1) | by move=> b x _ /=; rewrite mulr0 addr0].
Qed.

(* times an affine function *)
Lemma poly_affine n h f a w : size w = n -> poly_at n h f -> poly_at n h.+1 (fun x => (a + dot w x) * f x).
Proof.
elim: n h f a w => // n IH h f a [|c w] // [sw]; elim: h f => [|h IHh] f pf.
  case: pf => b fb; exists (fun x => (a + dot w x) * b), (fun=> c * b); split.
  - exact: (IH 0%N (fun=> b) a w sw (poly_const n 0 b)).
  - by exists (c * b).
  - by move=> d x sx; rewrite fb /= ?sx //; lra.
case: (pf) => f1 [f2 [p1 p2 e]].
exists (fun x => (a + dot w x) * f1 x), (fun x => c * f1 (behead x) + (a + dot (c :: w) x) * f2 x); split.
- exact: IH.
- exact: (@poly_add n.+1 h.+1 _ _ (@poly_scale n.+1 h.+1 c _ (poly_behead p1)) (IHh _ p2)).
- by move=> d x sx; rewrite e //=; lra.
Qed.
Definition product (fs : seq (F * seq F)) (x : seq F) : F := \prod_(f <- fs) (f.1 + dot f.2 x).
Lemma poly_ext n h f g : (forall x, f x = g x) -> poly_at n h f -> poly_at n h g.
Proof.
move=> e; case: n h => // n [|h] /=; first by move=> [a fa]; exists a => x /fa <-.
by move=> [f1 [f2 [p1 p2 d]]]; exists f1, f2; split=> // b x /d; rewrite -e; exact.
Qed.
Lemma poly_product n h fs : (size fs <= h)%N -> all (fun f => size f.2 == n) fs -> poly_at n h (product fs).
Proof.
have one k : poly_at n k (product [::]).
  by apply: (poly_ext _ (poly_const n k 1)) => x; rewrite /product big_nil.
elim: h fs => [|h IH] [|[a w] fs] //= le /andP[/eqP sw rest].
apply: poly_ext (poly_affine a sw (IH fs le rest)) => x.
by rewrite /product big_cons.
Qed.

(* a combination of the monomials *)
Lemma poly_coefficients n h f : poly_at n h f ->
  exists2 c, size c = size (monos (nseq n 0) h) & forall x, size x = n -> f x = dot c (monos x h).
Proof.
rewrite /monos; elim: n h f => [|n IH] h f.
  by move=> _; exists [:: f [::]] => // -[|//] _ /=; rewrite mulr1 addr0.
elim: h f => [|h IHh] f.
  by move=> [a fa]; exists [:: a] => // -[|b x] // sx; rewrite fa //= mulr1 addr0.
move=> [f1 [f2 [/IH [c1 s1 e1] /IHh [c2 s2 e2] e]]].
exists (c1 ++ c2) => [|[|b x] //= [sx]]; first by rewrite /= !size_cat size_map s1 s2.
rewrite e // e1 // e2 /= ?sx // dot_cat ?dot_scale //.
by rewrite s1; apply: size_monomials; rewrite size_nseq.
Qed.

(* ---- a point at which no factor is 0 ---- *)
Fixpoint powers (n : nat) (a t : F) : seq F := if n is n'.+1 then a :: powers n' (a * t) t else [::].
Lemma size_powers n a t : size (powers n a t) = n.
Proof. by elim: n a => //= n IH a; rewrite IH. Qed.
Lemma dot_powers w a t : dot w (powers (size w) a t) = a * (Poly w).[t].
Proof.
rewrite horner_Poly; elim: w a => [|c w IH] a /=; first by rewrite mulr0.
by rewrite IH; lra.
Qed.
Definition nonzero (f : F * seq F) : bool := has (fun a => a != 0) (f.1 :: f.2).
Lemma Poly_nonzero f : nonzero f -> Poly (f.1 :: f.2) != 0.
Proof.
move=> /hasP [a /(nthP 0) [i il <-] ai]; apply/eqP => e.
by move: ai; rewrite -coef_Poly e coef0 eqxx.
Qed.
Lemma generic_point n fs : all nonzero fs -> all (fun f => size f.2 == n) fs ->
  exists2 x, size x = n & product fs x != 0.
Proof.
move=> nz sz; pose P := \prod_(f <- fs) Poly (f.1 :: f.2).
have P0 : P != 0.
  by rewrite prodf_seq_neq0; apply/allP => f ff; apply: Poly_nonzero; exact: allP nz f ff.
have [t tP] : exists t, ~~ root P t.
  pose rs : seq F := [seq i%:R | i <- iota 0 (size P)].
  have [/(max_poly_roots P0)|/allPn [t _ ?]] := boolP (all (root P) rs); last by exists t.
  rewrite map_inj_uniq ?iota_uniq ?size_map ?size_iota ?ltnn; first by move=> /(_ isT).
  by move=> i j /eqP; rewrite eqr_nat => /eqP.
exists (powers n t t); first exact: size_powers.
rewrite /product prodf_seq_neq0; apply/allP => f ff /=.
move: tP; rewrite /root /P horner_prod prodf_seq_neq0 => /allP /(_ f ff) /=.
by rewrite -(eqP (allP sz f ff)) dot_powers cons_poly_def hornerD hornerM hornerX hornerC mulrC addrC.
Qed.
End Span.
