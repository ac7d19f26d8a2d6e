(* An accepted lower bound: no network of that depth with fewer hidden neurons takes
   values in the intervals that are known at the samples, over any ordered field. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra zify.
From FTCert Require Import OFLra OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import DeepKinks AlternationCount SignsSound ExhaustionPatterns ExhaustionSound.
From FTCert Require Words.
From FTCert Require Import Certificate Specification CountKinks ExhaustionTree CheckTree CheckBound LineSound SumForms PatternsSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Arguments Qred : simpl never.
Notation p0 := (LinePoint 0 0 None).

(* ---- the stated kinks ---- *)
Definition stated (points : seq line_point) (i : nat) : option bool := kink (nth p0 points i).

Lemma stated_size points i s : stated points i = Some s -> (i < size points)%N.
Proof. by rewrite /stated ltnNge => e; apply/negP => h; rewrite nth_default in e. Qed.

(* the indices of all stated kinks *)
Definition marked (points : seq line_point) : seq nat :=
  [seq i <- iota 0 (size points) | stated points i != None].
Lemma mem_marked points i : i \in marked points <-> exists s, stated points i = Some s.
Proof.
rewrite mem_filter mem_iota; split; first by case: (stated _ _) => [s|] //; exists s.
by move=> [s e]; rewrite e; exact: stated_size e.
Qed.
Lemma sorted_marked points : sorted ltn (marked points).
Proof. by apply: sorted_filter; [exact: ltn_trans | exact: iota_ltn_sorted]. Qed.
Lemma lettersE points : letters points = [seq odflt false (stated points i) | i <- marked points].
Proof.
have pmapE (T : Type) (f : T -> option bool) r :
    pmap f r = [seq odflt false (f t) | t <- r & f t != None].
  by elim: r => //= t r ->; case E: (f t) => [c|] //=; rewrite E.
have -> : letters points = pmap kink points by elim: points => //= p l <-; case: (kink p).
rewrite -[in LHS](mkseq_nth p0 points) /mkseq pmapE filter_map -map_comp.
by apply: eq_map.
Qed.

(* ---- the conditions of exhaustion ---- *)
Lemma conditions_of_kinksP n r points c : List.In c (conditions_of_kinks n r points) ->
  exists i s, c = kink_condition n (r + N.of_nat i)%num s /\ stated points i = Some s.
Proof.
elim: points r => [|p points IH] r //=.
have more : List.In c (conditions_of_kinks n (N.succ r) points) ->
    exists i s, c = kink_condition n (r + N.of_nat i)%num s /\ stated (p :: points) i = Some s.
  move=> /IH [i [s [ec e]]]; exists i.+1, s; split=> //.
  by rewrite ec; congr kink_condition; lia.
case E: (kink p) => [s|] //= [<-|] //; exists 0%N, s; split=> //.
by congr kink_condition; lia.
Qed.

Lemma increasing_inner a ps n : Words.increasing_within a ps n ->
  uniq (map N.to_nat ps) /\ forall r, List.In r ps -> (N.to_nat a < N.to_nat r < N.to_nat n)%N.
Proof.
elim: ps a => [|p ps IH] a //= /andP[/N.ltb_lt ap inc]; have [u h] := IH _ inc.
have pn : (N.to_nat p < N.to_nat n)%N.
  case: ps {u IH} inc h => [/N.ltb_lt|q ps _ h]; first lia.
  by have /andP[] := h q (or_introl erefl); lia.
split; last by move=> r [<-|/h]; lia.
rewrite u andbT; apply/mapP => -[r rp e].
have /h : List.In r ps by elim: (ps) rp => //= q l IHl; rewrite inE => /orP[/eqP ->|/IHl]; [left|right].
by rewrite e ltnn.
Qed.

Section Sound.
Variables (F : realFieldType) (D P : nat) (b : bound).
Local Ltac lra := flra F.
Local Notation q2f := (Q2F F).
Variables (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P).
Hypothesis net : deep ws g.
Variables (tz : seq placed) (u v : 'cV[F]_D) (J : 'I_P).
(* what g takes at the points of the line *)
Local Notation z := (fun r => g (u + xs F tz r *: v) J 0).
Hypothesis szl : size tz = size (line b).
Hypothesis inz : forall r, (r < size tz)%N -> in_interval (nth tz0 tz r).2 (z r).
Hypothesis xinc : forall i k, (i < k)%N -> (k < size tz)%N -> xs F tz i < xs F tz k.

Lemma taken r : (r < size tz)%N -> g (u + xs F tz r *: v) J 0 = z r. Proof. by []. Qed.
Lemma in_seconds r : (r < size (List.map snd tz))%N -> in_interval (nth all_numbers (List.map snd tz) r) (z r).
Proof.
by rewrite -[List.map _ _]/(map _ _) size_map => rl; rewrite (nth_map tz0) //; exact: inz.
Qed.

(* ---- exhaustion ---- *)
Lemma conditions_of_sumsP l cs : (1 < size tz)%N ->
  conditions_of_sums (points_of b) (List.map fst tz) (List.map snd tz) l = Ok cs ->
  forall c, List.In c cs -> forced (xs F tz) z (size tz) c.
Proof.
move=> n1; elim: l cs => [|x l IH] cs /=; first by case=> <-.
case: (boolP (Words.increasing_within _ _ _)) => //= inc; case E: sum_end => [q|] //; case: ifP => // bs.
move=> /(@bind_ok _ _ _ _ _) [more /IH h [<-]] c /= [<-|/h //].
have inn : inner (size tz) (positions x).
  have [un r] := increasing_inner inc; split=> // k /r.
  by rewrite /points_of szl Nat2N.id.
rewrite /points_of -[List.length _]/(size _) -szl; apply: ForcedSum => //.
have s1 : size (List.map fst tz) = size tz by rewrite -[List.map _ _]/(map _ _) size_map.
have s2 : size (List.map snd tz) = size tz by rewrite -[List.map _ _]/(map _ _) size_map.
have := @sum_endP F (List.map fst tz) (List.map snd tz) z x; rewrite s1 s2 => /(_ _ n1 erefl inn _ E bs).
have e r : q2f (nth 0%coqQ (List.map fst tz) r) = xs F tz r.
  rewrite -[List.map _ _]/(map _ _) /xs; case: (ltnP r (size tz)) => rl; first by rewrite (nth_map tz0).
  by rewrite !nth_default ?size_map.
have slope_e i : slope (fun r => q2f (nth 0%coqQ (List.map fst tz) r)) z i = slope (xs F tz) z i by rewrite /slope !e.
have change_e i : slope_change (fun r => q2f (nth 0%coqQ (List.map fst tz) r)) z i = slope_change (xs F tz) z i.
  by case: i => [|i]; rewrite /slope_change !slope_e.
have same p : change_sum (fun r => q2f (nth 0%coqQ (List.map fst tz) r)) z p = change_sum (xs F tz) z p.
  by rewrite /change_sum change_e; congr (_ + _); apply: eq_bigr => i _; exact: change_e.
by rewrite same; apply; move=> r; rewrite -s2; exact: in_seconds.
Qed.

Lemma exhaustion_bound : N.to_nat (layers (the_claim (bound_body b))) = 2%N ->
  (size ws + 1)%N = N.to_nat (layers (the_claim (bound_body b))) ->
  check_kinks false None (line b) (all_bends tz) = Ok tt -> check_exhaustion b tz = Ok tt ->
  (N.to_nat (neurons (the_claim (bound_body b))) <= sumn ws)%N.
Proof.
move=> L2 szw kinks; rewrite /check_exhaustion; case: (exhaustion_tree b) => // t.
move=> /(@bind_ok _ _ _ _ _) [? /require_ok /N.leb_le n3].
have K3 : (3 <= size tz)%N.
  by move: n3; rewrite /points_of -[List.length _]/(size _) -szl; lia.
move=> /(@bind_ok _ _ _ _ _) [more sums]; case V: visit => [q||] // _.
have [m ew] : exists m, ws = [:: m].
  by move: szw; rewrite L2; case: (ws) => [|m [|m' l]] /= e; [lia | exists m | lia].
have net1 : deep [:: m] g by rewrite -ew.
rewrite ew /= addn0; apply: (exhaustion_sound K3 xinc net1 taken _ V) => c.
move=> /(@List.in_app_or _ _ _ _) [].
  move=> /conditions_of_kinksP [i [s [-> e]]].
  have [i0 iK sg] := (kinks_forced inz xinc kinks (esym szl)).1 i s e.
  have -> : (1 + N.of_nat i)%num = N.of_nat i.+1 by lia.
  by rewrite /points_of -[List.length _]/(size _) -szl; exact: ForcedKink.
by apply: conditions_of_sumsP sums c; lia.
Qed.

(* ---- alternation and signs ---- *)
Hypothesis kinks : check_kinks true None (line b) (all_bends tz) = Ok tt.

Lemma forced_sign i s : stated (line b) i = Some s ->
  [/\ (0 < i)%N, (i.+1 < size tz)%N & has_sign s (second_difference (xs F tz) z i)].
Proof. exact: (kinks_forced inz xinc kinks (esym szl)).1. Qed.
Lemma forced_apart i s : stated (line b) i = Some s -> stated (line b) i.+1 <> Some s.
Proof. by move: (kinks_forced inz xinc kinks (esym szl)).2 => h; exact: h. Qed.

Lemma not_level : ~~ in_common (List.map snd tz) -> exists2 i, (i < size tz)%N & z i != z 0%N.
Proof.
by move=> /(not_common in_seconds) [i]; rewrite -[List.map _ _]/(map _ _) size_map; exists i.
Qed.

Lemma kinks_bound : (size ws + 1)%N = N.to_nat (layers (the_claim (bound_body b))) ->
  (is_signs (by_method b) -> layers (the_claim (bound_body b)) = 3%num) ->
  kinks_show b tz -> (N.to_nat (neurons (the_claim (bound_body b))) <= sumn ws)%N.
Proof.
move=> szw L3; rewrite /kinks_show; case: N.eqb_spec => [-> //|_] /= /andP[/not_level lev].
have ws0 : all (fun w => (0 < w)%N) ws.
  apply/allP => w ww; rewrite lt0n; apply/eqP => w0; rewrite w0 in ww.
  have [i iK] := lev.
  by rewrite (deep_constant net ww _ (u + xs F tz 0 *: v)) eqxx.
have inner i : i \in marked (line b) -> (0 < i)%N && (i.+1 < size tz)%N.
  by move=> /mem_marked [s /forced_sign [-> ->]].
have nonzero i : i \in marked (line b) -> second_difference (xs F tz) z i != 0.
  by move=> /mem_marked [s /forced_sign [_ _]]; case: s => /= h; [rewrite gt_eqF | rewrite lt_eqF].
have apart i : i \in marked (line b) -> i.+1 \in marked (line b) ->
    second_difference (xs F tz) z i * second_difference (xs F tz) z i.+1 < 0.
  move=> /mem_marked [s e] /mem_marked [s' e'].
  have [_ _ h] := forced_sign e; have [_ _ h'] := forced_sign e'.
  have := forced_apart e; rewrite e'; move: h h'.
  by case: s {e}; case: s' {e'} => //= h h' _; [rewrite pmulr_rlt0 | rewrite nmulr_rlt0].
case: ifP => [sg|_] shows; last first.
  apply: alternation_sound szw ws0 _ shows.
  rewrite Nat2N.id -[List.length _]/(size _) lettersE size_map.
  by apply: (deep_alternation net xinc taken) inner nonzero apart; rewrite filter_uniq // iota_uniq.
have [d1 [d2 ew]] : exists d1 d2, ws = [:: d1; d2].
  have L3' := L3 sg; rewrite L3' in szw.
  by move: szw; case: (ws) => [|d1 [|d2 [|d3 l]]] /= e; [lia | lia | exists d1, d2 | lia].
have net2 : deep [:: d1; d2] g by rewrite -ew.
rewrite ew /= addn0; apply: (signs_sound net2 xinc taken (sorted_marked (line b)) inner nonzero apart lev).
rewrite (_ : [seq _ | i <- _] = letters (line b)) // lettersE; apply/eq_in_map => i /mem_marked [s e].
have [_ _] := forced_sign e; rewrite e /=; case: (s) => /= h; first exact: h.
by apply/negbTE; rewrite -leNgt ltW.
Qed.
End Sound.

(* a network whose component J takes values in these intervals *)
Theorem bound_sound (F : realFieldType) (b : bound) (values : seq valued) (D P : nat) (J : 'I_P) :
  let c := the_claim (bound_body b) in D = N.to_nat (dimension (bound_body b)) ->
  check_method b = Ok tt -> check_bound b values = Ok tt ->
  forall (ws : seq nat) (g : 'cV[F]_D -> 'cV[F]_P), (size ws + 1)%N = N.to_nat (layers c) -> deep ws g ->
  (forall s, List.In s values -> in_interval s.2 (g (vec F D s.1) J 0)) -> (N.to_nat (neurons c) <= sumn ws)%N.
Proof.
move=> c eD; rewrite /check_method => /(@bind_ok _ _ _ _ _) [? _].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok L23].
move=> /(@bind_ok _ _ _ _ _) [? /require_ok Lp /require_ok L2].
move: Lp; rewrite /check_bound; case M: (is_patterns (by_method b)) => Lp; last clear Lp.
  have /N.eqb_eq L : N.eqb (layers c) 2 by move: Lp; case: N.eqb.
  case: (the_patterns b) => [w|] //; rewrite -eD => ok ws g; rewrite L => szw net fit.
  exact: (patterns_sound ok szw net fit).
rewrite /check_on_line => /(@bind_ok _ _ _ _ _) [tz lin].
move=> /(@bind_ok _ _ _ _ _) [[] kinks shows] ws g szw net fit.
have [szl [u [v atl]] xinc] := @on_the_lineP F D values b tz lin.
have inz r : (r < size tz)%N -> in_interval (nth tz0 tz r).2 (g (u + xs F tz r *: v) J 0).
  by move=> /atl [s sD [es ->]]; rewrite /xs -es; exact: fit.
move: M kinks shows L23 L2; rewrite /is_exhaustion /is_signs; case M: (by_method b) => //= _ kinks.
- move=> /require_ok sh /andP[_ _] _; apply: (kinks_bound net szl inz xinc kinks szw _ sh).
  by rewrite M.
- move=> /require_ok sh /andP[_ /N.eqb_eq L3] _; apply: (kinks_bound net szl inz xinc kinks szw _ sh).
  by move=> _; exact: L3.
- move=> ex _ /andP[/N.eqb_eq L2 _]; apply: (exhaustion_bound net szl inz xinc _ szw kinks ex).
  by rewrite L2.
Qed.

(* with labels: a network that fits takes the residuals *)
Theorem labels_bound_sound (F : realFieldType) (b : bound) (data : seq datum) :
  let D := N.to_nat (dimension (bound_body b)) in let P := N.to_nat (outputs (bound_body b)) in
  let c := the_claim (bound_body b) in
  check_method b = Ok tt -> check_bound b (residuals_at (N.to_nat (output b)) data) = Ok tt ->
  @needs F D P data (N.to_nat (layers c)) (N.to_nat (neurons c)).
Proof.
move=> D P c met ok ws g szw net fit.
have jP : (N.to_nat (output b) < P)%N.
  by move: met; rewrite /check_method => /(@bind_ok _ _ _ _ _) [? /require_ok /N.ltb_lt]; rewrite /P; lia.
apply: (bound_sound (J := Ordinal jP) erefl met ok szw net) => s.
rewrite /residuals_at Evaluation.tail_map_eq => /List.in_map_iff [x [<- xd]] /=.
have := fit x xd => /(congr1 (fun w : 'cV_P => w (Ordinal jP) 0)); rewrite !mxE /= => e.
have -> : g (vec F D (point x)) (Ordinal jP) 0 = Q2F F (residual (N.to_nat (output b)) x).
  by rewrite residual_F -e addrC addKr.
by split=> q [<-].
Qed.
