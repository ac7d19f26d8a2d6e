(* What the line printed behind a pair says: which kind of claim, and which numbers.
   Standard library only. *)
From Coq Require Import QArith NArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckFile CheckSpecifiedFile Pair Numerals Show Verdict VerdictLines.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Lemma answer_accepted limit bytes d m p v :
  accepted (answer limit bytes d m p) = Some (OnLabels v) -> check_text limit (text_of bytes) d m p = Ok v.
Proof.
  unfold answer; destruct (read_stated _) as [[c|c]|f] eqn:r; [rewrite (read_labels _ _ _ _ _ r)| |discriminate].
  - destruct (check_read _ _ _ _ _); intros e; [injection e as ->; reflexivity|discriminate e].
  - destruct (check_specified_read _ _ _ _ _); intros e; discriminate e.
Qed.

Definition exact_text (l m k n : N) : string := numbers_line "s VERIFIED exact layers=" l " neurons=" m k n.
Definition interval_text (l least most k n : N) : string :=
  numbers_line ("s VERIFIED interval layers=" ++ numeral l ++ " neurons=") least ".." most k n.

Lemma interval_text_injective l least most k n l' least' most' k' n' :
  interval_text l least most k n = interval_text l' least' most' k' n' ->
  l = l' /\ least = least' /\ most = most' /\ k = k' /\ n = n'.
Proof.
  intros e; assert (h := e); unfold interval_text in h; rewrite !numbers_line_eq, !append_assoc, !numeral_decimal in h.
  apply append_cancel, decimal_append in h; try reflexivity; destruct h as [-> _]; split; [reflexivity|].
  apply numbers_line_injective in e; [exact e|reflexivity].
Qed.

Lemma some_injective A (a b : A) : Some a = Some b -> a = b.
Proof. congruence. Qed.


(* ---- with specifications ---- *)
Lemma accepted_specification limit bytes d m p v :
  accepted (answer limit bytes d m p) = Some (OnSpecifications v) -> check_specified_text limit (text_of bytes) d m p = Ok v.
Proof.
  unfold answer; destruct (read_stated _) as [[c|c]|f] eqn:r; [|rewrite (read_specifications _ _ _ _ _ r)|discriminate].
  - destruct (check_read _ _ _ _ _); intros e; discriminate e.
  - destruct (check_specified_read _ _ _ _ _); intros e; [injection e as ->; reflexivity|discriminate e].
Qed.
Lemma specified_exact_text_eq l m k s : specified_exact_text l m k s =
  "s VERIFIED exact layers=" ++ decimal l ++ " neurons=" ++ decimal m ++ " samples=" ++ decimal k ++ " specified=" ++ decimal s.
Proof. unfold specified_exact_text; rewrite !numeral_decimal; reflexivity. Qed.
Lemma specified_interval_text_eq l least most k s : specified_interval_text l least most k s =
  "s VERIFIED interval layers=" ++ decimal l ++ " neurons=" ++ decimal least ++ ".." ++ decimal most ++
  " samples=" ++ decimal k ++ " specified=" ++ decimal s.
Proof. unfold specified_interval_text; rewrite !numeral_decimal; reflexivity. Qed.
Lemma interval_text_eq l least most k n : interval_text l least most k n =
  "s VERIFIED interval layers=" ++ decimal l ++ " neurons=" ++ decimal least ++ ".." ++ decimal most ++
  " samples=" ++ decimal k ++ " changed=" ++ decimal n.
Proof. unfold interval_text; rewrite numbers_line_eq, !numeral_decimal, !append_assoc; reflexivity. Qed.
Local Ltac next e := apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [-> e]; apply append_cancel in e.
Local Ltac differ e := apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [_ e]; try discriminate e; try (apply append_cancel in e).
Lemma specified_exact_text_injective l m k s l' m' k' s' :
  specified_exact_text l m k s = specified_exact_text l' m' k' s' -> l = l' /\ m = m' /\ k = k' /\ s = s'.
Proof.
  rewrite !specified_exact_text_eq; intros e; apply append_cancel in e; do 3 next e; apply decimal_injective in e; subst; auto.
Qed.
Lemma specified_interval_text_injective l least most k s l' least' most' k' s' :
  specified_interval_text l least most k s = specified_interval_text l' least' most' k' s' ->
  l = l' /\ least = least' /\ most = most' /\ k = k' /\ s = s'.
Proof.
  rewrite !specified_interval_text_eq; intros e; apply append_cancel in e; do 4 next e; apply decimal_injective in e; subst; repeat split.
Qed.
Lemma exact_differs l m k n l' m' k' s : exact_text l m k n <> specified_exact_text l' m' k' s.
Proof. unfold exact_text; rewrite numbers_line_eq, specified_exact_text_eq; intros e; apply append_cancel in e; do 3 differ e. Qed.
Lemma interval_differs l least most k n l' least' most' k' s :
  interval_text l least most k n <> specified_interval_text l' least' most' k' s.
Proof. rewrite interval_text_eq, specified_interval_text_eq; intros e; apply append_cancel in e; do 4 differ e. Qed.
Lemma exact_no_interval l m k n l' least most k' s :
  exact_text l m k n <> specified_interval_text l' least most k' s /\ specified_exact_text l m k n <> interval_text l' least most k' s.
Proof.
  unfold exact_text; rewrite numbers_line_eq, specified_interval_text_eq, specified_exact_text_eq, interval_text_eq.
  split; intros e; discriminate e.
Qed.
Lemma specified_exact_no_interval l m k n l' least most k' s :
  specified_exact_text l m k n <> specified_interval_text l' least most k' s.
Proof. rewrite specified_interval_text_eq, specified_exact_text_eq; intros e; discriminate e. Qed.

(* ---- the verdict on a pair ---- *)
Theorem pair_verified limit1 limit2 bytes1 d1 m1 p1 bytes2 d2 m2 p2 least most l k n :
  let printed := option_map verdict_line (pair_answer (answer limit1 bytes1 d1 m1 p1) (answer limit2 bytes2 d2 m2 p2)) in
  printed = Some (interval_text l least most k n) \/ least = most /\ printed = Some (exact_text l most k n) ->
  exists net low, check_text limit1 (text_of bytes1) d1 m1 p1 = Ok net /\ check_text limit2 (text_of bytes2) d2 m2 p2 = Ok low /\
    check_pair net low = Ok (least, most) /\
    layers (claim_of net) = l /\ samples (claim_of net) = k /\ changed (claim_of net) = n.
Proof.
  cbv zeta; unfold pair_answer; destruct (accepted (answer limit1 bytes1 d1 m1 p1)) as [[net|net]|] eqn:a1;
    destruct (accepted (answer limit2 bytes2 d2 m2 p2)) as [[low|low]|] eqn:a2;
    try (intros [e|[_ e]]; discriminate e).
  2: { destruct (check_specified_pair net low) as [[x y]|f]; [|intros [e|[_ e]]; discriminate e].
    cbn [option_map verdict_line]; unfold specified_pair_line; destruct (N.eqb x y); intros [e|[_ e]];
      apply some_injective in e; exfalso; symmetry in e; revert e; try apply exact_differs; try apply interval_differs.
    - intros e; symmetry in e; revert e; apply (proj2 (exact_no_interval _ _ _ _ _ _ _ _ _)).
    - apply (proj1 (exact_no_interval _ _ _ _ _ _ _ _ _)). }
  apply answer_accepted in a1, a2; intros e; exists net, low; split; [exact a1|split; [exact a2|]]; revert e.
  destruct (check_pair net low) as [[least' most']|f].
  2: { intros [e|[_ e]]; discriminate e. }
  cbn [option_map verdict_line]; unfold pair_line; destruct (N.eqb_spec least' most') as [p|p].
  - intros [e|[q e]]; apply some_injective in e; [discriminate e|].
    apply numbers_line_injective in e; [|reflexivity]; destruct e as [e1 [e2 [e3 e4]]]; repeat split; congruence.
  - intros [e|[q e]]; apply some_injective in e; [|discriminate e].
    apply interval_text_injective in e; destruct e as [e1 [e2 [e3 [e4 e5]]]]; repeat split; congruence.
Qed.

Theorem specified_pair_verified limit1 limit2 bytes1 d1 m1 p1 bytes2 d2 m2 p2 least most l k s :
  let printed := option_map verdict_line (pair_answer (answer limit1 bytes1 d1 m1 p1) (answer limit2 bytes2 d2 m2 p2)) in
  printed = Some (specified_interval_text l least most k s) \/ least = most /\ printed = Some (specified_exact_text l most k s) ->
  exists net low, check_specified_text limit1 (text_of bytes1) d1 m1 p1 = Ok net /\
    check_specified_text limit2 (text_of bytes2) d2 m2 p2 = Ok low /\ check_specified_pair net low = Ok (least, most) /\
    let c := the_claim (specified_body (checked net)) in
    layers c = l /\ samples c = k /\ specified_count (terms_in (checked net)) = s.
Proof.
  cbv zeta; unfold pair_answer; destruct (accepted (answer limit1 bytes1 d1 m1 p1)) as [[net|net]|] eqn:a1;
    destruct (accepted (answer limit2 bytes2 d2 m2 p2)) as [[low|low]|] eqn:a2;
    try (intros [e|[_ e]]; discriminate e).
  { destruct (check_pair net low) as [[x y]|f]; [|intros [e|[_ e]]; discriminate e].
    cbn [option_map verdict_line]; unfold pair_line; destruct (N.eqb x y); intros [e|[_ e]];
      apply some_injective in e; exfalso; revert e; try apply exact_differs; try apply interval_differs.
    - apply (proj1 (exact_no_interval _ _ _ _ _ _ _ _ _)).
    - intros e; symmetry in e; revert e; apply (proj2 (exact_no_interval _ _ _ _ _ _ _ _ _)). }
  apply accepted_specification in a1, a2; intros e; exists net, low; split; [exact a1|split; [exact a2|]]; revert e.
  destruct (check_specified_pair net low) as [[least' most']|f].
  2: { intros [e|[_ e]]; discriminate e. }
  cbn [option_map verdict_line]; unfold specified_pair_line; destruct (N.eqb_spec least' most') as [p|p].
  - intros [e|[q e]]; apply some_injective in e; [destruct (specified_exact_no_interval e)|].
    apply specified_exact_text_injective in e; destruct e as [e1 [e2 [e3 e4]]]; repeat split; congruence.
  - intros [e|[q e]]; apply some_injective in e; [|symmetry in e; destruct (specified_exact_no_interval e)].
    apply specified_interval_text_injective in e; destruct e as [e1 [e2 [e3 [e4 e5]]]]; repeat split; congruence.
Qed.

Theorem clean_pair net low r : pair_answer net low = Some r -> clean (verdict_line r).
Proof.
  unfold pair_answer; destruct (accepted net) as [[v|v]|], (accepted low) as [[w|w]|]; try discriminate;
    try (intros e; injection e as <-; apply clean_refusal).
  - destruct (check_pair v w) as [[least most]|f]; intros e; injection e as <-; [|apply clean_refusal].
    cbn [verdict_line]; unfold pair_line; destruct (N.eqb _ _); apply clean_numbers; try reflexivity.
    apply clean_append; [reflexivity|apply clean_append; [apply clean_numeral|reflexivity]].
  - destruct (check_specified_pair v w) as [[least most]|f]; intros e; injection e as <-; [|apply clean_refusal].
    cbn [verdict_line]; unfold specified_pair_line, specified_exact_text, specified_interval_text; destruct (N.eqb _ _);
      repeat (apply clean_append; [first [apply clean_numeral|reflexivity]|]); apply clean_numeral.
Qed.
