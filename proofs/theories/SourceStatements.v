(* What is proved of the files beside a certificate: definitions and statements, no proofs.  MainChecker.v
   proves each statement under the same name with a T.  ReadData.v reads tables, Csv.v their cells. *)
From Coq Require Import QArith NArith Ascii String.
From mathcomp Require Import all_ssreflect.
From FTCert Require Import Certificate Specification ReadBody Csv ReadData CheckInterpolation CheckFile CheckSpecifiedFile CheckerStatements.
From FTCert Require ReadSpecifiedData.
Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

(* ---- which files are read ---- *)
(* the file f is the one that p binds, and is read as the table t *)
Definition read_as (what : string) (p : data_part) (f : supplied_file) (t : table) : Prop :=
  digest_of f = data_digest p /\ exists2 c, data_format p = Csv c & t = Table (part_line p) what c (bytes_of f).
(* A certificate binds one data file, or several parts (data_parts), and perhaps a file with the labels.  Of each
   there is a supplied file with its digest, and as many samples as it says; the samples ss are those that
   [read_in] finds in these files, one after the other.  No other file is supplied *)
Definition from_files A (read_in : table -> option table -> result (seq A)) (d : data_source) (tables : supplied_tables) (ss : seq A) : Prop :=
  (forall f, List.In f (data_files tables) -> exists p, List.In p (data_parts d) /\ digest_of f = data_digest p) /\
  exists labelling : option table,
  match labels_file d, labels_supplied tables, labelling with
  | None, None, None => True
  | Some p, Some f, Some t => read_as "labels" p f t
  | _, _, _ => False
  end /\
  exists of_parts : seq (seq A), ss = flatten of_parts /\
  List.Forall2 (fun p l => exists f t,
    [/\ List.In f (data_files tables), read_as "data" p f t, read_in t labelling = Ok l &
        forall n, part_count p = Some n -> size l = N.to_nat n]) (data_parts d) of_parts.
(* [samples_in] reads a table: rows with equal points are merged in each by itself; that the points of all files
   are distinct is part of what is claimed of ss *)
Definition external_samples : Prop :=
  forall limit bytes tables model_file patched_file c ss,
  certificate_in limit bytes tables model_file patched_file c ss ->
  let b := body_of c in external b ->
  exists d ss', [/\ data b = Some d, from_files (samples_in limit b d) d tables ss' &
    ss = map (told_at (samples_line b)) ss'].
Definition external_specified_samples : Prop :=
  forall limit bytes tables model_file patched_file c ss,
  specified_in limit bytes tables model_file patched_file c ss ->
  let b := specified_body c in external b ->
  exists d ss', [/\ data b = Some d,
    from_files (ReadSpecifiedData.specified_in (outputs b) (the_terms (terms_in c)) d) d tables ss' &
    ss = map (specified_told_at (samples_line b)) ss'].

(* ---- the rows of a table, or of two ---- *)
(* what [read_one] makes of each row, in order.  In one table the cells of a row are chosen by the names of all columns;
   with a labels file those of labels are those of the row with the same number there, and both have as many rows *)
Definition rows_joined : Prop :=
  forall A (d : data_source) (read_one : joined -> result A) (data : table) (labelling : option table) (l : seq A),
  of_rows d read_one data labelling = Ok l ->
  exists js : seq joined, List.Forall2 (fun j a => read_one j = Ok a) js l /\
  match labelling with
  | None => exists2 c, content_of data (features d ++ labels d ++ frozen_columns d)%list = Ok c &
      List.Forall2 (fun j r => [/\ cells_in data c r = Ok (point_cells j ++ label_cells j ++ value_cells j)%list,
        row_line j = r.1, label_line j = r.1 & label_table j = data]) js (rows_below c)
  | Some t => exists c c', [/\ content_of data (features d ++ frozen_columns d)%list = Ok c, content_of t (labels d) = Ok c',
      List.Forall2 (fun j r => cells_in data c r = Ok (point_cells j ++ value_cells j)%list /\ row_line j = r.1) js (rows_below c) &
      List.Forall2 (fun j r => [/\ cells_in t c' r = Ok (label_cells j), label_line j = r.1 & label_table j = t]) js (rows_below c')]
  end.

(* ---- delimiters ---- *)
(* these two bytes exchanged *)
Definition exchanged (a b c : ascii) : ascii := if Ascii.eqb c a then b else if Ascii.eqb c b then a else c.
Fixpoint exchanged_all (a b : ascii) (s : string) : string :=
  match s with EmptyString => EmptyString | String c s' => String (exchanged a b c) (exchanged_all a b s') end.
Definition exchanged_rows (a b : ascii) (r : result (seq csv_row)) : result (seq csv_row) :=
  match r with Ok rows => Ok [seq (x.1, map (exchanged_all a b) x.2) | x <- rows] | Error e => Error e end.
(* a table with another delimiter is read as the one with commas is in which both are exchanged; around cells the same
   is dropped, but for the tab where it is the delimiter *)
Definition delimiters_exchanged : Prop :=
  forall (separator : ascii) (bytes : string), may_separate separator ->
  csv_rows separator bytes =
    exchanged_rows separator "," (rows_between "," (blanks separator) (exchanged_all separator "," bytes)) /\
  (separator <> tab -> blanks separator =1 blanks ",").

(* ---- the files of a model ---- *)
Definition model_files : Prop :=
  forall limit bytes tables f patched_file,
  (forall c ss, certificate_in limit bytes tables (Some f) patched_file c ss -> exists m, model (body_of c) = Some m /\
     model_found f = model_digest m /\
     forall x, List.In x (externals m) -> external_found f (external_name x) = Some (external_digest x)) /\
  (forall c ss, specified_in limit bytes tables (Some f) patched_file c ss -> exists m, model (specified_body c) = Some m /\
     model_found f = model_digest m /\
     forall x, List.In x (externals m) -> external_found f (external_name x) = Some (external_digest x)).
