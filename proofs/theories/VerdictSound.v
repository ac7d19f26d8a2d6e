(* The printed verdict is right: the statements of CheckerStatements.v on lines. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements Meaning SpecificationMeaning Execution ExecutionMain.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckSamples CheckFile CheckSpecifiedFile Pair Numerals Show Verdict.
From FTCert Require Import VerdictLines PairLines CheckerStatements CheckSound SpecifiedClaims PairSound SpecifiedPairSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- the lines, by the numbers of the certificate ---- *)
Lemma interpolation_lineE L M K N :
  interpolation_line L M K N = kind_line InterpolationLine (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /= numbers_line_eq. Qed.
Lemma bound_lineE L M K N :
  bound_line L M K N = kind_line BoundLine (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /= numbers_line_eq. Qed.
Lemma execution_lineE L M K N a g q :
  execution_line L M K N a g q = kind_line (ExecutionLine a g q) (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /= execution_text_eq /execution_line /rest_of_line !append_assoc. Qed.
Lemma verified_kind printed L M K N : says_verified printed L M K N ->
  exists k, printed = kind_line k (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N).
Proof.
case=> [->|->|[a [g [q ->]]]]; [exists InterpolationLine|exists BoundLine|exists (ExecutionLine a g q)].
- exact: interpolation_lineE.
- exact: bound_lineE.
- exact: execution_lineE.
Qed.
Lemma specification_lineE L M K N S :
  specification_line L M K N S = specified_text (NetworkLine (N.of_nat N)) (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat S).
Proof. by rewrite specified_text_eq /specification_line /rest_of_line !append_assoc. Qed.
Lemma specified_bound_lineE L M K S :
  specified_bound_line L M K S = specified_text LowerLine (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat S).
Proof. by rewrite specified_text_eq. Qed.
Lemma specified_execution_lineE L M K N S a g :
  specified_execution_line L M K N S a g =
  specified_text (RunsLine a g (N.of_nat N)) (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat S).
Proof. by rewrite specified_text_eq /specified_execution_line /rest_of_line !append_assoc. Qed.
Lemma specified_kind printed L M K N S : says_specified printed L M K N S ->
  exists k, printed = specified_text k (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat S).
Proof.
case=> [->|->|[a [g ->]]]; [exists (NetworkLine (N.of_nat N))|exists LowerLine|exists (RunsLine a g (N.of_nat N))].
- exact: specification_lineE.
- exact: specified_bound_lineE.
- exact: specified_execution_lineE.
Qed.
Lemma exact_lineE L n K N :
  exact_line L n K N = exact_text (N.of_nat L) (N.of_nat n) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /exact_text numbers_line_eq. Qed.
Lemma interval_lineE L least most K N :
  interval_line L least most K N =
  interval_text (N.of_nat L) (N.of_nat least) (N.of_nat most) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /interval_text numbers_line_eq !append_assoc numeral_decimal. Qed.

(* ---- what stands in the bytes ---- *)
Lemma accepted_in limit bytes d m p v : check_text limit (text_of bytes) d m p = Ok v ->
  certificate_in limit bytes d m p (verified v) (of_samples v).
Proof.
move=> /check_text_sound [h1 h2 h3 h4 h5]; split=> //.
by have := h5 [realFieldType of rat]; rewrite /claim_holds; case: (verified v) => x [].
Qed.

Lemma accepted_specified limit bytes d m p v : check_specified_text limit (text_of bytes) d m p = Ok v ->
  specified_in limit bytes d m p (checked v) (checked_samples v).
Proof.
move=> /check_specified_text_sound [h1 h2 h3 h4 h5]; split=> //.
by have [] := h5 [realFieldType of rat].
Qed.

(* the claim of the accepted certificate, by the kind of the line *)
Lemma line_sound limit bytes d m p kind L M K N :
  verdict_line (answer limit bytes d m p) = kind_line kind (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N) ->
  exists v, [/\ certificate_in limit bytes d m p (verified v) (of_samples v), has_kind kind (verified v),
    the_claim (body_of (verified v)) = Claim (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N),
    remarks (answer limit bytes d m p) = remarks_on (verified v) d m p &
    forall F : realFieldType, claim_holds F (verified v) (of_samples v)].
Proof.
move=> /answer_verified [v [ok [kind_v [cl rem]]]]; exists v; split=> //; first exact: accepted_in ok.
by have [_ _ _ _ holds] := check_text_sound ok.
Qed.

Lemma specified_line_sound limit bytes d m p kind L M K S :
  verdict_line (answer limit bytes d m p) = specified_text kind (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat S) ->
  exists v, let c := checked v in let x := the_claim (specified_body c) in
  [/\ specified_in limit bytes d m p c (checked_samples v), specified_kind_of c = kind,
    [/\ N.to_nat (layers x) = L, N.to_nat (neurons x) = M, N.to_nat (samples x) = K & N.to_nat (specified_count (terms_in c)) = S] &
    forall F : realFieldType, specified_claim_holds F c (checked_samples v)].
Proof.
move=> /answer_specified [v [ok [kind_v [eL [eM [eK eS]]]]]]; exists v; split=> //; first exact: accepted_specified ok.
  by rewrite eL eM eK eS !Nat2N.id.
by have [_ _ _ _ holds] := check_specified_text_sound ok.
Qed.

Theorem checker_line_sound : checker_sound.
Proof.
move=> limit bytes d m p L M K N reply printed; do ?[split].
- rewrite interpolation_lineE => /line_sound [v [cin kind cl _ holds]].
  exists (verified v), (of_samples v); split=> // F /=; move: (holds F) kind.
  by rewrite /claim_holds cl !Nat2N.id; case: (verified v) => // x [].
- rewrite bound_lineE => /line_sound [v [cin kind cl _ holds]].
  exists (verified v), (of_samples v); split=> // F /=; move: (holds F) kind.
  by rewrite /claim_holds cl !Nat2N.id; case: (verified v) => // x [].
- move=> a g q; rewrite execution_lineE => /line_sound [v [cin kind cl rem holds]].
  move: cin kind cl rem (holds [realFieldType of rat]); rewrite /claim_holds.
  case: (verified v) => // e cin [<- [<- <-]] cl rem [_ claim].
  exists e, (of_samples v); split=> //; split; first by move: claim; rewrite cl !Nat2N.id.
  by move=> q2; rewrite /reply rem => /output_note_is.
- move=> S; rewrite specification_lineE => /specified_line_sound [v [cin kind [eL eM eK eS] holds]].
  exists (checked v), (checked_samples v); split=> // F /=; move: (holds F) kind.
  rewrite /specified_claim_holds eL eM eK eS; case: (checked v) => // t x [_ claim] [eN].
  by move: claim; rewrite /= eN Nat2N.id.
- move=> S; rewrite specified_bound_lineE => /specified_line_sound [v [cin kind [eL eM eK eS] holds]].
  exists (checked v), (checked_samples v); split=> // F /=; move: (holds F) kind.
  by rewrite /specified_claim_holds eL eM eK eS; case: (checked v) => // t x k [_ claim].
move=> S a g; rewrite specified_execution_lineE => /specified_line_sound [v [cin kind [eL eM eK eS] holds]].
move: cin kind eL eM eK eS (holds [realFieldType of rat]); rewrite /specified_claim_holds.
case: (checked v) => // t e cin [<- <- eN] eL eM eK eS [_ [f pf claim]].
exists t, e, (checked_samples v), f; split=> //; split=> //.
by move: claim; rewrite eL eM eK eS eN Nat2N.id.
Qed.

Theorem outputs_kept : kept_outputs.
Proof.
move=> limit bytes d m p L M K N a g q printed.
have [_ [_ [/(_ a g q printed) [e [ss [cin [[_ _ _ _ runs] _]]]] _]]] := checker_line_sound limit bytes d m p L M K N.
exists e, ss; split=> // A G sA sG fA fG x j y xin keep at_j last leaves same F r num.
have [[_ /(_ j y at_j) [/(_ keep) zero _]] _ _] := runs A G sA sG fA fG x xin.
exact: (@kept_outputT last y F r leaves same zero num).
Qed.

Theorem specified_outputs_kept : specified_kept_outputs.
Proof.
move=> limit bytes d m p L M K N S a g printed.
have [_ [_ [_ [_ [_ /(_ S a g printed) [t [e [ss [f [cin [_ [_ _ _ _ [touched [_ _ runs]]]]]]]]]]]]]] :=
  checker_line_sound limit bytes d m p L M K N.
exists t, e, ss; split=> // A G sA sG fA fG x j y /(@List.In_nth_error _ _ _) [k xk] keep at_j last leaves same F r num.
have [[_ /(_ j y keep at_j) zero _] _] := runs A G sA sG fA fG k x xk.
exact: (@kept_outputT last y F r leaves same zero num).
Qed.

(* The numbers of a line, as the line has them. *)
Lemma of_nats (A B : Prop) m n : A \/ m = n /\ B -> A \/ N.of_nat m = N.of_nat n /\ B.
Proof. by case=> [a|[-> b]]; [left|right]. Qed.

Lemma pair_line_sound l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K N :
  let printed := option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) in
  printed = Some (interval_line L least most K N) \/ least = most /\ printed = Some (exact_line L most K N) ->
  holds_of l1 net d1 m1 p1 (fun F D P data =>
    interpolation_claim F D P data L most K N /\ bound_claim F D P data L least K N).
Proof.
rewrite interval_lineE exact_lineE /= => e.
move: (of_nats e) => /pair_verified [v [w [ok1 [ok2 [ok [eL [eK eN]]]]]]].
exists (verified v), (of_samples v); split; first exact: accepted_in ok1.
move=> F /=; have := check_pair_sound ok1 ok2 ok F.
by move: eL eK eN; rewrite /claim_of /= => -> -> ->; rewrite !Nat2N.id.
Qed.

Theorem interval_line_sound : CheckerStatements.pair_sound.
Proof. by move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K N e; apply: pair_line_sound; left; exact: e. Qed.
Theorem exact_line_sound : pair_exact.
Proof.
move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L n K N e.
have [c [ss [cin holds]]] := pair_line_sound (or_intror (conj erefl e)).
by exists c, ss; split=> // F; have [[h1 h2 h3 h4] [_ _ _ h5]] := holds F; split.
Qed.

Lemma specified_pair_line_sound l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K S :
  let printed := option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) in
  printed = Some (specified_interval_line L least most K S) \/ least = most /\ printed = Some (specified_exact_line L most K S) ->
  specified_holds_of l1 net d1 m1 p1 (fun F D P Q data =>
    (exists N, specification_claim F D P Q data L most K N S) /\ specified_bound_claim F D P Q data L least K S).
Proof.
have -> : specified_interval_line L least most K S =
    specified_interval_text (N.of_nat L) (N.of_nat least) (N.of_nat most) (N.of_nat K) (N.of_nat S).
  by rewrite specified_interval_text_eq.
have -> : specified_exact_line L most K S = specified_exact_text (N.of_nat L) (N.of_nat most) (N.of_nat K) (N.of_nat S).
  by rewrite specified_exact_text_eq.
move=> /= e.
move: (of_nats e) => /specified_pair_verified [v [w [ok1 [ok2 [ok [eL [eK eS]]]]]]].
exists (checked v), (checked_samples v); split; first exact: accepted_specified ok1.
move=> F /=; have := check_specified_pair_sound ok1 ok2 ok F.
by move: eL eK eS => /= -> -> ->; rewrite !Nat2N.id.
Qed.
Theorem specified_interval_sound : CheckerStatements.specified_pair_sound.
Proof. by move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L least most K S e; apply: specified_pair_line_sound; left; exact: e. Qed.
Theorem specified_exact_sound : specified_pair_exact.
Proof. by move=> l1 l2 net d1 m1 p1 low d2 m2 p2 L n K S e; apply: (specified_pair_line_sound (or_intror (conj erefl e))). Qed.

(* ---- one line, and the exit code ---- *)
Theorem lines_printed : prints_lines.
Proof.
split; last split; last split.
- exact: clean_answer.
- move=> net low r e; have rem : remarks r = [::].
    move: e; rewrite /pair_answer; case: accepted => // [[v|v]]; case: accepted => // [[w|w]] [<-] //.
      by case: check_pair => [[? ?]|f].
    by case: check_specified_pair => [[? ?]|f].
  by rewrite rem; apply: List.Forall_cons; [exact: clean_pair e|exact: List.Forall_nil].
- by move=> error why; apply: List.Forall_cons; [exact: clean_no_answer|exact: List.Forall_nil].
- exact: clean_file_line.
Qed.

Lemma answered limit bytes d m p v : check_text limit (text_of bytes) d m p = Ok v -> status (answer limit bytes d m p) = 0%num.
Proof. by rewrite /answer /check_text /read_certificate; case: read_stated => [[c|c]|f] //= ->. Qed.
Lemma answered_specified limit bytes d m p v :
  check_specified_text limit (text_of bytes) d m p = Ok v -> status (answer limit bytes d m p) = 0%num.
Proof. by rewrite /answer /check_specified_text /read_specified; case: read_stated => [[c|c]|f] //= ->. Qed.

Theorem zero_verified : zero_means_verified.
Proof.
move=> limit bytes d m p reply; split=> [|[L [M [K [N [S []]]]]]]; last first.
- by move=> /specified_kind [k /answer_specified [v [ok _]]]; rewrite /reply (answered_specified ok).
- by move=> /verified_kind [k /answer_verified [v [ok _]]]; rewrite /reply (answered ok).
have no f : status (refusal f) <> 0%num.
  by rewrite /refusal /= /status_of; case: (_ / _)%num => [|[[[]|[]|]|[[]|[]|]|]].
rewrite /reply /answer; case: read_stated => [[c|c]|f]; last by move/no.
  case: check_read => [v _|f /no //].
  set x := the_claim (body_of (verified v)).
  exists (N.to_nat (layers x)), (N.to_nat (neurons x)), (N.to_nat (samples x)), (N.to_nat (changed x)), 0%N; left.
  rewrite /= claim_line_of -/x; case: (verified v) => e.
  - by apply: Or31; rewrite interpolation_lineE !N2Nat.id.
  - by apply: Or32; rewrite bound_lineE !N2Nat.id.
  - by apply: Or33; exists (model_format e), (g_format e), (deviation e); rewrite execution_lineE !N2Nat.id.
case: check_specified_read => [v _|f /no //].
set x := the_claim (specified_body (checked v)).
exists (N.to_nat (layers x)), (N.to_nat (neurons x)), (N.to_nat (samples x)), (N.to_nat (changed x)).
exists (N.to_nat (specified_count (terms_in (checked v)))); right.
rewrite /= /specified_claim_line /specified_kind_of -/x; case: (checked v) => [t e|t e k|t e].
- by apply: Or31; rewrite specification_lineE !N2Nat.id.
- by apply: Or32; rewrite specified_bound_lineE !N2Nat.id.
- by apply: Or33; exists (model_format e), (g_format e); rewrite specified_execution_lineE !N2Nat.id.
Qed.
