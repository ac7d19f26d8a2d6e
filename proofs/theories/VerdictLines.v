(* What a printed line says: which kind of claim, and which numbers; and that it is one
   line.  Standard library only. *)
From Coq Require Import QArith NArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckExecution CheckFile CheckSpecifiedFile Pair Numerals Show Verdict.
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

Lemma execution_text_eq a g l m k n q : execution_text a g l m k n q =
  "s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++ " layers=" ++ decimal l ++
  " neurons=" ++ decimal m ++ " samples=" ++ decimal k ++ " changed=" ++ decimal n ++ " deviation<=" ++ rational_decimal q.
Proof. unfold execution_text; rewrite numbers_line_eq, show_rational_decimal, !append_assoc; reflexivity. Qed.
Lemma format_text_append a b s t : format_text a ++ s = format_text b ++ t -> a = b /\ s = t.
Proof. destruct a, b; intros e; try discriminate e; apply append_cancel in e; auto. Qed.
Lemma execution_text_injective a g l m k n q a' g' l' m' k' n' q' :
  execution_text a g l m k n q = execution_text a' g' l' m' k' n' q' ->
  (a = a' /\ g = g' /\ q = q') /\ l = l' /\ m = m' /\ k = k' /\ n = n'.
Proof.
  rewrite !execution_text_eq; intros e; apply append_cancel in e.
  apply format_text_append in e; destruct e as [-> e]; apply append_cancel in e.
  apply format_text_append in e; destruct e as [-> e]; apply append_cancel in e.
  do 4 (apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [-> e]; apply append_cancel in e).
  apply rational_injective in e; subst; repeat split.
Qed.

(* ---- the verdict on a certificate ---- *)
Inductive line_kind := InterpolationLine | BoundLine | ExecutionLine (a g : format_name) (q : Q).
Definition kind_line (k : line_kind) : N -> N -> N -> N -> string :=
  match k with
  | InterpolationLine => fun l => numbers_line "s VERIFIED interpolation layers=" l " neurons="
  | BoundLine => fun l => numbers_line "s VERIFIED bound layers=" l " neurons>="
  | ExecutionLine a g q => fun l m n c => execution_text a g l m n c q
  end.
Definition has_kind (k : line_kind) (c : certificate) : Prop :=
  match k, c with
  | InterpolationLine, OfInterpolation _ | BoundLine, OfBound _ => True
  | ExecutionLine a g q, OfExecution e => model_format e = a /\ g_format e = g /\ deviation e = q
  | _, _ => False
  end.
Definition kind_of (c : certificate) : line_kind :=
  match c with
  | OfInterpolation _ => InterpolationLine
  | OfBound _ => BoundLine
  | OfExecution e => ExecutionLine (model_format e) (g_format e) (deviation e)
  end.

Lemma refusal_line f start : verdict_line (refusal f) <> "s VERIFIED" ++ start.
Proof. discriminate. Qed.

Lemma kind_line_start k l m n c : exists t, kind_line k l m n c = "s VERIFIED" ++ t.
Proof. destruct k; eexists; reflexivity. Qed.

Lemma claim_line_of c : let x := the_claim (body_of c) in
  claim_line c = kind_line (kind_of c) (layers x) (neurons x) (samples x) (changed x).
Proof. destruct c; reflexivity. Qed.

Lemma claim_line_kind c l m n k kind : claim_line c = kind_line kind l m n k ->
  has_kind kind c /\ the_claim (body_of c) = Claim l m n k.
Proof.
  unfold claim_line, kind_line; destruct c as [x|x|x], kind as [| |a g q]; intros e; try discriminate e.
  1,2: split; [exact I|]; apply numbers_line_injective in e; try reflexivity.
  3: apply execution_text_injective in e; destruct e as [e0 e]; split; [exact e0|].
  all: destruct e as [e1 [e2 [e3 e4]]]; destruct (the_claim _); simpl in *; congruence.
Qed.

(* ---- with specifications ---- *)
Lemma specified_text_eq kind l m k s : specified_text kind l m k s =
  match kind with
  | NetworkLine n =>
      "s VERIFIED specification layers=" ++ decimal l ++ " neurons=" ++ decimal m ++ " samples=" ++ decimal k ++
      " changed=" ++ decimal n ++ " specified=" ++ decimal s
  | LowerLine =>
      "s VERIFIED bound layers=" ++ decimal l ++ " neurons>=" ++ decimal m ++ " samples=" ++ decimal k ++ " specified=" ++ decimal s
  | RunsLine a g n =>
      "s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++ " layers=" ++ decimal l ++
      " neurons=" ++ decimal m ++ " samples=" ++ decimal k ++ " changed=" ++ decimal n ++ " specification specified=" ++ decimal s
  end.
Proof. destruct kind; cbn [specified_text]; rewrite ?numbers_line_eq, ?numeral_decimal, ?append_assoc; reflexivity. Qed.
(* one number off both sides *)
Local Ltac next e := apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [-> e]; apply append_cancel in e.
Lemma specified_text_injective kind l m k s kind' l' m' k' s' :
  specified_text kind l m k s = specified_text kind' l' m' k' s' -> kind = kind' /\ l = l' /\ m = m' /\ k = k' /\ s = s'.
Proof.
  rewrite !specified_text_eq; destruct kind as [n| |a g n], kind' as [n'| |a' g' n']; intros e; try discriminate e; apply append_cancel in e.
  - do 4 next e; apply decimal_injective in e; subst; auto.
  - do 3 next e; apply decimal_injective in e; subst; auto.
  - apply format_text_append in e; destruct e as [-> e]; apply append_cancel in e.
    apply format_text_append in e; destruct e as [-> e]; apply append_cancel in e.
    do 4 next e; apply decimal_injective in e; subst; auto.
Qed.
Local Ltac differ e := apply decimal_append in e; [|reflexivity|reflexivity]; destruct e as [_ e]; try discriminate e; try (apply append_cancel in e).
Lemma lines_differ kind l m k n kind' l' m' k' s : kind_line kind l m k n <> specified_text kind' l' m' k' s.
Proof.
  rewrite specified_text_eq; destruct kind as [| |a g q], kind' as [n'| |a' g' n']; cbn [kind_line];
    rewrite ?numbers_line_eq, ?execution_text_eq; intros e; try discriminate e; apply append_cancel in e.
  - do 3 differ e.
  - apply format_text_append in e; destruct e as [_ e]; apply append_cancel in e.
    apply format_text_append in e; destruct e as [_ e]; apply append_cancel in e; do 4 differ e.
Qed.
Lemma specified_text_start kind l m k s : exists t, specified_text kind l m k s = "s VERIFIED" ++ t.
Proof. rewrite specified_text_eq; destruct kind; eexists; reflexivity. Qed.

(* what is read once stands for both readings *)
Lemma read_labels limit t c d m p : read_stated t = Ok (WithLabels c) -> check_text limit t d m p = check_read limit c d m p.
Proof. unfold check_text, read_certificate; intros ->; reflexivity. Qed.
Lemma read_specifications limit t c d m p : read_stated t = Ok (WithSpecifications c) ->
  check_specified_text limit t d m p = check_specified_read limit c d m p.
Proof. unfold check_specified_text, read_specified; intros ->; reflexivity. Qed.

Theorem answer_verified limit bytes d m p kind l M k n :
  verdict_line (answer limit bytes d m p) = kind_line kind l M k n ->
  exists v, check_text limit (text_of bytes) d m p = Ok v /\ has_kind kind (verified v) /\
    the_claim (body_of (verified v)) = Claim l M k n /\
    remarks (answer limit bytes d m p) = remarks_on (verified v) d m p.
Proof.
  unfold answer; destruct (kind_line_start kind l M k n) as [t h].
  destruct (read_stated _) as [[c|c]|f] eqn:r.
  - rewrite (read_labels _ _ _ _ _ r); destruct (check_read _ _ _ _ _) as [v|f]; intros e.
    + exists v; split; [reflexivity|]; destruct (claim_line_kind _ _ _ _ _ _ e); auto.
    + rewrite h in e; destruct (refusal_line e).
  - destruct (check_specified_read _ _ _ _ _) as [v|f]; intros e; [|rewrite h in e; destruct (refusal_line e)].
    symmetry in e; destruct (lines_differ _ _ _ _ _ _ _ _ _ _ e).
  - intros e; rewrite h in e; destruct (refusal_line e).
Qed.
Theorem answer_specified limit bytes d m p kind l M k s :
  verdict_line (answer limit bytes d m p) = specified_text kind l M k s ->
  exists v, check_specified_text limit (text_of bytes) d m p = Ok v /\ specified_kind_of (checked v) = kind /\
    let x := the_claim (specified_body (checked v)) in
    layers x = l /\ neurons x = M /\ samples x = k /\ specified_count (terms_in (checked v)) = s.
Proof.
  unfold answer; destruct (specified_text_start kind l M k s) as [t h].
  destruct (read_stated _) as [[c|c]|f] eqn:r.
  - destruct (check_read _ _ _ _ _) as [v|f]; intros e; [|rewrite h in e; destruct (refusal_line e)].
    cbn [verdict_line] in e; rewrite claim_line_of in e; destruct (lines_differ _ _ _ _ _ _ _ _ _ _ e).
  - rewrite (read_specifications _ _ _ _ _ r); destruct (check_specified_read _ _ _ _ _) as [v|f]; intros e.
    + exists v; split; [reflexivity|]; apply specified_text_injective in e; exact e.
    + rewrite h in e; destruct (refusal_line e).
  - intros e; rewrite h in e; destruct (refusal_line e).
Qed.

(* what is said of the output of f + g *)
Definition output_text (q : Q) : string := "c f + g against the label where it changes: deviation<=" ++ rational_decimal q.
Lemma output_note_is e q d m p : In (output_text q) (remarks_on (OfExecution e) d m p) -> output_deviation e = Some q.
Proof.
  unfold remarks_on, output_note; intros i; apply in_app_or in i; destruct i as [i|i].
  - destruct i as [i|[]]; destruct (output_deviation e) as [q'|]; [|discriminate i].
    rewrite show_rational_decimal in i; apply append_cancel, rational_injective in i; subst; reflexivity.
  - unfold notes, data_note, model_note, patched_note in i; apply in_app_or in i; destruct i as [i|i].
    + set (b := body_of _) in i; destruct (is_supplied d), (data b), m, (model b), (frozen_by b); simpl in i; repeat (destruct i as [i|i]; [discriminate i|]); destruct i.
    + destruct p, (patched_digest e); simpl in i; repeat (destruct i as [i|i]; [discriminate i|]); destruct i.
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
Lemma clean_notes b d m : Forall clean (notes b d m).
Proof. unfold notes, data_note, model_note; destruct (is_supplied d), m, (data b), (model b), (frozen_by b); repeat constructor. Qed.
Lemma clean_patched_note c p : Forall clean (patched_note c p).
Proof. unfold patched_note; destruct c as [x|x|x]; try constructor; destruct p, (patched_digest x); repeat constructor. Qed.
Lemma clean_specified_text kind l m k s : clean (specified_text kind l m k s).
Proof.
  destruct kind as [n| |a g n]; cbn [specified_text].
  - apply clean_append; [apply clean_numbers; reflexivity|apply clean_append; [reflexivity|apply clean_numeral]].
  - repeat (apply clean_append; [first [apply clean_numeral|reflexivity]|]); apply clean_numeral.
  - apply clean_append; [apply clean_numbers|apply clean_append; [reflexivity|apply clean_numeral]]; try reflexivity.
    destruct a, g; reflexivity.
Qed.
Theorem clean_answer limit bytes d m p :
  Forall clean (verdict_line (answer limit bytes d m p) :: remarks (answer limit bytes d m p)).
Proof.
  unfold answer; destruct (read_stated _) as [[c|c]|f]; [| |repeat constructor; apply clean_refusal].
  - destruct (check_read _ _ _ _ _) as [v|f]; [|repeat constructor; apply clean_refusal].
    cbn [verdict_line remarks]; constructor.
    + unfold claim_line; destruct (verified v) as [x|x|x]; try (apply clean_numbers; reflexivity).
      unfold execution_text; apply clean_append; [apply clean_numbers|apply clean_append; [reflexivity|apply clean_rational]];
        try reflexivity; destruct (model_format x), (g_format x); reflexivity.
    + unfold remarks_on; apply Forall_app; split; [|apply Forall_app; split; [apply clean_notes|apply clean_patched_note]].
      unfold output_note; destruct (verified v) as [x|x|x]; try constructor; [|constructor].
      destruct (output_deviation x); [|reflexivity]; apply clean_append; [reflexivity|apply clean_rational].
  - destruct (check_specified_read _ _ _ _ _) as [v|f]; [|repeat constructor; apply clean_refusal].
    cbn [verdict_line remarks]; constructor; [apply clean_specified_text|].
    apply Forall_app; split; [apply clean_notes|apply clean_patched_note].
Qed.
Theorem clean_file_line name : clean (file_line name).
Proof. apply clean_append; [reflexivity|apply clean_printable]. Qed.
