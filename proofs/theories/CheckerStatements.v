(* What is proved of the verified checker: definitions and statements, and no proofs.
   MainChecker.v proves each statement under the same name with a T.

   Read before: Certificate.v (what stands in a certificate), Meaning.v (what its claim
   means over an ordered field F) and, for executions, ExecutionMeaning.v and Execution.v;
   for specifications Specification.v, SpecificationMeaning.v and SpecifiedExecutionMeaning.v.  The program is Verdict.v; what it prints is
   what the statements speak of.  ocaml/ftcheck_verified.ml reads files and prints. *)
From Coq Require Import QArith NArith String.
From mathcomp Require Import all_ssreflect all_algebra.
From FTCert Require Import Statements Meaning SpecificationMeaning Execution ExecutionMeaning SpecifiedExecutionMeaning.
From FTCert Require Import Certificate Specification ReadCertificate ReadData Compose CheckSamples Work CheckSpecification CheckExecution CheckFile CheckSpecifiedFile.
From FTCert Require Import Certified Numerals Verdict.
From FTCert Require Words ReadSpecifiedData.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Local Open Scope ring_scope.

(* ---- the lines that are printed ---- *)
(* decimal: Coq's own digits, NilZero.string_of_uint of N.to_uint (Numerals.v) *)
Definition digits (n : nat) : string := decimal (N.of_nat n).
Section Lines.
Local Open Scope string_scope.
Variables L least M K N : nat.
Definition rest_of_line : string := " samples=" ++ digits K ++ " changed=" ++ digits N.
Definition interpolation_line : string :=
  "s VERIFIED interpolation layers=" ++ digits L ++ " neurons=" ++ digits M ++ rest_of_line.
Definition bound_line : string :=
  "s VERIFIED bound layers=" ++ digits L ++ " neurons>=" ++ digits M ++ rest_of_line.
(* a, g: formats of the model and of the network g; q: p/q with Coq's digits, rational_decimal of Numerals.v *)
Definition execution_line (a g : format_name) (q : Q) : string :=
  "s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++
  " layers=" ++ digits L ++ " neurons=" ++ digits M ++ rest_of_line ++ " deviation<=" ++ rational_decimal q.
Definition output_line (q : Q) : string :=
  "c f + g against the label where it changes: deviation<=" ++ rational_decimal q.
Definition exact_line : string :=
  "s VERIFIED exact layers=" ++ digits L ++ " neurons=" ++ digits M ++ rest_of_line.
Definition interval_line : string :=
  "s VERIFIED interval layers=" ++ digits L ++ " neurons=" ++ digits least ++ ".." ++ digits M ++ rest_of_line.
(* with S samples that are specified, in place of labels *)
Variable S : nat.
Definition specification_line : string :=
  "s VERIFIED specification layers=" ++ digits L ++ " neurons=" ++ digits M ++ rest_of_line ++ " specified=" ++ digits S.
Definition specified_bound_line : string :=
  "s VERIFIED bound layers=" ++ digits L ++ " neurons>=" ++ digits M ++ " samples=" ++ digits K ++ " specified=" ++ digits S.
Definition specified_execution_line (a g : format_name) : string :=
  "s VERIFIED execution arithmetic=" ++ format_text a ++ " g=" ++ format_text g ++
  " layers=" ++ digits L ++ " neurons=" ++ digits M ++ rest_of_line ++ " specification specified=" ++ digits S.
Definition specified_exact_line : string :=
  "s VERIFIED exact layers=" ++ digits L ++ " neurons=" ++ digits M ++ " samples=" ++ digits K ++ " specified=" ++ digits S.
Definition specified_interval_line : string :=
  "s VERIFIED interval layers=" ++ digits L ++ " neurons=" ++ digits least ++ ".." ++ digits M ++
  " samples=" ++ digits K ++ " specified=" ++ digits S.
End Lines.

(* ---- what they are about ---- *)
(* the bytes are the certificate c, by the grammar of ReadCertificate.v, about the
   samples ss: those in it or, with [samples external], those that CheckFile.the_samples
   reads from the supplied data files (external_samples in SourceStatements.v says which these are).  A supplied data file has the digest that the
   certificate states, and holds exactly the samples that are embedded; a supplied model
   file and a supplied patched file have theirs.  (The margins and the line [construction] are checked, but no
   statement speaks of them.) *)
Definition certificate_in (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file)
    (c : certificate) (ss : seq sample_text) : Prop :=
  let b := body_of c in
  [/\ read_certificate (text_of bytes) = Ok c,
      if external b then the_samples limit b tables = Ok ss else ss = embedded b,
      check_data_file limit b tables = Ok tt,
      check_model_file b model_file = Ok tt /\ check_patched_file c patched_file = Ok tt &
      (* points, values of f and labels have as many components as stated *)
      forall d : datum, List.In d (data_of b ss) ->
        [/\ size (point d) = N.to_nat (dimension b), size (frozen d) = N.to_nat (outputs b) &
            size (target d) = N.to_nat (outputs b)]].

(* a statement about the data of the certificate in these bytes, over every ordered field *)
Definition holds_of (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file)
    (statement : forall (F : realFieldType) (D P : nat), seq datum -> Prop) : Prop :=
  exists c ss, certificate_in limit bytes tables model_file patched_file c ss /\
  forall F : realFieldType,
    let b := body_of c in statement F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (data_of b ss).

(* the same with specifications in place of labels *)
Definition specified_in (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file)
    (c : specified_certificate) (ss : seq specified_sample) : Prop :=
  let b := specified_body c in
  [/\ read_specified (text_of bytes) = Ok c,
      if external b then the_specified_samples c tables = Ok ss else ss = specified_embedded (terms_in c),
      check_specified_data_file c tables = Ok tt,
      check_model_file b model_file = Ok tt /\ check_patched_file (plain_of c) patched_file = Ok tt &
      forall d, List.In d (specified_data_of b ss) ->
        [/\ size (datum_point d) = N.to_nat (dimension b), size (datum_frozen d) = N.to_nat (outputs b) &
            forall l, asked d = OfComponents l -> size l = N.to_nat (outputs b)]].
(* Q: the margin of classes, 0 with intervals *)
Definition specified_holds_of (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file)
    (statement : forall (F : realFieldType) (D P : nat) (Q : Q), seq specified_datum -> Prop) : Prop :=
  exists c ss, specified_in limit bytes tables model_file patched_file c ss /\
  forall F : realFieldType,
    let b := specified_body c in
    statement F (N.to_nat (dimension b)) (N.to_nat (outputs b)) (margin_of (the_terms (terms_in c))) (specified_data_of b ss).

(* ---- the statements ---- *)
(* what is printed as VERIFIED holds, whatever the limit of work.  The program prints verdict_line (answer ..) for
   the bytes of a certificate, gunzipped, and the supplied files *)
Definition checker_sound : Prop :=
  forall (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N : nat),
  let reply := answer limit bytes tables model_file patched_file in
  let printed := verdict_line reply in
  (printed = interpolation_line L M K N ->
     holds_of limit bytes tables model_file patched_file (fun F D P data => interpolation_claim F D P data L M K N)) /\
  (printed = bound_line L M K N ->
     holds_of limit bytes tables model_file patched_file (fun F D P data => bound_claim F D P data L M K N)) /\
  (forall a g q, printed = execution_line L M K N a g q ->
     exists e ss, certificate_in limit bytes tables model_file patched_file (OfExecution e) ss /\
     let b := exe_body e in
     execution_claim a g (program_in e) (centre e) (network_of (exe_g e)) (N.to_nat (dimension b)) (N.to_nat (outputs b))
       (data_of b ss) L M K N q (output_deviation e) /\
     (* what is printed of f + g is what the certificate claims *)
     forall q2, List.In (output_line q2) (remarks reply) -> output_deviation e = Some q2) /\
  (forall S, printed = specification_line L M K N S ->
     specified_holds_of limit bytes tables model_file patched_file
       (fun F D P Q data => specification_claim F D P Q data L M K N S)) /\
  (forall S, printed = specified_bound_line L M K S ->
     specified_holds_of limit bytes tables model_file patched_file
       (fun F D P Q data => specified_bound_claim F D P Q data L M K S)) /\
  (forall S a g, printed = specified_execution_line L M K N S a g ->
     exists t e ss f, specified_in limit bytes tables model_file patched_file (SpecifiedExecution t e) ss /\
     let b := exe_body e in program_in e = Some f /\
     specified_execution_claim a g f (centre e) (network_of (exe_g e)) (N.to_nat (dimension b)) (N.to_nat (outputs b))
       (margin_of (the_terms t)) (specified_data_of b ss) L M K N S).

(* where f gives the label, the last addition, an operation of its own, returns what f
   returned, a number F, in every execution of g: in every rounding mode that leaves the
   numbers of the format as they are *)
Definition kept_outputs : Prop :=
  forall (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N : nat) a g q,
  verdict_line (answer limit bytes tables model_file patched_file) = execution_line L M K N a g q ->
  exists e ss, certificate_in limit bytes tables model_file patched_file (OfExecution e) ss /\
  forall A G : arithmetic, sound A -> sound G -> its_format A = format_of a -> its_format G = format_of g ->
  forall (x : datum) (j : nat) (y : value), List.In x (data_of (exe_body e) ss) -> kept x j ->
  List.nth_error (run_g A G (centre e) (network_of (exe_g e)) (point x)) j = Some y ->
  forall last : arithmetic, leaves_numbers (its_format last) (its last) ->
  (forall t t' r, Qeq t t' -> its last t r -> its last t' r) ->
  forall F r, Execution.number (its_format last) F -> run_add last (fun r => r = Some F) y r -> exists v, r = Some v /\ Qeq v F.

(* the same where a specification keeps f *)
Definition specified_kept_outputs : Prop :=
  forall (limit : option N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N S : nat) a g,
  verdict_line (answer limit bytes tables model_file patched_file) = specified_execution_line L M K N S a g ->
  exists t e ss, specified_in limit bytes tables model_file patched_file (SpecifiedExecution t e) ss /\
  forall A G : arithmetic, sound A -> sound G -> its_format A = format_of a -> its_format G = format_of g ->
  forall (d : specified_datum) (j : nat) (y : value), List.In d (specified_data_of (exe_body e) ss) -> keeps (asked d) j ->
  List.nth_error (run_g A G (centre e) (network_of (exe_g e)) (datum_point d)) j = Some y ->
  forall last : arithmetic, leaves_numbers (its_format last) (its last) ->
  (forall t t' r, Qeq t t' -> its last t r -> its last t' r) ->
  forall F r, Execution.number (its_format last) F -> run_add last (fun r => r = Some F) y r -> exists v, r = Some v /\ Qeq v F.

(* a network and a lower bound for the same data: the line printed behind both verdicts.
   Some network with [most] hidden neurons fits, and none with fewer than [least] *)
Definition pair_sound : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L least most K N : nat),
  option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) =
    Some (interval_line L least most K N) ->
  holds_of l1 net d1 m1 p1 (fun F D P data =>
    interpolation_claim F D P data L most K N /\ bound_claim F D P data L least K N).

(* n is the least number of hidden neurons *)
Definition pair_exact : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L n K N : nat),
  option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) =
    Some (exact_line L n K N) ->
  holds_of l1 net d1 m1 p1 (fun F D P data =>
    [/\ size data = K, distinct_points F D data, changed_samples F P data = N & exact_claim F D P data L n]).

(* the same with specifications in place of labels: some network with [most] hidden neurons
   meets them all, and none with fewer than [least] *)
Definition specified_pair_sound : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L least most K S : nat),
  option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) =
    Some (specified_interval_line L least most K S) ->
  specified_holds_of l1 net d1 m1 p1 (fun F D P Q data =>
    (exists N, specification_claim F D P Q data L most K N S) /\ specified_bound_claim F D P Q data L least K S).
Definition specified_pair_exact : Prop :=
  forall l1 l2 net d1 m1 p1 low d2 m2 p2 (L n K S : nat),
  option_map verdict_line (pair_answer (answer l1 net d1 m1 p1) (answer l2 low d2 m2 p2)) =
    Some (specified_exact_line L n K S) ->
  specified_holds_of l1 net d1 m1 p1 (fun F D P Q data =>
    (exists N, specification_claim F D P Q data L n K N S) /\ specified_bound_claim F D P Q data L n K S).

(* what is printed is one line: all its bytes are printable ASCII, whatever stands in
   the files; so no text in a file can look like a verdict of its own *)
Definition one_line (s : string) : Prop := Words.unprintable s = None.
Definition prints_lines : Prop :=
  (forall limit bytes d m p,
     List.Forall one_line (verdict_line (answer limit bytes d m p) :: remarks (answer limit bytes d m p))) /\
  (forall net low r, pair_answer net low = Some r -> List.Forall one_line (verdict_line r :: remarks r)) /\
  (forall error why, List.Forall one_line (verdict_line (no_answer error why) :: remarks (no_answer error why))) /\
  (forall name, one_line (file_line name)).

(* one of the three lines, or one of those with specifications *)
Definition says_verified (printed : string) (L M K N : nat) : Prop :=
  [\/ printed = interpolation_line L M K N, printed = bound_line L M K N |
      exists a g q, printed = execution_line L M K N a g q].
Definition says_specified (printed : string) (L M K N S : nat) : Prop :=
  [\/ printed = specification_line L M K N S, printed = specified_bound_line L M K S |
      exists a g, printed = specified_execution_line L M K N S a g].

(* exit code 0 means VERIFIED *)
Definition zero_means_verified : Prop :=
  forall limit bytes d m p, let reply := answer limit bytes d m p in
  status reply = 0%num <->
  exists (L M K N S : nat), says_verified (verdict_line reply) L M K N \/ says_specified (verdict_line reply) L M K N S.

(* no certificate is accepted that asks for more work than the limit *)
Definition within_limit : Prop :=
  forall (most : N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) (L M K N S : nat),
  let printed := verdict_line (answer (Some most) bytes tables model_file patched_file) in
  (says_verified printed L M K N ->
   exists c ss, certificate_in (Some most) bytes tables model_file patched_file c ss /\ (work_of c ss <= most)%num) /\
  (says_specified printed L M K N S ->
   exists c ss, specified_in (Some most) bytes tables model_file patched_file c ss /\ (specified_work c ss <= most)%num).

(* and that is what it is refused with, before anything is evaluated: E404, exit code 4 *)
Definition limit_refuses : Prop :=
  forall (most : N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) c ss,
  read_certificate (text_of bytes) = Ok c -> check_before_files c = Ok tt ->
  the_samples (Some most) (body_of c) tables = Ok ss -> check_samples (body_of c) ss = Ok tt ->
  (most < work_of c ss)%num ->
  let reply := answer (Some most) bytes tables model_file patched_file in
  status reply = 4%num /\ exists t, verdict_line reply = ("s NOT VERIFIED E404" ++ t)%string.
Definition limit_refuses_specified : Prop :=
  forall (most : N) (bytes : string) (tables : supplied_tables) (model_file : option supplied_model) (patched_file : option supplied_file) c ss,
  read_specified (text_of bytes) = Ok c -> check_before_files (plain_of c) = Ok tt ->
  the_specified_samples c tables = Ok ss ->
  check_samples (specified_body c) (all_marked (outputs (specified_body c)) ss) = Ok tt ->
  (most < specified_work c ss)%num ->
  let reply := answer (Some most) bytes tables model_file patched_file in
  status reply = 4%num /\ exists t, verdict_line reply = ("s NOT VERIFIED E404" ++ t)%string.

(* the theorems that `ftcert explain CERT --coq` writes *)
Definition certificate_theorems : Prop :=
  forall (F : realFieldType) lines (D P : nat) (data : seq datum) (L M K N : nat),
  (accepts false lines D P data L M K N -> interpolation_claim F D P data L M K N) /\
  (accepts true lines D P data L M K N -> bound_claim F D P data L M K N).

(* what the bounds for any number of layers rest on: a network with hidden layers of ws
   neurons has at most prod (w + 1) pieces along a line *)
Definition pieces_any_depth : Prop :=
  forall (F : realFieldType) (ws : seq nat) (D P : nat) (g : 'cV[F]_D -> 'cV[F]_P) (u v : 'cV[F]_D) (J : 'I_P),
  deep ws g -> at_most_kinks (\prod_(w <- ws) w.+1 - 1) (fun t => g (u + t *: v) J 0).
