(* An accepted pair: the number of hidden neurons that these data need, over every
   ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning.
From FTCert Require Import Certificate ReadData CheckSamples FrozenValues CheckFile Certified Pair.
From FTCert Require Import NetworkDeep LineSound CheckSound CertifiedSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* labels minus values of f, as vectors *)
Section Wanted.
Variables (F : realFieldType) (D P : nat).
Lemma differences_vec a b : size a = size b -> vec F P (differences a b) = vec F P a - vec F P b.
Proof.
move=> sz; apply/colP=> i; rewrite !mxE; move: (nat_of_ord i) => k {i}.
elim: a b sz k => [|x a IH] [|y b] //= sz k; first by rewrite !nth_nil Q2F0 subr0.
case: k => [|k] /=; last by apply: IH; case: sz.
by rewrite Qred_F Q2FB.
Qed.
Definition fits_at (g : 'cV[F]_D -> 'cV[F]_P) (s : datum) : Prop := vec F P (frozen s) + g (vec F D (point s)) = vec F P (target s).
Lemma fits_wanted g s : size (target s) = size (frozen s) ->
  fits_at g s <-> g (vec F D (point s)) = vec F P (differences (target s) (frozen s)).
Proof.
move=> sz; rewrite /fits_at (differences_vec sz); split=> [<-|->]; first by rewrite addrAC subrr add0r.
by rewrite addrC subrK.
Qed.
End Wanted.

(* the same points, and the same wanted of g there *)
Definition same_wanted (s t : datum) : Prop :=
  List.Forall2 Qeq (point s) (point t) /\ List.Forall2 Qeq (differences (target s) (frozen s)) (differences (target t) (frozen t)).
Lemma differences_eq a a' b b' : List.Forall2 Qeq a a' -> List.Forall2 Qeq b b' ->
  List.Forall2 Qeq (differences a b) (differences a' b').
Proof.
move=> ea; elim: ea b b' => [|x x' l l' ex _ IH] b b' [|y y' m m' ey em] /=; try exact: List.Forall2_nil.
by apply: List.Forall2_cons; [rewrite !Qred_correct ex ey; exact: Qeq_refl | exact: IH].
Qed.
Lemma equal_wanted d e : List.Forall2 equal_datum d e -> List.Forall2 same_wanted d e.
Proof.
elim=> [|s t l l' [h1 h2 h3] _ IH]; first exact: List.Forall2_nil.
by apply: List.Forall2_cons IH; split=> //; exact: differences_eq.
Qed.
Lemma same_wanted_trans a b c : List.Forall2 same_wanted a b -> List.Forall2 same_wanted b c -> List.Forall2 same_wanted a c.
Proof.
move=> h; elim: h c => [|x y u v [h1 h2] _ IH] c h; inversion h as [|? z ? w [k1 k2] hw]; subst; first exact: List.Forall2_nil.
by apply: List.Forall2_cons; [split; [exact: equal_trans h1 k1 | exact: equal_trans h2 k2] | exact: IH].
Qed.
Lemma same_where_knownP a b : same_where_known a b ->
  List.Forall2 same_wanted (map snd a) (map snd b).
Proof.
elim: a b => [|[k s] a IH] [|[l t] b] //=.
case/andP => /andP[/andP[/equal_numbersP h1 _] /equal_numbersP h2] /IH; exact: List.Forall2_cons.
Qed.
Lemma known_data_equal b ss : List.Forall2 equal_datum (data_of b ss) (map snd (known_with (is_known b) (frozen_values (prepare b)) ss)).
Proof.
have -> : map snd (known_with (is_known b) (frozen_values (prepare b)) ss) = fast_data b ss.
  by rewrite /known_with /fast_data /data_with -map_comp.
exact: fast_data_equal.
Qed.

Lemma same_wanted_needs (F : realFieldType) D P (d e : seq datum) L M :
  (forall s, List.In s d -> size (target s) = size (frozen s)) -> (forall s, List.In s e -> size (target s) = size (frozen s)) ->
  List.Forall2 same_wanted d e -> needs F D P d L M -> needs F D P e L M.
Proof.
move=> sd se same h ws g szw net fit; apply: (h ws g szw net) => {h}.
elim: same sd se fit => [|s t l l' [h1 h2] _ IH] sd se fit r //= [<-|rin]; last first.
  by apply: IH rin => [q qin|q qin|q qin]; [apply: sd; right|apply: se; right|apply: fit; right].
have szs : size (target s) = size (frozen s) by apply: sd; left.
have szt : size (target t) = size (frozen t) by apply: se; left.
apply/(fits_wanted g szs); rewrite (vec_eq F D h1) (vec_eq F P h2); apply/(fits_wanted g szt).
by apply: fit; left.
Qed.

Theorem check_pair_sound l1 l2 t1 d1 m1 p1 net t2 d2 m2 p2 low least most :
  check_text l1 t1 d1 m1 p1 = Ok net -> check_text l2 t2 d2 m2 p2 = Ok low -> check_pair net low = Ok (least, most) ->
  forall F : realFieldType,
  let b := body_of (verified net) in let data := data_of b (of_samples net) in
  let D := N.to_nat (dimension b) in let P := N.to_nat (outputs b) in
  let L := N.to_nat (layers (the_claim b)) in
  let K := N.to_nat (samples (the_claim b)) in let N := N.to_nat (changed (the_claim b)) in
  interpolation_claim F D P data L (N.to_nat most) K N /\ bound_claim F D P data L (N.to_nat least) K N.
Proof.
move=> /check_text_sound [_ _ _ _ holds1] /check_text_sound [_ _ _ _ holds2].
rewrite /check_pair => /(@bind_ok _ _ _ _ _) [? /require_ok /andP[k1 k2]].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.eqb_eq eL].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /andP[/andP[/N.eqb_eq eD /N.eqb_eq eP] _]].
move=> /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? _ /(@bind_ok _ _ _ _ _) [? /require_ok /same_where_knownP same [<- <-]]]].
move=> F; move: (holds1 F) (holds2 F) k1 k2; move: eL eD eP same; rewrite /claim_holds /claim_of /known_data.
case: (verified net) => // x; case: (verified low) => // y /= eL eD eP same.
move=> [len1 [hk hd hc h1]] [len2 [_ _ _ h2]] _ _; split=> //; split=> //; rewrite eD eP eL.
have e : List.Forall2 same_wanted (data_of (bound_body y) (of_samples low)) (data_of (int_body x) (of_samples net)).
  apply: same_wanted_trans (equal_wanted (known_data_equal _ _)) _; apply: same_wanted_trans same _.
  exact: equal_wanted (equal_data_sym (known_data_equal _ _)).
by apply: same_wanted_needs e h2 => s /[dup] sin; [move/len2 | move/len1] => -[_ -> ->].
Qed.
