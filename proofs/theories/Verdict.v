(* From the bytes of a certificate to what is printed about it.  The program around
   this file reads files, computes SHA-256 and gunzips, and prints: ocaml/. *)
From Coq Require Import QArith NArith Ascii String List Bool.
From FTCert Require Import Certificate Specification Reader ReadCertificate CheckExecution CheckFile CheckSpecifiedFile Pair Numerals Show.
From FTCert Require Words.
Import ListNotations.
Local Open Scope string_scope.
Local Set Implicit Arguments.

(* ---- the lines of a file ---- *)
Definition line_end : ascii := ascii_of_N 10.
(* acc: the line so far, reversed; done: the lines before, the last one first *)
Fixpoint lines_from (s acc : string) (done : list string) : text :=
  match s with
  | EmptyString => TextFile (rev_append done []) (Words.reversed acc)
  | String c s' =>
      if Ascii.eqb c line_end then lines_from s' "" (Words.reversed acc :: done)
      else lines_from s' (String c acc) done
  end.
Definition text_of (bytes : string) : text := lines_from bytes "" [].

(* ---- what is printed ---- *)
(* the verdict, the lines behind it, the exit code *)
Inductive any_verdict := OnLabels (v : verdict) | OnSpecifications (v : specified_verdict).
Record reply := Reply {
  verdict_line : string; remarks : list string; status : N; accepted : option any_verdict }.

Definition status_of (error : N) : N :=
  match N.div error 100 with 2 => 1 | 3 => 3 | 4 => 4 | 5 => 5 | _ => 6 end%N.
Definition refusal (f : failure) : reply :=
  Reply ("s NOT VERIFIED E" ++ numeral (code f)
         ++ (if N.eqb (at_line f) 0 then "" else " line " ++ numeral (at_line f))
         ++ ": " ++ show_all (pieces f)) [] (status_of (code f)) None.
(* what the program around says: of a file that it cannot read, or without memory *)
Definition no_answer (error : N) (why : string) : reply := refusal (Failure error 0 [Text why]).

(* "..layers=2 neurons=9 samples=442 changed=20" with the texts around the first two numbers *)
Definition numbers_line (start : string) (a : N) (middle : string) (b k n : N) : string :=
  start ++ numeral a ++ middle ++ numeral b ++ " samples=" ++ numeral k ++ " changed=" ++ numeral n.
Definition execution_text (a g : format_name) (l m k n : N) (q : Q) : string :=
  numbers_line ("s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++ " layers=") l " neurons=" m k n
  ++ " deviation<=" ++ show_rational q.
Definition claim_line (c : certificate) : string :=
  let x := the_claim (body_of c) in
  match c with
  | OfInterpolation _ =>
      numbers_line "s VERIFIED interpolation layers=" (layers x) " neurons=" (neurons x) (samples x) (changed x)
  | OfBound _ =>
      numbers_line "s VERIFIED bound layers=" (layers x) " neurons>=" (neurons x) (samples x) (changed x)
  | OfExecution e =>
      execution_text (model_format e) (g_format e) (layers x) (neurons x) (samples x) (changed x) (deviation e)
  end.
(* with specifications: what a line says beside layers, neurons, samples and specified samples *)
Inductive specified_line_kind := NetworkLine (changed : N) | LowerLine | RunsLine (a g : format_name) (changed : N).
Definition specified_text (kind : specified_line_kind) (l m k s : N) : string :=
  match kind with
  | NetworkLine n => numbers_line "s VERIFIED specification layers=" l " neurons=" m k n ++ " specified=" ++ numeral s
  | LowerLine =>
      "s VERIFIED bound layers=" ++ numeral l ++ " neurons>=" ++ numeral m ++ " samples=" ++ numeral k ++ " specified=" ++ numeral s
  | RunsLine a g n =>
      numbers_line ("s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++ " layers=") l " neurons=" m k n
      ++ " specification specified=" ++ numeral s
  end.
Definition specified_kind_of (c : specified_certificate) : specified_line_kind :=
  let n := changed (the_claim (specified_body c)) in
  match c with
  | SpecifiedNetwork _ _ => NetworkLine n
  | SpecifiedBound _ _ _ => LowerLine
  | SpecifiedExecution _ e => RunsLine (model_format e) (g_format e) n
  end.
Definition specified_claim_line (c : specified_certificate) : string :=
  let x := the_claim (specified_body c) in
  specified_text (specified_kind_of c) (layers x) (neurons x) (samples x) (specified_count (terms_in c)).
(* what is said of the output of f + g *)
Definition output_note (c : certificate) : list string :=
  match c with
  | OfExecution e =>
      [match output_deviation e with
       | Some q => "c f + g against the label where it changes: deviation<=" ++ show_rational q
       | None => "c f is a real function here: how its own executions round is not bounded"
       end]
  | _ => []
  end.
(* what was not checked *)
Definition data_note (b : body) (tables : supplied_tables) : list string :=
  match is_supplied tables, data b with
  | false, Some _ => ["c data file not supplied: the samples are those in the certificate"]
  | _, _ => []
  end.
Definition model_note (b : body) (supplied : option supplied_model) : list string :=
  match supplied, model b, frozen_by b with
  | Some _, _, Computed => ["c model file: digest compared; that the values of f are those of that file is not checked here"]
  | Some _, _, _ => ["c model file: digest compared; that network f is the function of that file is not checked here"]
  | None, Some _, Computed => ["c model file not supplied: the values of f are those in the certificate"]
  | None, Some _, _ => ["c model file not supplied: f is the network in the certificate"]
  | None, None, _ => []
  end.
Definition notes (b : body) (tables : supplied_tables) (model_supplied : option supplied_model) : list string :=
  (data_note b tables ++ model_note b model_supplied)%list.

Definition patched_note (c : certificate) (supplied : option supplied_file) : list string :=
  match c with
  | OfExecution e =>
      match supplied, patched_digest e with
      | Some _, _ => ["c patched file: digest compared; what it computes is not checked here"]
      | None, Some _ => ["c patched file not supplied"]
      | None, None => []
      end
  | _ => []
  end.
Definition remarks_on (c : certificate) (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : list string :=
  (output_note c ++ notes (body_of c) tables model_supplied ++ patched_note c patched_supplied)%list.

(* an execution with specifications is about the output of f + g itself *)
Definition specified_remarks (c : specified_certificate) (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : list string :=
  (notes (specified_body c) tables model_supplied ++ patched_note (plain_of c) patched_supplied)%list.

Definition answer (limit : option N) (bytes : string) (tables : supplied_tables) (model_supplied : option supplied_model) (patched_supplied : option supplied_file) : reply :=
  match read_stated (text_of bytes) with
  | Error f => refusal f
  | Ok (WithLabels c) =>
      match check_read limit c tables model_supplied patched_supplied with
      | Ok v => Reply (claim_line (verified v)) (remarks_on (verified v) tables model_supplied patched_supplied) 0
                  (Some (OnLabels v))
      | Error f => refusal f
      end
  | Ok (WithSpecifications c) =>
      match check_specified_read limit c tables model_supplied patched_supplied with
      | Ok v => Reply (specified_claim_line (checked v)) (specified_remarks (checked v) tables model_supplied patched_supplied) 0
                  (Some (OnSpecifications v))
      | Error f => refusal f
      end
  end.

(* ---- a network and a bound ---- *)
Definition pair_line (net : verdict) (least most : N) : string :=
  let c := claim_of net in
  if N.eqb least most
  then numbers_line "s VERIFIED exact layers=" (layers c) " neurons=" most (samples c) (changed c)
  else numbers_line ("s VERIFIED interval layers=" ++ numeral (layers c) ++ " neurons=") least ".." most
         (samples c) (changed c).
Definition specified_exact_text (l m k s : N) : string :=
  "s VERIFIED exact layers=" ++ numeral l ++ " neurons=" ++ numeral m ++ " samples=" ++ numeral k ++ " specified=" ++ numeral s.
Definition specified_interval_text (l least most k s : N) : string :=
  "s VERIFIED interval layers=" ++ numeral l ++ " neurons=" ++ numeral least ++ ".." ++ numeral most
  ++ " samples=" ++ numeral k ++ " specified=" ++ numeral s.
Definition specified_pair_line (net : specified_verdict) (least most : N) : string :=
  let c := the_claim (specified_body (checked net)) in let s := specified_count (terms_in (checked net)) in
  if N.eqb least most then specified_exact_text (layers c) most (samples c) s
  else specified_interval_text (layers c) least most (samples c) s.
(* None: one of the two is not accepted *)
Definition pair_answer (net low : reply) : option reply :=
  match accepted net, accepted low with
  | Some (OnLabels v), Some (OnLabels w) =>
      Some match check_pair v w with
           | Ok (least, most) => Reply (pair_line v least most) [] 0 None
           | Error f => refusal f
           end
  | Some (OnSpecifications v), Some (OnSpecifications w) =>
      Some match check_specified_pair v w with
           | Ok (least, most) => Reply (specified_pair_line v least most) [] 0 None
           | Error f => refusal f
           end
  | Some _, Some _ => Some (no_answer 201 "a pair: expected specifications in both certificates, or in none")
  | _, _ => None
  end.

(* which file a verdict is about, where there are several *)
Definition file_line (name : string) : string := "c file " ++ printable name.
