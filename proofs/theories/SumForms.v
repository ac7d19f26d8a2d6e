(* Linear forms in values of which intervals are known: sums of changes of slope as forms,
   and the least and greatest values of a form; and intervals without a common number. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning ExhaustionPatterns.
From FTCert Require Import Certificate Specification CheckTree CheckBound LineSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Arguments Qred : simpl never.
Notation all_numbers := (Interval None None).
Notation tz0 := (0%coqQ, all_numbers).

Section Forms.
Variable F : realFieldType.
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Implicit Types (z : nat -> F) (cs : seq Q) (zs : seq interval).

Lemma Q2F_div p q : q2f (p / q)%coqQ = q2f p / q2f q.
Proof.
rewrite /Qdiv Q2FM; congr (_ * _); case: (boolP (Qeq_bool q 0)).
  rewrite (Qeq_boolP F) Q2F0 => /eqP e; rewrite e invr0 -(Q2F0 F); apply/Q2F_eq.
  by have /Q2F_eq -> : q2f q = q2f 0%coqQ by rewrite Q2F0.
rewrite (Qeq_boolP F) Q2F0 => ne; apply: (mulfI ne); rewrite -Q2FM divff // -(Q2F1 F).
apply/Q2F_eq/Qmult_inv_r => e; move: ne; have /Q2F_eq -> := e; by rewrite Q2F0 eqxx.
Qed.

(* the form with these coefficients, of z k, z (k + 1), .. *)
Fixpoint form_at cs z (k : nat) : F := if cs is c :: cs' then q2f c * z k + form_at cs' z k.+1 else 0.

Lemma add_at_size i c cs : size (add_at i c cs) = size cs.
Proof. by elim: cs i => [|q cs IH] [|i] //=; rewrite IH. Qed.
Lemma add_atP i c cs z k : (i < size cs)%N -> form_at (add_at i c cs) z k = form_at cs z k + q2f c * z (k + i)%N.
Proof.
elim: cs i k => [|q cs IH] [|i] k //= h; first by rewrite Qred_F Q2FD addn0; lra.
by rewrite IH // addrA addSnnS.
Qed.

Section Places.
Variable ts : seq Q.
Local Notation t := (fun r => q2f (nth 0%coqQ ts r)).
Variable z : nat -> F.

Lemma add_slope_size s r cs : size (add_slope ts s r cs) = size cs.
Proof. by rewrite /add_slope !add_at_size. Qed.
Lemma add_slopeP s r cs : (r.+1 < size cs)%N ->
  form_at (add_slope ts s r cs) z 0 = form_at cs z 0 + q2f s * slope t z r.
Proof.
move=> h; rewrite /add_slope !add_atP ?add_at_size //; last exact: ltnW.
by rewrite !add0n Q2FN Q2F_div Q2FB !nth_list /slope; move: (_^-1) => gap; lra.
Qed.
Lemma add_change_size r cs : size (add_change ts cs r) = size cs.
Proof. by case: r => [|r]; rewrite /add_change !add_slope_size. Qed.
Lemma add_changeP r cs : (r.+1 < size cs)%N ->
  form_at (add_change ts cs r) z 0 = form_at cs z 0 + slope_change t z r.
Proof.
case: r => [|r] h; rewrite /add_change !add_slopeP ?add_slope_size //; last exact: ltnW.
  by rewrite Q2F1 mul1r.
by rewrite Q2F1 (Q2FN F 1) Q2F1 /slope_change; lra.
Qed.
Lemma sum_form_size ps : size (sum_form ts ps) = size ts.
Proof.
rewrite /sum_form; have : size (add_change ts (map (fun=> 0%coqQ) ts) 0) = size ts by rewrite add_change_size size_map.
rewrite -[List.map _ _]/(map _ _); move: (add_change _ _ _) => l <-.
by elim: ps l => [|p ps IH] l //=; rewrite IH add_change_size.
Qed.
Lemma sum_formP ps : (1 < size ts)%N -> inner (size ts) ps -> form_at (sum_form ts ps) z 0 = change_sum t z ps.
Proof.
move=> n1 [_ h]; rewrite /sum_form /change_sum.
have zero k : form_at (map (fun=> 0%coqQ) ts) z k = 0.
  by elim: (ts) k => //= q l IH k; rewrite IH Q2F0 mul0r addr0.
have := @add_changeP 0 (map (fun=> 0%coqQ) ts); rewrite size_map => /(_ n1); rewrite zero add0r => <-.
have := add_change_size 0 (map (fun=> 0%coqQ) ts); rewrite size_map.
rewrite -[List.map _ _]/(map _ _); move: (add_change _ _ _) => l.
elim: ps l h => [|p ps IH] l h sz /=; first by rewrite big_nil addr0.
rewrite IH ?add_change_size //; last by move=> r rp; apply: h; right.
rewrite add_changeP ?sz ?big_cons ?addrA //.
by have := h p (or_introl erefl); lia.
Qed.
End Places.

(* ---- the values of a form ---- *)
Lemma extremeP least cs zs z k q : size cs = size zs ->
  (forall r, (r < size zs)%N -> in_interval (nth all_numbers zs r) (z (k + r)%N)) -> extreme least cs zs = Some q ->
  if least then q2f q <= form_at cs z k else form_at cs z k <= q2f q.
Proof.
elim: cs zs k q => [|c cs IH] [|i zs] k q //= sz inz; first by move=> [<-]; rewrite Q2F0; case: least.
case E: (extreme least cs zs) => [m|] //.
have {}IH : if least then q2f m <= form_at cs z k.+1 else form_at cs z k.+1 <= q2f m.
  by apply: IH E => [|r rl]; [case: sz | have := inz r.+1 rl; rewrite addSnnS].
have {inz} [lo hi] : in_interval i (z k) by have := inz 0%N isT; rewrite addn0.
case: (boolP (Qeq_bool c 0)); rewrite (Qeq_boolP F) Q2F0.
  by move=> /eqP -> [<-]; rewrite mul0r add0r.
move=> c0; case P: (Qle_bool 0 c); move: (P); rewrite (Q2F_leE F) Q2F0.
  move=> c1; have cp : 0 < q2f c by rewrite lt_neqAle eq_sym c0.
  case: least IH {E} => IH /=; [case: (low i) lo => // e lo [<-] | case: (high i) hi => // e hi [<-]]; rewrite Qred_F Q2FD Q2FM.
    by apply: ler_add => //; rewrite ler_pmul2l //; exact: lo.
  by apply: ler_add => //; rewrite ler_pmul2l //; exact: hi.
move=> /negbT; rewrite -ltNge => cn.
case: least IH {E} => IH /=; [case: (high i) hi => // e hi [<-] | case: (low i) lo => // e lo [<-]]; rewrite Qred_F Q2FD Q2FM.
  by apply: ler_add => //; rewrite ler_nmul2l //; exact: hi.
by apply: ler_add => //; rewrite ler_nmul2l //; exact: lo.
Qed.

(* a sum whose end has the sign *)
Lemma sum_endP ts zs z x q : (1 < size ts)%N -> size zs = size ts -> inner (size ts) (positions x) ->
  (forall r, (r < size zs)%N -> in_interval (nth all_numbers zs r) (z r)) ->
  sum_end ts zs x = Some q -> bends_so (sum_positive x) q ->
  has_sign (sum_positive x) (change_sum (fun r => q2f (nth 0%coqQ ts r)) z (positions x)).
Proof.
move=> n1 sz inn inz E; rewrite (bends_so_F F) -sum_formP //.
have := extremeP (k := 0) (z := z) _ _ E; rewrite sum_form_size sz => /(_ erefl) h.
have {}h := h ltac:(by move=> r rl; rewrite add0n; apply: inz; rewrite sz).
by case: sum_positive h => /= h s; [exact: lt_le_trans s h | exact: le_lt_trans h s].
Qed.

(* ---- a common number ---- *)
Lemma most_of_in better l q : most_of better l = Some q -> List.In (Some q) l.
Proof.
rewrite /most_of; have E m : List.fold_left (fun m q => match m, q with
    | Some a, Some b => if better a b then q else m | None, _ => q | _, None => m end) l m = Some q ->
    m = Some q \/ List.In (Some q) l.
  elim: l m => [|[b|] l IH] m /=; first by left.
    by case: m => [a|] /IH []; [case: (better a b) => ->; [right; left|left] | right; right | move=> ->; right; left | right; right].
  by case: m => [a|] /IH [->|]; [left | right; right | right; left | right; right].
by move=> /E [].
Qed.
Lemma not_common zs z : (forall r, (r < size zs)%N -> in_interval (nth all_numbers zs r) (z r)) ->
  ~~ in_common zs -> exists2 i, (i < size zs)%N & z i != z 0%N.
Proof.
move=> inz; rewrite /in_common.
case A: (most_of _ (List.map low zs)) => [a|] //; case B: (most_of _ (List.map high zs)) => [b|] //.
rewrite (Q2F_leE F) -ltNge => ba.
have place (f : interval -> option Q) q : List.In (Some q) (List.map f zs) -> exists2 i, (i < size zs)%N & f (nth all_numbers zs i) = Some q.
  elim: (zs) => [|y l IH] //= [e|/IH [i il e]]; first by exists 0%N.
  by exists i.+1.
have [i il ei] := place low a (most_of_in A); have [k kl ek] := place high b (most_of_in B).
have [/(_ _ ei) hi _] := inz i il; have [_ /(_ _ ek) hk] := inz k kl.
case: (eqVneq (z i) (z 0%N)) => [e|]; last by exists i.
exists k => //; rewrite -e lt_eqF //.
exact: le_lt_trans hk (lt_le_trans ba hi).
Qed.
End Forms.
