(* A certificate with the claim `specification` that the checker accepts is true over every
   ordered field; and what all certificates with specifications share. *)
From Coq Require Import QArith NArith.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning.
From FTCert Require Import Certificate Specification CheckSamples FrozenValues CheckInterpolation CheckSpecification SpecificationChecked.
From FTCert Require Import NetworkDeep SamplesSound InterpolationSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

Lemma all_markedE p ss : all_marked p ss = map (marked p) ss.
Proof. exact: Evaluation.tail_map_eq. Qed.

Section Shared.
Variable F : realFieldType.
Variables (b : body) (ss : seq specified_sample).
Notation D := (N.to_nat (dimension b)).
Notation P := (N.to_nat (outputs b)).
Notation data := (specified_data_of b ss).
Hypothesis frozen_ok : check_frozen_shapes b = Ok tt.
Hypothesis samples_ok : check_samples b (all_marked (outputs b) ss) = Ok tt.

Lemma marked_lengths s : List.In s ss -> lengths b (marked (outputs b) s).
Proof. by move=> sin; apply: (sample_lengths samples_ok); rewrite all_markedE; apply: List.in_map. Qed.

Lemma specified_lengths d : List.In d data ->
  [/\ size (datum_point d) = D, size (datum_frozen d) = P & forall l, asked d = OfComponents l -> size l = P].
Proof.
case/List.in_map_iff=> s [<- /marked_lengths h]; have [? [? ?]] := datum_lengths frozen_ok h.
split=> // l /= e; have [_ [+ _]] := h; rewrite /marked /= e /= Evaluation.tail_map_eq => <-.
by rewrite -[List.length _]/(size (map _ _)) size_map.
Qed.
Lemma specified_size : size data = N.to_nat (sample_count b).
Proof. by have := data_size samples_ok; rewrite all_markedE /data_of !size_map. Qed.
Lemma specified_distinct : distinct_specified F D data.
Proof.
have := @points_distinct F _ _ samples_ok; rewrite /distinct_specified /distinct_points all_markedE /data_of !size_map.
have e k : point (nth (Datum [::] [::] [::]) [seq Datum (datum_point s) [::] [::] | s <- data] k) =
    point (nth (Datum [::] [::] [::]) (List.map (datum_of b) [seq marked (outputs b) i | i <- ss]) k).
  by elim: (ss) k => [|s l IH] [|k] //=.
by move=> h i j /h; rewrite /= !e.
Qed.
Lemma specified_counted : specified_samples data = N.to_nat (count_specified ss).
Proof.
rewrite /specified_samples /count_specified /specified_data_of count_map -[LHS]add0n -[X in (X + _)%N]/(N.to_nat 0%num).
elim: (ss) 0%num => [|s l IH] n /=; first by rewrite addn0.
rewrite -IH; case: is_specified => //=; rewrite addnA addn1.
by rewrite N2Nat.inj_succ.
Qed.
End Shared.

Section Meets.
Variable F : realFieldType.

Lemma in_ends_interval i q : in_ends i q -> in_interval i (Q2F F q).
Proof. by move=> [h1 h2]; split=> x e; apply/(@Q2F_le F); [exact: h1 | exact: h2]. Qed.

Lemma met_over P margin s f g : size f = P -> size g = P -> (forall l, s = OfComponents l -> size l = P) ->
  specification_met margin s f g -> meets margin s (vec F P f) (vec F P g).
Proof.
move=> szf szg szl; case: s szl => [l /(_ _ erefl)|[cs|] _] /=.
- move=> szl met j; rewrite !mxE; move: (ltn_ord j); rewrite -[in X in (_ < X)%N -> _]szl; move: {szl szf szg j} (nat_of_ord j).
  elim: l f g met => [|y l IH] [|a f] [|b g] //= [h met] [|k] /= lt; last exact: IH.
  case: y h => [/(Q2F_eq F) ->|i h]; first by rewrite Q2F0.
  by rewrite -Q2FD; exact: in_ends_interval.
- move=> [c [lc [mc h]]]; move/ssrnat.ltP: (lc); rewrite -[List.length g]/(size g) szg => lc'.
  exists (Ordinal lc'); split=> // k nk; rewrite !mxE -!Q2FD -Q2FB; apply/Q2F_le.
  rewrite -!list_nthE; apply: h => //; apply/ssrnat.ltP.
  by rewrite -[List.length g]/(size g) szg.
- move=> z; apply/colP=> k; rewrite !mxE; move: (nat_of_ord k) => {}k.
  by elim: z k => [|x u e _ IH] [|k] //=; rewrite ?Q2F0 //; move/(Q2F_eq F): e => ->; rewrite Q2F0.
Qed.

Lemma zero_vec P l : size l = P -> (vec F P l != 0) = is_changed l.
Proof.
move=> <-; apply/idP/idP=> [/eqP ne|ch].
  case c: is_changed => //; case: ne; apply/colP=> k; rewrite !mxE; move: (nat_of_ord k) => {}k.
  elim: l c k => [|x l IH] /= c [|k] /=; rewrite ?Q2F0 //; move/negbT: c => /norP[+ /negbTE c]; last by move=> _; exact: IH.
  by move=> /negPn /Qeq_bool_iff /(Q2F_eq F) ->; rewrite Q2F0.
apply/eqP=> /colP e; have {}e k : (k < size l)%N -> Q2F F (nth 0%coqQ l k) = 0.
  by move=> lt; have := e (Ordinal lt); rewrite !mxE.
elim: l ch e => //= x l IH /orP[/negP ne|ch] e; last by apply: IH => // k lt; exact: (e k.+1).
by apply: ne; apply/Qeq_bool_iff/(Q2F_eq F); rewrite Q2F0; exact: (e 0%N).
Qed.

Theorem specified_network_sound t c ss : specified_accepted t c ss ->
  let b := int_body c in let s := the_claim b in
  specification_claim F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (margin_of (the_terms t)) (specified_data_of b ss)
    (N.to_nat (layers s)) (N.to_nat (neurons s)) (N.to_nat (samples s)) (N.to_nat (changed s)) (N.to_nat (specified_count t)).
Proof.
move=> ok b s.
have [f_ok s_ok] := (met_frozen ok, met_samples ok).
have len := specified_lengths f_ok s_ok.
split.
- by rewrite (specified_size s_ok) /s (met_count ok).
- exact: specified_distinct.
- by rewrite specified_counted -(met_specified ok).
have ne : network_of (g c) <> [::] by case: (g c) (met_network ok).
have shapes := check_shapes_shaped _ _ _ (met_shapes ok).
have [h [deep_h e]] := network_deep F ne shapes.
have g_size d : List.In d (specified_data_of b ss) -> size (eval (network_of (g c)) (datum_point d)) = N.to_nat (outputs b).
  by move=> /len [sp _ _]; exact: (eval_length _ _ _ shapes sp).
exists (widths (network_of (g c))), h; split=> //.
- by rewrite size_widths // /s (met_layers ok) Evaluation.sizeN_eq Nat2N.id size_map.
- by rewrite sum_widths /s (met_neurons ok).
- move=> d din; have [sp sf sl] := len d din; rewrite e //; apply: met_over => //; first exact: g_size.
  by case/List.in_map_iff: din => x [<- xin]; have /List.Forall_forall/(_ x xin) := met_meets ok.
rewrite /s (met_changed ok) Nat2N.id /changed_by.
have {}e d : List.In d (specified_data_of b ss) ->
    (h (vec F (N.to_nat (dimension b)) (datum_point d)) != 0) = is_changed (eval (network_of (g c)) (datum_point d)).
  by move=> din; have [sp _ _] := len d din; rewrite e // zero_vec // g_size.
rewrite /specified_data_of in e *; elim: (ss) e => [|x l IH] //= e.
rewrite IH; last by move=> d din; apply: e; right.
by have /= -> := e _ (or_introl erefl); rewrite /changes_at; case: is_changed.
Qed.
End Meets.
