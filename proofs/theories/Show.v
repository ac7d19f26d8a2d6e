(* Texts as they are printed: bytes other than printable ASCII escaped, long ones cut.
   Every text that is printed is printable ASCII, so nothing that stands in a file can
   end a line or begin another.  Extracted; the proofs are here. *)
From Coq Require Import QArith NArith ZArith Ascii String List Bool.
From FTCert Require Import Certificate Words Numerals.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

Definition is_printable (c : ascii) : bool := (N.leb 32 (code_of c) && N.leb (code_of c) 126)%bool.
(* "\x0A" for a line feed *)
Fixpoint printable (s : string) : string :=
  match s with
  | EmptyString => ""
  | String c s' =>
      if is_printable c then String c (printable s')
      else let n := code_of c in
        String "\" (String "x" (String (hex_char (n / 16)) (String (hex_char (n mod 16)) (printable s'))))
  end.

Fixpoint size_from (n : N) (s : string) : N :=
  match s with EmptyString => n | String _ s' => size_from (N.succ n) s' end.
(* n: how many bytes are to be shown; all of them, or those that the first 60 are made of *)
Definition cut (most n : N) (whole start : unit -> string) : string :=
  if N.leb n most then whole tt else substring 0 60 (start tt) ++ "...(" ++ numeral n ++ " characters)".
(* of printable s *)
Fixpoint printable_size (n : N) (s : string) : N :=
  match s with
  | EmptyString => n
  | String c s' => printable_size (if is_printable c then N.succ n else n + 4)%N s'
  end.

Definition show_integer (n : Z) : string :=
  match n with
  | Z0 => "0"
  | Zpos p => numeral (Npos p)
  | Zneg p => String "-" (numeral (Npos p))
  end.
Definition show_rational (q : Q) : string :=
  show_integer (Qnum q) ++ (if Pos.eqb (Qden q) 1 then "" else String "/" (numeral (Npos (Qden q)))).
Definition show (p : piece) : string :=
  match p with
  | Text s => cut 200 (printable_size 0 s) (fun _ => printable s) (fun _ => printable (substring 0 60 s))
  | Count n => numeral n
  | Rational q => let s := show_rational q in cut 80 (size_from 0 s) (fun _ => s) (fun _ => s)
  end.
(* from the end, so that nothing is copied twice *)
Fixpoint show_all (ps : list piece) : string :=
  match ps with [] => "" | p :: ps' => show p ++ show_all ps' end.

Lemma show_rational_decimal q : show_rational q = rational_decimal q.
Proof.
  unfold show_rational, rational_decimal; rewrite numeral_decimal; f_equal.
  destruct (Qnum q); cbn [show_integer integer_decimal]; rewrite ?numeral_decimal; reflexivity.
Qed.

(* ---- it is printable ---- *)
Definition clean (s : string) : Prop := unprintable s = None.

Lemma clean_cons c s : clean (String c s) <-> is_printable c = true /\ clean s.
Proof.
  unfold clean, is_printable; simpl; destruct (_ && _)%bool.
  - tauto.
  - split; [intros h; discriminate h|intros [h _]; discriminate h].
Qed.
Lemma clean_append a b : clean a -> clean b -> clean (a ++ b).
Proof.
  induction a as [|c a IH]; intros ha hb; [exact hb|]; apply clean_cons in ha; apply clean_cons.
  split; [apply ha|apply IH; [apply ha|exact hb]].
Qed.

(* a decision about each byte *)
Definition every_ascii (p : ascii -> bool) : bool :=
  forallb (fun n => p (ascii_of_nat n)) (seq 0 256).
Lemma every_ascii_holds p : every_ascii p = true -> forall c, p c = true.
Proof.
  intros h c; rewrite <- (ascii_nat_embedding c); unfold every_ascii in h; rewrite forallb_forall in h.
  apply h, in_seq; split; [apply Nat.le_0_l|apply nat_ascii_bounded].
Qed.

Lemma clean_printable s : clean (printable s).
Proof.
  induction s as [|c s IH]; [reflexivity|]; simpl; destruct (is_printable c) eqn:p.
  - apply clean_cons; auto.
  - repeat (apply clean_cons; split; [|try exact IH]); try reflexivity.
    + revert c p; assert (H := every_ascii_holds (fun c => is_printable (hex_char (code_of c / 16)))).
      intros c _; apply H; vm_compute; reflexivity.
    + revert c p; assert (H := every_ascii_holds (fun c => is_printable (hex_char (code_of c mod 16)))).
      intros c _; apply H; vm_compute; reflexivity.
Qed.
Lemma clean_digits s : all_digits s = true -> clean s.
Proof.
  induction s as [|c s IH]; [reflexivity|]; simpl; intros h; apply andb_true_iff in h; apply clean_cons.
  split; [|apply IH, h]; destruct h as [h _]; revert h.
  assert (H := every_ascii_holds (fun c => (negb (is_digit c) || is_printable c)%bool)).
  intros h; assert (k : (negb (is_digit c) || is_printable c)%bool = true) by (apply H; vm_compute; reflexivity).
  rewrite h in k; exact k.
Qed.
Lemma clean_numeral n : clean (numeral n).
Proof. apply clean_digits; rewrite numeral_decimal; apply decimal_digits. Qed.
Lemma clean_substring s : clean s -> forall n m, clean (substring n m s).
Proof.
  induction s as [|c s IH]; intros h [|n] [|m]; try reflexivity; apply clean_cons in h; simpl.
  - apply clean_cons; split; [apply h|apply IH, h].
  - apply IH, h.
  - apply IH, h.
Qed.
Lemma clean_cut most n whole start : clean (whole tt) -> clean (start tt) -> clean (cut most n whole start).
Proof.
  intros h k; unfold cut; destruct (N.leb _ _); [exact h|].
  repeat apply clean_append; try reflexivity; [apply clean_substring, k|apply clean_numeral].
Qed.
Lemma clean_integer n : clean (show_integer n).
Proof.
  destruct n; [reflexivity|apply clean_numeral|]; apply clean_cons; split; [reflexivity|apply clean_numeral].
Qed.
Lemma clean_rational q : clean (show_rational q).
Proof.
  apply clean_append; [apply clean_integer|]; destruct (Pos.eqb _ _); [reflexivity|].
  apply clean_cons; split; [reflexivity|apply clean_numeral].
Qed.
Lemma clean_show p : clean (show p).
Proof.
  destruct p as [s|n|q]; [apply clean_cut; apply clean_printable|apply clean_numeral|].
  apply clean_cut; apply clean_rational.
Qed.
Lemma clean_show_all ps : clean (show_all ps).
Proof. induction ps; [reflexivity|apply clean_append; [apply clean_show|assumption]]. Qed.
