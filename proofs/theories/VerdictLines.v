(* What a printed line says: which kind of claim, and which numbers; and that it is one
   line.  Standard library only. *)
From Coq Require Import QArith NArith Ascii String List Bool.
From FTCert Require Import Certificate Reader CheckFile Pair Numerals Show Verdict.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- numbers in a line ---- *)
Lemma append_cancel s a b : s ++ a = s ++ b -> a = b.
Proof. induction s as [|c s IH]; simpl; intros e; [exact e|injection e; exact IH]. Qed.
Lemma append_assoc a b c : (a ++ b) ++ c = a ++ (b ++ c).
Proof. induction a as [|x a IH]; simpl; [|rewrite IH]; reflexivity. Qed.

Lemma numbers_line_eq start a middle b k n :
  numbers_line start a middle b k n =
  start ++ decimal a ++ middle ++ decimal b ++ " samples=" ++ decimal k ++ " changed=" ++ decimal n.
Proof. unfold numbers_line; rewrite !numeral_decimal; reflexivity. Qed.

Lemma numbers_line_injective start middle a b k n a' b' k' n' :
  (forall t, ends_number (middle ++ t)) ->
  numbers_line start a middle b k n = numbers_line start a' middle b' k' n' ->
  a = a' /\ b = b' /\ k = k' /\ n = n'.
Proof.
  intros m; rewrite !numbers_line_eq; intros e; apply append_cancel in e.
  apply decimal_append in e; [|apply m|apply m]; destruct e as [-> e]; apply append_cancel in e.
  apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [-> e]; apply append_cancel in e.
  apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [-> e]; apply append_cancel in e.
  apply decimal_injective in e; subst; auto.
Qed.

(* ---- the verdict on a certificate ---- *)
Definition kind_line (is_bound : bool) : N -> N -> N -> N -> string :=
  if is_bound then fun l => numbers_line "s VERIFIED bound layers=" l " neurons>="
  else fun l => numbers_line "s VERIFIED interpolation layers=" l " neurons=".

Lemma refusal_line f start : verdict_line (refusal f) <> "s VERIFIED" ++ start.
Proof. discriminate. Qed.

Lemma kind_line_start is_bound l m k n : exists t, kind_line is_bound l m k n = "s VERIFIED" ++ t.
Proof. destruct is_bound; eexists; reflexivity. Qed.

Lemma claim_line_kind c l m k n is_bound : claim_line c = kind_line is_bound l m k n ->
  match c with OfInterpolation _ => false | OfBound _ => true end = is_bound /\
  the_claim (body_of c) = Claim l m k n.
Proof.
  unfold claim_line, kind_line; destruct c as [x|x], is_bound; intros e; try discriminate e; split;
    try reflexivity; apply numbers_line_injective in e; try reflexivity; destruct e as [e1 [e2 [e3 e4]]];
    destruct (the_claim _); simpl in *; congruence.
Qed.

Theorem answer_verified limit bytes d m is_bound l M k n :
  verdict_line (answer limit bytes d m) = kind_line is_bound l M k n ->
  exists v, check_text limit (text_of bytes) d m = Ok v /\
    match verified v with OfInterpolation _ => false | OfBound _ => true end = is_bound /\
    the_claim (body_of (verified v)) = Claim l M k n.
Proof.
  unfold answer; destruct (check_text _ _ _ _) as [v|f]; intros e.
  - exists v; split; [reflexivity|apply claim_line_kind; exact e].
  - destruct (kind_line_start is_bound l M k n) as [t h]; rewrite h in e; destruct (refusal_line e).
Qed.

(* ---- the verdict on a pair ---- *)
Lemma answer_accepted limit bytes d m v : accepted (answer limit bytes d m) = Some v -> check_text limit (text_of bytes) d m = Ok v.
Proof. unfold answer; destruct (check_text _ _ _ _); intros e; [injection e as ->; reflexivity|discriminate e]. Qed.

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

Theorem pair_verified limit1 limit2 bytes1 d1 m1 bytes2 d2 m2 least most l k n :
  let printed := option_map verdict_line (pair_answer (answer limit1 bytes1 d1 m1) (answer limit2 bytes2 d2 m2)) in
  printed = Some (interval_text l least most k n) \/ least = most /\ printed = Some (exact_text l most k n) ->
  exists net low, check_text limit1 (text_of bytes1) d1 m1 = Ok net /\ check_text limit2 (text_of bytes2) d2 m2 = Ok low /\
    check_pair net low = Ok (least, most) /\
    layers (claim_of net) = l /\ samples (claim_of net) = k /\ changed (claim_of net) = n.
Proof.
  cbv zeta; unfold pair_answer; destruct (accepted (answer limit1 bytes1 d1 m1)) as [net|] eqn:a1.
  2: { intros [e|[_ e]]; discriminate e. }
  destruct (accepted (answer limit2 bytes2 d2 m2)) as [low|] eqn:a2.
  2: { intros [e|[_ e]]; discriminate e. }
  apply answer_accepted in a1, a2; intros e; exists net, low; split; [exact a1|split; [exact a2|]]; revert e.
  destruct (check_pair net low) as [[least' most']|f].
  2: { intros [e|[_ e]]; discriminate e. }
  cbn [option_map verdict_line]; unfold pair_line; destruct (N.eqb_spec least' most') as [p|p].
  - intros [e|[q e]]; apply some_injective in e; [discriminate e|].
    apply numbers_line_injective in e; [|reflexivity]; destruct e as [e1 [e2 [e3 e4]]]; repeat split; congruence.
  - intros [e|[q e]]; apply some_injective in e; [|discriminate e].
    apply interval_text_injective in e; destruct e as [e1 [e2 [e3 [e4 e5]]]]; repeat split; congruence.
Qed.

(* ---- what is printed is one line ---- *)
Lemma clean_numbers start a middle b k n : clean start -> clean middle -> clean (numbers_line start a middle b k n).
Proof.
  intros s m; unfold numbers_line; repeat apply clean_append; auto using clean_numeral; reflexivity.
Qed.
Lemma clean_refusal f : clean (verdict_line (refusal f)).
Proof.
  unfold refusal; cbn [verdict_line]; repeat apply clean_append; auto using clean_numeral, clean_show_all; try reflexivity.
  destruct (N.eqb _ _); [reflexivity|apply clean_append; [reflexivity|apply clean_numeral]].
Qed.
Theorem clean_no_answer error why : clean (verdict_line (no_answer error why)).
Proof. apply clean_refusal. Qed.
Theorem clean_answer limit bytes d m :
  Forall clean (verdict_line (answer limit bytes d m) :: remarks (answer limit bytes d m)).
Proof.
  unfold answer; destruct (check_text _ _ _ _) as [v|f]; [|repeat constructor; apply clean_refusal].
  cbn [verdict_line remarks]; constructor.
  - unfold claim_line; destruct (verified v); apply clean_numbers; reflexivity.
  - unfold notes; set (b := body_of _); destruct d, m, (data b), (model_digest b); repeat constructor.
Qed.
Theorem clean_pair net low r : pair_answer net low = Some r -> clean (verdict_line r).
Proof.
  unfold pair_answer; destruct (accepted net) as [v|], (accepted low) as [w|]; try discriminate.
  destruct (check_pair v w) as [[least most]|f]; intros e; injection e as <-; [|apply clean_refusal].
  cbn [verdict_line]; unfold pair_line; destruct (N.eqb _ _); apply clean_numbers; try reflexivity.
  apply clean_append; [reflexivity|apply clean_append; [apply clean_numeral|reflexivity]].
Qed.
Theorem clean_file_line name : clean (file_line name).
Proof. apply clean_append; [reflexivity|apply clean_printable]. Qed.
