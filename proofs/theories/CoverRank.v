(* A checked rank: affine functions of n features, at most h of them and none 0, leave
   out one of the points. *)
From Coq Require Import QArith NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField.
From FTCert Require Import Certificate CheckTree CheckCover LineSound PolynomialSpan ModularRank.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Opaque modulus.

Section Rank.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation z2f := (Z2F F).
Local Notation n2f := (n2f F).
Local Notation p := (n2f modulus).

(* a is z modulo p: a times a number that is 1 modulo p is an integer that is z modulo p *)
Definition reduces (a : F) (z : N) : Prop :=
  exists e k : int, (1 + p * e%:~R) * a = n2f z + p * k%:~R.

Lemma reduces_one : reduces 1 1.
Proof. by exists 0, 0; rewrite n2f1; lra. Qed.
Lemma reduces_mul a b y z : reduces a y -> reduces b z -> reduces (a * b) (mul_mod y z).
Proof.
move=> [e [k ea]] [d [l eb]].
exists (e + d + (N.to_nat modulus)%:Z * e * d),
  ((N.to_nat y)%:Z * l + (N.to_nat z)%:Z * k + (N.to_nat modulus)%:Z * k * l + (N.to_nat (y * z / modulus))%:Z).
rewrite !rmorphD !rmorphM /= -!n2f_int n2f_mod n2fM.
have -> : (1 + p * (e%:~R + d%:~R + p * e%:~R * d%:~R)) * (a * b) =
  ((1 + p * e%:~R) * a) * ((1 + p * d%:~R) * b) by lra.
by rewrite ea eb; lra.
Qed.
Lemma residueP q r : residue q = Some r -> reduces (q2f q) r.
Proof.
case: q => n d; rewrite /residue [Qden _]/= [Qnum _]/=; move: (inverse_mod _) => i.
case: (boolP (are_inverse _ _)) => // /(@are_inverseP F) [k ek] [<-].
have d0 := Z2Fpos0 F d; have ed : z2f (Zpos d) = n2f (Npos d) by rewrite -z2f_N.
have {}ek : exists e : int, n2f i * n2f (Npos d) = 1 + p * e%:~R.
  exists (k + (N.to_nat i)%:Z * (N.to_nat (Npos d / modulus))%:Z).
  by rewrite rmorphD rmorphM /= -!n2f_int; move: ek; rewrite n2f_mod; lra.
case: ek => e ee; set x := (match n with Z0 => _ | Zpos a => _ | Zneg a => _ end).
have [l el] : exists l : int, n2f x = z2f n + p * l%:~R.
  rewrite /x; case: (n) => [|a|a].
  - by exists 0; rewrite Z2F0 n2f0 mulr0z; lra.
  - by exists (- (N.to_nat (Npos a / modulus))%:Z); rewrite -[Zpos a]/(Z.of_N (Npos a)) z2f_N n2f_mod rmorphN /= -n2f_int; lra.
  - have [l el] := n2f_negmod F (Npos a); exists l; rewrite el -[Zneg a]/(- Z.of_N (Npos a))%coqZ Z2FN z2f_N; lra.
exists e, (- (N.to_nat i)%:Z * l + (N.to_nat (i * x / modulus))%:Z).
rewrite -ee -ed Q2FE n2f_mod n2fM el rmorphD rmorphM rmorphN /= -!n2f_int.
have -> : n2f i * z2f (Zpos d) * (z2f n / z2f (Zpos d)) = n2f i * z2f n.
  by rewrite -mulrA [z2f (Zpos d) * _]mulrC divfK.
lra.
Qed.

(* all of them *)
Fixpoint reduce (a : seq F) (z : seq N) : Prop :=
  match a, z with
  | [::], [::] => True
  | x :: a', y :: z' => reduces x y /\ reduce a' z'
  | _, _ => False
  end.
Lemma reduce_size a z : reduce a z -> size a = size z.
Proof. by elim: a z => [|x a IH] [|y z] //= [_ /IH ->]. Qed.
Lemma reduce_cat a z b y : reduce a z -> reduce b y -> reduce (a ++ b) (z ++ y).
Proof. by elim: a z => [|x a IH] [|w z] //= [rx ra] rb; split=> //; exact: IH. Qed.
Lemma reduce_map a z b y : reduces a z -> reduce b y -> reduce (map ( *%R a) b) (map (mul_mod z) y).
Proof.
by move=> ra; elim: b y => [|c b IH] [|w y] //= [rc rb]; split; [exact: reduces_mul | exact: IH].
Qed.
Lemma residuesP x r : residues x = Some r -> reduce (map q2f x) r.
Proof.
elim: x r => [|q x IH] r /=; first by case=> <-.
case E: residue => [z|] //; case E': residues => [zs|] // [<-] /=.
by split; [exact: residueP | exact: IH].
Qed.
Lemma monomials_reduce x r h : reduce x r -> reduce (monos x h) (monomials 1%num mul_mod r h).
Proof.
rewrite /monos; elim: x r h => [|a x IH] [|z r] h //= => [_|[ra rx]].
  by split=> //; exact: reduces_one.
elim: h => [|h IHh] /=; first by split=> //; exact: reduces_one.
apply: reduce_cat; first exact: IH.
exact: reduce_map.
Qed.

(* a combination that vanishes is 0 modulo p *)
Lemma reduce_small c u a z : {subset u <= c} -> reduce a z ->
  exists e : int, small c ((1 + p * e%:~R) * dot u a - dotn z u).
Proof.
elim: a z u => [|x a IH] [|y z] [|b u] //=; try by move=> _ _; exists 0; rewrite mulr0 subr0; exact: small0.
move=> /subset_behead [bc sub] [[e [k ex]] /(IH _ _ sub) [d sm]].
exists (e + d + (N.to_nat modulus)%:Z * e * d).
have -> : (1 + p * (e + d + (N.to_nat modulus)%:Z * e * d)%:~R) * (b * x + dot u a) - (n2f y * b + dotn z u) =
  (1 + p * e%:~R) * ((1 + p * d%:~R) * dot u a - dotn z u) + p * (e%:~R * dotn z u)
  + p * (((N.to_nat y)%:Z * d + k + (N.to_nat modulus)%:Z * k * d)%:~R * b).
  have {}ex : (1 + p * e%:~R) * x * b * (1 + p * d%:~R) = (n2f y + p * k%:~R) * b * (1 + p * d%:~R) by rewrite ex.
  rewrite !rmorphD !rmorphM /= -!n2f_int; move: ex; move: (e%:~R) (d%:~R) (k%:~R) (dot u a) (dotn z u) p (n2f y) => *; lra.
apply: small_add; last by apply/small_p/spanned_scale/spanned_mem.
apply: small_add; last by apply/small_p/spanned_scale/spanned_dotn.
have -> : 1 + p * e%:~R = (1 + (N.to_nat modulus)%:Z * e)%:~R :> F by rewrite rmorphD rmorphM.
exact: small_scale.
Qed.
Lemma reduce_zero c a z : reduce a z -> dot c a = 0 -> small c (dotn z c).
Proof.
move=> red e; have [k] := reduce_small (fun x h => h : x \in c) red; rewrite e mulr0 sub0r => /small_opp.
by rewrite opprK.
Qed.

(* ---- elimination ---- *)
Lemma all_residuesP n xs rs : all (fun x => size x == n) xs -> all_residues xs = Some rs ->
  all (fun r => size r == n) rs /\
  forall f, (forall x, List.In x xs -> f (map q2f x) = 0 :> F) -> forall r, List.In r rs ->
  exists2 a, reduce a r & f a = 0.
Proof.
elim: xs rs => [|x xs IH] rs /=; first by move=> _ [<-]; split.
move=> /andP[/eqP sx sxs]; case E: residues => [r|] //; case E': all_residues => [rs'|] // [<-].
have [sz h] := IH _ sxs E'; split=> /=.
  by rewrite sz andbT -(reduce_size (residuesP E)) size_map sx.
move=> f zs r' [<-|rr]; last by apply: h rr => y yxs; apply: zs; right.
by exists (map q2f x); [exact: residuesP | apply: zs; left].
Qed.
Lemma eliminate_sound (c : seq F) n h rs basis : all (fun r => size r == n) rs -> sound c basis c ->
  size c = size (monos (nseq n (0 : F)) h) ->
  (forall r, List.In r rs -> exists2 a, reduce a r & dot c (monos a h) = 0) -> sound c (eliminate h rs basis) c.
Proof.
elim: rs basis => [|r rs IH] basis //= /andP[/eqP sr srs] snd sc zs; case: ifP => // _.
apply: IH => // [|r' rr]; last by apply: zs; right.
apply: insert_sound => //; first by rewrite sc; apply: size_monomials; rewrite size_nseq.
have [a red e] := zs r (or_introl erefl).
exact: reduce_zero (monomials_reduce h red) e.
Qed.
Lemma columns_sound (c : seq F) n h : size c = size (monos (nseq n (0 : F)) h) -> sound c (columns n h) c.
Proof.
have : size (monos (nseq n (0 : F)) h) = size (monomials 1%num N.mul (List.repeat 1%num n) h).
  by apply: size_monomials; rewrite size_nseq; elim: (n) => //= k <-.
rewrite /columns => -> ; elim: {1 3}c (monomials _ _ _ _) => [|a u IH] [|y l] //= [e].
by split=> //; exact: IH.
Qed.

(* f1 + f2 x *)
Definition affine (f : F * seq F) (x : seq Q) : F := f.1 + dot f.2 (map q2f x).
Theorem rank_sound l n h xs fs : check_rank l n h xs = Ok tt -> all (fun x => size x == n) xs ->
  (size fs <= h)%N -> all (fun f => size f.2 == n) fs -> all (@nonzero F) fs ->
  ~ (forall x, List.In x xs -> has (fun f => affine f x == 0) fs).
Proof.
rewrite /check_rank; case E: all_residues => [rs|] // /require_ok fl sx le sf nz vanish.
have [c sc ec] := poly_coefficients (poly_product le sf).
have [srs zs] := all_residuesP sx E.
have c0 : all (fun a => a == 0) c.
  apply: all_small_zero; apply: (full_small fl) => //.
  apply: (eliminate_sound srs (columns_sound sc) sc) => r rr.
  apply: (zs (fun a => dot c (monos a h)) _ r rr) => x xxs.
  have szx : size (map q2f x) = n.
    by rewrite size_map; elim: (xs) sx xxs => //= y ys IH /andP[/eqP sy /IH h'] [<-|/h'].
  rewrite -ec //; have /hasP [f ff /eqP f0] := vanish x xxs.
  by apply/eqP; rewrite prodf_seq_eq0; apply/hasP; exists f; rewrite //= -f0 eqxx.
have [x szx] := generic_point nz sf.
by rewrite ec // dot_zero // eqxx.
Qed.
End Rank.
