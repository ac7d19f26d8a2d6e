(* An ordered field of mathcomp as an ordered ring of the standard library, and
   the embedding Q2F of the rationals Q into it. *)
From Coq Require Import QArith NArith.
From Coq.micromega Require OrderedRing ZCoeff RingMicromega QMicromega Tauto EnvRing Refl Lqa.
From Coq.setoid_ring Require Ring_theory InitialRing.
From mathcomp Require Import all_ssreflect all_algebra.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Delimit Scope Z_scope with coqZ.
Delimit Scope Q_scope with coqQ.
Local Open Scope ring_scope.

Section Embed.
Variable F : realFieldType.
Implicit Types x y : F.

Definition Fadd (x y : F) : F := x + y.
Definition Fmul (x y : F) : F := x * y.
Definition Fsub (x y : F) : F := x - y.
Definition Fopp (x : F) : F := - x.
Definition Fle (x y : F) : Prop := x <= y.
Definition Flt (x y : F) : Prop := x < y.

Lemma F_rt : Ring_theory.ring_theory (0 : F) 1 Fadd Fmul Fsub Fopp (@eq F).
Proof.
split.
- exact: add0r.
- exact: addrC.
- exact: addrA.
- exact: mul1r.
- exact: mulrC.
- exact: mulrA.
- exact: mulrDl.
- by [].
- exact: subrr.
Qed.

Lemma F_sor :
  OrderedRing.SOR (0 : F) 1 Fadd Fmul Fsub Fopp (@eq F) Fle Flt.
Proof.
constructor.
- exact: RelationClasses.eq_equivalence.
- by move=> ? ? -> ? ? ->.
- by move=> ? ? -> ? ? ->.
- by move=> ? ? ->.
- by move=> ? ? -> ? ? ->.
- by move=> ? ? -> ? ? ->.
- exact: F_rt.
- by move=> x; exact: lexx.
- by move=> x y h1 h2; apply/eqP; rewrite eq_le; apply/andP.
- by move=> x y z; exact: le_trans.
- move=> x y; rewrite /Flt lt_neqAle; split.
    by case/andP=> /eqP h1 h2.
  by case=> h1 /eqP h2; apply/andP.
- move=> x y; case: (ltgtP x y) => h; [by left | by right; right | by right; left].
- by move=> x y z h; rewrite /Fle /Fadd ler_add2l.
- by move=> x y; exact: mulr_gt0.
- by apply/eqP; rewrite eq_sym oner_neq0.
Qed.

Definition Z2F (z : Z) : F :=
  ZCoeff.gen_order_phi_Z 0 1 Fadd Fmul Fopp z.
Definition Q2F (q : Q) : F := Z2F (Qnum q) / Z2F (Zpos (Qden q)).

Let zm := ZCoeff.Zring_morph F_sor.
Lemma Z2F0 : Z2F 0%coqZ = 0. Proof. by []. Qed.
Lemma Z2F1 : Z2F 1%coqZ = 1. Proof. by []. Qed.
Lemma Z2FD a b : Z2F (a + b)%coqZ = Z2F a + Z2F b.
Proof. exact: (Ring_theory.morph_add zm). Qed.
Lemma Z2FM a b : Z2F (a * b)%coqZ = Z2F a * Z2F b.
Proof. exact: (Ring_theory.morph_mul zm). Qed.
Lemma Z2FN a : Z2F (- a)%coqZ = - Z2F a.
Proof. exact: (Ring_theory.morph_opp zm). Qed.
Lemma Z2F_lt a b : (a < b)%coqZ -> Z2F a < Z2F b.
Proof. exact: (ZCoeff.clt_morph F_sor). Qed.
Lemma Z2F_le a b : (a <= b)%coqZ -> Z2F a <= Z2F b.
Proof. by move/Z.leb_le; exact: (ZCoeff.Zcleb_morph F_sor). Qed.
Lemma Z2Fpos p : 0 < Z2F (Zpos p).
Proof. by rewrite -Z2F0; apply: Z2F_lt. Qed.
Lemma Z2Fpos0 p : Z2F (Zpos p) != 0.
Proof. by rewrite gt_eqF // Z2Fpos. Qed.
Lemma Z2F_ltE a b : (a <? b)%coqZ = (Z2F a < Z2F b).
Proof.
case: (Z.ltb_spec a b) => [/Z2F_lt -> // | /Z2F_le h].
by symmetry; rewrite ltNge h.
Qed.
Lemma Z2F_leE a b : (a <=? b)%coqZ = (Z2F a <= Z2F b).
Proof. by rewrite Z.leb_antisym Z2F_ltE leNgt. Qed.
Lemma Z2F_inj a b : Z2F a = Z2F b -> a = b.
Proof.
move=> e; apply: Z.le_antisymm; apply/Z.leb_le; rewrite Z2F_leE e; exact: lexx.
Qed.

Lemma Q2F0 : Q2F 0 = 0. Proof. by rewrite /Q2F mul0r. Qed.
Lemma Q2F1 : Q2F 1 = 1. Proof. by rewrite /Q2F divff // oner_neq0. Qed.
Lemma Q2FE n d : Q2F (Qmake n d) = Z2F n / Z2F (Zpos d). Proof. by []. Qed.
Lemma Z2FposM p q : Z2F (Zpos (p * q)) = Z2F (Zpos p) * Z2F (Zpos q).
Proof. exact: (Z2FM (Zpos p) (Zpos q)). Qed.
Lemma Q2FD a b : Q2F (a + b)%coqQ = Q2F a + Q2F b.
Proof.
case: a b => [an ad] [bn bd]; rewrite !Q2FE Z2FposM Z2FD !Z2FM.
by rewrite addf_div ?Z2Fpos0.
Qed.
Lemma Q2FM a b : Q2F (a * b)%coqQ = Q2F a * Q2F b.
Proof.
case: a b => [an ad] [bn bd]; rewrite !Q2FE Z2FposM !Z2FM.
by rewrite mulf_div.
Qed.
Lemma Q2FN a : Q2F (- a)%coqQ = - Q2F a.
Proof. by case: a => [an ad]; rewrite !Q2FE Z2FN mulNr. Qed.
Lemma Q2FB a b : Q2F (a - b)%coqQ = Q2F a - Q2F b.
Proof. by rewrite Q2FD Q2FN. Qed.
Lemma Q2F_leE a b : Qle_bool a b = (Q2F a <= Q2F b).
Proof.
case: a b => [an ad] [bn bd]; rewrite !Q2FE /Qle_bool [Qnum _]/= [Qden _]/=.
by rewrite ler_pdivr_mulr ?Z2Fpos // mulrAC ler_pdivl_mulr ?Z2Fpos // Z2F_leE !Z2FM.
Qed.
Lemma Q2F_le a b : (a <= b)%coqQ <-> (Q2F a <= Q2F b).
Proof. by rewrite -Qle_bool_iff Q2F_leE. Qed.
Lemma Q2F_lt a b : (a < b)%coqQ <-> (Q2F a < Q2F b).
Proof.
rewrite ltNge; split.
  by move=> /Qlt_not_le h; apply/negP => /Q2F_le.
by move=> /negP h; apply: Qnot_le_lt => /Q2F_le.
Qed.
Lemma Q2F_eq a b : (a == b)%coqQ <-> (Q2F a = Q2F b).
Proof.
split=> [e|e].
  by apply/eqP; rewrite eq_le; apply/andP; split; apply/Q2F_le; rewrite e; apply: Qle_refl.
by apply: Qle_antisym; apply/Q2F_le; rewrite e lexx.
Qed.

Lemma F_pow :
  Ring_theory.power_theory (1 : F) Fmul (@eq F) (fun n : N => n)
    (Ring_theory.pow_N 1 Fmul).
Proof. by constructor. Qed.

Lemma F_addon :
  RingMicromega.SORaddon (0 : F) 1 Fadd Fmul Fsub Fopp (@eq F) Fle
    0%coqQ 1%coqQ Qplus Qmult Qminus Qopp Qeq_bool Qle_bool
    Q2F (fun n : N => n) (Ring_theory.pow_N 1 Fmul).
Proof.
constructor.
- constructor.
  + exact: Q2F0.
  + exact: Q2F1.
  + exact: Q2FD.
  + exact: Q2FB.
  + exact: Q2FM.
  + exact: Q2FN.
  + by move=> x y /Qeq_bool_iff /Q2F_eq.
- exact: F_pow.
- by move=> x y /Qeq_bool_neq h /Q2F_eq.
- by move=> x y; rewrite /Fle Q2F_leE.
Qed.

End Embed.
