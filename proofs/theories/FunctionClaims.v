(* The lines that are printed, for every function f with the stated values: the statements of FunctionStatements.v. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import OrderedField Statements Meaning SpecificationMeaning FunctionMeaning Execution ExecutionMeaning.
From FTCert Require Import Certificate Specification Reader Compose CheckSamples CheckSpecification CheckExecution CheckFile CheckSpecifiedFile Pair Verdict.
From FTCert Require Import CheckerStatements FunctionStatements NetworkDeep LineSound SpecificationSound CheckSound SpecifiedClaims.
From FTCert Require Import PairSound SpecifiedPairSound VerdictLines PairLines VerdictSound FunctionSound.
Import GRing.Theory Num.Theory Order.TTheory.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ---- specifications ---- *)
Lemma unspecified_meets (F : realFieldType) P margin s (v v' w : 'cV[F]_(N.to_nat P)) : is_labelled (marked P s) = false ->
  meets margin (spec_of s) v w -> meets margin (spec_of s) v' w.
Proof.
rewrite /is_labelled /marked /=; case: (spec_of s) => [l|[cs|]] //=.
  rewrite Evaluation.tail_map_eq => no; apply: (@kept_meets F _ margin (OfComponents l)).
  by apply: negbF; elim: l no => // -[|i] l IH //= no; exact: IH.
move=> no [c _]; exfalso; have := leq_ltn_trans (leq0n c) (ltn_ord c); move: no {v v' w c cs}.
by case: (N.to_nat P).
Qed.

Section Specified.
Variables (F : realFieldType) (b : body) (ss : seq specified_sample) (margin : Q).
Notation D := (N.to_nat (dimension b)).
Notation P := (N.to_nat (outputs b)).
Hypothesis frozen_ok : check_frozen_shapes b = Ok tt.
Hypothesis samples_ok : check_samples b (all_marked (outputs b) ss) = Ok tt.

Lemma met_data f g s : @has_specified_values F b ss f -> List.In s ss ->
  meets margin (spec_of s) (f (at_specified F b s)) (g (at_specified F b s)) <->
  meets margin (spec_of s) (vec F P (frozen (datum_of b (marked (outputs b) s)))) (g (at_specified F b s)).
Proof.
move=> values sin; case kn: (is_known b (marked (outputs b) s)).
  by rewrite -(values _ (List.in_map (marked (outputs b)) _ _ sin) kn).
have [no _] := unknown_sample (marked_lengths samples_ok sin) kn.
by split; apply: unspecified_meets.
Qed.
Lemma all_met_data f g : @has_specified_values F b ss f ->
  meets_specifications margin ss f g <-> meets_all margin (specified_data_of b ss) g.
Proof.
move=> values; split=> met => [d /List.in_map_iff [s [<- sin]]|s sin].
  by apply/(met_data g values sin); exact: met.
by apply/(met_data g values sin); exact: (met (SpecifiedDatum _ _ _) (List.in_map _ _ _ sin)).
Qed.
Lemma specified_points : distinct_specified F D (specified_data_of b ss) -> different_points F b (map (marked (outputs b)) ss).
Proof. by rewrite /distinct_specified /different_points /specified_data_of -!map_comp. Qed.

Lemma specified_functions L M K N S :
  specification_claim F D P margin (specified_data_of b ss) L M K N S -> specification_of_functions F b margin ss L M K N S.
Proof.
move=> [h1 h2 h3 [ws [g [e1 e2 net met ch]]]]; split.
- by move: h1; rewrite /specified_data_of size_map.
- exact: specified_points.
- by move: h3; rewrite /specified_samples /specified_data_of count_map.
exists ws, g; split=> //; first by move: ch; rewrite /changed_by /specified_data_of count_map.
by move=> f values; apply/(all_met_data g values).
Qed.
Lemma specified_bounds L M K S :
  specified_bound_claim F D P margin (specified_data_of b ss) L M K S -> specified_bound_of_functions F b margin ss L M K S.
Proof.
move=> [h1 h2 h3 low]; split.
- by move: h1; rewrite /specified_data_of size_map.
- exact: specified_points.
- by move: h3; rewrite /specified_samples /specified_data_of count_map.
by move=> f values ws g szw net /(all_met_data g values); exact: low szw net.
Qed.
End Specified.

(* ---- the lines ---- *)
Theorem sound_for_functions : functions_sound.
Proof.
move=> limit bytes d m p L M K N /=; split.
- rewrite interpolation_lineE => /answer_verified [v [ok [kind [cl _]]]].
  exists (verified v), (of_samples v); split; first exact: accepted_in ok.
  have [fro sam] := text_samples ok; have [_ _ _ _ holds] := check_text_sound ok.
  move=> F; move: (holds F) kind fro sam; rewrite /claim_holds cl !Nat2N.id; case: (verified v) => // x [_ claim] _ fro sam.
  exact: data_functions.
- rewrite bound_lineE => /answer_verified [v [ok [kind [cl _]]]].
  exists (verified v), (of_samples v); split; first exact: accepted_in ok.
  have [fro sam] := text_samples ok; have [_ _ _ _ holds] := check_text_sound ok.
  move=> F; move: (holds F) kind fro sam; rewrite /claim_holds cl !Nat2N.id; case: (verified v) => // x [_ claim] _ fro sam.
  exact: data_bounds.
- move=> S; rewrite specification_lineE => /answer_specified [v [ok [kind [eL [eM [eK eS]]]]]].
  exists (checked v), (checked_samples v); split; first exact: accepted_specified ok.
  have [fro sam] := specified_text_samples ok; have [_ _ _ _ holds] := check_specified_text_sound ok.
  move=> F; move: (holds F) kind fro sam; rewrite /specified_claim_holds eL eM eK eS !Nat2N.id.
  case: (checked v) => // t x [_ claim] [eN] fro sam; apply: (specified_functions sam).
  by move: claim; rewrite /= eN Nat2N.id.
move=> S; rewrite specified_bound_lineE => /answer_specified [v [ok [kind [eL [eM [eK eS]]]]]].
exists (checked v), (checked_samples v); split; first exact: accepted_specified ok.
have [fro sam] := specified_text_samples ok; have [_ _ _ _ holds] := check_specified_text_sound ok.
move=> F; move: (holds F) kind fro sam; rewrite /specified_claim_holds eL eM eK eS !Nat2N.id.
by case: (checked v) => // t x k [_ claim] _ fro sam; apply: (specified_bounds sam).
Qed.

(* ---- executions ---- *)
Theorem executed_for_functions : functions_executed.
Proof.
move=> limit bytes d m p L M K N a g q; rewrite execution_lineE => /answer_verified [v [ok [kind [cl _]]]].
have cin := accepted_in ok; have [fro sam] := text_samples ok; have [_ _ _ _ holds] := check_text_sound ok.
move: cin kind cl fro sam holds; rewrite /claim_holds; case: (verified v) => // e cin [ea [eg eq]] cl fro sam holds.
exists e, (of_samples v); split=> // F f values.
have [_ [_ fields _ _ _]] := holds F; have [_ changed] := fields F.
split; first by rewrite (changed_data fro sam values) changed cl Nat2N.id.
move=> A G sA sG fA fG s j sin.
have [_ [_ _ _ _ runs]] := holds F; rewrite ea eg in runs.
have {runs} := runs A G sA sG fA fG (datum_of (exe_body e) s) (List.in_map _ _ _ sin).
move=> [[len at_] _ _]; have [_ [sz_f sz_t]] := datum_lengths fro (sample_len sam sin).
case E: (List.nth_error _ j) => [y|]; last first.
  by move: E => /List.nth_error_None; rewrite len sz_t => /ssrnat.leP; rewrite leqNgt ltn_ord.
exists y; split; first by [].
have {at_} [zero_ near] := at_ j y E; have tn := target_nth fro sam sin (ltn_ord j).
have wE : wanted (datum_of (exe_body e) s) j =
    (match nth None (sample_label s) j with Some w => w | None => nth 0 (frozen (datum_of (exe_body e) s)) j end
     - nth 0 (frozen (datum_of (exe_body e) s)) j)%coqQ by rewrite /wanted /label !nth_list tn.
case: eqP => [same|differ].
  apply: zero_; rewrite /kept wE; move: same; rewrite mxE.
  case El: (nth None _ _) => [w|]; last by move=> _; exact: Qplus_opp_r.
  case kn: (is_known (exe_body e) s); last by have [no _] := unknown_sample (sample_len sam sin) kn; rewrite (no_label j no) in El.
  by rewrite (values s sin kn) mxE => /Q2F_eq h; rewrite h; exact: Qplus_opp_r.
move: differ near; rewrite /kept mxE wE; case El: (nth None _ _) => [w|] // differ near.
case kn: (is_known (exe_body e) s); last by have [no _] := unknown_sample (sample_len sam sin) kn; rewrite (no_label j no) in El.
exists (nth 0%coqQ (frozen (datum_of (exe_body e) s)) j), w; split=> //; first by rewrite (values s sin kn) mxE.
rewrite -eq; apply: near => z; apply: differ; rewrite (values s sin kn) mxE.
by move/(Q2F_eq F): z; rewrite Q2FB Q2F0 => /eqP; rewrite subr_eq0 => /eqP.
Qed.

(* ---- pairs ---- *)
Lemma kind_of_pair net low least most : check_pair net low = Ok (least, most) -> Certified.is_kind false (verified net).
Proof. by move=> /(@bind_ok _ _ _ _ _) [? /require_ok /andP[]]. Qed.
Theorem pairs_of_functions : functions_pair.
Proof.
move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K N; rewrite interval_lineE exact_lineE /= => e.
move: (of_nats e) => /pair_verified [v [w [ok1 [ok2 [ok [eL [eK eN]]]]]]].
exists (verified v), (of_samples v); split; first exact: accepted_in ok1.
have [fro sam] := text_samples ok1.
move=> F; have := check_pair_sound ok1 ok2 ok F; rewrite /= -/(claim_of v) eL eK eN !Nat2N.id => -[net_ low_].
by split; [exact: data_functions | exact: data_bounds].
Qed.
Theorem specified_pairs_of_functions : specified_functions_pair.
Proof.
move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K S.
have -> : specified_interval_line L least most K S =
    specified_interval_text (N.of_nat L) (N.of_nat least) (N.of_nat most) (N.of_nat K) (N.of_nat S).
  by rewrite specified_interval_text_eq.
have -> : specified_exact_line L most K S = specified_exact_text (N.of_nat L) (N.of_nat most) (N.of_nat K) (N.of_nat S).
  by rewrite specified_exact_text_eq.
move=> /= e.
move: (of_nats e) => /specified_pair_verified [v [w [ok1 [ok2 [ok [eL [eK eS]]]]]]].
exists (checked v), (checked_samples v); split; first exact: accepted_specified ok1.
have [fro sam] := specified_text_samples ok1.
move=> F /=; have := check_specified_pair_sound ok1 ok2 ok F.
move: eL eK eS => /= -> -> ->; rewrite !Nat2N.id => -[[N net_] low_].
by split; [exists N; exact: specified_functions net_ | exact: specified_bounds low_].
Qed.
