(* Affine functions of all features are, at the samples, functions of the varying ones;
   and of one of these and the others. *)
From Coq Require Import QArith NArith ZArith FMapPositive.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField.
From FTCert Require Import Certificate CheckTree CheckCover LineSound PolynomialSpan CoverRank TreeNeurons.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma size_differing kept x0 x : size (differing kept x0 x) = size kept.
Proof. by elim: kept x0 x => //= b kept IH x0 x; rewrite IH. Qed.
Lemma size_varying D data : size (varying D data) = D.
Proof.
have rep : size (List.repeat false D) = D by elim: (D) => //= d ->.
case: data => [|s data] //=.
elim: data (List.repeat false D) rep => //= x data IH kept e; apply: IH.
by rewrite size_differing.
Qed.
Lemma size_pick kept x : size (pick kept x) = how_many kept.
Proof. by rewrite /how_many; elim: kept x => [|[] kept IH] x //=; rewrite IH. Qed.
Lemma size_mask_kept T kept (w : seq T) : size w = size kept -> size (mask kept w) = how_many kept.
Proof.
rewrite /how_many; elim: kept w => [|b kept IH] [|a w] //= [e].
by case: b; rewrite /= IH.
Qed.
Lemma size_without f kept : size (without f kept) = size kept.
Proof. by elim: kept f => [|b kept IH] [|f] //=; rewrite IH. Qed.

(* ---- the features that do not vary ---- *)
Fixpoint agrees (kept : seq bool) (x0 x : seq Q) : bool :=
  match kept with
  | [::] => true
  | b :: kept' => (b || Qeq_bool (List.hd 0%coqQ x0) (List.hd 0%coqQ x)) && agrees kept' (List.tl x0) (List.tl x)
  end.
Lemma agrees_more kept x0 x y : agrees kept x0 x -> agrees (differing kept x0 y) x0 x.
Proof. by elim: kept x0 x y => //= b kept IH x0 x y /andP[h /IH ->]; rewrite andbT orbAC h. Qed.
Lemma agrees_differing kept x0 x : agrees (differing kept x0 x) x0 x.
Proof. by elim: kept x0 x => //= b kept IH x0 x; rewrite IH andbT -orbA orNb orbT. Qed.
Lemma agrees_refl kept x : agrees kept x x.
Proof. by elim: kept x => //= b kept IH x; rewrite IH andbT (Qeq_bool_refl _) orbT. Qed.
Definition origin (data : seq valued) : seq Q := if data is s :: _ then s.1 else [::].
Lemma varying_agrees D data s : List.In s data -> agrees (varying D data) (origin data) s.1.
Proof.
case: data => [|s0 data] //= sin.
have fold_more kept x : agrees kept s0.1 x ->
    agrees (List.fold_left (fun kept s => differing kept s0.1 s.1) data kept) s0.1 x.
  elim: (data) kept => //= y l IH kept h; apply: IH; exact: agrees_more.
case: sin => [<-|sin]; first exact/fold_more/agrees_refl.
elim: data sin (List.repeat false D) {fold_more} => //= y data IH [->|sin] kept; last exact: IH.
elim: data (differing kept s0.1 s.1) (agrees_differing kept s0.1 s.1) {IH} => //= z l IHl k h.
by apply: IHl; exact: agrees_more.
Qed.

Section Features.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation form := (form F).

Lemma dotq_cons (a : F) w x : dotq (a :: w) x = a * q2f (List.hd 0%coqQ x) + dotq w (List.tl x).
Proof. by case: x => [|q x] //=; rewrite Q2F0 mulr0 dotq_nil addr0. Qed.

(* what the features that are not kept add *)
Fixpoint fixed (kept : seq bool) (w : seq F) (x : seq Q) : F :=
  match kept, w with
  | b :: kept', a :: w' => (if b then 0 else a * q2f (List.hd 0%coqQ x)) + fixed kept' w' (List.tl x)
  | _, _ => 0
  end.
Lemma dotq_pick kept w x0 x : size w = size kept -> agrees kept x0 x ->
  dotq w x = fixed kept w x0 + dot (mask kept w) (map q2f (pick kept x)).
Proof.
elim: kept w x0 x => [|b kept IH] [|a w] x0 x //; first by rewrite /= addr0.
move=> [e]; rewrite dotq_cons [agrees _ _ _]/= => /andP[h ag]; rewrite (IH _ _ _ e ag).
case: b h => /= [_|]; first lra.
by rewrite (Qeq_boolP F) => /eqP ->; lra.
Qed.
Lemma dot_without f kept w x : size w = size kept -> nth false kept f ->
  dot (mask kept w) (map q2f (pick kept x)) =
  w`_f * q2f (nth 0%coqQ x f) + dot (mask (without f kept) w) (map q2f (pick (without f kept) x)).
Proof.
elim: kept w x f => [|b kept IH] [|a w] x [|f] //= [e] h.
- by rewrite h /=; case: x.
- have := IH w (List.tl x) f e h; rewrite (_ : nth 0%coqQ (List.tl x) f = nth 0%coqQ x f.+1); last first.
    by case: (x) => //=; rewrite !nth_nil.
  by case: b => /= ->; lra.
Qed.

Variables (D : nat) (data : seq valued).
Let kept := varying D data.

(* as a function of the varying features *)
Definition reduced (l : form) : F * seq F := (l.2 + fixed kept l.1 (origin data), mask kept l.1).
Lemma reducedE l s : size l.1 = D -> List.In s data -> lin l s.1 = affine (reduced l) (pick kept s.1).
Proof.
move=> sl sin; rewrite /lin /affine /= (@dotq_pick kept _ (origin data)) ?addrA //.
  by rewrite sl size_varying.
exact: varying_agrees.
Qed.
(* 0 at all samples *)
Definition vanishing (l : form) : bool := List.forallb (fun s => lin l s.1 == 0) data.
Lemma vanishingP l : reflect (forall s, List.In s data -> lin l s.1 = 0) (vanishing l).
Proof.
apply: (iffP idP) => [/List.forallb_forall h s /h /eqP //|h].
by apply/List.forallb_forall => s /h /eqP.
Qed.
Lemma not_nonzero (f : F * seq F) x : ~~ nonzero f -> affine f x = 0.
Proof.
rewrite /nonzero /= negb_or negbK => /andP[/eqP f1 /hasPn z].
rewrite /affine f1 dot_zero ?addr0 //; apply/allP => a /z.
by rewrite negbK.
Qed.
Lemma reduced_nonzero l : size l.1 = D -> ~~ vanishing l -> nonzero (reduced l).
Proof.
move=> sl nv; apply/negPn/negP => z; move/negP: nv; apply.
by apply/vanishingP => s sin; rewrite reducedE //; exact: not_nonzero.
Qed.
Lemma reduced_size l : size l.1 = D -> size (reduced l).2 == how_many kept.
Proof. by move=> sl; rewrite /= size_mask_kept // sl size_varying. Qed.

(* as a function of one of them and the others *)
Section Slice.
Variable f : nat.
Hypothesis fk : nth false kept f.
Let others := without f kept.
Definition at_slice (v : F) (l : form) : F * seq F :=
  (l.2 + fixed kept l.1 (origin data) + l.1`_f * v, mask others l.1).
Lemma at_sliceE l s : size l.1 = D -> List.In s data ->
  lin l s.1 = affine (at_slice (q2f (nth 0%coqQ s.1 f)) l) (pick others s.1).
Proof.
move=> sl sin; rewrite reducedE // /affine /= (@dot_without f) // ?addrA //.
by rewrite sl size_varying.
Qed.
Lemma at_slice_size v l : size l.1 = D -> size (at_slice v l).2 == how_many others.
Proof. by move=> sl; rewrite /= size_mask_kept // size_without sl size_varying. Qed.

(* a function of feature f alone *)
Definition of_feature (l : form) : bool := all (fun a => a == 0) (mask others l.1).
Lemma of_featureP l : size l.1 = D -> of_feature l <-> forall k, nth false others k -> l.1`_k = 0.
Proof.
rewrite /of_feature => sl; have : size l.1 = size others by rewrite size_without size_varying.
move: others l.1 => o w {sl}; elim: o w => [|b o IH] [|a w] //=; first by split=> // _ k; rewrite nth_nil.
move=> [e]; case: b => /=.
  split=> [/andP[/eqP a0 /(IH w e) h] [|k] //=|h]; first exact: h.
  have /= -> := h 0%N isT; rewrite eqxx; apply/(IH w e) => k; exact: (h k.+1).
split=> [/(IH w e) h [|k] //=|h]; first exact: h.
by apply/(IH w e) => k; exact: (h k.+1).
Qed.
Lemma of_feature_same l s s' : size l.1 = D -> of_feature l -> List.In s data -> List.In s' data ->
  q2f (nth 0%coqQ s.1 f) = q2f (nth 0%coqQ s'.1 f) -> lin l s.1 = lin l s'.1.
Proof. by move=> sl z si si' e; rewrite !at_sliceE // /affine !dot_zero // e. Qed.
Lemma slice_zero v l : size l.1 = D -> ~~ vanishing l -> ~~ nonzero (at_slice v l) ->
  of_feature l /\ forall s, List.In s data -> lin l s.1 = 0 -> q2f (nth 0%coqQ s.1 f) = v.
Proof.
move=> sl nv; rewrite /nonzero /= negb_or negbK => /andP[/eqP b0 /hasPn z].
have z' : of_feature l by apply/allP => a /z; rewrite negbK.
split=> // s sin; rewrite at_sliceE // /affine dot_zero // addr0 /= => e.
have {}e : l.1`_f * (q2f (nth 0%coqQ s.1 f) - v) = 0 by move: e b0; lra.
move/eqP: e; rewrite mulf_eq0 subr_eq0 => /orP[/eqP w0|/eqP //].
case/negP: nv; apply/vanishingP => s' sin'.
rewrite at_sliceE // /affine dot_zero // addr0 /=; move: b0; rewrite w0; lra.
Qed.
End Slice.
End Features.
