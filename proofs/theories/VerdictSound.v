(* The printed verdict is right: the statements of CheckerStatements.v on lines. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements Meaning.
From FTCert Require Import Certificate Reader ReadCertificate CheckSamples CheckFile Pair Numerals Show Verdict.
From FTCert Require Import VerdictLines CheckerStatements CheckSound PairSound.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- the lines, by the numbers of the certificate ---- *)
Lemma kind_lineE is_bound L M K N :
  (if is_bound then bound_line L M K N else interpolation_line L M K N) =
  kind_line is_bound (N.of_nat L) (N.of_nat M) (N.of_nat K) (N.of_nat N).
Proof. by case: is_bound; rewrite /kind_line numbers_line_eq. Qed.
Lemma exact_lineE L n K N :
  exact_line L n K N = exact_text (N.of_nat L) (N.of_nat n) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /exact_text numbers_line_eq. Qed.
Lemma interval_lineE L least most K N :
  interval_line L least most K N =
  interval_text (N.of_nat L) (N.of_nat least) (N.of_nat most) (N.of_nat K) (N.of_nat N).
Proof. by rewrite /interval_text numbers_line_eq !append_assoc numeral_decimal. Qed.

(* ---- what stands in the bytes ---- *)
Lemma accepted_in limit bytes d m v : check_text limit (text_of bytes) d m = Ok v ->
  certificate_in limit bytes d m (verified v) (of_samples v).
Proof. by move=> /check_text_sound [h1 h2 h3 h4 h5]; split=> //; have [] := h5 [realFieldType of rat]. Qed.

Lemma line_sound limit bytes d m is_bound L M K N :
  verdict_line (answer limit bytes d m) = (if is_bound then bound_line L M K N else interpolation_line L M K N) ->
  holds_of limit bytes d m (fun F D P data =>
    if is_bound then bound_claim F D P data L M K N else interpolation_claim F D P data L M K N).
Proof.
rewrite kind_lineE => /answer_verified [v [ok [kind cl]]].
exists (verified v), (of_samples v); split; first exact: accepted_in ok.
have [_ _ _ _ holds] := check_text_sound ok; move=> F /=; move: (holds F) kind.
by rewrite /claim_holds cl !Nat2N.id; case: (verified v) => x [_ h] <-.
Qed.

Theorem checker_line_sound : checker_sound.
Proof.
move=> limit bytes d m L M K N printed; split=> e.
- exact: (@line_sound limit bytes d m false).
- exact: (@line_sound limit bytes d m true).
Qed.

Lemma pair_line_sound l1 l2 net d1 m1 low d2 m2 L least most K N :
  let printed := option_map verdict_line (pair_answer (answer l1 net d1 m1) (answer l2 low d2 m2)) in
  printed = Some (interval_line L least most K N) \/ least = most /\ printed = Some (exact_line L most K N) ->
  holds_of l1 net d1 m1 (fun F D P data =>
    interpolation_claim F D P data L most K N /\ bound_claim F D P data L least K N).
Proof.
rewrite interval_lineE exact_lineE => /= e.
have : option_map verdict_line (pair_answer (answer l1 net d1 m1) (answer l2 low d2 m2)) =
    Some (interval_text (N.of_nat L) (N.of_nat least) (N.of_nat most) (N.of_nat K) (N.of_nat N)) \/
  N.of_nat least = N.of_nat most /\
  option_map verdict_line (pair_answer (answer l1 net d1 m1) (answer l2 low d2 m2)) =
    Some (exact_text (N.of_nat L) (N.of_nat most) (N.of_nat K) (N.of_nat N)).
  by case: e => [e|[-> e]]; [left|right].
move=> /pair_verified [v [w [ok1 [ok2 [ok [eL [eK eN]]]]]]].
exists (verified v), (of_samples v); split; first exact: accepted_in ok1.
move=> F /=; have := check_pair_sound ok1 ok2 ok F.
by move: eL eK eN; rewrite /claim_of /= => -> -> ->; rewrite !Nat2N.id.
Qed.

Theorem interval_line_sound : CheckerStatements.pair_sound.
Proof. by move=> l1 l2 net d1 m1 low d2 m2 L least most K N e; apply: pair_line_sound; left; exact: e. Qed.
Theorem exact_line_sound : pair_exact.
Proof.
move=> l1 l2 net d1 m1 low d2 m2 L n K N e.
have [c [ss [cin holds]]] := pair_line_sound (or_intror (conj erefl e)).
by exists c, ss; split=> // F; have [[h1 h2 h3 h4] [_ _ _ h5]] := holds F; split.
Qed.

(* ---- one line, and the exit code ---- *)
Theorem lines_printed : prints_lines.
Proof.
split; last split; last split.
- exact: clean_answer.
- move=> net low r e; have rem : remarks r = [::].
    move: e; rewrite /pair_answer; case: accepted => // v; case: accepted => // w [<-].
    by case: check_pair => [[? ?]|f].
  by rewrite rem; apply: List.Forall_cons; [exact: clean_pair e|exact: List.Forall_nil].
- by move=> error why; apply: List.Forall_cons; [exact: clean_no_answer|exact: List.Forall_nil].
- exact: clean_file_line.
Qed.

Theorem zero_verified : zero_means_verified.
Proof.
move=> limit bytes d m; split=> [|[L [M [K [N e]]]]].
  rewrite /answer; case: check_text => [v _|f] /=.
    exists (N.to_nat (layers (the_claim (body_of (verified v))))), (N.to_nat (neurons (the_claim (body_of (verified v))))),
      (N.to_nat (samples (the_claim (body_of (verified v))))), (N.to_nat (changed (the_claim (body_of (verified v))))).
    rewrite (kind_lineE false) (kind_lineE true) !N2Nat.id /claim_line.
    by case: (verified v) => x; [left|right].
  by rewrite /status_of; case: (_ / _)%num => [|[[[]|[]|]|[[]|[]|]|]].
have [k ek] : exists k : bool, verdict_line (answer limit bytes d m) = if k then bound_line L M K N else interpolation_line L M K N.
  by case: e => e; [exists false|exists true].
by move: ek; rewrite kind_lineE => /answer_verified [v [ok _]]; rewrite /answer ok.
Qed.
