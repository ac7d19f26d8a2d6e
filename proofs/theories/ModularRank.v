(* Full rank modulo the prime is full rank over every ordered field: if a combination of
   the columns with coefficients c vanishes at all rows, every c_i is the prime times an
   integer combination of all c_j, so c = 0, as the determinant of 1 - p Q is 1 modulo
   p.  That the modulus is prime is not needed: inverses are tested. *)
From Coq Require Import QArith NArith ZArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField.
From FTCert Require Import Certificate CheckTree CheckCover PolynomialSpan.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Arguments N.modulo : simpl never.
Arguments N.div : simpl never.
Arguments N.mul : simpl never.
Arguments N.add : simpl never.
Arguments N.sub : simpl never.
Arguments N.to_nat : simpl never.
Arguments inverse_mod : simpl never.
Lemma modulus_gt1 : (1 < modulus)%num. Proof. by []. Qed.
Opaque modulus.

(* ---- c = p Q c ---- *)
Lemma nakayama (F : realFieldType) (p r : nat) (c : 'I_r -> F) (q : 'I_r -> 'I_r -> int) : (1 < p)%N ->
  (forall i, c i = p%:R * \sum_j (q i j)%:~R * c j) -> forall i, c i = 0.
Proof.
move=> p1 h; pose A : 'M[int]_r := 1%:M - (p%:Z *: \matrix_(i, j) q i j).
have d0 : \det A != 0.
  apply/eqP => e; have : (\det A)%:~R = 1 :> 'Z_p.
    rewrite -(det_map_mx [rmorphism of intr]) -[RHS](det1 _ r); congr (\det _).
    apply/matrixP => i j; rewrite !mxE rmorphB rmorphM /= -pmulrn.
    by rewrite (_ : p%:R = 0 :> 'Z_p) ?mul0r ?subr0 ?rmorph_nat //; exact: char_Zp.
  by rewrite e => /eqP; rewrite eq_sym oner_eq0.
pose B : 'M[F]_r := map_mx intr A; pose v : 'cV[F]_r := \col_i c i.
have BU : B \in unitmx by rewrite unitmxE /B (det_map_mx [rmorphism of intr]) unitfE intr_eq0.
have Bv : B *m v = 0.
  apply/colP => i; rewrite !mxE.
  have -> : \sum_j B i j * v j 0 = c i - p%:R * \sum_j (q i j)%:~R * c j.
    rewrite mulr_sumr [in RHS](_ : c i = \sum_j (i == j)%:R * c j); last first.
      by rewrite (bigD1 i) //= eqxx mul1r big1 ?addr0 // => j /negbTE; rewrite eq_sym => ->; rewrite mul0r.
    rewrite -sumrB; apply: eq_bigr => j _; rewrite !mxE rmorphB rmorphM /= -pmulrn rmorph_nat.
    by rewrite mulrBl -mulrA.
  by rewrite -h subrr.
move=> i; have := mulKmx BU v; rewrite Bv mulmx0 => /(congr1 (fun u : 'cV_r => u i 0)).
by rewrite !mxE => <-.
Qed.

Section Modular.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Local Notation z2f := (Z2F F).
Definition n2f (n : N) : F := (N.to_nat n)%:R.
Local Notation p := (n2f modulus).

Lemma n2f0 : n2f 0 = 0. Proof. by []. Qed.
Lemma n2f1 : n2f 1 = 1. Proof. by []. Qed.
Lemma n2fD a b : n2f (a + b)%num = n2f a + n2f b.
Proof. by rewrite /n2f N2Nat.inj_add natrD. Qed.
Lemma n2fM a b : n2f (a * b)%num = n2f a * n2f b.
Proof. by rewrite /n2f N2Nat.inj_mul natrM. Qed.
Lemma n2f_mod a : n2f (a mod modulus)%num = n2f a - p * n2f (a / modulus)%num.
Proof.
have m0 : modulus <> 0%num by move: modulus_gt1 => h e; rewrite e in h.
have := N.div_mod a modulus m0 => /(congr1 n2f); rewrite n2fD n2fM; lra.
Qed.
Lemma n2f_int a : n2f a = (N.to_nat a)%:Z%:~R. Proof. by []. Qed.
Lemma n2f_negmod a : exists k : int, n2f (modulus - a mod modulus)%num = p * k%:~R - n2f a.
Proof.
have m0 : modulus <> 0%num by move: modulus_gt1 => h e; rewrite e in h.
have lt := N.mod_lt a modulus m0.
have e : ((modulus - a mod modulus) + a mod modulus)%num = modulus by lia.
move/(congr1 n2f): e; rewrite n2fD n2f_mod => e.
exists (1 + (N.to_nat (a / modulus))%:Z); rewrite rmorphD /= -n2f_int -[1%:~R]/(1 : F); move: e; lra.
Qed.
Lemma z2f_N n : z2f (Z.of_N n) = n2f n.
Proof.
elim/N.peano_ind: n => [|n IH]; first by rewrite Z2F0.
by rewrite N2Z.inj_succ -Z.add_1_r Z2FD IH Z2F1 -N.add_1_r n2fD.
Qed.

(* ---- integer combinations of c, and p times these ---- *)
Variable c : seq F.
Definition spanned (y : F) : Prop := exists q : nat -> int, y = \sum_(i < size c) (q i)%:~R * c`_i.
Definition small (v : F) : Prop := exists2 y, spanned y & v = p * y.

Lemma spanned_add x y : spanned x -> spanned y -> spanned (x + y).
Proof.
move=> [q ->] [r ->]; exists (fun i => q i + r i); rewrite -big_split /=.
by apply: eq_bigr => i _; rewrite rmorphD mulrDl.
Qed.
Lemma spanned_scale (k : int) x : spanned x -> spanned (k%:~R * x).
Proof.
move=> [q ->]; exists (fun i => k * q i); rewrite mulr_sumr; apply: eq_bigr => i _.
by rewrite rmorphM mulrA.
Qed.
Lemma spanned0 : spanned 0.
Proof. by exists (fun=> 0); rewrite big1 // => i _; rewrite mul0r. Qed.
Lemma spanned_mem x : x \in c -> spanned x.
Proof.
move=> /(nthP 0) [i il <-]; exists (fun j => (j == i)%:Z).
rewrite (bigD1 (Ordinal il)) //= eqxx mul1r big1 ?addr0 // => j /negbTE ne.
by rewrite -[nat_of_ord j == i]/(j == Ordinal il) ne mul0r.
Qed.
Lemma small0 : small 0. Proof. by exists 0; [exact: spanned0 | rewrite mulr0]. Qed.
Lemma small_add x y : small x -> small y -> small (x + y).
Proof. by move=> [u su ->] [v sv ->]; exists (u + v); [exact: spanned_add | rewrite mulrDr]. Qed.
Lemma small_scale (k : int) x : small x -> small (k%:~R * x).
Proof. by move=> [u su ->]; exists (k%:~R * u); [exact: spanned_scale | rewrite mulrCA]. Qed.
Lemma small_opp x : small x -> small (- x).
Proof. by move=> /(small_scale (-1)); rewrite rmorphN1 mulN1r. Qed.
Lemma small_sub x y : small x -> small y -> small (x - y).
Proof. by move=> sx /small_opp; exact: small_add. Qed.
Lemma small_p y : spanned y -> small (p * y). Proof. by exists y. Qed.

(* ---- rows of naturals ---- *)
Fixpoint dotn (v : seq N) (u : seq F) : F :=
  match v, u with a :: v', b :: u' => n2f a * b + dotn v' u' | _, _ => 0 end.
Lemma spanned_dotn v u : {subset u <= c} -> spanned (dotn v u).
Proof.
elim: v u => [|a v IH] [|b u] sub //=; try exact: spanned0.
apply: spanned_add; first by rewrite n2f_int; apply/spanned_scale/spanned_mem/sub; rewrite inE eqxx.
by apply: IH => x xu; apply: sub; rewrite inE xu orbT.
Qed.
Lemma subset_behead b u : {subset (b :: u : seq F) <= c} -> b \in c /\ {subset u <= c}.
Proof. by move=> sub; split=> [|x xu]; apply: sub; rewrite inE ?eqxx ?xu ?orbT. Qed.

Lemma scaled_dotn i v u : {subset u <= c} -> small (dotn (map (mul_mod i) v) u - n2f i * dotn v u).
Proof.
elim: v u => [|a v IH] [|b u] /=; rewrite ?mulr0 ?subr0; try by move=> _; exact: small0.
move=> /subset_behead [bc sub]; rewrite n2f_mod n2fM; set k := (i * a / modulus)%num.
have -> : (n2f i * n2f a - p * n2f k) * b + dotn (map (mul_mod i) v) u - n2f i * (n2f a * b + dotn v u) =
  (dotn (map (mul_mod i) v) u - n2f i * dotn v u) - p * (n2f k * b) by lra.
by apply: small_sub (IH u sub) _; apply: small_p; rewrite n2f_int; apply/spanned_scale/spanned_mem.
Qed.
Lemma added_dotn a t v u : {subset u <= c} -> size t = size v ->
  small (dotn (add_multiple a t v) u - (dotn v u + n2f a * dotn t u)).
Proof.
elim: t v u => [|y t IH] [|x v] [|b u] //=; rewrite ?mulr0 ?addr0 ?subr0; try by move=> _ _; exact: small0.
move=> /subset_behead [bc sub] [sz]; rewrite n2f_mod n2fD n2fM; set k := (_ / modulus)%num.
have -> : (n2f x + n2f a * n2f y - p * n2f k) * b + dotn (add_multiple a t v) u -
   (n2f x * b + dotn v u + n2f a * (n2f y * b + dotn t u)) =
  (dotn (add_multiple a t v) u - (dotn v u + n2f a * dotn t u)) - p * (n2f k * b) by lra.
by apply: small_sub (IH _ _ sub sz) _; apply: small_p; rewrite n2f_int; apply/spanned_scale/spanned_mem.
Qed.
Lemma size_add_multiple a t v : size (add_multiple a t v) = size v.
Proof. by elim: t v => [|y t IH] [|x v] //=; rewrite IH. Qed.

(* ---- the echelon form ---- *)
Fixpoint sound (basis : echelon) (u : seq F) : Prop :=
  match basis, u with
  | [::], [::] => True
  | o :: basis', b :: u' =>
      match o with
      | None => True
      | Some t => size t = size u' /\ small (b + dotn t u')
      end /\ sound basis' u'
  | _, _ => False
  end.
Lemma are_inverseP a i : are_inverse a i -> exists k : int, n2f i * n2f a = 1 + p * k%:~R.
Proof.
rewrite /are_inverse /mul_mod => /N.eqb_eq /(congr1 n2f); rewrite n2f_mod n2fM n2f1 => e.
exists (N.to_nat (a * i / modulus)); rewrite -[X in p * X]/(n2f _); move: e; lra.
Qed.
Lemma insert_sound basis u v : {subset u <= c} -> sound basis u -> size v = size u -> small (dotn v u) ->
  sound (insert basis v) u.
Proof.
elim: basis u v => [|o basis IH] [|b u] [|a v] //= /subset_behead [bc sub] [ok more] [sz] sm.
case: N.eqb_spec sm => [-> |a0] sm.
  by split=> //; apply: IH => //; move: sm; rewrite n2f0 mul0r add0r.
case: o ok => [t|] /=.
  move=> [st smt]; split=> //; apply: IH => //; first by rewrite size_add_multiple.
  have [k ek] := n2f_negmod a.
  have := added_dotn (modulus - a mod modulus) sub (etrans st (esym sz)); rewrite ek => h.
  have -> : dotn (add_multiple (modulus - a mod modulus) t v) u =
    (dotn (add_multiple (modulus - a mod modulus) t v) u - (dotn v u + (p * k%:~R - n2f a) * dotn t u))
    + (n2f a * b + dotn v u) + p * (k%:~R * dotn t u) - n2f a * (b + dotn t u) by lra.
  apply: small_sub; last by rewrite n2f_int; exact: small_scale.
  apply: small_add; first exact: small_add.
  by apply/small_p/spanned_scale/spanned_dotn.
move=> _; move: (inverse_mod a) => i; case: (boolP (are_inverse a i)) => [inv|_] //=; split=> //.
split; first by rewrite size_map.
have [k ek] := are_inverseP inv; have {}ek : n2f i * n2f a * b = (1 + p * k%:~R) * b by rewrite ek.
have -> : b + dotn (map (mul_mod i) v) u =
  (dotn (map (mul_mod i) v) u - n2f i * dotn v u) + n2f i * (n2f a * b + dotn v u) - p * (k%:~R * b).
  by move: ek; move: (n2f i) (n2f a) (dotn _ _) (dotn _ _) => *; lra.
apply: small_sub; last by apply/small_p/spanned_scale/spanned_mem.
by apply: small_add; [exact: scaled_dotn | rewrite (n2f_int i); exact: small_scale].
Qed.
Lemma full_small basis u : full basis -> sound basis u -> {subset u <= c} -> forall x, x \in u -> small x.
Proof.
elim: basis u => [|[t|] basis IH] [|b u] //= fl [[sz sm] more] /subset_behead [bc sub].
have IHu := IH u fl more sub.
have smt : small (dotn t u).
  elim: (u) t {sz sm more sub} IHu => [|d w IHw] [|a t] h /=; try exact: small0.
  apply: small_add; first by rewrite n2f_int; apply/small_scale/h; rewrite inE eqxx.
  by apply: IHw => x xw; apply: h; rewrite inE xw orbT.
move=> x; rewrite inE => /orP[/eqP ->|/IHu //].
by have := small_sub sm smt; rewrite addrK.
Qed.
Lemma all_small_zero : (forall x, x \in c -> small x) -> all (fun a => a == 0) c.
Proof.
move=> h; have p1 : (1 < N.to_nat modulus)%N by have := modulus_gt1; lia.
have pick (i : 'I_(size c)) : exists q : 'I_(size c) -> int, c`_i = (N.to_nat modulus)%:R * \sum_j (q j)%:~R * c`_j.
  have [y [q ey] e] := h _ (mem_nth 0 (ltn_ord i)).
  by exists q; rewrite e ey.
have [q hq] := fin_all_exists pick.
apply/allP => x /(nthP 0) [i il <-]; apply/eqP.
exact: (@nakayama F _ _ (fun i => c`_i) q p1 hq (Ordinal il)).
Qed.
End Modular.
